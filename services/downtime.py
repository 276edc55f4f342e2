"""What is printed before an outage: blank forms, a department's duty inbox, and both as one pack; what it names is audited."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import head
from domain import downtime
from domain.clock import VIETNAM, Clock, clock_time, day
from domain.errors import Incomplete, Malformed, OutOfReach
from domain.faults import both
from domain.forms import Form
from domain.names import DepartmentId, FacilityId
from domain.people import Role, demand
from domain.policies import PolicyBook, rules_on
from services import access
from services.context import Context
from store.engine import Sessions
from store.queries import downtime as queries
from store.queries import duties, editions, holds, people
from store.writes import audit, notices

Print = Callable[[Mapping[str, Any]], bytes]
"""What is to be printed → PDF."""


@dataclass(frozen=True)
class Offer:
    """What this position may print."""

    departments: Sequence[tuple[DepartmentId, str]]
    """Whose packs; those who treat print their own department's."""
    forms: Sequence[Form]
    chosen: Sequence[str]
    """Forms of which the pack holds a blank for each patient, as the facility set them."""


@dataclass(frozen=True)
class Printed:
    """The pack of one department."""

    facility: FacilityId
    department: DepartmentId
    name: str
    pdf: bytes


@dataclass(frozen=True)
class Book:
    """What a pack is made by."""

    policies: PolicyBook
    print: Print
    now: datetime

    def forms(self) -> list[Form]:
        """Those that can be filled by hand today, by name."""
        found = {one.code: one for one in self.policies.forms if one.by_hand and rules_on(one, day(self.now))}
        return sorted(found.values(), key=lambda one: one.name)

    def chosen(self, codes: Iterable[str]) -> list[Form]:
        """Raises: Malformed for what is no form, or too many."""
        offered = {one.code: one for one in self.forms()}
        wanted = list(dict.fromkeys(codes))
        if unknown := [one for one in wanted if one not in offered]:
            raise Malformed(*(both(f"forms: không có biểu mẫu giấy “{one}”", f"there is no form “{one}” for paper") for one in unknown))
        if len(wanted) > downtime.MOST_FORMS:
            most = downtime.MOST_FORMS
            raise Malformed(both(f"forms: nhiều nhất {most} biểu mẫu một lần", f"at most {most} forms at once"))
        return [offered[one] for one in wanted]


async def offer(context: Context) -> Offer:
    """Raises: NotAllowed."""
    demand(context.position, "downtime.blank", "*", context.today)
    async with context.house.sessions() as session:
        places = await people.departments(session, context.position.facility)
    care = context.house.policies.care(context.position.facility, context.today)
    forms = _book(context).forms()
    known = {one.code for one in forms}
    mine = [one for one in places if _prints(context, one[0])]
    return Offer(mine, forms, [one for one in care.downtime_forms if one in known])


def _prints(context: Context, department: DepartmentId) -> bool:
    position = context.position
    return position.role is Role.RECORDS_OFFICER or (position.department is not None and position.works_in(department))


async def blanks(context: Context, codes: Sequence[str], record: str = "") -> bytes:
    """Blank forms; with the head of a record when its code is given. Raises: NotAllowed, Malformed, Incomplete, OutOfReach."""
    demand(context.position, "downtime.blank", "*", context.today)
    book = _book(context)
    forms = book.chosen(codes)
    if not forms:
        raise Malformed("forms: chọn ít nhất một biểu mẫu / choose a form at least")
    async with context.house.sessions.begin() as session:
        who = None
        if record.strip():
            demand(context.position, "downtime.print", "*", context.today)
            which = await holds.record_called(session, context.position.facility, record.strip())
            await access.record(session, context, which)
            who = await head(session, which)
        sections = [await _blank(session, book, context.position.facility, form, who) for form in forms]
        said = await _said(session, context.position.facility, sections)
    return await asyncio.to_thread(book.print, said)


async def pack(context: Context, department: DepartmentId, codes: Sequence[str] | None = None, on: date | None = None) -> bytes:
    """The duty inbox of a department on a day, and blanks for each of its patients; the facility's own choice of forms for None.

    Raises: NotAllowed, OutOfReach, Incomplete, Malformed.
    """
    demand(context.position, "downtime.print", "*", context.today)
    book, facility = _book(context), context.position.facility
    wanted = book.policies.care(facility, context.today).downtime_forms if codes is None else codes
    forms = book.chosen(wanted)
    async with context.house.sessions.begin() as session:
        places = dict(await people.departments(session, facility))
        if department not in places:
            raise Incomplete(both(f"department: không có khoa {department}", f"no department {department}"))
        if not _prints(context, department):
            raise OutOfReach("pack")
        said = await _pack(session, book, facility, (department, places[department]), forms, on or context.today)
        for one in await queries.treated(session, department):
            about = ("department", department)
            await audit.note_act(session, context.now, context.actor, context.position, "downtime.print", about, one.record)
    return await asyncio.to_thread(book.print, said)


