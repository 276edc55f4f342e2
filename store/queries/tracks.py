"""Reads of tracks: state by rule, the plan's words, reports with their evidence, papers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.declarations import Claim
from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import DocumentId, FacilityId, PersonId, PlanId, Sha256, TrackId
from domain.parts import Kind
from domain.people import Position
from domain.plans import Milestone
from domain.tracks import Progress, State, Track
from store.queries.plans import TITLE, reached_by
from store.tables.people import FacilityRow, PersonRow
from store.tables.plans import PlanRow
from store.tables.tracks import DeclarationRow, MilestoneDocumentRow, MilestoneRow, ReportFileRow, ReportRow, TrackRow

SPEC = TypeAdapter(Milestone)


@dataclass(frozen=True)
class Report:
    """One report of a milestone, and what became of it."""

    number: int
    claim: Claim
    done_on: date | None
    paper: str
    note: str
    document: DocumentId | None
    by: PersonId
    by_name: str
    at: datetime
    files: tuple[Evidence, ...]
    judged: str
    """`accepted`, `sent_back` or empty."""
    judged_by: PersonId | None
    judged_at: datetime | None
    judged_note: str
    judged_paper: str
    on_behalf_of: str = ""
    """Name of the unit whose act it is, when the department recorded it."""
    declared: bool = False
    """It came with the declaration of what was done before the plan was opened here."""


@dataclass(frozen=True)
class TrackLine:
    """A track as a list shows it."""

    track: TrackId
    plan: PlanId
    plan_code: str
    plan_title: str
    facility: FacilityId
    facility_name: str


@dataclass(frozen=True)
class MilestoneDocument:
    """Which milestone a document ends."""

    document: DocumentId
    track: TrackId
    milestone: str
    live_from: date | None


@dataclass(frozen=True)
class Closed:
    """Of a facility that is no more: its last day, the decision, who took it over."""

    on: date
    paper: str
    successor: str


async def closed(session: AsyncSession, which: TrackId) -> Closed | None:
    t, f = TrackRow, FacilityRow
    query = select(t.closed_on, t.closed_paper, f.name).outerjoin(f, f.id == t.successor).where(t.id == which)
    on, paper, successor = (await session.execute(query)).one()
    return Closed(on, paper, successor or "") if on else None


async def dropped(session: AsyncSession, which: TrackId) -> list[tuple[str, str]]:
    """Code and title of what a later edition dropped, or of everything once the facility is no more."""
    m = MilestoneRow
    query = select(m.code, m.spec["title"].astext).where(m.track == which, m.state == State.DROPPED).order_by(m.number, m.code)
    return [(code, title) for code, title in await session.execute(query)]


async def exists(session: AsyncSession, which: TrackId) -> bool:
    return await session.get(TrackRow, which) is not None


async def track(session: AsyncSession, which: TrackId, lock: bool = False, dropped: bool = False) -> Track:
    """`dropped`: with what a later edition of the plan has no more. Raises: NotFound."""
    if lock:
        await session.execute(select(TrackRow.id).where(TrackRow.id == which).with_for_update())
    found = await tracks(session, [which], dropped)
    if not found:
        raise NotFound("track", which)
    return found[0]


async def tracks(session: AsyncSession, which: Iterable[TrackId], dropped: bool = False) -> list[Track]:
    """Tracks with their milestones in the plan's order; in the order asked for."""
    wanted = list(which)
    heads = await session.execute(
        select(TrackRow, PlanRow.department)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .where(TrackRow.id.in_(wanted))
        .execution_options(populate_existing=True)
    )
    by_track = await _milestones(session, wanted, dropped)
    found = {head.id: _track(head, department, tuple(by_track.get(head.id, ()))) for head, department in heads}
    return [found[one] for one in wanted if one in found]


def _track(row: TrackRow, department: str, milestones: tuple[Progress, ...]) -> Track:
    return Track(
        TrackId(row.id),
        PlanId(row.plan),
        FacilityId(row.facility),
        FacilityId(department),
        row.opened_at,
        row.heard_at,
        milestones,
        row.live_from,
        row.closed_on,
    )


async def _milestones(session: AsyncSession, which: list[TrackId], dropped: bool) -> dict[UUID, list[Progress]]:
    """As columns, not as objects with all the plan's words: a board reads some 1,700 of them."""
    m = MilestoneRow
    told = (m.track, m.code, m.spec["kind"].astext, m.due, m.spec["after"], m.state, m.since, m.claim, m.done_on)
    rows = await session.execute(
        select(*told, m.reported_by, m.accepted_by, m.sent_back, m.reports, m.mend_by)
        .where(m.track.in_(which), *_runs(dropped))
        .order_by(m.track, m.number)
    )
    found: dict[UUID, list[Progress]] = {}
    for of, code, kind, due, after, state, since, claim, done_on, reported_by, accepted_by, sent_back, reports, mend_by in rows:
        said = Claim(claim) if claim else None
        one = Progress(
            code, Kind(kind), due, tuple(after), State(state), since, said, done_on, reported_by, accepted_by, sent_back, reports, mend_by
        )
        found.setdefault(of, []).append(one)
    return found


def _runs(dropped: bool) -> tuple[ColumnElement[bool], ...]:
    return () if dropped else (MilestoneRow.state != State.DROPPED,)


async def specs(session: AsyncSession, which: TrackId, dropped: bool = False) -> list[Milestone]:
    """What the plan says of each milestone, in its order; `dropped` as in `track`."""
    m = MilestoneRow
    rows = await session.execute(select(m.spec).where(m.track == which, *_runs(dropped)).order_by(m.number))
    return [SPEC.validate_python(spec) for spec in rows.scalars()]


