"""Lines that begin too far left or right, and what was wrong above them."""

from __future__ import annotations

import re

from partnership_register.problems import is_shown_whole, plain, shown
from partnership_register.records.keys import parts_below
from partnership_register.records.leftovers import left_behind
from partnership_register.records.lines import (
    Here,
    Lines,
    Mistake,
    depth_of,
    going_up,
    key_in,
    line_above,
    text_column,
    unreadable,
    whose_text,
)
from partnership_register.records.quotes import left_open, on_lines_below


def indented(lines: Lines, here: Here, _: Here) -> Mistake:
    """The line begins too far left or right; the hint says where its neighbours begin."""
    if found := _below_no_list(lines, here.line):
        return found
    above = line_above(lines, here.line)
    if found := _began_above(lines, here, above):
        return found
    for number in (above, here.line):
        if glued := re.match(r" *(-[^\s-].*:.*)", lines[number]):
            return Mistake(Here(number, glued.start(1)), *no_space_after_hyphen(glued[1]))
    if began := _begins_text(lines, here.line):
        return Mistake(
            here,
            f"this line of the text after {began} begins further left than its first line",
            "begin each of its lines with two spaces more than the key has",
        )
    if here.column == 0 < text_column(lines[above]) and not "".join(lines[:above]).strip():
        return Mistake(Here(above, 0), NOT_LEVEL, "delete the spaces before it")
    here = _stray(lines, above, here)
    line = lines[here.line]
    column = min(here.column, depth_of(line))
    is_entry = line.lstrip().startswith("- ")
    hint = (
        "begin a list on the line below its key; for text with hyphens in it write | after the key"
        if is_entry
        else "line it up with the lines above"
    )
    for number in range(here.line - 1, max(-1, here.line - 200), -1):
        level = _level(lines[number], is_entry=is_entry)
        if level:
            spaces = {0: "no space", 1: "1 space"}.get(level[0], f"{level[0]} spaces")
            hint = (
                f"to stand level with {level[1]} on line {number + 1} it needs {spaces} before it"
            )
            break
    return Mistake(Here(here.line, column), NOT_LEVEL, hint)


def _below_no_list(lines: Lines, number: int) -> Mistake | None:
    """An entry that was added at the end of the file, below a key that takes no list."""
    entry = re.match(r"( *)- (?=[a-z_]+:(?: |$))", lines[number])
    if not entry:
        return None
    column = len(entry[1])
    level = max(column, 1)
    holder = next((n for n in going_up(lines, number) if depth_of(lines[n]) < level), -1)
    keyed = key_in(lines[holder]) if holder >= 0 else None
    if not keyed or any(parts_below().get(plain(keyed.key), {}).values()):
        return None
    keys = {lines[number][entry.end() :].partition(":")[0]}
    for line in lines[number + 1 :]:
        further = re.match(r"( *)([a-z_]+):(?: |$)", line)
        if not further or len(further[1]) != entry.end():
            break
        keys.add(further[2])
    there = [line.partition(":")[0] for line in lines if re.match(r"[a-z_]+:", line)]
    homes = [key for key in there if keys.issubset(_of_many(key))]
    if not homes:
        return None
    said = f"a list entry stands below {keyed.key}:, which is no list"
    return Mistake(Here(number, column), said, f"move it up to the others under {homes[0]}:")


def _of_many(key: str) -> set[str]:
    """The keys of the entries of a list."""
    return {name for name, is_many in parts_below().get(key, {}).items() if is_many}


def _began_above(lines: Lines, here: Here, above: int) -> Mistake | None:
    """What was wrong further up, although only this line shows it."""
    if lines[above].rstrip() == "...":
        return Mistake(Here(above, 0), ANOTHER_RECORD, ONE_RECORD)
    if found := _ended_by_a_remark(lines, here.line, above):
        return found
    if odd := _ODD_INDENTATION.match(lines[above]):
        return left_behind(lines, Here(above, odd.end()), here) or unreadable(lines, here, here)
    if dash := _DASH.match(lines[above]):
        return left_behind(lines, Here(above, dash.end()), here)
    before = lines[here.line][: here.column].rstrip()
    if before.endswith(("'", '"')):
        opened = left_open(lines, here, before[-1])
        if opened.here.line < here.line:
            return opened
    return _without_its_hyphen(lines, here.line)


