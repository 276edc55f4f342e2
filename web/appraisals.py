"""An appraisal: one criterion at a time, its evidence beside it, votes hidden until all have voted or the chair closes."""

from dataclasses import dataclass

from web.audit import Happened
from web.forms import Form
from web.tracks import Evidence


@dataclass(frozen=True)
class CriterionLine:
    number: int
    title: str
    state: str
    """`unvoted`, `voted` (by me, still open), `met`, `not_met`, `stale`."""
    address: str
    current: bool = False


@dataclass(frozen=True)
class Vote:
    member: str
    state: str
    """`voted` or `unvoted` while open; `met` or `not_met` once closed."""
    reason: str = ""


@dataclass(frozen=True)
class AppraisalPage:
    facility: str
    track: str
    council: str
    edition: str
    state: str
    criteria: tuple[CriterionLine, ...]
    number: int
    title: str
    basis: str
    text: str
    evidence: tuple[Evidence, ...]
    votes: tuple[Vote, ...]
    open: bool
    timeline: tuple[Happened, ...]
    vote: Form | None = None
    close: Form | None = None
    """Present for the chair."""
    upload: Form | None = None
    """Present for who brings the evidence."""
    running: str = ""
    """Running result, only for chair and secretary."""
    minutes: str = ""
    """Address of the minutes, once drawn up."""
    following: str = ""
    """Address of the next criterion; empty at the last."""
