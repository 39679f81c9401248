"""Files that records name, examined by what is in them before anybody may publish them."""

from partnership_register.attachments.examining import LARGEST, examined
from partnership_register.attachments.findings import Examined, Finding

__all__ = ["LARGEST", "Examined", "Finding", "examined"]
