"""Names of leads: as an address can hold them, and those that name nobody."""

from __future__ import annotations

import re
from functools import lru_cache

from partnership_register.model.base import anchor


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name as an address can hold it: `head-of-policy`."""
    return re.sub(r"[._]+", "-", anchor(name)).strip("-")


@lru_cache(maxsize=4096)
def names_nobody(words: str) -> bool:
    """Whether words in the place of a lead name nobody, such as "???" or "TBC"."""
    return not name_key(words) or bool(_NOBODY.fullmatch(" ".join(words.lower().split())))


_NOBODY = re.compile(
    r"(?:lead(?:s| partner)?:? )?"
    r"(?:n/?a|none(?: yet)?|nobody(?: yet)?|unknown|vacant|unassigned|"
    r"(?:tb[acd]|to be (?:agreed|allocated|announced|appointed|assigned|confirmed|decided|"
    r"determined|found|identified|named))(?: (?:after|at|before|by|in|once|when|with) .*)?|"
    r"not (?:yet )?(?:agreed|allocated|assigned|confirmed|decided|identified|"
    r"known|named))[.?]*"
)
