"""Writes of editions of plans: kept, put to the tracks that run, and last days that are moved."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    TableValuedAlias,
    Update,
    and_,
    case,
    column,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.names import FacilityId, PersonId, PlanId, TrackId
from domain.plan_changes import Move
from domain.plans import Milestone, Plan
from domain.tracks import Progress, State
from store.queries.plan_editions import PLAN
from store.queries.tracks import SPEC
from store.tables.people import FacilityRow
from store.tables.plan_editions import MovedDateRow, PlanEditionRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestonePastRow, MilestoneRow, TrackRow
from store.writes.milestones import begin, first_past, past


async def keep(session: AsyncSession, which: UUID, department: FacilityId, words: Plan, source: str, by: PersonId, now: datetime) -> bool:
    """Keeps an edition, in place of one of its name by which no plan ran; False when a plan did, or it is kept already."""
    row = {"id": which, "department": department, "code": words.code, "edition": words.edition, "source": source}
    row |= {"content": PLAN.dump_json(words).decode(), "entered_by": by, "at": now}
    made = upsert(PlanEditionRow).values(row)
    free = and_(PlanEditionRow.applied_at.is_(None), PlanEditionRow.id != which)
    anew = {name: made.excluded[name] for name in ("id", "source", "content", "entered_by", "at")}
    kept = made.on_conflict_do_update(index_elements=["department", "code", "edition"], set_=anew, where=free)
    return (await session.execute(kept.returning(PlanEditionRow.id))).scalar_one_or_none() is not None


async def applied(session: AsyncSession, edition: UUID, now: datetime) -> None:
    """A plan runs by it: from now on it stays."""
    first = func.coalesce(PlanEditionRow.applied_at, now)
    await session.execute(update(PlanEditionRow).where(PlanEditionRow.id == edition).values(applied_at=first))


async def runs_by(session: AsyncSession, plan: PlanId, edition: UUID, words: Plan, now: datetime) -> None:
    """From now on the plan runs by this edition."""
    await applied(session, edition, now)
    await session.execute(update(PlanRow).where(PlanRow.id == plan).values(edition=words.edition, title=words.title, words=edition))


async def moved(
    session: AsyncSession, plan: PlanId, moves: Sequence[Move], by: PersonId, now: datetime, tracks: Collection[TrackId] = ()
) -> None:
    """Keeps why last days moved: a line for each, of each track when they are named, else of the plan."""
    of: list[TrackId | None] = [*tracks] or [None]
    rows = [{**vars(move), "plan": plan, "track": track, "moved_by": by, "at": now} for move in moves for track in of]
    if rows:
        await session.execute(insert(MovedDateRow), rows)


async def apply(session: AsyncSession, of: Select[UUID], old: Sequence[Milestone], new: Sequence[Milestone], now: datetime) -> None:
    """Puts the milestones of a new edition to running tracks of one sort (`tracks_of`).

    What runs keeps its state, reports and papers; a last day stays where the unit is waited for no more, and where it was moved for one
    track alone; what is new is open; what the edition has no more is dropped, and takes its state up again when a later one has it.
    """
    before = {one.code: (number, one) for number, one in enumerate(old, 1)}
    after = {one.code: (number, one) for number, one in enumerate(new, 1)}
    changed = {code: pair for code, pair in after.items() if before.get(code) != pair}
    moved_ = {code for code, (_, one) in changed.items() if code not in before or before[code][1].due != one.due}
    if changed:
        await session.execute(_said_anew(of, [(number, one, one.code in moved_) for number, one in changed.values()], now))
    for number, one in after.values():
        await session.execute(begin(of, number, Progress(one.code, one.kind, one.due, one.after, State.OPEN, now), one))
    gone = before.keys() - after.keys()
    dropped = _of(of, MilestoneRow.code.in_(gone), MilestoneRow.state != State.DROPPED)
    await session.execute(dropped.values(state=State.DROPPED, since=now))
    await past(session, of, {*moved_, *gone}, now)
    await past(session, of, changed.keys() - moved_, now, begun_now=True)
    await first_past(session, of, now)


def tracks_of(plan: PlanId, kind: str, published: bool, unit: str = "") -> Select[UUID]:
    """Tracks of the facilities of one sort."""
    f = FacilityRow
    wanted = (TrackRow.plan == plan, TrackRow.closed_on.is_(None), f.kind == kind, f.published == published, f.unit == unit)
    return select(TrackRow.id).join(f, f.id == TrackRow.facility).where(*wanted)


def these(plan: PlanId, tracks: Collection[TrackId]) -> Select[UUID]:
    """These running tracks of the plan, or all."""
    named = (TrackRow.id.in_(tracks),) if tracks else ()
    return select(TrackRow.id).where(TrackRow.plan == plan, TrackRow.closed_on.is_(None), *named)


async def lock(session: AsyncSession, plan: PlanId) -> None:
    """Every track of the plan, in one order, before any milestone: as acts do, which hold their track's row first."""
    await session.execute(select(TrackRow.id).where(TrackRow.plan == plan).order_by(TrackRow.id).with_for_update())