def _ended_by_a_remark(lines: Lines, number: int, above: int) -> Mistake | None:
    """A # in a line of text that goes on below."""
    remark = re.search(r"(?<=\S) +(#.*)", lines[above])
    holder = whose_text(lines, number) if remark else None
    if not remark or not holder:
        return None
    said = f'what stands behind # would be left out: "{shown(remark[1])}"'
    return Mistake(Here(above, remark.start(1)), said, on_lines_below(holder.key))


def _without_its_hyphen(lines: Lines, number: int) -> Mistake | None:
    """The first entry of a list whose second has a hyphen."""
    entry = re.match(r"( *)- ", lines[number])
    if not entry:
        return None
    first = number
    while first and (above := line_above(lines, first)) < first:
        far = depth_of(lines[above])
        if lines[above].startswith("- ", far):
            return None
        keyed = key_in(lines[above])
        if far <= len(entry[1]) and keyed and not keyed.value:
            break
        if far < len(entry[1]):
            return None
        first = above
    if first in (number, 0):
        return None
    text = lines[first].lstrip(" ")
    here = Here(first, len(lines[first]) - len(text))
    return Mistake(here, NO_HYPHEN, f"write - {shown(text)}")


_DASH = re.compile(r" *(?=[\u2013\u2014\u2022\u00b7])")
_ODD_INDENTATION = re.compile("[ -]*[\t\u00a0\u2000-\u200f\u3000]")
_BLOCK_BEGINS = re.compile(r"( *)(?:- +)*(?:[^\s:#'\"\[{][^:#]*: +)?([|>])[-+0-9]*(?: +#.*)?$")


def _begins_text(lines: Lines, number: int) -> str:
    """The sign | or > above a line that lies further in than the key with the sign."""
    column = depth_of(lines[number])
    for line in reversed(lines[max(0, number - 200) : number]):
        begins = _BLOCK_BEGINS.match(line)
        if begins:
            return begins[2] if len(begins[1]) < column else ""
        if line.strip() and depth_of(line) < column:
            return ""
    return ""


def _stray(lines: Lines, above: int, here: Here) -> Here:
    """The line itself, or that above it, where that alone does not stand level with the rest."""
    before = line_above(lines, above)
    column, stray = text_column(lines[here.line]), text_column(lines[above])
    is_one = key_in(lines[above]) and not lines[above].lstrip().startswith("-")
    if is_one and stray < column == text_column(lines[before]) and before < above:
        return Here(above, stray)
    return here


def _level(line: str, *, is_entry: bool) -> tuple[int, str] | None:
    """How far in another key may begin beside that of a line, or another entry of its list."""
    if is_entry:
        hyphen = re.match(" *(?=- )", line)
        return (hyphen.end(), "the hyphen") if hyphen else None
    keyed = key_in(line)
    if not keyed or not keyed.value or " " in keyed.key:
        return None
    return keyed.column, f'"{keyed.key}"'


def no_space_after_hyphen(text: str) -> tuple[str, str]:
    """The message and the hint for a line that begins with a hyphen and a letter."""
    entry = text[1:]
    hint = f"write - {shown(entry)}" if is_shown_whole(entry) else "type one there"
    return "there is no space after the hyphen", hint


NO_HYPHEN = "the first entry of this list has no hyphen"
NOT_LEVEL = "the line is not indented like its neighbours"
ANOTHER_RECORD = "a line of three hyphens or dots begins a second record"
ONE_RECORD = "delete the line, and keep one record in each file"
