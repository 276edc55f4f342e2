"""What follows from a council's verdict: milestone or purchase go on, or what is missing is marked; told when its evidence changes."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisal_acts import tell
from activities.desk import Desk
from activities.papers import issued, report
from activities.procurement import appraised
from activities.tracks import holders
from domain import shortfalls as rules
from domain.appraisals import evidence_hash
from domain.clock import day
from domain.councils import Appraisal, AppraisalState
from domain.names import PersonId
from domain.policies import PolicyBook
from domain.reasons import LONGEST
from domain.roles import Role
from domain.tracks import State, Track
from store.queries import appraisals as queries
from store.queries import procurement as purchases
from store.queries import signatures as documents
from store.queries import tracks
from store.queries.appraisals import Sitting
from store.queries.signatures import Document
from store.writes import appraisals as writes
from store.writes import audit
from store.writes import tracks as track_writes
from store.writes.tracks import Words


async def had_effect(session: AsyncSession, before: Appraisal) -> bool:
    """The proposal passed its council and went on; when it waits for one again somebody sent it back, and all of it is judged anew.

    Whether its evidence changed since says nothing of that.
    """
    if before.purchase is None or before.verdict is None or not before.verdict.met:
        return False
    seen = await queries.sitting(session, before.id)
    return await purchases.judged_by(session, before.purchase, [one for one in (seen.minutes, seen.decision) if one])


async def tell_stale(policies: PolicyBook, session: AsyncSession, track: Track, now: datetime) -> None:
    """The facility and the council of a verdict that the evidence as it is now no longer bears are told, once for each state of it."""
    for one in await queries.newest(session, track.id, policies):
        seen = await queries.sitting(session, one.id)
        if one.state is AppraisalState.CLOSED and not one.stale and seen.stale_told:
            await writes.change(session, one.id, stale_told="", stale_at=None)
            await _late_effect(session, one, seen, track, now)
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
    if not (appraisal.verdict and appraisal.verdict.met and appraisal.stale):
        await _effect(session, track, appraisal, document, now)


async def _late_effect(session: AsyncSession, one: Appraisal, seen: Sitting, track: Track, now: datetime) -> None:
    """A met verdict that closed on evidence which had changed, and is again what was judged: what was withheld follows now."""
    paper = seen.decision or seen.minutes
    if paper is None or one.verdict is None or not one.verdict.met or await had_effect(session, one):
        return
    waits = one.milestone in {each.code for each in track.milestones} and track.of(one.milestone).state is State.OPEN
    if waits or not one.edition.reports:
        await _effect(session, track, one, await documents.document(session, paper), now)


async def _effect(session: AsyncSession, track: Track, appraisal: Appraisal, document: Document, now: datetime) -> None:
    """Moves the purchase that was judged, or reports the milestone, or marks what is to be mended."""
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
