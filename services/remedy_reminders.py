"""Reminding of remedial tasks, each day of the calendar once; and of visits whose day passed without minutes."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tellings import About, tell
from domain.calendars import calendar_of
from domain.clock import Clock, day
from domain.escalations import Level
from domain.names import VisitId
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import people, visits
from store.queries import remedies as queries
from store.writes import remedies as writes
from store.writes import visits as visit_writes

AT_ONCE = 500
"""Tasks looked at in one transaction."""
FARTHEST = 60
"""Days before the last day within which anybody is reminded, whatever the settings say."""


async def tell_of_remedies(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Reminds whoever is to do a remedial task, each day of the calendar once; and officers of visits left unrecorded. How many."""
    now = clock()
    told = await _tell_unrecorded(sessions, clock)
    after: tuple[UUID, int] | None = None
    while True:
        async with sessions.begin() as session:
            found = await queries.to_remind(session, day(now) + timedelta(days=FARTHEST), after, AT_ONCE)
            told += sum([await _remind(session, policies, one, clock) for one in found])
        if len(found) < AT_ONCE:
            return told
        last = found[-1].remedy
        after = (last.visit, last.number)


async def _remind(session: AsyncSession, policies: PolicyBook, one: queries.Watched, clock: Clock) -> bool:
    """Of what is late the department's officers are told too. Whether it was told to anybody; what reached nobody is tried again."""
    remedy, now = one.remedy, clock()
    come = remedy.reminder(calendar_of(policies.care(remedy.facility, day(now))), now)
    if come is None:
        return False
    late = come > remedy.due
    doer = Level.OFFICERS if remedy.facility == one.department else Level.UNIT
    facts = {"title": remedy.what, "facility": (await people.facility(session, remedy.facility)).name, "due": f"{remedy.due:%d/%m/%Y}"}
    key, link = f"remedy/{remedy.visit}/{remedy.number}/{remedy.steps}/{come}", f"/visits/{remedy.visit}"
    reached = 0
    for level in (doer, Level.OFFICERS) if late else (doer,):
        about = About(one.unit, one.department)
        reached += await tell(session, about, level, key, "remedy_late" if late else "remedy_due", link, now, **facts)
    if reached:
        await writes.told(session, remedy, come)
    return reached > 0


async def _tell_unrecorded(sessions: Sessions, clock: Clock) -> int:
    told, now = 0, clock()
    after: VisitId | None = None
    while True:
        async with sessions.begin() as session:
            found = await visits.unrecorded(session, day(now), after, AT_ONCE)
            for one in found:
                facts = {"day": f"{one.day:%d/%m/%Y}", "facility": (await people.facility(session, one.facility)).name}
                about, key = About(one.facility, one.department), f"visit/{one.id}/unrecorded/{one.day}"
                if await tell(session, about, Level.OFFICERS, key, "visit_unrecorded", f"/visits/{one.id}", now, **facts):
                    await visit_writes.told_unrecorded(session, one.id)
                    told += 1
        if len(found) < AT_ONCE:
            return told
        after = found[-1].id
