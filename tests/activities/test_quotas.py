"""One row governs every process: quotas are held together, a service that fails rests, and one caller finds out when it is back."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from activities.quotas import Quotas
from domain.stamps import FAILURES, MOST, Quota, Service, ServiceState
from signing.stamping import Grant, Services
from signing.timestamps import TimeStamps
from signing.trust import Trust
from store.engine import Sessions
from store.queries import stamps as queries
from store.tables.stamps import StampServiceRow
from store.writes import stamps as writes
from tests.stack import Stack

URL = "https://tsa.example.vn"
counter = iter(range(1000))


@pytest.fixture
async def offices(stack: Stack) -> AsyncIterator[tuple[Sessions, Sessions]]:
    """The connections of two processes; the stack's own service is named again afterwards."""
    two = Sessions(stack.settings.database_url, pool=8), Sessions(stack.settings.database_url, pool=8)
    yield two
    async with stack.sessions.begin() as session:
        await writes.name(session, stack.settings.stamp_services)
    for one in two:
        await one.close()


def service(quota: Quota | None = None, per_day: int | None = None) -> Service:
    return Service(f"thử-{next(counter)}", URL, quota, per_day)


def both(offices: tuple[Sessions, Sessions], *named: Service) -> tuple[Quotas, Quotas]:
    return Quotas(offices[0], named), Quotas(offices[1], named)


async def state(stack: Stack, one: Service) -> ServiceState:
    async with stack.sessions() as session:
        return next(found for found in await queries.services(session) if found.name == one.name)


async def later(stack: Stack, which: Service, by: timedelta) -> None:
    """Time passes for a service: its row is set back."""
    s = StampServiceRow
    times = (s.filled_at, s.resting_until, s.queue_until)
    back: dict[Any, Any] = {**{one: one - by for one in times}, s.day: func.date(s.day - by)}
    async with stack.sessions.begin() as session:
        await session.execute(update(s).where(s.name == which.name).values(back), execution_options={"synchronize_session": False})


async def taken(many: int, *processes: Quotas, one: Service, waited: bool = False) -> int:
    """How many of so many callers at once in every process were given leave."""
    given = await asyncio.gather(*(process.take(one.name, waited) for process in processes for _ in range(many)))
    return sum(grant is not None for grant in given)


async def test_a_quota_by_the_second_holds_for_all_processes_together(offices: tuple[Sessions, Sessions]) -> None:
    one = service(Quota(40, 1))
    two, times = both(offices, one), list[float]()
    await asyncio.gather(*(process.take(one.name, False) for process in two))

    async def worker(process: Quotas) -> None:
        while time.monotonic() < end:
            if await process.take(one.name, False):
                times.append(time.monotonic())
            await asyncio.sleep(0.002)

    end = time.monotonic() + 3
    await asyncio.gather(*(worker(process) for process in two for _ in range(5)))
    worst = max(sum(begin <= at < begin + 1 for at in times) for begin in times)
    assert worst <= 40
    assert len(times) > 50, "and what is allowed is used"


async def test_a_quota_of_a_day_holds_to_the_last_token_and_begins_anew(stack: Stack, offices: tuple[Sessions, Sessions]) -> None:
    one = service(per_day=25)
    two = both(offices, one)
    given = sum([await taken(5, *two, one=one) for _ in range(20)])
    found = await state(stack, one)
    assert given <= found.spent <= 25
    assert (found.state, found.spent) == ("spent", 25)
    assert given >= 20, "little is lost in leases"
    await later(stack, one, timedelta(days=1))
    assert (await state(stack, one)).state == "well"
    assert await taken(1, *two, one=one) == 2


async def test_an_idle_process_takes_one_and_a_busy_one_several_with_one_statement(
    stack: Stack, offices: tuple[Sessions, Sessions]
) -> None:
    one = service()
    process = both(offices, one)[0]
    assert await process.take(one.name, False)
    assert (await state(stack, one)).spent == 1
    assert await taken(50, process, one=one) == 50
    async with stack.sessions() as session:
        granted = await session.scalar(select(StampServiceRow.granted).where(StampServiceRow.name == one.name))
    assert granted
    assert granted >= MOST


async def test_what_a_lease_did_not_use_in_time_is_lost_and_not_used(offices: tuple[Sessions, Sessions]) -> None:
    one = service(Quota(400, 1))
    process = both(offices, one)[0]
    await taken(8, process, one=one)
    lease = process.leases[one.name, False]
    lease.left, lease.until = 5, time.monotonic() - 0.001
    assert lease.use() is None


