"""Reminding the department of obstacles that nobody answered, each day of the calendar once."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tellings import About, tell
from domain.calendars import calendar_of
from domain.clock import Clock, day
from domain.escalations import Level
from domain.names import ObstacleId
from domain.obstacles import Obstacle, reminder
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import obstacles as queries
from store.queries import people
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
            told += sum([await _remind(session, policies, one, clock) for one in found])
        if len(found) < AT_ONCE:
            return told
        after = found[-1].id


async def _remind(session: AsyncSession, policies: PolicyBook, one: Obstacle, clock: Clock) -> bool:
    """Whether it was told to anybody; what reached nobody is tried again."""
    now = clock()
    come = reminder(one, calendar_of(policies.care(one.department, day(now))), now)
    if come is None or one.due is None:
        return False
    kind = "obstacle_late" if come > one.due else "obstacle_due"
    facility = (await people.facility(session, one.facility)).name
    facts = {"title": one.title, "facility": facility, "lifter": one.lifter.name, "due": f"{one.due:%d/%m/%Y}"}
    about, key = About(one.facility, one.department), f"obstacle/{one.id}/{one.steps}/{come}"
    reached = await tell(session, about, Level.OFFICERS, key, kind, f"/obstacles/{one.id}", now, **facts)
    if reached:
        await writes.told(session, one.id, come)
    return reached > 0
