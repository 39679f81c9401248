"""What the fast way of escaping writes is what the usual one writes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from partnership_register.render.escaping import ready, written


@given(st.text() | st.text(alphabet="a&<>\"'; ") | st.integers() | st.booleans() | st.dates())
def test_whatever_is_written_is_escaped(it: object) -> None:
    """Text, numbers and dates come out as `escape` makes them."""
    assert written(it) == escape(it)


@given(st.text(alphabet="a&<>\"'; "))
def test_ready_html_is_not_escaped_again(made: str) -> None:
    """HTML that is marked stays as it is, as `Markup` has it."""
    assert ready(made) == Markup(made)
    assert type(ready(made)) is Markup
    assert written(ready(made)) == made
