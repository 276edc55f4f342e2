"""Facilities of a department of health, and other departments: brought in, given their first account, taken out when entered by mistake."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import allowed, check_above
from activities.staffing import follow
from domain.errors import Malformed, NotAllowed, NotFound, PinRefused, Unavailable, WrongState
from domain.facilities import DEPARTMENTS, FirstAccount, NewFacility, Wrong, wrong_in
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId, id_of
from domain.people import HEALTH_DEPARTMENT, demand, may
from domain.reasons import reason_faults
from services.context import Context
from services.founding import administrator
from services.people import admit
from store.queries import facilities as queries
from store.queries import mergers, people
from store.queries import plans as plan_queries
from store.queries.facilities import FacilityLine
from store.queries.people import Facility
from store.queries.plans import OpenPlan
from store.writes import acts, audit
from store.writes import duties as staffing
from store.writes import facilities as writes
from store.writes import facility_units as unit_writes
from store.writes import mergers as merger_writes
from store.writes import people as people_writes

MOST_ACCOUNTS = 50
"""First accounts of one list: each takes two keys."""

Placed = Callable[[Wrong], str]
"""A fault in both languages, at its place: field of a form, cell of a workbook."""


@dataclass(frozen=True)
class FacilitiesView:
    """The department with its facilities, and the other departments that go on."""

    department: Facility
    lines: list[FacilityLine]
    others: list[FacilityLine]
    may_department: bool
    """Whether this position brings in other departments."""
    plans: list[OpenPlan]
    """The department's open plans, for whoever may take facilities into them."""


@dataclass(frozen=True)
class FacilityView:
    """One of them, and what this position may do about it now."""

    line: FacilityLine
    plans: list[OpenPlan]
    """Those it has no running track in, for whoever may take it in."""
    may_account: bool
    may_remove: bool


async def may_bring(context: Context) -> bool:
    """Whether the acting position brings facilities in: an officer's or administrator's, held at a department of health."""
    if not may(context.position.role, "facility.add"):
        return False
    async with context.house.sessions() as session:
        return (await people.facility(session, context.position.facility)).kind == HEALTH_DEPARTMENT


async def read(context: Context) -> FacilitiesView:
    """Raises: NotAllowed."""
    demand(context.position, "facility.add", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "facility.add")
        here = context.position.facility
        others = await queries.departments(session, here, context.today)
        return FacilitiesView(
            await people.facility(session, here),
            await queries.below(session, here, context.today),
            [line for line in others if not await mergers.way(session, line.facility.id)],
            may(context.position.role, "facility.add_department"),
            await _plans(session, context),
        )


async def _plans(session: AsyncSession, context: Context) -> list[OpenPlan]:
    if not may(context.position.role, "plan.join"):
        return []
    return [plan for plan in await plan_queries.listing(session, context.position) if plan.department == context.position.facility]


async def one(context: Context, which: FacilityId) -> FacilityView:
    """Raises: NotAllowed, NotFound (also for a facility of another department)."""
    demand(context.position, "facility.add", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "facility.add")
        line = await _reached(session, context, which)
        whole = line.facility.kind != HEALTH_DEPARTMENT or may(context.position.role, "facility.add_department")
        whole = whole and not await mergers.way(session, which)
        managed = await queries.staffed(session, which)
        free = [plan for plan in await _plans(session, context) if which in {it.id for it in await plan_queries.outside(session, plan)}]
        return FacilityView(line, free, whole and not managed, whole and not line.accounts and not line.plans)


def at_field(wrong: Wrong) -> str:
    """Of a form that holds one facility."""
    return both(f"{wrong.field}: {wrong.vi}", wrong.en)


