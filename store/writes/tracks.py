"""Writes of tracks: milestones that changed, reports, judgements, papers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import Evidence
from domain.names import DocumentId, PersonId, PositionId, TrackId
from domain.tracks import Track
from store.tables.tracks import MilestoneDocumentRow, MilestoneRow, ReportFileRow, ReportRow, TrackRow
from store.writes.milestones import past

KEPT = ("state", "since", "claim", "done_on", "reported_by", "accepted_by", "sent_back", "reports", "mend_by")


@dataclass(frozen=True)
class Words:
    """What a report says."""

    note: str = ""
    paper: str = ""
    files: tuple[Evidence, ...] = ()
    document: DocumentId | None = None
    on_behalf_of: str = ""
    """Name of the unit whose act it is, when the department records it."""


async def change(session: AsyncSession, before: Track, after: Track, now: datetime) -> None:
    """Keeps what an act or an event changed, and how each milestone stands from now on."""
    changed = [one for was, one in zip(before.milestones, after.milestones, strict=True) if was != one]
    if changed:
        of = [{"track": after.id, "code": one.code, **{name: getattr(one, name) for name in KEPT}} for one in changed]
        await session.execute(update(MilestoneRow), of)
        await past(session, select(TrackRow.id).where(TrackRow.id == after.id), [one.code for one in changed], now)
    if (before.heard_at, before.live_from) != (after.heard_at, after.live_from):
        values = {"heard_at": after.heard_at, "live_from": after.live_from}
        await session.execute(update(TrackRow).where(TrackRow.id == after.id).values(values))


async def report(
    session: AsyncSession, after: Track, milestone: str, words: Words, person: PersonId, position: PositionId, now: datetime
) -> None:
    """Keeps the milestone's newest report with its evidence."""
    one = after.of(milestone)
    row = {
        "track": after.id,
        "milestone": milestone,
        "number": one.reports,
        "claim": one.claim,
        "done_on": one.done_on,
        "paper": words.paper,
        "note": words.note,
        "document": words.document,
        "on_behalf_of": words.on_behalf_of,
        "person": person,
        "position": position,
        "at": now,
    }
    await session.execute(insert(ReportRow).values(row))
    of = {"track": after.id, "milestone": milestone, "report": one.reports}
    if files := [{**of, "sha256": file.sha256, "name": file.name, "size": file.size} for file in words.files]:
        await session.execute(insert(ReportFileRow).values(files).on_conflict_do_nothing())


async def judge(session: AsyncSession, after: Track, milestone: str, how: str, by: PersonId, note: str, paper: str, now: datetime) -> None:
    """Marks the newest report `accepted` or `sent_back`."""
    r = ReportRow
    of = (r.track == after.id, r.milestone == milestone, r.number == after.of(milestone).reports)
    values = {"judged": how, "judged_by": by, "judged_at": now, "judged_note": note, "judged_paper": paper}
    await session.execute(update(r).where(*of).values(values))


async def document(session: AsyncSession, which: DocumentId, track: TrackId, milestone: str, live_from: date | None = None) -> None:
    """Ties a document to the milestone it ends; a new version may name another day."""
    row = {"document": which, "track": track, "milestone": milestone, "live_from": live_from}
    new = insert(MilestoneDocumentRow).values(row)
    await session.execute(new.on_conflict_do_update(index_elements=["document"], set_={"live_from": live_from}))
