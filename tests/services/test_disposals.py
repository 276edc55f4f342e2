"""Records whose term is over go by a list that was frozen, a council, minutes, the head's decision and a last look at each of them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from temporalio.exceptions import ApplicationError

from activities.destruction import Destruction, NotYet
from activities.documents import bytes_key
from domain.archived import object_id
from domain.councils import Member, Seat
from domain.disposals import DisposalState, Fate, Obstacle
from domain.errors import (
    Incomplete,
    Malformed,
    NotAllowed,
    NotFound,
    SamePerson,
    StaleDocument,
    Unavailable,
    WrongState,
)
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import DisposalId, RecordId
from domain.records import RecordState
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, archive, disposals, holds, notices, records, signatures
from store.archive_copy import ArchiveCopy
from store.blobs import Shelf
from store.keys import KeyStore
from store.tables.records import RecordRow
from tests.care import archived, refusal, reviewed, sign, until
from tests.people import DUC, HUNG, LAN, MAI, NAM, OANH, SON, THUY, Someone
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


async def test_only_the_records_office_proposes_and_only_the_council_votes(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    for other in (LAN, SON, MAI):
        await refusal(NotAllowed, disposals.preview(stack.by(other), BEFORE))
    which = await proposed(stack, "Một hồ sơ", [one])
    await refusal(SamePerson, disposals.convene(stack.by(NAM), which, (*COUNCIL[:4], Member(NAM.id, Seat.MEMBER)), "Phòng họp"))
    await refusal(Malformed, disposals.convene(stack.by(NAM), which, COUNCIL[:4], "Phòng họp"))
    await refusal(Malformed, disposals.convene(stack.by(NAM), which, COUNCIL, " "))
    await voting(stack, which)
    seen = (await disposals.read(stack.by(SON), which)).disposal.list_sha256
    await refusal(NotAllowed, disposals.vote(stack.by(NAM), which, seen, [(None, True, "")]))
    await refusal(NotAllowed, disposals.close(stack.by(THUY), which))
    assert "cần 3" in await refusal(Incomplete, disposals.close(stack.by(SON), which))
    await refusal(WrongState, disposals.decide(stack.by(NAM), which))
    await refusal(Incomplete, disposals.withdraw(stack.by(NAM), which, " "))
    assert (await disposals.withdraw(stack.by(SON), which, "Chờ ý kiến Sở Y tế")).state is DisposalState.WITHDRAWN
    assert one in {item.record for item in (await disposals.preview(stack.by(NAM), BEFORE)).items}, "free for another list"


async def test_a_list_that_changed_since_it_was_looked_at_is_not_proposed(stack: Stack) -> None:
    one, two = await expired(stack, 2)
    seen = await disposals.preview(stack.by(NAM), BEFORE)
    code = (await records.read(stack.by(NAM), two)).page.record.code
    await holds.place(stack.by(NAM), case(code))
    await refusal(StaleDocument, disposals.propose(stack.by(NAM), "Danh mục cũ", BEFORE, (), seen.list_sha256))
    now = await disposals.preview(stack.by(NAM), BEFORE)
    assert one in {item.record for item in now.items}
    assert {candidate.record: why for candidate, why in now.hindered}[two] is Obstacle.HELD
    which = await disposals.propose(stack.by(NAM, "propose-1"), "Danh mục mới", BEFORE, (), now.list_sha256)
    again = await disposals.propose(stack.by(NAM, "propose-1"), "Danh mục mới", BEFORE, (), now.list_sha256)
    assert again == which
    assert {why for candidate, why in (await disposals.preview(stack.by(NAM), BEFORE)).hindered if candidate.record == one} == {
        Obstacle.LISTED_ELSEWHERE
    }
    await disposals.withdraw(stack.by(NAM), which, "Thử")


async def test_a_record_is_taken_out_with_a_reason_until_the_decision(stack: Stack) -> None:
    one, two = await expired(stack, 2)
    which = await proposed(stack, "Hai hồ sơ", [one, two])
    await refusal(Incomplete, disposals.take_out(stack.by(NAM), which, 1, ""))
    after = await disposals.take_out(stack.by(THUY), which, 1, "Người bệnh đang khiếu nại")
    assert [(item.fate, item.reason) for item in after.items] == [(Fate.TAKEN_OUT, "Người bệnh đang khiếu nại"), (Fate.LISTED, "")]
    await voting(stack, which)
    await decided(stack, which)
    await refusal(WrongState, disposals.take_out(stack.by(NAM), which, 2, "Muộn"))
    await disposals.withdraw(stack.by(SON), which, "Thử")


async def test_what_came_late_into_a_listed_record_takes_it_out(stack: Stack) -> None:
    record, document = await archived(stack)
    async with stack.sessions.begin() as session:
        await session.execute(update(RecordRow).where(RecordRow.id == record).values(keep_until=date(2025, 12, 31)))
    which = await proposed(stack, "Có bổ sung", [record])
    await voting(stack, which)
    await decided(stack, which)
    said = NewSheet(ADDENDUM, DUC.id, stack.clock(), {"text": "Kết quả về sau"}, adds_to=Base(document, 1))
    made = await addenda.write(stack.by(DUC), said)
    for signer in (DUC, THUY):
        await sign(stack, signer, made.document)

    async def supplemented() -> bool:
        return "record.supplement" in {line.act for line in (await records.read(stack.by(NAM), record)).timeline}

    await until(supplemented, bool)
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    (item,) = (await disposals.read(stack.by(NAM), which)).disposal.items
    assert (item.fate, item.reason) == (Fate.FELL_OUT, Obstacle.CHANGED)
    assert stack.house.ocfl.verify(object_id(bytes_key(record)))


async def test_where_the_policy_asks_no_council_the_head_decides(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    stack.book.set_otherwise["disposal_council"] = False
    try:
        which = await proposed(stack, "Không hội đồng", [one])
    finally:
        stack.book.set_otherwise.clear()
    await disposals.decide(stack.by(NAM), which)
    paper_of = (await disposals.read(stack.by(NAM), which)).papers[0][0]
    seen = await reviewed(stack, SON, paper_of.id)
    await signatures.refuse(stack.by(SON), seen, "Bổ sung căn cứ", "other")
    await disposals.decide(stack.by(NAM), which)
    await refusal(Incomplete, disposals.decide(stack.by(NAM), which))
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(bytes_key(one))


async def test_while_a_copy_of_the_keys_is_away_nothing_is_destroyed_and_then_all_of_it_is(stack: Stack, tmp_path: Path) -> None:
    """The worst moment: the tombstone is written, and the key is not destroyed yet."""
    (one,) = await expired(stack, 1)
    stack.book.set_otherwise.update({"disposal_council": False, "disposal_waiting_days": 1})
    try:
        which = await proposed(stack, "Bản sao khóa vắng", [one])
        await disposals.decide(stack.by(NAM), which)
        await signed(stack, which, "disposal-decision", SON, OANH)
        await reaches(stack, which, DisposalState.WAITING)
    finally:
        stack.book.set_otherwise.clear()
    key = bytes_key(one)
    away = KeyStore(stack.settings.key_store, *stack.settings.master_key.each(), replicas=[tmp_path / "away"])
    shelf = Shelf(stack.settings.blobs, away, stack.house.ocfl)
    hands = Destruction(replace(stack.desk, shelf=shelf), ArchiveCopy(stack.house.ocfl, None))
    with pytest.raises(NotYet):
        await hands.page(which)
    stack.clock.ahead = timedelta(days=1, minutes=1)
    with pytest.raises(Unavailable):
        await hands.page(which)
    assert stack.house.shelf.keys.exported(key), "nothing is half destroyed"
    assert (await records.read(stack.by(NAM), one)).page.record.state is RecordState.DISPOSED
    await refusal(WrongState, archive.export(stack.by(NAM), one))
    await refusal(WrongState, disposals.withdraw(stack.by(SON), which, "Muộn"))
    with pytest.raises(ApplicationError, match="WrongState"):
        await hands.certify(which)
    (tmp_path / "away").mkdir()
    assert await hands.page(which) is False
    assert await hands.page(which) is False, "a repeat finds nothing left"
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(key)
    assert object_id(key) not in stack.house.ocfl
    stands = await hands.certify(which)
    assert stands.state is DisposalState.DESTROYED
    assert await hands.certify(which) == stands


async def test_the_records_office_is_told_once_a_month_what_may_go(stack: Stack) -> None:
    await expired(stack, 1)
    assert await disposals.tell_of_expired(stack.sessions, stack.clock) >= 1
    assert await disposals.tell_of_expired(stack.sessions, stack.clock) >= 1
    assert [one.kind for one in await notices.unseen(stack.by(NAM))].count("expired") == 1