async def titles(session: AsyncSession, which: Collection[TrackId]) -> dict[TrackId, dict[str, str]]:
    """Track → code → what the plan calls the milestone, in its order."""
    m = MilestoneRow
    told = select(m.track, m.code, m.spec["title"].astext)
    rows = await session.execute(told.where(m.track.in_(which), *_runs(False)).order_by(m.number))
    found: dict[TrackId, dict[str, str]] = {one: {} for one in which}
    for track, code, title in rows:
        found[TrackId(track)][code] = title
    return found


async def dues(session: AsyncSession, plan: PlanId, code: str, which: Collection[TrackId] = ()) -> dict[date | None, list[TrackId]]:
    """The last days a milestone has in these tracks of the plan, or in all, each with its tracks."""
    m = MilestoneRow
    running = (TrackRow.plan == plan, TrackRow.closed_on.is_(None), m.code == code, *_runs(False))
    query = select(m.due, m.track).join(TrackRow, TrackRow.id == m.track).where(*running)
    found: dict[date | None, list[TrackId]] = {}
    for due, track in await session.execute(query.where(*((m.track.in_(which),) if which else ())).order_by(m.track)):
        found.setdefault(due, []).append(TrackId(track))
    return found


async def facilities(session: AsyncSession, plan: PlanId, which: Collection[TrackId] = ()) -> list[FacilityId]:
    """Whose running tracks these are, or all of the plan's."""
    named = (TrackRow.id.in_(which),) if which else ()
    query = select(TrackRow.facility).where(TrackRow.plan == plan, TrackRow.closed_on.is_(None), *named)
    return [FacilityId(one) for one in (await session.execute(query)).scalars()]


async def mine(session: AsyncSession, position: Position, limit: int = 51) -> list[TrackLine]:
    """Tracks this position reaches, newest plan first."""
    t, p, f = TrackRow, PlanRow, FacilityRow
    rows = await session.execute(
        select(t.id, p.id, p.code, TITLE, f.id, f.name)
        .join(p, p.id == t.plan)
        .join(f, f.id == t.facility)
        .where(reached_by(position))
        .order_by(p.opened_at.desc(), f.name)
        .limit(limit)
    )
    return [TrackLine(TrackId(a), PlanId(b), code, title, FacilityId(c), name) for a, b, code, title, c, name in rows]


async def reports(session: AsyncSession, which: TrackId, milestone: str) -> list[Report]:
    """Every report of a milestone, oldest first."""
    return (await reports_of(session, which, [milestone]))[milestone]


async def reports_of(session: AsyncSession, which: TrackId, milestones: Collection[str]) -> dict[str, list[Report]]:
    """Milestone → its reports, oldest first."""
    r, f, d = ReportRow, ReportFileRow, DeclarationRow
    files = await session.execute(select(f).where(f.track == which, f.milestone.in_(milestones)).order_by(f.name, f.sha256))
    by_report: dict[tuple[str, int], list[Evidence]] = {}
    for file in files.scalars():
        by_report.setdefault((file.milestone, file.report), []).append(Evidence(file.name, Sha256(file.sha256), file.size))
    rows = await session.execute(
        select(r, PersonRow.name, d.report.is_not(None))
        .join(PersonRow, PersonRow.id == r.person)
        .outerjoin(d, and_(d.track == r.track, d.milestone == r.milestone, d.report == r.number))
        .where(r.track == which, r.milestone.in_(milestones))
        .order_by(r.number)
    )
    found: dict[str, list[Report]] = {one: [] for one in milestones}
    for row, name, declared in rows:
        found[row.milestone].append(_report(row, name, tuple(by_report.get((row.milestone, row.number), ())), declared))
    return found


def _report(row: ReportRow, name: str, files: tuple[Evidence, ...], declared: bool) -> Report:
    return Report(
        row.number,
        Claim(row.claim),
        row.done_on,
        row.paper,
        row.note,
        DocumentId(row.document) if row.document else None,
        PersonId(row.person),
        name,
        row.at,
        files,
        row.judged or "",
        PersonId(row.judged_by) if row.judged_by else None,
        row.judged_at,
        row.judged_note or "",
        row.judged_paper or "",
        row.on_behalf_of,
        declared,
    )


async def file(session: AsyncSession, which: TrackId, sha256: Sha256) -> Evidence:
    """An evidence file of one of the track's reports. Raises: NotFound."""
    rows = await session.execute(select(ReportFileRow).where(ReportFileRow.track == which, ReportFileRow.sha256 == sha256).limit(1))
    row = rows.scalar_one_or_none()
    if row is None:
        raise NotFound("evidence", sha256)
    return Evidence(row.name, Sha256(row.sha256), row.size)


async def milestone_document(session: AsyncSession, document: DocumentId) -> MilestoneDocument:
    """Raises: NotFound."""
    row = await session.get(MilestoneDocumentRow, document)
    if row is None:
        raise NotFound("milestone_document", document)
    return MilestoneDocument(DocumentId(row.document), TrackId(row.track), row.milestone, row.live_from)


async def documents(session: AsyncSession, which: TrackId) -> dict[str, DocumentId]:
    """Milestone → the document it ends in, as far as it was drafted."""
    rows = await session.execute(select(MilestoneDocumentRow).where(MilestoneDocumentRow.track == which))
    return {row.milestone: DocumentId(row.document) for row in rows.scalars()}
