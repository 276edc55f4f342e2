"""Writes of editions of plans: kept, put to the tracks that run, and last days that are moved."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Insert, Select, Update, case, cast, exists, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId, PlanId, TrackId
from domain.plan_changes import Move
from domain.plans import Milestone, Plan
from domain.tracks import State
from store.queries.plan_editions import PLAN
from store.queries.tracks import SPEC
from store.tables.people import FacilityRow
from store.tables.plan_editions import MovedDateRow, PlanEditionRow
from store.tables.plans import PlanRow
from store.tables.tracks import MilestonePastRow, MilestoneRow, TrackRow


async def keep(session: AsyncSession, which: UUID, department: FacilityId, words: Plan, source: str, by: PersonId, now: datetime) -> bool:
    """Keeps an edition; False when the department has one of this name."""
    row = {"id": which, "department": department, "code": words.code, "edition": words.edition, "source": source}
    row |= {"content": PLAN.dump_json(words).decode(), "entered_by": by, "at": now}
    kept = upsert(PlanEditionRow).values(row).on_conflict_do_nothing().returning(PlanEditionRow.id)
    return (await session.execute(kept)).scalar_one_or_none() is not None


async def runs_by(session: AsyncSession, plan: PlanId, edition: UUID, words: Plan) -> None:
    """From now on the plan runs by this edition."""
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

    What runs keeps its state, reports and papers; a last day that was moved in one track alone stays; what is new is open; what the
    edition has no more is dropped, and takes its state up again when a later one has it.
    """
    before = {one.code: (number, one) for number, one in enumerate(old, 1)}
    after = {one.code: (number, one) for number, one in enumerate(new, 1)}
    changed = {code: pair for code, pair in after.items() if before.get(code) != pair}
    for number, one in changed.values():
        await session.execute(_said_anew(of, number, one, now))
    for number, one in after.values():
        await session.execute(_added(of, number, one, now))
    gone = before.keys() - after.keys()
    dropped = _of(of, MilestoneRow.code.in_(gone), MilestoneRow.state != State.DROPPED)
    await session.execute(dropped.values(state=State.DROPPED, since=now))
    await past(session, of, {*changed, *gone}, now)


def tracks_of(plan: PlanId, kind: str, published: bool, unit: str = "") -> Select[UUID]:
    """Tracks of the facilities of one sort."""
    f = FacilityRow
    wanted = (TrackRow.plan == plan, f.kind == kind, f.published == published, f.unit == unit)
    return select(TrackRow.id).join(f, f.id == TrackRow.facility).where(*wanted)


def these(plan: PlanId, tracks: Collection[TrackId]) -> Select[UUID]:
    """These tracks of the plan, or all."""
    return select(TrackRow.id).where(TrackRow.plan == plan, *((TrackRow.id.in_(tracks),) if tracks else ()))


async def sorts(session: AsyncSession, plan: PlanId) -> list[tuple[str, bool, str]]:
    """Kind, whether they have published, and an authority's code, of the facilities with a track of the plan."""
    f = FacilityRow
    query = select(f.kind, f.published, f.unit).join(TrackRow, TrackRow.facility == f.id).where(TrackRow.plan == plan).distinct()
    return [(kind, published, unit) for kind, published, unit in await session.execute(query)]


def _of(of: Select[UUID], *wanted: ColumnElement[bool]) -> Update:
    return update(MilestoneRow).where(MilestoneRow.track.in_(of), *wanted).execution_options(synchronize_session=False)


def _said_anew(of: Select[UUID], number: int, one: Milestone, now: datetime) -> Update:
    m, p = MilestoneRow, MilestonePastRow
    was = select(p.state).where(p.track == m.track, p.code == m.code, p.state != State.DROPPED).order_by(p.id.desc()).limit(1)
    again = m.state == State.DROPPED
    return _of(of, m.code == one.code).values(
        number=number,
        spec=SPEC.dump_python(one, mode="json"),
        due=case((m.due.is_not_distinct_from(cast(m.spec["due"].astext, Date)), literal(one.due, Date)), else_=m.due),
        state=case((again, func.coalesce(was.correlate(m).scalar_subquery(), State.OPEN)), else_=m.state),
        since=case((again, now), else_=m.since),
    )


def _added(of: Select[UUID], number: int, one: Milestone, now: datetime) -> Insert:
    m = MilestoneRow
    has = exists(select(m.code).where(m.track == TrackRow.id, m.code == one.code))
    new = (literal(one.code), literal(number), literal(SPEC.dump_python(one, mode="json"), JSONB), literal(one.due, Date))
    rows = of.with_only_columns(TrackRow.id, *new, literal(str(State.OPEN)), literal(now), maintain_column_froms=True).where(~has)
    return insert(m).from_select(["track", "code", "number", "spec", "due", "state", "since"], rows)


async def move(session: AsyncSession, of: Select[UUID], code: str, after: date, now: datetime) -> None:
    """Another last day in these tracks."""
    await session.execute(_of(of, MilestoneRow.code == code).values(due=after))
    await past(session, of, {code}, now)


async def close(session: AsyncSession, which: TrackId, on: date, paper: str, successor: FacilityId | None, now: datetime) -> None:
    """The facility is no more: what ran of it is dropped and keeps its past."""
    await session.execute(update(TrackRow).where(TrackRow.id == which).values(closed_on=on, closed_paper=paper, successor=successor))
    of = select(TrackRow.id).where(TrackRow.id == which)
    await session.execute(_of(of, MilestoneRow.state != State.DROPPED).values(state=State.DROPPED, since=now))
    codes = (await session.execute(select(MilestoneRow.code).where(MilestoneRow.track == which))).scalars().all()
    await past(session, of, codes, now)


async def past(session: AsyncSession, of: Select[UUID], codes: Collection[str], now: datetime) -> None:
    """How these milestones stand from now on."""
    m = MilestoneRow
    rows = select(m.track, m.code, literal(now), m.due, m.state, m.claim, m.done_on, m.sent_back)
    kept = ["track", "code", "at", "due", "state", "claim", "done_on", "sent_back"]
    await session.execute(insert(MilestonePastRow).from_select(kept, rows.where(m.track.in_(of), m.code.in_(codes))))
