"""An appraisal from outside its council: asked for, shown evidence, reminded, closed by its signed papers, stale when evidence changes."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.appraisal_acts import Acted, Acting, AppraisalAct, AppraisalStands, act_on, stands_of, tell
from activities.appraisal_verdicts import had_effect, tell_stale
from activities.desk import Desk
from activities.evidence_bases import basis_for
from activities.evidence_renewed import renewed
from activities.procurement import locked
from activities.tracks import allowed_on_track
from domain import shortfalls as rules
from domain.appraisals import CriteriaEdition, Finding
from domain.bringing import obstacle
from domain.clock import day
from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.evidence import Evidence
from domain.facts import Finding as Found
from domain.facts import identity
from domain.faults import both
from domain.names import AppraisalId, ProcurementId, Sha256
from domain.parts import Kind
from domain.plans import Milestone
from domain.policies import PolicyBook
from domain.procurement_councils import BOUGHT, check_asked
from domain.reasons import LONGEST, too_long
from domain.tracks import State, Track
from store.queries import appraisals as queries
from store.queries import exhibits, facts, plan_editions, plans, tracks
from store.queries.signatures import Document
from store.writes import acts, audit
from store.writes import appraisals as writes
from store.writes import tracks as track_writes


@dataclass(frozen=True)
class Asked:
    """What an appraisal is asked for."""

    milestone: str = ""
    """Code of the milestone; empty for the track's own appraisal of readiness."""
    reason: str = ""
    """Why it is asked for, or why again."""
    purchase: ProcurementId | None = None
    """The purchase whose proposal is to be judged; the milestone is then the purchase's own."""


@dataclass(frozen=True)
class Brought:
    """What is shown for a criterion: files that come, files that go, and what the facility finds itself."""

    criterion: str
    files: tuple[Evidence, ...] = ()
    gone: tuple[Sha256, ...] = ()
    score: Finding | None = None
    words: str = ""
    link: bool = False
    """Link what hsba itself knows of the criterion."""
    rests_on: str = ""
    """Subject of the facility's regulation that the files rest on."""


@dataclass(frozen=True)
class Nudge:
    """A reminder of members who have not voted, named by its workflow's moment: told twice, it counts once."""

    appraisal: AppraisalId
    at: datetime


class Appraisals:
    """Hands of the appraisal workflow."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="appraisal.stands")
    async def stands(self, which: AppraisalId) -> AppraisalStands | None:
        """The appraisal as the rows have it; None when its triggering was refused."""
        async with self.desk.act() as (session, now):
            if not await queries.exists(session, which):
                return None
            appraisal = await queries.appraisal(session, which, self.desk.policies)
            return stands_of(self.desk, appraisal, await tracks.track(session, appraisal.track), now)

    @activity.defn(name="appraisal.trigger")
    async def trigger(self, act: AppraisalAct) -> AppraisalStands:
        """The hospital administrator asks for it; one at a time of each milestone, and of each purchase.

        Raises: NotFound, WrongState, Incomplete, Malformed.
        """
        said = await self.desk.read(act.body, Asked)
        async with self.desk.act() as (session, now):
            track = await tracks.track(session, act.track, lock=True)
            if await acts.claim(session, act.actor, "appraisal.trigger", track.id, act.body.sha256, now):
                code = await _code(session, track, said)
                state = track.of(code).state if code else State.OPEN
                position = await allowed_on_track(session, act.actor, "appraisal.trigger", track, state, now)
                if state is State.UNDECLARED:
                    raise WrongState("appraisal.trigger", state)
                new, rests_on = await self._new(session, act, said, track, code, now)
                if faults := too_long("reason", said.reason, LONGEST):
                    raise Malformed(*faults)
                await writes.appraisal(session, new, act.actor.person, now, said.reason.strip(), rests_on)
                if code and state is State.OPEN:
                    await track_writes.change(session, track, track.begin(code, now), now)
                facts = {"track": track.id, "milestone": code} | await _bought(session, said)
                await audit.note_act(session, now, act.actor, position, "appraisal.trigger", ("appraisal", new.id), None, **facts)
            appraisal = await queries.appraisal(session, act.appraisal, self.desk.policies)
            return stands_of(self.desk, appraisal, track, now)

    async def _new(
        self, session: AsyncSession, act: AppraisalAct, said: Asked, track: Track, milestone: str, now: datetime
    ) -> tuple[Appraisal, AppraisalId | None]:
        """The first appraisal of a milestone or of a purchase, or the next round on the one before."""
        if said.purchase:
            edition, demanded = self.desk.policies.appraisal(day(now), "purchase"), ""
        else:
            edition, demanded = edition_for(self.desk.policies, await spec(self.desk, session, track, milestone), day(now))
        new = Appraisal(act.appraisal, track.id, edition, AppraisalState.EVIDENCE, milestone=milestone, demanded=demanded)
        new = replace(new, purchase=said.purchase)
        before = [a for a in await queries.of_track(session, track.id, self.desk.policies) if a.line == new.line]
        if running := [a for a in before if a.state is not AppraisalState.CLOSED]:
            raise WrongState("appraisal.trigger", running[-1].state)
        if not before or before[-1].edition != edition:
            return new, None
        if await had_effect(session, before[-1]):
            return new, before[-1].id
        return replace(new, carried=rules.carried(before[-1])), before[-1].id

    @activity.defn(name="appraisal.evidence")
    async def evidence(self, act: AppraisalAct) -> AppraisalStands:
        """Files for one criterion come and go, and what rested on the old ones is undone."""
        return await act_on(self.desk, act, "appraisal.evidence", Brought, self._evidence, unit=True)

    async def _evidence(self, on: Acting, said: Brought) -> Acted:
        if faults := too_long("words", said.words, LONGEST):
            raise Malformed(*faults)
        on.appraisal.check_criterion(said.criterion)
        if no := obstacle(on.appraisal, await queries.of_track(on.session, on.track.id, self.desk.policies), on.by):
            raise no
        basis = await basis_for(on, said.criterion, said.rests_on, bool(said.files))
        for file in said.files:
            await writes.exhibit(on.session, on.appraisal, said.criterion, file, on.by, on.now, basis=basis)
        if said.link:
            await self._link(on, said.criterion)
        await writes.take_away(on.session, on.appraisal, said.criterion, said.gone, on.by, on.now)
        now_shown = await exhibits.exhibits(on.session, on.track.id, on.appraisal.purchase)
        shown = [one for one in now_shown if one.criterion == said.criterion]
        files, links = (shown[0].files, shown[0].links) if shown else ((), ())
        after = on.appraisal.bring(said.criterion, files, on.by, links)
        score = said.score.value if said.score else ""
        await writes.stands(on.session, after, said.criterion, score, said.words.strip(), on.by, on.now)
        if after.evidence.get(said.criterion) != on.appraisal.evidence.get(said.criterion):
            await renewed(on.session, self.desk.policies, on.appraisal, [said.criterion])
        await tell_stale(self.desk.policies, on.session, on.track, on.now)
        return Acted(after, {"criterion": said.criterion, "sha256": after.evidence.get(said.criterion, "")})

    async def _link(self, on: Acting, criterion: str) -> None:
        """What hsba's own rows say now becomes evidence. Raises: NotFound for a criterion without a check."""
        check = next(one.check for one in on.appraisal.edition.criteria if one.code == criterion)
        if check is None:
            raise NotFound("fact", criterion)
        (found,) = await facts.findings(on.session, on.track.facility, [check], on.now)
        await writes.exhibit(on.session, on.appraisal, criterion, as_evidence(found), on.by, on.now, fact=check.fact)

    @activity.defn(name="appraisal.remind")
    async def remind(self, nudge: Nudge) -> AppraisalStands:
        """Reminds members who have not voted on everything; tells how it stands by the rows."""
        async with self.desk.act() as (session, now):
            appraisal = await queries.appraisal(session, nudge.appraisal, self.desk.policies)
            late = [] if appraisal.before_hour(now) else list(appraisal.waits_for)
            await tell(session, "council_remind", appraisal, late, nudge.at.isoformat(), now)
            return stands_of(self.desk, appraisal, await tracks.track(session, appraisal.track), now)


