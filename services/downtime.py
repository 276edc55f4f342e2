"""What is printed before an outage: blank forms, a department's duty inbox, and both as one pack; what it names is audited."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import head, office
from domain import downtime
from domain.clock import VIETNAM, Clock, clock_time, day
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, WrongState
from domain.faults import both
from domain.forms import Form
from domain.names import DepartmentId, FacilityId, RecordId
from domain.patients import SEXES
from domain.people import demand
from domain.policies import PolicyBook, rules_on
from domain.roles import Role
from services import access
from services.context import Context
from store.engine import Sessions
from store.queries import downtime as queries
from store.queries import duties, editions, holds, people
from store.writes import audit, notices

log = logging.getLogger(__name__)
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
    pdf: bytes | None
    """None when it could not be printed."""


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
    """Blank forms; with the head of a record when its code is given. Raises: NotAllowed, Malformed, Incomplete."""
    demand(context.position, "downtime.blank", "*", context.today)
    book = _book(context)
    forms = book.chosen(codes)
    if not forms:
        raise Malformed("forms: chọn ít nhất một biểu mẫu / choose a form at least")
    async with context.house.sessions.begin() as session:
        who = None
        if record.strip():
            demand(context.position, "downtime.print", "*", context.today)
            who = await head(session, await _called(session, context, record.strip()))
        sections = [await _blank(session, book, context.position.facility, form, who) for form in forms]
        said = await _said(session, context.position.facility, sections)
    return await _printed(context, said)


async def _called(session: AsyncSession, context: Context, code: str) -> RecordId:
    """The record of this code, whose reading is audited. Raises: Incomplete, the same for one that is out of reach and for none."""
    try:
        which = await holds.record_called(session, context.position.facility, code)
        await access.record(session, context, which)
    except (Incomplete, NotAllowed, OutOfReach, WrongState):
        vi = f"code: không có hồ sơ số {code} trong các hồ sơ bạn được xem"
        raise Incomplete(both(vi, f"there is no record {code} among those you may read")) from None
    return which


async def _printed(context: Context, said: Mapping[str, Any]) -> bytes:
    """One at a time: many pages take a processor and hundreds of megabytes."""
    async with context.house.printing:
        return await asyncio.to_thread(context.house.print_pack, said)


async def pack(context: Context, department: DepartmentId, codes: Sequence[str] | None = None, on: date | None = None) -> bytes:
    """The duty inbox of a department on a day, and blanks for each of its patients; the facility's own choice of forms for None.

    Everybody it names is audited, of whatever department. Raises: NotAllowed, OutOfReach, Incomplete, Malformed.
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
        inbox = await queries.inbox(session, department)
        if wrong := downtime.size_fault(len(forms), len(inbox.patients)):
            raise Malformed(wrong)
        said = await _pack(session, book, facility, (department, places[department]), forms, on or context.today, inbox)
        for record in inbox.named:
            about = ("department", department)
            await audit.note_act(session, context.now, context.actor, context.position, "downtime.print", about, record)
    return await _printed(context, said)


async def packs(sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock) -> AsyncIterator[Printed]:
    """The pack of every department with patients, as each facility chose its forms: for the folder outside of this machine."""
    async with sessions() as session:
        places = await queries.departments(session)
    for place in places:
        try:
            pdf = await _of_department(sessions, Book(policies, print, clock()), place)
        except Exception as fault:  # noqa: BLE001 - one department's pack keeps no other from its own, whatever was wrong with it
            log.warning("pack of %s not printed: %s", place[1], type(fault).__name__)  # its words may name patients
            pdf = None
        yield Printed(*place, pdf)


async def _of_department(sessions: Sessions, book: Book, place: tuple[FacilityId, DepartmentId, str]) -> bytes:
    facility, department, name = place
    known = {one.code for one in book.forms()}
    forms = book.chosen(one for one in book.policies.care(facility, day(book.now)).downtime_forms if one in known)
    async with sessions() as session:
        inbox = await queries.inbox(session, department)
        said = await _pack(session, book, facility, (department, name), forms, day(book.now), inbox)
    return await asyncio.to_thread(book.print, said)


