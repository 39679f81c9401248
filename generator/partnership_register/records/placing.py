"""What the way to a file says about the record in it: its kind, its id, its partnership."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from partnership_register.model import RECORD_TYPES, Council
from partnership_register.model.base import Record
from partnership_register.model.meant import copied_from, record_name
from partnership_register.problems import Problem, did_you_mean, nearest, plain, shown
from partnership_register.scanning import COUNCIL_FOLDER


@dataclass(frozen=True, slots=True)
class Place:
    """What the way to a file says about the record in it."""

    type: type[Record]
    id: str
    partnership: str


OWNER = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""What a partnership's folder, and so the partnership, can be called."""
LONGEST_NAME = 100
"""Characters of the name of a file or folder without its ending."""
KEPT_BY_WINDOWS = re.compile(
    r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])"
)
"""Names of devices, which no file or folder can have there, whatever its ending."""
_SOUND = re.compile(r"(?:[a-z0-9_-]{5,100}/)*[a-z0-9_-]{5,100}\.[a-z0-9]{1,5}")
"""Ways that need no closer look, as nearly all are: no reserved name is as long."""
_SIGNS = re.compile(r"[<>:\"|?*\\]")


def place_of(path: str) -> Place | Problem | None:
    """What kind of record lies at `path`; None for a file that is no record."""
    if badly := badly_named(path):
        return badly
    parts = PurePosixPath(path).parts
    if not path.endswith(".yml"):
        return _not_yaml(path)
    if len(parts) not in (2, 3):
        return Problem(
            path,
            "a record lies in the folder of a partnership or of _council",
            "for example partnerships/safer-thornmere/meetings/2026-03-12.yml",
        )
    owner, *folder, name = parts
    if owner != COUNCIL_FOLDER == owner.lower():
        said = f'the name of the folder "{owner}" has capitals'
        return Problem(owner, said, f"rename it to {COUNCIL_FOLDER}")
    stem = name.removesuffix(".yml")
    kind = _kind(owner, "".join(folder), stem)
    if kind is None:
        return _misplaced(path, owner, folder)
    if owner == COUNCIL_FOLDER:
        return _misnamed(path, kind, stem) or Place(kind, stem, "")
    id = f"{owner}/{stem}" if folder else owner
    return _misnamed(path, kind, stem, owner) or Place(kind, id, owner)


def badly_named(path: str) -> Problem | None:
    """What is wrong with the names on the way to a file, on this or any other system.

    `path` lies below the folder of records; of a file beside a record it may be the name alone.
    """
    if _SOUND.fullmatch(path):
        return None
    if not path.isprintable():
        return Problem(
            plain(shown(path, most=200)),
            "the name of the file has letters that not every computer can read",
            "rename it with small letters, figures and hyphens",
        )
    for name in path.split("/"):
        if wrong := _wrong_in(name):
            return Problem(path, *wrong)
    return None


def _wrong_in(name: str) -> tuple[str, str] | None:
    """The message and the hint for the name of a file or a folder; None where it is sound."""
    stem = name.partition(".")[0]
    if KEPT_BY_WINDOWS.fullmatch(stem.rstrip(" ")):
        return (
            f'Windows keeps the name "{stem}" for a device, so that nobody could open the file',
            "give the file or folder another name",
        )
    if sign := _SIGNS.search(name):
        return (
            f"the sign {sign[0]} has no place in the name of a file: it means something to Windows",
            "rename it with small letters, figures and hyphens",
        )
    if name != name.strip() or name.endswith(".") or not name:
        return (
            "the name of the file or of a folder begins or ends with a space, or ends with a dot",
            "rename it: on Windows it would be taken for another one",
        )
    if len(name.rpartition(".")[0] or name) > LONGEST_NAME:
        return (
            f"the name of the file or of a folder has more than {LONGEST_NAME} letters",
            "give it a shorter name",
        )
    return None


def clashing(paths: Iterable[str]) -> Iterator[Problem]:
    """Files and folders whose names differ for some systems and are the same for others.

    That is so where only small and capital letters differ, or how a letter with a mark is stored.
    """
    known = sorted(paths)
    if all(path == _as_others_see(path) for path in known):
        return
    seen: dict[str, str] = {}
    said: set[str] = set()
    for path in known:
        steps = path.split("/")
        for depth in range(1, len(steps) + 1):
            way = "/".join(steps[:depth])
            other = seen.setdefault(_as_others_see(way), way)
            if other.rpartition("/")[2] != steps[depth - 1] and way not in said:
                said.add(way)
                if way == _as_others_see(way):
                    way, other = other, way  # the one in small letters is as it should be
                is_folder = depth < len(steps)
                yield Problem(
                    way,
                    f'to Windows and to a Mac this is the same name as "{other}"',
                    f"put what lies in it into {other}"
                    if is_folder
                    else "give one of the two another name",
                )


def _as_others_see(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path.casefold())


