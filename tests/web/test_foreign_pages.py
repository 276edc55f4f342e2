"""A ready PDF on the pages: sent instead of filled, seen, signed, its signers printed beside it; and the code that finds it."""

from hashlib import sha256

from tests.foreign import TURNED_AWAY, pdf
from tests.people import HUNG, LAN, PHUC
from tests.stack import Stack
from tests.strangers import signed_elsewhere
from tests.web.desk import Desk, desk, minute
from tests.web.test_record_pages import opened

PDF = "application/pdf"


async def sent(lan: Desk, record: str, file: bytes, **more: str) -> str:
    await lan.open(f"{record}/sheets/new?form=treatment-sheet&pdf=1")
    at = lan.page.split('name="acted_at"')[1].split('value="')[1][:16]
    fields = {"form": "treatment-sheet", "ready-pdf": "1", "acted_at": at, **more}
    return await lan.send(f"{record}/sheets", fields, files={"pdf": ("to-dieu-tri.pdf", file, PDF)})


async def test_a_doctor_sends_a_pdf_instead_of_filling_the_form_and_signs_it(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PDF-01")
        await lan.open(f"{record}/sheets/new?form=treatment-sheet")
        assert "Tải lên tệp PDF có sẵn" in lan.page
        await sent(lan, record, b"<html>", progress="Tỉnh")
        assert lan.status == 422
        assert "Tệp này không phải PDF" in lan.page
        assert "Tỉnh" in lan.page
        await sent(lan, record, TURNED_AWAY["JavaScript"])
        assert "JavaScript" in lan.page
        file = signed_elsewhere(pdf("trang 1", "trang 2"))
        await sent(lan, record, file)
        assert lan.address.startswith("/documents/"), lan.told()
        assert "2 trang, không phải PDF/A" in lan.page
        assert "Đinh Công Trứ · Phòng khám Thiện Tâm" in lan.page
        address, document = lan.address, lan.address.split("/")[2]
        await lan.sign(document, 1)
        await lan.open(f"{address}/signers")
        for told in (LAN.name, "Bác sĩ điều trị", "Bác sĩ · Khoa Nội tổng hợp", "chữ ký số", sha256(file).hexdigest(), "Đinh Công Trứ"):
            assert told in lan.page
        code = lan.page.split('<span class="figures">')[1].split("<")[0]
        await lan.open(f"/look-up/{code.lower()}")
        assert lan.address == f"/documents/{document}"
        await lan.open("/look-up/AAAAAAAAAAAA")
        assert lan.status == 404


async def test_a_missing_file_is_asked_for_and_the_form_can_be_filled_after_all(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PDF-02")
        await lan.open(f"{record}/sheets/new?form=treatment-sheet&pdf=1")
        assert "pdf=0" in lan.page
        await lan.send(f"{record}/sheets", {"form": "treatment-sheet", "ready-pdf": "1", "acted_at": minute(stack)})
        assert "Hãy chọn tệp PDF" in lan.page
        await lan.open(f"{record}/sheets/new?form=prescription&pdf=1")
        assert 'name="pdf"' not in lan.page, "a prescription is filled"


async def test_who_reaches_no_record_sees_no_signers(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, PHUC) as phuc, desk(stack, HUNG) as hung:
        await sent(lan, await opened(lan, "PDF-03"), pdf())
        await hung.open(f"{lan.address}/signers")
        assert hung.status == 200
        await phuc.open(f"{lan.address}/signers")
        assert phuc.status == 403
