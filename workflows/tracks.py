"""A facility's track: sleeps until the calendar says something, says it, and ends when every milestone is verified."""

from datetime import timedelta

from temporalio import workflow

from activities.golive import Golive
from activities.papers import Papers
from activities.procurement_papers import ProcurementPapers
from activities.tracks import Ring, TrackAct, Tracks, TrackStands
from domain.names import TrackId
from domain.tracks import next_event
from workflows.options import MONTH
from workflows.processes import Process


@workflow.defn(name="Track")
class TrackWorkflow(Process[TrackStands]):
    """The rows know the milestones; this knows when to speak."""

    @workflow.init
    def __init__(self, track: TrackId) -> None:
        super().__init__()
        self.track_id = track

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
            await self.hear(Tracks.remind, Ring(self.track_id, workflow.now()))
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
    async def procure(self, act: TrackAct) -> TrackStands:
        """A paper of a purchase."""
        return await self.act(ProcurementPapers.draw_up, act)

    @workflow.update
    async def golive(self, act: TrackAct) -> TrackStands:
        return await self.act(Golive.decide, act)

    @workflow.signal
    async def catch_up(self) -> None:
        """A paper was signed or refused, an appraisal closed, or the workflow was started again from rows."""
        await self.hear(Tracks.stands, self.track_id)
