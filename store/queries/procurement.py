"""Reads of purchases: one with its history, those of a track, every item of a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId, FacilityId, PersonId, PlanId, ProcurementId, TrackId
from domain.people import Position
from domain.procurement import Procurement, ProcurementState
from domain.procurement_events import Did
from domain.procurement_items import Item
from domain.procurement_routes import RouteStep, StepKind, Way
from store.queries.plans import TITLE, reached_by
from store.queries.tracks import TrackLine
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.procurement import (
    ProcurementEventRow,
    ProcurementItemRow,
    ProcurementPaperRow,
    ProcurementRow,
)
from store.tables.tracks import TrackRow

NOBODY: frozenset[PersonId] = frozenset()
ROUTE = TypeAdapter(tuple[RouteStep, ...])


@dataclass(frozen=True)
class ProcurementLine:
    """A purchase as a list shows it."""

    procurement: Procurement
    facility: str


@dataclass(frozen=True)
class ProcurementPaper:
    """Which step of which purchase a document ends."""

    document: DocumentId
    procurement: ProcurementId
    step: str
    version: int


async def procurement(session: AsyncSession, which: ProcurementId, lock: bool = False) -> Procurement:
    """Raises: NotFound."""
    if lock:
        await session.execute(select(ProcurementRow.id).where(ProcurementRow.id == which).with_for_update())
    found = await _all(session, _asked().where(ProcurementRow.id == which))
    if not found:
        raise NotFound("procurement", which)
    return found[0].procurement


async def titles(session: AsyncSession, which: Iterable[ProcurementId]) -> dict[ProcurementId, str]:
    """What each is called."""
    rows = await session.execute(select(ProcurementRow.id, ProcurementRow.title).where(ProcurementRow.id.in_(list(which))))
    return {ProcurementId(one): title for one, title in rows}


async def of_track(session: AsyncSession, which: TrackId) -> list[Procurement]:
    """In the order in which they were opened."""
    return [one.procurement for one in await _all(session, _asked().where(ProcurementRow.track == which))]


async def of_plan(session: AsyncSession, position: Position, which: PlanId) -> list[ProcurementLine]:
    """Those of the plan that the position reaches, by facility."""
    return await _all(session, _asked().where(TrackRow.plan == which, reached_by(position)))


async def units(session: AsyncSession, position: Position, which: PlanId) -> list[TrackLine]:
    """Whose tracks of the plan the position reaches, by name."""
    t, p, f = TrackRow, PlanRow, FacilityRow
    rows = await session.execute(
        select(t.id, p.id, p.code, TITLE, f.id, f.name)
        .join(p, p.id == t.plan)
        .join(f, f.id == t.facility)
        .where(t.plan == which, reached_by(position))
        .order_by(f.name, t.id)
    )
    return [TrackLine(TrackId(a), PlanId(b), code, title, FacilityId(c), name) for a, b, code, title, c, name in rows]


async def papers(session: AsyncSession, which: ProcurementId) -> list[ProcurementPaper]:
    p = ProcurementPaperRow
    rows = await session.execute(select(p).where(p.procurement == which))
    return [ProcurementPaper(DocumentId(row.document), which, row.step, row.version) for row in rows.scalars()]


async def redrawn(session: AsyncSession, one: Procurement) -> bool:
    """Whether a proposal was drawn up of it as it stands."""
    first = {step.code for step in one.route if step.kind is StepKind.PROPOSAL}
    return any(paper.step in first and paper.version == one.version for paper in await papers(session, one.id))


async def paper(session: AsyncSession, document: DocumentId) -> ProcurementPaper | None:
    """None for a document that is no purchase's."""
    row = await session.get(ProcurementPaperRow, document)
    return ProcurementPaper(document, ProcurementId(row.procurement), row.step, row.version) if row else None


def _asked() -> Select[ProcurementRow, UUID, str, str, str]:
    r, t, p, f = ProcurementRow, TrackRow, PlanRow, FacilityRow
    return (
        select(r, t.plan, t.facility, p.department, f.name)
        .join(t, t.id == r.track)
        .join(p, p.id == t.plan)
        .join(f, f.id == t.facility)
        .order_by(t.facility != p.department, f.name, r.opened_at, r.id)
        .execution_options(populate_existing=True)
    )


async def _all(session: AsyncSession, query: Select[ProcurementRow, UUID, str, str, str]) -> list[ProcurementLine]:
    rows = (await session.execute(query)).all()
    which = [row.id for row, *_ in rows]
    items, authors = await _items(session, which), await authors_of(session, which)
    return [
        ProcurementLine(_procurement(row, PlanId(plan), facility, department, items.get(row.id, ()), authors.get(row.id, NOBODY)), name)
        for row, plan, facility, department, name in rows
    ]


async def _items(session: AsyncSession, which: Iterable[UUID]) -> dict[UUID, tuple[Item, ...]]:
    i = ProcurementItemRow
    told = (i.number, i.name, i.unit, i.quantity, i.price, i.category, i.fund, i.line, i.why, i.approved, i.contracted, i.contract_price)
    query = select(i.procurement, *told, i.delivered, i.accepted, i.paid).where(i.procurement.in_(list(which)))
    found: dict[UUID, tuple[Item, ...]] = {}
    for one, *said in await session.execute(query.order_by(i.procurement, i.number)):
        found[one] = (*found.get(one, ()), Item(*said))
    return found


async def authors_of(session: AsyncSession, which: Iterable[UUID]) -> dict[UUID, frozenset[PersonId]]:
    """Who opened or edited each."""
    e = ProcurementEventRow
    rows = await session.execute(select(e.procurement, e.by).where(e.procurement.in_(list(which)), e.did.in_((Did.OPENED, Did.EDITED))))
    found: dict[UUID, frozenset[PersonId]] = {}
    for one, by in rows:
        found[one] = found.get(one, NOBODY) | ({PersonId(by)} if by else NOBODY)
    return found


def _procurement(
    row: ProcurementRow, plan: PlanId, facility: str, department: str, items: tuple[Item, ...], authors: frozenset[PersonId]
) -> Procurement:
    return Procurement(
        ProcurementId(row.id),
        TrackId(row.track),
        plan,
        FacilityId(facility),
        FacilityId(department),
        row.title,
        Way(row.way),
        row.milestone,
        row.edition,
        ROUTE.validate_python(row.route),
        items,
        ProcurementState(row.state),
        row.passed,
        row.version,
        PersonId(row.opened_by),
        row.opened_at,
        row.events,
        row.supplier,
        authors,
    )


async def judged_by(session: AsyncSession, which: ProcurementId, papers: Sequence[DocumentId]) -> bool:
    """Whether one of these papers of a council has moved the purchase."""
    e = ProcurementEventRow
    found = select(e.number).where(e.procurement == which, e.did == Did.JUDGED, e.document.in_(papers)).limit(1)
    return (await session.execute(found)).first() is not None
