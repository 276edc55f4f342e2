"""What the reading view shows of a version, and how a document becomes it."""

from dataclasses import dataclass
from datetime import datetime

from web.forms import Form
from web.spark import Spark


@dataclass(frozen=True)
class StepLine:
    """One stage of the chain: who signed, or who may."""

    title: str
    people: str
    state: str
    """`signed`, `waiting`, `not_yet`, `stamping`, `refused`."""
    at: datetime | None = None


@dataclass(frozen=True)
class ResultLine:
    """One value of a result sheet. `flag` is `high`, `low`, `off` (abnormal without direction) or empty."""

    name: str
    value: str
    unit: str
    reference: str
    flag: str = ""
    was: str = ""
    """The value in the version before, when this one changed it."""
    spark: Spark | None = None


@dataclass(frozen=True)
class VersionLine:
    number: int
    made_at: datetime
    by: str
    state: str
    why: str = ""
    """Why it was refused or replaced, in the words of who did."""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A titled piece of the sheet: a text, or a table."""

    title: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything the reading view shows of one version."""

    document: str
    version: int
    title: str
    code: str
    """Number or code printed on the sheet."""
    subject: str
    """Whom or what it is about, in one line: patient, or facility and task."""
    place: str
    made_at: datetime
    state: str
    steps: tuple[StepLine, ...]
    content: str
    """SHA-256 of the version without signatures: what the reader signs."""
    results: tuple[ResultLine, ...] = ()
    parts: tuple[Part, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    record: str = ""
    """Address of the record or track it belongs to."""
    form: Form | None = None
    """Present when this person may sign or refuse now."""
    waits_for: str = ""
    """Why this person cannot sign now, when there is something to say."""
    acknowledge: Form | None = None
    """Present when the ordering doctor has a final result to acknowledge."""
