"""The one place where the clock is read; everything else is told the day."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The day for which to build: that of SOURCE_DATE_EPOCH where it is set, else today's.

    Both are days in London, since that is where what is overdue becomes so.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.astimezone(LONDON).date()
