"""Templates that are compiled for speed make the bytes that Jinja makes of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError, nodes

from hostile_text.payloads import can_be_kept, payloads
from hostile_text.sites import Placing, numbers_of, write_project
from partnership_register.pages import pages_of
from partnership_register.register import Register
from partnership_register.render.compiling import ViewEnvironment
from partnership_register.render.rendering import FILTERS
from partnership_register.shell.opening import open_project
from places import NOW, PROJECT

THEME = PROJECT / "theme"


def plain(theme: Path) -> Environment:
    """Jinja's own environment with the same settings."""
    ours = ViewEnvironment(theme)
    return Environment(
        loader=ours.loader,
        autoescape=ours.autoescape,
        undefined=ours.undefined,
        trim_blocks=ours.trim_blocks,
        lstrip_blocks=ours.lstrip_blocks,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A register with a hostile string in every text of every record."""
    placing = Placing([text for text in payloads() if can_be_kept(text)])
    folder = tmp_path_factory.mktemp("hostile") / "project"
    numbers = numbers_of(placing, whole=False)
    project = write_project(folder, numbers, lambda n, path, _: placing.at(n, path))
    opened = open_project(project / "partnerships", project / "content", NOW)
    assert not opened.problems
    assert opened.register
    return opened.register


@pytest.mark.parametrize("said", ["register", "hostile"])
def test_every_page_is_as_jinja_alone_makes_it(said: str, request: pytest.FixtureRequest) -> None:
    """Quicker attributes, calls, imports and escaping change not one byte, whatever is said."""
    register: Register = request.getfixturevalue(said)
    usual, ours = plain(THEME), ViewEnvironment(THEME)
    for environment in (usual, ours):
        environment.filters |= FILTERS
    for page in pages_of(register):
        expected = usual.get_template(page.template).render(page=page, view=page.view)
        made = ours.get_template(page.template).render(page=page, view=page.view)
        assert made == expected, page.url


def test_a_call_block_and_named_arguments_reach_a_macro(tmp_path: Path) -> None:
    """Defaults, names and the caller's body find their places, and what is text is escaped."""
    (tmp_path / "parts.html").write_text(
        "{% macro box(title, tone='plain') %}<b class={{ tone }}>{{ title }}{{ caller() }}</b>"
        "{% endmacro %}",
        encoding="utf-8",
    )
    (tmp_path / "page.html").write_text(
        "{% from 'parts.html' import box %}"
        "{% call box('<A>') %}{{ view.upper() }}{% endcall %}"
        "{% call box(tone='bad', title=2) %}it's{% endcall %}",
        encoding="utf-8",
    )
    expected = "<b class=plain>&lt;A&gt;&amp;X</b><b class=bad>2it's</b>"
    for environment in (plain(tmp_path), ViewEnvironment(tmp_path)):
        assert environment.get_template("page.html").render(view="&x") == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "{{ view.colour }}",
        "{{ colour }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=1) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_misspelt_name_stops_the_page(wrong: str, tmp_path: Path) -> None:
    """A field that no view has is an error, never a gap in the page."""
    template = ViewEnvironment(tmp_path).from_string(wrong)
    with pytest.raises((AttributeError, UndefinedError, TypeError)):
        template.render(view="x")


TEMPLATES = sorted(
    file.relative_to(THEME).as_posix()
    for folder in ("pages", "views", "parts")
    for file in (THEME / folder).glob("*.html")
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_whatever_a_template_writes_is_escaped(name: str) -> None:
    """In the code of a template each piece of a page is its own words or the value of `written`."""
    environment = ViewEnvironment(THEME)
    environment.filters |= FILTERS
    source = (THEME / name).read_text(encoding="utf-8")
    code = ast.parse(environment.compile(source, raw=True))
    pieces = list(_pieces(code))
    assert [ast.unparse(piece) for piece in pieces if not _is_safe(piece)] == []
    assert pieces
    assert "safe" not in {node.name for node in _filters(environment, source)}


def _pieces(code: ast.AST) -> Iterator[ast.expr]:
    """What the code of a template puts out, in pages and in macros."""
    for node in ast.walk(code):
        if isinstance(node, ast.Yield) and node.value:
            yield node.value
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in ("append", "extend"):
            assert isinstance(node, ast.Call)
            for given in node.args:
                yield from given.elts if isinstance(given, ast.Tuple) else (given,)


def _is_safe(piece: ast.expr) -> bool:
    if isinstance(piece, ast.Call):
        return isinstance(piece.func, ast.Name) and piece.func.id == "written"
    return isinstance(piece, ast.Constant)


def _filters(environment: ViewEnvironment, source: str) -> Iterator[nodes.Filter]:
    return environment.parse(source).find_all(nodes.Filter)
