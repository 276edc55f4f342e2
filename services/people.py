"""Signing in and out, taking a position, and bringing people in."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy.ext.asyncio import AsyncSession

from activities.staffing import follow
from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, SignInRefused
from domain.faults import both
from domain.names import DepartmentId, FacilityId, PersonId, PositionId, RequestId, id_of
from domain.people import Position, demand
from domain.posts import POSTS, check_post
from domain.roles import Role
from services.context import Context, House
from store.queries import people
from store.queries.people import Person, Post
from store.writes import acts, audit
from store.writes import duties as staffing
from store.writes import people as writes

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id, 19 MiB, two passes (OWASP): about 30 ms of CPU, so that a morning's sign-ins do not starve a small server."""
NOBODY = HASHER.hash("nobody")
"""Checked when the name is unknown, so that the answer takes as long."""
TRIES, LOCK = 5, timedelta(minutes=15)
IDLE, LASTS = timedelta(hours=2), timedelta(hours=12)
MACHINE_LASTS = timedelta(days=365)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SignedIn:
    """Who a session belongs to."""

    person: Person
    posts: list[Post]
    """Positions held today."""
    acting: Post | None
    machine: bool

    def context(self, house: House, request: str) -> Context:
        """This person in the acting position under a request id. Raises: NotAllowed without a position."""
        if self.acting is None:
            raise NotAllowed("", "position", "")
        if not 0 < len(request) <= 200:
            raise Malformed("request: 1–200 ký tự / 1–200 characters")
        return Context(house, self.acting.position, RequestId(request))


def hashed(token: str) -> str:
    """What the house keeps of a token."""
    return sha256(token.encode()).hexdigest()


async def sign_in(house: House, login: str, password: str, machine: bool = False) -> str:
    """A session's token. Raises: SignInRefused (unknown, wrong, or locked for a while after five wrong tries)."""
    key = sign_in_key(login)
    now = house.clock()
    async with house.sessions.begin() as session:
        # Counted before it is judged, and forgotten when it is right: else a thousand guesses at the same moment were free.
        tried = await writes.wrong(session, key, TRIES, LOCK, now)
        row = await people.by_login(session, login.lower())
    told = (tried.locked.isoformat(),) if tried.locked else ()
    if not tried.counted or not await asyncio.to_thread(verified, row.password_hash if row else NOBODY, password) or row is None:
        raise SignInRefused(*told)
    async with house.sessions.begin() as session:
        await writes.right(session, key)
        return await _begin(house, session, PersonId(row.id), machine)


async def _begin(house: House, session: AsyncSession, person: PersonId, machine: bool) -> str:
    now = house.clock()
    held = await people.posts(session, person, day(now))
    acting = held[0].position.id if held else None
    token = token_urlsafe(32)
    lasts = MACHINE_LASTS if machine else LASTS
    await writes.begin_session(session, hashed(token), person, acting, machine, now, lasts)
    await audit.note(session, now, held[0].position if held else None, "session.begin", ("person", person))
    return token


def sign_in_key(login: str) -> str:
    """Under which wrong passwords are counted."""
    return f"sign_in/{login.lower()[:100]}"


def verified(kept: str, password: str) -> bool:
    """Whether this is the password whose hash is kept; takes some 30 ms of CPU."""
    try:
        return HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


async def sign_out(house: House, token: str) -> None:
    async with house.sessions.begin() as session:
        await writes.end_session(session, hashed(token))


async def who(house: House, token: str, stirs: bool = True) -> SignedIn:
    """Whose session this is; `stirs`: the person did something, which keeps it from being idle. Raises: SignInRefused when it is over."""
    now = house.clock()
    async with house.sessions() as session:
        found = await people.session_of(session, hashed(token))
        if found is None:
            raise SignInRefused()
        row, person = found
        if row.ends_at <= now or (not row.machine and row.seen_at + IDLE <= now):
            raise SignInRefused()
        posts = await people.posts(session, person.id, day(now))
        acting = next((post for post in posts if post.position.id == row.position), posts[0] if posts else None)
        seen = row.seen_at
    if stirs and seen + SEEN_EVERY <= now:
        async with house.sessions.begin() as session:
            await writes.see_session(session, hashed(token), now)
    return SignedIn(person, posts, acting, row.machine)


async def whose(house: House, token: str) -> PersonId | None:
    """Whose session this is or was, as long as its row is there: to give a form back to nobody else."""
    async with house.sessions() as session:
        found = await people.session_of(session, hashed(token))
    return found[1].id if found else None


