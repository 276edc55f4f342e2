"""A plan that changes in flight: another edition put to its tracks, and last days that are moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from temporalio import activity

from activities.desk import Desk
from activities.plan_acts import Changing, Told, change
from activities.plans import KINDS, PlanAct, PlanStands
from domain.clock import day
from domain.errors import NotFound, OutOfReach
from domain.names import TrackId
from domain.people import Role
from domain.plan_changes import ChangeKind, Move, check_edition, check_move, check_paper
from domain.plans import milestones_for
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


@dataclass(frozen=True)
class NewDate:
    """Another last day of a milestone, in these tracks or in all."""

    code: str
    to: date
    reason: str
    paper: str
    tracks: tuple[TrackId, ...] = ()


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
    due = check_move(at.words, said.code, said.to, said.reason, said.paper)
    await writes.lock(session, plan.id)
    known = {track for tracks in (await track_queries.dues(session, plan.id, said.code, said.tracks)).values() for track in tracks}
    if not known or set(said.tracks) - known:
        raise OutOfReach("track")
    before = await queries.present(session, plan.id, said.code, said.tracks) or due
    move = Move(said.code, before, said.to, said.reason.strip(), said.paper.strip())
    await writes.moved(session, plan.id, [move], at.by, at.now, said.tracks)
    await writes.move(session, writes.these(plan.id, said.tracks), said.code, said.to, at.now, own=bool(said.tracks))
    title = next(part.title for _, part in at.words.parts() if part.code == said.code)
    facts = {"title": f"{said.code} {title}", "day": said.to.strftime("%d/%m/%Y")}
    await _tell(at, f"milestone_moved/{plan.id}/{at.act.actor.request}", "milestone_moved", facts, said.tracks)
    return ("plan", plan.id), {"milestone": said.code, "to": said.to.isoformat(), "tracks": len(said.tracks)}


async def _tell(at: Changing, key: str, kind: str, facts: Mapping[str, str], tracks: tuple[TrackId, ...] = ()) -> None:
    """Whoever runs one of the running tracks is told; of the department's own, its officers."""
    reached = await track_queries.facilities(at.session, at.plan.id, tracks)
    told = await people.holding(at.session, Role.ADMINISTRATOR, reached, day(at.now))
    own = [one for one in reached if one == at.plan.department]
    officers = await people.holding(at.session, Role.HEALTH_OFFICER, own, day(at.now))
    everybody = {one for held in (*told.values(), *officers.values()) for one in held}
    await notices.tell(at.session, key, everybody, kind, f"/plans/{at.plan.id}/changes", at.now, **facts)