async def packs(sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock) -> AsyncIterator[Printed]:
    """The pack of every department with patients, as each facility chose its forms: for the folder outside of this machine."""
    async with sessions() as session:
        places = await queries.departments(session)
    for facility, department, name in places:
        book = Book(policies, print, clock())
        known = {one.code for one in book.forms()}
        forms = book.chosen(one for one in policies.care(facility, day(book.now)).downtime_forms if one in known)
        async with sessions() as session:
            said = await _pack(session, book, facility, (department, name), forms, day(book.now))
        yield Printed(facility, department, name, await asyncio.to_thread(print, said))


async def empty(sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock, facility: FacilityId) -> bytes:
    """Every form that can be filled by hand, once, without a patient: to be copied."""
    book = Book(policies, print, clock())
    async with sessions() as session:
        sections = [await _blank(session, book, facility, form, None) for form in book.forms()]
        said = await _said(session, facility, sections)
    return await asyncio.to_thread(print, said)


async def tell_unwritten(sessions: Sessions, clock: Clock) -> None:
    """Once a day: the folder outside of this machine could not be filled."""
    now = clock()
    async with sessions.begin() as session:
        facilities = {facility for facility, _, _ in await queries.departments(session)}
        officers = await people.holding(session, Role.IT_OFFICER, facilities, day(now))
        for facility, who in officers.items():
            await notices.tell(session, f"downtime/{facility}/{day(now)}", who, "downtime_unwritten", "/downtime", now)


def _book(context: Context) -> Book:
    return Book(context.house.policies, context.house.print_pack, context.now)


async def _pack(
    session: AsyncSession, book: Book, facility: FacilityId, department: tuple[DepartmentId, str], forms: Sequence[Form], on: date
) -> dict[str, Any]:
    sections = [await _inbox(session, facility, department, on)]
    for one in await queries.treated(session, department[0]):
        who = await head(session, one.record)
        sections += [await _blank(session, book, facility, form, who) for form in forms]
    return await _said(session, facility, sections)


async def _blank(session: AsyncSession, book: Book, facility: FacilityId, form: Form, who: Mapping[str, Any] | None) -> dict[str, Any]:
    today = day(book.now)
    chain = await editions.own(session, form.code, facility, today) or book.policies.chain(form.code, facility, today)
    return downtime.blank(form, chain, who)


async def _said(session: AsyncSession, which: FacilityId, sections: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    facility = await people.facility(session, which)
    parent = await people.facility(session, facility.parent) if facility.parent else None
    return downtime.pack(facility.name, parent.name if parent else "", sections)


async def _inbox(session: AsyncSession, facility: FacilityId, department: tuple[DepartmentId, str], on: date) -> dict[str, Any]:
    which, name = department
    return {
        "kind": "inbox",
        "department": name,
        "day": f"{on:%d/%m/%Y}",
        "shifts": await _shifts(session, facility, which, on),
        "patients": [_patient(one) for one in await queries.treated(session, which)],
        "tasks": [
            {"record": one.code, "what": one.title, "step": one.step, "who": ", ".join(one.who), "due": clock_time(one.due_at)}
            for one in await queries.waiting(session, which)
        ],
        "lines": [_line(one) for one in await queries.open_lines(session, which)],
        "alerts": [
            {"record": one.code, "patient": one.patient, "what": one.title, "at": clock_time(one.at), "doctor": one.doctor}
            for one in await queries.alarming(session, which)
        ],
    }


async def _shifts(session: AsyncSession, facility: FacilityId, department: DepartmentId, on: date) -> list[dict[str, str]]:
    """Of the department, and of the whole facility."""
    since = datetime.combine(on, time(), VIETNAM)
    found = await duties.duties(session, facility, since, since + timedelta(days=1))
    shifts = [one for one in found if one.department in (department, None)]
    names = await people.names(session, {one.person for one in shifts})
    places = dict(await people.departments(session, facility))
    return [
        {
            "duty": downtime.DUTIES[one.duty],
            "person": names[one.person],
            "since": clock_time(one.since),
            "until": clock_time(one.until),
            "place": places.get(one.department, "") if one.department else "Toàn cơ sở",
        }
        for one in shifts
    ]


def _patient(one: queries.Treated) -> dict[str, str]:
    who = {"name": one.patient, "birth": str(one.birth.year), "sex": downtime.SEXES.get(one.sex, ""), "code": one.patient_code}
    return {"record": one.code, **who, "doctor": one.doctor}


def _line(one: queries.OpenLine) -> dict[str, str]:
    said = {"record": one.code, "patient": one.patient, "what": one.service, "place": one.place}
    return {**said, "state": downtime.LINES.get(one.state, "")}
