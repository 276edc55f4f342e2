"""Sheets drawn up by their forms: whose words they are, who signs them, and what is refused."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pypdf

from domain.clock import clock_time
from domain.errors import ChainUnfillable, Incomplete, Malformed, NotAllowed, NotFound, OutOfReach
from domain.names import DocumentId, RecordId
from domain.sheets import NewSheet
from services import notices, records, sheets, signatures
from store.queries.signatures import Version
from tests.care import BETTER, opened, patient, refusal, reviewed, sign
from tests.people import DUC, HIS, HUNG, LAN, MAI, NAM, PHUC, THUY, YEN, Someone
from tests.stack import Stack

ENTRY = {"progress": "Tỉnh, đỡ mệt.", "orders": "Theo dõi đường máu mao mạch trước ăn."}
CONSULTATION = {
    "kind": "department",
    "chair": str(HUNG.id),
    "members": [str(DUC.id), str(THUY.id)],
    "summary": "Đường máu dao động.",
    "diagnosis": "Đái tháo đường típ 2",
    "conclusion": "Chỉnh liều insulin.",
}


def treatment(stack: Stack, author: Someone = LAN, **data: object) -> NewSheet:
    return NewSheet("treatment-sheet", author.id, stack.clock() - timedelta(hours=1), ENTRY | data)


def consultation(stack: Stack, **data: object) -> NewSheet:
    return NewSheet("consultation-minutes", LAN.id, stack.clock(), {"held_at": clock_time(stack.clock()), **CONSULTATION, **data})


async def newest(stack: Stack, document: DocumentId) -> Version:
    return (await signatures.read(stack.by(LAN), document)).newest


async def test_the_sheet_of_a_patient_without_an_identity_number_bears_the_temporary_code(stack: Stack) -> None:
    unknown = replace(patient("27-0301"), citizen_id=None, temporary_code="TAM-27-0301")
    for new, has, lacks in ((unknown, "Mã tạm", "Số định danh"), (patient("27-0302"), "Số định danh", "Mã tạm")):
        record = await records.open(stack.by(LAN), new)
        made = await sheets.write(stack.by(LAN), record, treatment(stack))
        page = pypdf.PdfReader(io.BytesIO(await signatures.pdf(stack.by(LAN), made.document, 1))).pages[0].extract_text()
        assert (has in page, lacks in page, (new.citizen_id or "TAM-27-0301") in page) == (True, False, True)


async def test_a_doctor_writes_and_signs_an_entry(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await sign(stack, LAN, made.document)
    version = await newest(stack, made.document)
    assert (version.chain.complete, version.author) == (True, LAN.id)
    assert version.data is not None
    assert version.data["author"] == LAN.name
    assert version.data["acted_at"] != version.data["entered_at"]


async def test_a_his_writes_for_the_author_it_names_who_signs_or_gets_it_back(stack: Stack) -> None:
    record, entry = await opened(stack), treatment(stack)
    made = await sheets.write(stack.by(HIS, "his-77"), record, entry)
    assert await sheets.write(stack.by(HIS, "his-77"), record, entry) == made
    version = await newest(stack, made.document)
    assert version.author == LAN.id
    assert version.chain.waiting == {LAN.id}
    told = await refusal(Incomplete, sheets.write(stack.by(HIS), record, treatment(stack, MAI)))
    assert told == "Còn thiếu: author: không có chức danh lập phiếu này"


async def test_people_named_on_the_page_sign_beside_each_other_and_the_chair_last(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consultation(stack))
    await sign(stack, LAN, made.document)
    assert (await newest(stack, made.document)).chain.waiting == {DUC.id, THUY.id}
    for one in (THUY, DUC, HUNG):
        await sign(stack, one, made.document)
    version = await newest(stack, made.document)
    assert version.chain.complete
    assert version.data is not None
    assert version.data["chair"] == {"id": str(HUNG.id), "name": HUNG.name}


async def test_nobody_is_secretary_member_and_chair_at_once(stack: Stack) -> None:
    record = await opened(stack)
    for twice in ({"chair": str(DUC.id)}, {"members": [str(LAN.id), str(DUC.id)]}, {"chair": str(LAN.id)}):
        await refusal(ChainUnfillable, sheets.write(stack.by(LAN), record, consultation(stack, **twice)))
    assert await _sheets_of(stack, record) == []


async def test_whom_nobody_here_knows_signs_nothing(stack: Stack) -> None:
    record = await opened(stack)
    stranger = consultation(stack, chair="00000000-0000-5000-8000-000000000000")
    told = await refusal(Incomplete, sheets.write(stack.by(LAN), record, stranger))
    assert told == "Còn thiếu: chair: không phải người của cơ sở"
    await refusal(Malformed, sheets.write(stack.by(LAN), record, consultation(stack, chair="trưởng khoa")))
    twice = consultation(stack, members=[str(DUC.id), str(DUC.id)])
    assert "mỗi người chỉ một lần" in await refusal(Malformed, sheets.write(stack.by(LAN), record, twice))


async def test_a_refused_entry_goes_back_and_comes_again_with_its_reason(stack: Stack) -> None:
    record = await opened(stack)
    first = await sheets.write(stack.by(LAN), record, consultation(stack))
    await sign(stack, LAN, first.document)
    await signatures.refuse(stack.by(DUC), await reviewed(stack, DUC, first.document), "Thiếu ý kiến của tôi")
    told = await refusal(Malformed, sheets.write(stack.by(LAN), record, consultation(stack), first.document))
    assert told == "Dữ liệu chưa đúng: note: nêu lý do sửa"
    again = replace(consultation(stack, opinions="Bác sĩ Đức: theo dõi hạ đường huyết."), note="Thêm ý kiến")
    second = await sheets.write(stack.by(LAN), record, again, first.document)
    assert (second.document, second.version) == (first.document, 2)
    assert (await newest(stack, second.document)).chain.waiting == {LAN.id}


async def test_every_fault_is_told_at_once(stack: Stack) -> None:
    """The moment of the act is judged together with what the form asks for."""
    ahead = replace(treatment(stack, orders="", pulse="nhanh"), acted_at=stack.clock() + timedelta(hours=1))
    told = await refusal(Malformed, sheets.write(stack.by(LAN), await opened(stack), ahead))
    for fault in ("acted_at: thời điểm ở tương lai", "Chỉ định: hãy điền", "Mạch: phải là số nguyên, không âm"):
        assert fault in told


async def test_who_wrote_or_signed_what_somebody_else_replaces_is_told(stack: Stack) -> None:
    record = await opened(stack)
    first = await sheets.write(stack.by(LAN), record, treatment(stack))
    mended = replace(treatment(stack, HUNG), note="Ghi nhầm giường")
    await sheets.write(stack.by(HUNG), record, mended, first.document)
    link = f"/documents/{first.document}"
    assert [one.kind for one in await notices.unseen(stack.by(LAN)) if one.link == link] == ["replaced"]
    await sheets.write(stack.by(HUNG), record, mended, first.document)
    assert [one.kind for one in await notices.unseen(stack.by(HUNG)) if one.link == link] == [], "nobody is told of their own act"


async def test_nobody_writes_what_is_not_theirs(stack: Stack) -> None:
    record = await opened(stack)
    for one, new, whose in (
        (LAN, treatment(stack, PHUC), "Mỗi người lập phiếu bằng tên của chính mình"),
        (HUNG, replace(treatment(stack, HUNG), form="prescription"), "Việc này của: bác sĩ. Nếu anh/chị giữ"),
        (YEN, treatment(stack, YEN), "Việc này của: bác sĩ"),
        (LAN, replace(treatment(stack), form="closing"), "do hệ thống lập"),
        (LAN, replace(treatment(stack), form="imaging-result"), "trả kết quả từ phiếu chỉ định"),
    ):
        assert whose in await refusal(NotAllowed, sheets.write(stack.by(one), record, new))
    await refusal(OutOfReach, sheets.write(stack.by(PHUC), record, treatment(stack, PHUC)))
    await refusal(NotFound, sheets.write(stack.by(LAN), record, replace(treatment(stack), form="không-có")))
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await refusal(NotFound, sheets.write(stack.by(LAN), await opened(stack), replace(treatment(stack), note="Sửa"), made.document))


async def test_what_is_not_filled_or_not_yet_true_is_refused_whole(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(Malformed, sheets.write(stack.by(LAN), record, treatment(stack, progress="", pulse="nhanh", colour="hồng")))
    assert "Diễn biến bệnh: hãy điền" in told
    assert "Mạch: phải là số nguyên, không âm" in told
    assert "colour: biểu mẫu không có mục này" in told
    early = replace(treatment(stack), acted_at=stack.clock() + timedelta(hours=1))
    assert "thời điểm ở tương lai" in await refusal(Malformed, sheets.write(stack.by(LAN), record, early))
    assert await _sheets_of(stack, record) == []


async def test_an_unfinished_entry_holds_the_record_open(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await records.discharge(stack.by(LAN), record, BETTER)
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    await sign(stack, LAN, made.document)
    await records.close(stack.by(LAN), record)


async def test_each_position_is_offered_what_it_draws_up(stack: Stack) -> None:
    offered = {one.code for one in sheets.forms(stack.by(LAN))}
    assert {"treatment-sheet", "prescription", "discharge-paper"} <= offered
    assert {one.code for one in sheets.forms(stack.by(MAI))} == {"scanned-sheet"}, "an imaging result answers its order"
    assert {one.code for one in sheets.forms(stack.by(NAM))} == {"record-summary", "scanned-sheet"}
    assert {one.code for one in sheets.forms(stack.by(HIS))} >= offered | {"nursing-sheet"}
    assert "lab-result" not in offered, "results come through their order"


async def _sheets_of(stack: Stack, record: RecordId) -> list[DocumentId]:
    return [document.id for document, _ in (await records.read(stack.by(LAN), record)).documents]


async def test_a_year_nobody_lived_in_is_refused_at_once(stack: Stack) -> None:
    long_ago = datetime.fromisoformat("0001-01-01T00:00:00+14:00")
    told = await refusal(Malformed, sheets.write(stack.by(LAN), await opened(stack), replace(treatment(stack), acted_at=long_ago)))
    assert told.startswith("Dữ liệu chưa đúng: acted_at: trước ngày sinh của người bệnh")


async def test_an_act_before_the_patient_lived_or_came_is_refused_with_all_that_is_wrong(stack: Stack) -> None:
    record = await opened(stack)
    early = replace(treatment(stack, progress=""), acted_at=stack.clock() - timedelta(days=4))
    told = await refusal(Malformed, sheets.write(stack.by(LAN), record, early))
    assert "acted_at: sớm hơn lúc vào viện" in told
    assert "Diễn biến bệnh: hãy điền" in told
    unborn = replace(treatment(stack), acted_at=stack.clock().replace(year=1969))
    assert "trước ngày sinh của người bệnh (01/05/1970)" in await refusal(Malformed, sheets.write(stack.by(LAN), record, unborn))
    held = consultation(stack, held_at=clock_time(stack.clock() - timedelta(days=4)))
    assert "Thời điểm hội chẩn: sớm hơn lúc vào viện" in await refusal(Malformed, sheets.write(stack.by(LAN), record, held))
    assert await _sheets_of(stack, record) == []


async def test_who_was_here_before_the_record_was_opened_is_written_of_from_that_day(stack: Stack) -> None:
    """On the day a facility drops paper, patients lie in its beds."""
    came = stack.clock() - timedelta(days=21)
    record = await records.open(stack.by(LAN), patient(f"98-{stack.counter:04}", admitted_at=came))
    made = await sheets.write(stack.by(LAN), record, replace(treatment(stack), acted_at=came + timedelta(days=1)))
    assert made.version == 1
    assert (await records.read(stack.by(LAN), record)).page.record.opened_at == came
