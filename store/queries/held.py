"""Which open holds reach which records: as a condition for many records, and for one by name.

A hold reaches what was listed, every record of its patient, and, when it stands, whatever its query finds when somebody asks.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ARRAY, ColumnElement, Subquery, Uuid, and_, any_, bindparam, exists, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import VIETNAM, day
from domain.holds import Case, CaseKind, Hold, Query, Scope
from domain.names import DepartmentId, FacilityId, HoldId, PatientId, PersonId, RecordId
from domain.records import RecordKind
from store.tables.holds import HeldRow, HoldRow
from store.tables.records import RecordRow

ASKED = (
    (HoldRow.department, RecordRow.department),
    (HoldRow.doctor, RecordRow.doctor),
    (HoldRow.retention_class, RecordRow.retention_class),
    (HoldRow.record_kind, RecordRow.kind),
)
"""Condition of a query (null: any) and the record's column that must be equal to it."""


def is_held() -> ColumnElement[bool]:
    """Whether any open hold reaches the record of the enclosing select: whoever disposes asks it in bulk.

    Whoever destroys first keeps holds from being placed (`store.writes.holds.still`), else one may come between asking and acting.
    """
    h = HoldRow
    listed = exists().where(HeldRow.record == RecordRow.id, h.id == HeldRow.hold, h.lifted_at.is_(None))
    patients = exists().where(h.patient == RecordRow.patient, h.lifted_at.is_(None))
    return or_(listed, patients, exists().where(standing()))


def standing() -> ColumnElement[bool]:
    """Whether a standing hold's query finds the record, both of the enclosing select."""
    h, r = HoldRow, RecordRow
    fits = (or_(asked.is_(None), asked == said) for asked, said in ASKED)
    since = or_(h.admitted_from.is_(None), r.opened_at >= h.admitted_from)
    before = or_(h.admitted_before.is_(None), r.opened_at < h.admitted_before)
    return and_(h.standing, h.lifted_at.is_(None), h.facility == r.facility, *fits, since, before)


def found_by(facility: FacilityId, query: Query) -> list[ColumnElement[bool]]:
    """Which records a query finds now; as `standing` says it of a row."""
    r = RecordRow
    since, end = bounds(query)
    equal = (
        (r.department, query.department),
        (r.doctor, query.doctor),
        (r.retention_class, query.retention_class),
        (r.kind, query.record_kind),
    )
    asked = [column == value for column, value in equal if value is not None]
    return [r.facility == facility, *asked, *([r.opened_at >= since] if since else []), *([r.opened_at < end] if end else [])]


def bounds(query: Query) -> tuple[datetime | None, datetime | None]:
    """The first moment of the days of admission, and the first after them, in Vietnam."""
    end = query.admitted_to + timedelta(days=1) if query.admitted_to else None
    return _midnight(query.admitted_from), _midnight(end)


def _midnight(of: date | None) -> datetime | None:
    return datetime.combine(of, time(), VIETNAM) if of else None


async def held(session: AsyncSession, which: RecordId) -> tuple[Hold, ...]:
    """Every open hold that reaches the record, the oldest first."""
    h = HoldRow
    asked = select(h).where(h.id.in_(select(REACHING.c.hold))).order_by(h.placed_at, h.id)
    rows = await session.execute(asked, {"these": [which]})
    return tuple(hold_of(row) for row in rows.scalars())


async def among(session: AsyncSession, records: Iterable[RecordId]) -> frozenset[RecordId]:
    """Those of a page's records that any open hold reaches."""
    some = list(records)
    rows = await session.execute(AMONG, {"these": some}) if some else None
    return frozenset(RecordId(one) for one in rows.scalars()) if rows else frozenset()


async def names(session: AsyncSession, records: Sequence[RecordId]) -> dict[RecordId, tuple[tuple[HoldId, str], ...]]:
    """Record of a page → every open hold that reaches it, with the name of its case, the oldest first."""
    h, reaching = HoldRow, REACHING
    asked = select(reaching.c.record, h.id, h.case_name).join(h, h.id == reaching.c.hold).order_by(h.placed_at, h.id)
    found: dict[RecordId, tuple[tuple[HoldId, str], ...]] = {}
    for record, which, name in await session.execute(asked, {"these": list(records)}) if records else ():
        found[RecordId(record)] = (*found.get(RecordId(record), ()), (HoldId(which), name))
    return {record: tuple(dict.fromkeys(holds)) for record, holds in found.items()}


def _reaching() -> Subquery:
    """Open holds and which of `these` few records they reach: from the records, however many holds there are."""
    h, r, these = HoldRow, RecordRow, any_(bindparam("these", type_=ARRAY(Uuid)))
    listed = select(h.id.label("hold"), HeldRow.record).join(HeldRow, HeldRow.hold == h.id).where(HeldRow.record == these)
    patients = select(h.id, r.id).join(r, h.patient == r.patient).where(r.id == these)
    found = select(h.id, r.id).join(r, standing()).where(r.id == these)
    return union_all(*(one.where(h.lifted_at.is_(None)) for one in (listed, patients, found))).subquery()


REACHING = _reaching()
"""Made once: every page of a list asks it."""
AMONG = select(REACHING.c.record)


async def count(session: AsyncSession, facility: FacilityId, query: Query) -> int:
    """How many records a query finds now."""
    return (await session.execute(select(func.count()).select_from(RecordRow).where(*found_by(facility, query)))).scalar_one()


async def count_patient(session: AsyncSession, patient: PatientId) -> int:
    """How many records the patient has now."""
    return (await session.execute(select(func.count()).select_from(RecordRow).where(RecordRow.patient == patient))).scalar_one()


def hold_of(row: HoldRow) -> Hold:
    """As the rules know it."""
    return Hold(
        id=HoldId(row.id),
        facility=FacilityId(row.facility),
        case=Case(CaseKind(row.case_kind), row.case_name, row.asked_by, row.paper, row.paper_day),
        scope=Scope(row.scope),
        placed_by=PersonId(row.placed_by),
        placed_at=row.placed_at,
        review_by=row.review_by,
        found=row.found,
        patient=PatientId(row.patient) if row.patient else None,
        query=Query(
            DepartmentId(row.department) if row.department else None,
            PersonId(row.doctor) if row.doctor else None,
            day(row.admitted_from) if row.admitted_from else None,
            day(row.admitted_before) - timedelta(days=1) if row.admitted_before else None,
            row.retention_class,
            RecordKind(row.record_kind) if row.record_kind else None,
        ),
        standing=row.standing,
        lifted_by=PersonId(row.lifted_by) if row.lifted_by else None,
        lifted_at=row.lifted_at,
        lifted_paper=row.lifted_paper,
    )
