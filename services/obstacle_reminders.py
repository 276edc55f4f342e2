"""Reminding the department of obstacles that nobody answered, each day of the calendar once."""

from datetime import timedelta

from domain.calendars import calendar_of
from domain.clock import Clock, day
from domain.names import ObstacleId
from domain.obstacles import reminder
from domain.people import Role
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import obstacles as queries
from store.queries import people
from store.writes import notices
from store.writes import obstacles as writes

AT_ONCE = 500
"""Obstacles looked at in one transaction."""
FARTHEST = 60
"""Days before an answer is due within which anybody is reminded, whatever the settings say."""


async def tell_of_obstacles(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Reminds the department's officers of unanswered obstacles, each day of its calendar once. How many were told of."""
    told, now = 0, clock()
    after: ObstacleId | None = None
    while True:
        async with sessions.begin() as session:
            found = await queries.to_remind(session, day(now) + timedelta(days=FARTHEST), after, AT_ONCE)
            officers = await people.holding(session, Role.HEALTH_OFFICER, {one.department for one in found}, day(now))
            for one in found:
                come = reminder(one, calendar_of(policies.care(one.department, day(now))), now)
                if come and one.due:
                    kind = "obstacle_late" if come > one.due else "obstacle_due"
                    due = f"{one.due:%d/%m/%Y}"
                    key, link = f"obstacle/{one.id}/{one.steps}/{come}", f"/obstacles/{one.id}"
                    facts = {"title": one.title, "facility": one.lifter.name, "due": due}
                    await notices.tell(session, key, officers.get(one.department, []), kind, link, now, **facts)
                    await writes.told(session, one.id, come)
                    told += 1
        if len(found) < AT_ONCE:
            return told
        after = found[-1].id
