"""The inbox: what waits for me, read beside the list, signed one by one or as a reviewed set."""

from dataclasses import dataclass
from datetime import date, datetime

from web.forms import Form
from web.reading import Reading


@dataclass(frozen=True)
class Filter:
    words: str
    address: str
    count: int
    current: bool = False


@dataclass(frozen=True)
class TaskLine:
    """One open task: a version of a document that waits for this person's signature."""

    document: str
    version: int
    form: str
    subject: str
    """`Đ.V.H. 1958 · BA-26-004512`, or facility and task in the rollout."""
    place: str
    step: str
    """`2/3`."""
    asked_at: datetime
    due: date | None = None
    seen: bool = False
    """Opened by this person: only then may it join the set."""
    picked: bool = False
    current: bool = False


@dataclass(frozen=True)
class InboxPage:
    filters: tuple[Filter, ...]
    lines: tuple[TaskLine, ...]
    open: int
    query: str = ""
    reading: Reading | None = None
    signing: Form | None = None
    """The form that signs the set; present while something is in it."""
    older: str = ""
    picked: int = 0
    """How many are in the set, also those further down than this page."""
