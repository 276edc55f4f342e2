"""Writes of people, positions, keys, sessions and wrong tries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DepartmentId, FacilityId, PersonId, PositionId
from domain.people import Position
from store.tables.people import (
    AttemptRow,
    CredentialRow,
    DepartmentRow,
    FacilityRow,
    PersonRow,
    PositionRow,
    SessionRow,
    WelcomeRow,
)

REMEMBERED = timedelta(days=1)
"""How long an ended session is known: a form left open in it is given back to nobody else."""


async def facility(
    session: AsyncSession,
    which: FacilityId,
    name: str,
    kind: str,
    parent: FacilityId | None,
    place: str,
    published: bool = False,
    unit: str = "",
    basis: str = "",
) -> bool:
    """Keeps a new one; False when its code is there, and nothing is changed."""
    row = {"id": which, "name": name, "kind": kind, "parent": parent, "place": place, "published": published, "unit": unit, "basis": basis}
    made = await session.execute(insert(FacilityRow).values(row).on_conflict_do_nothing().returning(FacilityRow.id))
    return made.scalar_one_or_none() is not None


async def department(session: AsyncSession, which: DepartmentId, facility: FacilityId, name: str) -> None:
    await session.execute(insert(DepartmentRow).values(id=which, facility=facility, name=name).on_conflict_do_nothing())


async def person(session: AsyncSession, which: PersonId, login: str, name: str, password_hash: str) -> bool:
    """Keeps a new person; False when the person or the login is there, and nothing is changed."""
    row = {"id": which, "login": login, "name": name, "password_hash": password_hash}
    made = await session.execute(insert(PersonRow).values(row).on_conflict_do_nothing().returning(PersonRow.id))
    return made.scalar_one_or_none() is not None


async def position(session: AsyncSession, held: Position) -> None:
    row = {**vars(held), "role": str(held.role)}
    await session.execute(insert(PositionRow).values(row).on_conflict_do_nothing())


async def end_position(session: AsyncSession, which: PositionId, last: date) -> None:
    """A post ends with its last day; whoever acts in it is shown another one, or signed out."""
    await session.execute(update(PositionRow).where(PositionRow.id == which).values(until=last))


async def credential(
    session: AsyncSession,
    owner: str,
    serial: str,
    kind: str,
    scheme: str,
    certificate: bytes,
    chain: tuple[bytes, ...],
    now: datetime,
) -> None:
    """Keeps the newest key of an owner."""
    row = {
        "owner": owner,
        "serial": serial,
        "kind": kind,
        "scheme": scheme,
        "certificate": certificate,
        "chain": list(chain),
        "enrolled_at": now,
    }
    newest = {key: value for key, value in row.items() if key != "owner"}
    await session.execute(insert(CredentialRow).values(row).on_conflict_do_update(index_elements=["owner"], set_=newest))


async def begin_session(
    session: AsyncSession,
    token: str,
    person: PersonId,
    position: PositionId | None,
    machine: bool,
    now: datetime,
    lasts: timedelta,
) -> None:
    """`token` is the SHA-256 of what the browser or machine holds."""
    row = {
        "token": token,
        "person": person,
        "position": position,
        "machine": machine,
        "created_at": now,
        "seen_at": now,
        "ends_at": now + lasts,
    }
    await session.execute(insert(SessionRow).values(row).on_conflict_do_nothing())


async def see_session(session: AsyncSession, token: str, now: datetime) -> None:
    await session.execute(update(SessionRow).where(SessionRow.token == token).values(seen_at=now))


async def take_position(session: AsyncSession, token: str, position: PositionId) -> None:
    await session.execute(update(SessionRow).where(SessionRow.token == token).values(position=position))


async def end_session(session: AsyncSession, token: str) -> None:
    """From the moment it was last seen; its row goes later: it tells whose form was still open."""
    of = (SessionRow.token == token, SessionRow.ends_at > SessionRow.seen_at)
    await session.execute(update(SessionRow).where(*of).values(ends_at=SessionRow.seen_at))


async def password(session: AsyncSession, which: PersonId, password_hash: str) -> None:
    await session.execute(update(PersonRow).where(PersonRow.id == which).values(password_hash=password_hash))


async def end_other_sessions(session: AsyncSession, which: PersonId, token: str) -> None:
    """Every session of this person but the one of this SHA-256, machines' too."""
    of = (SessionRow.person == which, SessionRow.token != token, SessionRow.ends_at > SessionRow.seen_at)
    await session.execute(update(SessionRow).where(*of).values(ends_at=SessionRow.seen_at))


async def end_sessions_before(session: AsyncSession, moment: datetime) -> None:
    """Forgets sessions that ended a day before."""
    await session.execute(delete(SessionRow).where(SessionRow.ends_at < moment - REMEMBERED))


@dataclass(frozen=True)
class Tried:
    """What a try leaves."""

    left: int
    locked: datetime | None
    """Until when nobody may try again."""
    counted: bool
    """False when it was locked before: then nothing may be judged."""


async def wrong(session: AsyncSession, key: str, tries: int, lock: timedelta, now: datetime) -> Tried:
    """Counts a wrong try; of many at the same moment each counts, and none beyond the last is counted."""
    a = AttemptRow
    count = case((a.locked_until <= now, 1), else_=a.wrong + 1)
    again = {"wrong": count, "last_at": now, "locked_until": case((count >= tries, now + lock), else_=None)}
    first = insert(a).values(key=key, wrong=1, last_at=now, locked_until=now + lock if tries <= 1 else None)
    free = or_(a.locked_until.is_(None), a.locked_until <= now)
    counted = first.on_conflict_do_update(index_elements=["key"], set_=again, where=free).returning(a.wrong, a.locked_until)
    if row := (await session.execute(counted)).one_or_none():
        return Tried(max(tries - row[0], 0), row[1], True)
    return Tried(0, (await session.execute(select(a.locked_until).where(a.key == key))).scalar_one_or_none(), False)


async def right(session: AsyncSession, key: str) -> None:
    await session.execute(delete(AttemptRow).where(AttemptRow.key == key))


async def welcome(session: AsyncSession, token: str, ends_at: datetime) -> None:
    """Keeps the SHA-256 of a one-time link."""
    await session.execute(insert(WelcomeRow).values(token=token, ends_at=ends_at).on_conflict_do_nothing())


async def use_welcome(session: AsyncSession, token: str, now: datetime) -> bool:
    """True once, for a link that is known, unused and not over."""
    usable = (WelcomeRow.token == token, WelcomeRow.used_at.is_(None), WelcomeRow.ends_at > now)
    rows = await session.execute(update(WelcomeRow).where(*usable).values(used_at=now).returning(WelcomeRow.token))
    return rows.scalar_one_or_none() is not None


async def end_welcomes(session: AsyncSession) -> None:
    """Makes void every link nobody used."""
    await session.execute(delete(WelcomeRow).where(WelcomeRow.used_at.is_(None)))
