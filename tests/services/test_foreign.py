"""A ready PDF as a sheet of a record: its bytes are what is read and signed, to the end."""

import json
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest

from app.cli.archived import compared
from domain.errors import Malformed, NotFound, RequestReused
from domain.names import DocumentId, RecordId
from domain.sheets import NewSheet
from services import archive, records, sheets, signatures
from services.messages import said
from services.signatures import Reviewed
from signing.verification import verify
from store.queries.signatures import Version
from tests.care import closed, opened, refusal, reviewed, sign, until
from tests.foreign import CLAIMING, TURNED_AWAY, pdf
from tests.people import DUC, HIS, HUNG, LAN, NAM, PIN, THUY
from tests.services.test_sheets import consultation, treatment
from tests.stack import Stack
from tests.strangers import signed_elsewhere


def entry(stack: Stack, **data: object) -> NewSheet:
    """What a HIS says beside the PDF."""
    return replace(treatment(stack), data=data)


async def kept(stack: Stack, document: DocumentId) -> Version:
    """The newest version once it is preserved."""

    async def look() -> Version:
        return (await signatures.read(stack.by(LAN), document)).newest

    return await until(look, lambda version: version.preserved_at is not None)


async def test_a_his_sends_a_pdf_and_every_byte_of_it_is_still_there_when_all_have_signed(stack: Stack) -> None:
    record, file = await opened(stack), pdf("To dieu tri", "trang 2")
    made = await sheets.write(stack.by(HIS, "his-pdf-1"), record, entry(stack), pdf=file)
    seen = await reviewed(stack, LAN, made.document)
    assert seen.content == sha256(file).hexdigest()
    await sign(stack, LAN, made.document)
    version = await kept(stack, made.document)
    whole = await signatures.pdf(stack.by(LAN), made.document, 1)
    assert (whole[: len(file)], len(whole) > len(file)) == (file, True)
    verdict = await verify(whole, stack.preserver.revocation.trust)
    assert (verdict.valid, verdict.level, [one.name for one in verdict.signatures]) == (True, "B-LTA", [LAN.name])
    assert verdict.signatures[0].reason == "Bác sĩ điều trị – Ghi diễn biến và y lệnh", "nothing on the page tells the stage"
    assert version.data is not None
    assert (version.pdf and version.pdf.pages, version.data["author"]) == (2, LAN.name)
    assert version.data["acted_at"] != version.data["entered_at"]


async def test_it_counts_once_and_other_bytes_under_the_same_request_are_refused(stack: Stack) -> None:
    record, said = await opened(stack), entry(stack)
    made = await sheets.write(stack.by(HIS, "his-pdf-2"), record, said, pdf=pdf("a"))
    assert await sheets.write(stack.by(HIS, "his-pdf-2"), record, said, pdf=pdf("a")) == made
    await refusal(RequestReused, sheets.write(stack.by(HIS, "his-pdf-2"), record, said, pdf=pdf("b")))


async def test_people_and_choices_are_asked_for_and_what_is_said_beside_it_must_be_right(stack: Stack) -> None:
    record, minutes = await opened(stack), consultation(stack)
    decide = {"kind": "department", "chair": str(HUNG.id), "members": [str(DUC.id), str(THUY.id)]}
    told = await refusal(Malformed, sheets.write(stack.by(LAN), record, replace(minutes, data={}), pdf=pdf()))
    assert "Chủ tọa" in told
    assert "Kết luận" not in told
    told = await refusal(Malformed, sheets.write(stack.by(LAN), record, entry(stack, pulse="nhanh"), pdf=pdf()))
    assert "Mạch: phải là số nguyên" in told
    made = await sheets.write(stack.by(LAN), record, replace(minutes, data=decide), pdf=pdf())
    for one in (LAN, THUY, DUC, HUNG):
        await sign(stack, one, made.document)
    assert len((await kept(stack, made.document)).chain.signatures) == 4


@pytest.mark.parametrize("words", TURNED_AWAY)
async def test_a_file_that_cannot_be_taken_leaves_nothing(stack: Stack, words: str) -> None:
    if words == "tách thành nhiều phiếu":
        return
    record = await opened(stack)
    before = len(list(stack.desk.shelf.every()))
    told = await refusal(Malformed, sheets.write(stack.by(HIS), record, entry(stack), pdf=TURNED_AWAY[words]))
    assert words.strip() in told
    assert len(list(stack.desk.shelf.every())) == before
    assert (await records.read(stack.by(LAN), record)).documents == []


