"""Publishing the site: a hidden second tree takes what changed, then the two change places at once.

Beside a site `site` lies the folder `.site.publishing` with

- `standby-N`, a complete former tree of the site, from which the next one is made;
- `ledger`, the digest of every file of both trees;
- `drafts`, files that are being written;
- `lock`, which one build holds at a time.

All of it may be deleted while no build is running: the next build is then slower, not different.
"""

from __future__ import annotations

from partnership_register.publishing.ledger import digest_of, group_digest
from partnership_register.publishing.publication import Publication, Published
from partnership_register.publishing.trees import Written, page_path, write_into

__all__ = [
    "Publication",
    "Published",
    "Written",
    "digest_of",
    "group_digest",
    "page_path",
    "write_into",
]
