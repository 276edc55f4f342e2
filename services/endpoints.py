"""Connections of a facility: moved on with evidence, exchanges told by hand or by a machine, how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.endpoints import Connected, Endpoint, EndpointState, Exchange, connected
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.names import PersonId, TrackId
from domain.people import may
from domain.readiness import EndpointLine
from domain.roles import Role
from domain.tracks import Track
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import courses, people
from store.queries import endpoints as queries
from store.queries.endpoints import EndpointStep
from store.writes import acts, audit
from store.writes import endpoints as writes


@dataclass(frozen=True)
class NewMove:
    """What was typed: where it goes, who is responsible from now on, why, and with which tests."""

    to: str
    responsible: PersonId
    reason: str = ""
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class NewExchange:
    """What was exchanged, or failed to be."""

    at: datetime
    succeeded: bool
    words: str = ""
    reference: str = ""
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class EndpointView:
    endpoint: Endpoint
    steps: Sequence[EndpointStep]
    exchanges: Sequence[Exchange]


@dataclass(frozen=True)
class EndpointsView:
    track: Track
    facility: str
    endpoints: Sequence[EndpointView]
    connected: Connected
    names: Mapping[PersonId, str]
    people: Mapping[PersonId, str]
    """Who may be responsible."""
    may_move: bool


async def read(context: Context, which: TrackId) -> EndpointsView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await queries.of_track(session, which, context.house.policies.readiness(context.today).endpoints)
        steps = await queries.steps(session, which)
        views = [EndpointView(one, steps.get(one.line.code, []), await queries.exchanges(session, which, one.line.code)) for one in found]
        named = {who for view in views for who in _named(view)}
        here = {one.person: one.name for one in await courses.people(session, track.facility, context.today)}
        mine = may(context.position.role, "endpoint.move") and context.position.facility == track.facility
        return EndpointsView(
            track,
            (await people.facility(session, track.facility)).name,
            views,
            connected(found, context.now),
            await people.names(session, named),
            here,
            mine and not track.closed_on,
        )


def _named(view: EndpointView) -> set[PersonId]:
    named = {one.by for one in view.exchanges} | {who for one in view.steps for who in (one.by, one.responsible)}
    return named | ({view.endpoint.responsible} if view.endpoint.responsible else set())


async def move(context: Context, which: TrackId, code: str, new: NewMove) -> None:
    """Moves it to another state. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused."""
    files = tuple([await keep(context, which, one, "endpoint.move") for one in new.files])
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "endpoint.move")
        same = [new.to, new.responsible, new.reason, [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "endpoint.move", f"{which}/{code}", same, context.now):
            await access.running(session, which, "endpoint.move")
            if new.to not in set(EndpointState):
                raise Malformed(both(f"to: chọn một trong {', '.join(EndpointState)}", f"one of {', '.join(EndpointState)}"))
            here = {one.person for one in await courses.people(session, track.facility, context.today)}
            if new.responsible not in here:
                raise Malformed("responsible: chọn người của cơ sở / choose somebody of this facility")
            one = await _endpoint(session, context, which, code)
            after = one.move(EndpointState(new.to), new.responsible, new.reason, len(files), context.now)
            await writes.step(session, which, after, context.position.person, files, context.now)
            await _note(session, context, "endpoint.move", which, after.line, state=after.state)


async def exchange(context: Context, which: TrackId, code: str, new: NewExchange) -> None:
    """Told by hand, with proof, or by a connected system; a failed one is kept too. Raises: as `move`."""
    files = tuple([await keep(context, which, one, "endpoint.exchange") for one in new.files])
    machine = context.position.role is Role.INTEGRATOR
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "endpoint.exchange")
        same = [new.at, new.succeeded, new.words, new.reference, [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "endpoint.exchange", f"{which}/{code}", same, context.now):
            await access.running(session, which, "endpoint.exchange")
            said = Exchange(new.at, new.succeeded, new.words, new.reference, machine, context.position.person, files)
            after = (await _endpoint(session, context, which, code)).exchange(said, context.now)
            await writes.exchange(session, which, after, said, context.now)
            await _note(session, context, "endpoint.exchange", which, after.line, succeeded=int(new.succeeded))


async def _endpoint(session: AsyncSession, context: Context, which: TrackId, code: str) -> Endpoint:
    """Raises: NotFound for a code the policy does not know."""
    lines = [one for one in context.house.policies.readiness(context.today).endpoints if one.code == code]
    if not lines:
        raise NotFound("endpoint", code)
    (found,) = await queries.of_track(session, which, lines)
    return found


async def _note(session: AsyncSession, context: Context, act: str, which: TrackId, line: EndpointLine, **more: object) -> None:
    facts = {"endpoint": line.code, "name": line.title, "register": "endpoints", **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", which), None, **facts)
