"""The system is down for some hours; afterwards what was written on paper is entered with its mark, and every record confirmed."""

import io
import json
from datetime import timedelta

import pypdf

from domain.clock import clock_time
from domain.duties import DutyKind
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, WrongState
from domain.names import DisposalId, OutageId, RecordId, id_of
from domain.outages import OutageState
from domain.records import RecordState
from domain.roles import Role
from domain.sheets import NewSheet
from services import archive, back_entries, duties, errands, outages, records, sheets, signatures
from services.duties import NewShift
from services.outages import tell_of_back_entries
from store import handover
from store.queries import back_entries as queries
from store.queries import blobs
from store.queries import outages as rows
from store.writes import disposals
from tests.care import BETTER, newcomer, patient, refusal, reviewed, sign, until
from tests.outages import HOUR, down, entry, owed, told, treated, ward
from tests.people import CENTRE, HOSPITAL, HUNG, KHANH, LAN, MAI, NAM, PHUC, SON, WARD, YEN
from tests.services.test_consents import scanned
from tests.services.test_sheets import ENTRY
from tests.stack import Stack


async def test_what_was_written_on_paper_is_entered_with_its_mark_and_confirmed(stack: Stack) -> None:
    here = await ward(stack, "hậu")
    record, other = await treated(stack, here, "90-0001"), await treated(stack, here, "90-0002")
    late_comer = await treated(stack, here, "90-0003", hours=0)
    which = await down(stack, here)
    assert [line[:2] for line in await owed(stack, here.doctor, which)] == [("BA-90-0001", 0), ("BA-90-0002", 0)]
    assert await told(stack, here.doctor, which) == ["back_entry_due"]
    (line,) = [one for one in await errands.errands(stack.by(here.doctor)) if one.kind == "back_entry"]
    assert (line.link, line.many) == (f"/outages/{which}", 2)
    assert not [one for one in (await records.read(stack.by(here.doctor), late_comer)).missing if one.what == "back_entry"]

    made = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, which))
    text = pypdf.PdfReader(io.BytesIO(await signatures.pdf(stack.by(here.doctor), made.document, 1))).pages[0].extract_text()
    one = (await back_entries.read(stack.by(here.doctor), which)).outage
    assert one.ended_at
    assert f"Nhập bù sau gián đoạn từ {clock_time(one.started_at)} đến {clock_time(one.ended_at)}" in " ".join(text.split())
    assert (await records.read(stack.by(here.doctor), record)).marks == {(made.document, 1): one}

    assert "đã nhập bù 1 phiếu" in await refusal(Malformed, outages.confirm(stack.by(here.doctor), which, record, nothing=True))
    await sign(stack, here.doctor, made.document)
    for _ in range(2):
        await outages.confirm(stack.by(here.doctor, "nhập đủ"), which, record, nothing=False)
    assert "chưa có phiếu nhập bù" in await refusal(Malformed, outages.confirm(stack.by(here.head), which, other, nothing=False))
    await outages.confirm(stack.by(here.head), which, other, nothing=True)
    assert await owed(stack, here.doctor, which) == []
    assert (
        await told(stack, here.doctor, which),
        [one for one in await errands.errands(stack.by(here.doctor)) if one.kind == "back_entry"],
    ) == (
        [],
        [],
    )
    await refusal(WrongState, outages.confirm(stack.by(here.head), which, record, nothing=False))


async def test_an_act_outside_the_outage_does_not_carry_its_mark(stack: Stack) -> None:
    here = await ward(stack, "ngoài")
    record = await treated(stack, here, "90-0011")
    which, ofs = await down(stack, here), await down(stack, await ward(stack, "ngoài-kia"))
    said = await refusal(Malformed, sheets.write(stack.by(here.doctor), record, entry(stack, here, 0.5, which)))
    assert "thời điểm thực hiện nằm ngoài gián đoạn" in said
    assert "không liên quan" in await refusal(Malformed, sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, ofs)))
    nowhere = OutageId(id_of("outage", "không có"))
    assert "không có gián đoạn này" in await refusal(Malformed, sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, nowhere)))
    assert [
        one.id for one in await back_entries.choices(stack.by(here.doctor), (await records.read(stack.by(here.doctor), record)).page.record)
    ] == [which]


