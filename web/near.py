"""The line by which other pages tell that an outage is running, or comes."""

from dataclasses import dataclass
from datetime import datetime

from domain.outages import OutageState
from services import back_entries
from services.context import Context


@dataclass(frozen=True)
class NearLine:
    address: str
    running: bool
    """False for one that is planned."""
    started_at: datetime
    ended_at: datetime | None


async def near(context: Context) -> tuple[NearLine, ...]:
    """Those of the acting position's department or facility."""
    found = await back_entries.ahead(context)
    return tuple(
        NearLine(f"/outages/{one.id}", one.state(context.now) is OutageState.RUNNING, one.started_at, one.ended_at) for one in found
    )
