"""A council at work: called by a decision, interests declared, substitutes, votes, the chair's closing, the decision on the verdict."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.appraisal_acts import Acted, Acting, AppraisalAct, AppraisalStands, act_on, check_calls, check_ground, invite, tell
from activities.appraisal_papers import decision, decision_document, founding, founding_document
from activities.council_hours import Rescheduled, reschedule
from activities.desk import Desk
from activities.documents import make
from activities.minutes import minutes, minutes_document
from activities.papers import newest
from activities.procurement import locked
from activities.waiting import check_turn, lacking
from domain.appraisals import Finding, Vote
from domain.clock import day
from domain.council_hours import hour_faults
from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.names import DocumentId, PersonId, Sha256
from domain.policies import PolicyBook
from domain.procurement_councils import check_asked
from domain.reasons import LONGEST, too_long
from domain.rights import COUNCIL
from domain.roles import Role
from domain.seats import Interest, Member, Seat, check_fields, fields_of
from domain.shortfalls import Shortfall, shortfalls
from domain.signatures import MADE_AGAIN
from domain.tracks import Track
from store.queries import appraisals as queries
from store.queries import audit as reads
from store.queries import candidates
from store.queries import signatures as documents
from store.queries.people import Post
from store.writes import appraisals as writes
from store.writes import notices

ROLES = {
    Role.DIRECTOR: "Giám đốc",
    Role.HEAD: "Trưởng khoa",
    Role.IT_OFFICER: "Cán bộ công nghệ thông tin",
    Role.RECORDS_OFFICER: "Cán bộ phòng kế hoạch tổng hợp",
    Role.HEALTH_OFFICER: "Chuyên viên Sở Y tế",
    Role.DOCTOR: "Bác sĩ",
}
"""What a member is, for the minutes: one for each role that may sit."""
SHORT = 300
"""Characters of a paper's words, and of a place."""


@dataclass(frozen=True)
class Convened:
    members: tuple[Member, ...]
    founded_by: str
    """The decision that set the council up: kind, number, date; empty when the house draws it up now."""
    held_at: str
    meets_at: datetime | None = None
    anyway: str = ""
    """Why it is called although earlier milestones are not reported."""


@dataclass(frozen=True)
class Sent:
    """Who sits in whose place."""

    absent: PersonId
    person: PersonId
    paper: str


@dataclass(frozen=True)
class Declared:
    """What a member says of their interests."""

    conflict: bool
    criteria: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Cast:
    criterion: str
    finding: Finding
    evidence: Sha256
    note: str = ""


@dataclass(frozen=True)
class Closed:
    conclusion: str = ""
    shortfalls: tuple[Shortfall, ...] = ()


@dataclass(frozen=True)
class Decided:
    """Words of the decision on the verdict, beyond what it cites."""

    articles: tuple[str, ...] = ()


