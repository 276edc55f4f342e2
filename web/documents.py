"""A document: read, signed, refused, acknowledged."""

from dataclasses import dataclass

from web.audit import Happened
from web.reading import Reading


@dataclass(frozen=True)
class DocumentPage:
    reading: Reading
    timeline: tuple[Happened, ...]
