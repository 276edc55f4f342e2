"""What hsba itself knows of facilities, looked at again where an appraisal rests on it."""

from activities.appraisal_facts import refresh
from domain.clock import Clock
from domain.policies import PolicyBook
from store.engine import Sessions
from store.queries import fact_links


async def follow_facts(sessions: Sessions, policies: PolicyBook, clock: Clock) -> int:
    """Every track whose evidence links to a fact: another fact makes votes void and a verdict stale. How many changed."""
    async with sessions() as session:
        found = await fact_links.linking(session)
    changed = 0
    for one in found:
        async with sessions.begin() as session:
            changed += await refresh(session, policies, one, clock())
    return changed
