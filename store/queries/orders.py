"""Reads of orders, their lines and result sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DepartmentId, DocumentId, OrderId, PersonId, RecordId
from domain.orders import Line, LineState, Order, Sheet
from store.queries.held import among
from store.tables.orders import LineRow, OrderRow, ResultRow
from store.tables.people import DepartmentRow, PersonRow
from store.tables.records import PatientRow, RecordRow


@dataclass(frozen=True)
class WorkLine:
    """A line as the performing department's list shows it."""

    order: OrderId
    record: RecordId
    number: int
    name: str
    state: LineState
    patient: str
    record_code: str
    birth_year: int
    doctor: str
    ordered_in: str
    ordered_at: datetime
    held: bool
    """A hold keeps the record from disposal."""


async def exists(session: AsyncSession, which: OrderId) -> bool:
    return await session.get(OrderRow, which) is not None


async def performed_in(session: AsyncSession, sheet: DocumentId) -> frozenset[DepartmentId]:
    """Which departments perform the lines that a result sheet answers."""
    answered = and_(LineRow.order == ResultRow.order, LineRow.number == ResultRow.lines.any_())
    rows = await session.execute(select(LineRow.department).join(ResultRow, answered).where(ResultRow.document == sheet).distinct())
    return frozenset(map(DepartmentId, rows.scalars()))


async def order(session: AsyncSession, which: OrderId, lock: bool = False) -> Order:
    """Raises: NotFound."""
    row = await session.get(OrderRow, which, with_for_update=lock)
    if row is None:
        raise NotFound("order", which)
    return (await _orders(session, [row]))[0]


async def _orders(session: AsyncSession, rows: Sequence[OrderRow]) -> list[Order]:
    """These orders with their lines and sheets, in two questions."""
    fresh, these = {"populate_existing": True}, [row.id for row in rows]
    found = await session.execute(select(LineRow).where(LineRow.order.in_(these)).order_by(LineRow.number).execution_options(**fresh))
    lines, sheets = found.scalars().all(), select(ResultRow).where(ResultRow.order.in_(these)).order_by(ResultRow.document)
    results = (await session.execute(sheets.execution_options(**fresh))).scalars().all()
    return [
        Order(
            OrderId(row.id),
            RecordId(row.record),
            PersonId(row.doctor),
            DepartmentId(row.department),
            tuple(_line(one) for one in lines if one.order == row.id),
            tuple(_sheet(one) for one in results if one.order == row.id),
        )
        for row in rows
    ]


def _line(row: LineRow) -> Line:
    return Line(row.number, row.service, row.name, DepartmentId(row.department), LineState(row.state), row.reason, row.kind)


def _sheet(row: ResultRow) -> Sheet:
    return Sheet(
        DocumentId(row.document),
        tuple(row.lines),
        row.complete_at,
        row.acknowledged_at,
        row.critical_at,
        row.heard_at,
        row.told,
        row.amended_at,
        row.amended_grave,
        row.amended_known_at,
        row.amended_told,
    )


async def document_of(session: AsyncSession, which: OrderId) -> DocumentId:
    row = await session.get(OrderRow, which)
    if row is None:
        raise NotFound("order", which)
    return DocumentId(row.document)


async def of_record(session: AsyncSession, record: RecordId) -> list[Order]:
    """The record's orders, oldest first."""
    rows = await session.execute(select(OrderRow).where(OrderRow.record == record).order_by(OrderRow.ordered_at, OrderRow.id))
    return await _orders(session, rows.scalars().all())


async def order_of(session: AsyncSession, result: DocumentId) -> OrderId:
    """The order a result sheet answers. Raises: NotFound."""
    row = await session.get(ResultRow, result)
    if row is None:
        raise NotFound("result", result)
    return OrderId(row.order)


async def worklist(session: AsyncSession, department: DepartmentId, limit: int = 51) -> list[WorkLine]:
    """What this department still has to perform, oldest first."""
    o, n, r, p = OrderRow, LineRow, RecordRow, PatientRow
    found = await session.execute(
        select(n, o, r.code, p.name, p.birth, PersonRow.name, DepartmentRow.name)
        .join(o, o.id == n.order)
        .join(r, r.id == o.record)
        .join(p, p.id == r.patient)
        .join(PersonRow, PersonRow.id == o.doctor)
        .join(DepartmentRow, DepartmentRow.id == o.department)
        .where(n.department == department, n.state.in_(("ordered", "sampled", "rejected")))
        .order_by(o.ordered_at, o.id, n.number)
        .limit(limit)
    )
    rows = found.all()
    held = await among(session, {RecordId(ordered.record) for _, ordered, *_ in rows})
    return [
        WorkLine(
            OrderId(ordered.id),
            RecordId(ordered.record),
            line.number,
            line.name,
            LineState(line.state),
            patient,
            code,
            birth.year,
            doctor,
            where,
            ordered.ordered_at,
            ordered.record in held,
        )
        for line, ordered, code, patient, birth, doctor, where in rows
    ]


def alarming_rows() -> ColumnElement[bool]:
    """Result sheets with a critical value that nobody confirmed to know."""
    s = ResultRow
    return and_(s.critical_at.is_not(None), s.heard_at.is_(None), s.acknowledged_at.is_(None))


async def unfinished(session: AsyncSession) -> list[OrderId]:
    """Orders whose workflow should be open."""
    open_lines = select(LineRow.order).where(LineRow.state.not_in(("approved", "cancelled")))
    unseen = select(ResultRow.order).where(ResultRow.complete_at.is_not(None), ResultRow.acknowledged_at.is_(None))
    alarming = select(ResultRow.order).where(alarming_rows())
    s = ResultRow
    amended = select(s.order).where(s.amended_at.is_not(None), s.amended_known_at.is_(None), s.acknowledged_at.is_(None))
    rows = await session.execute(open_lines.union(unseen, alarming, amended))
    return [OrderId(one) for one in rows.scalars()]
