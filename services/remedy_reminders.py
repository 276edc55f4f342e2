"""Reminding of remedial tasks, each day of the calendar once; and of visits whose day passed without minutes."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import holders
from domain.calendars import calendar_of
from domain.clock import Clock, day
from domain.people import Role
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import people, visits
from store.queries import remedies as queries
from store.writes import notices
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


async def _remind(session: AsyncSession, policies: PolicyBook, one: queries.Watched, clock: Clock) -> int:
    """Of what is late the department's officers are told too. 1 when it was told."""
    remedy, now = one.remedy, clock()
    come = remedy.reminder(calendar_of(policies.care(remedy.facility, day(now))), now)
    if come is None:
        return 0
    late = come > remedy.due
    officers = await holders(session, one.department, Role.HEALTH_OFFICER, now)
    doers = officers if remedy.facility == one.department else await holders(session, remedy.facility, Role.ADMINISTRATOR, now)
    kind = "remedy_late" if late else "remedy_due"
    facts = {"title": remedy.what, "facility": (await people.facility(session, remedy.facility)).name, "due": f"{remedy.due:%d/%m/%Y}"}
    key, link = f"remedy/{remedy.visit}/{remedy.number}/{remedy.steps}/{come}", f"/visits/{remedy.visit}"
    await notices.tell(session, key, [*doers, *(officers if late else ())], kind, link, now, **facts)
    await writes.told(session, remedy, come)
    return 1


async def _tell_unrecorded(sessions: Sessions, clock: Clock) -> int:
    told, now = 0, clock()
    while True:
        async with sessions.begin() as session:
            found = await visits.unrecorded(session, day(now), AT_ONCE)
            for one in found:
                officers = await holders(session, one.department, Role.HEALTH_OFFICER, now)
                facts = {"day": f"{one.day:%d/%m/%Y}", "facility": (await people.facility(session, one.facility)).name}
                key = f"visit/{one.id}/unrecorded/{one.day}"
                await notices.tell(session, key, officers, "visit_unrecorded", f"/visits/{one.id}", now, **facts)
                await visit_writes.told_unrecorded(session, one.id)
        told += len(found)
        if len(found) < AT_ONCE:
            return told
