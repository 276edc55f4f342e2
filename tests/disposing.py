"""A disposal's ways that several tests go: expired records, a list proposed, its council, votes and papers."""

from datetime import date
from typing import Any

from sqlalchemy import update

from domain.disposals import DisposalState
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import DisposalId, RecordId
from domain.seats import Member, Seat
from services import disposals
from store.tables.records import RecordRow
from tests.care import archived, sign, until
from tests.people import DUC, HUNG, LAN, NAM, OANH, SON, THUY, Someone
from tests.stack import Stack

COUNCIL = (
    Member(SON.id, Seat.CHAIR),
    Member(THUY.id, Seat.SECRETARY),
    Member(HUNG.id, Seat.MEMBER),
    Member(DUC.id, Seat.MEMBER),
    Member(LAN.id, Seat.MEMBER),
)
"""Lan treated the patients: she sits, and has no word on their records."""
BEFORE = date(2026, 1, 1)


async def expired(stack: Stack, number: int) -> list[RecordId]:
    """Archived records whose term ended last year."""
    made = [(await archived(stack))[0] for _ in range(number)]
    async with stack.sessions.begin() as session:
        await session.execute(update(RecordRow).where(RecordRow.id.in_(made)).values(keep_until=date(2025, 12, 31)))
    return made


async def proposed(stack: Stack, title: str, only: list[RecordId]) -> DisposalId:
    whole = await disposals.preview(stack.by(NAM), BEFORE)
    without = [one.record for one in whole.items if one.record not in only]
    seen = await disposals.preview(stack.by(NAM), BEFORE, without)
    return await disposals.propose(stack.by(NAM), title, BEFORE, without, seen.list_sha256)


async def signed(stack: Stack, which: DisposalId, form: str, *signers: Someone) -> None:
    """These people sign the paper one after the other."""
    papers = (await disposals.read(stack.by(NAM), which)).papers
    (document,) = [one for one, _ in papers if one.form == form]
    for one in signers:
        await sign(stack, one, document.id)


async def reaches(stack: Stack, which: DisposalId, state: DisposalState) -> None:
    await until(lambda: disposals.read(stack.by(NAM), which), lambda view: view.disposal.state is state, 40)


async def voting(stack: Stack, which: DisposalId) -> None:
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp tầng 2")
    await signed(stack, which, "disposal-council", SON, OANH)
    await reaches(stack, which, DisposalState.VOTING)


async def decided(stack: Stack, which: DisposalId) -> None:
    """The council voted for all of it, and the minutes are signed."""
    seen = (await disposals.read(stack.by(SON), which)).disposal.list_sha256
    for one in (SON, THUY, HUNG):
        await disposals.vote(stack.by(one), which, seen, [(None, True, "")])
    await disposals.close(stack.by(SON), which, "Đề nghị hủy")
    await signed(stack, which, "disposal-minutes", THUY, HUNG, DUC, LAN, SON)
    await reaches(stack, which, DisposalState.REVIEWED)
    await disposals.decide(stack.by(NAM), which)


async def destroyed(stack: Stack, record: RecordId) -> DisposalId:
    """An archived record's term is over, and the head decides without a council."""
    async with stack.sessions.begin() as session:
        await session.execute(update(RecordRow).where(RecordRow.id == record).values(keep_until=date(2025, 12, 31)))
    stack.book.set_otherwise["disposal_council"] = False
    try:
        which = await proposed(stack, "Hết thời hạn lưu trữ", [record])
        await disposals.decide(stack.by(NAM), which)
        await signed(stack, which, "disposal-decision", SON, OANH)
        await reaches(stack, which, DisposalState.DESTROYED)
    finally:
        stack.book.set_otherwise.clear()
    return which


def case(code: str) -> NewHold:
    about = Case(CaseKind.LITIGATION, "12/2026/TLST-DS", "Tòa án nhân dân khu vực 1")
    return NewHold(about, Scope.RECORD, "Tòa yêu cầu giữ hồ sơ", date(2027, 12, 1), code=code)


async def paper(stack: Stack, which: DisposalId, form: str) -> dict[str, Any]:
    papers = (await disposals.read(stack.by(NAM), which)).papers
    (found,) = [version for document, version in papers if document.form == form]
    assert found.data
    return found.data
