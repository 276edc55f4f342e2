"""Criteria that hsba looks at by itself: what its rows say now, linked as evidence, and told when it, or what a file rests on, changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisal_verdicts import tell_stale
from activities.appraisals import as_evidence
from activities.evidence_bases import Superseded, rest, superseded
from activities.evidence_renewed import renewed
from domain.appraisals import CriteriaEdition
from domain.clock import day
from domain.councils import Appraisal
from domain.evidence import Evidence
from domain.facts import Finding, identity
from domain.names import FacilityId, TrackId
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import appraisals as queries
from store.queries import exhibits as shown_now
from store.queries import fact_links, facts, tracks
from store.queries.fact_links import Link
from store.writes import appraisals as writes
from store.writes import audit


async def checked(session: AsyncSession, facility: FacilityId, edition: CriteriaEdition, now: datetime) -> Mapping[str, Finding]:
    """Criterion → what hsba's own rows say of it, for those that have a check."""
    asked = [(one.code, one.check) for one in edition.criteria if one.check]
    found = await facts.findings(session, facility, [check for _, check in asked], now)
    return {code: finding for (code, _), finding in zip(asked, found, strict=True)}


@dataclass(frozen=True)
class Moved:
    """A link of an appraisal that no longer rests on what the fact is now."""

    appraisal: Appraisal
    link: Link
    now_is: Evidence

    @property
    def criterion(self) -> str:
        return self.link.criterion


async def moved(session: AsyncSession, policies: PolicyBook, which: TrackId, now: datetime) -> list[Moved | Superseded]:
    """Links and files that rest on something else now, of the newest appraisal of each milestone and purchase."""
    track = await tracks.track(session, which)
    found: list[Moved | Superseded] = []
    for newest in await queries.newest(session, which, policies):
        found += [*await _moved(session, track, newest, now), *await superseded(session, track, newest, day(now))]
    return found


async def refresh(session: AsyncSession, policies: PolicyBook, which: TrackId, now: datetime) -> bool:
    """Such evidence now names what is so, judged on the locked track; votes on it are void, and a verdict goes stale by it.

    Whether anything changed.
    """
    track = await tracks.track(session, which, lock=True)
    found = await moved(session, policies, which, now)
    for one in found:
        await _relink(session, one, now)
        await renewed(session, policies, one.appraisal, {one.criterion})
    if found:
        await tell_stale(policies, session, track, now)
    return bool(found)


async def _moved(session: AsyncSession, track: Track, one: Appraisal, now: datetime) -> list[Moved]:
    checks = {criterion.code: criterion.check for criterion in one.edition.criteria if criterion.check}
    lines = await fact_links.links(session, track.id, one.purchase, list(checks))
    found = await facts.findings(session, track.facility, [checks[line.criterion] for line in lines], now)
    pairs = zip(lines, found, strict=True)
    return [Moved(one, line, as_evidence(fact)) for line, fact in pairs if identity(fact) != line.sha256]


async def _relink(session: AsyncSession, one: Moved | Superseded, now: datetime) -> None:
    """What changed, from what to what, is written into the timeline of the appraisal."""
    track, criterion = one.appraisal.track, one.criterion
    if isinstance(one, Moved):
        await writes.relink(session, one.appraisal, criterion, one.link.sha256, one.now_is)
        act, was, now_is = "appraisal.fact_changed", one.link.name, one.now_is.name
    else:
        await rest(session, one)
        act, was, now_is = "appraisal.basis_changed", one.was.words, one.now_is.words
    exhibits = [each for each in await shown_now.exhibits(session, track, one.appraisal.purchase) if each.criterion == criterion]
    await writes.restand(session, replace(one.appraisal, exhibits=tuple(exhibits)), criterion, now)
    facts = {"criterion": criterion, "from": was, "to": now_is}
    await audit.note(session, now, None, act, ("appraisal", one.appraisal.id), None, **facts)