async def test_three_failures_in_a_row_and_it_rests_longer_each_time_until_one_probe_closes_it(
    stack: Stack, offices: tuple[Sessions, Sessions]
) -> None:
    one = service()
    two = both(offices, one)
    grant = await two[0].take(one.name, False)
    assert grant == Grant()
    for n in range(FAILURES):
        assert (await state(stack, one)).state == "well", n
        await two[n % 2].failed(one.name, Grant(), "503", None)
    found = await state(stack, one)
    assert (found.state, found.failures, found.fault) == ("resting", FAILURES, "503")
    assert await taken(3, *two, one=one) == 0

    for seconds in (2, 4, 8, 16, 30, 30):
        await later(stack, one, timedelta(seconds=31))
        assert (await state(stack, one)).state == "probed"
        assert await taken(4, *two, one=one) == 1, "one caller alone finds out"
        await two[0].failed(one.name, Grant(probe=True), "503", None)
        assert timedelta(seconds=seconds - 1) < (await state(stack, one)).ready_in <= timedelta(seconds=seconds)

    await later(stack, one, timedelta(seconds=31))
    probe = await two[1].take(one.name, False)
    assert probe == Grant(probe=True, ailing=True)
    await two[1].answered(one.name)
    assert (await state(stack, one)).state == "well"
    assert await taken(3, *two, one=one) == 6


async def test_a_probe_that_is_never_heard_of_again_is_followed_by_another(stack: Stack, offices: tuple[Sessions, Sessions]) -> None:
    one = service()
    two = both(offices, one)
    await two[0].take(one.name, False)
    await two[0].failed(one.name, Grant(), "429", timedelta(minutes=20))
    assert timedelta(minutes=19) < (await state(stack, one)).ready_in <= timedelta(minutes=20), "as long as it wishes"
    await later(stack, one, timedelta(minutes=20))
    assert await taken(1, *two, one=one) == 1
    await later(stack, one, timedelta(seconds=9))
    assert await taken(1, *two, one=one) == 0
    await later(stack, one, timedelta(seconds=2))
    assert await taken(1, *two, one=one) == 1


async def test_late_words_of_others_make_no_rest_longer(stack: Stack, offices: tuple[Sessions, Sessions]) -> None:
    one = service()
    process = both(offices, one)[0]
    await process.take(one.name, False)
    await asyncio.gather(*(process.failed(one.name, Grant(), "503", None) for _ in range(8)))
    assert (await state(stack, one)).failures == FAILURES


async def test_who_waited_goes_first_while_there_is_a_queue(stack: Stack, offices: tuple[Sessions, Sessions]) -> None:
    one, free = service(Quota(40, 1)), service()
    two = both(offices, one, free)
    for each in (one, free):
        assert await taken(1, two[0], one=each, waited=True) == 1
    await later(stack, one, timedelta(seconds=1))
    assert await taken(1, *two, one=one) == 0
    assert await taken(1, *two, one=free) == 2, "without a quota nobody takes from another"
    assert await taken(1, two[1], one=one, waited=True) == 1
    async with stack.sessions.begin() as session:
        await writes.queue_ended(session)
    await later(stack, one, timedelta(seconds=1))
    assert await taken(1, two[1], one=one) == 1


async def test_other_quotas_are_taken_over_and_what_was_spent_stays(stack: Stack, offices: tuple[Sessions, Sessions]) -> None:
    one = service(per_day=10)
    assert await both(offices, one)[0].take(one.name, False)
    raised = Service(one.name, URL, Quota(3, 1), 20)
    assert await both(offices, raised)[1].take(one.name, False)
    found = await state(stack, raised)
    assert (found.quota, found.per_day, found.spent) == ("3/s 20/day", 20, 2)


async def test_the_second_service_when_the_days_quota_of_the_first_is_spent_or_it_is_silent(
    stack: Stack, offices: tuple[Sessions, Sessions]
) -> None:
    url, trust = stack.settings.stamp_services[0].url, Trust([stack.settings.trust_roots.read_bytes()])
    first, nowhere, last = service(per_day=1), service(), service()
    named = [
        (first.name, TimeStamps(url, trust)),
        (nowhere.name, TimeStamps("http://127.0.0.1:9/", trust)),
        (last.name, TimeStamps(url, trust)),
    ]
    of = Services(named, both(offices, first, nowhere, last)[0])
    for _ in range(FAILURES + 3):
        assert await of.stamp(bytes(32))
    await of.close()
    found = [await state(stack, one) for one in (first, nowhere, last)]
    assert [one.state for one in found] == ["spent", "resting", "well"]
    assert [one.failures for one in found] == [0, FAILURES, 0]
    assert "Connect" in found[1].fault
    assert found[2].spent >= FAILURES + 2
