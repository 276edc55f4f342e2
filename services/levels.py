"""Levels of systems that a facility declares by its own paper, with the criteria it enters itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.surveys import demanded
from domain.errors import NotFound
from domain.levels import LevelCriterion, LevelDeclaration, check_declaration
from domain.names import PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.people import may
from domain.policies import PolicyBook
from domain.readiness import LevelLine
from domain.tracks import Track
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import levels as queries
from store.queries import people
from store.writes import acts, audit
from store.writes import levels as writes


@dataclass(frozen=True)
class NewLevel:
    """What was typed."""

    level: str
    paper: OutsidePaper
    criteria: tuple[LevelCriterion, ...]
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class SystemView:
    """A system, what the plan demands of it (empty for nothing), and what was declared, newest first."""

    line: LevelLine
    demanded: str
    declared: Sequence[LevelDeclaration]

    @property
    def met(self) -> bool:
        """Whether what is declared reaches what is demanded."""
        return bool(self.declared) and self.declared[0].reaches(self.demanded)


@dataclass(frozen=True)
class LevelsView:
    track: Track
    facility: str
    systems: Sequence[SystemView]
    names: Mapping[PersonId, str]
    may_declare: bool


async def systems(session: AsyncSession, policies: PolicyBook, track: Track, today: date) -> list[SystemView]:
    """Every system whose level is declared, with what the track's plan demands of it."""
    lines = policies.readiness(today).levels
    found = await queries.of_track(session, track.id, lines)
    wanted = await demanded(session, policies, track)
    return [SystemView(one, wanted.get(one.system, ""), found.get(one.system, [])) for one in lines]


async def read(context: Context, which: TrackId) -> LevelsView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        found = await systems(session, context.house.policies, track, context.today)
        mine = may(context.position.role, "level.declare") and context.position.facility == track.facility
        return LevelsView(
            track,
            (await people.facility(session, track.facility)).name,
            found,
            await people.names(session, {each.by for one in found for each in one.declared}),
            mine and not track.closed_on,
        )


async def declare(context: Context, which: TrackId, system: str, new: NewLevel) -> None:
    """Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused."""
    files = tuple([await keep(context, which, one, "level.declare") for one in new.files])
    line = next((one for one in context.house.policies.readiness(context.today).levels if one.system == system), None)
    if line is None:
        raise NotFound("level", system)
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "level.declare")
        same = [new.level, vars(new.paper), [vars(one) for one in new.criteria], [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "level.declare", f"{which}/{system}", same, context.now):
            await access.running(session, which, "level.declare")
            check_declaration(line, new.level, new.paper, new.criteria, files, context.today)
            number = len((await queries.of_track(session, which, [line])).get(system, [])) + 1
            made = LevelDeclaration(line, number, new.level, new.paper, new.criteria, context.position.person, context.now, files)
            await writes.declare(session, which, made)
            facts = {"system": system, "level": new.level, "reached": made.reached, "register": "levels"}
            await audit.note_act(session, context.now, context.actor, context.position, "level.declare", ("track", which), None, **facts)
