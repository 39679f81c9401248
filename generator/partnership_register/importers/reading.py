"""Reads a paper from its file, by the reader for its format."""

import zipfile
from pathlib import Path

from partnership_register.importers import reading_csv
from partnership_register.importers.paper import Paper
from partnership_register.importers.refusal import ImportRefused

_LARGEST = 200_000_000
"""Bytes of a Word or Excel file when unpacked; an action plan has a hundredth of it."""

_INSTEAD = {
    ".doc": "Word document (.docx)",
    ".odt": "Word document (.docx)",
    ".rtf": "Word document (.docx)",
    ".pdf": "Word document (.docx)",
    ".xls": "Excel workbook (.xlsx)",
    ".xlsb": "Excel workbook (.xlsx)",
    ".ods": "Excel workbook (.xlsx)",
}


def read_paper(path: Path, *, sheet: str | None = None) -> Paper:
    """Read a .docx, .xlsx, .xlsm or .csv file; `sheet` names the sheet of a workbook.

    Raise ImportRefused where the file cannot be read, or not without losing words.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise ImportRefused(f"there is no file {path.name}.")
    if sheet is not None and suffix not in (".xlsx", ".xlsm"):
        raise ImportRefused(f"the file {path.name} has no sheets; leave out the name of the sheet.")
    match suffix:
        case ".csv" | ".tsv" | ".txt":
            return reading_csv.read(path)
        case ".xlsx" | ".xlsm":
            _refuse_damaged(path)
            return _read_excel(path, sheet)
        case ".docx":
            _refuse_damaged(path)
            return _read_word(path)
    instead = _INSTEAD.get(suffix, "Word document (.docx), Excel workbook (.xlsx) or CSV file")
    raise ImportRefused(f"the file {path.name} cannot be read. Save it as {instead}.")


def _read_excel(path: Path, sheet: str | None) -> Paper:
    try:
        from partnership_register.importers import reading_excel  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise _not_installed("Excel", "openpyxl") from error
    return reading_excel.read(path, sheet=sheet)


def _read_word(path: Path) -> Paper:
    try:
        from partnership_register.importers import reading_word  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise _not_installed("Word", "python-docx") from error
    return reading_word.read(path)


def _not_installed(program: str, package: str) -> ImportRefused:
    return ImportRefused(
        f"reading {program} needs the package {package}. Install it with "
        'pip install "partnership-register[import]", or save the table as CSV.'
    )


def _refuse_damaged(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ImportRefused(
            f"the file {path.name} cannot be opened: it is damaged, protected by a password, or "
            "an older format under a new name. Open it, take the password off and save it again."
        ) from error
    if size > _LARGEST:
        raise ImportRefused(f"the file {path.name} is far too large for an action plan.")
