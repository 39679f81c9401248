"""Build a site in a process of its own: `build_with.py METHOD JOBS CONFIG SITE DAY`.

How Python starts other processes is set once for a whole process, so that no test can set it.
"""

from __future__ import annotations

import multiprocessing
import sys
from datetime import date
from pathlib import Path

from partnership_register.shell.builds import Options, build

if __name__ == "__main__":
    method, jobs, config, site, day = sys.argv[1:]
    multiprocessing.set_start_method(method)
    options = Options(
        site_dir=Path(site), as_of=date.fromisoformat(day), jobs=int(jobs), use_cache=False
    )
    build(Path(config), options)
