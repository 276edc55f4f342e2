"""What a person may ask about outages: the list, one with what its records owe, and which of them a sheet may be marked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.names import DepartmentId, OutageId, PersonId, Sha256, outage_key
from domain.outages import Outage, OutageState
from domain.people import demand, may
from domain.records import Record
from services.context import Context
from services.outages import may_declare, of_mine
from store.queries import audit, back_entries, people
from store.queries import outages as queries
from store.queries.audit import TimelineLine
from store.queries.back_entries import BackEntryLine
from store.queries.outages import OutageLine

PAGE = queries.PAGE
AHEAD = timedelta(days=1)
"""How long before a planned outage other pages tell of it."""


@dataclass(frozen=True)
class OutagesView:
    """A page of the list."""

    lines: Sequence[OutageLine]
    departments: Mapping[DepartmentId, str]
    may_declare: bool
    more: bool
    """There are lines after these."""


@dataclass(frozen=True)
class EntryView:
    """What one record owes, and what this person may do about it now."""

    line: BackEntryLine
    late: bool
    may_confirm: bool
    reads: bool
    """Whether this position reads records at all: then the patient is named, and the record is a page away."""


@dataclass(frozen=True)
class OutageView:
    """An outage with its words, and the records of it that this person answers for or oversees, what is overdue first."""

    outage: Outage
    reason: str
    withdrawn: str
    departments: Mapping[DepartmentId, str]
    names: Mapping[PersonId, str]
    entries: Sequence[EntryView]
    may_change: bool
    timeline: list[TimelineLine]


async def listing(context: Context, after: OutageId | None = None) -> OutagesView:
    """Outages of the facility, the latest first. Raises: NotAllowed, NotFound."""
    demand(context.position, "outage.read", "*", context.today)
    facility = context.position.facility
    async with context.house.sessions() as session:
        last = await of_mine(session, context, after) if after else None
        found = await queries.listing(session, facility, last)
        places = dict(await people.departments(session, facility))
        return OutagesView(found[:PAGE], places, await may_declare(session, context), len(found) > PAGE)


async def read(context: Context, which: OutageId) -> OutageView:
    """Raises: NotAllowed, NotFound."""
    demand(context.position, "outage.read", "*", context.today)
    async with context.house.sessions() as session:
        one = await of_mine(session, context, which)
        over = one.state(context.now) is OutageState.OVER
        found = await back_entries.back_entries(session, which, context.position) if over else []
        told = await queries.words(session, which)
        named = {who for who in (one.declared_by, one.ended_by, one.withdrawn_by) if who}
        return OutageView(
            one,
            await _said(context, which, told.reason),
            await _said(context, which, told.withdrawn) if told.withdrawn else "",
            dict(await people.departments(session, one.facility)),
            await people.names(session, named),
            [_entry(context, one, line) for line in found],
            await may_declare(session, context) and not one.withdrawn_at,
            await audit.of_subject(session, "outage", which),
        )


def _entry(context: Context, one: Outage, line: BackEntryLine) -> EntryView:
    role = context.position.role
    mine = may(role, "outage.confirm") and line.entry.confirmable_by(context.position, line.treated_in, line.doctor)
    return EntryView(line, line.entry.late(one, context.now), mine and line.entry.confirmed_at is None, may(role, "record.read"))


async def _said(context: Context, which: OutageId, words: Sha256) -> str:
    return (await context.house.shelf.get(outage_key(which), words)).decode()


async def choices(context: Context, record: Record) -> list[Outage]:
    """Those of which a sheet of the record may carry the mark, the latest first, as far as department and times tell."""
    async with context.house.sessions() as session:
        before = timedelta(hours=context.house.policies.care(record.facility, context.today).act_before_admission_hours)
        found = await queries.of_times(session, record.facility, record.opened_at - before, context.now)
        then = [await back_entries.treated_in(session, one.id, record.id) for one in found]
        mine = (record.department, context.position.department)
        return [one for one, place in zip(found, then, strict=True) if one.concerns(*mine, place)]


async def ahead(context: Context) -> list[Outage]:
    """What other pages tell: outages of the own department or facility that are running, or begin within `AHEAD`."""
    position = context.position
    if not may(position.role, "outage.read"):
        return []
    async with context.house.sessions() as session:
        found = await queries.between(session, position.facility, context.now, context.now + AHEAD)
    return [one for one in found if position.department is None or one.concerns(position.department)]


def at(offered: Sequence[Outage], moment: datetime) -> OutageId | None:
    """The one in which the act lies: what a page marks by itself. While one lasts, a sheet is marked only by whoever says so."""
    return next((one.id for one in offered if one.ended_at and one.covers(moment)), None)