async def sorts(session: AsyncSession, plan: PlanId) -> list[tuple[str, bool, str]]:
    """Kind, whether they have published, and an authority's code, of the facilities with a track of the plan."""
    f = FacilityRow
    running = (TrackRow.plan == plan, TrackRow.closed_on.is_(None))
    query = select(f.kind, f.published, f.unit).join(TrackRow, TrackRow.facility == f.id).where(*running).distinct()
    return [(kind, published, unit) for kind, published, unit in await session.execute(query)]


def _of(of: Select[UUID], *wanted: ColumnElement[bool]) -> Update:
    return update(MilestoneRow).where(MilestoneRow.track.in_(of), *wanted).execution_options(synchronize_session=False)


def _said_anew(of: Select[UUID], changed: Sequence[tuple[int, Milestone, bool]], now: datetime) -> Update:
    """Number, words, and whether the edition gives it another last day; all in one statement, so that the counts are kept up once."""
    m, p, said = MilestoneRow, MilestonePastRow, _table(changed)
    was = select(p.state).where(p.track == m.track, p.code == m.code, p.state != State.DROPPED).order_by(p.id.desc()).limit(1)
    again = m.state == State.DROPPED
    waits = m.state.in_((State.UNDECLARED, State.OPEN))
    anew = or_(again, and_(said.c.moved, waits))
    due = {"due": case((and_(anew, ~own_day(m.track, said.c.code)), said.c.due), else_=m.due)}
    return _of(of, m.code == said.c.code).values(
        number=said.c.number,
        spec=said.c.spec,
        state=case((again, func.coalesce(was.correlate(m).scalar_subquery(), State.OPEN)), else_=m.state),
        since=case((again, now), else_=m.since),
        **due,
    )


def _table(changed: Sequence[tuple[int, Milestone, bool]]) -> TableValuedAlias:
    rows = [
        {
            "code": one.code,
            "number": number,
            "spec": SPEC.dump_python(one, mode="json"),
            "due": one.due and one.due.isoformat(),
            "moved": moved_,
        }
        for number, one, moved_ in changed
    ]
    types = (column("code", String), column("number", Integer), column("spec", JSONB), column("due", Date), column("moved", Boolean))
    return func.jsonb_to_recordset(literal(rows, JSONB)).table_valued(*types, name="said").render_derived(with_types=True)


def own_day(track: InstrumentedAttribute[UUID], code: str | ColumnElement[str]) -> ColumnElement[bool]:
    """The milestone's last day was moved for this track alone."""
    d = MovedDateRow
    return exists(select(d.id).where(d.track == track, d.code == code))


async def move(session: AsyncSession, of: Select[UUID], code: str, after: date, now: datetime, own: bool) -> None:
    """Another last day in these tracks, where the unit is still waited for; unless it is their `own`, those that have one keep it."""
    m = MilestoneRow
    waits = (m.state.in_((State.UNDECLARED, State.OPEN)), *(() if own else (~own_day(m.track, code),)))
    await session.execute(_of(of, m.code == code, *waits).values(due=after))
    await past(session, of, {code}, now)


async def close(session: AsyncSession, which: TrackId, on: date, paper: str, successor: FacilityId | None, now: datetime) -> None:
    """The facility is no more: what ran of it is dropped and keeps its past."""
    await session.execute(update(TrackRow).where(TrackRow.id == which).values(closed_on=on, closed_paper=paper, successor=successor))
    of = select(TrackRow.id).where(TrackRow.id == which)
    await session.execute(_of(of, MilestoneRow.state != State.DROPPED).values(state=State.DROPPED, since=now))
    codes = (await session.execute(select(MilestoneRow.code).where(MilestoneRow.track == which))).scalars().all()
    await past(session, of, codes, now)
