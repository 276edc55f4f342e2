"""The lines of the inbox: one for each open task."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import day
from domain.names import DocumentId
from store.queries.inbox import InboxLine
from web.reading import Reading
from web.words import initials


@dataclass(frozen=True)
class TaskLine:
    """One open task: a version of a document that waits for this person's signature."""

    document: str
    version: int
    form: str
    subject: str
    """`Đ.V.H. 1958 · BA-26-004512`, or whose paper of the rollout it is."""
    signed: str
    """`1/3`: so many signatures of so many are there."""
    asked_at: datetime
    due: date | None = None
    """Told only when it is near or past."""
    current: bool = False
    opened: bool = False
    """This person has read it: only then may it join the set."""
    reviewed: bool = False
    """It is in the set."""
    later: datetime | None = None
    """Put aside until then."""
    department: str = ""
    held: bool = False
    """A hold keeps the record from disposal."""


def line(one: InboxLine, now: datetime, opened: Reading | None, read: Collection[tuple[DocumentId, int]]) -> TaskLine:
    subject = f"{initials(one.patient)} {one.birth_year} · {one.record}" if one.patient else one.facility
    today, due = day(now), day(one.due_at)
    here = opened is not None and (opened.document, opened.version) == (str(one.document), one.version)
    return TaskLine(
        str(one.document),
        one.version,
        one.title,
        subject,
        f"{one.signed}/{one.needed}",
        one.asked_at,
        due if (due - today).days <= 0 else None,
        here,
        here or (one.document, one.version) in read,
        one.reviewed_at is not None,
        one.later_until if one.later_until and one.later_until > now else None,
        one.department,
        one.held,
    )
