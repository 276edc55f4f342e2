"""Writes of time-stamp services: tokens taken, failures and recoveries told. Each is one statement; the clock is the database's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Executable, bindparam, case, func, literal, null, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.stamps import FAILURES, LONGEST_REST, MOST_UNRATED, PROBE, Service
from store.queries.stamps import FREE, SPENT, TODAY
from store.tables.stamps import StampServiceRow

s = StampServiceRow
UNLIMITED = 1_000_000_000
ROWS_ONLY = {"synchronize_session": False}
HELD_BACK = timedelta(seconds=2)
"""How long others leave the tokens to the queue after it took some: until it comes again."""


@dataclass(frozen=True)
class Taken:
    """Tokens of one service."""

    many: int
    probe: bool
    """This caller alone asks a service that rested."""
    ailing: bool
    """It failed before: tell when it answers."""
    rated: bool
    """It counts by the second: tokens are to be used at once."""


async def name(session: AsyncSession, named: Sequence[Service]) -> None:
    """Makes the rows those that the installation names, in its order; what was spent, and how each is, stays."""
    for place, one in sorted(enumerate(named), key=lambda pair: pair[1].name):
        quotas = {
            "place": place,
            "quota": _words(one),
            "burst": one.quota.burst if one.quota else MOST_UNRATED,
            "rate": one.quota.rate if one.quota else None,
            "per_day": one.per_day,
        }
        begun = {"tokens": quotas["burst"], "filled_at": func.now(), "day": TODAY, "spent": 0, "granted": 0, "failures": 0, "fault": ""}
        row = insert(s).values(name=one.name, **quotas, **begun)
        await session.execute(row.on_conflict_do_update(index_elements=["name"], set_=quotas))
    await session.execute(update(s).where(s.name.not_in([one.name for one in named])).values(place=None))


def _words(one: Service) -> str:
    return " ".join(word for word in (str(one.quota or ""), f"{one.per_day}/day" if one.per_day else "") if word)


async def take(session: AsyncSession, service: str, many: int, waited: bool) -> Taken | None:
    """Up to `many` tokens; None when the service rests, its quota is spent, or tokens are for those who `waited`.

    A service that rested long enough gives one token, to one caller: the probe.
    """
    connection = await session.connection()
    row = (await connection.execute(_take(waited), {"service": service, "asked": many})).one_or_none()
    return Taken(row.granted, row.resting_until is not None, row.failures > 0, row.rate is not None) if row else None


@cache
def _take(waited: bool) -> Executable:
    """Made once, of the table and not of its class: it is asked for with every stamp or two."""
    left = func.coalesce(s.per_day - SPENT, UNLIMITED)
    granted = case(
        (s.resting_until.is_not(None), 1),
        else_=func.least(bindparam("asked", type_=BigInteger), func.floor(FREE), left, func.greatest(1, left / 100)),
    )
    limited = s.rate.is_not(None) | s.per_day.is_not(None)
    turn = literal(True) if waited else or_(~limited, s.queue_until.is_(None), s.queue_until <= func.now())
    held = case((limited, func.now() + HELD_BACK + func.make_interval(0, 0, 0, 0, 0, 0, 1 / func.coalesce(s.rate, 1))), else_=null())
    values: dict[str, Any] = {
        "tokens": FREE - granted,
        "filled_at": func.greatest(s.filled_at, func.now()),
        "day": func.greatest(s.day, TODAY),
        "spent": SPENT + granted,
        "granted": granted,
        "resting_until": case((s.resting_until.is_not(None), func.now() + PROBE), else_=null()),
        "queue_until": held if waited else s.queue_until,
    }
    rested = s.resting_until.is_(None) | (s.resting_until <= func.now())
    table: Any = s.__table__
    change = update(table).where(s.name == bindparam("service"), rested, FREE >= 1, left >= 1, turn).values(values)
    return change.returning(s.granted, s.resting_until, s.failures, s.rate)


async def failed(session: AsyncSession, service: str, probe: bool, fault: str, rest: timedelta | None) -> None:
    """One more failure in a row; it rests after some, longer each time, or as long as it wishes itself.

    What others asked before it rested counts no more: only the probe makes the rest longer.
    """
    failures = s.failures + 1
    seconds = func.least(LONGEST_REST.total_seconds(), func.power(2, func.least(func.greatest(failures - FAILURES, 0), 20)))
    longer: Any = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    resting = func.now() + rest if rest else longer if probe else case((failures >= FAILURES, longer), else_=null())
    values = {"failures": failures, "fault": fault, "failed_at": func.now(), "resting_until": resting}
    mine = literal(True) if probe else s.resting_until.is_(None)
    await session.execute(update(s).where(s.name == service, mine).values(values), execution_options=ROWS_ONLY)


async def answered(session: AsyncSession, service: str) -> None:
    """It is well again."""
    change = update(s).where(s.name == service, s.failures > 0).values(failures=0, resting_until=None)
    await session.execute(change, execution_options=ROWS_ONLY)


async def queue_ended(session: AsyncSession) -> None:
    """Nobody waits any more: tokens are for whoever comes."""
    await session.execute(update(s).where(s.queue_until.is_not(None)).values(queue_until=None), execution_options=ROWS_ONLY)
