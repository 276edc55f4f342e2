"""One's own password and PIN, changed by whoever knows the old one."""

import asyncio
from dataclasses import dataclass, field

from domain.errors import Malformed, PinRefused, SignInRefused
from domain.faults import both
from services.context import Context
from services.messages import tries
from services.people import HASHER, LOCK, TRIES, hashed, sign_in_key, verified
from store.queries import people
from store.writes import acts, audit
from store.writes import people as writes


@dataclass(frozen=True)
class Change:
    """An old secret and its new one, typed twice."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    again: str = field(repr=False)

    def check_password(self) -> None:
        """Raises: Malformed."""
        self._check("new: mật khẩu gồm 8–200 ký tự / a password has 8–200 characters", 8 <= len(self.new) <= 200)

    def check_pin(self) -> None:
        """Raises: Malformed."""
        good = self.new.isascii() and self.new.isdigit() and 6 <= len(self.new) <= 12
        self._check("new: mã PIN gồm 6–12 chữ số / a PIN has 6–12 digits", good)

    def _check(self, shape: str, good: bool) -> None:
        wrong = {
            "old: cần điền / must be given": not self.old,
            shape: not good,
            "new: phải khác cái đang dùng / must differ from the old one": good and self.new == self.old,
            "again: hai lần nhập không giống nhau / the two differ": self.new != self.again,
        }
        if faults := [fault for fault, is_so in wrong.items() if is_so]:
            raise Malformed(*faults)


async def change_password(context: Context, token: str, change: Change) -> None:
    """Sets one's own password and ends one's other sessions; `token` is of the session that goes on.

    A wrong old one counts as a wrong sign-in. Raises: Malformed, SignInRefused while locked, RequestTaken, RequestReused.
    """
    change.check_password()
    person, now = context.position.person, context.now
    async with context.house.sessions.begin() as session:
        row = await people.account(session, person)
        key = sign_in_key(row.login)
        tried = await writes.wrong(session, key, TRIES, LOCK, now)
    if not tried.counted:
        raise SignInRefused(*((tried.locked.isoformat(),) if tried.locked else ()))
    if not await _knows(context, row.password_hash, change):
        left = tried.left
        raise Malformed(both(f"old: mật khẩu đang dùng không đúng; còn {left} lần thử", f"the present password is wrong; {tries(left)}"))
    kept = await asyncio.to_thread(HASHER.hash, change.new)
    async with context.house.sessions.begin() as session:
        new = await acts.claim(session, context.actor, "person.password", person, "", now)
        await writes.password(session, person, kept)
        await writes.end_other_sessions(session, person, hashed(token))
        await writes.right(session, key)
        if new:
            await audit.note_act(session, now, context.actor, context.position, "person.password", ("person", person))


async def change_pin(context: Context, change: Change) -> None:
    """Sets the PIN of one's own key; the signer counts wrong old ones.

    Raises: Malformed, PinRefused(tries left), PinLocked, CertificateRefused, Unavailable, RequestTaken, RequestReused.
    """
    change.check_pin()
    person = context.position.person
    try:
        await context.house.signer.change_pin(person, change.old, change.new)
    except PinRefused:
        if not await _asked_before(context):
            raise
        await context.house.signer.change_pin(person, change.new, change.new)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "person.pin", person, "", context.now):
            await audit.note_act(session, context.now, context.actor, context.position, "person.pin", ("person", person))


async def _knows(context: Context, kept: str, change: Change) -> bool:
    """The second click of one form finds the first one's work done: then the new password is the one that is kept."""
    if await asyncio.to_thread(verified, kept, change.old):
        return True
    return await _asked_before(context) and await asyncio.to_thread(verified, kept, change.new)


async def _asked_before(context: Context) -> bool:
    async with context.house.sessions() as session:
        return await acts.claimed(session, context.request)