async def add(context: Context, new: Sequence[NewFacility], placed: Placed = at_field) -> tuple[FacilityId, ...]:
    """Brings in facilities of this department, and other departments of health: all of them or none.

    Raises: NotAllowed, Malformed with every fault, Incomplete (login taken meanwhile), RequestTaken, RequestReused, Unavailable.
    """
    demand(context.position, "facility.add", "*", context.today)
    codes = tuple(FacilityId(each.code) for each in new)
    async with context.house.sessions.begin() as session:
        await _begin(session, context, "facility.add")
        if not await acts.claim(session, context.actor, "facility.add", context.position.facility, _same(new), context.now):
            return codes
        if not new:
            raise Malformed(both("facilities: chưa có cơ sở nào", "no facility"))
        if any(each.kind == HEALTH_DEPARTMENT for each in new):
            _demand_department(context)
        if faults := [*wrong_in(new, context.today), *await _taken(session, new)]:
            raise Malformed(*map(placed, sorted(faults, key=lambda wrong: wrong.n)))
        await _check_spare(context, sum(each.account is not None for each in new))
        for n, each in enumerate(new):
            if not await _enter(session, context, each):
                raise Malformed(placed(Wrong(n, "code", f"mã {each.code} vừa được người khác thêm", "somebody has just brought it in")))
        # Keys last of all: what is refused before leaves none behind.
        await _keys(session, context, [(each.code, each.name.strip(), each.account) for each in new if each.account])
    return codes


def _same(new: Iterable[NewFacility]) -> list[object]:
    """What makes two of these acts one, without secrets."""
    return [{**vars(one), "account": one.account.login if one.account else ""} for one in new]


def _demand_department(context: Context) -> None:
    if not may(context.position.role, "facility.add_department"):
        raise NotAllowed(context.position.role, "facility.add_department", HEALTH_DEPARTMENT)


async def _taken(session: AsyncSession, new: Sequence[NewFacility]) -> list[Wrong]:
    """Codes and sign-in names that are used already, each with whose it is."""
    there = await queries.named(session, [one.code for one in new])
    logins = await queries.logins(session, [one.account.login for one in new if one.account])
    found = []
    for n, one in enumerate(new):
        if one.code in there:
            name, department = there[one.code]
            of = f" ({department})" if department else ""
            found.append(Wrong(n, "code", f"mã {one.code} đã có: {name}{of}", f"{one.code} is there already: {name}{of}"))
        if one.account and one.account.login in logins:
            vi = f"tên đăng nhập {one.account.login} đã có người dùng"
            found.append(Wrong(n, "login", vi, f"{one.account.login} is used already"))
    return found


async def _enter(session: AsyncSession, context: Context, new: NewFacility) -> bool:
    """The rows of one; False when its code is there."""
    which, by = FacilityId(new.code), context.position
    parent = None if new.kind == HEALTH_DEPARTMENT else by.facility
    said = (new.name.strip(), new.kind, parent, new.place.strip(), new.published, "", new.basis.strip())
    if not await people_writes.facility(session, which, *said):
        return False
    for code, name in new.departments or DEPARTMENTS[new.kind]:
        await people_writes.department(session, DepartmentId(f"{which}/{code}"), which, name.strip())
    if new.unit.strip():
        lies, since = {which: new.unit.strip()}, new.unit_since or context.today
        await unit_writes.enter(session, lies, since, new.basis.strip(), by.person, context.now)
    facts = {"name": new.name.strip(), "kind": new.kind, "basis": new.basis.strip()}
    await audit.note_act(session, context.now, context.actor, by, "facility.add", ("facility", which), None, **facts)
    if new.account:
        await _admit(session, context, which, new.account)
    return True


async def give_account(context: Context, which: FacilityId, account: FirstAccount) -> PersonId:
    """The first administrator of a facility that nobody ever held a post in, with a key for both: from then on it acts for itself.

    One whose people have all left is another matter: whoever came in that way would find its records.
    Raises: NotAllowed, NotFound, Malformed, Incomplete, WrongState, RequestTaken, RequestReused, Unavailable.
    """
    demand(context.position, "facility.account", "*", context.today)
    person = PersonId(id_of("person", which, account.login))
    async with context.house.sessions.begin() as session:
        await _begin(session, context, "facility.account")
        line = await _reached(session, context, which)
        if not await acts.claim(session, context.actor, "facility.account", which, [account.login, account.person], context.now):
            return person
        if line.facility.kind == HEALTH_DEPARTMENT:
            _demand_department(context)
        if await mergers.way(session, which):
            raise WrongState("facility.account", "merged")
        if await queries.staffed(session, which, lock=True):
            raise WrongState("facility.account", "accounts")
        if faults := [both(f"{field}: {vi}", en) for field, vi, en in account.wrong()]:
            raise Malformed(*faults)
        await _check_spare(context, 1)
        await _admit(session, context, which, account)
        await staffing.changed(session, which, context.now)
        await _keys(session, context, [(which, line.facility.name, account)])
    await follow(context.house.sessions, context.house.clock, which)
    return person


