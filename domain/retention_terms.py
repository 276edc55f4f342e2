"""The term of a record: proposed at discharge, confirmed by the records office (anew until it is archived), raised by later events,
corrected by a signed decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Malformed, WrongState
from domain.faults import both
from domain.names import DocumentId, PersonId, Sha256
from domain.records import OVER, RecordState
from domain.retention import RetentionClass, Schedule, fitting
from domain.retention_signs import Ground

LONGEST = 2000
"""Characters of a reason."""
NO_REASON = both("reason: cần nêu lý do", "give a reason")


class How(StrEnum):
    """How a term was set."""

    PROPOSED = "proposed"
    """By the house, from what the discharge says."""
    CONFIRMED = "confirmed"
    """The proposed class, by the records office."""
    CHOSEN = "chosen"
    """Another class than the proposed one, by the records office."""
    RAISED = "raised"
    """A later event; kept longer than before."""
    CORRECTED = "corrected"
    """An error, by signed decision; also to a shorter term."""


CHOICES = frozenset({How.CONFIRMED, How.CHOSEN})
"""What the records office stands for by itself, and may choose anew until the record is archived."""


@dataclass(frozen=True)
class Term:
    """How long a record is kept from some moment on. The newest is the record's."""

    number: int
    how: How
    code: str
    """Of the class."""
    edition: str
    """Of the schedule by which it was set."""
    until: date | None
    """Last day; None for ever."""
    at: datetime
    by: PersonId | None = None
    """None when the house set it, or nobody is known to have."""
    shorter: bool = False
    """The records office chose a class that is kept shorter than the proposed one."""
    reason: Sha256 | None = None
    """Of the words, which lie on the shelf under the record's key."""
    decision: DocumentId | None = None
    grounds: tuple[Ground, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class NewClass:
    """A class that somebody names for a record, and why."""

    retention_class: str = ""
    """Code; empty for the proposed one."""
    reason: str = field(default="", repr=False)


def proposed_on(schedule: Schedule, before: Schedule, proposal: Term) -> tuple[Schedule, RetentionClass]:
    """The class that is to be confirmed, by the schedule of the day on which that is done; `before` is the proposal's own.

    A term is set when somebody stands for it (TT 33/2025/TT-BYT Đ2 k3): a proposal that waited over a change of schedules is made
    again by the new one, unless it would be kept shorter by it.
    """
    was = before.of(proposal.code)
    again = fitting(schedule, frozenset(one.trait for one in proposal.grounds))[0]
    if schedule.edition == before.edition or again.rank < was.rank:
        return before, was
    return schedule, again


def confirmed(terms: Sequence[Term]) -> bool:
    """Whether somebody stands for the class: a proposal alone is nobody's, and one made anew is not the one that was confirmed."""
    return bool(terms) and terms[-1].how is not How.PROPOSED


def confirmable_anew(state: RecordState, terms: Sequence[Term]) -> bool:
    """Whether the records office may take back what it chose: until the record is archived, and while its own choice stands."""
    return bool(terms) and terms[-1].how in CHOICES and state not in OVER


def check_confirm(state: RecordState, terms: Sequence[Term], proposed: RetentionClass, chosen: RetentionClass, reason: str) -> How:
    """A longer term is chosen freely, a shorter one for a reason; anew always for one. Raises: WrongState, Malformed."""
    if confirmed(terms):
        if not confirmable_anew(state, terms):
            raise WrongState("record.confirm_class", state if state in OVER else terms[-1].how)
        if chosen.code == terms[-1].code:
            raise WrongState("record.confirm_class", "confirmed")
        _check_reason(reason, both("reason: nêu lý do xác nhận lại", "say why it is confirmed anew"))
    elif chosen.rank < proposed.rank:
        _check_reason(reason, NO_REASON)
    else:
        _check_reason(reason, "")
    return How.CONFIRMED if chosen.code == proposed.code else How.CHOSEN


def check_raise(state: RecordState, terms: Sequence[Term], current: RetentionClass, chosen: RetentionClass, reason: str) -> None:
    """Later events only raise. Raises: WrongState, Malformed."""
    if not confirmed(terms):
        raise WrongState("record.raise_class", state)
    faults = _reason_faults(reason)
    if chosen.rank <= current.rank:
        vi = f"retention_class: sự việc về sau chỉ kéo dài thời hạn, mà “{chosen.title}” không giữ lâu hơn “{current.title}”"
        faults.append(both(vi, f"later events only lengthen the term, and “{chosen.code}” is kept no longer than “{current.code}”"))
    if faults:
        raise Malformed(*faults)


def check_correction(state: RecordState, terms: Sequence[Term], current: RetentionClass, chosen: RetentionClass, reason: str) -> None:
    """By decision an error is corrected, downwards too. Raises: WrongState, Malformed."""
    if not confirmed(terms):
        raise WrongState("record.decide_class", state)
    faults = _reason_faults(reason)
    if chosen.code == current.code:
        faults.append(both("retention_class: hồ sơ đang ở nhóm này", "the record is in this class"))
    if faults:
        raise Malformed(*faults)


def _check_reason(reason: str, without: str) -> None:
    if faults := _reason_faults(reason, without):
        raise Malformed(*faults)


def _reason_faults(reason: str, without: str = NO_REASON) -> list[str]:
    """`without`: the fault when there is none; empty where none is needed."""
    faults = [without] if without and not reason.strip() else []
    if len(reason) > LONGEST:
        faults.append(both(f"reason: nhiều nhất {LONGEST} ký tự", f"at most {LONGEST} characters"))
    return faults
