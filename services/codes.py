"""Codes sent to the phone of a patient or representative: bound to the words they were shown.

No code, number or name enters a log or Temporal.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any

from domain import codes
from domain.clock import VIETNAM
from domain.codes import Code
from domain.errors import CodeRefused, Unavailable
from domain.forms import Form
from domain.names import CodeId, RecordId, id_of
from services import access
from services.context import Context
from services.people import HASHER, verified
from store.queries import codes as queries
from store.queries import people
from store.writes import acts, audit
from store.writes import codes as writes

TEXT = (
    "{facility}: mã {code} xác nhận ý kiến của ông/bà trên phiếu đang xem. Mã dùng đến {until}. "
    "Chỉ nhập mã khi đã đọc phiếu và đồng ý với lời ghi."
)


@dataclass(frozen=True)
class Sent:
    """A code on its way."""

    id: CodeId
    phone: str
    """Masked."""
    expires_at: datetime


async def send(context: Context, form: Form, which: RecordId, data: dict[str, Any], phone: str) -> Sent:
    """Sends a code for the words of a sheet; asked again under the same request a message that was handed over is not sent twice.

    The code is kept and counted before its message leaves: no transaction waits for a gateway, and one that takes messages and answers
    too late floods nobody. Whoever is killed in between has a code that nobody got; another request sends another.

    Raises: Malformed, NotAllowed, OutOfReach, NotFound, CodeRefused (`often`, `gateway`), RequestReused, Unavailable("messenger").
    """
    number, words, now = codes.number(phone), codes.said(form, which, data), context.now
    care = context.house.policies.care(context.position.facility, context.today)
    code = f"{randbelow(10**codes.DIGITS):0{codes.DIGITS}}"
    until = now + timedelta(minutes=care.code_minutes)
    new = CodeId(id_of("code", which, context.position.person, context.request))
    made = Code(new, which, words, codes.masked(number), now, until, 0, care.code_tries, None, None, None)
    hashed = await asyncio.to_thread(HASHER.hash, _whole(code, number, words))
    async with context.house.sessions.begin() as session:
        await access.reached(session, context, which, "sheet.write")
        await queries.hold(session, which)
        told_again = not await acts.claim(session, context.actor, "code.send", which, [words, number], now)
        if told_again and not await queries.unsent(session, new):
            return _sent((await queries.code(session, new))[0])
        if await queries.sent_since(session, which, now - timedelta(hours=1)) >= care.codes_an_hour:
            raise CodeRefused("often")
        sending = await writes.send(session, made, hashed)
        await audit.note_act(session, now, context.actor, context.position, "code.send", ("record", which), which, phone=made.phone)
        facility = (await people.facility(session, context.position.facility)).name
    told = TEXT.format(facility=facility, code=code, until=f"{until.astimezone(VIETNAM):%H:%M}")
    await _hand_over(context, made, number, told, f"{new}/{sending}")
    return _sent(made)


async def _hand_over(context: Context, code: Code, number: str, text: str, key: str) -> None:
    """Raises: CodeRefused, Unavailable("messenger"), when it is kept that nobody got the code."""
    try:
        await context.house.messenger.send(number, text, key)
    except (CodeRefused, Unavailable):
        async with context.house.sessions.begin() as session:
            await writes.unsent(session, code.id, context.now)
            about = ("record", code.record)
            await audit.note(session, context.now, context.position, "code.unsent", about, code.record, phone=code.phone)
        raise


async def check(context: Context, which: CodeId, typed: str, phone: str) -> Code:
    """Whether this code was sent to this number; right once, it stays right.

    Raises: CodeRefused, Malformed, NotAllowed, OutOfReach, NotFound.
    """
    number, now = codes.number(phone), context.now
    async with context.house.sessions.begin() as session:
        # Counted before it is judged: else many guesses at the same moment were one.
        found, hashed = await queries.code(session, which, lock=True)
        await access.reached(session, context, found.record, "sheet.write")
        if found.passed_at is None:
            found.check_open(now)
            await writes.tried(session, which)
    digits = "".join(one for one in typed if one.isdecimal())
    if not await asyncio.to_thread(verified, hashed, _whole(digits, number, found.said)):
        left = found.most - found.tries - 1
        raise CodeRefused("wrong", left) if left > 0 else CodeRefused("tries")
    async with context.house.sessions.begin() as session:
        await writes.passed(session, which, now)
    return replace(found, passed_at=found.passed_at or now)


def _sent(code: Code) -> Sent:
    return Sent(code.id, code.phone, code.expires_at)


def _whole(code: str, phone: str, words: str) -> str:
    return f"{code}/{phone}/{words}"
