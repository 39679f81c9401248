"""Frames are cut where the slots are, and a theme that loses a slot is told so."""

from __future__ import annotations

import pytest

from partnership_register.render import Frame, FrameError, slot

PAGE = (
    f"<title>{slot('title')} - Site</title><meta name=description content='{slot('description')}'>"
    f"<link rel=canonical href='https://x.example/frame-meetings/below/'>"
    f"<main><p>{slot('body')}</p></main>"
)


def test_a_frame_is_filled_with_escaped_words_and_ready_html() -> None:
    """Title and description are text, the body is HTML, the address takes the stub's place."""
    frame = Frame.cut(PAGE, "frame-meetings/below")
    made = frame.fill(title="A & <B>", description='"C"', url="/meetings/1/", body="<h1>A</h1>")
    assert "<title>A &amp; &lt;B&gt; - Site</title>" in made
    assert "content='&#34;C&#34;'" in made
    assert "href='https://x.example/meetings/1/'" in made
    assert "<main><h1>A</h1></main>" in made
    assert "register-slot" not in made


def test_a_body_that_looks_like_a_slot_is_left_alone() -> None:
    """What a record says is never taken for a slot."""
    frame = Frame.cut(PAGE, "frame-meetings/below")
    body = f"<p>{slot('title')}</p>"
    assert body in frame.fill(title="T", description="", url="/m/", body=body)


@pytest.mark.parametrize("lost", ["title", "body"])
def test_a_theme_without_a_slot_is_refused(lost: str) -> None:
    """Nothing is published from a theme that would swallow titles or pages."""
    with pytest.raises(FrameError, match=lost):
        Frame.cut(PAGE.replace(slot(lost), ""), "frame-meetings/below")