async def test_the_scan_of_a_paper_written_then_says_so_too(stack: Stack) -> None:
    here = await ward(stack, "quét")
    record, which = await treated(stack, here, "90-0015"), await down(stack, here)
    said = {"sheet": "Tờ điều trị viết tay", "why": "outage", "pages": 1, "original": "Tủ 2", "scan": scanned()}
    at = stack.clock() - 2 * HOUR
    made = await sheets.write(stack.by(here.doctor), record, NewSheet("scanned-sheet", here.doctor.id, at, said, outage=which))
    pages = pypdf.PdfReader(io.BytesIO(await signatures.pdf(stack.by(here.doctor), made.document, 1))).pages
    one = (await back_entries.read(stack.by(here.doctor), which)).outage
    data = (await signatures.read(stack.by(here.doctor), made.document)).newest.data or {}
    assert data["outage"] == one.when, "the mark knows what the form asks"
    assert "Nhập bù sau gián đoạn từ" in " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [line[1] for line in await owed(stack, here.doctor, which)] == [1]
    unmarked = NewSheet("scanned-sheet", here.doctor.id, at, said, "Bản quét bị mờ")
    assert "Sự cố" in await refusal(Malformed, sheets.write(stack.by(here.doctor), record, unmarked, made.document))
    again = NewSheet("scanned-sheet", here.doctor.id, at, said | {"outage": "Mất điện"}, "Bản quét bị mờ", outage=which)
    await sheets.write(stack.by(here.doctor), record, again, made.document)
    assert [line[1] for line in await owed(stack, here.doctor, which)] == [1], "a paper counts once, whatever its versions"
    await signatures.withdraw(stack.by(here.doctor), await reviewed(stack, here.doctor, made.document), "Quét nhầm tờ")
    assert [line[1] for line in await owed(stack, here.doctor, which)] == [0], "what was taken back counts no more"


async def test_an_unconfirmed_record_is_not_closed_and_what_was_entered_lies_in_its_archive(stack: Stack) -> None:
    here = await ward(stack, "đóng")
    record = await treated(stack, here, "90-0021")
    which = await down(stack, here)
    made = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, which))
    await sign(stack, here.doctor, made.document)
    await records.discharge(stack.by(here.doctor), record, BETTER)
    said = await refusal(Incomplete, records.close(stack.by(here.doctor), record))
    assert "Chưa xác nhận đã nhập đủ sau gián đoạn hệ thống" in said
    (lacks,) = (await records.read(stack.by(NAM), record)).missing
    assert (lacks.what, lacks.owed_by, lacks.about) == ("back_entry", here.doctor.name, str(which))
    await outages.confirm(stack.by(here.doctor), which, record, nothing=False)
    closing = await records.close(stack.by(here.doctor), record)
    assert closing
    for one in (here.doctor, here.head, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.ARCHIVED)
    (kept,) = json.loads((await archive.export(stack.by(NAM), record))["record.json"])["outages"]
    assert (kept["outage"], kept["confirmed_by"]) == (str(which), str(here.doctor.id))
    assert [(one["document"], one["version"]) for one in kept["entered_afterwards"]] == [(str(made.document), 1)]
    read = await signatures.read(stack.by(NAM), made.document)
    assert (read.newest.data, read.marks[made.document, 1].id) == (None, which), "the mark outlives the data in the rows"
    await _goes_along_and_ends_with_it(stack, which, record)


async def _goes_along_and_ends_with_it(stack: Stack, which: OutageId, record: RecordId) -> None:
    """Handed over with the archive; of a destroyed record it is gone."""
    async with stack.sessions() as session:
        rows = await handover.told(session, HOSPITAL)
    assert which in {row["id"] for row in rows["outage"]}
    assert [row["record"] for table in ("back_entry", "outage_sheet") for row in rows[table] if row["outage"] == which] == [record, record]
    async with stack.sessions.begin() as session:
        await disposals.entomb(session, DisposalId(id_of("disposal", "thử")), 1, record, stack.clock())
        assert await queries.told_of(session, record) == ()
        await session.rollback()


async def test_what_is_overdue_is_told_to_the_head_and_then_to_the_records_office(stack: Stack) -> None:
    here = await ward(stack, "trễ")
    await treated(stack, here, "90-0031")
    which = await down(stack, here)
    await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    assert await told(stack, here.head, which) == []
    stack.clock.ahead = 25 * HOUR
    for _ in range(2):
        await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    assert (await told(stack, here.head, which), await told(stack, NAM, which)) == (["back_entry_late"], [])
    assert sorted(await told(stack, here.doctor, which)) == ["back_entry_due", "back_entry_late"]
    late = [line for line in await owed(stack, here.head, which) if line[0] == "BA-90-0031"]
    assert late == [("BA-90-0031", 0, True, True)]
    assert [line[2:] for line in await owed(stack, YEN, which) if line[0] == "BA-90-0031"] == [(True, False)], (
        "who oversees sees it, and confirms nothing"
    )
    stack.clock.ahead = 49 * HOUR
    await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    assert await told(stack, NAM, which) == ["back_entry_late"]


