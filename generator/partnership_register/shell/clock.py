"""The one place where the clock is read; everything else is told the moment."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from partnership_register.shell.problems_found import CannotBuild


def now() -> datetime:
    """The instant (UTC) for which to build: that of SOURCE_DATE_EPOCH where it is set, else now.

    Raises CannotBuild where it is set to what is no instant.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise CannotBuild(
            f'SOURCE_DATE_EPOCH is "{epoch}"; make it the seconds since 1970, such as 1795348800'
        ) from None
