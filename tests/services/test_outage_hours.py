"""The hours of an outage are declared once for each place."""

import asyncio
from dataclasses import replace

from domain.errors import Incomplete
from domain.names import OutageId, id_of, outage_key
from services import back_entries, outages
from store.queries import outages as queries
from store.writes import outages as writes
from tests.care import refusal
from tests.outages import HOUR, down, ward
from tests.people import KHANH, SON
from tests.stack import Stack


async def test_the_same_hours_of_the_same_place_are_declared_once(stack: Stack) -> None:
    """Each record would owe twice for one paper. The one that was declared is named, with what can be done about it."""
    here = await ward(stack, "trùng")
    which, now = await down(stack, here), stack.clock()
    one = (await back_entries.read(stack.by(KHANH), which)).outage
    said = await refusal(Incomplete, down(stack, here, start=2, end=None))
    assert f"trùng giờ với gián đoạn “Mất điện phòng máy chủ” ({one.when}) đã khai báo cho cùng nơi; sửa giờ hoặc rút lại" in said
    again = await down(stack, here, start=0.9, end=None)
    assert "trùng giờ" in await refusal(Incomplete, outages.correct(stack.by(KHANH), again, now - 2 * HOUR, None))
    assert "trùng giờ" in await refusal(Incomplete, outages.correct(stack.by(KHANH), which, now - 3 * HOUR, now))
    planned = await down(stack, here, started_at=now + HOUR, ended_at=now + 2 * HOUR, planned=True)
    stack.clock.ahead = 3 * HOUR
    assert "trùng giờ" in await refusal(Incomplete, outages.end(stack.by(KHANH), again)), "the planned one began meanwhile"
    await outages.end(stack.by(KHANH), again, now + HOUR)
    await outages.withdraw(stack.by(KHANH), planned, "Không ngừng máy nữa")
    assert await down(stack, here, started_at=now + HOUR, ended_at=now + 2 * HOUR)


async def test_two_who_declare_at_once_declare_one(stack: Stack) -> None:
    here = await ward(stack, "cùng-khai")
    found = await asyncio.gather(down(stack, here), down(stack, here, who=SON), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Incomplete", "UUID"]


async def test_two_that_stood_in_the_same_hours_before_that_was_refused_can_still_be_ended(stack: Stack) -> None:
    here = await ward(stack, "hai-lần")
    first, now = await down(stack, here, start=2, end=None), stack.clock()
    second = OutageId(id_of("outage", "hai-lần"))
    async with stack.sessions.begin() as session:
        of = await queries.outage(session, first)
        reason = await stack.house.shelf.put(outage_key(second), "Mất điện".encode())
        await writes.declare(session, replace(of, id=second, started_at=now - HOUR), reason)
    await outages.end(stack.by(KHANH), second, now)
    await outages.end(stack.by(KHANH), first, now)
    assert "trùng giờ" in await refusal(Incomplete, down(stack, here, start=1, end=None)), "a third is refused"
