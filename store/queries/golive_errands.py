"""What dropping paper waits for beside signatures: the announcement, departments that may begin, a head's choice for the inpatients."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.going_live import LIVE, Act, GoLive, State
from domain.golive_policies import Subject
from domain.names import DocumentId, TrackId
from domain.people import Position
from domain.signatures import MADE_AGAIN
from store.queries import cutovers, golive, people
from store.queries.errands import Errand
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import TrackRow


async def to_publish(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Signed decisions that are not announced and reported, unless that letter is being signed."""
    found = await _here(session, position, lambda one: one.state(today) is State.DECIDED)
    letters = {one: step.document for one in found if (step := one.last(Act.PUBLISH)) and step.document}
    signing = await _signing(session, [which for which in letters.values() if which])
    waiting = [one for one in found if letters.get(one) not in signing]
    return [_line("golive_publish", one, Act.DECIDED) for one in waiting]


async def to_allow(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Announced decisions with departments that have no day yet."""
    found = await _here(session, position, lambda one: one.state(today) in LIVE - {State.CONFIRMED})
    every = [which for which, _ in await people.departments(session, position.facility)] if found else []
    told = []
    for one in found:
        left = [which for which in every if which not in one.departments and which not in one.gone_back]
        if left:
            told.append(_line("golive_allow", one, Act.PUBLISHED, many=len(left)))
    return told


async def to_choose(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """The own department begins soon, and its head has not chosen for the inpatients."""
    if position.department is None:
        return []
    begins = await golive.begins(session, position.facility, position.department)
    if begins is None or begins <= today or await cutovers.cutover(session, position.department, begins):
        return []
    found = await _here(session, position, lambda one: one.subject is Subject.RECORD and position.department in one.departments)
    return [_line("golive_choose", one, Act.ALLOW, "/cutover", begins) for one in found[:1]]


async def _here(session: AsyncSession, position: Position, wanted: Callable[[GoLive], bool]) -> list[GoLive]:
    """Decisions of the own facility's running tracks."""
    rows = await session.execute(select(TrackRow.id).where(TrackRow.facility == position.facility, TrackRow.closed_on.is_(None)))
    found = await golive.golives(session, [TrackId(one) for one in rows.scalars()])
    return [one for subjects in found.values() for one in subjects.values() if one.steps and wanted(one)]


async def _signing(session: AsyncSession, papers: list[DocumentId]) -> set[DocumentId]:
    d, v = DocumentRow, VersionRow
    newest = and_(v.document == d.id, v.number == d.current)
    rows = await session.execute(select(d.id, v.ended).join(v, newest).where(d.id.in_(papers)))
    return {DocumentId(which) for which, ended in rows if ended not in MADE_AGAIN}


def _line(kind: str, one: GoLive, since: Act, link: str = "", due: date | None = None, many: int = 1) -> Errand:
    at = next(step.at for step in reversed(one.steps) if step.act is since)
    return Errand(kind, link or f"/tracks/{one.track}/golive/{one.subject}", "", at, due, many=many)
