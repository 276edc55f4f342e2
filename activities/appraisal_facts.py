"""Criteria that hsba looks at by itself: what its own rows say now, linked as evidence, and told when it is no longer what was linked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisals import tell_stale
from domain.appraisals import CriteriaEdition
from domain.councils import Appraisal
from domain.evidence import Evidence
from domain.facts import Finding, identity
from domain.names import FacilityId, TrackId
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import appraisals as queries
from store.queries import exhibits as shown_now
from store.queries import fact_links, facts, tracks
from store.writes import appraisals as writes
from store.writes import audit


async def checked(session: AsyncSession, facility: FacilityId, edition: CriteriaEdition, now: datetime) -> Mapping[str, Finding]:
    """Criterion → what hsba's own rows say of it, for those that have a check."""
    asked = [(one.code, one.check) for one in edition.criteria if one.check]
    found = await facts.findings(session, facility, [check for _, check in asked], now)
    return {code: finding for (code, _), finding in zip(asked, found, strict=True)}


async def refresh(session: AsyncSession, policies: PolicyBook, which: TrackId, now: datetime) -> bool:
    """Links of a track that rest on something else now name that; votes on them are void, and a verdict goes stale by it.

    Whether anything changed.
    """
    track = await tracks.track(session, which, lock=True)
    found = await queries.of_track(session, which, policies)
    changed = [await _refreshed(session, track, one, now) for one in found]
    if any(changed):
        for one in await queries.of_track(session, which, policies):
            await writes.ballots(session, one)
        await tell_stale(policies, session, track, now)
    return any(changed)


async def _refreshed(session: AsyncSession, track: Track, one: Appraisal, now: datetime) -> bool:
    """Links of one appraisal; what changed is written into its timeline."""
    lines = await fact_links.links(session, track.id, [criterion.code for criterion in one.edition.criteria])
    if not lines:
        return False
    known = await checked(session, track.facility, one.edition, now)
    moved = [line for line in lines if line.criterion in known and identity(known[line.criterion]) != line.sha256]
    for line in moved:
        found = known[line.criterion]
        new = Evidence(found.sentence.partition(" / ")[0], identity(found), 0)
        await writes.relink(session, track.id, line.criterion, line.sha256, new)
        exhibits = [each for each in await shown_now.exhibits(session, track.id) if each.criterion == line.criterion]
        await writes.restand(session, replace(one, exhibits=tuple(exhibits)), line.criterion, now)
        await audit.note(session, now, None, "appraisal.fact_changed", ("appraisal", one.id), criterion=line.criterion)
    return bool(moved)
