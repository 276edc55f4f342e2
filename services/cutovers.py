"""A department's own choice for its inpatients on the day it drops paper, and records that are converted later, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.cutovers import Chosen, Cutover, Medium, RecordMedium, check_convert
from domain.errors import OutOfReach
from domain.names import DepartmentId, RecordId
from domain.people import demand
from services import access
from services.context import Context
from store.queries import cutovers as queries
from store.queries import golive, people, records
from store.queries.cutovers import Inpatient
from store.writes import acts, audit
from store.writes import cutovers as writes


@dataclass(frozen=True)
class CutoverView:
    """The department's day, what was chosen, and its records as they are now."""

    department: DepartmentId
    name: str
    day: date | None
    """None until the facility's administrator lets the department begin."""
    chosen: Cutover | None
    records: Sequence[Inpatient]


async def read(context: Context) -> CutoverView:
    """Of the department of the acting position. Raises: NotAllowed, OutOfReach without one."""
    demand(context.position, "cutover.choose", "*", context.today)
    department = _mine(context)
    async with context.house.sessions() as session:
        day = await golive.begins(session, context.position.facility, department)
        name = dict(await people.departments(session, context.position.facility)).get(department, "")
        chosen = await queries.cutover(session, department, day) if day else None
        return CutoverView(department, name, day, chosen, await queries.inpatients(session, department))


async def choose(context: Context, chosen: Chosen) -> int:
    """For every record the department treats now; chosen again before the day it counts anew. How many.

    Raises: NotAllowed, OutOfReach, Incomplete, WrongState once the day has come, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "cutover.choose", "*", context.today)
    department = _mine(context)
    same = [chosen.choice, chosen.place, list(chosen.exceptions)]
    async with context.house.sessions.begin() as session:
        found = await queries.inpatients(session, department, lock=True)
        if not await acts.claim(session, context.actor, "cutover.choose", department, same, context.now):
            return len(found)
        day = await golive.begins(session, context.position.facility, department)
        known = {one.code: one.record for one in found}
        chosen.check(day, known, context.today)
        assert day
        by, now = context.position.person, context.now
        await writes.choose(session, Cutover(department, day, chosen.choice, chosen.place, by, now))
        for which, medium in chosen.media(known).items():
            await writes.mark(session, RecordMedium(which, medium, day, chosen.place, by, now))
            told = {"medium": medium, "day": f"{day:%d/%m/%Y}"}
            await audit.note_act(session, now, context.actor, context.position, "cutover.choose", ("record", which), which, **told)
        return len(known)


async def convert(context: Context, which: RecordId, place: str) -> None:
    """A record that was to end on paper goes on electronically from today; its paper stays where it is said to lie.

    Raises: NotAllowed, OutOfReach, NotFound, WrongState, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions.begin() as session:
        await access.reached(session, context, which, "cutover.convert")
        if await acts.claim(session, context.actor, "cutover.convert", which, [place], context.now):
            record = await records.record(session, which, lock=True)
            demand(context.position, "cutover.convert", record.state, context.today)
            check_convert(await queries.medium(session, which), place)
            made = RecordMedium(which, Medium.HYBRID, context.today, place, context.position.person, context.now)
            await writes.mark(session, made)
            told = {"medium": made.medium, "day": f"{made.day:%d/%m/%Y}"}
            await audit.note_act(session, context.now, context.actor, context.position, "cutover.convert", ("record", which), which, **told)


def _mine(context: Context) -> DepartmentId:
    if context.position.department is None:
        raise OutOfReach()
    return context.position.department
