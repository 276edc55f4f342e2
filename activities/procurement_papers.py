"""The papers of a purchase: drawn up by one act, whose signing begins with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import Of, Paper, make
from activities.heads import office
from activities.papers import newest
from activities.procurement_signing import check_quiet
from activities.tracks import TrackAct, TrackStands, allowed_on_track, stands_of, track_key
from domain.clock import day
from domain.errors import Malformed, NotFound, WrongState
from domain.names import DocumentId, ProcurementId, id_of
from domain.procurement import Procurement
from domain.procurement_faults import paper_faults
from domain.procurement_papers import FORMS
from domain.procurement_routes import SIGNED, ProcurementRules, StepKind
from domain.procurement_said import whole
from store.queries import plans, procurement_events, tracks
from store.queries import procurement as queries
from store.writes import acts, audit
from store.writes import procurement as writes


@dataclass(frozen=True)
class PaperWords:
    """What is typed for the paper of one step."""

    procurement: ProcurementId
    step: str
    data: dict[str, Any]


OF_DEPARTMENT = "TTr-SYT"
"""Series of the proposals that the department of health itself makes; those of a facility have their form's."""


def step_document(which: ProcurementId, step: str) -> DocumentId:
    """One document for one step: what is drawn up again is its next version."""
    return DocumentId(id_of("procurement-paper", which, step))


async def rules_of(session: AsyncSession, desk: Desk, one: Procurement) -> ProcurementRules:
    """Those it was opened or last edited by: what came into force meanwhile asks for other clauses of other purchases."""
    return desk.policies.procurement_edition((await plans.plan(session, one.plan)).code, one.edition)


class ProcurementPapers:
    """Hands of the track workflow that draw up the papers of its purchases."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="track.procure")
    async def draw_up(self, act: TrackAct) -> TrackStands:
        """The proposal, the checklist of clauses or the acceptance minutes; its signing begins."""
        said = await self.desk.read(act.body, PaperWords)
        which = step_document(said.procurement, said.step)
        async with self.desk.act() as (session, now):
            track = await tracks.track(session, act.track, lock=True)
            if not await acts.claim(session, act.actor, "procurement.draw_up", said.procurement, act.body.sha256, now):
                return stands_of(self.desk, track, now, await newest(session, which))
            position = await allowed_on_track(session, act.actor, "procurement.keep", track, "*", now)
            track.check_running("procurement.draw_up")
            one = await queries.procurement(session, said.procurement, lock=True)
            if one.track != track.id:
                raise NotFound("procurement", said.procurement)
            of = await self._made(session, one, said, act, now)
            facts = {"procurement": one.id, "name": one.title, "step": one.step(said.step).title, "version": of.version}
            subject = ("track", track.id)
            await audit.note_act(session, now, act.actor, position, "procurement.draw_up", subject, None, document=of.document, **facts)
            return stands_of(self.desk, track, now, of)

    async def _made(self, session: AsyncSession, one: Procurement, said: PaperWords, act: TrackAct, now: datetime) -> Of:
        """Raises: NotFound, WrongState, Incomplete, Malformed, ChainUnfillable."""
        step = one.turn(said.step, "procurement.draw_up")
        if step.kind not in SIGNED:
            raise WrongState("procurement.draw_up", step.kind)
        await check_quiet(session, one, "procurement.draw_up")
        name = FORMS[step.kind]
        form, rules = self.desk.policies.form(name, day(now)), await rules_of(session, self.desk, one)
        if wrong := paper_faults(step.kind, form, one, rules, said.data):
            raise Malformed(*wrong)
        events = tuple(each.event for each in await procurement_events.events(session, one.id) if not each.struck)
        data = whole(step.kind, one, rules, events, said.data) | await office(session, one.facility)
        which = step_document(one.id, step.code)
        title = f"{form.name}: {one.title}"
        series = OF_DEPARTMENT if step.kind is StepKind.PROPOSAL and one.facility == one.department else ""
        paper = Paper(which, one.facility, name, ("track", one.track), track_key(one.track), data, title=title, series=series)
        of = await make(self.desk, session, paper, act.actor, now)
        await writes.paper(session, which, one.id, step.code, one.version)
        return of
