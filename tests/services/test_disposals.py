"""Records whose term is over go by a list that was frozen, a council, minutes, the head's decision and a last look at each of them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from activities.documents import bytes_key
from domain.archived import object_id
from domain.clock import day
from domain.disposals import DisposalState, Fate, Obstacle
from domain.errors import (
    NotFound,
)
from domain.records import RecordState
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, archive, disposals, holds, records
from store.tables.records import RecordRow
from tests.care import archived, sign, until
from tests.disposing import case, decided, expired, paper, proposed, reaches, signed, voting
from tests.people import DUC, HUNG, LAN, NAM, OANH, SON, THUY
from tests.stack import Stack


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
    said = await paper(stack, which, "destruction-certificate")
    assert (said["records"], [line["code"] for line in said["out"]]) == (2, [held])
    assert said["no_dump_after"] == f"{day(stack.clock() + timedelta(days=30)):%d/%m/%Y}"
    minutes = await paper(stack, which, "disposal-minutes")
    assert [(line["name"], line["note"]) for line in minutes["dissent"]] == [(DUC.name, "Còn giá trị nghiên cứu")]


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