def _misnamed(path: str, kind: type[Record], stem: str, owner: str = "") -> Problem | None:
    """What is wrong with the name of the file or of the partnership's folder."""
    if not re.fullmatch(kind.name_pattern, stem, re.ASCII):
        return Problem(
            path,
            f"a file of this kind cannot be called {stem}.yml",
            _to_rename(stem, kind.name_pattern, kind.name_example, ".yml"),
        )
    if kind.name_pattern.startswith(r"\d{4}-\d\d-\d\d") and not _is_day(stem[:10]):
        return Problem(
            path,
            f"{stem[:10]} is not a day that exists",
            "a meeting's file begins with its day, for example 2026-03-12.yml",
        )
    if owner and not re.fullmatch(OWNER, owner):
        return Problem(
            path,
            f'{_OF_FOLDER} "{owner}" cannot be the id of a partnership',
            _to_rename(owner, OWNER, "safer-thornmere"),
        )
    return None


def _to_rename(name: str, pattern: str, example: str, ending: str = "") -> str:
    """The hint for a name of a file or a folder that will not do."""
    if copied := copied_from(name, pattern):
        return f"if it is a copy of {copied}{ending}, keep one of the two under that name"
    if meant := record_name(name, pattern):
        return f"rename it to {meant}{ending}"
    return f"use small letters, figures and hyphens, for example {example}{ending}"


def of_folder(problem: Problem) -> str:
    """What is said of the folder of a file, and need not be said of each file in it."""
    said = problem.message.startswith(_OF_FOLDER)
    return f"{problem.path.partition('/')[0]}: {problem.message}" if said else ""


_OF_FOLDER = "the folder"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _kind(owner: str, folder: str, stem: str) -> type[Record] | None:
    if owner == COUNCIL_FOLDER:
        if not folder:
            return Council if stem == "council" else None
        return next((t for t in RECORD_TYPES if t.in_council and t.folder == folder), None)
    if not folder:
        return next((t for t in RECORD_TYPES if t.in_partnership and t.name_pattern == stem), None)
    return next((t for t in RECORD_TYPES if t.in_partnership and t.folder == folder), None)


def _misplaced(path: str, owner: str, folder: list[str]) -> Problem:
    files, folders = _held_by(owner)
    file = f"{files[0]}.yml"
    place = f"{owner} holds {file} and the folders {', '.join(folders)}"
    if folder:
        hint = plain(did_you_mean(folder[0], folders))
        said = f'the folder "{folder[0]}" has no place here'
        return Problem(f"{owner}/{folder[0]}", said, f"{hint} {place}".strip())
    name = PurePosixPath(path).name
    hint = plain(did_you_mean(name, [*folders, file]))
    return Problem(path, f'"{name}" has no place here', f"{hint} {place}".strip())


def _not_yaml(path: str) -> Problem | None:
    name = PurePosixPath(path).name
    if _ENDS_OTHERWISE.search(name):
        return ends_otherwise(path)
    if _ENDS_TWICE.search(name):
        return Problem(
            path,
            "this looks like a record with a second ending",
            "rename it so that it ends in .yml, or delete it",
        )
    return None


def ends_otherwise(path: str) -> Problem:
    """What is said of a record whose name has another ending, or none."""
    stem = _ENDING.sub("", PurePosixPath(path).name)
    return Problem(path, "records end in .yml", f"rename it to {stem}.yml")


_ENDS_OTHERWISE = re.compile(r"(?i)\.ya?ml$")
_ENDS_TWICE = re.compile(r"(?i)\.ya?ml\.?(?:txt|docx?|bak|old|orig|rej|tmp|part|crdownload|[~,;])$")
_ENDING = re.compile(rf"{_ENDS_TWICE.pattern}|{_ENDS_OTHERWISE.pattern[4:]}|\.txt$")


def meant_place(path: str) -> Place | None:
    """Where a file belongs whose name or folder is not quite right; None where nobody can tell."""
    way = _ENDING.sub("", path.lower())
    if way.count("/") not in (1, 2):
        return None
    owner, *between, stem = way.split("/")
    if owner == COUNCIL_FOLDER.strip("_"):
        owner = COUNCIL_FOLDER
    files, folders = _held_by(owner)
    if between:
        between = [nearest(between[0], folders) or between[0]]
    else:
        stem = nearest(stem, files) or stem
    place = place_of("/".join([owner, *between, f"{stem}.yml"]))
    return place if isinstance(place, Place) else None


def renamed_place(path: str) -> Place | None:
    """Where a file belongs once it, or the partnership's folder, is renamed as the hint says."""
    if path.count("/") not in (1, 2) or not path.endswith(".yml"):
        return None
    owner, *folder, name = path.split("/")
    stem = name.removesuffix(".yml")
    kind = _kind(owner, "".join(folder), stem)
    if kind is None:
        return None
    if owner != COUNCIL_FOLDER:
        owner = _meant(owner, OWNER)
    place = place_of("/".join([owner, *folder, f"{_meant(stem, kind.name_pattern)}.yml"]))
    return place if isinstance(place, Place) else None


def _meant(name: str, pattern: str) -> str:
    if re.fullmatch(pattern, name, re.ASCII):
        return name
    return copied_from(name, pattern) or record_name(name, pattern)


def _held_by(owner: str) -> tuple[list[str], list[str]]:
    """The records and the folders that a folder holds by name, without their ending."""
    council = owner == COUNCIL_FOLDER
    folders = [
        t.folder
        for t in RECORD_TYPES
        if t.folder and (t.in_council if council else t.in_partnership)
    ]
    return ["council" if council else "partnership"], folders