async def _code(session: AsyncSession, track: Track, said: Asked) -> str:
    """Code of the milestone: that of the purchase, which may report none. Raises: NotFound, WrongState, Incomplete."""
    if said.purchase is None:
        found = track.of(said.milestone) if said.milestone else track.first(Kind.APPRAISAL)
        if found.kind in BOUGHT:
            vi = "purchase: mỗi đề xuất thẩm định riêng, mở trang của gói mua sắm rồi đề nghị thẩm định từ đó"
            raise Incomplete(both(vi, "each proposal is appraised by itself: open the page of its purchase and ask there"))
        return found.code
    one = await locked(session, said.purchase)
    if one.track != track.id:
        raise NotFound("procurement", said.purchase)
    track.check_running("appraisal.trigger")
    check_asked(one)
    return one.milestone if one.milestone in {each.code for each in track.milestones} else ""


async def _bought(session: AsyncSession, said: Asked) -> dict[str, object]:
    """For the audit: which purchase is judged."""
    return {"procurement": said.purchase, "name": (await locked(session, said.purchase)).title} if said.purchase else {}


def as_evidence(found: Found) -> Evidence:
    """What hsba itself knows, as evidence: its sentence, and what it rests on."""
    return Evidence(found.sentence.partition(" / ")[0], identity(found), 0)


def edition_for(policies: PolicyBook, milestone: Milestone, today: date) -> tuple[CriteriaEdition, str]:
    """The list by which a milestone is appraised today, and the level that the plan demands of a system.

    Raises: NotFound for a milestone that no council appraises.
    """
    if milestone.kind is Kind.APPRAISAL:
        return policies.appraisal(today), ""
    if milestone.kind in BOUGHT:
        return policies.appraisal(today, "purchase"), ""
    if not milestone.level:
        raise NotFound("appraisal", milestone.code)
    edition, wanted = policies.appraisal_of(milestone.level.system, today), milestone.level.level.casefold()
    return edition, next((one.code for one in edition.grades if one.title.casefold() == wanted), edition.grades[-1].code)


async def spec(desk: Desk, session: AsyncSession, track: Track, milestone: str) -> Milestone:
    """The milestone as the plan has it; its level from the plan's words in a track opened before specs had it. Raises: NotFound."""
    found = next((one for one in await tracks.specs(session, track.id) if one.code == milestone), None)
    if found is None:
        raise NotFound("milestone", milestone)
    if found.level or found.kind is not Kind.SOFTWARE:
        return found
    words = await plan_editions.words(session, desk.policies, await plans.plan(session, track.plan))
    return replace(found, level=next((part.level for _, part in words.parts() if part.code == milestone), None))


async def appraisal_of(desk: Desk, session: AsyncSession, document: Document) -> Appraisal:
    """The appraisal that a paper is about, locked after its track."""
    which = AppraisalId(UUID(document.subject))
    await tracks.track(session, await queries.track_of(session, which), lock=True)
    return await queries.appraisal(session, which, desk.policies, lock=True)
