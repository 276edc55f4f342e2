"""What a person may ask about going live: what stands before each of the three decisions, and drawing one up."""

from typing import Any

from activities.golive import RIGHTS, GolivePaper
from activities.golive_gates import Stands, stands
from activities.tracks import TrackAct, track_key
from domain.going_live import Act
from domain.golive_policies import Subject
from domain.names import DepartmentId, DocumentId, TrackId, track_workflow
from domain.people import demand
from services import access
from services.acts import body, tell
from services.context import Context
from workflows.tracks import TrackWorkflow


async def standing(context: Context, which: TrackId, subject: Subject = Subject.RECORD) -> Stands:
    """The decision with every gate of its policy, as the rows are now. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        return await stands(session, context.house.policies, track, subject, context.now)


async def decide(context: Context, which: TrackId, data: dict[str, Any], subject: Subject = Subject.RECORD) -> DocumentId:
    """Draws up the decision to use something else in place of paper; the house cites the minutes.

    Raises: Incomplete (with every gate that does not hold), EarlierFirst, Malformed, ChainUnfillable, NotAllowed, OutOfReach, WrongState.
    """
    demand(context.position, "golive.decide", "*", context.today)
    return await _drawn_up(context, which, GolivePaper(data, subject))


async def publish(context: Context, which: TrackId, data: dict[str, Any], subject: Subject = Subject.RECORD) -> DocumentId:
    """Draws up the announcement to the department of health and the Ministry. Raises: as `decide`."""
    demand(context.position, "golive.publish", "*", context.today)
    return await _drawn_up(context, which, GolivePaper(data, subject, Act.PUBLISH))


async def reverse(
    context: Context, which: TrackId, data: dict[str, Any], subject: Subject = Subject.RECORD, department: DepartmentId | None = None
) -> DocumentId:
    """Draws up the decision to go back to paper, of a department or of the whole, with its `reason`. Raises: as `decide`."""
    demand(context.position, "golive.reverse", "*", context.today)
    return await _drawn_up(context, which, GolivePaper(data, subject, Act.REVERSE, department or ""))


async def evaluate(context: Context, which: TrackId, data: dict[str, Any], subject: Subject = Subject.RECORD) -> DocumentId:
    """Draws up the report that evaluates it against what was before; the house fills in the figures. Raises: as `decide`."""
    demand(context.position, "golive.evaluate", "*", context.today)
    return await _drawn_up(context, which, GolivePaper(data, subject, Act.EVALUATE))


async def _drawn_up(context: Context, which: TrackId, words: GolivePaper) -> DocumentId:
    async with context.house.sessions() as session:
        await access.track(session, context, which, RIGHTS[words.act])
    act = TrackAct(context.actor, which, await body(context, track_key(which), words))
    found = await tell(context, TrackWorkflow.run, track_workflow(which), which, TrackWorkflow.golive, act)
    made: DocumentId = found.begins.document
    return made
