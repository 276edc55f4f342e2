"""Wrong PINs: counted, told, locked for a while, also across a restart of the signer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.signer.rows import PinRows
from domain.errors import Malformed, PinLocked, PinRefused
from domain.roles import Role
from services import signatures
from signing.tickets import Reviewed
from tests.care import delivered, newcomer, refusal
from tests.people import LAB, PIN, Someone
from tests.stack import Stack


@pytest.fixture
async def forgetful(stack: Stack) -> AsyncIterator[Someone]:
    yield await newcomer(stack, "ktv.quen", "Trịnh Văn Quên", Role.TECHNICIAN, department=LAB, signs=True)
    stack.clock.ahead = timedelta()


async def test_five_wrong_pins_lock_for_a_quarter_of_an_hour(stack: Stack, forgetful: Someone) -> None:
    _, _, seen = await delivered(stack, forgetful)
    for left in (4, 3, 2, 1):
        told = await refusal(PinRefused, signatures.sign(stack.by(forgetful), [seen], "000000"))
        assert told == f"PIN không đúng; còn {left} lần thử."
    told = await refusal(PinLocked, signatures.sign(stack.by(forgetful), [seen], "000000"))
    assert told.startswith("Nhập sai PIN quá nhiều lần; tạm khóa đến ")
    assert told.endswith("Sau giờ đó hãy thử lại.")
    await refusal(PinLocked, signatures.sign(stack.by(forgetful), [seen], PIN))
    await still_locked_after_a_restart(stack, forgetful, seen)
    stack.clock.ahead = timedelta(minutes=16)
    await refusal(PinRefused, signatures.sign(stack.by(forgetful), [seen], "000000"))
    assert await stack.house.signer.ticket(forgetful.id, PIN, [seen])
    stack.clock.ahead = timedelta()
    assert (await signatures.sign(stack.by(forgetful), [seen], PIN))[0].signature


async def still_locked_after_a_restart(stack: Stack, one: Someone, seen: Reviewed) -> None:
    """A desk that has just been set up knows the wrong tries from the rows."""
    fresh = replace(stack.keys, pins=PinRows(stack.sessions, stack.house.policies, stack.clock))
    asked = {"person": str(one.id), "pin": PIN, "set": [[str(seen.document), seen.version, seen.content]]}
    await refusal(PinLocked, fresh.ticket(asked))


async def test_what_can_be_nobodys_pin_costs_no_try(stack: Stack) -> None:
    one = await newcomer(stack, "ktv.vung", "Tạ Thị Vụng", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, one)
    for typed in ("", "0", "abc", "12345", "1234567890123", "１23456"):
        told = await refusal(Malformed, signatures.sign(stack.by(one), [seen], typed))
        assert told == "Dữ liệu chưa đúng: pin: mã PIN gồm 6–12 chữ số"
    assert "còn 4 lần thử" in await refusal(PinRefused, signatures.sign(stack.by(one), [seen], "000000"))


async def test_the_right_pin_forgets_the_wrong_ones(stack: Stack) -> None:
    one = await newcomer(stack, "ktv.nham", "Tạ Thị Nhầm", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, one)
    for _ in range(3):
        await refusal(PinRefused, signatures.sign(stack.by(one), [seen], "000000"))
    await signatures.sign(stack.by(one), [seen], PIN)
    _, _, seen = await delivered(stack, one)
    assert "còn 4 lần thử" in await refusal(PinRefused, signatures.sign(stack.by(one), [seen], "000000"))


async def test_no_pin_is_asked_for_what_is_refused_anyway(stack: Stack) -> None:
    """A page that came too late does not cost its reader a try."""
    one = await newcomer(stack, "ktv.tre", "Mai Văn Trễ", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, one)
    made = await signatures.sign(stack.by(one, "trễ"), [seen], PIN)
    assert (await signatures.sign(stack.by(one, "trễ"), [seen], "000000"))[0].signature == made[0].signature
    _, _, other = await delivered(stack, one)
    assert "còn 4 lần thử" in await refusal(PinRefused, signatures.sign(stack.by(one), [other], "111111"))


async def test_wrong_pins_at_once_count_each(stack: Stack) -> None:
    """Ten guesses sent together are ten guesses."""
    one = await newcomer(stack, "ktv.doan", "Lý Thị Đoán", Role.TECHNICIAN, department=LAB, signs=True)
    _, _, seen = await delivered(stack, one)
    guesses = [stack.house.signer.ticket(one.id, f"11111{n}", [seen]) for n in range(8)]
    ended = await asyncio.gather(*guesses, return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["PinLocked"] * 4 + ["PinRefused"] * 4
