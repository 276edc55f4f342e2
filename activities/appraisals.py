"""An appraisal from outside its council: asked for, shown evidence, reminded, closed by its signed papers, stale when evidence changes."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.appraisal_acts import Acted, Acting, AppraisalAct, AppraisalStands, act_on, stands_of, tell
from activities.desk import Desk
from activities.evidence_bases import basis_for
from activities.evidence_renewed import renewed
from activities.papers import issued, report
from activities.procurement import appraised, locked
from activities.tracks import allowed_on_track, holders
from domain import shortfalls as rules
from domain.appraisals import CriteriaEdition, Finding, evidence_hash
from domain.bringing import obstacle
from domain.clock import day
from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.evidence import Evidence
from domain.facts import Finding as Found
from domain.facts import identity
from domain.faults import both
from domain.names import AppraisalId, PersonId, ProcurementId, Sha256
from domain.parts import Kind
from domain.plans import Milestone
from domain.policies import PolicyBook
from domain.procurement_councils import BOUGHT, check_asked
from domain.reasons import LONGEST, too_long
from domain.roles import Role
from domain.tracks import State, Track
from store.queries import appraisals as queries
from store.queries import exhibits, facts, plan_editions, plans, tracks
from store.queries import signatures as documents
from store.queries.signatures import Document
from store.writes import acts, audit
from store.writes import appraisals as writes
from store.writes import tracks as track_writes
from store.writes.tracks import Words


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
        if before and before[-1].edition == edition and not _proposed_anew(before[-1]):
            return replace(new, carried=rules.carried(before[-1])), before[-1].id
        return new, None

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


def _proposed_anew(before: Appraisal) -> bool:
    """The proposal passed its council, and waits for it again: somebody after it sent it back, and all of it is judged anew."""
    return before.purchase is not None and before.verdict is not None and before.verdict.met and not before.stale


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


async def tell_stale(policies: PolicyBook, session: AsyncSession, track: Track, now: datetime) -> None:
    """The facility and the council of a verdict that the evidence as it is now no longer bears are told, once for each state of it."""
    for one in await queries.newest(session, track.id, policies):
        seen = await queries.sitting(session, one.id)
        if one.state is AppraisalState.CLOSED and not one.stale and seen.stale_told:
            await writes.change(session, one.id, stale_told="", stale_at=None)
        if one.state is not AppraisalState.CLOSED or not one.stale or seen.stale_told == _hash(one):
            continue
        codes = ", ".join(rules.changed(one))
        await tell(session, "appraisal_stale", one, await told_of(session, one, now), _hash(one), now, codes=codes)
        since = {} if seen.stale_told else {"stale_at": now}
        await writes.change(session, one.id, stale_told=_hash(one), **since)
        await audit.note(session, now, None, "appraisal.stale", ("appraisal", one.id), criteria=codes)


def _hash(one: Appraisal) -> str:
    return evidence_hash(one.evidence)


async def close(desk: Desk, session: AsyncSession, appraisal: Appraisal, document: Document, now: datetime) -> None:
    """Its last paper is signed: the appraisal is closed; a met verdict reports the milestone, unless its evidence changed meanwhile."""
    await writes.close(session, appraisal.id, now)
    await audit.note(session, now, None, "appraisal.closed", ("appraisal", appraisal.id))
    track = await tracks.track(session, appraisal.track, lock=True)
    await tell_stale(desk.policies, session, track, now)
    if appraisal.verdict and appraisal.verdict.met and appraisal.stale:
        return
    if appraisal.verdict and not appraisal.edition.reports:
        await _to_purchase(session, appraisal, document, now)
    if appraisal.verdict is None or not appraisal.edition.reports or appraisal.milestone not in {one.code for one in track.milestones}:
        return
    mend = await queries.shortfalls(session, appraisal.id)
    mend_by = None if appraisal.verdict.met else max((one.due for one in mend), default=day(now))
    marked = track.fall_short(appraisal.milestone, mend_by, now)
    await track_writes.change(session, track, marked, now)
    if appraisal.verdict.met:
        version = await documents.version(session, document.id, document.current)
        words = Words(paper=issued(document, version), document=document.id)
        await report(session, marked, marked, appraisal.milestone, words, version, now)


async def _to_purchase(session: AsyncSession, appraisal: Appraisal, document: Document, now: datetime) -> None:
    """What a council found of a proposal to buy moves the purchase it judged, or sends it back."""
    if appraisal.purchase and appraisal.verdict:
        mend = await queries.shortfalls(session, appraisal.id)
        words = "; ".join(f"{one.criterion}: {one.what}" for one in mend)[:LONGEST]
        await appraised(session, appraisal.purchase, appraisal.verdict.met, document.id, words, now)


async def told_of(session: AsyncSession, appraisal: Appraisal, now: datetime) -> list[PersonId]:
    """Who is told how it went: the council and the facility's administrators."""
    track = await tracks.track(session, appraisal.track)
    return sorted({one.person for one in appraisal.sitting} | set(await holders(session, track.facility, Role.ADMINISTRATOR, now)))


async def appraisal_of(desk: Desk, session: AsyncSession, document: Document) -> Appraisal:
    """The appraisal that a paper is about, locked after its track."""
    which = AppraisalId(UUID(document.subject))
    await tracks.track(session, await queries.track_of(session, which), lock=True)
    return await queries.appraisal(session, which, desk.policies, lock=True)
