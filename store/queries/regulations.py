"""Reads of regulations: one with its words and rounds, a facility's list, and what is in force on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Date, exists, func, literal, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.errors import NotFound
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, RegulationId, TrackId
from domain.regulation_drafts import Draft
from domain.regulations import OPEN, Asked, InForce, Regulation, RegulationState
from store.tables.people import DepartmentRow, PersonRow
from store.tables.regulation_rounds import RegulationAskedRow, RegulationCheckRow, RegulationCommentRow
from store.tables.regulations import RegulationRow, RegulationVersionRow

DRAFT = TypeAdapter(Draft)


@dataclass(frozen=True)
class DraftVersion:
    """One version of its words: who wrote it, when and why."""

    number: int
    draft: Draft
    note: str
    person: PersonId
    by: str
    at: datetime


@dataclass(frozen=True)
class Comment:
    """What a unit said of an article of a version, and the answer to it."""

    id: UUID
    round: int
    version: int
    article: int
    department: str
    words: str
    by: str
    at: datetime
    taken: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Check:
    """A legal check of a version."""

    version: int
    passed: bool
    words: str
    by: str
    at: datetime


async def regulation(session: AsyncSession, which: RegulationId, lock: bool = False) -> Regulation:
    """Raises: NotFound."""
    row = await session.get(RegulationRow, which, with_for_update=lock, populate_existing=True)
    if row is None:
        raise NotFound("regulation", which)
    return regulation_of(row)


async def of_document(session: AsyncSession, which: DocumentId) -> Regulation | None:
    rows = await session.execute(select(RegulationRow).where(RegulationRow.document == which).execution_options(populate_existing=True))
    row = rows.scalar_one_or_none()
    return regulation_of(row) if row else None


async def of_facility(session: AsyncSession, facility: FacilityId, code: str = "") -> list[Regulation]:
    """All of them, of a subject when one is named, the newest first."""
    r = RegulationRow
    query = select(r).where(r.facility == facility).order_by(r.created_at.desc(), r.id)
    rows = await session.execute((query.where(r.code == code) if code else query).execution_options(populate_existing=True))
    return [regulation_of(row) for row in rows.scalars()]


async def of_milestone(session: AsyncSession, track: TrackId, milestone: str) -> Regulation | None:
    """The newest one drafted for it that was not given up."""
    r = RegulationRow
    mine = (r.track == track, r.milestone == milestone, r.state != RegulationState.WITHDRAWN)
    rows = await session.execute(select(r).where(*mine).order_by(r.created_at.desc()).limit(1))
    row = rows.scalar_one_or_none()
    return regulation_of(row) if row else None


async def being_drafted(session: AsyncSession, facility: FacilityId, code: str, but: RegulationId | None = None) -> Regulation | None:
    """The one of the subject that is being drafted or signed."""
    r = RegulationRow
    rows = await session.execute(select(r).where(r.facility == facility, r.code == code, r.state.in_(OPEN), r.id != but if but else True))  # type: ignore[arg-type]
    row = rows.scalar_one_or_none()
    return regulation_of(row) if row else None


async def ruling(session: AsyncSession, facility: FacilityId, code: str, on: date, lock: bool = False) -> list[Regulation]:
    """Those of the subject that are in force on the day or later, the first to begin first."""
    r = RegulationRow
    lasts = or_(r.ends.is_(None), r.ends > on)
    query = select(r).where(r.facility == facility, r.code == code, r.state == RegulationState.ISSUED, lasts).order_by(r.begins, r.id)
    rows = await session.execute((query.with_for_update() if lock else query).execution_options(populate_existing=True))
    return [regulation_of(row) for row in rows.scalars()]


async def in_force(session: AsyncSession, facility: FacilityId, code: str, on: date) -> InForce | None:
    """The facility's regulation on this subject that is in force on the day: a live fact for gates and criteria."""
    return next((one for one in await all_in_force(session, facility, on) if one.code == code), None)


async def all_in_force(session: AsyncSession, facility: FacilityId, on: date) -> list[InForce]:
    """Every subject's, by subject; of two that would rule the day the one that began last."""
    r, day = RegulationRow, literal(on, Date())
    lasts = or_(r.ends.is_(None), r.ends > day)
    query = select(r).where(r.facility == facility, r.state == RegulationState.ISSUED, r.begins <= day, lasts)
    rows = await session.execute(query.order_by(r.code, r.begins.desc(), r.created_at.desc()))
    found: dict[str, InForce] = {}
    for row in rows.scalars():
        if row.code not in found and row.issued_on and row.begins:
            found[row.code] = InForce(RegulationId(row.id), row.code, row.title, row.number, row.issued_on, row.begins, row.outside)
    return list(found.values())


