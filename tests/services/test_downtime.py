"""Before an outage: blank forms and the duty inbox are printed, on a page or into a folder on another machine."""

import asyncio
import io
import os
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app import wiring
from app.printing import print_ahead
from domain import downtime as bounds
from domain.duties import DutyKind
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach
from domain.names import DepartmentId, RecordId
from services import downtime, duties, notices, orders, records, results, sheets
from services.downtime import Print
from services.duties import NewShift
from store.downtime_folder import README
from tests.care import BETTER, newcomer, opened, order_of, patient, refusal
from tests.outages import treated, ward
from tests.people import HOSPITAL, KHANH, LAB, LAN, MAI, NAM, OUTSIDE, PHUC, SON, WARD, YEN
from tests.services.test_alarms import alarming
from tests.services.test_sheets import treatment
from tests.stack import Stack

PURPOSE = "Biểu mẫu dùng khi hệ thống gián đoạn"


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


async def test_every_form_of_the_record_that_is_filled_by_hand_has_its_blank(stack: Stack) -> None:
    offer = await downtime.offer(stack.by(KHANH))
    codes = [one.code for one in offer.forms]
    assert {"treatment-sheet", "nursing-sheet", "order", "prescription", "consent", "lab-result", "closing"} <= set(codes)
    assert not {"contents", "scanned-sheet", "council-minutes"} & set(codes), "the house's own, and papers of the rollout, are no blanks"
    for form in offer.forms:
        said = text(await downtime.blanks(stack.by(KHANH), [form.code]))
        assert PURPOSE in said
        assert f"Mẫu {form.code}, ấn bản {form.edition}" in said
        lacks = [one.label for one in form.fields if " ".join(one.label.split()) not in said]
        assert lacks == [], f"{form.code} asks for it on the page and not on paper"
        assert "ghi rõ họ tên" in said


async def test_choices_are_boxes_and_lists_are_rows(stack: Stack) -> None:
    said = text(await downtime.blanks(stack.by(KHANH), ["prescription"]))
    for words in ("Đơn thuốc “N” (gây nghiện)", "Tên thuốc, nồng độ hoặc hàm lượng", "kg", "BÁC SĨ KÊ ĐƠN", "Thời điểm thực hiện", "giờ"):
        assert words in said


async def test_a_new_form_gets_its_blank_without_code(stack: Stack) -> None:
    shipped = stack.house.policies
    new = replace(shipped.form("treatment-sheet", stack.by(LAN).today), code="phieu-moi", name="Phiếu theo dõi mới")
    chain = replace(shipped.chain("treatment-sheet", HOSPITAL, stack.by(LAN).today), form="phieu-moi")
    own = replace(shipped, forms=(*shipped.forms, new), chains=(*shipped.chains, chain))
    context = stack.by(KHANH)
    context = replace(context, house=replace(context.house, policies=own))
    assert "PHIẾU THEO DÕI MỚI" in text(await downtime.blanks(context, ["phieu-moi"]))


async def test_a_blank_can_bear_the_head_of_a_record(stack: Stack) -> None:
    record = await records.open(stack.by(LAN), patient("91-0001"))
    said = text(await downtime.blanks(stack.by(LAN), ["treatment-sheet"], "BA-91-0001"))
    for words in ("NGUYỄN THỊ THUỲ HẠNH", "BA-91-0001", "BN-91-0001", "01/05/1970", "Khoa Nội tổng hợp"):
        assert words in said
    assert "record.read" in [line.act for line in (await records.read(stack.by(LAN), record)).timeline]
    await refusal(NotAllowed, downtime.blanks(stack.by(KHANH), ["treatment-sheet"], "BA-91-0001"))


async def test_whoever_may_not_read_a_record_does_not_learn_whether_there_is_one(stack: Stack) -> None:
    await records.open(stack.by(LAN), patient("91-0002"))
    beyond = await refusal(Incomplete, downtime.blanks(stack.by(PHUC), ["treatment-sheet"], "BA-91-0002"))
    none = await refusal(Incomplete, downtime.blanks(stack.by(PHUC), ["treatment-sheet"], "BA-91-9999"))
    assert beyond.replace("BA-91-0002", "BA-91-9999") == none
    assert "trong các hồ sơ bạn được xem" in none


