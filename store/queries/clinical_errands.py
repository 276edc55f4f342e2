"""What waits for a person when a released version was replaced: to know it, and to call back the copy that they gave."""

from dataclasses import replace

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.people import Position
from domain.roles import Role
from store.queries.errands import Errand
from store.queries.records import reached_by, team_reads
from store.tables.alerts import AlertRow
from store.tables.copies import CopyRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, TaskRow, VersionRow

MOST = 200
"""Lines of one kind: counted up to a hundred on every page, so nothing is lost by reading no more."""


async def to_know(session: AsyncSession, position: Position) -> list[Errand]:
    """Replacements of what this person had read and may open in the position they act in; a dangerous change is due today."""
    now = func.now()  # opened, it is judged again by the clock of the house
    a, d, r, p, t = AlertRow, DocumentRow, RecordRow, PatientRow, TaskRow
    asked = exists().where(t.document == d.id, t.person == position.person)
    made = exists().where(VersionRow.document == d.id, VersionRow.author == position.person)
    rows = await session.execute(
        select(d.id, d.title, a.told_at, a.grave, p.name, p.birth, r.code)
        .join(d, and_(d.id == a.document, d.current == a.version))
        .join(r, r.id == d.record)
        .join(p, p.id == r.patient)
        .where(
            a.person == position.person,
            a.known_at.is_(None),
            r.facility == position.facility,
            or_(reached_by(position, now), and_(team_reads(now), or_(asked, made))),
        )
        .order_by(a.grave.desc(), a.told_at, d.id)
        .limit(MOST)
    )
    found = [
        (Errand("know", f"/documents/{which}", title, at, patient=name, birth_year=birth.year, record=code), grave)
        for which, title, at, grave, name, birth, code in rows
    ]
    return [replace(one, due=day(one.since)) if grave else one for one, grave in found]


async def to_recall(session: AsyncSession, position: Position) -> list[Errand]:
    """Copies of replaced versions that patients have, given by this person; a head of the treating department sees all of its."""
    c, d, r, p = CopyRow, DocumentRow, RecordRow, PatientRow
    headed = r.department == position.department if position.role is Role.HEAD and position.department else None
    mine = c.handed_by == position.person if headed is None else (c.handed_by == position.person) | headed
    rows = await session.execute(
        select(c.id, d.title, c.handed_at, p.name, p.birth, r.code)
        .join(d, and_(d.id == c.document, d.current > c.version))
        .join(r, r.id == c.record)
        .join(p, p.id == r.patient)
        .where(mine, c.handed_at.is_not(None), c.settled.is_(None), r.facility == position.facility)
        .order_by(c.handed_at, c.id)
        .limit(MOST)
    )
    return [
        Errand("recall", f"/copies/{which}", title, at, patient=name, birth_year=birth.year, record=code)
        for which, title, at, name, birth, code in rows
        if at
    ]
