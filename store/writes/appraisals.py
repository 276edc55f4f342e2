"""Writes of appraisals: evidence, council, votes, verdict."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.appraisals import Vote
from domain.councils import Appraisal, AppraisalState
from domain.evidence import Evidence
from domain.names import AppraisalId, DocumentId, PersonId, TrackId
from store.tables.appraisals import AppraisalRow, ExhibitRow, MemberRow, VoteRow


async def appraisal(session: AsyncSession, new: Appraisal, by: PersonId, now: datetime) -> None:
    """The next appraisal of the track, whose row the caller has locked."""
    a = AppraisalRow
    last = (await session.execute(select(func.max(a.number)).where(a.track == new.track))).scalar_one()
    row = {
        "id": new.id,
        "track": new.track,
        "number": (last or 0) + 1,
        "council": new.edition.council,
        "edition": new.edition.edition,
        "state": new.state,
        "triggered_by": by,
        "triggered_at": now,
    }
    await session.execute(insert(a).values(row))


async def exhibit(session: AsyncSession, track: TrackId, criterion: str, file: Evidence, by: PersonId, now: datetime) -> None:
    """The newest evidence of a criterion; the track's row is locked by the caller."""
    e = ExhibitRow
    last = (await session.execute(select(func.max(e.number)).where(e.track == track, e.criterion == criterion))).scalar_one()
    row = {
        "track": track,
        "criterion": criterion,
        "number": (last or 0) + 1,
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "person": by,
        "at": now,
    }
    await session.execute(insert(e).values(row))


async def convene(
    session: AsyncSession, after: Appraisal, titles: Mapping[PersonId, str], founded_by: str, held_at: str, now: datetime
) -> None:
    rows = [{"appraisal": after.id, "person": one.person, "seat": one.seat, "title": titles[one.person]} for one in after.members]
    await session.execute(insert(MemberRow).values(rows))
    await _change(session, after.id, state=after.state, founded_by=founded_by, held_at=held_at, convened_at=now)


async def vote(session: AsyncSession, which: AppraisalId, cast: Vote, now: datetime) -> None:
    """Keeps the vote; a member's later one replaces it."""
    newest = {"met": cast.met, "note": cast.note, "evidence": cast.evidence, "at": now}
    row = {"appraisal": which, "person": cast.person, "criterion": cast.criterion, **newest}
    of = ["appraisal", "person", "criterion"]
    await session.execute(insert(VoteRow).values(row).on_conflict_do_update(index_elements=of, set_=newest))


async def decide(session: AsyncSession, after: Appraisal, conclusion: str, minutes: DocumentId, now: datetime) -> None:
    """Keeps the verdict and the evidence it was found on."""
    found = after.verdict
    if found is None:
        return
    await _change(
        session,
        after.id,
        state=after.state,
        met=found.met,
        missing=list(found.missing),
        advised=list(found.advised),
        evidence=found.evidence,
        decided_at=now,
        conclusion=conclusion,
        minutes=minutes,
    )


async def close(session: AsyncSession, which: AppraisalId, now: datetime) -> None:
    await _change(session, which, state=AppraisalState.CLOSED, closed_at=now)


async def _change(session: AsyncSession, which: AppraisalId, **values: object) -> None:
    await session.execute(update(AppraisalRow).where(AppraisalRow.id == which).values(**values))
