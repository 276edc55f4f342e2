"""Consents: four ways to record an opinion, refusal and withdrawal, and what is refused."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from re import search
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from PIL import Image, ImageDraw

from domain.errors import CodeRefused, Incomplete, Malformed, NotFound
from domain.names import CodeId, DocumentId, RecordId
from domain.sheets import NewSheet
from services import codes, enclosures, records, sheets, signatures
from services.codes import Sent
from store.queries.signatures import Version
from tests.care import opened, refusal, sign
from tests.people import DUC, HIS, HUNG, LAN, MAI, SON, Someone
from tests.stack import Stack

PHONE = "0912 345 678"
SAYS: dict[str, Any] = {
    "procedure": "Sinh thiết tuyến giáp dưới hướng dẫn siêu âm",
    "explainer": str(LAN.id),
    "diagnosis": "Nhân tuyến giáp thuỳ phải TIRADS 4",
    "risks": "Chảy máu, tụ máu tại chỗ, nhiễm trùng.",
    "alternatives": "Theo dõi bằng siêu âm; có thể bỏ sót tổn thương ác tính.",
    "way": "drawn_otp",
    "giver": "patient",
    "outcome": "agreed",
}
DAUGHTER: dict[str, Any] = {
    "giver": "representative",
    "representative": "Nguyễn Thị Hồng Ngọc",
    "relation": "con gái",
    "identity": "CCCD 033195001234, Cục CSQLHC",
}


def drawn(blank: bool = False) -> str:
    """A drawing as a canvas sends it."""
    picture, made = Image.new("RGBA", (600, 220), (0, 0, 0, 0)), BytesIO()
    if not blank:
        ImageDraw.Draw(picture).line([(40, 160), (140, 40), (220, 170), (330, 60), (520, 140)], fill=(20, 20, 90, 255), width=6)
    picture.save(made, "PNG")
    return "data:image/png;base64," + b64encode(made.getvalue()).decode()


def scanned() -> str:
    made = BytesIO()
    Image.new("L", (1240, 1754), 250).save(made, "PDF")
    return b64encode(made.getvalue()).decode()


def consent(stack: Stack, author: Someone = LAN, **data: Any) -> NewSheet:
    said = {name: value for name, value in (SAYS | data).items() if value}
    return NewSheet("consent", author.id, stack.clock() - timedelta(minutes=2), said)


WAYS: dict[str, dict[str, Any]] = {
    "witnessed": {"way": "witnessed", "mark": "fingerprint", "drawing": drawn(), "witnesses": [str(MAI.id), str(HUNG.id)]},
    "paper": {"way": "paper", "scan": scanned(), "original": "Kho hồ sơ giấy, hộp 12, tờ 3"},
    "nobody_able": {
        "way": "nobody_able",
        "giver": "",
        "unable": "Người bệnh hôn mê, không có thân nhân; tính mạng bị đe doạ.",
        "leader": str(SON.id),
        "duty": "Lịch trực lãnh đạo số 11/LT-BV ngày 20/11/2026",
    },
}


def messages(stack: Stack) -> list[str]:
    return stack.settings.messages.read_text(encoding="utf-8").splitlines()


async def sent(stack: Stack, record: RecordId, new: NewSheet, phone: str = PHONE, request: str = "") -> tuple[Sent, str]:
    """A code that was sent, and what the message says it is."""
    context = stack.by(LAN, request)
    made = await codes.send(context, sheets.form(context, "consent"), record, new.data, phone)
    found = search(r"mã (\d{6}) ", messages(stack)[-1])
    assert found
    return made, found[1]


async def confirmed(stack: Stack, record: RecordId, new: NewSheet) -> NewSheet:
    """The same, with the code typed in."""
    code, typed = await sent(stack, record, new)
    await codes.check(stack.by(LAN), code.id, typed, PHONE)
    return replace(new, data=new.data | {"confirmation": str(code.id)})


async def newest(stack: Stack, document: DocumentId, one: Someone = LAN) -> Version:
    return (await signatures.read(stack.by(one), document)).newest


async def test_a_patient_draws_and_types_the_code_then_the_doctor_signs(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, await confirmed(stack, record, consent(stack, drawing=drawn())))
    await sign(stack, LAN, made.document)
    version = await newest(stack, made.document)
    assert version.chain.complete
    assert [step.title for step in version.chain.steps] == ["Bác sĩ giải thích"]
    assert version.data is not None
    kept = version.data["confirmation"]
    assert (kept["phone"], set(kept)) == ("09•••••678", {"id", "phone", "sent_at", "passed_at"})
    (act,) = version.data["acts"]
    assert (act["who"], act["as"], act["way"]) == ("Nguyễn Thị Thuỳ Hạnh", "người bệnh", "chữ ký vẽ kèm mã OTP")
    content, media = await enclosures.read(stack.by(LAN), made.document, 1, "drawing")
    assert (media, content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    with pikepdf.open(BytesIO(await signatures.pdf(stack.by(LAN), made.document, 1))) as pdf:
        assert PHONE.replace(" ", "").encode() not in pdf.attachments["hsba.json"].get_file().read_bytes()


async def test_a_code_told_as_the_sheet_keeps_it_is_the_same_code(stack: Stack) -> None:
    """A HIS sends back what it read: nothing but the id counts."""
    record = await opened(stack)
    said = await confirmed(stack, record, consent(stack, drawing=drawn()))
    invented = {"id": said.data["confirmation"], "phone": "0900000000", "passed_at": "01/01/2020"}
    made = await sheets.write(stack.by(LAN), record, replace(said, data=said.data | {"confirmation": invented}))
    data = (await newest(stack, made.document)).data
    assert data is not None
    assert data["confirmation"]["phone"] == "09•••••678"
    again = replace(said, data=said.data | {"confirmation": invented})
    await refusal(CodeRefused, sheets.write(stack.by(LAN), record, again))


async def test_two_witnesses_sign_before_the_doctor_in_any_order(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consent(stack, **WAYS["witnessed"], **DAUGHTER))
    assert (await newest(stack, made.document)).chain.waiting == {MAI.id, HUNG.id}
    for one in (HUNG, MAI, LAN):
        await sign(stack, one, made.document)
    version = await newest(stack, made.document)
    assert version.chain.complete
    assert version.data is not None
    (act,) = version.data["acts"]
    assert (act["as"], act["way"]) == ("con gái, đại diện của người bệnh", "điểm chỉ trước hai người làm chứng")
    assert version.data["identity"].startswith("CCCD")


async def test_a_signed_paper_is_scanned_and_confirmed_by_who_compared_it(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consent(stack, **WAYS["paper"], explainer=str(HUNG.id)))
    for one in (LAN, HUNG):
        await sign(stack, one, made.document)
    version = await newest(stack, made.document)
    assert version.chain.steps[0].reason == "Bản quét đúng với bản giấy"
    assert version.data is not None
    with pikepdf.open(BytesIO(await signatures.pdf(stack.by(LAN), made.document, 1))) as pdf:
        assert sorted(pdf.attachments) == ["hsba.json", "scan.pdf"]
        scan = pdf.attachments["scan.pdf"].get_file().read_bytes()
    assert scan == (await enclosures.read(stack.by(LAN), made.document, 1, "scan"))[0]


async def test_where_nobody_is_able_the_leader_on_duty_decides(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consent(stack, **WAYS["nobody_able"]))
    await sign(stack, LAN, made.document)
    assert (await newest(stack, made.document)).chain.waiting == {SON.id}
    await sign(stack, SON, made.document)
    version = await newest(stack, made.document)
    assert version.chain.complete
    assert "Luật KCB Đ15" in version.chain.steps[-1].reason
    assert version.data is not None
    assert "acts" not in version.data, "nobody did anything in the patient's name"


async def test_a_refusal_is_recorded_and_consent_is_withdrawn_before_the_procedure(stack: Stack) -> None:
    record = await opened(stack)
    refused = await sheets.write(stack.by(LAN), record, consent(stack, way="spoken", outcome="refused", said="Tôi muốn chờ con về."))
    await sign(stack, LAN, refused.document)
    assert (await newest(stack, refused.document)).chain.complete
    agreed = await sheets.write(stack.by(LAN), record, consent(stack, **WAYS["witnessed"]))
    for one in (MAI, HUNG, LAN):
        await sign(stack, one, agreed.document)
    back = replace(consent(stack, way="spoken", outcome="withdrawn"), note="Người bệnh đổi ý trước khi làm")
    again = await sheets.write(stack.by(LAN), record, back, agreed.document)
    assert (again.document, again.version) == (agreed.document, 2)
    await sign(stack, LAN, again.document)
    view = await signatures.read(stack.by(LAN), agreed.document)
    assert [one.chain.complete for one in view.versions] == [True, True], "what was agreed stays on file"


async def test_a_code_counts_only_for_the_words_number_and_minutes_it_was_sent_for(stack: Stack) -> None:
    record = await opened(stack)
    new = consent(stack, drawing=drawn())
    code, typed = await sent(stack, record, new)
    wrong = f"{(int(typed) + 1) % 1_000_000:06}"
    told = await refusal(CodeRefused, codes.check(stack.by(LAN), code.id, wrong, PHONE))
    assert told == "Mã OTP không đúng; còn 4 lần thử. Dùng mã trong tin nhắn mới nhất."
    await refusal(CodeRefused, codes.check(stack.by(LAN), code.id, typed, "0912345679"))
    with_code = replace(new, data=new.data | {"confirmation": str(code.id)})
    assert "chưa được nhập" in await refusal(CodeRefused, sheets.write(stack.by(LAN), record, with_code))
    await codes.check(stack.by(LAN), code.id, f" {typed[:3]} {typed[3:]} ", "0912.345.678")
    other = replace(with_code, data=with_code.data | {"risks": "Không có nguy cơ."})
    assert "đã khác lúc gửi mã" in await refusal(CodeRefused, sheets.write(stack.by(LAN), record, other))
    await refusal(CodeRefused, sheets.write(stack.by(LAN), await opened(stack), with_code))
    made = await sheets.write(stack.by(LAN, "consent-once"), record, with_code)
    assert await sheets.write(stack.by(LAN, "consent-once"), record, with_code) == made
    assert "đã dùng" in await refusal(CodeRefused, sheets.write(stack.by(LAN), record, with_code))
    late, typed = await sent(stack, record, new)
    stack.clock.ahead += timedelta(minutes=5)
    assert "hết hạn" in await refusal(CodeRefused, codes.check(stack.by(LAN), late.id, typed, PHONE))


async def test_tries_and_messages_are_few_and_a_repeated_request_sends_nothing(stack: Stack) -> None:
    record = await opened(stack)
    new = consent(stack, drawing=drawn())
    code, typed = await sent(stack, record, new, request="code-1")
    lines = messages(stack)
    assert (await sent(stack, record, new, request="code-1"))[0].id == code.id
    assert messages(stack) == lines
    for _ in range(4):
        await refusal(CodeRefused, codes.check(stack.by(LAN), code.id, "000000" if typed != "000000" else "1", PHONE))
    last = await refusal(CodeRefused, codes.check(stack.by(LAN), code.id, "12", PHONE))
    assert last == "Nhập sai mã OTP quá số lần cho phép. Hãy gửi mã mới."
    assert await refusal(CodeRefused, codes.check(stack.by(LAN), code.id, typed, PHONE)) == last, "the right one comes too late"
    for _ in range(5):
        await sent(stack, record, new)
    assert "quá nhiều mã OTP" in await refusal(CodeRefused, sent(stack, record, new))
    assert "số điện thoại" in await refusal(Malformed, sent(stack, await opened(stack), new, "12"))
    await refusal(NotFound, codes.check(stack.by(LAN), CodeId(UUID(int=7)), "123456", PHONE))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (WAYS["witnessed"] | DAUGHTER | {"identity": ""}, "Giấy tờ của người đại diện: loại, số, ngày và nơi cấp: hãy điền"),
        (WAYS["witnessed"] | {"witnesses": [str(MAI.id), str(MAI.id)]}, "Người làm chứng: mỗi người chỉ một lần"),
        (WAYS["witnessed"] | {"witnesses": [str(MAI.id)]}, "Người làm chứng: phải chọn ít nhất 2 người"),
        (WAYS["witnessed"] | {"witnesses": [str(MAI.id), str(LAN.id)]}, "Người làm chứng: phải là người khác với Bác sĩ giải thích"),
        (WAYS["nobody_able"] | {"leader": str(LAN.id)}, "Lãnh đạo trực quyết định: phải là người khác với Bác sĩ giải thích"),
        (WAYS["nobody_able"] | {"outcome": "refused"}, "không ghi từ chối hay rút lại được"),
        ({"way": "spoken"}, "đồng ý thì không chỉ ghi lời nói"),
        (WAYS["paper"] | {"drawing": drawn()}, "lựa chọn ở trên không cần mục này"),
        (WAYS["witnessed"] | {"drawing": drawn(blank=True)}, "hình trống, chưa có nét nào"),
        (WAYS["witnessed"] | {"drawing": b64encode(b"<svg onload=alert(1)>").decode()}, "không đọc được hình"),
        (WAYS["paper"] | {"scan": "???"}, "phải là base64"),
        (WAYS["paper"] | {"scan": b64encode(b"%PDF-1.7 nothing").decode()}, "không đọc được PDF"),
    ],
)
async def test_what_no_consent_can_be(stack: Stack, data: dict[str, Any], told: str) -> None:
    record = await opened(stack)
    assert told in await refusal(Malformed, sheets.write(stack.by(LAN), record, consent(stack, **data)))
    assert (await records.read(stack.by(LAN), record)).documents == []


async def test_who_decides_holds_a_leading_position(stack: Stack) -> None:
    record = await opened(stack)
    for name, one in (("leader", DUC), ("explainer", MAI)):
        told = await refusal(Incomplete, sheets.write(stack.by(LAN), record, consent(stack, **WAYS["nobody_able"] | {name: str(one.id)})))
        assert told == f"Còn thiếu: {name}: không giữ chức danh cần có"


async def test_a_scan_that_does_something_is_refused(stack: Stack) -> None:
    record, made = await opened(stack), BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))
        pdf.save(made)
    acting = WAYS["paper"] | {"scan": b64encode(made.getvalue()).decode()}
    assert "tệp có mã lệnh JavaScript" in await refusal(Malformed, sheets.write(stack.by(LAN), record, consent(stack, **acting)))


async def test_a_his_captures_on_its_own_tablet(stack: Stack) -> None:
    record = await opened(stack)
    new = await confirmed(stack, record, consent(stack, drawing=drawn()))
    made = await sheets.write(stack.by(HIS, "his-consent-1"), record, new)
    assert await sheets.write(stack.by(HIS, "his-consent-1"), record, new) == made
    assert (await newest(stack, made.document)).chain.waiting == {LAN.id}
