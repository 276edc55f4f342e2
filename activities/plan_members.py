"""Who is in a plan while it runs: facilities that join it, and those that close or merge."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.plan_editions import above, stands
from activities.plans import PlanAct, PlanStands, new_track, tell_opened, track_of
from domain.clock import day
from domain.errors import Malformed, OutOfReach, WrongState
from domain.faults import both
from domain.names import FacilityId, TrackId
from domain.plans import FacilityKind, Plan, milestones_for
from domain.tracks import Progress, State, Track
from store.queries import plan_editions, plans, tracks
from store.queries.plans import OpenPlan
from store.writes import acts, audit
from store.writes import plan_editions as editions
from store.writes import plans as writes


@dataclass(frozen=True)
class NewMembers:
    """Facilities of the department that join the plan."""

    facilities: tuple[FacilityId, ...]


@dataclass(frozen=True)
class Closing:
    """A facility that closes, or merges into another."""

    track: TrackId
    on: date
    """Last day."""
    paper: str
    successor: FacilityId | None = None

    def faults(self, today: date) -> list[str]:
        found = []
        if not self.paper.strip():
            found.append(both("paper: cần ghi số, ngày quyết định giải thể hoặc sáp nhập", "name the decision"))
        if self.on > today:
            found.append(both("on: ngày ở tương lai, đóng khi đã đến ngày", "the day lies in the future, close it when it has come"))
        return found


def carried(track: Track, own: Track | None) -> Track:
    """A new authority's track goes on where the department's own stood in its parts. Raises: Malformed while one of them waits there."""
    stood = {one.code: one for one in own.milestones} if own else {}
    waits = [one.code for one in track.milestones if one.code in stood and stood[one.code].state is State.REPORTED]
    if waits:
        codes = ", ".join(waits)
        vi = f"facility: mốc {codes} đang chờ xác nhận trong lộ trình của Sở, hãy xác nhận hoặc trả lại trước"
        raise Malformed(both(vi, f"{codes} wait to be judged in the department's own track, judge them first"))
    return replace(track, milestones=tuple(_as(one, stood.get(one.code)) for one in track.milestones))


def _as(one: Progress, stood: Progress | None) -> Progress:
    """Reports stay in the track where they were made."""
    return replace(stood, after=one.after, reports=0, sent_back=False) if stood else one


class PlanMembers:
    """Hands of the plan workflow that take facilities in and out."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="plan.join")
    async def join(self, act: PlanAct) -> PlanStands:
        """A track for each, by the edition that runs. Raises: Malformed, NotAllowed, OutOfReach."""
        said = await self.desk.read(act.body, NewMembers)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "plan.join", act.plan, act.body.sha256, now):
                position, plan = await above(session, act.actor, "plan.join", act.plan, now)
                words = await plan_editions.words(session, self.desk.policies, plan)
                free = {one.id: one for one in await plans.outside(session, plan)}
                if not said.facilities or set(said.facilities) - free.keys():
                    raise Malformed(both("facility: chọn cơ sở trực thuộc chưa có lộ trình", "choose facilities that have no track yet"))
                before, own = await plans.elsewhere(session, plan.id), await self._own(session, plan)
                opens = [new_track(words, plan, free[one], now, before) for one in said.facilities]
                if empty := [free[track.facility].name for track, specs in opens if free[track.facility].unit and not specs]:
                    raise Malformed(
                        both(f"facility: kế hoạch không giao việc nào cho {', '.join(empty)}", "the plan gives it nothing to do")
                    )
                await writes.tracks(session, [(carried(track, own), specs) for track, specs in opens])
                await self._share(session, words, plan, before, now)
                await tell_opened(session, words, [track for track, _ in opens], act.actor.person, now)
                facts = {"facilities": list(said.facilities)}
                await audit.note_act(session, now, act.actor, position, "plan.join", ("plan", act.plan), None, **facts)
            return await stands(session, act)

    async def _own(self, session: AsyncSession, plan: OpenPlan) -> Track | None:
        """The department's own track; none when the plan was opened without it."""
        found = await tracks.tracks(session, [track_of(plan.id, plan.department)])
        return found[0] if found else None

    async def _share(self, session: AsyncSession, words: Plan, plan: OpenPlan, before: frozenset[str], now: datetime) -> None:
        """What an authority with a running track does leaves the department's own track; when that closed, it comes back."""
        after = await plans.elsewhere(session, plan.id)
        if after == before or not await self._own(session, plan):
            return
        old, new = (milestones_for(words, FacilityKind.DEPARTMENT, False, "", codes) for codes in (before, after))
        await editions.apply(session, editions.these(plan.id, [track_of(plan.id, plan.department)]), old, new, now)

    @activity.defn(name="plan.close_track")
    async def close(self, act: PlanAct) -> PlanStands:
        """What ran of it is dropped and keeps its past. Raises: Malformed, NotAllowed, OutOfReach, NotFound."""
        said = await self.desk.read(act.body, Closing)
        async with self.desk.act() as (session, now):
            if await acts.claim(session, act.actor, "plan.close_track", said.track, act.body.sha256, now):
                position, plan = await above(session, act.actor, "plan.close_track", act.plan, now)
                track = await tracks.track(session, said.track, lock=True)
                if track.plan != plan.id or track.own:
                    raise OutOfReach("track")
                if await tracks.closed(session, said.track):
                    raise WrongState("plan.close_track", "closed")
                if faults := said.faults(day(now)):
                    raise Malformed(*faults)
                others = {one.id for one in await plans.inside(session, plan)} - {track.facility}
                if said.successor and said.successor not in others:
                    raise Malformed(both("successor: đơn vị tiếp nhận không có lộ trình trong kế hoạch", "it has no track in the plan"))
                before = await plans.elsewhere(session, plan.id)
                await editions.close(session, said.track, said.on, said.paper.strip(), said.successor, now)
                await self._share(session, await plan_editions.words(session, self.desk.policies, plan), plan, before, now)
                facts = {"on": said.on.isoformat(), "paper": said.paper.strip(), "successor": said.successor or ""}
                await audit.note_act(session, now, act.actor, position, "plan.close_track", ("track", said.track), None, **facts)
            return await stands(session, act)
