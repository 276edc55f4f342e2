"""A disposal's course: a list frozen, a council set up, votes, minutes, the head's decision, a waiting term, destruction, certificate.

Law: Luật Lưu trữ 33/2024 Đ16, Đ36 k4; NĐ 113/2025 Đ20 as reference (law.md §2). The council is a policy's default, not a certain rule.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from domain.errors import Incomplete, NotAllowed, NotFound, SamePerson, StaleDocument, WrongState
from domain.faults import both
from domain.names import DisposalId, FacilityId, PersonId, RecordId, Sha256
from domain.seats import Member, Seat, check_seats


class DisposalState(StrEnum):
    PROPOSED = "proposed"
    """The list is frozen; the decision that sets up the council is still to come."""
    COUNCIL = "council"
    """That decision is being signed."""
    VOTING = "voting"
    MINUTES = "minutes"
    """The vote is closed; its minutes are being signed."""
    REVIEWED = "reviewed"
    """The minutes are signed, or no council is asked: the head's decision is to be drawn up."""
    DECISION = "decision"
    """It is being signed."""
    WAITING = "waiting"
    """Signed: nothing is destroyed before the waiting term is over."""
    DESTROYED = "destroyed"
    """Keys and files are gone; the certificate is being signed."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OVER = frozenset({DisposalState.CLOSED, DisposalState.WITHDRAWN})
CHANGING = frozenset({DisposalState.PROPOSED, DisposalState.COUNCIL, DisposalState.VOTING, DisposalState.MINUTES, DisposalState.REVIEWED})
"""While a record can still be taken out of the list by hand."""
HALTING = CHANGING | {DisposalState.DECISION, DisposalState.WAITING}
"""While all of it can be withdrawn."""


class Fate(StrEnum):
    """What becomes of a record of the list."""

    LISTED = "listed"
    TAKEN_OUT = "taken_out"
    """By a person, with a reason."""
    VOTED_OUT = "voted_out"
    """No majority of the council."""
    FELL_OUT = "fell_out"
    """It changed after the list was frozen, or may not be destroyed any more; the reason is a code of `Obstacle`."""
    DESTROYED = "destroyed"


class Obstacle(StrEnum):
    """Why a record may not be destroyed now."""

    NOT_EXPIRED = "not_expired"
    HELD = "held"
    LINKED = "linked"
    """Something with a longer term links to it."""
    CHANGED = "changed"
    """Its object is another one than that of the list, as after a supplement."""
    CLASS_CHANGED = "class_changed"
    NOT_ARCHIVED = "not_archived"
    LISTED_ELSEWHERE = "listed_elsewhere"


@dataclass(frozen=True)
class Candidate:
    """An archived record as it is now."""

    record: RecordId
    code: str
    sha256: Sha256
    """Of its object's inventory."""
    retention_class: str
    keep_until: date | None
    edition: str = ""
    """Of the schedule by which its class was set: one class has other words in another edition."""
    archived: bool = True
    held: bool = False
    linked: bool = False
    listed: bool = False
    """In another disposal that is not over."""
    late: bool = False
    """Something was drawn up in it that its archived object does not hold yet."""


@dataclass(frozen=True)
class Item:
    """A line of the list."""

    number: int
    record: RecordId
    code: str
    sha256: Sha256
    retention_class: str
    keep_until: date
    treated_by: frozenset[PersonId] = frozenset()
    """Whoever treated the patient, drew up or signed one of its documents as their own work."""
    fate: Fate = Fate.LISTED
    reason: str = ""
    edition: str = ""
    """Of the schedule by which the class was set."""

    @property
    def kept_as(self) -> tuple[str, str]:
        """Edition and class: what its words are found by."""
        return self.edition, self.retention_class


@dataclass(frozen=True)
class Ballot:
    """What one member said of the whole list, or of one line; a word on a line goes before the word on the whole."""

    person: PersonId
    item: int | None
    destroy: bool
    note: str = ""


