"""A request id belongs to one person and one content, for ever and for everybody at once."""

import asyncio
from dataclasses import replace

import pytest

from domain.errors import RequestReused, RequestTaken
from domain.names import RequestId
from domain.people import Actor
from store.writes import acts
from tests.people import LAN, MAI
from tests.stack import Stack

ACTOR = Actor(LAN.id, LAN.position.id, RequestId("xin-1"))


async def claimed(stack: Stack, actor: Actor, kind: str = "record.open", subject: str = "s", same: object = "body") -> bool:
    async with stack.sessions.begin() as session:
        return await acts.claim(session, actor, kind, subject, same, stack.clock())


async def test_once_and_then_known(stack: Stack) -> None:
    assert [await claimed(stack, ACTOR) for _ in range(3)] == [True, False, False]
    other = replace(ACTOR, person=MAI.id, position=MAI.position.id)
    with pytest.raises(RequestTaken):
        await claimed(stack, other)
    for different in ({"kind": "record.close"}, {"subject": "t"}, {"same": "other body"}):
        with pytest.raises(RequestReused):
            await claimed(stack, ACTOR, **different)


async def test_at_once_only_one_is_new(stack: Stack) -> None:
    actor = replace(ACTOR, request=RequestId("xin-cùng-lúc"))
    assert sorted(await asyncio.gather(*(claimed(stack, actor) for _ in range(6)))) == [False] * 5 + [True]


async def test_an_act_that_failed_claimed_nothing(stack: Stack) -> None:
    actor = replace(ACTOR, request=RequestId("xin-hỏng"))
    async with stack.sessions.begin() as session:
        assert await acts.claim(session, actor, "record.open", "s", "body", stack.clock())
        await session.rollback()
    assert await claimed(stack, actor)
