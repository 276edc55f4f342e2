"""An appraisal's course: evidence, a council convened, votes, the verdict, minutes signed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.appraisals import CriteriaEdition, Verdict, Vote, verdict, voted
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, SamePerson, StaleDocument, WrongState
from domain.faults import both
from domain.names import AppraisalId, PersonId, Sha256, TrackId


class AppraisalState(StrEnum):
    EVIDENCE = "evidence"
    """Evidence is brought; no council yet."""
    VOTING = "voting"
    MINUTES = "minutes"
    """The verdict is given; its minutes are being signed."""
    CLOSED = "closed"


class Seat(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True)
class Member:
    person: PersonId
    seat: Seat


@dataclass(frozen=True)
class Exhibit:
    """The evidence of one criterion as it is now."""

    criterion: str
    sha256: Sha256
    by: PersonId


@dataclass(frozen=True)
class Appraisal:
    """The state of one appraisal as the rows have it. Immutable: an act gives a new one."""

    id: AppraisalId
    track: TrackId
    edition: CriteriaEdition
    state: AppraisalState
    exhibits: tuple[Exhibit, ...] = ()
    members: tuple[Member, ...] = ()
    votes: tuple[Vote, ...] = ()
    verdict: Verdict | None = None

    @property
    def evidence(self) -> Mapping[str, Sha256]:
        return {one.criterion: one.sha256 for one in self.exhibits}

    @property
    def voted(self) -> frozenset[PersonId]:
        """Members who have voted on every criterion, on the evidence as it is now."""
        return voted(self.votes, self.edition, self.evidence)

    @property
    def revealed(self) -> bool:
        """Whether votes may be seen: all have voted, or the chair has closed."""
        voting = self.state in (AppraisalState.EVIDENCE, AppraisalState.VOTING)
        return not voting or (bool(self.members) and {m.person for m in self.members} <= self.voted)

    @property
    def stale(self) -> bool:
        """Whether the evidence changed after the verdict."""
        return self.verdict is not None and self.verdict.stale(self.evidence)

    def seen_by(self, person: PersonId) -> tuple[Vote, ...]:
        """The votes this person may see: their own, and everybody's once revealed."""
        return tuple(vote for vote in self.votes if self.revealed or vote.person == person)

    def seat(self, person: PersonId) -> Seat | None:
        return next((one.seat for one in self.members if one.person == person), None)

    def bring(self, criterion: str, sha256: Sha256, by: PersonId) -> "Appraisal":
        """Sets the evidence of a criterion; after the verdict it goes stale by it. Raises: NotFound, SamePerson."""
        if criterion not in {one.code for one in self.edition.criteria}:
            raise NotFound("criterion", criterion)
        if self.seat(by):
            raise SamePerson("appraisal.evidence")
        others = tuple(one for one in self.exhibits if one.criterion != criterion)
        return replace(self, exhibits=(*others, Exhibit(criterion, sha256, by)))

    def convene(self, members: Iterable[Member]) -> "Appraisal":
        """Calls the council. Nobody judges evidence they brought, on any criterion: a member votes on all of them.

        Raises: WrongState, Incomplete (criteria without evidence), Malformed (seats), SamePerson.
        """
        if self.state is not AppraisalState.EVIDENCE:
            raise WrongState("appraisal.convene", self.state)
        bare = [one for one in self.edition.criteria if one.code not in self.evidence]
        if bare:
            raise Incomplete(*(both(f"{one.code}: chưa có minh chứng", f"{one.code}: no evidence — {one.title}") for one in bare))
        members = tuple(members)
        check_seats(members, self.edition.seats)
        if {one.person for one in members} & {one.by for one in self.exhibits}:
            raise SamePerson("appraisal.convene")
        return replace(self, state=AppraisalState.VOTING, members=members)

    def vote(self, vote: Vote, opened: Collection[Sha256]) -> "Appraisal":
        """The member's vote on one criterion; a later one replaces it.

        `opened` are the files this member has opened since the council was called, as the audit of reads knows. A vote on a file that
        was never opened is refused, not merely marked: the minutes say that the council judged the evidence, and the members sign
        them. Opening costs one click (the page shows the file beside the vote), so nobody is kept from voting by it.

        Raises: WrongState, NotAllowed, NotFound, StaleDocument (another evidence was read), Incomplete (not opened, or no reason).
        """
        if self.state is not AppraisalState.VOTING:
            raise WrongState("appraisal.vote", self.state)
        if self.seat(vote.person) is None:
            raise NotAllowed("", "appraisal.vote", self.state)
        if vote.criterion not in self.evidence:
            raise NotFound("criterion", vote.criterion)
        if vote.evidence != self.evidence[vote.criterion]:
            raise StaleDocument(vote.evidence, self.evidence[vote.criterion])
        if vote.evidence not in opened:
            raise Incomplete("evidence: hãy mở tệp minh chứng của tiêu chí này rồi mới biểu quyết / open this criterion's evidence first")
        if not vote.met and not vote.note.strip():
            raise Incomplete("note: biểu quyết không đạt cần nêu lý do / a vote against needs a reason")
        others = tuple(v for v in self.votes if (v.person, v.criterion) != (vote.person, vote.criterion))
        return replace(self, votes=(*others, vote))

    def close(self, by: PersonId) -> "Appraisal":
        """The chair closes the vote; without a quorum it goes on. Raises: WrongState, NotAllowed, Incomplete."""
        if self.state is not AppraisalState.VOTING:
            raise WrongState("appraisal.close", self.state)
        if self.seat(by) is not Seat.CHAIR:
            raise NotAllowed("", "appraisal.close", self.state)
        return replace(self, state=AppraisalState.MINUTES, verdict=verdict(self.votes, self.edition, self.evidence))


def check_seats(members: tuple[Member, ...], seats: int) -> None:
    """So many people, each once, one of them the chair and one the secretary. Raises: Malformed."""
    taken = [one.seat for one in members]
    if len({one.person for one in members}) != len(members):
        raise Malformed("members: một người chỉ giữ một ghế / one person, one seat")
    if len(members) != seats:
        raise Malformed(
            both(f"members: hội đồng gồm {seats} người, đang có {len(members)}", f"the council has {seats} seats, {len(members)} are named")
        )
    if taken.count(Seat.CHAIR) != 1 or taken.count(Seat.SECRETARY) != 1:
        raise Malformed("members: cần đúng một chủ tịch và một thư ký / exactly one chair and one secretary")


def counts(appraisal: Appraisal, criterion: str) -> tuple[int, int]:
    """Votes for and against a criterion, of those who voted on everything."""
    met = [v.met for v in appraisal.votes if v.criterion == criterion and v.person in appraisal.voted]
    return met.count(True), met.count(False)
