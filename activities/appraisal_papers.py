"""The papers of an appraisal beside its minutes: the decision that sets the council up, the decision on the verdict, what follows them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities import appraisal_verdicts, appraisals
from activities.appraisal_acts import invite, tell
from activities.desk import Desk
from activities.documents import Paper
from activities.heads import office
from activities.minutes import SEATS, cited, graded, mending, subject_of
from activities.papers import issued
from activities.tracks import track_key
from domain.appraisals import Ground
from domain.clock import clock_time
from domain.councils import Appraisal, AppraisalState
from domain.names import AppraisalId, DocumentId, FacilityId, id_of
from domain.tracks import Track
from store.queries import appraisals as queries
from store.queries import people
from store.queries import signatures as documents
from store.queries.signatures import Document
from store.writes import appraisals as writes
from store.writes import audit

FOUNDING, MINUTES, DECISION = "appraisal-council", "council-minutes", "appraisal-decision"


def founding_document(appraisal: AppraisalId) -> DocumentId:
    return DocumentId(id_of(FOUNDING, appraisal))


def decision_document(appraisal: AppraisalId) -> DocumentId:
    return DocumentId(id_of(DECISION, appraisal))


def issuer(appraisal: Appraisal, track: Track) -> FacilityId:
    """Who sets the council up and decides on its verdict."""
    return track.department if appraisal.edition.ground is Ground.PROVINCE else track.facility


async def founding(session: AsyncSession, called: Appraisal, track: Track) -> Paper:
    """The decision that sets the council up: its head signs, the clerk numbers it."""
    sitting = await queries.sitting(session, called.id)
    edition = called.edition
    data = {
        **await office(session, issuer(called, track)),
        "council": edition.name,
        "subject": await subject_of(session, called),
        "appraised": (await people.facility(session, track.facility)).name,
        "basis": edition.basis,
        "members": [{"name": one.name, "title": one.title, "role": SEATS[one.seat]} for one in await queries.council(session, called.id)],
        "quorum": edition.fewest(len(called.sitting)),
        "held_at": sitting.held_at,
        "binding": edition.binding,
        "secret": edition.secret,
    }
    if sitting.meets_at:
        data["meets_at"] = clock_time(sitting.meets_at)
    return _paper(called, track, FOUNDING, founding_document(called.id), f"Quyết định thành lập {edition.name}", data)


async def decision(session: AsyncSession, decided: Appraisal, track: Track, articles: tuple[str, ...]) -> Paper:
    """The decision on the verdict; it cites the minutes."""
    found, edition = decided.verdict, decided.edition
    assert found is not None
    data = {
        **await office(session, issuer(decided, track)),
        "council": edition.name,
        "subject": await subject_of(session, decided),
        "appraised": (await people.facility(session, track.facility)).name,
        "minutes": await cited(session, decided.id),
        "verdict": "met" if found.met else "not_met",
        "binding": edition.binding,
        "proposal": decided.purchase is not None,
        "level": graded(decided),
        "missing": [f"{one.code}: {one.title}" for one in edition.criteria if one.code in found.missing],
        "shortfalls": mending(await queries.shortfalls(session, decided.id)),
        "articles": [one.strip() for one in articles if one.strip()],
    }
    return _paper(decided, track, DECISION, decision_document(decided.id), f"Quyết định về kết quả thẩm định {edition.subject}", data)


def _paper(one: Appraisal, track: Track, form: str, which: DocumentId, title: str, data: dict[str, Any]) -> Paper:
    return Paper(which, issuer(one, track), form, ("appraisal", one.id), track_key(track.id), data, title=title, series=one.edition.series)


async def _founded(desk: Desk, session: AsyncSession, one: Appraisal, document: Document, now: datetime) -> None:
    """The council is set up: its members are invited, and vote."""
    if one.state is AppraisalState.COUNCIL:
        version = await documents.version(session, document.id, document.current)
        after = replace(one, state=AppraisalState.VOTING)
        await writes.change(session, one.id, state=after.state, founded_by=issued(document, version), convened_at=now)
        await writes.ballots(session, after)
        sitting = await queries.sitting(session, one.id)
        await invite(session, after, [member.person for member in after.sitting], sitting.meets_at, sitting.held_at, now)
        await audit.note(session, now, None, "appraisal.founded", ("appraisal", one.id))


async def _reviewed(desk: Desk, session: AsyncSession, one: Appraisal, document: Document, now: datetime) -> None:
    """The minutes are signed: that is the end, or the decision on the verdict follows."""
    if one.state is not AppraisalState.MINUTES:
        return
    if one.edition.decided:
        await writes.change(session, one.id, state=AppraisalState.REVIEWED)
        await tell(session, "appraisal_reviewed", one, await appraisal_verdicts.told_of(session, one, now), "", now)
        await audit.note(session, now, None, "appraisal.reviewed", ("appraisal", one.id))
        return
    await appraisal_verdicts.close(desk, session, one, document, now)


async def _decided(desk: Desk, session: AsyncSession, one: Appraisal, document: Document, now: datetime) -> None:
    if one.state is AppraisalState.REVIEWED:
        await appraisal_verdicts.close(desk, session, one, document, now)


Follows = Callable[[Desk, AsyncSession, Appraisal, Document, datetime], Awaitable[None]]
SIGNED: Mapping[str, Follows] = {FOUNDING: _founded, MINUTES: _reviewed, DECISION: _decided}
"""Form → what its last signature changes."""


async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> None:
    """What a paper of an appraisal changes, once everybody has signed it."""
    one = await appraisals.appraisal_of(desk, session, document)
    await SIGNED[document.form](desk, session, one, document, now)
    if one.verdict and not one.verdict.met and document.form != FOUNDING:
        told = await appraisal_verdicts.told_of(session, one, now)
        await tell(session, "appraisal_not_met", one, told, str(document.id), now, codes=", ".join(one.verdict.missing))
