"""What is asked of a million archived records' rows: the daily sweep, the preview of a disposal, a search by name, a page of the list."""

import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from app import wiring
from app.devstack.demo_people import HOSPITAL, person
from app.devstack.seed import person_id
from app.settings import Settings
from bench import many_records
from bench.stack import Running
from domain.clock import day
from domain.names import FacilityId, RequestId
from domain.roles import Role
from services import disposals, records
from services.context import Context, House
from store.engine import Sessions
from store.queries import people

OFFICER, DOCTOR = "lt.thu", "bs.lan"
SEARCHES = 60
LISTED = 20_000
"""Records of the disposal whose preview is timed."""


async def measure(running: Running, sizes: tuple[int, ...], holds: int) -> dict[str, Any]:
    """Number of archived records → what each question took, milliseconds; and how much the slowest size is above the fastest."""
    settings = Settings.read({"HSBA_DATA": str(running.data)})
    found: dict[str, Any] = {}
    async with wiring.house(settings) as house:
        have, facility = 0, FacilityId(HOSPITAL)
        for size in sizes:
            began, started = time.perf_counter(), datetime.now(UTC)
            await many_records.grow(house.sessions, facility, person_id(person(DOCTOR)), have, size)
            if have == 0:
                await many_records.hold(house.sessions, facility, person_id(person(DOCTOR)), min(holds, size // 2))
            elif size == sizes[-1]:
                await many_records.hold(house.sessions, facility, person_id(person(DOCTOR)), holds)
            await many_records.settled(house.sessions, started)
            have = size
            found[str(size)] = {"made_s": round(time.perf_counter() - began, 1), **await _asked(house, facility)}
    first, last = (found[str(size)] for size in (sizes[0], sizes[-1]))
    growth = {name: round(last[name] / first[name], 2) for name in ("search_p95_ms", "list_p95_ms", "code_p95_ms")}
    return {"rows": found, "growth": growth}


async def _asked(house: House, facility: FacilityId) -> dict[str, float]:
    officer = await _context(house, facility)
    sweep = await _timed(lambda: disposals.tell_of_expired(house.sessions, house.clock))
    before = await _day_of(house.sessions, facility)
    preview = await _timed(lambda: disposals.preview(officer, before))
    listed = await disposals.preview(officer, before)
    dice = random.Random(7)
    searches = [await _timed(partial(records.listing, officer, _name(dice))) for _ in range(SEARCHES)]
    codes = [await _timed(partial(records.listing, officer, f"HS{n:08}")) for n in dice.sample(range(1, 9000), SEARCHES)]
    lists = [await _timed(lambda: records.listing(officer)) for _ in range(20)]
    return {
        "sweep_ms": sweep,
        "preview_ms": preview,
        "preview_records": len(listed.items) + len(listed.hindered),
        "search_p50_ms": round(statistics.median(searches), 1),
        "search_p95_ms": _p95(searches),
        "code_p95_ms": _p95(codes),
        "list_p95_ms": _p95(lists),
    }


def _name(dice: random.Random) -> str:
    return " ".join(dice.choice(some) for some in (many_records.FAMILY, many_records.MIDDLE, many_records.GIVEN))


async def _context(house: House, facility: FacilityId) -> Context:
    async with house.sessions() as session:
        position = await people.holder(session, person_id(person(OFFICER)), facility, Role.RECORDS_OFFICER, day(house.clock()))
    assert position
    return Context(house, position, RequestId("bench"))


async def _day_of(sessions: Sessions, facility: FacilityId) -> date:
    """The first day before which at least `LISTED` records ended, or today when there are fewer: terms end on one day of a year."""
    from sqlalchemy import select

    from store.tables.records import RecordRow

    r = RecordRow
    async with sessions() as session:
        asked = select(r.keep_until).where(r.facility == facility, r.state == "archived").order_by(r.keep_until).offset(LISTED).limit(1)
        found = (await session.execute(asked)).scalar_one_or_none()
    return found + timedelta(days=1) if found else date.today()  # noqa: DTZ011 - a bench


async def _timed(act: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await act()
    return round((time.perf_counter() - began) * 1000, 1)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
