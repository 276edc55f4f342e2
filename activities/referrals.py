"""A record is opened for a patient who was transferred here: where they came from, and what that answers."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.errors import Incomplete, WrongState
from domain.faults import both
from domain.names import ReferralId
from domain.origins import CameFrom
from domain.people import Actor, Position, demand
from domain.records import NewRecord, Record, RecordState
from store.queries import records
from store.queries import referrals as queries
from store.queries.referrals import Sent
from store.writes import audit, notices
from store.writes import referrals as writes


async def keep_origin(session: AsyncSession, new: NewRecord, record: Record, actor: Actor, position: Position, now: datetime) -> None:
    """In the transaction that opens the record: one record answers a transfer, or none.

    Raises: NotFound, NotAllowed, OutOfReach (sent to another facility), WrongState (answered, recalled, lapsed), Incomplete (another
    patient).
    """
    if new.referral:
        await _answered(session, new.referral, new, record, actor, position, now)
    elif new.came_from:
        await writes.come(session, record.id, new.came_from)
        await _tell(session, record, None, actor, position, now)


async def _answered(
    session: AsyncSession, which: ReferralId, new: NewRecord, record: Record, actor: Actor, position: Position, now: datetime
) -> None:
    demand(position, "referral.receive", "*", day(now))
    found = await queries.locked(session, which)
    sender = await records.record(session, found.referral.record)
    if sender.state is RecordState.DISPOSED:
        raise WrongState("referral.receive", sender.state)
    found.referral.check_answer(position, now)
    await _check_same_patient(session, found, new)
    await writes.arrive(session, found.referral, record.id, actor.person, now)
    slip = CameFrom(found.sender, found.slip_code, day(found.referral.sent_at))
    await writes.come(session, record.id, slip, found.code, which)
    await _tell(session, record, which, actor, position, now)
    facts = {"record_there": record.code}
    await audit.note_act(session, now, actor, position, "referral.receive", ("referral", which), found.referral.record, **facts)
    told = {found.referral.sent_by, sender.doctor}
    await notices.tell(session, f"referral/{which}/answered", told, "referral_arrived", f"/referrals/{which}", now, facility=found.receiver)


async def _tell(session: AsyncSession, record: Record, which: ReferralId | None, actor: Actor, position: Position, now: datetime) -> None:
    """In the timeline of the record that was opened. From where, its row says and not the audit, which outlives the record."""
    facts = {"referral": which} if which else {}
    await audit.note_act(session, now, actor, position, "record.come", ("record", record.id), record.id, **facts)


async def _check_same_patient(session: AsyncSession, found: Sent, new: NewRecord) -> None:
    """By số định danh cá nhân, which is the same everywhere (TT 13/2025 Đ1 k3)."""
    theirs = (await records.page(session, found.referral.record)).patient.citizen_id
    if theirs and new.citizen_id and theirs != new.citizen_id:
        vi = "citizen_id: khác số định danh của người bệnh trên phiếu chuyển; xem lại, hoặc mở hồ sơ không kèm phiếu chuyển này"
        raise Incomplete(both(vi, "not the patient of the transfer slip: check it, or open a record without this transfer"))
