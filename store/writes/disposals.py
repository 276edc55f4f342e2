"""Writes of disposals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, BigInteger, any_, cast, delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.disposals import Ballot, Disposal, DisposalState, Fate, Item, Obstacle
from domain.names import DisposalId, PersonId, RecordId
from domain.records import RecordState
from store.tables.codes import EnclosureRow
from store.tables.comments import CommentRow
from store.tables.disposals import BallotRow, DisposalItemRow, DisposalMemberRow, DisposalRow
from store.tables.evidence import EvidenceMemberRow
from store.tables.fixity import FixityRow
from store.tables.identifiers import IdentifierRow
from store.tables.orders import LineRow, OrderRow
from store.tables.outages import BackEntryRow, OutageSheetRow
from store.tables.records import GuestRow, RecordCodeRow, RecordRow
from store.tables.referrals import OriginRow, ReferralRow, ReferralTakenRow
from store.tables.signatures import DocumentRow, VersionRow

AT_ONCE = 2000
"""Lines of one statement: PostgreSQL takes 65 535 parameters."""


async def propose(session: AsyncSession, new: Disposal, number: int, now: datetime) -> None:
    row = {
        "id": new.id,
        "facility": new.facility,
        "number": number,
        "title": new.title,
        "state": new.state,
        "proposed_by": new.proposed_by,
        "proposed_at": now,
        "list_sha256": new.list_sha256,
        "seats": new.seats,
        "quorum": new.quorum,
    }
    await session.execute(insert(DisposalRow).values(row))
    for start in range(0, len(new.items), AT_ONCE):
        await session.execute(insert(DisposalItemRow), [_row(new.id, one) for one in new.items[start : start + AT_ONCE]])


def _row(which: DisposalId, one: Item) -> dict[str, object]:
    return {
        "disposal": which,
        "number": one.number,
        "record": one.record,
        "code": one.code,
        "sha256": one.sha256,
        "retention_class": one.retention_class,
        "keep_until": one.keep_until,
        "treated": sorted(one.treated_by),
        "fate": one.fate,
    }


async def convene(session: AsyncSession, after: Disposal, titles: Mapping[PersonId, str], held_at: str) -> None:
    """The council takes the place of one named before."""
    await session.execute(delete(DisposalMemberRow).where(DisposalMemberRow.disposal == after.id))
    rows = [{"disposal": after.id, "person": one.person, "seat": one.seat, "title": titles[one.person]} for one in after.members]
    await session.execute(insert(DisposalMemberRow), rows)
    await change(session, after, held_at=held_at)


async def ballots(session: AsyncSession, which: DisposalId, said: Sequence[Ballot], now: datetime) -> None:
    for one in said:
        newest = {"destroy": one.destroy, "note": one.note, "at": now}
        row = {"disposal": which, "person": one.person, "item": one.item or 0, **newest}
        of = ["disposal", "person", "item"]
        await session.execute(insert(BallotRow).values(row).on_conflict_do_update(index_elements=of, set_=newest))


async def change(session: AsyncSession, after: Disposal, **values: object) -> None:
    await session.execute(update(DisposalRow).where(DisposalRow.id == after.id).values(state=after.state, **values))


async def fates(session: AsyncSession, after: Disposal, numbers: Iterable[int], by: PersonId | None, now: datetime) -> None:
    """What became of these lines: one statement for all that share a fate and a reason."""
    wanted, alike = set(numbers), defaultdict[tuple[Fate, str], list[int]](list)
    for one in after.items:
        if one.number in wanted:
            alike[one.fate, one.reason].append(one.number)
    for (fate, reason), lines in alike.items():
        these = DisposalItemRow.number == any_(cast(lines, ARRAY(BigInteger)))
        changed = update(DisposalItemRow).where(DisposalItemRow.disposal == after.id, these)
        await session.execute(changed.values(fate=fate, reason=reason, changed_by=by, changed_at=now))


async def end(session: AsyncSession, after: Disposal, by: PersonId | None, reason: str, now: datetime) -> None:
    """Closed or withdrawn; the records of a withdrawn list are free for another."""
    await change(session, after, ended_at=now, ended_by=by, ended_reason=reason)
    if after.state is DisposalState.WITHDRAWN:
        i = DisposalItemRow
        listed = update(i).where(i.disposal == after.id, i.fate == Fate.LISTED)
        await session.execute(listed.values(fate=Fate.TAKEN_OUT, reason=reason, changed_by=by, changed_at=now))


async def wait(session: AsyncSession, after: Disposal, days: int, now: datetime) -> None:
    """The decision is signed: when the waiting term ends."""
    await change(session, after, destroy_at=now + timedelta(days=days))


async def fell_out(session: AsyncSession, which: DisposalId, number: int, why: Obstacle, now: datetime) -> None:
    await session.execute(_line(which, number).values(fate=Fate.FELL_OUT, reason=why, changed_at=now))


async def entomb(session: AsyncSession, which: DisposalId, number: int, record: RecordId, now: datetime) -> None:
    """Of the record a tombstone is left: who and when, and nothing of what was found or done.

    The code, the patient, department, dates and class stay with the list and the audit (Luật Lưu trữ Đ16); outcome, titles, data,
    comments, the diagnosis code it was found by, where the patient came from, who took a package to the next facility, what was entered
    after outages and numbers of other systems go.
    """
    gone = {"state": RecordState.DISPOSED, "outcome": None, "clinical": None, "archive_sha256": None}
    await session.execute(update(RecordRow).where(RecordRow.id == record).values(**gone))
    mine = DocumentRow.record == record
    words = {"data": None, "note": "", "ended_reason": None, "pdf": None}
    await session.execute(update(VersionRow).where(VersionRow.document == DocumentRow.id, mine).values(**words))
    ordered = update(LineRow).where(LineRow.order == OrderRow.id, OrderRow.record == record)
    await session.execute(ordered.values(service="", name="", reason=""))
    await session.execute(update(GuestRow).where(GuestRow.record == record).values(reason=""))
    for beside in (EnclosureRow, CommentRow, IdentifierRow):
        await session.execute(delete(beside).where(beside.document == DocumentRow.id, mine))
    await session.execute(update(DocumentRow).where(mine).values(title=""))
    sent = ReferralRow.record == record
    await session.execute(delete(ReferralTakenRow).where(ReferralTakenRow.referral == ReferralRow.id, sent))
    await session.execute(update(ReferralRow).where(sent).values(declined_reason=None))
    for about in (FixityRow, EvidenceMemberRow, RecordCodeRow, OriginRow, BackEntryRow, OutageSheetRow):
        await session.execute(delete(about).where(about.record == record))
    await session.execute(_line(which, number).values(fate=Fate.DESTROYED, changed_at=now))


async def destroyed(session: AsyncSession, which: DisposalId, number: int, now: datetime) -> None:
    """Key and files of the record are gone."""
    await session.execute(_line(which, number).values(destroyed_at=now))


def _line(which: DisposalId, number: int) -> Any:
    return update(DisposalItemRow).where(DisposalItemRow.disposal == which, DisposalItemRow.number == number)