async def gone(session: AsyncSession, tracks: Collection[TrackId], on: date) -> dict[TrackId, dict[str, str]]:
    """Track → milestone → title of the regulation issued for it, of those whose subject no regulation of the facility rules any more."""
    r, other = RegulationRow, aliased(RegulationRow)
    day, issued = literal(on, Date()), RegulationState.ISSUED
    rules = (other.state == issued, other.issued_on.is_not(None), other.begins <= day, or_(other.ends.is_(None), other.ends > day))
    ruled = exists().where(other.facility == r.facility, other.code == r.code, *rules).correlate(r)
    mine = (r.track.in_(tracks), r.state == issued, r.milestone != "", r.begins <= day, not_(ruled))
    found: dict[TrackId, dict[str, str]] = {one: {} for one in tracks}
    for track, milestone, title in await session.execute(select(r.track, r.milestone, r.title).where(*mine).order_by(r.created_at)):
        if track:
            found[TrackId(track)][milestone] = title
    return found


async def cited(session: AsyncSession, facility: FacilityId, number: str, issued: date) -> Regulation | None:
    """The issued one another paper cites by number and day."""
    r = RegulationRow
    mine = (r.facility == facility, r.issued_on == issued, r.number == number.strip(), r.state == RegulationState.ISSUED)
    rows = await session.execute(select(r).where(*mine).order_by(r.created_at.desc()).limit(1))
    row = rows.scalar_one_or_none()
    return regulation_of(row) if row else None


async def versions(session: AsyncSession, which: RegulationId) -> list[DraftVersion]:
    """Oldest first."""
    v = RegulationVersionRow
    asked = select(v, PersonRow.name).join(PersonRow, PersonRow.id == v.by).where(v.regulation == which)
    rows = await session.execute(asked.order_by(v.number))
    return [DraftVersion(row.number, DRAFT.validate_python(row.words), row.note, PersonId(row.by), name, row.at) for row, name in rows]


async def words(session: AsyncSession, which: RegulationId, number: int) -> Draft:
    """Raises: NotFound."""
    row = await session.get(RegulationVersionRow, (which, number))
    if row is None:
        raise NotFound("version", f"{which}/{number}")
    return DRAFT.validate_python(row.words)


async def asked(session: AsyncSession, which: RegulationId, round: int) -> list[Asked]:
    a = RegulationAskedRow
    rows = await session.execute(select(a).where(a.regulation == which, a.round == round).order_by(a.department))
    return [Asked(DepartmentId(row.department), row.answered_at) for row in rows.scalars()]


async def asked_of(session: AsyncSession, facility: FacilityId, department: DepartmentId) -> list[Regulation]:
    """Those of its facility on which the department is asked now and has not answered, by the last day."""
    r, a = RegulationRow, RegulationAskedRow
    query = select(r).join(a, (a.regulation == r.id) & (a.round == r.round))
    query = query.where(r.facility == facility, r.state == RegulationState.COMMENTING, a.department == department, a.answered_at.is_(None))
    return [regulation_of(row) for row in (await session.execute(query.order_by(r.comment_due))).scalars()]


async def comments(session: AsyncSession, which: RegulationId) -> list[Comment]:
    """By round, article and time."""
    c, d = RegulationCommentRow, DepartmentRow
    asked = select(c, d.name).join(d, d.id == c.department).where(c.regulation == which)
    rows = (await session.execute(asked.order_by(c.round, c.article, c.at))).all()
    names = await _names(session, [one for row, _ in rows for one in (row.by, row.answered_by) if one])
    return [_comment(row, department, names) for row, department in rows]


async def unanswered(session: AsyncSession, which: RegulationId) -> int:
    c = RegulationCommentRow
    return int((await session.execute(select(func.count()).where(c.regulation == which, c.taken.is_(None)))).scalar_one())


async def checks(session: AsyncSession, which: RegulationId) -> list[Check]:
    """Newest first."""
    c = RegulationCheckRow
    rows = await session.execute(
        select(c, PersonRow.name).join(PersonRow, PersonRow.id == c.by).where(c.regulation == which).order_by(c.number.desc())
    )
    return [Check(row.version, row.passed, row.words, name, row.at) for row, name in rows]


async def _names(session: AsyncSession, people: Sequence[UUID]) -> dict[UUID, str]:
    rows = await session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(set(people))))
    return dict(rows.all())


def _comment(row: RegulationCommentRow, department: str, names: dict[UUID, str]) -> Comment:
    return Comment(
        row.id,
        row.round,
        row.version,
        row.article,
        department,
        row.words,
        names.get(row.by, ""),
        row.at,
        row.taken,
        row.answer,
        names.get(row.answered_by, "") if row.answered_by else "",
        row.answered_at,
    )


def regulation_of(row: RegulationRow) -> Regulation:
    return Regulation(
        RegulationId(row.id),
        FacilityId(row.facility),
        row.code,
        row.title,
        RegulationState(row.state),
        PersonId(row.author),
        row.created_at,
        row.version,
        row.round,
        row.comment_due,
        DocumentId(row.document) if row.document else None,
        row.number,
        row.issued_on,
        row.begins,
        row.ends,
        RegulationId(row.superseded_by) if row.superseded_by else None,
        RegulationId(row.replaces) if row.replaces else None,
        TrackId(row.track) if row.track else None,
        row.milestone,
        row.outside,
        row.reason,
        row.file_sha256,
        row.file_name,
    )