class Councils:
    """Hands of the appraisal workflow, for those who sit."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="appraisal.convene")
    async def convene(self, act: AppraisalAct) -> AppraisalStands:
        """Calls a council, none of whom brought evidence; its decision is drawn up, or was made on paper."""
        makes = founding_document(act.appraisal) if not (await self.desk.read(act.body, Convened)).founded_by.strip() else None
        return await act_on(self.desk, act, "appraisal.convene", Convened, self._convene, unit=True, makes=makes)

    async def _convene(self, on: Acting, said: Convened) -> Acted:
        check_ground(on)
        _check_called(said, on.now)
        founded = bool(said.founded_by.strip())
        if on.appraisal.state is AppraisalState.COUNCIL:
            await _check_again(on.session, founding_document(on.appraisal.id))
        after = on.appraisal.convene(said.members, founded)
        if on.appraisal.purchase:
            check_asked(await locked(on.session, on.appraisal.purchase))
        if on.appraisal.milestone and not said.anyway.strip():
            await check_turn(on.session, self.desk.policies, on.track, on.appraisal.milestone)
        posts = await self._posts(on, [one.person for one in said.members])
        await self._check_fields(on, after)
        words = {"founded_by": said.founded_by.strip() or None, "held_at": said.held_at.strip(), "meets_at": said.meets_at}
        words |= {"anyway": said.anyway.strip()}
        named = {person: _title(post, on.track) for person, post in posts.items()}
        await writes.convene(on.session, after, named, **words, convened_at=on.now if founded else None)
        if founded:
            await invite(on.session, after, [one.person for one in after.sitting], said.meets_at, said.held_at, on.now)
            return Acted(after, {"waits": await _lacking(on, self.desk.policies, said)})
        paper = await founding(on.session, after, on.track)
        of = await make(self.desk, on.session, paper, on.act.actor, on.now)
        await writes.change(on.session, after.id, founding=of.document)
        return Acted(after, {"document": of.document, "version": of.version, "waits": await _lacking(on, self.desk.policies, said)}, of)

    async def _check_fields(self, on: Acting, after: Appraisal) -> None:
        """Those who sit are of the kinds that the edition needs; who holds no post any more is of none. Raises: Malformed."""
        posts = await _found(on, [one.person for one in after.sitting])
        brought = [fields_of(one.position.role, one.position.facility != on.track.facility) for one in posts.values()]
        check_fields(brought, on.appraisal.edition.needs)

    async def _posts(self, on: Acting, wanted: list[PersonId]) -> dict[PersonId, Post]:
        """Each one's post that may sit: here, in the department of health, or in another unit under it. Raises: Malformed."""
        found = await _found(on, wanted)
        if any(one not in found for one in wanted):
            raise Malformed("members: có người không giữ vị trí được tham gia hội đồng / somebody holds no position that may sit")
        return {one: found[one] for one in wanted}

    @activity.defn(name="appraisal.substitute")
    async def substitute(self, act: AppraisalAct) -> AppraisalStands:
        """Somebody sits for a member who is away; by the chair, the secretary, or whoever calls the council."""
        return await act_on(self.desk, act, "appraisal.substitute", Sent, self._substitute)

    async def _substitute(self, on: Acting, said: Sent) -> Acted:
        check_calls(on, "appraisal.substitute")
        after = on.appraisal.substitute(said.absent, said.person, said.paper)
        posts = await self._posts(on, [said.person])
        await self._check_fields(on, after)
        came = after.members[-1]
        await writes.substitute(on.session, after.id, said.absent, came, _title(posts[said.person], on.track))
        sitting = await queries.sitting(on.session, after.id)
        await invite(on.session, after, [said.person], sitting.meets_at, sitting.held_at, on.now)
        await notices.nudge(on.session, [said.absent])
        return Acted(after)

    @activity.defn(name="appraisal.reschedule")
    async def reschedule(self, act: AppraisalAct) -> AppraisalStands:
        """The council is called anew for another hour; by the chair, the secretary, or whoever calls it."""
        return await act_on(self.desk, act, "appraisal.reschedule", Rescheduled, reschedule)

    @activity.defn(name="appraisal.declare")
    async def declare(self, act: AppraisalAct) -> AppraisalStands:
        """What a member says of their interests, before the first vote or when something turns up."""
        return await act_on(self.desk, act, "appraisal.declare", Declared, self._declare)

    async def _declare(self, on: Acting, said: Declared) -> Acted:
        interest = Interest(on.by, said.conflict, said.criteria, said.reason)
        after = on.appraisal.declare(interest)
        await writes.interest(on.session, after, interest, on.now)
        return Acted(after, {"conflict": said.conflict})

    @activity.defn(name="appraisal.vote")
    async def vote(self, act: AppraisalAct) -> AppraisalStands:
        """A member's finding on one criterion, on the evidence this member read."""
        return await act_on(self.desk, act, "appraisal.vote", Cast, self._vote)

    async def _vote(self, on: Acting, said: Cast) -> Acted:
        if faults := too_long("note", said.note, LONGEST):
            raise Malformed(*faults)
        called = (await queries.sitting(on.session, on.appraisal.id)).convened_at or on.now
        cast = Vote(on.by, said.criterion, said.finding, said.evidence, said.note.strip())
        after = on.appraisal.vote(cast, await reads.opened(on.session, on.appraisal.track, on.by, called), on.now)
        await writes.vote(on.session, after.id, cast, on.now)
        await notices.nudge(on.session, [on.by])
        if not after.waits_for:
            chair = [one.person for one in after.sitting if one.seat is Seat.CHAIR]
            await tell(on.session, "council_voted", after, chair, "", on.now)
        # What was voted is no fact of the audit: the timeline is read while votes are hidden.
        return Acted(after, {"criterion": said.criterion})

    @activity.defn(name="appraisal.close")
    async def close(self, act: AppraisalAct) -> AppraisalStands:
        """The chair closes the vote, and the minutes go to be signed; after a refusal their next version does, on what was judged then."""
        return await act_on(self.desk, act, "appraisal.close", Closed, self._close, makes=minutes_document(act.appraisal))

    async def _close(self, on: Acting, said: Closed) -> Acted:
        if faults := too_long("conclusion", said.conclusion, LONGEST):
            raise Malformed(*faults)
        again = on.appraisal.state is AppraisalState.MINUTES
        if again and on.appraisal.seat(on.by) is not Seat.CHAIR:
            raise NotAllowed("", "appraisal.close", on.appraisal.state)
        if again:
            await _check_again(on.session, minutes_document(on.appraisal.id))
        after = on.appraisal if again else on.appraisal.close(on.by, on.now)
        mend = await queries.shortfalls(on.session, after.id) if again else shortfalls(after, said.shortfalls, day(on.now))
        if again:
            await writes.change(on.session, after.id, conclusion=said.conclusion)
        else:
            await writes.decide(on.session, after, said.conclusion, mend, minutes_document(after.id), on.now)
        note = "Biên bản bị từ chối, lập lại" if again else ""
        paper = await minutes(on.session, after, on.track.facility, said.conclusion, mend, note, on.now)
        of = await make(self.desk, on.session, paper, on.act.actor, on.now)
        await notices.nudge(on.session, [one.person for one in after.sitting])
        verdict = "met" if after.verdict and after.verdict.met else "not_met"
        return Acted(after, {"verdict": verdict, "version": of.version}, of)

    @activity.defn(name="appraisal.decide")
    async def decide(self, act: AppraisalAct) -> AppraisalStands:
        """The decision on the verdict is drawn up, once the minutes are signed; after a refusal its next version."""
        return await act_on(self.desk, act, "appraisal.decide", Decided, self._decide, unit=True, makes=decision_document(act.appraisal))

    async def _decide(self, on: Acting, said: Decided) -> Acted:
        check_ground(on)
        if on.appraisal.state is not AppraisalState.REVIEWED:
            raise WrongState("appraisal.decide", on.appraisal.state)
        if (await queries.sitting(on.session, on.appraisal.id)).decision:
            await _check_again(on.session, decision_document(on.appraisal.id))
        paper = await decision(on.session, on.appraisal, on.track, said.articles)
        of = await make(self.desk, on.session, paper, on.act.actor, on.now)
        await writes.change(on.session, on.appraisal.id, decision=of.document)
        return Acted(on.appraisal, {"document": of.document, "version": of.version}, of)


