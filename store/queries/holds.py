"""Reads of holds: a page of them, one with its history, the records it reaches."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select, tuple_, union
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Incomplete, NotFound
from domain.faults import both
from domain.holds import Extension, Hold, NewHold, Query, Scope
from domain.names import FacilityId, HoldId, PatientId, PersonId, RecordId, Sha256
from domain.records import RecordKind, RecordState
from store.queries.folding import fold
from store.queries.held import bounds, found_by, hold_of
from store.tables.holds import ExtensionRow, HeldRow, HoldRow
from store.tables.people import DepartmentRow
from store.tables.records import PatientRow, RecordRow

PAGE = 50
"""Lines of one page."""


class Shown(StrEnum):
    """Which of a facility's holds a list shows."""

    OPEN = "open"
    DUE = "due"
    """Open, and the day of review has passed."""
    LIFTED = "lifted"


@dataclass(frozen=True)
class HoldLine:
    """A hold as a list shows it."""

    hold: Hold
    code: str = ""
    """Of the one record, or of the patient."""
    patient: str = ""


@dataclass(frozen=True)
class ReachedLine:
    """A record that a hold reaches; nothing clinical."""

    id: RecordId
    code: str
    patient: str
    patient_code: str
    department: str
    opened_at: datetime
    state: RecordState
    kind: RecordKind


@dataclass(frozen=True)
class Told:
    """A hold, and where its words lie."""

    hold: Hold
    reason: Sha256
    lifted_reason: Sha256 | None
    extensions: tuple[tuple[Extension, Sha256], ...]


async def listing(
    session: AsyncSession, facility: FacilityId, today: date, shown: Shown, words: str = "", after: Hold | None = None
) -> list[HoldLine]:
    """By case, then in the order in which they were placed; one more than a page when there is a next. `after`: the last one seen."""
    h = HoldRow
    query = (
        select(h, RecordRow.code, PatientRow.code, PatientRow.name)
        .outerjoin(HeldRow, (HeldRow.hold == h.id) & (h.scope == Scope.RECORD))
        .outerjoin(RecordRow, RecordRow.id == HeldRow.record)
        .outerjoin(PatientRow, PatientRow.id == func.coalesce(h.patient, RecordRow.patient))
        .where(h.facility == facility, _those(shown, today), *(h.folded.contains(one, autoescape=True) for one in fold(words).split()))
        .order_by(h.case_name, h.placed_at, h.id)
        .limit(PAGE + 1)
    )
    if after:
        query = query.where(tuple_(h.case_name, h.placed_at, h.id) > tuple_(after.case.name, after.placed_at, after.id))
    rows = await session.execute(query)
    return [HoldLine(hold_of(row), record or patient or "", name or "") for row, record, patient, name in rows]


async def tallies(session: AsyncSession, facility: FacilityId, today: date) -> dict[Shown, int]:
    """How many holds each list shows."""
    counted = select(*(func.count().filter(_those(one, today)) for one in Shown)).where(HoldRow.facility == facility)
    return dict(zip(Shown, (await session.execute(counted)).one(), strict=True))


def _those(shown: Shown, today: date) -> ColumnElement[bool]:
    h = HoldRow
    is_open = h.lifted_at.is_(None)
    return {Shown.OPEN: is_open, Shown.DUE: is_open & (h.review_by < today), Shown.LIFTED: h.lifted_at.is_not(None)}[shown]


