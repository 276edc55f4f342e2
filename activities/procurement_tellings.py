"""What an act on a purchase writes, and whom it tells."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders
from domain.names import PersonId, ProcurementId
from domain.people import Actor, Position
from domain.procurement import Procurement, ProcurementState
from domain.procurement_events import NONE, Did, Event, Opinion
from domain.procurement_turns import right_of
from domain.roles import Role
from store.queries import people
from store.writes import audit, notices
from store.writes import procurement as writes

Change = Callable[[Procurement], tuple[Procurement, Event]]
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
    if event.did is Did.STRUCK:
        facts |= {"event": event.strikes, "reason": event.words, "amount": str(sum((one.amount for one in event.entries), NONE))}
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
    elif event.did is Did.STRUCK and after.next != was.next:
        kind, told = "procurement_struck", await _concerned(session, after, now)
    elif after.state is ProcurementState.ACCEPTED and was.state is not ProcurementState.ACCEPTED:
        kind, told = "procurement_accepted", await holders(session, after.department, Role.HEALTH_OFFICER, now)
    elif after.next and after.passed > was.passed:
        kind = "procurement_turn"
        above = right_of(after.next) == "procurement.judge"
        told = await holders(session, after.department, Role.HEALTH_OFFICER, now) if above else await _own(session, after, now)
    if kind:
        facility = (await people.facility(session, after.facility)).name
        facts = {"title": after.title, "facility": facility, "step": after.next.title if after.next else ""}
        others = [who for who in dict.fromkeys(told) if who != event.by]
        await notices.tell(session, f"procurement/{after.id}/{after.events}", others, kind, link(after.id), now, **facts)


async def _concerned(session: AsyncSession, one: Procurement, now: datetime) -> list[PersonId]:
    """Of a step that is waited for again: its own people, and the department when it enters the step or recorded what is taken back."""
    return [*await _own(session, one, now), *await holders(session, one.department, Role.HEALTH_OFFICER, now)]


async def _own(session: AsyncSession, one: Procurement, now: datetime) -> list[PersonId]:
    role = Role.HEALTH_OFFICER if one.facility == one.department else Role.ADMINISTRATOR
    return await holders(session, one.facility, role, now)
