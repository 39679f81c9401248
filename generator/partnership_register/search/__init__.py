"""Search: which pages hold which words, as small files that a browser asks for as it needs them."""

from partnership_register.search.findable import Findable, findable_pages, hand_written, is_findable
from partnership_register.search.indexing import (
    FOLDER,
    Area,
    SearchFiles,
    by_area,
    entries_at_hand,
    search_files,
)
from partnership_register.search.keeping import tidy
from partnership_register.search.page import ADDRESS, CONTENT_SECURITY_POLICY, page
from partnership_register.search.postings import Said, said_by

__all__ = [
    "ADDRESS",
    "CONTENT_SECURITY_POLICY",
    "FOLDER",
    "Area",
    "Findable",
    "Said",
    "SearchFiles",
    "by_area",
    "entries_at_hand",
    "findable_pages",
    "hand_written",
    "is_findable",
    "page",
    "said_by",
    "search_files",
    "tidy",
]
