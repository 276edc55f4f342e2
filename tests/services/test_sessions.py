"""Signing in and out, idle sessions, taking another position, bringing somebody in."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.sweeping import end_sessions
from domain.errors import Incomplete, Malformed, NotAllowed, PinRefused, SignInRefused
from domain.names import DepartmentId
from domain.roles import Role
from services import people, signatures
from services.people import NewPerson, hashed
from store.tables.people import PersonRow, PositionRow, SessionRow
from store.writes import people as writes
from tests.care import delivered, newcomer, refusal
from tests.people import KHANH, LAB, LAN, LIS, MAI, OANH, PASSWORD, PIN, WARD, YEN, Someone
from tests.stack import Stack


@pytest.fixture
async def later(stack: Stack) -> AsyncIterator[Stack]:
    """A stack whose clock goes right again afterwards."""
    yield stack
    stack.clock.ahead = timedelta()


async def test_signing_in_and_out(stack: Stack) -> None:
    token = await people.sign_in(stack.house, "BS.Lan", PASSWORD)
    who = await people.who(stack.house, token)
    assert (who.person.name, who.acting and who.acting.department) == ("Nguyễn Thị Lan", "Khoa Nội tổng hợp")
    assert who.context(stack.house, "việc-1").actor.person == LAN.id
    await refusal_of_blank_request(stack, who)
    await people.sign_out(stack.house, token)
    told = await refusal(SignInRefused, people.who(stack.house, token))
    assert told == "Tên đăng nhập hoặc mật khẩu không đúng, hoặc phiên đã hết. Hãy đăng nhập lại."


async def kept(stack: Stack) -> set[str]:
    """What the rows know of open sessions."""
    async with stack.sessions() as session:
        return set((await session.execute(select(SessionRow.token))).scalars())


async def refusal_of_blank_request(stack: Stack, who: people.SignedIn) -> None:
    for request in ("", "x" * 201):
        with pytest.raises(Malformed):
            who.context(stack.house, request)


async def test_the_token_itself_is_not_kept(stack: Stack) -> None:
    token = await people.sign_in(stack.house, MAI.login, PASSWORD)
    assert token not in await kept(stack)
    assert hashed(token) in await kept(stack)


async def test_five_wrong_passwords_lock_known_and_unknown_names_alike(later: Stack) -> None:
    one = await newcomer(later, "bs.quen", "Tống Văn Quên", Role.DOCTOR, department=WARD)
    for login in (one.login, "không-có-ai"):
        for _ in range(4):
            told = await refusal(SignInRefused, people.sign_in(later.house, login, "sai"))
            assert told.startswith("Tên đăng nhập hoặc mật khẩu không đúng")
        for _ in range(2):
            assert (await refusal(SignInRefused, people.sign_in(later.house, login, "sai"))).startswith("Sai quá nhiều lần; thử lại sau ")
    await refusal(SignInRefused, people.sign_in(later.house, one.login, PASSWORD))
    later.clock.ahead = timedelta(minutes=16)
    assert await people.sign_in(later.house, one.login, PASSWORD)


async def test_an_idle_session_ends_and_a_machines_does_not(later: Stack) -> None:
    person = await people.sign_in(later.house, MAI.login, PASSWORD)
    machine = await people.sign_in(later.house, LIS.login, PASSWORD, machine=True)
    later.clock.ahead = timedelta(hours=1, minutes=50)
    await people.who(later.house, person)
    later.clock.ahead = timedelta(hours=3, minutes=40)
    await people.who(later.house, person)
    later.clock.ahead = timedelta(hours=5, minutes=50)
    await refusal(SignInRefused, people.who(later.house, person))
    assert (await people.who(later.house, machine)).machine
    later.clock.ahead = timedelta(hours=13)
    await end_sessions(later.sessions, later.clock)
    assert await people.whose(later.house, person) == MAI.id, "known for a day: what was left open is given back to nobody else"
    later.clock.ahead = timedelta(hours=37)
    await end_sessions(later.sessions, later.clock)
    assert hashed(person) not in await kept(later)
    assert hashed(machine) in await kept(later)


async def test_twelve_hours_are_the_most(later: Stack) -> None:
    token = await people.sign_in(later.house, MAI.login, PASSWORD)
    for hours in range(1, 12):
        later.clock.ahead = timedelta(hours=hours)
        await people.who(later.house, token)
    later.clock.ahead = timedelta(hours=12, seconds=1)
    await refusal(SignInRefused, people.who(later.house, token))


async def test_guesses_at_the_same_moment_are_counted_one_by_one(later: Stack) -> None:
    """Thirty at once are no more than five: none is judged that is not counted first, the right one after them neither."""
    one = await newcomer(later, "bs.doan", "Nghiêm Thị Đoán", Role.DOCTOR, department=WARD)
    guesses = [people.sign_in(later.house, one.login, guess) for guess in (*(f"đoán lần {n}" for n in range(30)), PASSWORD)]
    answers = await asyncio.gather(*guesses, return_exceptions=True)
    assert [type(one) for one in answers] == [SignInRefused] * 31
    later.clock.ahead = timedelta(minutes=16)
    assert await people.sign_in(later.house, one.login, PASSWORD)


async def test_who_was_made_inactive_is_out_at_once(stack: Stack) -> None:
    one = await newcomer(stack, "bs.roi", "Khúc Văn Rời", Role.DOCTOR, department=WARD)
    token = await people.sign_in(stack.house, one.login, PASSWORD)
    machine = await people.sign_in(stack.house, one.login, PASSWORD, machine=True)
    async with stack.sessions.begin() as session:
        await session.execute(update(PersonRow).where(PersonRow.id == one.id).values(active=False))
    for each in (token, machine):
        await refusal(SignInRefused, people.who(stack.house, each))


async def test_the_acting_position_is_one_of_ones_own(stack: Stack) -> None:
    one = await newcomer(stack, "bs.haivi", "Phí Văn Hai", Role.DOCTOR, department=WARD)
    second = Someone(one.login, one.name, Role.HEAD, department=LAB)
    async with stack.sessions.begin() as session:
        await writes.position(session, second.position)
    token = await people.sign_in(stack.house, one.login, PASSWORD)
    await people.take_position(stack.house, token, second.position.id)
    acting = (await people.who(stack.house, token)).acting
    assert acting
    assert (acting.position.role, acting.department) == (Role.HEAD, "Khoa Xét nghiệm")
    await refusal(NotAllowed, people.take_position(stack.house, token, LAN.position.id))
    async with stack.sessions.begin() as session:
        await session.execute(update(PositionRow).where(PositionRow.id == second.position.id).values(until=second.position.since))
    after = await people.who(stack.house, token)
    assert after.acting
    assert after.acting.position.role is Role.DOCTOR


async def test_bringing_somebody_in_gives_an_account_a_token_and_a_certificate(stack: Stack) -> None:
    new = NewPerson("KTV.Moi", "Hứa Thị Mới", "mật-khẩu-mới", "246810", Role.TECHNICIAN, LAB, "QĐ 9/QĐ-BV ngày 20/11/2026")
    which = await people.bring_in(stack.by(YEN, "người-mới"), new)
    assert await people.bring_in(stack.by(YEN, "người-mới"), new) == which
    await refusal(NotAllowed, people.bring_in(stack.by(OANH), new))
    token = await people.sign_in(stack.house, "ktv.moi", "mật-khẩu-mới")
    acting = (await people.who(stack.house, token)).acting
    assert acting
    assert (acting.position.person, acting.position.basis) == (which, new.basis)
    assert await stack.keys.credentials.of(str(which))


async def test_a_login_and_a_department_are_judged_before_a_token_is_given(stack: Stack) -> None:
    new = NewPerson("bs.lan", "Người Trùng Tên", "mật-khẩu-mới", PIN, Role.ADMINISTRATOR, None, "QĐ 9/QĐ-BV")
    spare = (await stack.house.signer.status())["spare"]
    told = await refusal(Incomplete, people.bring_in(stack.by(KHANH), new))
    assert told == "Còn thiếu: login: tên đăng nhập bs.lan đã có người dùng"
    elsewhere = replace(new, login="bs.khac", department=DepartmentId("33012/NOI"))
    await refusal(Incomplete, people.bring_in(stack.by(KHANH), elsewhere))
    one = replace(new, login="nv.mot", role=Role.NURSE, department=WARD)
    await people.bring_in(stack.by(KHANH), one)
    await refusal(Incomplete, people.bring_in(stack.by(KHANH), replace(one, role=Role.ADMINISTRATOR)))
    assert (await stack.house.signer.status())["spare"] == spare - 1
    async with stack.sessions() as session:
        held = await session.execute(select(PositionRow.role).where(PositionRow.person == LAN.id))
    assert set(held.scalars()) == {"doctor"}


async def test_a_new_person_is_checked(stack: Stack) -> None:
    new = NewPerson(" ", "Hứa Thị Mới", "ngắn", "246810", Role.TECHNICIAN, LAB, "")
    told = await refusal(Malformed, people.bring_in(stack.by(YEN), new))
    assert told == ("Dữ liệu chưa đúng: login: cần điền; basis: cần điền; password: ít nhất 8 ký tự")
    bad_pin = NewPerson("ktv.pin", "Hứa Thị Pin", "mật-khẩu-mới", "12ab", Role.TECHNICIAN, LAB, "QĐ 9/QĐ-BV")
    await refusal(Malformed, people.bring_in(stack.by(YEN), bad_pin))


async def test_a_changed_pin_signs_and_the_old_one_does_not(stack: Stack) -> None:
    one = await newcomer(stack, "ktv.doi", "Thạch Thị Đổi", Role.TECHNICIAN, department=LAB, signs=True)
    await stack.house.signer.change_pin(one.id, PIN, "135791")
    _, _, seen = await delivered(stack, one)
    await refusal(PinRefused, signatures.sign(stack.by(one), [seen], PIN))
    assert (await signatures.sign(stack.by(one), [seen], "135791"))[0].signature
