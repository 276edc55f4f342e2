"""A facility's own editions of signature chains: proposed, approved by another person, in force from a day, or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.clock import day
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.faults import both
from domain.names import EditionId, FacilityId, PersonId
from domain.signature_chains import ChainPolicy


class EditionState(StrEnum):
    """Where an edition stands on a day."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    """Approved, its first day is to come."""
    IN_FORCE = "in_force"
    ENDED = "ended"
    """Another edition followed, or its last day has passed."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ChainEdition:
    """One edition as its facility keeps it; what was approved never changes."""

    id: EditionId
    facility: FacilityId
    policy: ChainPolicy
    """From the day of approval on, `effective_from` is the day it was put in force from."""
    text: str
    """The YAML as it was uploaded."""
    proposed_by: PersonId
    proposed_at: datetime
    approved_by: PersonId | None = None
    approved_at: datetime | None = None
    withdrawn_by: PersonId | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""

    @property
    def begins(self) -> date | None:
        """The first day it rules; None while it is not approved, or for ever when it was withdrawn."""
        return self.policy.effective_from if self.approved_at and not self.withdrawn_at else None

    def approve(self, person: PersonId, first: date, others: Iterable["ChainEdition"], now: datetime) -> "ChainEdition":
        """In force from `first` on; the edition before ends the day before.

        Raises: WrongState, SamePerson (nobody approves what they proposed), Malformed (a day in the past, or after its last),
        Incomplete (another one begins that day).
        """
        if self.approved_at or self.withdrawn_at:
            raise WrongState("chain.approve", self.state((), day(now)))
        if person == self.proposed_by:
            raise SamePerson("chain.approve")
        if first < day(now):
            raise Malformed("first: ngày đã qua; chọn hôm nay hoặc ngày sau / a day in the past; choose today or a later day")
        if self.policy.effective_until and self.policy.effective_until < first:
            raise Malformed(
                both(
                    f"first: sau ngày cuối {self.policy.effective_until:%d/%m/%Y}",
                    f"after its last day, {self.policy.effective_until:%d/%m/%Y}",
                )
            )
        for other in rivals(self, others):
            if other.begins == first:
                name = other.policy.edition
                raise Incomplete(both(f"first: phiên bản '{name}' cũng bắt đầu ngày này", f"edition '{name}' begins on the same day"))
        return replace(self, policy=replace(self.policy, effective_from=first), approved_by=person, approved_at=now)

    def withdraw(self, person: PersonId, why: str, now: datetime) -> "ChainEdition":
        """Before it is in force; afterwards only another edition ends it. Raises: WrongState, Malformed."""
        if self.withdrawn_at or (self.begins and self.begins <= day(now)):
            raise WrongState("chain.withdraw", self.state((), day(now)))
        if not why.strip():
            raise Malformed("why: cần lý do / give a reason")
        return replace(self, withdrawn_by=person, withdrawn_at=now, withdrawn_reason=why.strip())

    def ends(self, others: Iterable["ChainEdition"]) -> date | None:
        """The last day it rules: its own, or the day before the next one begins; None while it lasts."""
        next_ones = [other.begins for other in rivals(self, others) if other.begins and self.begins and other.begins > self.begins]
        ends = [one - timedelta(days=1) for one in next_ones]
        return min([*ends, *([self.policy.effective_until] if self.policy.effective_until else [])], default=None)

    def state(self, others: Iterable["ChainEdition"], today: date) -> EditionState:
        if self.withdrawn_at:
            return EditionState.WITHDRAWN
        if self.begins is None:
            return EditionState.PROPOSED
        if self.begins > today:
            return EditionState.APPROVED
        last = self.ends(others)
        return EditionState.ENDED if last and last < today else EditionState.IN_FORCE


def rivals(one: ChainEdition, others: Iterable[ChainEdition]) -> list[ChainEdition]:
    """The facility's other editions for the same form."""
    return [o for o in others if (o.facility, o.policy.form) == (one.facility, one.policy.form) and o.id != one.id]


def in_force(editions: Iterable[ChainEdition], today: date) -> ChainEdition | None:
    """Of one form's editions, the one that rules on the day."""
    editions = tuple(editions)
    return next((one for one in editions if one.state(editions, today) is EditionState.IN_FORCE), None)
