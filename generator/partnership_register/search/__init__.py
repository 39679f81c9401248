"""Search: which pages hold which words, as small files that a browser asks for as it needs them."""

from partnership_register.search.findable import Findable, findable_pages, hand_written
from partnership_register.search.indexing import FOLDER, Area, SearchFiles, by_area, search_files
from partnership_register.search.keeping import tidy
from partnership_register.search.page import ADDRESS, CONTENT_SECURITY_POLICY, page

__all__ = [
    "ADDRESS",
    "CONTENT_SECURITY_POLICY",
    "FOLDER",
    "Area",
    "Findable",
    "SearchFiles",
    "by_area",
    "findable_pages",
    "hand_written",
    "page",
    "search_files",
    "tidy",
]
