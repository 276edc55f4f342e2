"""A real facility's beginning: a one-time link, and by it the facility with its first administrator."""

import re
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import Clock, day
from domain.errors import Malformed, NotFound, WrongState
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId, id_of
from domain.posts import POSTS
from domain.roles import Role
from services.context import House
from services.people import NewPerson, admit, hashed, sign_in
from store.engine import Sessions
from store.queries import people
from store.writes import audit
from store.writes import people as writes

LASTS = timedelta(hours=48)
KINDS = {"hospital": 5, "centre": 5, "health_department": 2}
"""Kind of facility → digits of its code (five as on insurance cards, two for a province)."""


@dataclass(frozen=True)
class Founding:
    """A facility and its first administrator, as the form says them."""

    code: str
    """The facility's code, e.g. `33001`."""
    facility: str
    """Its name."""
    kind: str
    """One of `KINDS`."""
    place: str
    """Where its papers are dated, e.g. `Hưng Yên`."""
    departments: tuple[tuple[str, str], ...]
    """Code (capital letters and digits) and name of each."""
    administrator: NewPerson
    """In no department; the role is ADMINISTRATOR."""

    def check(self) -> None:
        """Raises: Malformed with every fault."""
        faults = list(self._faults())
        try:
            self.administrator.check()
        except Malformed as more:
            faults += more.facts
        if faults:
            raise Malformed(*faults)

    def _faults(self) -> list[str]:
        who, digits = self.administrator, KINDS.get(self.kind, 5)
        codes = [code for code, _ in self.departments]
        wrong = {
            "kind: chọn loại cơ sở / choose a kind": self.kind not in KINDS,
            both(f"facility_code: gồm {digits} chữ số", f"{digits} digits"): not re.fullmatch(rf"[0-9]{{{digits}}}", self.code),
            "facility_name: cần điền / must be given": not self.facility.strip(),
            "place: cần điền / must be given": not self.place.strip(),
            "departments: cần ít nhất một khoa, phòng / name at least one": not codes,
            "departments: mỗi dòng một mã chữ hoa không dấu và một tên, không trùng / a code in capitals and a name each, none twice": (
                len(set(codes)) < len(codes)
                or not all(re.fullmatch(r"[A-Z0-9]{1,12}", code) and name.strip() for code, name in self.departments)
            ),
            "role: cơ sở thuộc loại này không có chức vụ đó / a facility of this kind has no such post": (
                self.kind in KINDS and who.role not in POSTS[self.kind]
            ),
            "login: chữ thường không dấu, số và dấu chấm / small letters, digits and dots": not re.fullmatch(r"[a-z0-9.]{2,60}", who.login),
            "pin: 6–12 chữ số / 6–12 digits": not re.fullmatch(r"[0-9]{6,12}", who.pin),
        }
        return [fault for fault, is_so in wrong.items() if is_so]


async def invite(sessions: Sessions, clock: Clock) -> str:
    """The token of a new one-time link; earlier ones are void. Raises: WrongState once there is an administrator."""
    token = token_urlsafe(32)
    async with sessions.begin() as session:
        if await people.administered(session):
            raise WrongState("facility.found", "founded")
        await writes.end_welcomes(session)
        await writes.welcome(session, hashed(token), clock() + LASTS)
    return token


async def open_to(sessions: Sessions, clock: Clock, token: str) -> bool:
    """Whether this link still opens."""
    async with sessions() as session:
        return await people.welcomed(session, hashed(token), clock())


async def found(house: House, token: str, new: Founding) -> str:
    """Founds the facility by its one-time link, and signs its administrator in: the session's token.

    The link stays good when anything is refused. Raises: Malformed, NotFound (link unknown, used or over), Unavailable.
    """
    new.check()
    now = house.clock()
    code, who = FacilityId(new.code), PersonId(id_of("person", new.code, new.administrator.login))
    async with house.sessions.begin() as session:
        # The row of the link is locked until all is done: a second click waits, and then finds it used.
        if not await writes.use_welcome(session, hashed(token), now) or await people.administered(session):
            raise NotFound("welcome", "")
        await writes.facility(session, code, new.facility.strip(), new.kind, None, new.place.strip())
        for short, name in new.departments:
            await writes.department(session, DepartmentId(f"{code}/{short}"), code, name.strip())
        position = await admit(session, who, new.administrator, code, day(now))
        await audit.note(session, now, position, "facility.found", ("facility", code), basis=new.administrator.basis)
        await _certify(house, session, code, who, new)
    return await sign_in(house, new.administrator.login, new.administrator.password)


async def _certify(house: House, session: AsyncSession, code: FacilityId, who: PersonId, new: Founding) -> None:
    """Keys for the organisation and the person, whose PIN counts from here on: last of all. What an earlier try made is kept."""
    name = new.facility.strip()
    if not await people.credential(session, code):
        await house.signer.enrol_organisation(code, name, "organisation")
    if not await people.credential(session, str(who)):
        await house.signer.enrol(who, new.administrator.pin, new.administrator.name, name, "person")


def administrator(login: str, name: str, password: str, pin: str, basis: str) -> NewPerson:
    """The first administrator: of the whole facility, in no department."""
    return NewPerson(login.strip(), name.strip(), password, pin, Role.ADMINISTRATOR, None, basis.strip())