async def test_a_planned_outage_begins_and_ends_by_the_clock(stack: Stack) -> None:
    here = await ward(stack, "định")
    now = stack.clock()
    which = await down(stack, here, started_at=now + HOUR, ended_at=now + 3 * HOUR, planned=True, who=YEN)
    record = await treated(stack, here, "90-0041")
    assert (await back_entries.read(stack.by(KHANH), which)).outage.state(now) is OutageState.COMING
    stack.clock.ahead = 4 * HOUR
    assert await owed(stack, here.doctor, which) == [], "nobody was told yet"
    await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    assert ("BA-90-0041", 0, False, True) in await owed(stack, here.doctor, which)
    assert await told(stack, here.doctor, which) == ["back_entry_due"]
    await outages.confirm(stack.by(here.doctor), which, record, nothing=True)


async def test_who_comes_during_it_owes_too_and_who_moved_owes_where_they_lay(stack: Stack) -> None:
    """The record is opened afterwards, with the moment when the patient came."""
    here = await ward(stack, "đến")
    which = await down(stack, here, start=3, end=1)
    came = stack.clock() - 2 * HOUR
    new = patient("90-0051", department=here.department, doctor=here.doctor.id, admitted_at=came)
    record = await records.open(stack.by(here.doctor), new)
    assert ("BA-90-0051", 0) in [line[:2] for line in await owed(stack, here.doctor, which)]
    receiver = {
        "from": "Khoa Ngoại",
        "to": "Khoa Nội tổng hợp",
        "receiver": str(LAN.id),
        "reason": "Nội khoa",
        "diagnosis": "J18",
        "condition": "Ổn",
    }
    moving = await sheets.write(stack.by(here.doctor), record, NewSheet("handover-sheet", here.doctor.id, stack.clock(), receiver))
    for one in (here.doctor, LAN):
        await sign(stack, one, moving.document)
    moved = await until(lambda: records.read(stack.by(LAN), record), lambda view: view.page.record.department == WARD)
    assert moved.page.record.doctor == LAN.id
    (line,) = [one for one in (await back_entries.read(stack.by(here.head), which)).entries if one.line.code == "BA-90-0051"]
    assert (line.line.entry.department, line.line.treated_in, line.may_confirm) == (here.department, WARD, True)
    made = await sheets.write(stack.by(LAN), record, NewSheet("treatment-sheet", LAN.id, stack.clock() - 1.5 * HOUR, ENTRY, outage=which))
    assert made.version == 1, "what was done there then is entered with its mark from here"
    await sign(stack, LAN, made.document)
    await outages.confirm(stack.by(LAN), which, record, nothing=False)


async def test_times_are_corrected_and_the_records_follow(stack: Stack) -> None:
    here = await ward(stack, "giờ")
    record = await treated(stack, here, "90-0061", hours=2)
    which, now = await down(stack, here, start=5, end=3), stack.clock()
    due = (await back_entries.read(stack.by(KHANH), which)).outage.due_at
    assert "BA-90-0061" not in [line[0] for line in await owed(stack, here.doctor, which)]
    await outages.correct(stack.by(KHANH), which, now - 5 * HOUR, now - HOUR)
    assert (await back_entries.read(stack.by(KHANH), which)).outage.due_at == due, "nobody gains time by correcting"
    assert "BA-90-0061" in [line[0] for line in await owed(stack, here.doctor, which)]
    await sheets.write(stack.by(here.doctor), record, entry(stack, here, 1.5, which))
    said = await refusal(Incomplete, outages.correct(stack.by(KHANH), which, now - 5 * HOUR, now - 3 * HOUR))
    assert "1 phiếu đã đánh dấu nhập bù" in said
    await refusal(WrongState, outages.withdraw(stack.by(KHANH), which, "Khai nhầm"))
    running = await down(stack, here, start=0.9, end=None)
    offered = await back_entries.choices(stack.by(here.doctor), (await records.read(stack.by(here.doctor), record)).page.record)
    assert running in [one.id for one in offered]
    assert back_entries.at(offered, stack.clock()) is None, "what is done while one lasts is not taken for a back-entry by itself"
    await sheets.write(stack.by(here.doctor), record, entry(stack, here, 0.5, running))
    assert "1 phiếu đã đánh dấu nhập bù" in await refusal(Incomplete, outages.end(stack.by(KHANH), running, now - 0.7 * HOUR))
    await outages.end(stack.by(KHANH), running)
    there = await ward(stack, "giờ-khác")
    await treated(stack, there, "90-0062", hours=2)
    other = await down(stack, there, start=5, end=1)
    assert "BA-90-0062" in [line[0] for line in await owed(stack, there.doctor, other)]
    await outages.correct(stack.by(KHANH), other, now - 5 * HOUR, now - 3 * HOUR)
    assert "BA-90-0062" not in [line[0] for line in await owed(stack, there.doctor, other)]
    await outages.withdraw(stack.by(KHANH), other, "Khai nhầm")
    assert (await back_entries.read(stack.by(KHANH), other)).withdrawn == "Khai nhầm"
    async with stack.sessions() as session:
        kept = await rows.words(session, other)
        digests = {str(kept.reason), str(kept.withdrawn)}
        assert await blobs.known(session, digests) == digests, "the sweep leaves its words"
    assert not [one for one in (await records.read(stack.by(NAM), record)).missing if one.about == str(other)]


