"""What happened: the timeline of a thing, and the audit page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happened:
    """One line of a timeline: who did what when, in which position."""

    at: datetime
    who: str
    position: str
    what: str
    detail: str = ""
    tone: str = ""
    """`good`, `bad` or nothing: only for what changed a state."""
    link: str = ""


@dataclass(frozen=True)
class AuditPage:
    """Acts and reads, newest first, of one facility, person or thing."""

    about: str
    """What the lines are about, in words; empty for everything the position reaches."""
    query: str
    lines: tuple[Happened, ...]
    older: str = ""
    """Address of the next page; empty at the end."""
