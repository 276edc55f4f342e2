"""Readiness of a facility in one look: a line for each register of its track, with the numbers of today."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import day
from domain.communications import Communicated
from domain.drills import Drill
from domain.endpoints import Connected
from domain.names import TrackId
from domain.security import Secured
from domain.tracks import Track
from services import access, certificate_coverage, levels, training
from services.certificate_coverage import Covered
from services.context import Context
from services.levels import SystemView
from services.training import Prepared
from store.queries import communications, drills, endpoints, people, security


@dataclass(frozen=True)
class ReadinessView:
    """Live facts of the registers, each as of now."""

    track: Track
    facility: str
    at: datetime
    certificates: Covered
    prepared: Prepared
    connected: Connected
    communicated: Communicated
    secured: Secured
    level: SystemView | None
    """The first system whose level the plan demands and the facility declares; None when there is none."""
    drill: Drill | None
    """The newest that shows that a backup can be restored."""

    @property
    def restored_on(self) -> date | None:
        return day(self.drill.said.ended_at) if self.drill else None


async def read(context: Context, which: TrackId) -> ReadinessView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    policies, now = context.house.policies, context.now
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        here = track.facility
        return ReadinessView(
            track,
            (await people.facility(session, here)).name,
            now,
            await certificate_coverage.covered(session, policies, here, now),
            await training.prepared(session, policies, here, context.today),
            await endpoints.standing(session, here, policies.readiness(context.today).endpoints, now),
            await communications.standing(session, here, policies.readiness(context.today).communication, context.today),
            await security.standing(session, here, policies.readiness(context.today).security, now),
            next((one for one in await levels.systems(session, policies, track, context.today) if one.demanded), None),
            await drills.newest(session, here),
        )
