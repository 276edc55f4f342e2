"""After a document is complete: comments beside it, an addendum, a new version, each on its page."""

from tests.foreign import pdf
from tests.people import HUNG, LAN, NAM
from tests.stack import Stack
from tests.web.desk import Desk, desk, minute
from tests.web.test_foreign_pages import sent
from tests.web.test_record_pages import opened


async def complete(lan: Desk, code: str) -> tuple[str, str]:
    """Addresses of a record and of its signed treatment sheet."""
    record = await opened(lan, code)
    await lan.open(f"{record}/sheets/new?form=treatment-sheet")
    at = lan.page.split('name="acted_at"')[1].split('value="')[1][:16]
    await lan.send(f"{record}/sheets", {"form": "treatment-sheet", "acted_at": at, "progress": "Tỉnh", "orders": "Theo dõi"})
    document = lan.address.split("/")[2]
    await lan.sign(document, 1)
    return record, f"/documents/{document}"


async def test_an_addendum_is_drawn_up_from_the_document_and_both_lead_to_each_other(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung:
        record, base = await complete(lan, "PL-01")
        await lan.open(base)
        assert f"{base}/addenda/new" in lan.page
        await lan.open(f"{base}/addenda/new")
        fields = {"version": "1", "acted_at": lan.page.split('name="acted_at"')[1].split('value="')[1][:16]}
        await lan.send(f"{base}/addenda", fields | {"text": ""})
        assert (lan.status, "Hãy điền" in lan.page) == (422, True)
        await lan.send(f"{base}/addenda", fields | {"text": "Dị ứng penicillin."})
        addendum = lan.address
        assert "Dị ứng penicillin." in lan.page
        assert f'href="{base}/1"' in lan.page
        await lan.open(base)
        assert addendum.rpartition("/")[0] in lan.page
        document = addendum.split("/")[2]
        await lan.sign(document, 1)
        await hung.open(f"/documents/{document}/1")
        refused = {"read": hung.hidden("read"), "code": "other", "reason": "Ghi rõ phản ứng"}
        await hung.send(f"/documents/{document}/1/refusal", refused)
        await lan.open(f"{record}/sheets/new?again={document}")
        assert lan.address == f"{base}/addenda/new"
        assert "Ghi rõ phản ứng" in lan.page
        assert "Dị ứng penicillin." in lan.page
        await lan.send(f"{base}/addenda", fields | {"text": "Dị ứng: nổi mề đay.", "again": document, "note": "Rõ hơn"})
        assert lan.address == f"/documents/{document}/2"


async def test_a_new_version_says_which_one_stands(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        record, base = await complete(lan, "BM-01")
        await lan.open(base)
        assert f"{record}/sheets/new?again={base.split('/')[2]}" in lan.page
        await nam.open(base)
        assert "sheets/new?again" not in nam.page
        again = {
            "form": "treatment-sheet",
            "again": base.split("/")[2],
            "again-why": "Ghi nhầm mạch",
            "progress": "Tỉnh",
            "orders": "Theo dõi",
        }
        await lan.send(f"{record}/sheets", again | {"acted_at": minute(stack)})
        assert "Bản 1 đang có hiệu lực đến khi bản này đủ chữ ký" in lan.page, lan.told()
        await lan.open(f"{base}/1")
        assert "Bản này đang có hiệu lực: bản 2 chưa đủ chữ ký" in lan.page
        await lan.open(record)
        assert f'href="{base}/1"' in lan.page
        await lan.sign(base.split("/")[2], 2)
        await lan.open(f"{base}/1")
        assert "đã có bản 2 thay thế" in lan.page
        assert "đã thay thế" in lan.page


async def test_the_next_version_of_a_pdf_is_sent_as_a_pdf_too(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "BM-02")
        await sent(lan, record, pdf())
        await lan.open(f"{record}/sheets/new?again={lan.address.split('/')[2]}")
        assert 'name="pdf"' in lan.page


async def test_comments_stand_beside_the_document_and_are_taken_back_with_a_trace(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung, desk(stack, NAM) as nam:
        _, base = await complete(lan, "BL-01")
        await hung.open(base)
        await hung.send(f"{base}/comments", {"version": "1", "words": ""})
        assert (hung.status, "Bình luận dài 1–4000 ký tự" in hung.page) == (422, True)
        await hung.send(f"{base}/comments", {"version": "1", "words": "Xem lại <liều>."})
        assert "Xem lại &lt;liều&gt;." in hung.page
        assert "Trưởng khoa · Khoa Nội tổng hợp" in hung.page
        await lan.open("/")
        assert "Bình luận mới về văn bản" in lan.page
        await lan.open(base)
        assert "Xem lại &lt;liều&gt;." in lan.page
        assert "/withdrawal" not in lan.page.split('id="comments"')[1].split("</section>")[0]
        await nam.open(base)
        assert 'action="/documents' not in nam.page.split('id="comments"')[1].split("</section>")[0], "who does not take part only reads"
        await hung.open(base)
        where = hung.page.split('id="comments"')[1].split('action="')[1].split('"')[0]
        await hung.send(where, {})
        assert "Đã rút lại" in hung.page
        assert "Xem lại &lt;liều&gt;." not in hung.page
