"""What the tests of the importers share: Markdown read back as an officer would read it."""

from collections.abc import Callable
from html.parser import HTMLParser

import comrak
import pytest

Lines = list[tuple[int, str]]


class _Reader(HTMLParser):
    """Collects the paragraphs (level 0) and list items (their depth) of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.lines: Lines = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "ul":
            self.depth += 1
        elif tag in ("p", "li"):
            self.lines.append((self.depth, ""))
        elif tag != "a":
            raise AssertionError(f"<{tag}> was made of plain words")

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self.depth -= 1

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"words were taken for HTML: {data}")

    def handle_data(self, data: str) -> None:
        if self.lines:
            level, text = self.lines[-1]
            self.lines[-1] = (level, text + data.strip("\n"))


@pytest.fixture(scope="session")
def as_read() -> Callable[[str], Lines]:
    """The lines that a reader of the page sees, each with its level in a list."""
    options = comrak.ExtensionOptions()
    options.table = options.strikethrough = options.autolink = options.tasklist = True

    def lines_of(markdown: str) -> Lines:
        reader = _Reader()
        reader.feed(comrak.render_markdown(markdown, extension_options=options))
        reader.close()
        return reader.lines

    return lines_of
