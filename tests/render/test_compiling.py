"""Templates that are compiled for speed make the bytes that Jinja makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from partnership_register.pages import pages_of
from partnership_register.register import Register
from partnership_register.render.compiling import ViewEnvironment
from partnership_register.render.rendering import FILTERS
from places import PROJECT

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


def test_every_page_is_as_jinja_alone_makes_it(register: Register) -> None:
    """Quicker attributes, calls, imports and escaping change not one byte."""
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
