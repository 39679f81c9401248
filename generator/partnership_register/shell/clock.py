"""The one place where the clock is read; everything else is told the moment."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The instant (UTC) for which to build: that of SOURCE_DATE_EPOCH where it is set, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
