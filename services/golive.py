"""What a person may ask about going live."""

from typing import Any

from activities.papers import DraftWords
from domain.golive import Gate, Readiness, check_ready, gates
from domain.golive import readiness as judged
from domain.names import DocumentId, TrackId
from domain.people import demand
from services import access
from services.context import Context
from services.tracks import drawn_up
from store.queries import appraisals, tracks
from workflows.tracks import TrackWorkflow


async def readiness(context: Context, which: TrackId) -> tuple[Readiness, tuple[Gate, ...]]:
    """What the council found, and what still stands before the decision. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = judged(await appraisals.of_track(session, which, context.house.policies))
        titles = {spec.code: spec.title for spec in await tracks.specs(session, which)}
        return found, gates(track, found, titles)


async def decide(context: Context, which: TrackId, data: dict[str, Any]) -> DocumentId:
    """Draws up the decision to use electronic records in place of paper; the house cites the minutes.

    Raises: Incomplete (no met verdict on the evidence as it is), EarlierFirst, Malformed, ChainUnfillable, NotAllowed, OutOfReach,
    WrongState.
    """
    demand(context.position, "golive.decide", "*", context.today)
    found, _ = await readiness(context, which)
    check_ready(found)
    return await drawn_up(context, which, "golive.decide", TrackWorkflow.golive, DraftWords(data))
