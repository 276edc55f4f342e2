"""Communication and ceremony of a facility: planned, moved, set aside, proved."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.communications import Communicated, Communication, Planned, Proof, communicated
from domain.errors import NotFound
from domain.names import PersonId, TrackId
from domain.people import may
from domain.tracks import Track
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import communications as queries
from store.queries import courses, people
from store.queries.communications import CommunicationStep
from store.writes import acts, audit
from store.writes import communications as writes


@dataclass(frozen=True)
class NewProof:
    """What was typed of a proof; `files`: PDFs and pictures."""

    day: date
    words: str
    address: str = ""
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class CommunicationView:
    communication: Communication
    steps: Sequence[CommunicationStep]
    proofs: Sequence[Proof]


@dataclass(frozen=True)
class CommunicationsView:
    track: Track
    facility: str
    lines: Sequence[CommunicationView]
    communicated: Communicated
    names: Mapping[PersonId, str]
    people: Mapping[PersonId, str]
    """Who may be responsible."""
    may_plan: bool


async def read(context: Context, which: TrackId) -> CommunicationsView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await queries.of_track(session, which, context.house.policies.readiness(context.today).communication)
        steps, proofs = await queries.steps(session, which), await queries.proofs(session, which)
        views = [CommunicationView(one, steps.get(one.line.code, []), proofs.get(one.line.code, [])) for one in found]
        named = {who for view in views for who in _named(view)}
        here = {one.person: one.name for one in await courses.people(session, track.facility, context.today)}
        mine = may(context.position.role, "communication.plan") and context.position.facility == track.facility
        return CommunicationsView(
            track,
            (await people.facility(session, track.facility)).name,
            views,
            communicated(found, context.today),
            await people.names(session, named),
            here,
            mine and not track.closed_on,
        )


def _named(view: CommunicationView) -> set[PersonId]:
    planned = view.communication.planned
    named = {one.by for one in view.steps} | {one.by for one in view.proofs}
    return named | ({planned.responsible} if planned else set())


async def plan(context: Context, which: TrackId, code: str, new: Planned) -> None:
    """Planned, or moved to another day. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "communication.plan")
        if await acts.claim(session, context.actor, "communication.plan", f"{which}/{code}", list(astuple(new)), context.now):
            await access.running(session, which, "communication.plan")
            here = {one.person for one in await courses.people(session, track.facility, context.today)}
            after = (await _one(session, context, which, code)).plan(new, here, context.today)
            await writes.step(session, which, after, context.position.person, context.now)
            await _note(session, context, "communication.plan", which, after, day=new.day)


async def set_aside(context: Context, which: TrackId, code: str, reason: str) -> None:
    """Not done here, and why. Raises: as `plan`."""
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "communication.set_aside")
        if await acts.claim(session, context.actor, "communication.set_aside", f"{which}/{code}", [reason], context.now):
            await access.running(session, which, "communication.set_aside")
            after = (await _one(session, context, which, code)).set_aside(reason)
            await writes.step(session, which, after, context.position.person, context.now)
            await _note(session, context, "communication.set_aside", which, after, reason=after.reason)


async def prove(context: Context, which: TrackId, code: str, new: NewProof) -> None:
    """That it was done: an address, files, or both. Raises: as `plan`."""
    files = tuple([await keep(context, which, one, "communication.prove", pictures=True) for one in new.files])
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "communication.prove")
        same = [new.day, new.words, new.address, [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "communication.prove", f"{which}/{code}", same, context.now):
            await access.running(session, which, "communication.prove")
            said = Proof(new.day, new.words, new.address, context.position.person, files)
            after = (await _one(session, context, which, code)).prove(said, context.today)
            await writes.prove(session, which, after, said, context.now)
            await _note(session, context, "communication.prove", which, after, proofs=after.proofs)


async def _one(session: AsyncSession, context: Context, which: TrackId, code: str) -> Communication:
    """Its track is locked. Raises: NotFound for a code the policy does not know."""
    lines = [one for one in context.house.policies.readiness(context.today).communication if one.code == code]
    if not lines:
        raise NotFound("communication", code)
    (found,) = await queries.of_track(session, which, lines)
    return found


async def _note(session: AsyncSession, context: Context, act: str, which: TrackId, of: Communication, **more: object) -> None:
    facts = {"communication": of.line.code, "name": of.line.title, "register": "communications", **more}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", which), None, **facts)
