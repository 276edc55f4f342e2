"""Who needs a certificate and who has one that signs today: a live fact of a facility, and the register of its track."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate_requests import Coverage, Held, Line, Standing, coverage, standing
from domain.clock import day
from domain.names import CertificateRequestId, FacilityId, PersonId, TrackId
from domain.people import may
from domain.policies import PolicyBook
from domain.readiness import ReadinessTable
from domain.tracks import Track
from services import access
from services.certificates import ends
from services.context import Context
from store.queries import certificate_requests as queries
from store.queries import people
from store.queries.certificate_requests import Request


@dataclass(frozen=True)
class Covered:
    """Certificates of a facility on a day, all roles together; who holds two of them counts once."""

    day: date
    numerator: int
    denominator: int
    tested: int
    roles: tuple[Coverage, ...]


@dataclass(frozen=True)
class CertificatesView:
    """The register of a track."""

    track: Track
    facility: str
    table: ReadinessTable
    covered: Covered
    standings: Sequence[Standing]
    requests: Sequence[Request]
    names: Mapping[PersonId, str]
    may_see_to: bool
    """Whether this position asks for certificates, and records what was issued."""


@dataclass(frozen=True)
class RequestView:
    """One list with its lines."""

    request: Request
    facility: str
    route: str
    lines: Sequence[Line]
    drawn_by: str
    may_see_to: bool


async def standings(session: AsyncSession, policies: PolicyBook, facility: FacilityId, now: datetime) -> list[Standing]:
    """Everybody whose post needs a certificate, a line for each of their roles, by role and name."""
    roles, today = policies.readiness(day(now)).certificate_roles, day(now)
    who = await queries.needs(session, facility, roles, today)
    known = await queries.credentials(session, {one.person for one in who})
    lines: dict[PersonId, list[Line]] = defaultdict(list)
    for one in await queries.lines(session, facility):
        lines[one.person].append(one)
    held = {person: Held(day(ends(one.certificate)), one.since, one.signed_at) for person, one in known.items()}
    warn = max(policies.care(facility, today).certificate_warn_days, default=0)
    return [standing(one, lines[one.person], held.get(one.person), today, warn) for one in who]


async def covered(session: AsyncSession, policies: PolicyBook, facility: FacilityId, now: datetime) -> Covered:
    """How many of those who need a certificate have one that signs today."""
    return _covered(await standings(session, policies, facility, now), policies, now)


def _covered(found: Sequence[Standing], policies: PolicyBook, now: datetime) -> Covered:
    roles = coverage(found, policies.readiness(day(now)).certificate_roles)
    everybody = {one.person: one for one in found}
    without = {one.person for role in roles for one in role.missing}
    tested = {one.person for one in found if one.tested}
    return Covered(day(now), len(everybody) - len(without), len(everybody), len(tested), roles)


async def read(context: Context, which: TrackId) -> CertificatesView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    house = context.house
    async with house.sessions() as session:
        track = await access.track(session, context, which)
        found = await standings(session, house.policies, track.facility, context.now)
        requests = await queries.requests(session, track.facility)
        return CertificatesView(
            track,
            (await people.facility(session, track.facility)).name,
            house.policies.readiness(context.today),
            _covered(found, house.policies, context.now),
            found,
            requests,
            await people.names(session, {one.drawn_by for one in requests}),
            _sees_to(context, track) and not track.closed_on,
        )


async def read_request(context: Context, which: CertificateRequestId) -> RequestView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        found = await queries.request(session, which)
        track = await access.track(session, context, found.track)
        routes = {one.code: one.title for one in context.house.policies.readiness(context.today).certificate_routes}
        return RequestView(
            found,
            (await people.facility(session, found.facility)).name,
            routes.get(found.route, found.route),
            await queries.of_request(session, which),
            (await people.names(session, {found.drawn_by}))[found.drawn_by],
            _sees_to(context, track),
        )


def _sees_to(context: Context, track: Track) -> bool:
    return may(context.position.role, "certificate.issue") and context.position.facility == track.facility