async def hold(session: AsyncSession, which: HoldId, lock: bool = False) -> Told:
    """With its history, the oldest first. Raises: NotFound."""
    row = await session.get(HoldRow, which, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise NotFound("hold", which)
    e = ExtensionRow
    longer = await session.execute(select(e).where(e.hold == which).order_by(e.number))
    history = ((Extension(one.was, one.becomes, PersonId(one.by), one.at), Sha256(one.reason)) for one in longer.scalars())
    lifted = Sha256(row.lifted_reason) if row.lifted_reason else None
    return Told(hold_of(row), Sha256(row.reason), lifted, tuple(history))


async def reached(session: AsyncSession, one: Hold, after: tuple[datetime, RecordId] | None = None) -> list[ReachedLine]:
    """The records it reaches, or reached until it was lifted, the latest admission first; one more than a page when there is a next."""
    r = RecordRow
    query = _records().where(r.facility == one.facility, r.id.in_(_ids(one)))
    if after:
        query = query.where((r.opened_at < after[0]) | ((r.opened_at == after[0]) & (r.id > after[1])))
    return await _reached(session, query)


async def reached_count(session: AsyncSession, one: Hold) -> int:
    """How many."""
    return (await session.execute(select(func.count()).select_from(_ids(one).subquery()))).scalar_one()


def _ids(one: Hold) -> Select[object]:
    listed = select(HeldRow.record.label("id")).where(HeldRow.hold == one.id)
    living = [select(RecordRow.id).where(RecordRow.patient == one.patient)] if one.patient and one.open else []
    living += [select(RecordRow.id).where(*found_by(one.facility, one.query))] if one.standing and one.open else []
    either = union(listed, *living).subquery()
    return select(either.c.id)


async def matching(session: AsyncSession, facility: FacilityId, query: Query) -> list[ReachedLine]:
    """The first records a query finds now, the latest admission first."""
    return await _reached(session, _records().where(*found_by(facility, query)))


def _records() -> Select[RecordRow, str, str, str]:
    r, p = RecordRow, PatientRow
    return (
        select(r, p.name, p.code, DepartmentRow.name)
        .join(p, p.id == r.patient)
        .join(DepartmentRow, DepartmentRow.id == r.department)
        .order_by(r.opened_at.desc(), r.id)
        .limit(PAGE + 1)
    )


async def _reached(session: AsyncSession, query: Select[RecordRow, str, str, str]) -> list[ReachedLine]:
    return [
        ReachedLine(RecordId(row.id), row.code, name, code, department, row.opened_at, RecordState(row.state), RecordKind(row.kind))
        for row, name, code, department in await session.execute(query)
    ]


async def record_called(session: AsyncSession, facility: FacilityId, code: str) -> RecordId:
    """Raises: Incomplete."""
    rows = await session.execute(select(RecordRow.id).where(RecordRow.facility == facility, RecordRow.code == code))
    if (found := rows.scalar_one_or_none()) is None:
        raise Incomplete(both(f"code: không có hồ sơ số {code}", f"there is no record {code}"))
    return RecordId(found)


async def patient_called(session: AsyncSession, facility: FacilityId, code: str) -> PatientId:
    """By the facility's code of the patient, or by số định danh cá nhân. Raises: Incomplete."""
    p = PatientRow
    rows = await session.execute(select(p.id).where(p.facility == facility, (p.code == code) | (p.citizen_id == code)))
    found = rows.scalars().all()
    if len(found) != 1:
        raise Incomplete(both(f"code: không có người bệnh mã {code}", f"there is no patient {code}"))
    return PatientId(found[0])


async def same(
    session: AsyncSession, facility: FacilityId, new: NewHold, record: RecordId | None, patient: PatientId | None, seen: int | None
) -> Hold | None:
    """The open hold of the same case on the same record or patient, or by the same query when it also finds later ones or found as many."""
    h, (since, end) = HoldRow, bounds(new.query)
    asked = select(h).where(h.facility == facility, h.lifted_at.is_(None), h.scope == new.scope)
    asked = asked.where(h.case_kind == new.case.kind, func.lower(h.case_name) == new.case.name.strip().lower())
    if record:
        asked = asked.join(HeldRow, HeldRow.hold == h.id).where(HeldRow.record == record)
    elif patient:
        asked = asked.where(h.patient == patient)
    else:
        asked = asked.where(
            h.department.is_not_distinct_from(new.query.department),
            h.doctor.is_not_distinct_from(new.query.doctor),
            h.admitted_from.is_not_distinct_from(since),
            h.admitted_before.is_not_distinct_from(end),
            h.retention_class.is_not_distinct_from(new.query.retention_class),
            h.record_kind.is_not_distinct_from(new.query.record_kind),
            h.standing if new.standing else h.standing | (h.found == seen),
        )
    row = (await session.execute(asked.order_by(h.placed_at).limit(1))).scalars().first()
    return hold_of(row) if row else None


async def patient(session: AsyncSession, which: PatientId) -> tuple[str, str]:
    """Code and name."""
    p = PatientRow
    code, name = (await session.execute(select(p.code, p.name).where(p.id == which))).one()
    return code, name


async def to_review(session: AsyncSession, today: date, most: int) -> list[Hold]:
    """Open holds whose day of review has passed and whose passing was not told yet."""
    h = HoldRow
    untold = h.told_for.is_distinct_from(h.review_by)
    rows = await session.execute(
        select(h).where(h.lifted_at.is_(None), h.review_by < today, untold).order_by(h.facility, h.review_by).limit(most)
    )
    return [hold_of(row) for row in rows.scalars()]
