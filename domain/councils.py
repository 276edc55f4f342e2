"""An appraisal's course: evidence, a council called, interests declared, votes, the verdict, minutes signed, a decision on it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.appraisals import CriteriaEdition, Finding, Round, Tally, Verdict, Vote, evidence_of, short, valid_votes, verdict
from domain.council_hours import check_hour
from domain.errors import Incomplete, NotAllowed, NotFound, SamePerson, StaleDocument, WrongState
from domain.faults import both
from domain.names import AppraisalId, PersonId, ProcurementId, Sha256, TrackId
from domain.seats import Interest, Member, Seat, check_interest, check_seats, stand_in


class AppraisalState(StrEnum):
    EVIDENCE = "evidence"
    """Evidence is brought; no council yet."""
    COUNCIL = "council"
    """The decision that sets the council up is being signed."""
    VOTING = "voting"
    MINUTES = "minutes"
    """The verdict is given; its minutes are being signed."""
    REVIEWED = "reviewed"
    """The minutes are signed; the decision on the verdict is to be drawn up, or is being signed."""
    CLOSED = "closed"


DECIDED = frozenset({AppraisalState.REVIEWED, AppraisalState.CLOSED})
"""The verdict is given and its minutes are signed."""


@dataclass(frozen=True)
class Exhibit:
    """The evidence of one criterion as it is now."""

    criterion: str
    files: tuple[Sha256, ...]
    by: frozenset[PersonId]
    """Who brought it."""
    links: tuple[Sha256, ...] = ()
    """What hsba itself knows of the facility, and the regulations that files rest on, by hashes of what it is now."""

    @property
    def sha256(self) -> Sha256:
        return evidence_of((*self.files, *self.links))


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
    interests: tuple[Interest, ...] = ()
    milestone: str = ""
    """Code of the milestone it is asked for."""
    carried: Mapping[str, Finding] | None = None
    """Of a further round: criterion → what the round before found and is not voted on again."""
    demanded: str = ""
    """Code of the level that is demanded."""
    judged: Mapping[str, Sha256] = field(default_factory=dict)
    """Criterion → evidence that the verdict was found on; nothing before it."""
    meets_at: datetime | None = None
    """The hour it was called for; called without one, members vote as each finds time."""
    purchase: ProcurementId | None = None
    """The purchase whose proposal is judged: its evidence and its rounds are its own, the verdict goes to it alone."""

    @property
    def line(self) -> str:
        """What its rounds follow one another on: the purchase, else the milestone."""
        return str(self.purchase) if self.purchase else self.milestone

    @property
    def evidence(self) -> Mapping[str, Sha256]:
        return {one.criterion: one.sha256 for one in self.exhibits}

    @property
    def asked(self) -> tuple[str, ...]:
        """Criteria that are voted on, in the list's order."""
        return tuple(one.code for one in self.edition.criteria if one.code not in (self.carried or {}))

    @property
    def sitting(self) -> tuple[Member, ...]:
        """Members who sit: who is absent has somebody in their place."""
        return tuple(one for one in self.members if not one.absent)

    @property
    def round(self) -> Round:
        return Round(self.asked, self.edition.fewest(len(self.sitting)), self.carried or {}, self.demanded)

    @property
    def waits_for(self) -> Mapping[PersonId, tuple[str, ...]]:
        """Member → criteria they are still to vote on, on the evidence as it is now; nobody who waits for nothing."""
        if self.state is not AppraisalState.VOTING:
            return {}
        cast = {(vote.person, vote.criterion) for vote in valid_votes(self.votes, self.evidence)}
        left = {one.person: tuple(c for c in self.open_to(one.person) if (one.person, c) not in cast) for one in self.sitting}
        return {person: codes for person, codes in left.items() if codes}

    @property
    def voted(self) -> frozenset[PersonId]:
        """Members who have voted on everything they have a word on."""
        return frozenset(one.person for one in self.sitting) - self.waits_for.keys()

    @property
    def revealed(self) -> bool:
        """Whether votes may be seen: once the chair has closed, for until then they may be changed; a secret ballot's never."""
        return self.verdict is not None and not self.edition.secret

    @property
    def short(self) -> tuple[str, ...]:
        """Criteria with fewer votes than the council needs."""
        return short(self.counted, self.evidence, self.round)

    @property
    def stale(self) -> bool:
        """Whether the evidence changed after the verdict."""
        return self.verdict is not None and self.verdict.stale(self.evidence)

    @property
    def voted_on(self) -> Mapping[str, Sha256]:
        """Criterion → evidence that votes count on: as it is now while the vote is open, as it was once the verdict is given."""
        return self.judged if self.verdict else self.evidence

    @property
    def counted(self) -> tuple[Vote, ...]:
        """Votes of those who sit and have a word on the criterion."""
        here = {one.person for one in self.sitting}
        return tuple(v for v in self.votes if v.person in here and not self.barred(v.person, v.criterion))

    @property
    def valid(self) -> tuple[Vote, ...]:
        """Votes that count, cast on the evidence that is, or was, judged."""
        return valid_votes(self.counted, self.voted_on)

    def open_to(self, person: PersonId) -> tuple[str, ...]:
        """Criteria with evidence on which this member has a word: neither barred nor shown what they brought themselves."""
        own = {one.criterion for one in self.exhibits if person in one.by}
        return tuple(code for code in self.asked if code in self.evidence and code not in own and not self.barred(person, code))

    def barred(self, person: PersonId, criterion: str) -> bool:
        """By a conflict of interest."""
        return any(one.person == person and one.bars(criterion) for one in self.interests)

    def seen_by(self, person: PersonId) -> tuple[Vote, ...]:
        """The votes this person may see: their own, and once revealed everybody's that count."""
        return self.valid if self.revealed else tuple(vote for vote in self.votes if vote.person == person)

    def seat(self, person: PersonId) -> Seat | None:
        return next((one.seat for one in self.sitting if one.person == person), None)

    def tally(self, criterion: str) -> Tally:
        """Of the votes that count."""
        cast = [v.finding for v in self.valid if v.criterion == criterion]
        aside = tuple(one.person for one in self.sitting if self.barred(one.person, criterion))
        return Tally(cast.count(Finding.MET), cast.count(Finding.NOT_MET), cast.count(Finding.NOT_APPLICABLE), aside)

    def dissent(self, criterion: str) -> tuple[Vote, ...]:
        """Votes that count and differ from what the council found; a secret ballot names none."""
        if self.verdict is None or self.edition.secret:
            return ()
        return tuple(v for v in self.valid if v.criterion == criterion and v.finding is not self.verdict.findings.get(criterion))

    def check_criterion(self, code: str) -> None:
        """Raises: NotFound."""
        if code not in {one.code for one in self.edition.criteria}:
            raise NotFound("criterion", code)

    def bring(self, criterion: str, files: Iterable[Sha256], by: PersonId, links: Iterable[Sha256] = ()) -> "Appraisal":
        """Sets the evidence of a criterion; after the verdict it goes stale by it. Who may: `domain.bringing`. Raises: NotFound."""
        self.check_criterion(criterion)
        was = next((one for one in self.exhibits if one.criterion == criterion), None)
        others = tuple(one for one in self.exhibits if one.criterion != criterion)
        files, links = tuple(files), tuple(links)
        brought = (was.by if was else frozenset()) | {by}
        shown = Exhibit(criterion, files, brought, links)
        after = replace(self, exhibits=(*others, shown) if files or links else others)
        return after if was and was.sha256 == shown.sha256 else after.renewed([criterion])

    def renewed(self, criteria: Collection[str]) -> "Appraisal":
        """The evidence of these criteria is another: before the verdict nothing found on the old is carried over."""
        if self.carried is None or self.verdict:
            return self
        return replace(self, carried={code: one for code, one in self.carried.items() if code not in criteria})

    def convene(self, members: Iterable[Member], founded: bool) -> "Appraisal":
        """Calls the council; `founded` by a paper already, else its decision is to be signed first.

        Nobody judges evidence they brought, on any criterion. Raises: WrongState, Incomplete (evidence), Malformed (seats), SamePerson.
        """
        if self.state not in (AppraisalState.EVIDENCE, AppraisalState.COUNCIL):
            raise WrongState("appraisal.convene", self.state)
        bare = [one for one in self.edition.criteria if one.code in self.asked and one.code not in self.evidence]
        if bare:
            raise Incomplete(*(both(f"{one.code}: chưa có minh chứng", f"{one.code}: no evidence — {one.title}") for one in bare))
        members = tuple(members)
        check_seats(members, self.edition.seats, self.edition.seats_most)
        self._check_apart("appraisal.convene", {one.person for one in members})
        return replace(self, state=AppraisalState.VOTING if founded else AppraisalState.COUNCIL, members=members)

    def reschedule(self, meets_at: datetime) -> "Appraisal":
        """Called anew for another hour; once somebody has voted the council has met. Raises: WrongState."""
        if self.state is not AppraisalState.VOTING:
            raise WrongState("appraisal.reschedule", self.state)
        if self.valid:
            raise WrongState("appraisal.reschedule", "voted")
        return replace(self, meets_at=meets_at)

    def before_hour(self, now: datetime) -> bool:
        """Whether the council was called, and its hour has not come."""
        return self.state is AppraisalState.VOTING and self.meets_at is not None and now < self.meets_at

    def substitute(self, absent: PersonId, person: PersonId, paper: str) -> "Appraisal":
        """Somebody sits in the place of a member who is away and has not voted.

        Raises: WrongState, NotFound, SamePerson, Incomplete, Malformed.
        """
        if self.state is not AppraisalState.VOTING:
            raise WrongState("appraisal.substitute", self.state)
        if any(vote.person == absent for vote in self.votes):
            raise WrongState("appraisal.substitute", "voted")
        self._check_apart("appraisal.convene", {person})
        return replace(self, members=stand_in(self.members, absent, person, paper))

    def declare(self, said: Interest) -> "Appraisal":
        """What a member says of their interests; their votes on what it bars count no more.

        Raises: WrongState, NotAllowed, NotFound, Incomplete, Malformed.
        """
        self._demand_seat(said.person, "appraisal.declare")
        check_interest(said, self.asked)
        others = tuple(one for one in self.interests if one.person != said.person)
        kept = tuple(v for v in self.votes if v.person != said.person or not said.bars(v.criterion))
        return replace(self, interests=(*others, said), votes=kept)

    def vote(self, vote: Vote, opened: Collection[Sha256], now: datetime) -> "Appraisal":
        """The member's vote on one criterion; a later one replaces it.

        `opened` are the files this member has opened since the council was called, as the audit of reads knows. A vote on a file that
        was never opened is refused, not merely marked: the minutes say that the council judged the evidence, and the members sign
        them. Opening costs one click (the page shows the file beside the vote), so nobody is kept from voting by it.

        Raises: WrongState, NotAllowed, NotFound, SamePerson (a conflict, or their own evidence), StaleDocument (another evidence was
        read), Incomplete (before the hour, interests not declared, a file not opened, or no reason).
        """
        self._demand_seat(vote.person, "appraisal.vote")
        check_hour(self.meets_at, now)
        if vote.criterion not in self.asked or vote.criterion not in self.evidence:
            raise NotFound("criterion", vote.criterion)
        if not any(one.person == vote.person for one in self.interests):
            raise Incomplete("interest: hãy khai báo xung đột lợi ích trước khi biểu quyết / declare your interests before you vote")
        if self.barred(vote.person, vote.criterion):
            raise SamePerson("appraisal.vote", "conflict")
        if vote.criterion not in self.open_to(vote.person):
            raise SamePerson("appraisal.vote", "brought")
        if vote.evidence != self.evidence[vote.criterion]:
            raise StaleDocument(vote.evidence, self.evidence[vote.criterion])
        if not set(next(one.files for one in self.exhibits if one.criterion == vote.criterion)) <= set(opened):
            raise Incomplete("evidence: hãy mở mọi tệp minh chứng của tiêu chí này rồi mới biểu quyết / open all of its evidence first")
        if vote.finding is not Finding.MET and not vote.note.strip():
            vi = "note: biểu quyết không đạt hoặc không áp dụng cần nêu lý do"
            raise Incomplete(both(vi, "a vote against, or for not applicable, needs a reason"))
        others = tuple(v for v in self.votes if (v.person, v.criterion) != (vote.person, vote.criterion))
        return replace(self, votes=(*others, vote))

    def close(self, by: PersonId, now: datetime) -> "Appraisal":
        """The chair closes the vote; without a quorum on every criterion it goes on.

        Raises: WrongState, NotAllowed, Incomplete (before the hour, or no quorum).
        """
        if self.state is not AppraisalState.VOTING:
            raise WrongState("appraisal.close", self.state)
        if self.seat(by) is not Seat.CHAIR:
            raise NotAllowed("", "appraisal.close", self.state)
        check_hour(self.meets_at, now)
        found = verdict(self.counted, self.edition, self.evidence, self.round)
        return replace(self, state=AppraisalState.MINUTES, verdict=found, judged=self.evidence)

    def _demand_seat(self, person: PersonId, act: str) -> None:
        if self.state is not AppraisalState.VOTING:
            raise WrongState(act, self.state)
        if self.seat(person) is None:
            raise NotAllowed("", act, self.state)

    def _check_apart(self, act: str, people: Collection[PersonId]) -> None:
        if any(one.by & set(people) for one in self.exhibits):
            raise SamePerson(act)
