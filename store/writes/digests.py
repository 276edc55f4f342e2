"""Writes of mail digests: the claim comes first, what became of it after."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.digests import MOST_TRIES, Rhythm, again_after
from domain.names import PersonId
from store.tables.digests import DigestRow
from store.tables.people import PersonRow


async def choose(session: AsyncSession, person: PersonId, mail: str, rhythm: Rhythm | None) -> None:
    """An empty address is none; no rhythm leaves what is usual for the role."""
    await session.execute(update(PersonRow).where(PersonRow.id == person).values(mail=mail or None, digest=rhythm))


async def address(session: AsyncSession, person: PersonId, mail: str) -> None:
    await session.execute(update(PersonRow).where(PersonRow.id == person).values(mail=mail or None))


async def claim(session: AsyncSession, person: PersonId, day: date, mail: str, now: datetime) -> bool:
    """True for one of all who would send the letter of this day now; it rests from this moment, should the sender be killed."""
    first = {"state": "claimed", "mail": mail, "tries": 1, "claimed_at": now, "next_at": now + again_after(1), "lines": 0, "fault": ""}
    row = insert(DigestRow).values(person=person, day=day, **first).on_conflict_do_nothing().returning(DigestRow.person)
    if (await session.execute(row)).scalar_one_or_none():
        return True
    of = (DigestRow.person == person, DigestRow.day == day)
    was = (await session.execute(select(DigestRow).where(*of).with_for_update())).scalar_one()
    if was.state not in ("claimed", "failed") or was.next_at > now or was.tries >= MOST_TRIES:
        return False
    tries = was.tries + 1
    again = {"state": "claimed", "mail": mail, "tries": tries, "claimed_at": now, "next_at": now + again_after(tries)}
    await session.execute(update(DigestRow).where(*of).values(**again))
    return True


async def settle(session: AsyncSession, person: PersonId, day: date, state: str, lines: int, fault: str, now: datetime) -> None:
    """What became of the letter."""
    values = {"state": state, "lines": lines, "fault": fault[:500], "sent_at": now if state == "sent" else None}
    await session.execute(update(DigestRow).where(DigestRow.person == person, DigestRow.day == day).values(**values))