@dataclass(frozen=True)
class Disposal:
    """The state of one disposal as the rows have it. Immutable: an act gives a new one."""

    id: DisposalId
    facility: FacilityId
    title: str
    state: DisposalState
    proposed_by: PersonId
    list_sha256: Sha256
    items: tuple[Item, ...] = ()
    seats: int = 5
    quorum: int = 3
    members: tuple[Member, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    destroy_at: datetime | None = None
    vote_closed: bool = False
    """By the chair; one that was withdrawn before stays open for ever."""

    @property
    def listed(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.fate is Fate.LISTED)

    @cached_property
    def words(self) -> Mapping[PersonId, Mapping[int | None, Ballot]]:
        """Member → what they said of each line, and of the whole (None)."""
        found: dict[PersonId, dict[int | None, Ballot]] = {}
        for one in self.ballots:
            found.setdefault(one.person, {})[one.item] = one
        return found

    @cached_property
    def voted(self) -> frozenset[PersonId]:
        """Members who said something of the whole list, or of every line of it."""
        lines = {one.number for one in self.listed}
        return frozenset(person for person, said in self.words.items() if None in said or lines <= said.keys())

    def destroying(self, now: datetime) -> bool:
        """Whether the waiting term is over: records go, one after the other."""
        return self.state is DisposalState.WAITING and self.destroy_at is not None and self.destroy_at <= now

    def seen_by(self, person: PersonId) -> "Disposal":
        """With this person's ballots alone until the chair has closed: before, each may be changed, and nobody is to follow another."""
        return self if self.vote_closed else replace(self, ballots=tuple(one for one in self.ballots if one.person == person))

    def seat(self, person: PersonId) -> Seat | None:
        return next((one.seat for one in self.members if one.person == person), None)

    def item(self, number: int) -> Item:
        """Raises: NotFound."""
        for one in self.items:
            if one.number == number:
                return one
        raise NotFound("item", str(number))

    def convene(self, members: Iterable[Member]) -> "Disposal":
        """Names the council; whoever proposed the list does not judge it. Raises: WrongState, Malformed (seats), SamePerson."""
        self._demand("disposal.convene", {DisposalState.PROPOSED, DisposalState.COUNCIL})
        members = tuple(members)
        check_seats(members, self.seats)
        if self.proposed_by in {one.person for one in members}:
            raise SamePerson("disposal.convene")
        return replace(self, state=DisposalState.COUNCIL, members=members)

    def take_out(self, number: int, reason: str) -> "Disposal":
        """A line leaves the list. Raises: WrongState, NotFound, Incomplete."""
        self._demand("disposal.take_out", CHANGING)
        if self.item(number).fate is not Fate.LISTED:
            raise WrongState("disposal.take_out", self.item(number).fate)
        if not reason.strip():
            raise Incomplete("reason: cần nêu lý do / give a reason")
        return self._with({number: (Fate.TAKEN_OUT, reason)})

    def vote(self, ballots: Sequence[Ballot], read: Sha256) -> "Disposal":
        """What a member says; a later word on the same thing replaces the earlier one.

        Raises: WrongState, NotAllowed, StaleDocument (another list was read), NotFound, Incomplete (a word against without a reason).
        """
        self._demand("disposal.vote", {DisposalState.VOTING})
        if read != self.list_sha256:
            raise StaleDocument(read, 0)
        lines = {one.number for one in self.listed}
        for one in ballots:
            if self.seat(one.person) is None:
                raise NotAllowed("", "disposal.vote", self.state)
            if one.item is not None and one.item not in lines:
                raise NotFound("item", str(one.item))
            if not one.destroy and not one.note.strip():
                raise Incomplete("note: biểu quyết không hủy cần nêu lý do / a vote against needs a reason")
        said = {(one.person, one.item) for one in ballots}
        return replace(self, ballots=(*(one for one in self.ballots if (one.person, one.item) not in said), *ballots))

    def close(self, by: PersonId) -> "Disposal":
        """The chair closes the vote: lines without a majority leave the list; closed before, it stays so.

        Raises: WrongState, NotAllowed, Incomplete (quorum).
        """
        if self.seat(by) is not Seat.CHAIR:
            raise NotAllowed("", "disposal.close", self.state)
        if self.state is DisposalState.MINUTES:
            return self
        self._demand("disposal.close", {DisposalState.VOTING})
        if len(self.voted) < self.quorum:
            vi = f"quorum: mới có {len(self.voted)} thành viên biểu quyết, cần {self.quorum}"
            raise Incomplete(both(vi, f"{len(self.voted)} members have voted, {self.quorum} are needed"))
        out = {one.number: (Fate.VOTED_OUT, "") for one in self.listed if not carried(self, one)}
        return replace(self._with(out), state=DisposalState.MINUTES, vote_closed=True)

    def decide(self) -> "Disposal":
        """The head's decision is drawn up. Raises: WrongState, Incomplete (nothing is left of the list)."""
        self._demand("disposal.decide", {DisposalState.REVIEWED, DisposalState.DECISION})
        if not self.listed:
            raise Incomplete("items: danh mục không còn hồ sơ nào để hủy / nothing is left of the list")
        return replace(self, state=DisposalState.DECISION)

    def withdraw(self, reason: str) -> "Disposal":
        """All of it is given up; nothing is destroyed. Raises: WrongState, also once the first record is gone; Incomplete."""
        self._demand("disposal.withdraw", HALTING)
        if any(one.fate is Fate.DESTROYED for one in self.items):
            raise WrongState("disposal.withdraw", Fate.DESTROYED)
        if not reason.strip():
            raise Incomplete("reason: cần nêu lý do / give a reason")
        return replace(self, state=DisposalState.WITHDRAWN)

    def _demand(self, act: str, states: Collection[DisposalState]) -> None:
        if self.state not in states:
            raise WrongState(act, self.state)

    def _with(self, fates: Mapping[int, tuple[Fate, str]]) -> "Disposal":
        def changed(one: Item) -> Item:
            fate, reason = fates.get(one.number, (one.fate, one.reason))
            return replace(one, fate=fate, reason=reason)

        return replace(self, items=tuple(map(changed, self.items)))


def frozen(candidates: Iterable[Candidate]) -> tuple[Item, ...]:
    """The list, in the order of the records' codes."""
    ordered = sorted(candidates, key=lambda one: one.code)
    return tuple(
        Item(number, one.record, one.code, one.sha256, one.retention_class, one.keep_until, edition=one.edition)
        for number, one in enumerate(ordered, 1)
        if one.keep_until
    )


def list_hash(items: Iterable[Item]) -> Sha256:
    """SHA-256 over `number code hash class last-day` lines: one name for the whole list as it was frozen."""
    lines = "".join(f"{one.number}\t{one.code}\t{one.sha256}\t{one.retention_class}\t{one.keep_until}\n" for one in items)
    return Sha256(sha256(lines.encode()).hexdigest())


def says(disposal: Disposal, person: PersonId, item: Item) -> Ballot | None:
    """What a member says of a line. Whoever treated the patient has no word on that record: a conflict of interest."""
    if person in item.treated_by:
        return None
    own = disposal.words.get(person, {})
    return own.get(item.number, own.get(None))


def counts(disposal: Disposal, item: Item) -> tuple[int, int]:
    """Words for and against destroying a line, of all members who have one on it: also of who spoke of some lines only."""
    said = [one.destroy for member in disposal.members if (one := says(disposal, member.person, item))]
    return said.count(True), said.count(False)


def carried(disposal: Disposal, item: Item) -> bool:
    """Whether more than half of those who have a word on the line are for destroying it, and as many spoke as the council needs."""
    yes, no = counts(disposal, item)
    return yes > no and yes + no >= disposal.quorum
