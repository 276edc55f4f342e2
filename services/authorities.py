"""Other units of the province with tracks of their own: who they are by the plans, and their first account."""

import re
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import check_above
from domain.errors import Malformed
from domain.faults import both
from domain.mandates import UnitKind
from domain.names import FacilityId, PersonId, id_of
from domain.people import AUTHORITY, demand
from domain.plans import Plan
from services.context import Context
from services.people import NewPerson, admit
from services.plan_editions import papers
from store.queries import people, plans
from store.queries import plan_editions as editions
from store.queries.people import Facility
from store.writes import acts, audit
from store.writes import people as writes

NOT_ONE = frozenset({UnitKind.GROUP, UnitKind.FACILITY, UnitKind.MINISTRY})
"""Units of a plan that are no single authority of the province."""


@dataclass(frozen=True)
class NewAuthority:
    """A unit of the province, with or without its first administrator's account."""

    code: str
    """The house's own short code, e.g. `CA33`."""
    name: str
    unit: str
    """Code under which plans name it, e.g. `cong-an-tinh`."""
    place: str
    account: NewPerson | None = None

    def faults(self, known: frozenset[str], there: list[Facility]) -> list[str]:
        wrong = {
            both("code: 2–12 chữ hoa không dấu và số", "2–12 capitals and digits"): not re.fullmatch(r"[A-Z0-9]{2,12}", self.code),
            both("unit_name: cần điền", "must be given"): not self.name.strip(),
            both("place: cần điền", "must be given"): not self.place.strip(),
            both("unit: chọn đơn vị mà kế hoạch nêu tên", "choose a unit that a plan names"): self.unit not in known,
            both("unit: đơn vị này đã có ở đây", "this unit is here already"): self.unit in {one.unit for one in there},
        }
        return [fault for fault, is_so in wrong.items() if is_so]


@dataclass(frozen=True)
class AuthorityLine:
    """An authority as a list shows it."""

    facility: Facility
    accounts: int


@dataclass(frozen=True)
class AuthoritiesView:
    """Those of the department's province, and the units of its own plans that are not among them: code → name."""

    lines: list[AuthorityLine]
    units: dict[str, str]


async def read(context: Context) -> AuthoritiesView:
    """Raises: NotAllowed."""
    demand(context.position, "authority.add", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "authority.add")
        there = [one for one in await plans.facilities(session, context.position.facility) if one.kind == AUTHORITY]
        counted = [AuthorityLine(one, len({who for who, *_ in await people.holders(session, one.id, context.today)})) for one in there]
        named = await _named(session, context)
    taken = {one.unit for one in there}
    return AuthoritiesView(counted, {code: name for code, name in sorted(named.items()) if code not in taken})


async def _named(session: AsyncSession, context: Context) -> dict[str, str]:
    """Units of the department's own plans, code → name: those it opened or entered, and its province's; of all plans where it has none."""
    department = context.position.facility
    mine = await people.facility(session, department)
    entered = {line.code for line in await editions.lines(session, department) if line.source}
    known = await papers(session, context)
    own = [one for one in known if one.code in entered or _of(one, mine) or await plans.runs(session, department, one.code)]
    return {unit.code: unit.name for plan in own or known for unit in plan.units if unit.kind not in NOT_ONE}


def _of(plan: Plan, department: Facility) -> bool:
    """Whether it is of the department's province, as far as the department's name or place says so."""
    return any(plan.province.casefold() in words.casefold() for words in (department.name, department.place))


async def add(context: Context, new: NewAuthority) -> FacilityId:
    """A unit of the province below the department; opened plans take it in by joining (`plan_editions.join`).

    Raises: NotAllowed, Malformed, Incomplete (login taken), RequestTaken, RequestReused, Unavailable.
    """
    which, department = FacilityId(new.code), context.position.facility
    demand(context.position, "authority.add", "*", context.today)
    if new.account:
        new.account.check()
        if not re.fullmatch(r"[0-9]{6,12}", new.account.pin):
            raise Malformed(both("pin: 6–12 chữ số", "6–12 digits"))
    async with context.house.sessions.begin() as session:
        await check_above(session, context.position, "authority.add")
        same = [new.code, new.name, new.unit, new.place, new.account.login if new.account else ""]
        if not await acts.claim(session, context.actor, "authority.add", which, same, context.now):
            return which
        there = [one for one in await plans.facilities(session, department) if one.kind == AUTHORITY]
        faults = new.faults(frozenset(await _named(session, context)), there)
        if await people.is_facility(session, which):
            faults.append(both(f"code: mã {new.code} đã có", "is used already"))
        if faults:
            raise Malformed(*faults)
        await writes.facility(session, which, new.name.strip(), AUTHORITY, department, new.place.strip(), unit=new.unit)
        told = ("authority.add", ("facility", which))
        await audit.note_act(session, context.now, context.actor, context.position, *told, unit=new.unit)
        if new.account:
            who = PersonId(id_of("person", which, new.account.login.lower()))
            await admit(session, who, new.account, which, context.today)
            # The key last of all: what is refused before leaves none behind.
            await context.house.signer.enrol(who, new.account.pin, new.account.name, new.name.strip(), "person")
    return which