async def test_what_is_no_form_is_told(stack: Stack) -> None:
    assert "không có biểu mẫu giấy “scanned-sheet”" in await refusal(Malformed, downtime.blanks(stack.by(LAN), ["scanned-sheet"]))
    await refusal(Malformed, downtime.blanks(stack.by(LAN), []))
    many = [one.code for one in (await downtime.offer(stack.by(LAN))).forms] * 2
    assert len(pages(await downtime.blanks(stack.by(LAN), many))) < 60, "each once"


async def test_the_pack_of_a_department_has_its_duty_inbox_and_blanks_for_each_patient(stack: Stack) -> None:
    record = await records.open(stack.by(LAN), patient("91-0011"))
    await sheets.write(stack.by(LAN), record, treatment(stack))
    now = stack.clock()
    shifts = [
        NewShift(LAN.id, DutyKind.DOCTOR, WARD, now - timedelta(hours=1), now + timedelta(hours=5)),
        NewShift(SON.id, DutyKind.LEADER, None, now - timedelta(hours=1), now + timedelta(hours=5)),
        NewShift(MAI.id, DutyKind.TECHNICIAN, LAB, now - timedelta(hours=1), now + timedelta(hours=5)),
    ]
    entered = await duties.enter(stack.by(NAM), shifts, "Lịch trực 91")
    found = pages(await downtime.pack(stack.by(LAN), WARD))
    inbox = found[0]
    assert "HỘP VIỆC TRỰC" in inbox
    assert "Khoa Nội tổng hợp" in inbox
    assert "Bác sĩ trực Nguyễn Thị Lan" in inbox
    assert "Trực lãnh đạo Nguyễn Hồng Sơn" in inbox
    assert "Lê Thị Mai" not in inbox
    whole = " ".join(found)
    assert "BA-91-0011" in whole
    assert any("Tờ điều trị" in page and "Chờ ai" in page for page in found)
    mine = [page for page in found if page.startswith("Nguyễn Thị Thuỳ Hạnh") and "BA-91-0011" in page]
    names = {name for page in mine for name in ("TỜ ĐIỀU TRỊ", "PHIẾU CHĂM SÓC", "PHIẾU CHỈ ĐỊNH") if name in page}
    assert names == {"TỜ ĐIỀU TRỊ", "PHIẾU CHĂM SÓC", "PHIẾU CHỈ ĐỊNH"}, "the facility's own choice"
    assert "downtime.print" in [line.act for line in (await records.read(stack.by(LAN), record)).timeline]
    only = pages(await downtime.pack(stack.by(NAM), WARD, []))
    assert "TỜ ĐIỀU TRỊ" not in " ".join(only)
    for which in entered:
        await duties.cancel(stack.by(NAM), which)


async def test_the_duty_inbox_tells_the_diagnosis_and_breaks_no_code(stack: Stack) -> None:
    codes = {"code": "BA-2026-0910012", "patient_code": "BN-2026-0910012"}
    record = await records.open(stack.by(LAN), patient("91-0012", **codes, diagnosis="Viêm phổi thùy dưới phải"))
    came = await records.open(stack.by(LAN), patient("91-0013", reason="Đau ngực trái", diagnosis=""))
    await orders.place(stack.by(LAN), record, order_of())
    inbox = text(await downtime.pack(stack.by(LAN), WARD, []))
    assert came
    for words in ("Chẩn đoán", "Viêm phổi thùy dưới phải", "Đau ngực trái", "BA-2026-0910012 BN-2026-0910012"):
        assert words in inbox
    assert inbox.count("BA-2026-0910012") == 3, "of the patient, of what was ordered, and of what waits to be signed"


async def test_a_critical_value_nobody_confirmed_stands_in_it(stack: Stack) -> None:
    order, document = await alarming(stack)
    record = (await orders.read(stack.by(LAN), order)).record
    code = (await records.read(stack.by(LAN), record)).page.record.code
    inbox = text(await downtime.pack(stack.by(LAN), WARD, []))
    before, _, after = inbox.partition("Người bệnh đang điều trị")
    assert code in before
    assert "có kết quả, chưa ký đủ" in after
    await results.know(stack.by(LAN), document)
    before, _, _ = text(await downtime.pack(stack.by(LAN), WARD, [])).partition("Người bệnh đang điều trị")
    assert code not in before


