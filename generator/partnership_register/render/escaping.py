"""Text made fit for HTML, and HTML that is marked as such, as fast as Python allows."""

from __future__ import annotations

from markupsafe import Markup, escape

_new = str.__new__


def written(it: object) -> str:
    """What `escape` makes of it, several times faster where there is little or nothing to do."""
    if type(it) is Markup:
        return it
    if type(it) is str and "&" not in it and "<" not in it and ">" not in it and '"' not in it:
        return it.replace("'", "&#39;")
    return str(it) if type(it) is int else escape(it)


def ready(made: str) -> Markup:
    """HTML that needs no escaping any more: `Markup(made)` without a search for `__html__`."""
    return _new(Markup, made)
