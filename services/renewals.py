"""How a facility's archive stands: last readings, damages, what proves it until when, and what is to be renewed in the coming months."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from temporalio.client import Client
from temporalio.service import RPCError

from domain.algorithms import Weakness
from domain.names import record_of_workflow
from domain.people import demand
from domain.renewals import EvidenceGroup, Month, Renewal, Way, calendar, renewals
from services.context import Context
from store.engine import Sessions
from store.queries import evidence, fixity, stamps
from store.queries.fixity import Damage, Kept

MOST = 5000
"""Open processes looked through: more than any hospital has patients at a time."""
PATIENCE = 3
"""Seconds for Temporal's list."""
OPEN = 'WorkflowType = "Record" AND ExecutionStatus = "Running"'


@dataclass(frozen=True)
class ArchiveView:
    """What whoever answers for the archive looks at."""

    kept: Kept
    period: int
    """Days within which every file is read again."""
    damages: tuple[Damage, ...]
    groups: tuple[EvidenceGroup, ...]
    waiting: int
    """Documents that no evidence proves yet, the first of them archived `waiting_since`."""
    waiting_since: datetime | None
    lead: int
    """Months before its end within which evidence is renewed."""
    planned: tuple[Renewal, ...]
    """The next renewal of every group, the most urgent first."""
    months: tuple[Month, ...]
    weak: tuple[Weakness, ...]
    """Algorithms with a day from which they are weak, as the policy says."""
    open_processes: int | None
    """Processes still open for archived records; None when Temporal does not answer."""

    @property
    def lost(self) -> int:
        """Groups that prove nothing any more."""
        return sum(one.way is Way.LOST for one in self.planned)

    @property
    def proved(self) -> int:
        """Documents."""
        return sum(one.documents for one in self.groups if one.stamps)


async def read(context: Context) -> ArchiveView:
    """Of the facility of whoever asks. Raises: NotAllowed."""
    demand(context.position, "archive.read", "*", context.today)
    facility, today = context.position.facility, context.today
    care, table = context.house.policies.care(facility, today), context.house.policies.algorithms(today)
    async with context.house.sessions() as session:
        kept, damages = await fixity.kept(session, facility), await fixity.damages(session, facility)
        groups, (waiting, since) = await evidence.groups(session, facility), await evidence.waiting(session, facility)
        services = await stamps.services(session)
    planned = renewals(groups, table, care.renewal_lead_months, context.now)
    limits = [one.per_day for one in services]
    per_day = None if None in limits or not limits else sum(one for one in limits if one)
    months = calendar(planned, per_day, today)
    lasting = (care.renewal_lead_months, planned, months, table.weak)
    left = await open_processes(context.house.temporal, context.house.sessions)
    return ArchiveView(kept, care.fixity_days, tuple(damages), tuple(groups), waiting, since, *lasting, left)


async def open_processes(temporal: Client, sessions: Sessions) -> int | None:
    """How many archived records have a process open. Just after archiving its process is about to end."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = [record_of_workflow(one.id) async for one in temporal.list_workflows(OPEN, limit=MOST)]
    except (RPCError, TimeoutError, RuntimeError):
        return None
    async with sessions() as session:
        return await fixity.among(session, [one for one in found if one])
