"""Refs of actions: what looks like one, and those that stand in the text."""

import re
from collections.abc import Sequence
from itertools import pairwise

_REF = re.compile(
    r"\(?(?:[A-Za-z][\w-]{0,9}[ ./-]?)?\d{1,4}(?:[./-]\d{1,4})*[A-Za-z]?[.):]?|[A-Za-z][.)]"
)
_IN_TEXT = re.compile(
    r"""(?P<mark>\(?(?P<ref>(?:[A-Za-z]{1,5}[./-]?)?\d{1,3}(?:\.\d{1,3})*)(?:\.\)|[.)]))\s+(?=\S)
      | (?P<bare>(?:[A-Za-z][A-Za-z\d]{0,4}[./-]?)?\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)
    """,
    re.VERBOSE,
)
"""A number with its stop or bracket, or one of several parts such as 2.1, which needs none."""


def looks_like_ref(text: str) -> bool:
    """Whether a cell holds a ref such as "1", "2.10", "L2D.14" or "a)", and nothing else."""
    return bool(_REF.fullmatch(text.strip()))


def bare_ref(text: str) -> str:
    """The ref without the full stop or brackets of a list: "1." and "(1)" are the ref "1"."""
    bare = text.strip().rstrip(".:")
    if bare.endswith(")") and (bare.startswith("(") or "(" not in bare):
        bare = bare.strip("()")
    return bare.rstrip(".") or text.strip()


def ref_in_text(text: str) -> tuple[str, str, str] | None:
    """Part "1. Do this" into the ref, its mark as written, and the text; None without a ref."""
    found = _IN_TEXT.match(text)
    if not found:
        return None
    ref = found["ref"] or found["bare"]
    return ref, found["mark"] or ref, text[found.end() :]


def refs_stand_in_text(texts: Sequence[str]) -> bool:
    """Whether the actions of a paper are numbered within their text.

    Half of them at least must open with a ref and these must run upwards, or nearly all and no
    two with the same, so that a text which happens to open with a figure is left alone.
    """
    parted = [ref_in_text(text) for text in texts]
    refs = [found[0] for found in parted if found]
    if len(refs) < 2 or len(set(refs)) < len(refs):
        return False
    upwards = all(_key(one) < _key(other) for one, other in pairwise(refs))
    return 2 * len(refs) >= len(texts) if upwards else 5 * len(refs) >= 4 * len(texts)


def repeated_refs(refs: Sequence[str]) -> list[str]:
    """The refs that stand more than once."""
    return list(dict.fromkeys(ref for ref in refs if refs.count(ref) > 1))


def lost_noughts(refs: Sequence[str]) -> list[str]:
    """Refs such as "2.1" behind "2.9" or a second "2.1": the spreadsheet may have held "2.10"."""
    lost: list[str] = []
    for number, ref in enumerate(refs):
        stem, dot, last = ref.rpartition(".")
        if dot and len(last) == 1 and (ref in refs[:number] or f"{stem}.9" in refs[:number]):
            lost.append(ref)
    return lost


def _key(ref: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", ref)
    )
