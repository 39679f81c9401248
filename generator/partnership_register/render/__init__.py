"""Page, template and frame to bytes: a pure function."""

from partnership_register.render.frames import Frame, FrameError, slot
from partnership_register.render.links import with_relative_links
from partnership_register.render.rendering import Renderer
from partnership_register.render.scrolling import with_scrolling_tables

__all__ = [
    "Frame",
    "FrameError",
    "Renderer",
    "slot",
    "with_relative_links",
    "with_scrolling_tables",
]
