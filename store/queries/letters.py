"""Reads of the letters that remind late units of a plan, and of who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.letters import LateUnit, LateWork, Reminded
from domain.names import DocumentId, FacilityId, PlanId, TrackId
from domain.tracks import WAITS, State
from store.queries.signatures import Document, Version, document_of, versions_of
from store.tables.acts import AuditRow
from store.tables.letters import ReminderLetterRow, ReminderLetterUnitRow
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import MilestoneRow, TrackRow

L, U = ReminderLetterRow, ReminderLetterUnitRow


@dataclass(frozen=True)
class Letter:
    """A letter with its newest version."""

    document: Document
    version: Version
    plan: PlanId
    as_of: date
    by_when: date
    sent_at: datetime | None
    """When everybody had signed and its units were told; None before."""
    units: int


async def late(session: AsyncSession, which: PlanId, today: date) -> list[LateUnit]:
    """The plan's units with work over its last day, also what they have not declared, by name; the department itself is left out:
    nobody writes to themselves.
    """
    m, t, f = MilestoneRow, TrackRow, FacilityRow
    rows = await session.execute(
        select(t.id, f.id, f.name, m.code, m.spec["title"].astext, m.spec["deliverable"].astext, m.due, m.state)
        .join(t, t.id == m.track)
        .join(PlanRow, PlanRow.id == t.plan)
        .join(f, f.id == t.facility)
        .where(t.plan == which, t.facility != PlanRow.department, m.state.in_(WAITS), m.due < today)
        .order_by(f.name, t.id, m.number)
    )
    found = groupby(rows.all(), lambda row: (row[0], row[1], row[2]))
    return [
        LateUnit(TrackId(track), FacilityId(facility), name, tuple(_work(row[3], row[4], row[5], row[6], row[7], today) for row in of))
        for (track, facility, name), of in found
    ]


def _work(code: str, title: str, deliverable: str, due: date | None, state: str, today: date) -> LateWork:
    assert due is not None, "asked for"
    return LateWork(code, title, deliverable, due, (today - due).days, state == State.UNDECLARED)


async def letter(session: AsyncSession, which: DocumentId) -> Letter:
    """Raises: NotFound."""
    found = await _letters(session, L.document == which)
    if not found:
        raise NotFound("letter", which)
    return found[0]


async def of_plan(session: AsyncSession, which: PlanId) -> list[Letter]:
    """Newest first."""
    return await _letters(session, L.plan == which)


async def _letters(session: AsyncSession, those: ColumnElement[bool]) -> list[Letter]:
    d, v = DocumentRow, VersionRow
    units = select(func.count()).where(U.letter == L.document).scalar_subquery()
    rows = (
        await session.execute(
            select(d, v, L, units)
            .join(d, d.id == L.document)
            .join(v, and_(v.document == d.id, v.number == d.current))
            .where(those)
            .order_by(v.made_at.desc(), d.id)
        )
    ).all()
    versions = await versions_of(session, [row[1] for row in rows])
    return [
        Letter(document_of(row), version, PlanId(one.plan), one.as_of, one.by_when, one.sent_at, many)
        for (row, _, one, many), version in zip(rows, versions, strict=True)
    ]


@dataclass(frozen=True)
class Unit:
    """A unit a letter goes to."""

    track: TrackId
    facility: FacilityId
    name: str
    codes: tuple[str, ...]
    """Its late milestones that the letter names."""


async def units(session: AsyncSession, which: DocumentId) -> list[Unit]:
    """By name."""
    rows = await session.execute(
        select(U.track, FacilityRow.id, FacilityRow.name, U.milestones)
        .join(TrackRow, TrackRow.id == U.track)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(U.letter == which)
        .order_by(FacilityRow.name, U.track)
    )
    return [Unit(TrackId(track), FacilityId(facility), name, tuple(one["code"] for one in named)) for track, facility, name, named in rows]


async def heard(session: AsyncSession, tracks: Iterable[TrackId]) -> frozenset[TrackId]:
    """Those of these units whom the calendar reminded of anything, or a letter that was sent."""
    wanted, a = list(tracks), AuditRow
    of = (a.subject_kind == "track", a.subject.in_([str(one) for one in wanted]), a.act == "track.remind")
    rung = (await session.execute(select(a.subject).where(*of).distinct())).scalars()
    return frozenset({TrackId(UUID(one)) for one in rung} | {*(await reminded(session, wanted))})


async def sent_to(session: AsyncSession, which: DocumentId, facility: FacilityId) -> bool:
    """Whether the letter is signed and goes to a unit that is this facility: before that no unit sees it."""
    mine = exists().where(U.letter == which, U.track == TrackRow.id, TrackRow.facility == facility)
    return bool((await session.execute(select(L.document).where(L.document == which, L.sent_at.is_not(None), mine))).first())


async def reminded(session: AsyncSession, tracks: Iterable[TrackId], unsent: bool = False) -> dict[TrackId, list[Reminded]]:
    """Track → the letters that reminded it, newest first; with `unsent` those being signed too."""
    v = VersionRow
    open_or_sent = L.sent_at.is_not(None) | v.ended.is_(None) if unsent else L.sent_at.is_not(None)
    rows = await session.execute(
        select(U.track, L.document, v.issue_number, v.series, v.issued_on, L.as_of, L.by_when, L.sent_at, U.milestones)
        .join(L, L.document == U.letter)
        .join(DocumentRow, DocumentRow.id == L.document)
        .join(v, and_(v.document == DocumentRow.id, v.number == DocumentRow.current))
        .where(U.track.in_(list(tracks)), open_or_sent)
        .order_by(v.made_at.desc())
    )
    found: dict[TrackId, list[Reminded]] = {}
    for track, document, number, series, issued_on, as_of, by_when, sent_at, named in rows:
        cited = f"{number:02}/{series}" if number else ""
        codes = tuple(one["code"] for one in named)
        one = Reminded(DocumentId(document), cited, issued_on or as_of, by_when, sent_at is not None, codes)
        found.setdefault(TrackId(track), []).append(one)
    return found
