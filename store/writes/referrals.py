"""Writes of transfers to other facilities: sent, taken, answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import GrantId, PersonId, RecordId, ReferralId, Sha256
from domain.origins import CameFrom
from domain.referrals import Item, Referral, Taken, Why
from store.tables.grants import GrantRow
from store.tables.records import RecordRow
from store.tables.referrals import OriginRow, ReferralItemRow, ReferralRow, ReferralTakenRow
from store.writes import records


async def send(session: AsyncSession, new: Referral, items: Sequence[Item]) -> None:
    """The package, with what it holds; its grant is there already."""
    row = {name: getattr(new, name) for name in ("id", "record", "grant", "slip", "receiver", "elsewhere", "sent_by", "sent_at")}
    await session.execute(insert(ReferralRow).values(row))
    await session.execute(insert(ReferralItemRow), [{"referral": new.id, **vars(one)} for one in items])
    await changed(session, new.record, new.sent_at)


async def changed(session: AsyncSession, record: RecordId, now: datetime) -> None:
    """The archive of the record that sent is to say what became of its transfers."""
    await records.untell(session, RecordRow.id == record, now)


async def take(session: AsyncSession, one: Referral, number: int, taken: Taken, by: PersonId, now: datetime) -> None:
    """Somebody took it; `number`: the first, second, …"""
    await session.execute(insert(ReferralTakenRow).values(referral=one.id, number=number, by=by, **vars(taken)))
    await changed(session, one.record, now)


async def arrive(session: AsyncSession, one: Referral, record: RecordId, by: PersonId, now: datetime) -> None:
    """The receiving facility opened a record for the patient."""
    await session.execute(update(ReferralRow).where(ReferralRow.id == one.id).values(linked=record, answered_by=by, answered_at=now))
    await changed(session, one.record, now)


async def decline(session: AsyncSession, one: Referral, why: Why, words: Sha256 | None, by: PersonId, now: datetime) -> None:
    """No record is opened there, and the window closes at once."""
    said = {"declined": why, "declined_reason": words, "answered_by": by, "answered_at": now}
    await session.execute(update(ReferralRow).where(ReferralRow.id == one.id).values(**said))
    await _shut(session, one.grant, now)
    await changed(session, one.record, now)


async def _shut(session: AsyncSession, grant: GrantId, now: datetime) -> None:
    await session.execute(update(GrantRow).where(GrantRow.id == grant).values(until=now))


async def come(
    session: AsyncSession, record: RecordId, origin: CameFrom, from_record: str = "", referral: ReferralId | None = None
) -> None:
    """Where the record's patient was transferred from."""
    said = {"facility": origin.facility.strip(), "slip": origin.slip.strip(), "slip_day": origin.slip_day}
    await session.execute(insert(OriginRow).values(record=record, from_record=from_record, referral=referral, **said))
