"""A plan that changes in flight: another edition put to its tracks, and last days that are moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.plan_acts import Changing, Course, Told, change
from activities.plans import KINDS, PlanAct, PlanStands
from domain.clock import day
from domain.errors import NotFound, OutOfReach, WrongState
from domain.extensions import NewDate
from domain.names import PlanId, TrackId
from domain.plan_changes import ChangeKind, Move, check_edition, check_move, check_paper
from domain.plans import Plan, milestones_for
from domain.roles import Role
from store.queries import people, plans
from store.queries import plan_editions as queries
from store.queries import tracks as track_queries
from store.writes import notices
from store.writes import plan_editions as writes


@dataclass(frozen=True)
class NewEdition:
    """An edition that was entered, and the paper it is issued with."""

    edition: UUID
    paper: str


class PlanEditions:
    """Hands of the plan workflow that change it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="plan.apply")
    async def apply(self, act: PlanAct) -> PlanStands:
        """All of the edition, in one transaction. Raises: Malformed, NotFound, NotAllowed, OutOfReach."""
        return await change(self.desk, act, "plan.apply", NewEdition, _apply)

    @activity.defn(name="plan.move")
    async def move(self, act: PlanAct) -> PlanStands:
        """Raises: Malformed, NotFound, NotAllowed, OutOfReach."""
        return await change(self.desk, act, "plan.move", NewDate, _move)


async def _apply(at: Changing, said: NewEdition) -> Told:
    session, plan, now, paper = at.session, at.plan, at.now, said.paper.strip()
    check_paper(paper)
    if said.edition not in {line.id for line in await queries.of_plan(session, plan)}:
        raise NotFound("plan_edition", said.edition)
    new = await queries.plan(session, said.edition)
    found = check_edition(at.words, new)
    await writes.lock(session, plan.id)
    elsewhere = await plans.elsewhere(session, plan.id)
    for kind, published, unit in await writes.sorts(session, plan.id):
        sort = (KINDS[kind], published, unit, elsewhere)
        of = writes.tracks_of(plan.id, kind, published, unit)
        await writes.apply(session, of, milestones_for(at.words, *sort), milestones_for(new, *sort), now)
    moves = [Move(one.code, one.before, one.after, "", paper, new.edition) for one in found if one.kind is ChangeKind.MOVED]
    await writes.moved(session, plan.id, moves, at.by, now)
    await writes.runs_by(session, plan.id, said.edition, new, now)
    await _tell(at, f"plan_changed/{plan.id}/{new.edition}", "plan_changed", {"title": new.title, "n": str(len(found))})
    return ("plan", plan.id), {"edition": new.edition, "before": plan.edition}


async def _move(at: Changing, said: NewDate) -> Told:
    """In the tracks named, or in all that have no last day of their own; the plan's words say how late it may come."""
    session, plan = at.session, at.plan
    if at.moves_are_signed:
        raise WrongState("plan.move", "signed")
    await writes.lock(session, plan.id)
    before = await last_day(session, plan.id, at.words, said)
    move = Move(said.code, before, said.to, said.reason.strip(), said.paper.strip())
    await put(at, move, said.tracks, at.act.actor.request)
    return ("plan", plan.id), {"milestone": said.code, "to": said.to.isoformat(), "tracks": len(said.tracks)}


async def last_day(session: AsyncSession, which: PlanId, words: Plan, said: NewDate) -> date:
    """The last day that is to be moved, in the tracks named or in all. Raises: Malformed, OutOfReach."""
    due = check_move(words, said.code, said.to, said.reason, said.paper)
    if not await runs_in(session, which, said):
        raise OutOfReach("track")
    return await queries.present(session, which, said.code, said.tracks) or due


async def runs_in(session: AsyncSession, which: PlanId, said: NewDate) -> bool:
    """Whether the milestone runs in each of the tracks named, or in one at least."""
    known = {track for tracks in (await track_queries.dues(session, which, said.code, said.tracks)).values() for track in tracks}
    return bool(known) and not set(said.tracks) - known


async def put(at: Course, move: Move, tracks: tuple[TrackId, ...], key: str) -> None:
    """The day moves now, and whoever waits for it is told."""
    assert move.after is not None, "an edition alone leaves a day open"
    await writes.moved(at.session, at.plan.id, [move], at.by, at.now, tracks)
    await writes.move(at.session, writes.these(at.plan.id, tracks), move.code, move.after, at.now, own=bool(tracks))
    title = next(part.title for _, part in at.words.parts() if part.code == move.code)
    facts = {"title": f"{move.code} {title}", "day": move.after.strftime("%d/%m/%Y")}
    await _tell(at, f"milestone_moved/{at.plan.id}/{key}", "milestone_moved", facts, tracks)


async def _tell(at: Course, key: str, kind: str, facts: Mapping[str, str], tracks: tuple[TrackId, ...] = ()) -> None:
    """Whoever runs one of the running tracks is told; of the department's own, its officers."""
    reached = await track_queries.facilities(at.session, at.plan.id, tracks)
    told = await people.holding(at.session, Role.ADMINISTRATOR, reached, day(at.now))
    own = [one for one in reached if one == at.plan.department]
    officers = await people.holding(at.session, Role.HEALTH_OFFICER, own, day(at.now))
    everybody = {one for held in (*told.values(), *officers.values()) for one in held}
    await notices.tell(at.session, key, everybody, kind, f"/plans/{at.plan.id}/changes", at.now, **facts)
