"""What an act on a purchase writes and tells, and the door by which a council's verdict comes to it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders
from domain.errors import WrongState
from domain.names import DocumentId, PersonId, ProcurementId
from domain.outside_papers import OutsidePaper
from domain.people import Actor, Position, Role
from domain.procurement import Procurement, ProcurementState
from domain.procurement_events import NO_PAPER, Did, Event, Judgement, Opinion
from domain.procurement_routes import Recorder, StepKind
from store.queries import people
from store.queries import procurement as queries
from store.queries import signatures as documents
from store.writes import audit, notices
from store.writes import procurement as writes

Change = Callable[[Procurement], tuple[Procurement, Event]]
UNDER_WAY = ("waiting", "signing", "stamping")
"""States of a paper that people are signing."""
ACTS = {
    Did.OPENED: "open",
    Did.EDITED: "edit",
    Did.SIGNED: "signed",
    Did.JUDGED: "judge",
    Did.SELECTED: "select",
    Did.CONTRACTED: "contract",
    Did.DELIVERED: "deliver",
    Did.PAID: "pay",
    Did.STRUCK: "strike",
    Did.STOPPED: "stop",
}
"""What happened → its word in the audit, after `procurement.`."""


def link(which: ProcurementId) -> str:
    return f"/procurement/{which}"


async def signing(session: AsyncSession, one: Procurement) -> DocumentId | None:
    """The paper of the step waited for that people are signing now."""
    wanted = one.next.code if one.next else ""
    for paper in await queries.papers(session, one.id):
        if paper.step == wanted and paper.version == one.version:
            version = await documents.version(session, paper.document, (await documents.document(session, paper.document)).current)
            return paper.document if version.state in UNDER_WAY else None
    return None


async def check_quiet(session: AsyncSession, one: Procurement, act: str) -> None:
    """What people are signing is not changed under their hands. Raises: WrongState."""
    if await signing(session, one):
        raise WrongState(act, "signing")


async def keep(
    session: AsyncSession, was: Procurement, after: Procurement, event: Event, now: datetime, actor: Actor | None, position: Position | None
) -> None:
    """Rows, the track's timeline, and whoever is concerned, but for whoever did it."""
    await (writes.change if after.events > 1 else writes.put)(session, after, event)
    act = f"procurement.{ACTS[event.did]}"
    facts: dict[str, object] = {"procurement": after.id, "name": after.title, "milestones": [after.milestone] if after.milestone else []}
    if event.step:
        facts["step"] = after.step(event.step).title
    if event.opinion:
        facts["opinion"] = event.opinion
    if actor and position:
        await audit.note_act(session, now, actor, position, act, ("track", after.track), None, **facts)
    else:
        await audit.note(session, now, None, act, ("track", after.track), None, None, **facts)
    await _tell(session, was, after, event, now)


async def _tell(session: AsyncSession, was: Procurement, after: Procurement, event: Event, now: datetime) -> None:
    """Whose turn it is now; of a refusal, whoever makes the proposal anew."""
    await notices.settle(session, f"procurement/{after.id}", now)
    kind, told = "", list[PersonId]()
    if event.did is Did.JUDGED and event.opinion is Opinion.REFUSED:
        kind, told = "procurement_returned", await _own(session, after, now)
    elif after.state is ProcurementState.ACCEPTED and was.state is not ProcurementState.ACCEPTED:
        kind, told = "procurement_accepted", await holders(session, after.department, Role.HEALTH_OFFICER, now)
    elif after.next and after.passed > was.passed:
        kind = "procurement_turn"
        above = after.next.recorded_by is Recorder.DEPARTMENT
        told = await holders(session, after.department, Role.HEALTH_OFFICER, now) if above else await _own(session, after, now)
    if kind:
        facility = (await people.facility(session, after.facility)).name
        facts = {"title": after.title, "facility": facility, "step": after.next.title if after.next else ""}
        others = [who for who in told if who != event.by]
        await notices.tell(session, f"procurement/{after.id}/{after.events}", others, kind, link(after.id), now, **facts)


async def _own(session: AsyncSession, one: Procurement, now: datetime) -> list[PersonId]:
    role = Role.HEALTH_OFFICER if one.facility == one.department else Role.ADMINISTRATOR
    return await holders(session, one.facility, role, now)


async def appraised(
    session: AsyncSession,
    which: ProcurementId,
    met: bool,
    document: DocumentId | None,
    paper: OutsidePaper,
    now: datetime,
    conditions: str = "",
    why_not: str = "",
) -> Procurement:
    """A council's verdict on the proposal: by its minutes in the house (`document`), or by its paper made elsewhere.

    Met, with or without conditions, the purchase goes on; not met, it goes back to the proposal. For other processes of the house:
    no right is asked here. Raises: NotFound, WrongState, Incomplete (it waits for something else), Malformed.
    """
    was = await queries.procurement(session, which, lock=True)
    step = next((one for one in was.route if one.kind is StepKind.APPRAISAL), None)
    if step is None:
        raise WrongState("procurement.judge", StepKind.APPRAISAL)
    opinion = Opinion.REFUSED if not met else Opinion.CONDITIONS if conditions.strip() else Opinion.AGREED
    words = conditions if met else why_not or "Hội đồng kết luận không đạt, xem biên bản"
    said = Judgement(opinion, paper if document is None else NO_PAPER, words, document=document)
    after, event = was.judge(step.code, said, None, now)
    await keep(session, was, after, event, now, None, None)
    return after
