"""A facility's track: sleeps until the calendar says something, says it, and ends when every milestone is verified."""

from datetime import timedelta

from temporalio import workflow

from activities.golive import Golive
from activities.papers import Papers
from activities.processes import Processes
from activities.tracks import Ring, TrackAct, Tracks, TrackStands
from domain.names import TrackId
from domain.tracks import Track, next_event
from workflows.failures import answer
from workflows.options import MONTH, QUICK, STEADY


@workflow.defn(name="Track")
class TrackWorkflow:
    """The rows know the milestones; this knows when to speak."""

    @workflow.init
    def __init__(self, track: TrackId) -> None:
        self.track_id = track
        self.stands: TrackStands | None = None

    @workflow.run
    async def run(self, track: TrackId) -> None:
        begun = workflow.now()
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.stands is None:
            await self.catch_up()
        while self.stands and not self.stands.track.finished:
            await self.next(self.stands)
            if workflow.now() - begun >= MONTH:
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(track)
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def next(self, was: TrackStands) -> None:
        """Waits for an act or for the calendar's next moment, whichever comes first."""
        event = next_event(was.track, was.calendar, workflow.now())
        wait = event.at - workflow.now() if event else MONTH
        if event and wait <= timedelta(0):
            ring = Ring(self.track_id, workflow.now())
            self.see(await workflow.execute_local_activity_method(Tracks.remind, ring, **STEADY))
            return
        try:
            await workflow.wait_condition(lambda: self.stands is not was, timeout=min(wait, MONTH))
        except TimeoutError:
            return

    @workflow.update
    async def declare(self, act: TrackAct) -> TrackStands:
        return await self.act(Tracks.declare, act)

    @workflow.update
    async def report(self, act: TrackAct) -> TrackStands:
        return await self.act(Tracks.report, act)

    @workflow.update
    async def accept(self, act: TrackAct) -> TrackStands:
        return await self.act(Tracks.accept, act)

    @workflow.update
    async def send_back(self, act: TrackAct) -> TrackStands:
        return await self.act(Tracks.send_back, act)

    @workflow.update
    async def draft(self, act: TrackAct) -> TrackStands:
        return await self.act(Papers.draft, act)

    @workflow.update
    async def golive(self, act: TrackAct) -> TrackStands:
        return await self.act(Golive.decide, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """A paper was signed or refused, an appraisal closed, or the workflow was started again from rows."""
        self.see(await workflow.execute_local_activity_method(Tracks.stands, self.track_id, **STEADY))

    async def act(self, hand: object, act: TrackAct) -> TrackStands:
        stands: TrackStands = await answer(workflow.execute_local_activity_method(hand, act, **QUICK))  # type: ignore[call-overload]
        self.see(stands)
        if stands.begins:
            await workflow.execute_local_activity_method(Processes.sign, stands.begins, **STEADY)
        return stands

    def see(self, stands: TrackStands | None) -> None:
        """Replaces the copy, unless it is an older one that comes late."""
        if stands and (self.stands is None or not older(stands.track, self.stands.track)):
            self.stands = stands


def older(one: Track, other: Track) -> bool:
    """Whether one was read before the other: neither the moment heard nor the newest change ever goes back."""
    newest, was = (max((m.since for m in track.milestones), default=track.opened_at) for track in (one, other))
    return one.heard_at < other.heard_at or newest < was
