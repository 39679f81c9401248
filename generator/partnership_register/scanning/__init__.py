"""What lies in the folder of records: every file by its digest, before any is read as a record.

Digests are of content, never of times. The scan also notes which records of other folders a
file may name, so that each folder can be read with those beside it and none else.
"""

from partnership_register.scanning.files import (
    A_DEVICE,
    A_FOLDER,
    A_LINK,
    A_SECOND_NAME,
    CLOSED,
    LARGEST_FILE,
    LARGEST_LEDGER,
    LARGEST_RECORD,
    LEDGER,
    TOO_DEEP,
    Found,
    NotPlain,
    content_digest,
    content_of,
    digest_of,
    digest_of_file,
    files_below,
    is_left_behind,
    ledger_in,
    pages_below,
    tree_digest,
)
from partnership_register.scanning.folders import (
    COUNCIL_FOLDER,
    LOOSE,
    Changed,
    ScannedFile,
    ScannedFolder,
    former_scan,
    remembered_scan,
)
from partnership_register.scanning.looking import scan, scan_common
from partnership_register.scanning.naming import links_by_word, names_in

__all__ = [
    "A_DEVICE",
    "A_FOLDER",
    "A_LINK",
    "A_SECOND_NAME",
    "CLOSED",
    "COUNCIL_FOLDER",
    "LARGEST_FILE",
    "LARGEST_LEDGER",
    "LARGEST_RECORD",
    "LEDGER",
    "LOOSE",
    "TOO_DEEP",
    "Changed",
    "Found",
    "NotPlain",
    "ScannedFile",
    "ScannedFolder",
    "content_digest",
    "content_of",
    "digest_of",
    "digest_of_file",
    "files_below",
    "former_scan",
    "is_left_behind",
    "ledger_in",
    "links_by_word",
    "names_in",
    "pages_below",
    "remembered_scan",
    "scan",
    "scan_common",
    "tree_digest",
]