async def empty(sessions: Sessions, policies: PolicyBook, print: Print, clock: Clock, facility: FacilityId) -> bytes | None:
    """Every form that can be filled by hand, once, without a patient: to be copied. None when they could not be printed."""
    book = Book(policies, print, clock())
    try:
        async with sessions() as session:
            sections = [await _blank(session, book, facility, form, None) for form in book.forms()]
            said = await _said(session, facility, sections)
        return await asyncio.to_thread(print, said)
    except Exception as fault:  # noqa: BLE001 - blanks that cannot be printed keep no facility's folder from being put in order
        log.warning("blanks of %s not printed: %s", facility, type(fault).__name__)
        return None


async def tell_unwritten(sessions: Sessions, clock: Clock, unprinted: Mapping[FacilityId, Sequence[str]] | None = None) -> None:
    """Once a day: the folder outside of this machine could not be filled, or of `unprinted` facilities these files were not printed."""
    now = clock()
    async with sessions.begin() as session:
        facilities = {facility for facility, _, _ in await queries.departments(session)} if unprinted is None else set(unprinted)
        officers = await people.holding(session, Role.IT_OFFICER, facilities, day(now))
        for facility, who in officers.items():
            if unprinted is None:
                await notices.tell(session, f"downtime/{facility}/{day(now)}", who, "downtime_unwritten", "/downtime", now)
                continue
            what = ", ".join(unprinted[facility])
            key = f"downtime_unprinted/{facility}/{day(now)}"
            await notices.tell(session, key, who, "downtime_unprinted", "/downtime", now, what=what)


def _book(context: Context) -> Book:
    return Book(context.house.policies, context.house.print_pack, context.now)


async def _pack(
    session: AsyncSession,
    book: Book,
    facility: FacilityId,
    department: tuple[DepartmentId, str],
    forms: Sequence[Form],
    on: date,
    inbox: queries.Inbox,
) -> dict[str, Any]:
    sections = [await _inbox(session, facility, department, on, inbox)]
    for one in inbox.patients:
        who = await head(session, one.record)
        sections += [await _blank(session, book, facility, form, who) for form in forms]
    return await _said(session, facility, sections)


async def _blank(session: AsyncSession, book: Book, facility: FacilityId, form: Form, who: Mapping[str, Any] | None) -> dict[str, Any]:
    today = day(book.now)
    chain = await editions.own(session, form.code, facility, today) or book.policies.chain(form.code, facility, today)
    return downtime.blank(form, chain, who)


async def _said(session: AsyncSession, which: FacilityId, sections: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    top = await office(session, which)
    return downtime.pack(top["facility"], top["parent"], sections)


async def _inbox(
    session: AsyncSession, facility: FacilityId, department: tuple[DepartmentId, str], on: date, inbox: queries.Inbox
) -> dict[str, Any]:
    which, name = department
    return {
        "kind": "inbox",
        "department": name,
        "day": f"{on:%d/%m/%Y}",
        "shifts": await _shifts(session, facility, which, on),
        "patients": [_patient(one) for one in inbox.patients],
        "tasks": [
            {"record": one.code, "what": one.title, "step": one.step, "who": ", ".join(one.who), "due": clock_time(one.due_at)}
            for one in inbox.tasks
        ],
        "lines": [_line(one) for one in inbox.lines],
        "alerts": [
            {"record": one.code, "patient": one.patient, "what": one.title, "at": clock_time(one.at), "doctor": one.doctor}
            for one in inbox.alerts
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
    who = {"name": one.patient, "birth": str(one.birth.year), "sex": SEXES.get(one.sex, ""), "code": one.patient_code}
    return {"record": one.code, **who, "diagnosis": one.diagnosis, "doctor": one.doctor}


def _line(one: queries.OpenLine) -> dict[str, str]:
    said = {"record": one.code, "patient": one.patient, "what": one.service, "place": one.place}
    return {**said, "state": downtime.LINES.get(one.state, "")}
