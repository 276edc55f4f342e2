"""The pages put together: routes, the door, the headers, live counts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from domain.errors import Refusal, SignInRefused, Unavailable
from services import batches as batch_services
from services import people
from services.context import House
from web import (
    absences,
    acceptances,
    addenda,
    admissions,
    admitted,
    appraisals,
    archive,
    authorities,
    batches,
    behind,
    boards,
    borrowing,
    certificate_lists,
    certificate_requests,
    comments,
    communications,
    copies,
    council_hours,
    councils,
    courses,
    cutovers,
    declarations,
    digests,
    discharges,
    disposal_acts,
    disposal_councils,
    disposal_votes,
    disposals,
    disposing,
    documents,
    downtime,
    drafts,
    drills,
    duties,
    editions,
    enclosures,
    endpoints,
    errors,
    facilities,
    facility_units,
    facts,
    feeds,
    finding,
    founding,
    golive,
    golive_boards,
    golive_papers,
    grants,
    holds,
    inbox,
    incidents,
    indicators,
    issuing,
    letters,
    levels,
    live,
    look_up,
    mergers,
    milestones,
    notices,
    obstacles,
    orders,
    outages,
    own_certificates,
    passwords,
    patients,
    placing,
    plan_changes,
    plan_entries,
    plan_papers,
    plans,
    posts,
    procurement,
    procurement_acts,
    procurement_papers,
    procuring,
    progress_reports,
    proposals,
    raising,
    readiness,
    recording,
    records,
    referrals,
    referring,
    regulation_acts,
    regulation_drafts,
    regulations,
    rehearsals,
    remedies,
    reports,
    results,
    retention,
    reviewing,
    roll_up,
    security_register,
    sheets,
    shortcomings,
    signers,
    spending,
    stamps,
    substitutions,
    summaries,
    survey_differences,
    survey_shown,
    surveys,
    tracks,
    visiting,
    visits,
    votes,
)
from web import people as people_pages
from web.asking import tell
from web.events import Broker, Connect
from web.help import KeysPage
from web.render import STATIC, page
from web.security import SameOrigin, SecurityHeaders
from web.sessions import Doorkeeper, Visit, Who, shown

Demo = tuple[tuple[str, str], ...]
"""Sign-in names of demo people and what they are."""
StandIns = tuple[tuple[str, str], ...]
"""Parts that are development stand-ins: in Vietnamese, in English."""


CARE = (
    records,
    patients,
    admissions,
    admitted,
    discharges,
    shortcomings,
    retention,
    incidents,
    orders,
    results,
    reports,
    sheets,
    enclosures,
    copies,
    referring,
    referrals,
    batches,
)
DEPARTMENT = (authorities, roll_up, facility_units, facilities, mergers, plan_entries)
PROVINCE = (*DEPARTMENT, plan_changes, plans, boards, behind, letters, plan_papers, progress_reports)
COUNCILS = (appraisals, votes, councils, council_hours)
ROLLOUT = (
    *PROVINCE,
    summaries,
    rehearsals,
    tracks,
    declarations,
    acceptances,
    milestones,
    drafts,
    *COUNCILS,
    indicators,
    feeds,
    digests,
    surveys,
    survey_shown,
    survey_differences,
)
CERTIFICATES = (certificate_requests, certificate_lists, own_certificates)
READINESS = (readiness, *CERTIFICATES, courses, communications, endpoints, levels, drills, security_register)
PURCHASES = (procurement, procurement_acts, procurement_papers, procuring, spending)
BETWEEN = (facts, golive_papers, golive, golive_boards, cutovers, obstacles, raising, visits, visiting, recording, remedies)
OFFICE = (
    people_pages,
    passwords,
    founding,
    posts,
    substitutions,
    absences,
    duties,
    stamps,
    archive,
    editions,
    proposals,
    regulations,
    regulation_acts,
    regulation_drafts,
    issuing,
)
OUTAGES = (outages, downtime)
KEPT = (holds, placing, grants, borrowing)
DISPOSALS = (disposals, disposing, disposal_councils, disposal_votes, disposal_acts)
DOCUMENTS = (documents, addenda, comments, signers, look_up, finding)
PARTS = (
    inbox,
    reviewing,
    live,
    notices,
    *DOCUMENTS,
    *OFFICE,
    *OUTAGES,
    *KEPT,
    *DISPOSALS,
    *CARE,
    *ROLLOUT,
    *READINESS,
    *BETWEEN,
    *PURCHASES,
)


@asynccontextmanager
async def build(house: House, https: bool, production: bool, stand_ins: StandIns = (), demo: Demo = ()) -> AsyncIterator[Starlette]:
    """The pages at work on these services; live counts end with the block."""
    app = assemble(house, https, production, stand_ins, demo)
    async with app.state.broker.running():
        yield app


def assemble(house: House, https: bool, production: bool, stand_ins: StandIns = (), demo: Demo = ()) -> Starlette:
    """The application without its live counts running."""
    routes = [route for part in PARTS for route in part.ROUTES]
    app = Starlette(
        routes=[*_specific_first(routes), Route("/help/keys", _keys), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[
            Middleware(SecurityHeaders, https=https),
            Middleware(SameOrigin),
            Middleware(
                Doorkeeper,
                who=_who(house),
                https=https,
                open_to_all=people_pages.OPEN_TO_ALL,
                away=errors.refusal_handler(tell),
                hold=people_pages.hold,
            ),
        ],
        exception_handlers={
            Refusal: errors.refusal_handler(tell),
            OperationalError: errors.no_database(tell),
            InterfaceError: errors.no_database(tell),
            HTTPException: errors.wrong_request,
            Exception: errors.broken,
        },
    )
    app.state.house, app.state.https, app.state.stand_ins, app.state.demo = house, https, stand_ins, demo
    app.state.clock, app.state.trial = house.clock, not production
    app.state.broker = Broker(_listener(house))
    return app


def _specific_first(routes: list[Route]) -> list[Route]:
    """`/records/new` before `/records/{record}`: the order of the files decides nothing."""
    return sorted(routes, key=lambda route: [part.startswith("{") for part in route.path.split("/")])


def _who(house: House) -> Who:
    async def who(token: str) -> Visit | None:
        try:
            asker = await people.who(house, token)
            seen = shown(asker)
            if seen is None or asker.machine:
                return None
            context = asker.context(house, "count")
            return Visit(seen, asker, await batch_services.running(context))
        except SignInRefused:
            return None
        except (OperationalError, InterfaceError) as lost:
            raise Unavailable("database") from lost

    return who


def _listener(house: House) -> Connect:
    engine: AsyncEngine = house.sessions.acting
    conninfo = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    async def connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(conninfo, autocommit=True, application_name="hsba live counts", connect_timeout=5)

    return connect


async def _keys(request: Request) -> Response:
    return page(request, "help/keys.html", KeysPage())