async def test_whom_a_laboratorys_pack_names_is_audited_whatever_their_department(stack: Stack) -> None:
    ordering = await records.open(stack.by(LAN), patient("91-0031"))
    await orders.place(stack.by(LAN), ordering, order_of(LAB))
    untouched = await records.open(stack.by(LAN), patient("91-0032"))
    assert "BA-91-0031" in text(await downtime.pack(stack.by(MAI), LAB, []))

    async def printed(record: RecordId) -> list[str]:
        timeline = (await records.read(stack.by(LAN), record)).timeline
        return [line.person for line in timeline if line.act == "downtime.print"]

    assert await printed(ordering) == [MAI.name]
    assert await printed(untouched) == []


async def test_what_only_waits_in_a_discharged_record_is_audited_too(stack: Stack) -> None:
    here = await ward(stack, "chờ")
    record = await treated(stack, here, "91-0033")
    await sheets.write(stack.by(here.doctor), record, replace(treatment(stack), author=here.doctor.id))
    await records.discharge(stack.by(here.doctor), record, BETTER)
    assert "BA-91-0033" in text(await downtime.pack(stack.by(here.doctor), here.department, []))
    assert "downtime.print" in [line.act for line in (await records.read(stack.by(here.doctor), record)).timeline]


async def test_a_pack_too_large_for_one_printing_is_refused_in_words(stack: Stack) -> None:
    here = await ward(stack, "đông")
    codes = [one.code for one in (await downtime.offer(stack.by(here.doctor))).forms][: bounds.MOST_FORMS]
    for n in range(bounds.MOST_BLANKS // len(codes) + 1):
        await treated(stack, here, f"94-{n:04}")
    assert "in từng phần" in await refusal(Malformed, downtime.pack(stack.by(here.doctor), here.department, codes))
    assert len(pages(await downtime.pack(stack.by(here.doctor), here.department, codes[:1]))) >= bounds.MOST_BLANKS // len(codes)


async def test_one_printing_at_a_time(stack: Stack) -> None:
    going: list[int] = []
    beside = threading.Event()

    def slowly(said: Mapping[str, Any]) -> bytes:
        going.append(1)
        if len(going) > 1:
            beside.set()
        beside.wait(0.3)
        going.pop()
        return b"%PDF"

    context = stack.by(LAN)
    context = replace(context, house=replace(context.house, print_pack=slowly))
    await asyncio.gather(*(downtime.blanks(context, ["order"]) for _ in range(3)))
    assert not beside.is_set()


async def test_each_prints_their_own_department_and_the_records_office_any(stack: Stack) -> None:
    await opened(stack)
    assert "in bộ của khoa mình" in await refusal(OutOfReach, downtime.pack(stack.by(LAN), OUTSIDE))
    for nobody in (KHANH, YEN, SON):
        await refusal(NotAllowed, downtime.pack(stack.by(nobody), WARD))
    await refusal(Incomplete, downtime.pack(stack.by(NAM), DepartmentId("33001/XYZ")))
    assert [one for one, _ in (await downtime.offer(stack.by(LAN))).departments] == [WARD]
    assert {WARD, LAB, OUTSIDE} <= {one for one, _ in (await downtime.offer(stack.by(NAM))).departments}
    assert (await downtime.offer(stack.by(KHANH))).departments == []


async def test_the_folder_outside_is_filled_anew_and_what_is_out_of_date_goes(stack: Stack, tmp_path: Path) -> None:
    here = await ward(stack, "usb")
    record = await treated(stack, here, "91-0021")
    printed = wiring.printer(stack.settings).pack

    async def fill() -> int:
        return await print_ahead(tmp_path, stack.sessions, stack.house.policies, printed, stack.clock)

    assert await fill() >= 1
    folder = tmp_path / HOSPITAL
    mine = folder / "khoa-GD-USB.pdf"
    assert "BA-91-0021" in text(mine.read_bytes())
    assert PURPOSE in text((folder / "bieu-mau-trong.pdf").read_bytes())
    assert "khoa-GD-USB.pdf" in (folder / README).read_text()
    (folder / "ghi chu cua khoa.pdf").write_bytes(b"of somebody else")
    (folder / ".khoa-NOI.pdf.half").write_bytes(b"cut off")
    await records.discharge(stack.by(here.doctor), record, BETTER)
    await fill()
    left = {one.name for one in folder.iterdir()}
    assert "khoa-GD-USB.pdf" not in left
    assert ".khoa-NOI.pdf.half" not in left
    assert {"ghi chu cua khoa.pdf", README, "bieu-mau-trong.pdf"} <= left


async def test_a_folder_that_is_away_is_told_once_a_day(stack: Stack, tmp_path: Path) -> None:
    officer = await newcomer(stack, "cntt.usb", "Trực Máy Chủ", KHANH.role)
    await opened(stack)
    printed = wiring.printer(stack.settings).pack
    for _ in range(2):
        assert await print_ahead(tmp_path / "rút ra", stack.sessions, stack.house.policies, printed, stack.clock) == 0
    assert not (tmp_path / "rút ra").exists(), "a stick that is away is not made up on this disk"
    assert [one.kind for one in await notices.unseen(stack.by(officer)) if one.link == "/downtime"] == ["downtime_unwritten"]


async def test_a_pack_that_cannot_be_printed_keeps_no_other_from_its_own(
    stack: Stack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever was wrong with it; its last one stays a day and no longer."""
    officer = await newcomer(stack, "cntt.hong", "Trực Máy In", KHANH.role)
    broken, sound = await ward(stack, "hỏng"), await ward(stack, "lành")
    await treated(stack, broken, "91-0041")
    moved_on = await treated(stack, sound, "91-0042")
    printed = wiring.printer(stack.settings).pack

    def choosy(said: Mapping[str, Any]) -> bytes:
        if any(one.get("department") == "Khoa Hỏng" for one in said["sections"]):
            raise RuntimeError("typst refuses: Nguyễn Thị Thuỳ Hạnh")
        return printed(said)

    async def fill(printing: Print) -> set[str]:
        assert await print_ahead(tmp_path, stack.sessions, stack.house.policies, printing, stack.clock) >= 1
        return {one.name for one in (tmp_path / HOSPITAL).iterdir()}

    assert {"khoa-GD-HỎNG.pdf", "khoa-GD-LÀNH.pdf"} <= await fill(printed)
    await records.discharge(stack.by(sound.doctor), moved_on, BETTER)
    left = await fill(choosy)
    assert "Hạnh" not in caplog.text, "what a fault says may name patients"
    assert "khoa-GD-HỎNG.pdf" in left, "an hour old it still says who lies there"
    assert "khoa-GD-LÀNH.pdf" not in left, "the folder is put in order all the same"
    assert "HỎNG" not in (tmp_path / HOSPITAL / README).read_text(), "it does not pass for one of now"
    (told,) = [one for one in await notices.unseen(stack.by(officer)) if one.link == "/downtime"]
    assert (told.kind, told.facts["what"]) == ("downtime_unprinted", "Khoa Hỏng")
    a_day_ago = stack.clock().timestamp() - timedelta(days=1).total_seconds() - 1
    os.utime(tmp_path / HOSPITAL / "khoa-GD-HỎNG.pdf", (a_day_ago, a_day_ago))
    assert "khoa-GD-HỎNG.pdf" not in await fill(choosy), "no names lie there for weeks"


async def test_a_facility_where_nothing_can_be_printed_is_put_in_order_and_told(stack: Stack, tmp_path: Path) -> None:
    officer = await newcomer(stack, "cntt.het", "Trực Cả Ngày", KHANH.role)
    await opened(stack)

    def never(said: Mapping[str, Any]) -> bytes:
        raise RuntimeError("typst refuses everything")

    assert await print_ahead(tmp_path, stack.sessions, stack.house.policies, never, stack.clock) == 0
    assert [one.name for one in (tmp_path / HOSPITAL).iterdir()] == [README]
    (told,) = [one for one in await notices.unseen(stack.by(officer)) if one.link == "/downtime"]
    assert told.kind == "downtime_unprinted"
    assert "bieu-mau-trong.pdf" in told.facts["what"]
