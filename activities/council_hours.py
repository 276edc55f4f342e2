"""The hour for which a council is called, and calling it anew for another: everybody invited is told again."""

from dataclasses import dataclass
from datetime import datetime

from activities.appraisal_acts import Acted, Acting, check_calls, tell
from domain.clock import clock_time
from domain.council_hours import hour_faults
from domain.errors import Malformed
from domain.reasons import too_long
from store.queries import appraisals as queries
from store.writes import appraisals as writes
from store.writes import notices

LONGEST_PLACE = 300
"""Characters."""


@dataclass(frozen=True)
class Rescheduled:
    """When the council meets instead, and where; without a place it meets where it was called to."""

    meets_at: datetime
    held_at: str = ""


async def reschedule(on: Acting, said: Rescheduled) -> Acted:
    """Raises: NotAllowed, WrongState, Malformed."""
    check_calls(on, "appraisal.reschedule")
    if faults := hour_faults(said.meets_at, on.now) + too_long("place", said.held_at, LONGEST_PLACE):
        raise Malformed(*faults)
    after = on.appraisal.reschedule(said.meets_at)
    before = await queries.sitting(on.session, after.id)
    held_at = said.held_at.strip() or before.held_at
    await writes.change(on.session, after.id, meets_at=said.meets_at, held_at=held_at)
    told = [one.person for one in after.sitting]
    await tell(on.session, "council_moved", after, told, on.act.actor.request, on.now, when=clock_time(said.meets_at), where=held_at)
    await notices.nudge(on.session, told)
    was = {"was": before.meets_at.isoformat()} if before.meets_at else {}
    return Acted(after, {**was, "becomes": said.meets_at.isoformat(), "held_at": held_at})
