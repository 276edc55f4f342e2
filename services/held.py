"""What a person may ask about holds: the list, one with its history and the records it reaches, what a query would reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.holds import Extension, Hold, Query
from domain.names import DepartmentId, HoldId, PersonId, RecordId, Sha256, hold_key
from domain.people import demand
from domain.retention import Kept
from domain.rights import RIGHTS
from domain.roles import Role
from services import access
from services.context import Context
from store.queries import audit, held, people
from store.queries import holds as queries
from store.queries.audit import TimelineLine
from store.queries.holds import HoldLine, ReachedLine, Shown, Told

PAGE = queries.PAGE
TREATING = (Role.DOCTOR, Role.HEAD)
"""Who may be a record's treating doctor."""


@dataclass(frozen=True)
class Words:
    """What the ids in holds are called."""

    people: Mapping[PersonId, str]
    departments: Mapping[DepartmentId, str]
    classes: Mapping[str, str]


@dataclass(frozen=True)
class HoldsView:
    """A page of the list."""

    lines: Sequence[HoldLine]
    tallies: Mapping[Shown, int]
    words: Words
    more: bool
    """There are lines after these."""


@dataclass(frozen=True)
class HoldView:
    """A hold with its words and history, and a page of the records it reaches."""

    hold: Hold
    reason: str
    lifted_reason: str
    extensions: tuple[Extension, ...]
    patient: tuple[str, str] | None
    """Code and name, of a hold on a patient."""
    records: Sequence[ReachedLine]
    reached: int
    """How many records, on every page together."""
    more: bool
    words: Words
    timeline: list[TimelineLine]
    lifters: tuple[str, ...]
    """Names of those who may lift it today; none of one that is over."""


@dataclass(frozen=True)
class Preview:
    """What a query finds now."""

    found: int
    records: Sequence[ReachedLine]
    """The first of them."""


async def listing(context: Context, shown: Shown = Shown.OPEN, said: str = "", after: HoldId | None = None) -> HoldsView:
    """Holds of the facility by case; `after`: the last one seen. Raises: NotAllowed, NotFound."""
    demand(context.position, "hold.read", "*", context.today)
    facility = context.position.facility
    async with context.house.sessions() as session:
        last = (await of_mine(session, context, after)).hold if after else None
        found = await queries.listing(session, facility, context.today, shown, said, last)
        lines = found[:PAGE]
        return HoldsView(
            lines,
            await queries.tallies(session, facility, context.today),
            await _words(session, context, [one.hold for one in lines]),
            len(found) > PAGE,
        )


async def read(context: Context, which: HoldId, after: tuple[datetime, UUID] | None = None) -> HoldView:
    """One hold; whose records are held is audited like other reads. Raises: NotAllowed, NotFound."""
    demand(context.position, "hold.read", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await of_mine(session, context, which)
        one = found.hold
        await access.note(session, context, "hold.read", ("hold", which))
        records = await queries.reached(session, one, (after[0], RecordId(after[1])) if after else None)
        counted = await queries.reached_count(session, one)
        patient = await queries.patient(session, one.patient) if one.patient else None
        called = await _words(session, context, [one], {extension.by for extension, _ in found.extensions})
        timeline = await audit.of_subject(session, "hold", which)
        able = await lifters(session, context) if one.open else {}
    others = tuple(name for who, name in able.items() if who != one.placed_by)
    return HoldView(one, *await _said(context, found), patient, records[:PAGE], counted, len(records) > PAGE, called, timeline, others)


async def others_who_lift(context: Context) -> tuple[str, ...]:
    """Names of those who could lift what this person places now. Raises: NotAllowed."""
    demand(context.position, "hold.place", "*", context.today)
    async with context.house.sessions() as session:
        able = await lifters(session, context)
    return tuple(name for who, name in able.items() if who != context.position.person)


async def lifters(session: AsyncSession, context: Context) -> Mapping[PersonId, str]:
    """Who holds the right to lift a hold of this facility today."""
    facility = context.position.facility
    able = [(await people.holding(session, role, [facility], context.today)).get(facility, []) for role in RIGHTS["hold.lift"]]
    return await people.names(session, {who for some in able for who in some})


async def preview(context: Context, query: Query) -> Preview:
    """What a query would reach now, before anything is placed; audited. Raises: NotAllowed."""
    demand(context.position, "hold.place", "*", context.today)
    facility = context.position.facility
    async with context.house.sessions.begin() as session:
        await access.note(session, context, "hold.read", ("facility", facility))
        found = await held.count(session, facility, query)
        return Preview(found, (await queries.matching(session, facility, query))[:PAGE])


async def choices(context: Context) -> Words:
    """What a query can name: doctors who left too."""
    facility = context.position.facility
    async with context.house.sessions() as session:
        doctors = dict(await people.ever_held(session, facility, TREATING))
        return Words(doctors, dict(await people.departments(session, facility)), classes(context))


def classes(context: Context) -> dict[str, str]:
    """Code → words of every class a record can be of, in any edition of the schedule; those of the newest edition."""
    newest = sorted(context.house.policies.schedules, key=lambda one: one.effective_from)
    return {one.code: one.title for schedule in newest for one in schedule.classes if one.kept is Kept.RECORD}


async def of_mine(session: AsyncSession, context: Context, which: HoldId, lock: bool = False) -> Told:
    """A hold of the facility. Raises: NotFound."""
    found = await queries.hold(session, which, lock)
    if found.hold.facility != context.position.facility:
        raise NotFound("hold", which)
    return found


async def _said(context: Context, found: Told) -> tuple[str, str, tuple[Extension, ...]]:
    """Why it was placed, why it was lifted, and its extensions with their reasons."""
    key = hold_key(found.hold.id)

    async def said(sha256: Sha256 | None) -> str:
        return (await context.house.shelf.get(key, sha256)).decode() if sha256 else ""

    longer = [replace(one, reason=await said(sha256)) for one, sha256 in found.extensions]
    return await said(found.reason), await said(found.lifted_reason), tuple(longer)


async def _words(session: AsyncSession, context: Context, holds: Sequence[Hold], others: set[PersonId] | None = None) -> Words:
    who = {one for hold in holds for one in (hold.placed_by, hold.lifted_by, hold.query.doctor) if one} | (others or set())
    departments = await people.departments(session, context.position.facility)
    return Words(await people.names(session, who), dict(departments), classes(context))
