"""Who is in a plan while it runs: facilities that join it, and those that close or merge."""

from dataclasses import dataclass, replace
from datetime import date

from temporalio import activity

from activities.desk import Desk
from activities.plan_acts import Changing, Told, change
from activities.plans import PlanAct, PlanStands, new_track, tell_opened, track_of
from domain.clock import day
from domain.errors import Malformed, OutOfReach, WrongState
from domain.faults import both
from domain.names import FacilityId, TrackId
from domain.plans import FacilityKind, milestones_for
from domain.tracks import Progress, State, Track
from store.queries import plans, tracks
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
        return await change(self.desk, act, "plan.join", NewMembers, _join)

    @activity.defn(name="plan.close_track")
    async def close(self, act: PlanAct) -> PlanStands:
        """What ran of it is dropped and keeps its past. Raises: Malformed, NotAllowed, OutOfReach, NotFound."""
        return await change(self.desk, act, "plan.close_track", Closing, _close)


async def _join(at: Changing, said: NewMembers) -> Told:
    session, plan = at.session, at.plan
    free = {one.id: one for one in await plans.outside(session, plan)}
    if not said.facilities or set(said.facilities) - free.keys():
        raise Malformed(both("facility: chọn cơ sở trực thuộc chưa có lộ trình", "choose facilities that have no track yet"))
    before, own = await plans.elsewhere(session, plan.id), await _own(at)
    opens = [new_track(at.words, plan, free[one], at.now, before) for one in said.facilities]
    if empty := [free[track.facility].name for track, specs in opens if free[track.facility].unit and not specs]:
        raise Malformed(both(f"facility: kế hoạch không giao việc nào cho {', '.join(empty)}", "the plan gives it nothing to do"))
    await writes.tracks(session, [(carried(track, own), specs) for track, specs in opens])
    await _share(at, before)
    await tell_opened(session, at.words, [track for track, _ in opens], at.by, at.now)
    return ("plan", plan.id), {"facilities": list(said.facilities)}


async def _close(at: Changing, said: Closing) -> Told:
    session, plan = at.session, at.plan
    track = await tracks.track(session, said.track, lock=True)
    if track.plan != plan.id or track.own:
        raise OutOfReach("track")
    if track.closed_on:
        raise WrongState("plan.close_track", "closed")
    if faults := said.faults(day(at.now)):
        raise Malformed(*faults)
    others = {one.id for one in await plans.inside(session, plan)} - {track.facility}
    if said.successor and said.successor not in others:
        raise Malformed(both("successor: đơn vị tiếp nhận không có lộ trình trong kế hoạch", "it has no track in the plan"))
    before = await plans.elsewhere(session, plan.id)
    await editions.close(session, said.track, said.on, said.paper.strip(), said.successor, at.now)
    await _share(at, before)
    return ("track", said.track), {"on": said.on.isoformat(), "paper": said.paper.strip(), "successor": said.successor or ""}


async def _own(at: Changing) -> Track | None:
    """The department's own track; none when the plan was opened without it."""
    found = await tracks.tracks(at.session, [track_of(at.plan.id, at.plan.department)])
    return found[0] if found else None


async def _share(at: Changing, before: frozenset[str]) -> None:
    """What an authority with a running track does leaves the department's own track; when that closed, it comes back."""
    after = await plans.elsewhere(at.session, at.plan.id)
    if after == before or not await _own(at):
        return
    old, new = (milestones_for(at.words, FacilityKind.DEPARTMENT, False, "", codes) for codes in (before, after))
    own = editions.these(at.plan.id, [track_of(at.plan.id, at.plan.department)])
    await editions.apply(at.session, own, old, new, at.now)
