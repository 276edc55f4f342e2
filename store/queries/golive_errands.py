"""What dropping paper waits for beside signatures: the announcement, departments that may begin, a head's choice for the inpatients."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.going_live import LIVE, Act, GoLive, State
from domain.golive_policies import Subject
from domain.names import DocumentId, FacilityId, TrackId
from domain.people import Position
from domain.signatures import MADE_AGAIN
from store.queries import cutovers, golive, people
from store.queries.errands import Errand
from store.tables.golive import GoliveStepRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import TrackRow


async def to_go_on(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Signed decisions to be announced, unless that letter is being signed; announced ones with departments that have no day yet."""
    found = await _here(session, position.facility)
    decided = [one for one in found if one.state(today) is State.DECIDED]
    live = [one for one in found if one.state(today) in LIVE - {State.CONFIRMED}]
    return [*await _to_publish(session, decided), *await _to_allow(session, live, position.facility)]


async def to_choose(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """The own department begins soon, and its head has not chosen for the inpatients."""
    here = position.department
    found = [one for one in await _here(session, position.facility) if one.subject is Subject.RECORD and here in one.departments]
    if here is None or not found:
        return []
    first = min(found, key=lambda one: one.departments[here])
    begins = first.departments[here]
    if begins <= today or await cutovers.cutover(session, here, begins):
        return []
    return [_line("golive_choose", first, Act.ALLOW, "/cutover", begins)]


async def _here(session: AsyncSession, facility: FacilityId) -> list[GoLive]:
    """Decisions of the facility's running tracks of which something was done: most facilities have none, and are asked once."""
    t = TrackRow
    begun = select(GoliveStepRow.track).join(t, t.id == GoliveStepRow.track).where(t.facility == facility, t.closed_on.is_(None)).distinct()
    tracks = [TrackId(one) for one in (await session.execute(begun)).scalars()]
    found = await golive.golives(session, tracks) if tracks else {}
    return [one for subjects in found.values() for one in subjects.values() if one.steps]


async def _to_publish(session: AsyncSession, decided: list[GoLive]) -> list[Errand]:
    letters = [step.document for one in decided if (step := one.last(Act.PUBLISH)) and step.document]
    signing = await _signing(session, letters) if letters else set()
    return [
        _line("golive_publish", one, Act.DECIDED) for one in decided if not ((step := one.last(Act.PUBLISH)) and step.document in signing)
    ]


async def _to_allow(session: AsyncSession, live: list[GoLive], facility: FacilityId) -> list[Errand]:
    every = [which for which, _ in await people.departments(session, facility)] if live else []
    left = [(one, sum(which not in one.departments and which not in one.gone_back for which in every)) for one in live]
    return [_line("golive_allow", one, Act.PUBLISHED, many=n) for one, n in left if n]


async def _signing(session: AsyncSession, papers: list[DocumentId]) -> set[DocumentId]:
    d, v = DocumentRow, VersionRow
    newest = and_(v.document == d.id, v.number == d.current)
    rows = await session.execute(select(d.id, v.ended).join(v, newest).where(d.id.in_(papers)))
    return {DocumentId(which) for which, ended in rows if ended not in MADE_AGAIN}


def _line(kind: str, one: GoLive, since: Act, link: str = "", due: date | None = None, many: int = 1) -> Errand:
    at = next(step.at for step in reversed(one.steps) if step.act is since)
    return Errand(kind, link or f"/tracks/{one.track}/golive/{one.subject}", "", at, due, many=many)
