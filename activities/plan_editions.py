"""A plan that changes in flight: another edition put to its tracks, and last days that are moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk, allowed, check_above
from activities.plans import KINDS, PlanAct, PlanStands
from domain.clock import day
from domain.errors import Malformed, NotFound, OutOfReach
from domain.faults import both
from domain.names import PlanId, TrackId
from domain.people import Actor, Position, Role
from domain.plan_changes import LONGEST, ChangeKind, Move, check_edition, check_move, check_term
from domain.plans import Plan, milestones_for
from store.queries import people, plans
from store.queries import plan_editions as queries
from store.queries import tracks as track_queries
from store.queries.plans import OpenPlan
from store.writes import acts, audit, notices
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
        said = await self.desk.read(act.body, NewEdition)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "plan.apply", act.plan, act.body.sha256, now):
                position, plan = await above(session, act.actor, "plan.apply", act.plan, now)
                if not 0 < len(said.paper.strip()) <= LONGEST:
                    raise Malformed(both("paper: cần ghi số, ngày văn bản ban hành bản mới", "name the paper it is issued with"))
                if said.edition not in {line.id for line in await queries.of_plan(session, plan)}:
                    raise NotFound("plan_edition", said.edition)
                new = await queries.plan(session, said.edition)
                await self._put(session, act, plan, new, said, now)
                facts = {"edition": new.edition, "before": plan.edition}
                await audit.note_act(session, now, act.actor, position, "plan.apply", ("plan", act.plan), None, **facts)
            return await stands(session, act)

    async def _put(self, session: AsyncSession, act: PlanAct, plan: OpenPlan, new: Plan, said: NewEdition, now: datetime) -> None:
        old, paper = await queries.words(session, self.desk.policies, plan), said.paper.strip()
        found = check_edition(old, new, [one for one in await queries.earlier(session, plan) if one.edition != new.edition])
        await writes.lock(session, plan.id)
        elsewhere = await plans.elsewhere(session, plan.id)
        for kind, published, unit in await writes.sorts(session, plan.id):
            sort = (KINDS[kind], published, unit, elsewhere)
            of = writes.tracks_of(plan.id, kind, published, unit)
            await writes.apply(session, of, milestones_for(old, *sort), milestones_for(new, *sort), now)
        moves = [Move(one.code, one.before, one.after, "", paper, new.edition) for one in found if one.kind is ChangeKind.MOVED]
        await writes.moved(session, plan.id, moves, act.actor.person, now)
        await writes.runs_by(session, plan.id, said.edition, new)
        facts = {"title": new.title, "n": str(len(found))}
        await _tell(session, plan, f"plan_changed/{plan.id}/{new.edition}", "plan_changed", facts, now)

    @activity.defn(name="plan.move")
    async def move(self, act: PlanAct) -> PlanStands:
        """Raises: Malformed, NotFound, NotAllowed, OutOfReach."""
        said = await self.desk.read(act.body, NewDate)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "plan.move", act.plan, act.body.sha256, now):
                position, plan = await above(session, act.actor, "plan.move", act.plan, now)
                await self._move(session, act, plan, said, now)
                facts = {"milestone": said.code, "to": said.to.isoformat(), "tracks": len(said.tracks)}
                await audit.note_act(session, now, act.actor, position, "plan.move", ("plan", act.plan), None, **facts)
            return await stands(session, act)

    async def _move(self, session: AsyncSession, act: PlanAct, plan: OpenPlan, said: NewDate, now: datetime) -> None:
        """In the tracks named, or in all that have no last day of their own; the plan's words say how late it may come."""
        words = await queries.words(session, self.desk.policies, plan)
        check_term(words, said.to)
        found = next(((task, part) for task, part in words.parts() if part.code == said.code), None)
        if found is None:
            raise Malformed(both(f"code: kế hoạch không có mốc {said.code}", "the plan has no such milestone"))
        await writes.lock(session, plan.id)
        task, part = found
        due = next(iter(task.dues_of(part)), None)
        dues = await track_queries.dues(session, plan.id, said.code, said.tracks)
        known = {track for tracks in dues.values() for track in tracks}
        if not known or set(said.tracks) - known:
            raise OutOfReach("track")
        present = next(iter(dues)) if len(dues) == 1 else None
        last = due.last if due else None
        check_move(due.nature if due else None, last, said.to, said.reason, said.paper, present)
        said_of = Move(said.code, present if said.tracks else last, said.to, said.reason.strip(), said.paper.strip())
        await writes.moved(session, plan.id, [said_of], act.actor.person, now, said.tracks)
        await writes.move(session, writes.these(plan.id, said.tracks), said.code, said.to, now, own=bool(said.tracks))
        facts = {"title": f"{said.code} {part.title}", "day": said.to.strftime("%d/%m/%Y")}
        key = f"milestone_moved/{plan.id}/{act.actor.request}"
        await _tell(session, plan, key, "milestone_moved", facts, now, said.tracks)


async def above(session: AsyncSession, actor: Actor, act: str, which: PlanId, now: datetime) -> tuple[Position, OpenPlan]:
    """The position and the locked plan, when the plan is its department's. Raises: NotAllowed, OutOfReach, NotFound."""
    position = await allowed(session, actor, act, "*", now)
    await check_above(session, position, act)
    plan = await plans.plan(session, which, lock=True)
    if plan.department != position.facility:
        raise OutOfReach("plan")
    return position, plan


async def stands(session: AsyncSession, act: PlanAct) -> PlanStands:
    return PlanStands(act.plan, not await plans.unfinished_tracks(session, act.plan, limit=1))


async def _tell(
    session: AsyncSession,
    plan: OpenPlan,
    key: str,
    kind: str,
    facts: Mapping[str, str],
    now: datetime,
    tracks: tuple[TrackId, ...] = (),
) -> None:
    """Whoever runs one of the running tracks is told; of the department's own, its officers."""
    reached = await track_queries.facilities(session, plan.id, tracks)
    told = await people.holding(session, Role.ADMINISTRATOR, reached, day(now))
    officers = await people.holding(session, Role.HEALTH_OFFICER, [one for one in reached if one == plan.department], day(now))
    everybody = {one for held in (*told.values(), *officers.values()) for one in held}
    await notices.tell(session, key, everybody, kind, f"/plans/{plan.id}/changes", now, **facts)
