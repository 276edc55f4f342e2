"""How the time-stamp services are and how many signatures wait for them: for whoever runs the installation."""

from dataclasses import dataclass

from domain.people import demand
from domain.stamps import Queue, ServiceState
from services.context import Context
from store.engine import Sessions
from store.queries import stamps


@dataclass(frozen=True)
class Stamping:
    """The services, first choice first, and the queue of all facilities."""

    services: list[ServiceState]
    queue: Queue


async def read(context: Context) -> Stamping:
    """Raises: NotAllowed."""
    demand(context.position, "stamp.read", "*", context.today)
    return await look(context.house.sessions)


async def look(sessions: Sessions) -> Stamping:
    """Also for the command line, which nobody signs in to."""
    async with sessions() as session:
        return Stamping(await stamps.services(session), await stamps.queue(session))
