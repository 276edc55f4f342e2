"""Preserving gives way while a set just signed is told to its chains."""

import asyncio
from datetime import timedelta

from activities.turns import Turns

SHORT, LONG = timedelta(milliseconds=30), timedelta(seconds=60)


async def test_nothing_waits_when_nothing_goes_ahead() -> None:
    waiting = asyncio.create_task(Turns(LONG, LONG).behind())
    await asyncio.sleep(SHORT.total_seconds())
    assert waiting.done()


async def test_what_is_behind_waits_until_all_that_went_ahead_has_ended_and_a_moment_longer() -> None:
    turns = Turns(SHORT, LONG)
    with turns.ahead():
        with turns.ahead():
            waiting = asyncio.create_task(turns.behind())
            await asyncio.sleep(2 * SHORT.total_seconds())
        await asyncio.sleep(2 * SHORT.total_seconds())
        assert not waiting.done(), "one of two still goes ahead"
    await asyncio.sleep(0)
    assert not waiting.done(), "the next piece of the same set may come"
    await asyncio.wait_for(waiting, 5)


async def test_nobody_waits_for_ever() -> None:
    turns = Turns(LONG, SHORT)
    with turns.ahead():
        waiting = asyncio.create_task(turns.behind())
        await asyncio.sleep(10 * SHORT.total_seconds())
        assert waiting.done(), "though it still goes ahead"