async def _admit(session: AsyncSession, context: Context, which: FacilityId, account: FirstAccount) -> None:
    new = administrator(account.login, account.person, account.password, account.pin, account.post_basis)
    who = PersonId(id_of("person", which, new.login))
    await admit(session, who, new, which, context.today)
    await audit.note_act(
        session, context.now, context.actor, context.position, "facility.account", ("facility", which), None, login=new.login
    )


async def _keys(session: AsyncSession, context: Context, to: Sequence[tuple[str, str, FirstAccount]]) -> None:
    """A key for each organisation, which issues papers from now on, and for each person. What an earlier try made is kept.

    Raises: Malformed when that was made with another PIN: it would never open it.
    """
    signer = context.house.signer
    for code, name, account in to:
        if not await people.credential(session, code):
            await signer.enrol_organisation(FacilityId(code), name, "organisation")
        who = PersonId(id_of("person", code, account.login))
        if not await people.credential(session, str(who)):
            await signer.enrol(who, account.pin, account.person.strip(), name, "person")
            continue
        try:
            await signer.change_pin(who, account.pin, account.pin)
        except PinRefused:
            vi = f"pin: khóa của {account.login} đã có từ lần thử trước, với PIN khác; ghi đúng PIN ấy, hoặc đổi tên đăng nhập"
            raise Malformed(both(vi, f"the key of {account.login} was made by an earlier try with another PIN")) from None


async def _check_spare(context: Context, accounts: int) -> None:
    """Two keys for each account, looked at before any password is worked on. Raises: Malformed, Unavailable."""
    if accounts > MOST_ACCOUNTS:
        vi = f"accounts: nhiều nhất {MOST_ACCOUNTS} tài khoản một lần, các cơ sở sau lập tài khoản sau"
        raise Malformed(both(vi, f"at most {MOST_ACCOUNTS} accounts at once"))
    if accounts and (await context.house.signer.status())["spare"] < 2 * accounts:
        raise Unavailable("tokens")


async def remove(context: Context, which: FacilityId, reason: str) -> None:
    """Takes out one that was entered by mistake, while nothing rests on it; its code is free again.

    Raises: NotAllowed, NotFound, Malformed, WrongState, RequestTaken, RequestReused.
    """
    demand(context.position, "facility.remove", "*", context.today)
    if faults := reason_faults(reason):
        raise Malformed(*faults)
    async with context.house.sessions.begin() as session:
        await _begin(session, context, "facility.remove")
        if not await acts.claim(session, context.actor, "facility.remove", which, reason.strip(), context.now):
            return
        line = await _reached(session, context, which)
        if line.facility.kind == HEALTH_DEPARTMENT:
            _demand_department(context)
        if line.accounts or line.plans:
            raise WrongState("facility.remove", "accounts" if line.accounts else "tracks")
        facts = {"name": line.facility.name, "kind": line.facility.kind, "basis": line.basis, "reason": reason.strip()}
        await audit.note_act(session, context.now, context.actor, context.position, "facility.remove", ("facility", which), None, **facts)
        if not await writes.remove(session, which):
            raise WrongState("facility.remove", "rests")


async def _begin(session: AsyncSession, context: Context, act: str) -> None:
    """The post as it is now, while no merger of its department is carried out. Raises: NotAllowed."""
    await merger_writes.hold_own(session, context.position.id)
    position = await allowed(session, context.actor, act, "*", context.now)
    await check_above(session, position, act)


async def _reached(session: AsyncSession, context: Context, which: FacilityId) -> FacilityLine:
    """One of the own department, or another department of health. Raises: NotFound."""
    line = await queries.line(session, which, context.today)
    other = line.facility.kind == HEALTH_DEPARTMENT and which != context.position.facility
    if line.facility.parent != context.position.facility and not other:
        raise NotFound("facility", which)
    return line