async def take_position(house: House, token: str, position: PositionId) -> None:
    """Acts from now on in another of one's own positions. Raises: NotAllowed."""
    signed_in = await who(house, token)
    if position not in {post.position.id for post in signed_in.posts}:
        raise NotAllowed("", "position", "")
    async with house.sessions.begin() as session:
        await writes.take_position(session, hashed(token), position)


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be brought in, with a first position."""

    login: str
    name: str
    password: str = field(repr=False)
    pin: str = field(repr=False)
    role: Role
    department: DepartmentId | None
    basis: str

    def check(self) -> None:
        """Raises: Malformed."""
        faults = [both(f"{field}: cần điền", "must be given") for field in ("login", "name", "basis") if not getattr(self, field).strip()]
        if len(self.password) < 8:
            faults.append("password: ít nhất 8 ký tự / at least 8 characters")
        if faults:
            raise Malformed(*faults)


async def bring_in(context: Context, new: NewPerson) -> PersonId:
    """Adds a person with a position, a token and a certificate; a login belongs to one person for ever.

    Raises: Malformed (also for a post this kind of facility has not), NotAllowed, Incomplete (login taken, no such department),
    RequestTaken, RequestReused, Unavailable.
    """
    new.check()
    demand(context.position, "person.enrol", "*", context.today)
    facility = context.position.facility
    which = PersonId(id_of("person", facility, new.login.lower()))
    async with context.house.sessions() as session:
        check_post(new.role, (await people.facility(session, facility)).kind)
        if not await acts.claimed(session, context.request):
            await _check_free(session, new, facility)
    await _enrol(context.house, which, new, facility)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "person.enrol", which, [new.login, new.name, new.role], context.now):
            await admit(session, which, new, facility, context.today)
            await staffing.changed(session, facility, context.now)
            await audit.note_act(session, context.now, context.actor, context.position, "person.enrol", ("person", which))
    await follow(context.house.sessions, context.house.clock, facility)
    return which


async def _check_free(session: AsyncSession, new: NewPerson, facility: FacilityId) -> None:
    """Before any token is given away. Raises: Incomplete."""
    if await people.login_taken(session, new.login.lower()):
        raise _taken(new)
    if new.department and new.department not in dict(await people.departments(session, facility)):
        raise Incomplete(both(f"department: không có khoa {new.department}", f"no department {new.department}"))


def _taken(new: NewPerson) -> Incomplete:
    return Incomplete(both(f"login: tên đăng nhập {new.login} đã có người dùng", f"{new.login} is used already"))


async def admit(session: AsyncSession, which: PersonId, new: NewPerson, facility: FacilityId, today: date) -> Position:
    """The rows of a new person: account and first position. Raises: Incomplete when the login is somebody else's."""
    kept = await asyncio.to_thread(HASHER.hash, new.password)
    if not await writes.person(session, which, new.login.lower(), new.name, kept):
        raise _taken(new)
    post = Position(
        PositionId(id_of("position", which, new.role, new.department or "")),
        which,
        facility,
        new.department,
        new.role,
        today,
        None,
        new.basis,
    )
    await writes.position(session, post)
    return post


async def _enrol(house: House, which: PersonId, new: NewPerson, facility: FacilityId) -> None:
    if new.role is Role.INTEGRATOR:
        return
    async with house.sessions() as session:
        if await people.credential(session, str(which)):
            return
        name = (await people.facility(session, facility)).name
    await house.signer.enrol(which, new.pin, new.name, name, "person")


async def roles(context: Context) -> tuple[Role, ...]:
    """The posts the acting position's facility can give to people."""
    async with context.house.sessions() as session:
        posts = POSTS.get((await people.facility(session, context.position.facility)).kind, frozenset())
    return tuple(role for role in Role if role in posts and role is not Role.INTEGRATOR)


async def colleagues(context: Context, roles: tuple[Role, ...] = ()) -> list[Post]:
    """Who holds a position in the acting position's facility."""
    async with context.house.sessions() as session:
        return await people.colleagues(session, context.position.facility, context.today, roles)


async def departments(context: Context) -> list[tuple[DepartmentId, str]]:
    async with context.house.sessions() as session:
        return await people.departments(session, context.position.facility)


async def treating(context: Context) -> list[Post]:
    """Doctors who may treat: those with a post in a department today, by department and name."""
    return [post for post in await colleagues(context, (Role.DOCTOR,)) if post.position.department]


async def performing(context: Context) -> list[tuple[DepartmentId, str]]:
    """Departments that perform services: those where a technician works today, who delivers the results; all when there is none."""
    posts = await colleagues(context, (Role.TECHNICIAN,))
    found = {post.position.department: post.department for post in posts if post.position.department}
    return list(found.items()) or await departments(context)
