"""Who is in a plan while it runs: facilities that join it, and those that close or merge."""

from dataclasses import dataclass
from datetime import date

from temporalio import activity

from activities.desk import Desk
from activities.plan_editions import above, stands
from activities.plans import PlanAct, PlanStands, new_track, tell_opened
from domain.clock import day
from domain.errors import Malformed, OutOfReach, WrongState
from domain.faults import both
from domain.names import FacilityId, TrackId
from store.queries import plan_editions, plans, tracks
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
                opens = [new_track(words, plan, free[one], now) for one in said.facilities]
                await writes.tracks(session, opens)
                await tell_opened(session, words, [track for track, _ in opens], act.actor.person, now)
                facts = {"facilities": list(said.facilities)}
                await audit.note_act(session, now, act.actor, position, "plan.join", ("plan", act.plan), None, **facts)
            return await stands(session, act)

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
                await editions.close(session, said.track, said.on, said.paper.strip(), said.successor, now)
                facts = {"on": said.on.isoformat(), "paper": said.paper.strip(), "successor": said.successor or ""}
                await audit.note_act(session, now, act.actor, position, "plan.close_track", ("track", said.track), None, **facts)
            return await stands(session, act)