async def test_a_form_that_must_be_filled_takes_none(stack: Stack) -> None:
    record = await opened(stack)
    with pytest.raises(Malformed) as no:
        await sheets.write(stack.by(LAN), record, replace(entry(stack), form="prescription"), pdf=pdf())
    vi, en = said(no.value)
    assert "“Đơn thuốc” phải điền thành mục, không nhận tệp PDF" in vi
    assert "“Prescription” is filled in field by field" in en


async def test_a_refused_pdf_comes_again_as_another_and_both_stay(stack: Stack) -> None:
    record = await opened(stack)
    said = replace(consultation(stack), data={"kind": "department", "chair": str(HUNG.id), "members": [str(DUC.id), str(THUY.id)]})
    first = await sheets.write(stack.by(LAN), record, said, pdf=pdf("ban 1"))
    await sign(stack, LAN, first.document)
    await signatures.refuse(stack.by(DUC), await reviewed(stack, DUC, first.document), "Thiếu trang kết luận")
    nobody_knows = DocumentId(uuid4())
    await refusal(NotFound, sheets.write(stack.by(LAN), record, replace(said, note="Thêm trang"), nobody_knows, pdf("ban 1", "ban 2")))
    second = await sheets.write(stack.by(LAN), record, replace(said, note="Thêm trang"), first.document, pdf("ban 1", "ban 2"))
    assert (second.document, second.version) == (first.document, 2)
    view = await signatures.read(stack.by(LAN), first.document)
    assert [one.state for one in view.versions] == ["refused", "waiting"]
    assert (await signatures.pdf(stack.by(LAN), first.document, 1)).startswith(pdf("ban 1"))
    assert await signatures.pdf(stack.by(LAN), first.document, 2) == pdf("ban 1", "ban 2")


async def test_whoever_signed_elsewhere_is_named_and_what_the_file_claims_stays_its_claim(stack: Stack) -> None:
    record, file = await opened(stack), signed_elsewhere(CLAIMING)
    made = await sheets.write(stack.by(HIS), record, entry(stack), pdf=file)
    await sign(stack, LAN, made.document)
    version = await kept(stack, made.document)
    assert version.pdf is not None
    assert [one.name for one in version.pdf.signatures] == ["Đinh Công Trứ"]
    assert version.pdf.claims == "PDF/A-2b"
    assert (await signatures.pdf(stack.by(LAN), made.document, 1)).startswith(file)


async def test_the_same_file_can_be_sent_again_after_it_was_signed_here(stack: Stack) -> None:
    """Somebody takes the half-signed file out of hsba and sends it as the next version: no field has the name of another."""
    record = await opened(stack)
    said = replace(consultation(stack), data={"kind": "department", "chair": str(HUNG.id), "members": [str(DUC.id), str(THUY.id)]})
    first = await sheets.write(stack.by(LAN), record, said, pdf=pdf())
    await sign(stack, LAN, first.document)
    half = await signatures.pdf(stack.by(LAN), first.document, 1)
    await sheets.write(stack.by(LAN), record, replace(said, note="Gửi nhầm"), first.document, half)
    for one in (LAN, THUY, DUC, HUNG):
        await sign(stack, one, first.document)
    assert (await kept(stack, first.document)).state == "preserved"


async def test_several_are_signed_with_one_pin(stack: Stack) -> None:
    record: RecordId = await opened(stack)
    made = [await sheets.write(stack.by(HIS), record, entry(stack), pdf=pdf(f"phieu {n}")) for n in range(3)]
    seen: list[Reviewed] = [await reviewed(stack, LAN, one.document) for one in made]
    outcomes = await signatures.sign(stack.by(LAN), seen, PIN)
    assert all(one.signature for one in outcomes)


async def test_the_archive_keeps_it_and_claims_no_format_for_it(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(HIS), record, entry(stack), pdf=pdf("luu tru"))
    await sign(stack, LAN, made.document)
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None)
    files = await archive.export(stack.by(NAM), record)
    manifest = json.loads(files["manifest.json"])
    told = {line["form"]: line["pdf_a"] for line in manifest["documents"]}
    assert told == {"treatment-sheet": "none", "closing": "PDF/A-3a"}
    line = next(one for one in manifest["documents"] if one["form"] == "treatment-sheet")
    whole = files[line["path"].removesuffix(".age")]
    assert whole.startswith(pdf("luu tru"))
    assert compared(whole, files["manifest.json"], "B-LTA").same
    assert compared(whole[:-9], files["manifest.json"], "B-T").code == "stamp_removed", "known by the bytes it begins with"
    assert json.loads(files["record.json"])["ready_pdfs"][line["path"]]["pages"] == 1
