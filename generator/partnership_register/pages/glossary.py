"""Words of partnership working and what they mean, with other names for the partnerships."""

from __future__ import annotations

from collections.abc import Iterator

from partnership_register.model.base import anchor
from partnership_register.model.council import Council
from partnership_register.model.partnership import Partnership
from partnership_register.pages.addresses import GLOSSARY, HOME, address
from partnership_register.pages.letters import initial, letter_links, sort_words
from partnership_register.pages.lists import Given, Lists
from partnership_register.pages.page import Page
from partnership_register.pages.shapes import Link, Shape
from partnership_register.pages.writing import plural, resolved
from partnership_register.register import Register


class Word(Shape, frozen=True):
    """A word: what it means, or where to look instead."""

    word: str
    anchor: str
    meaning: str
    """Markdown; empty for a word that only points elsewhere."""
    also: tuple[str, ...]
    see: tuple[Link, ...]


class WordLetter(Shape, frozen=True):
    """The words that begin with a letter."""

    letter: str
    words: tuple[Word, ...]


class GlossaryView(Shape, frozen=True):
    """The glossary."""

    lead: str
    index: tuple[Link, ...]
    letters: tuple[WordLetter, ...]


def given(register: Register) -> Iterator[Given]:
    """The words that the council explains, given by its own folder."""
    for council in register.own(Council):
        for term in council.glossary:
            meaning = resolved(register, term.meaning, council)
            yield "glossary", Word(term.term, _anchor(term.term), meaning, term.also, ())


def pages(register: Register, lists: Lists) -> Iterator[Page]:
    """The page of words."""
    terms = lists.of("glossary")
    words = _merged([*terms, *_pointers(register)])
    letters = tuple(_by_letter(words))
    index = letter_links(each.letter for each in letters)
    view = GlossaryView(
        "What the words of partnership working mean here, and which other words there are or were"
        " for the same thing.",
        index,
        letters,
    )
    said = f"{plural(len(terms), 'word')} of partnership working explained, with former names."
    yield Page(GLOSSARY.url, "views/glossary.html", GLOSSARY.text, said, "About", view, (HOME,))


def _pointers(register: Register) -> Iterator[Word]:
    """Other words for a term, and other names for a partnership, each pointing to the right one."""
    for term in register.council.glossary:
        for other in term.also:
            yield _pointer(other, Link(term.term, f"#{_anchor(term.term)}"))
    for partnership in register.all(Partnership):
        there = address(partnership)
        for alias in partnership.aliases:
            yield _pointer(alias, Link(partnership.title, there, "partnership"))
        for former in partnership.former_titles:
            yield _pointer(former, Link(partnership.title, there, "its present name"))


def _pointer(word: str, link: Link) -> Word:
    return Word(word, "", "", (), (link,))


def _merged(words: list[Word]) -> list[Word]:
    """Each word once: what it means and everything that it points to."""
    found: dict[str, Word] = {}
    for word in words:
        key = word.word.casefold()
        known = found.get(key)
        if known is None:
            found[key] = word
            continue
        see = tuple(dict.fromkeys((*known.see, *word.see)))
        also = tuple(dict.fromkeys((*known.also, *word.also)))
        meaning = "\n\n".join(dict.fromkeys(m for m in (known.meaning, word.meaning) if m))
        found[key] = Word(known.word, known.anchor or word.anchor, meaning, also, see)
    return list(found.values())


def _by_letter(words: list[Word]) -> Iterator[WordLetter]:
    groups: dict[str, list[Word]] = {}
    for word in sorted(words, key=lambda each: (sort_words(each.word), each.word)):
        groups.setdefault(initial(word.word), []).append(word)
    for letter in sorted(groups, key=lambda each: (len(each), each)):
        yield WordLetter(letter, tuple(groups[letter]))


def _anchor(term: str) -> str:
    return f"word-{anchor(term)}"
