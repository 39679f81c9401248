"""Plain lines written as Markdown that reads back to the same words."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

import comrak

from partnership_register.importers.paper import Line

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^ ]+", re.IGNORECASE)
_LINKED = re.compile(r"(?<=www)(?=\.)|(?=://)", re.IGNORECASE)
_NEEDS_ESCAPE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$)      # a backslash before punctuation, or a break at the end
      | [`*~\[]                      # code, emphasis, strikethrough, links and task boxes
      | (?<![^\W_])_ | _(?![^\W_])   # emphasis too, but not within a word
      | <(?=[A-Za-z/!?])             # raw HTML
      | &(?=\#?\w+;)                 # what would be read as a character reference
    """,
    re.VERBOSE,
)
_OPENS_BLOCK = re.compile(
    r"""(?P<before>)(?:\#{1,6}(?=\s|$) | > | [-+](?=\s|$) | -(?=[-\s]*$) | =(?==*$))
      | (?P<number>\d{1,9})[.)](?=\s|$)
    """,
    re.VERBOSE,
)
_BLOCKS = {"p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "br"}


def markdown_of(lines: Sequence[Line]) -> str:
    """Write plain lines as paragraphs and bullets as lists, nested by their level."""
    written: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and not (before.level and line.level):
            written.append("")
        text = _escaped(line.text)
        indent = "  " * (line.level - 1)
        written.append(f"{indent}- {text}" if line.level else text)
        before = line
    return "\n".join(written)


def words_of_markdown(text: str) -> list[str]:
    """The words that a reader of the page sees."""
    reader = _TextReader()
    reader.feed(comrak.render_markdown(text, extension_options=_extensions()))
    reader.close()
    return "".join(reader.pieces).split()


def _escaped(text: str) -> str:
    """Escape only what Markdown would take away or change."""
    marks = {found.start() for found in _NEEDS_ESCAPE.finditer(text)}
    for address in _ADDRESS.finditer(text):
        if marks & set(range(*address.span())):
            # A backslash within an address would be shown, so that the address is kept from
            # becoming a link instead.
            marks |= {found.start() for found in _LINKED.finditer(text, *address.span())}
    escaped = "".join("\\" * (at in marks) + sign for at, sign in enumerate(text))
    return _escaped_opening(escaped)


def _escaped_opening(text: str) -> str:
    found = _OPENS_BLOCK.match(text)
    if not found:
        return text
    at = found.end("number") if found["number"] else 0
    return f"{text[:at]}\\{text[at:]}"


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = options.strikethrough = options.autolink = options.tasklist = True
    return options


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
