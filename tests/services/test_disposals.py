"""Records whose term is over go by a list that was frozen, a council, minutes, the head's decision and a last look at each of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from activities.documents import bytes_key
from domain.archived import object_id
from domain.councils import Member, Seat
from domain.disposals import DisposalState, Fate, Obstacle
from domain.errors import NotFound
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import DisposalId, RecordId
from domain.records import RecordState
from services import archive, disposals, holds, records
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


def case(code: str) -> NewHold:
    about = Case(CaseKind.LITIGATION, "12/2026/TLST-DS", "Tòa án nhân dân khu vực 1")
    return NewHold(about, Scope.RECORD, "Tòa yêu cầu giữ hồ sơ", date(2027, 12, 1), code=code)


async def test_a_list_goes_its_whole_way_and_what_is_held_meanwhile_stays(stack: Stack) -> None:
    one, two, three = await expired(stack, 3)
    which = await proposed(stack, "Tiêu hủy năm 2026", [one, two, three])
    await voting(stack, which)
    view = (await disposals.read(stack.by(DUC), which)).disposal
    by_record = {item.record: item for item in view.items}
    seen = view.list_sha256
    for member in (SON, THUY, HUNG):
        await disposals.vote(stack.by(member), which, seen, [(None, True, "")])
    await disposals.vote(stack.by(DUC), which, seen, [(None, True, ""), (by_record[two].number, False, "Còn giá trị nghiên cứu")])
    await disposals.close(stack.by(SON), which, "Đề nghị hủy")
    await signed(stack, which, "disposal-minutes", THUY, HUNG, DUC, LAN, SON)
    await reaches(stack, which, DisposalState.REVIEWED)
    await disposals.decide(stack.by(NAM), which)
    held = (await records.read(stack.by(NAM), three)).page.record.code
    await holds.place(stack.by(NAM), case(held))
    places = {record: stack.house.ocfl.path(object_id(bytes_key(record))) for record in (one, two, three)}
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    after = (await disposals.read(stack.by(NAM), which)).disposal
    fates = {item.record: (item.fate, item.reason) for item in after.items}
    assert fates == {one: (Fate.DESTROYED, ""), two: (Fate.DESTROYED, ""), three: (Fate.FELL_OUT, Obstacle.HELD)}
    assert {record: place.exists() for record, place in places.items()} == {one: False, two: False, three: True}
    for gone in (one, two):
        with pytest.raises(NotFound):
            stack.house.shelf.keys.exported(bytes_key(gone))
        page = (await records.read(stack.by(NAM), gone)).page
        assert (page.record.state, page.record.outcome, page.clinical, page.archive_sha256) == (RecordState.DISPOSED, None, None, None)
        assert {document.title for document, _ in (await records.read(stack.by(NAM), gone)).documents} == {""}
    assert await archive.export(stack.by(NAM), three), "the held one is untouched"
    await signed(stack, which, "destruction-certificate", NAM, OANH)
    await reaches(stack, which, DisposalState.CLOSED)
    said = await certificate(stack, which)
    assert (said["records"], [line["code"] for line in said["out"]]) == (2, [held])
    assert said["no_dump_after"] == f"{stack.clock() + timedelta(days=30):%d/%m/%Y}"
    minutes = await paper(stack, which, "disposal-minutes")
    assert [(line["name"], line["note"]) for line in minutes["dissent"]] == [(DUC.name, "Còn giá trị nghiên cứu")]


async def paper(stack: Stack, which: DisposalId, form: str) -> dict[str, Any]:
    papers = (await disposals.read(stack.by(NAM), which)).papers
    (found,) = [version for document, version in papers if document.form == form]
    assert found.data
    return found.data


async def certificate(stack: Stack, which: DisposalId) -> dict[str, Any]:
    return await paper(stack, which, "destruction-certificate")
