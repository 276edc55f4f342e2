"""Who reaches a consent and what it keeps, and what a verification says of it."""

from app import wiring
from app.cli.judgement import Judgement, as_text
from domain.errors import NotFound, OutOfReach
from services import codes, enclosures, sheets, signatures
from signing.verification import verify
from tests.care import opened, refusal, sign
from tests.people import HUNG, LAN, MAI, PHUC
from tests.services.test_consents import DAUGHTER, PHONE, WAYS, confirmed, consent, drawn, sent
from tests.stack import Stack


async def test_nobody_out_of_reach_sends_codes_or_sees_drawings(stack: Stack) -> None:
    record = await opened(stack)
    new = consent(stack, drawing=drawn())
    await refusal(OutOfReach, codes.send(stack.by(PHUC), sheets.form(stack.by(PHUC), "consent"), record, new.data, PHONE))
    code, typed = await sent(stack, record, new)
    await refusal(OutOfReach, codes.check(stack.by(PHUC), code.id, typed, PHONE))
    made = await sheets.write(stack.by(LAN), record, await confirmed(stack, record, new))
    await refusal(OutOfReach, enclosures.read(stack.by(PHUC), made.document, 1, "drawing"))
    await refusal(NotFound, enclosures.read(stack.by(LAN), made.document, 1, "scan"))


async def test_a_verification_names_the_way_and_calls_it_no_digital_signature(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consent(stack, **WAYS["witnessed"], **DAUGHTER))
    for one in (MAI, HUNG, LAN):
        await sign(stack, one, made.document)
    pdf = await signatures.pdf(stack.by(LAN), made.document, 1)
    verdict = await verify(pdf, wiring.trust(stack.settings))
    assert verdict.valid, verdict.findings
    assert [one.title for one in verdict.signatures] == ["Người làm chứng", "Người làm chứng", "Bác sĩ giải thích"]
    told = as_text(Judgement(verdict, "none", None))
    assert "Nguyễn Thị Hồng Ngọc (con gái, đại diện của người bệnh): ĐỒNG Ý thực hiện" in told
    assert "điểm chỉ trước hai người làm chứng" in told
    assert "không phải chữ ký số · no digital signature" in told
    assert "Ngọc" not in "".join(one.name for one in verdict.signatures)