async def test_it_is_declared_by_who_may_and_ended_once(stack: Stack) -> None:
    here = await ward(stack, "ai-khai")
    for nobody in (LAN, HUNG, NAM, MAI):
        await refusal(NotAllowed, down(stack, who=nobody))
    assert "trực lãnh đạo theo lịch trực" in await refusal(NotAllowed, down(stack, who=LAN))
    now = stack.clock()
    shift = NewShift(PHUC.id, DutyKind.LEADER, None, now - HOUR, now + HOUR)
    await refusal(NotAllowed, down(stack, who=PHUC))
    await duties.enter(stack.by(NAM), [shift], "Lịch trực 90")
    which = await down(stack, here, start=1, end=None, who=PHUC)
    assert (await back_entries.listing(stack.by(PHUC))).may_declare
    assert not (await back_entries.listing(stack.by(LAN))).may_declare
    await refusal(NotFound, outages.end(stack.by(SON), OutageId(id_of("x"))))
    for _ in range(2):
        await outages.end(stack.by(SON, "hết"), which)
    found = (await back_entries.read(stack.by(SON), which)).outage
    assert (found.state(stack.clock()), found.ended_by) == (OutageState.OVER, SON.id)
    await refusal(WrongState, outages.end(stack.by(SON), which))
    assert "không có khoa" in await refusal(Incomplete, down(stack, departments=("33001/XYZ",)))
    for one in await duties.week(stack.by(NAM), now.date() - timedelta(days=now.weekday())):
        if one.shift.paper == "Lịch trực 90":
            await duties.cancel(stack.by(NAM), one.shift.id)


async def test_another_facility_sees_none_of_it(stack: Stack) -> None:
    which = await down(stack, await ward(stack, "riêng"))
    stranger = await newcomer(stack, "qt.khac", "Quản trị Khác", Role.ADMINISTRATOR, CENTRE)
    await refusal(NotFound, back_entries.read(stack.by(stranger), which))
    assert which not in [one.outage.id for one in (await back_entries.listing(stack.by(stranger))).lines]


async def test_an_end_that_is_taken_back_gains_nobody_time_and_lets_no_record_close(stack: Stack) -> None:
    here = await ward(stack, "lùi")
    record = await treated(stack, here, "90-0071")
    which, now = await down(stack, here), stack.clock()
    due = (await back_entries.read(stack.by(KHANH), which)).outage.due_at
    await outages.correct(stack.by(KHANH), which, now - 3 * HOUR, None)
    found = (await back_entries.read(stack.by(KHANH), which)).outage
    assert (found.due_at, found.ended_by, found.state(now)) == (due, None, OutageState.RUNNING)
    (lacks,) = [one for one in (await records.read(stack.by(NAM), record)).missing if one.what == "back_entry"]
    assert lacks.title.endswith("(chưa hết)")
    await records.discharge(stack.by(here.doctor), record, BETTER)
    assert "Chưa xác nhận" in await refusal(Incomplete, records.close(stack.by(here.doctor), record))
    stack.clock.ahead = 5 * HOUR
    await outages.end(stack.by(KHANH), which, now - HOUR)
    assert (await back_entries.read(stack.by(KHANH), which)).outage.due_at == due, "the same end has the same term"
    await outages.correct(stack.by(KHANH), which, now - 3 * HOUR, None)
    await outages.correct(stack.by(KHANH), which, now - 3 * HOUR, now - HOUR)
    assert (await back_entries.read(stack.by(KHANH), which)).outage.due_at == due
    assert ("BA-90-0071", 0, False, True) in await owed(stack, here.doctor, which)


async def test_what_was_withdrawn_is_not_archived_as_an_outage(stack: Stack) -> None:
    here = await ward(stack, "thôi")
    record = await treated(stack, here, "90-0081")
    await outages.withdraw(stack.by(KHANH), await down(stack, here), "Khai nhầm")
    real = await down(stack, here)
    async with stack.sessions() as session:
        assert [told["outage"] for told in await queries.told_of(session, record)] == [real]
