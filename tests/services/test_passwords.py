"""Changing one's own password and PIN: only by whoever knows the old one, counted, audited, never shown."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.errors import Malformed, PinLocked, PinRefused, SignInRefused
from domain.roles import Role
from services import passwords, people
from services.passwords import Change
from store.tables.acts import AuditRow
from tests.care import newcomer, refusal
from tests.people import LAB, PASSWORD, PIN, WARD, Someone
from tests.stack import Stack

NEW = "một mật khẩu khác"


@pytest.fixture
async def later(stack: Stack) -> AsyncIterator[Stack]:
    """A stack whose clock goes right again afterwards."""
    yield stack
    stack.clock.ahead = timedelta()


def change(old: str, new: str) -> Change:
    return Change(old, new, new)


async def audited(stack: Stack, one: Someone) -> list[tuple[str, dict[str, object]]]:
    async with stack.sessions() as session:
        rows = await session.execute(select(AuditRow.act, AuditRow.facts).where(AuditRow.person == one.id).order_by(AuditRow.at))
        return [(act, facts) for act, facts in rows if act.startswith("person.")]


async def test_a_new_password_signs_in_and_ends_the_other_sessions(stack: Stack) -> None:
    one = await newcomer(stack, "bs.matkhau", "Ma Thị Khẩu", Role.DOCTOR, department=WARD)
    here, there = [await people.sign_in(stack.house, one.login, PASSWORD) for _ in range(2)]
    await passwords.change_password(stack.by(one, "mk-1"), here, change(PASSWORD, NEW))
    await passwords.change_password(stack.by(one, "mk-1"), here, change(PASSWORD, NEW))
    assert (await people.who(stack.house, here)).person.id == one.id
    await refusal(SignInRefused, people.who(stack.house, there))
    await refusal(SignInRefused, people.sign_in(stack.house, one.login, PASSWORD))
    assert await people.sign_in(stack.house, one.login, NEW)
    assert await audited(stack, one) == [("person.password", {})], "a second click is the same act"


async def test_wrong_old_passwords_count_as_wrong_sign_ins(later: Stack) -> None:
    one = await newcomer(later, "bs.mo", "Ma Văn Mò", Role.DOCTOR, department=WARD)
    token = await people.sign_in(later.house, one.login, PASSWORD)
    for left in (4, 3, 2, 1, 0):
        told = await refusal(Malformed, passwords.change_password(later.by(one), token, change("sai", NEW)))
        assert f"old: mật khẩu đang dùng không đúng; còn {left} lần thử" in told
    told = await refusal(SignInRefused, passwords.change_password(later.by(one), token, change(PASSWORD, NEW)))
    assert told.startswith("Sai quá nhiều lần; thử lại sau ")
    await refusal(SignInRefused, people.sign_in(later.house, one.login, PASSWORD))
    later.clock.ahead = timedelta(minutes=16)
    await passwords.change_password(later.by(one), token, change(PASSWORD, NEW))
    assert await people.sign_in(later.house, one.login, NEW)


async def test_what_is_new_is_judged_before_a_try_is_counted(stack: Stack) -> None:
    one = await newcomer(stack, "bs.khac2", "Ma Thị Khác", Role.DOCTOR, department=WARD)
    token = await people.sign_in(stack.house, one.login, PASSWORD)
    for wrong, field in ((change("sai", "ngắn"), "new"), (Change("sai", NEW, "khác"), "again"), (change("", NEW), "old")):
        assert f"{field}: " in await refusal(Malformed, passwords.change_password(stack.by(one), token, wrong))
    await refusal(Malformed, passwords.change_password(stack.by(one), token, change(PASSWORD, PASSWORD)))
    assert "còn 4 lần thử" in await refusal(Malformed, passwords.change_password(stack.by(one), token, change("sai", NEW)))
    await refusal(SignInRefused, people.sign_in(stack.house, one.login, NEW))


async def test_a_new_pin_opens_the_key_and_the_old_one_does_not(later: Stack) -> None:
    one = await newcomer(later, "ktv.pin2", "Ma Thị Pin", Role.TECHNICIAN, department=LAB, signs=True)
    for wrong in ("12345", "1234567890123", "12ab56", "١٢٣٤٥٦"):
        assert "new: mã PIN gồm 6–12 chữ số" in await refusal(Malformed, passwords.change_pin(later.by(one), change(PIN, wrong)))
    await passwords.change_pin(later.by(one, "pin-1"), change(PIN, "135791"))
    await passwords.change_pin(later.by(one, "pin-1"), change(PIN, "135791"))
    assert await later.house.signer.ticket(one.id, "135791", [])
    assert await audited(later, one) == [("person.pin", {})]
    for left in (4, 3, 2, 1):
        told = await refusal(PinRefused, passwords.change_pin(later.by(one), change("000000", PIN)))
        assert f"còn {left} lần thử" in told
    await refusal(PinLocked, passwords.change_pin(later.by(one), change("000000", PIN)))
    await refusal(PinLocked, later.house.signer.ticket(one.id, "135791", []))
    later.clock.ahead = timedelta(minutes=16)
    assert await later.house.signer.ticket(one.id, "135791", [])


def test_a_change_shows_none_of_it() -> None:
    told = repr(replace(change("mật-khẩu-cũ", "mật-khẩu-mới"), again="123456"))
    assert not any(secret in told for secret in ("mật-khẩu-cũ", "mật-khẩu-mới", "123456"))
