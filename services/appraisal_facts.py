"""What hsba itself knows of facilities, looked at again where an appraisal rests on it."""

from activities.appraisal_facts import moved, refresh
from domain.clock import Clock
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import fact_links


async def follow_facts(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Every track whose evidence links to a fact: another fact makes votes void and a verdict stale. How many changed.

    It comes every minute, so a track is locked only once something differs.
    """
    async with sessions() as session:
        found = await fact_links.linking(session)
    changed = 0
    for one in found:
        async with sessions() as session:
            if not await moved(session, policies, one, clock()):
                continue
        async with sessions.begin() as session:
            changed += await refresh(session, policies, one, clock())
    return changed
