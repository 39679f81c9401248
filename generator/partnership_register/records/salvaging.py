"""Lines that cannot be read, made harmless, so that the mistakes after them are told as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

_VALUE = re.compile(r"( *(?:- +)*(?:[^\s:#'\"\[{][^:#]*: +|- +))(\S.*)")
_GLUED = re.compile(r"( *(?:- +)*[\w-]+:)(\S.*)")
_OUTERMOST = re.compile(r"[a-z_]+:(?: |$)")


def without(
    text: str, broken: Sequence[int], *, is_out_of_line: bool
) -> Iterator[tuple[str, bool]]:
    """Texts of as many lines in which the `broken` lines, counted from 0, do no harm.

    First with quotes round what stands in them, as was most likely meant; then without them and
    what lies further in below; then without all up to the next outermost key, as alone is safe
    where they are out of line with others. Beside each, whether nothing was taken out.
    """
    lines = text.split("\n")
    if not is_out_of_line:
        yield _without(lines, broken, _quoted, _lies_further_in), True
        yield _without(lines, broken, _nothing, _lies_further_in), False
    yield _without(lines, broken, _nothing, _is_not_outermost), False


def _without(
    lines: Sequence[str],
    broken: Sequence[int],
    instead: Callable[[str], str],
    belongs: Callable[[str, str], bool],
) -> str:
    made = list(lines)
    for number in broken:
        if not made[number]:
            continue  # it was taken out with a line above
        made[number] = instead(lines[number])
        for below in range(number + 1, len(lines)):
            if lines[below].strip() and not belongs(lines[below], lines[number]):
                break
            made[below] = ""
    return "\n".join(made)


def _nothing(_: str) -> str:
    return ""


def _quoted(line: str) -> str:
    found = _VALUE.match(line) or _GLUED.match(line)
    return "{} '{}'".format(found[1].rstrip(), found[2].replace("'", "''")) if found else ""


def _lies_further_in(line: str, above: str) -> bool:
    return len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())


def _is_not_outermost(line: str, _: str) -> bool:
    return not _OUTERMOST.match(line)
