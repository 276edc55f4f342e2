"""The patient's copy: only of what everybody signed, made without touching the signed file, handed over to somebody who is named."""

import io
from dataclasses import replace
from datetime import timedelta

import pypdf

from domain.copies import HandOver, Medium, Receiver
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, VersionEnded, WrongState
from domain.names import DocumentId
from services import copies, records, signatures
from services.copies import CopyView
from tests.care import archived, completed, delivered, refusal, reviewed, sign
from tests.people import DUC, LAN, LIS, MAI, NAM, PHUC, WARD, YEN
from tests.stack import Stack


def to_patient(stack: Stack) -> HandOver:
    return HandOver(Receiver.PATIENT, stack.clock())


async def issued(stack: Stack, medium: Medium = Medium.PAPER) -> tuple[DocumentId, CopyView]:
    _, _, document = await completed(stack)
    return document, await copies.issue(stack.by(LAN), document, medium)


async def test_before_the_last_signature_nobody_gets_a_copy_and_is_told_who_is_awaited(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    told = await refusal(Incomplete, copies.issue(stack.by(LAN), seen.document, Medium.PAPER))
    waits = [name for _, name in (await signatures.read(stack.by(DUC), seen.document)).waits_for]
    assert DUC.name in waits
    assert told == f"Còn thiếu: chữ ký: Người duyệt kết quả ({' hoặc '.join(waits)})"
    await signatures.refuse(stack.by(DUC), await reviewed(stack, DUC, seen.document), "Mẫu tán huyết")
    await refusal(VersionEnded, copies.issue(stack.by(LAN), seen.document, Medium.ELECTRONIC))
    assert await copies.of_document(stack.by(LAN), seen.document) == []


async def test_a_paper_copy_says_what_it_is_and_the_signed_file_stays_as_it_was(stack: Stack) -> None:
    document, made = await issued(stack)
    signed = await copies.content(stack.by(LAN), made.copy.id, printed=False)
    assert signed == await stack.desk.shelf.get(f"record/{made.copy.record}", made.copy.sha256)
    printed = await copies.content(stack.by(LAN), made.copy.id, printed=True)
    text = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    code = (await signatures.read(stack.by(LAN), document)).document.code
    for said in ("BẢN GIẤY CHUYỂN ĐỔI TỪ VĂN BẢN ĐIỆN TỬ", "137/2024", "Trang 1/1", code, "/look-up/", LAN.name, "Khoa Nội tổng hợp"):
        assert said in text
    assert text.count("Đã ký số") == 3, "what people see of the signatures is drawn into the print"
    assert b"/ByteRange" not in printed, "the print claims no signature"
    assert b"/ByteRange" in signed


async def test_an_electronic_copy_is_the_signed_file_alone(stack: Stack) -> None:
    _, made = await issued(stack, Medium.ELECTRONIC)
    assert (await copies.content(stack.by(MAI), made.copy.id, printed=False)).startswith(b"%PDF-")
    await refusal(NotFound, copies.content(stack.by(MAI), made.copy.id, printed=True))


async def test_its_hand_over_names_who_took_it_and_a_second_one_is_another_copy(stack: Stack) -> None:
    document, made = await issued(stack)
    son = HandOver(Receiver.REPRESENTATIVE, stack.clock(), "Nguyễn Văn Minh", "con", "CCCD 033095001234")
    for lacking in ({"name": " "}, {"relation": ""}, {"proof": ""}, {"at": stack.clock() + timedelta(hours=1)}):
        await refusal(Malformed, copies.hand_over(stack.by(MAI), made.copy.id, replace(son, **lacking)))
    kept = await copies.hand_over(stack.by(MAI, "đã-trao"), made.copy.id, son)
    assert kept == await copies.hand_over(stack.by(MAI, "đã-trao"), made.copy.id, son), "a second click is the same act"
    assert (kept.copy.handed, kept.names[MAI.id]) == (son, MAI.name)
    told = await refusal(WrongState, copies.hand_over(stack.by(MAI), made.copy.id, to_patient(stack)))
    assert told == "Bản sao này đã trao rồi. Trao thêm một bản thì cấp bản sao mới."
    acts = [line.act for line in (await signatures.read(stack.by(LAN), document)).timeline if line.act.startswith("copy.")]
    assert acts == ["copy.issue", "copy.hand_over"]


async def test_the_same_request_is_the_same_copy(stack: Stack) -> None:
    _, _, document = await completed(stack)
    first = await copies.issue(stack.by(LAN, "sao-1"), document, Medium.PAPER)
    assert await copies.issue(stack.by(LAN, "sao-1"), document, Medium.PAPER) == first
    await refusal(RequestReused, copies.issue(stack.by(LAN, "sao-1"), document, Medium.ELECTRONIC))
    assert [one.copy for one in await copies.of_document(stack.by(LAN), document)] == [first.copy]


async def test_reading_gives_no_right_to_copy(stack: Stack) -> None:
    record, _, document = await completed(stack)
    await refusal(NotAllowed, copies.issue(stack.by(YEN), document, Medium.PAPER))
    await refusal(OutOfReach, copies.issue(stack.by(PHUC), document, Medium.PAPER))
    await records.invite(stack.by(LAN), record, PHUC.department or WARD, "Hội chẩn")
    made = await copies.issue(stack.by(PHUC), document, Medium.PAPER)
    await refusal(NotAllowed, copies.content(stack.by(YEN), made.copy.id, printed=True))
    assert await copies.issue(stack.by(LIS), document, Medium.ELECTRONIC), "a portal of the patients asks as a machine"


async def test_once_archived_only_the_records_office_copies(stack: Stack) -> None:
    _, document = await archived(stack)
    await refusal(WrongState, copies.issue(stack.by(LAN), document, Medium.PAPER))
    made = await copies.issue(stack.by(NAM), document, Medium.PAPER)
    facility = HandOver(Receiver.FACILITY, stack.clock(), "Bệnh viện Bạch Mai", proof="CV 12/BVBM ngày 27/11/2026")
    await copies.hand_over(stack.by(NAM), made.copy.id, facility)
    assert (await copies.of_document(stack.by(NAM), document))[0].copy.handed == facility