async def _found(on: Acting, wanted: list[PersonId]) -> dict[PersonId, Post]:
    """The posts of those who have one that may sit."""
    return await candidates.posts(on.session, on.track.facility, on.track.department, day(on.now), COUNCIL, wanted)


def _check_called(said: Convened, now: datetime) -> None:
    faults = too_long("founded_by", said.founded_by, SHORT) + too_long("place", said.held_at, SHORT)
    faults += too_long("anyway", said.anyway, LONGEST)
    if not said.held_at.strip():
        faults.append("place: cần ghi nơi họp / say where the council meets")
    faults += hour_faults(said.meets_at, now)
    if faults:
        raise Malformed(*faults)


async def _lacking(on: Acting, policies: PolicyBook, said: Convened) -> str:
    """What was not reported when it was called anyway."""
    called = said.anyway.strip() and on.appraisal.milestone
    return ", ".join(await lacking(on.session, policies, on.track, on.appraisal.milestone)) if called else ""


async def _check_again(session: AsyncSession, which: DocumentId) -> None:
    """A paper is drawn up again only once a signer refused it or it was taken back. Raises: Incomplete."""
    of = await newest(session, which)
    if (await documents.chain(session, of.document, of.version)).ended not in MADE_AGAIN:
        raise Incomplete("văn bản đang chờ ký / the paper is being signed")


def _title(post: Post, track: Track) -> str:
    where = post.department or (post.facility if post.position.facility not in (track.facility, track.department) else "")
    return ROLES[post.position.role] + (f", {where}" if where else "")
