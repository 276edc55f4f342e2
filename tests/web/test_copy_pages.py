"""Copies on the pages: no button before everybody signed, then a print to hand over, and to whom it went."""

from tests.care import delivered, sign
from tests.people import DUC, LAN, MAI, NAM, THUY
from tests.stack import Stack
from tests.web.desk import desk


async def test_an_unfinished_result_says_so_and_offers_no_copy(stack: Stack) -> None:
    record, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    async with desk(stack, LAN) as lan:
        await lan.open(f"/documents/{seen.document}/1")
        assert "Chưa duyệt, chỉ để tham khảo." in lan.page
        assert "Đã ký 1/3" in lan.page
        assert "Chỉ cấp bản sao cho người bệnh khi mọi người đã ký" in lan.page
        assert "Cấp bản giấy" not in lan.page
        for address in (f"/records/{record}", f"/orders/{order}"):
            await lan.open(address)
            assert "chưa duyệt, chỉ để tham khảo" in lan.page, address
            assert "(1/3)" in lan.page, address
        await lan.open(f"/documents/{seen.document}/1/pdf")
        assert "CHUA-DUYET-chi-de-tham-khao-" in lan.headers["content-disposition"]
        await lan.send(f"/documents/{seen.document}/copies", {"medium": "paper"})
        assert lan.status == 409
        assert DUC.name in lan.told()


async def test_a_copy_is_printed_handed_over_and_named_on_the_page(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        await lan.open(f"/documents/{seen.document}/1")
        assert "Chưa duyệt" not in lan.page
        await lan.send(f"/documents/{seen.document}/copies", {"medium": "paper"})
        copy = lan.address
        assert copy.startswith("/copies/"), lan.told()
        await lan.open(f"{copy}/print")
        assert lan.headers["content-type"] == "application/pdf"
        await lan.open(copy)
        at = lan.page.partition('name="at"')[2].partition('value="')[2].partition('"')[0]
        son = {"to": "representative", "name": "Nguyễn Văn Minh", "relation": "con", "proof": "", "at": at}
        await lan.send(f"{copy}/hand-over", son)
        assert lan.status == 422
        assert "Ghi giấy tờ chứng minh: loại, số" in lan.page
        assert 'value="Nguyễn Văn Minh"' in lan.page, "nothing typed is lost"
        await lan.send(f"{copy}/hand-over", son | {"proof": "CCCD 033095001234"})
        assert lan.address.startswith(f"/documents/{seen.document}"), lan.told()
        await nam.open(f"/documents/{seen.document}/1")
        assert "Nguyễn Văn Minh (con), CCCD 033095001234" in nam.page
        assert "đã trao" in nam.page
        assert "Trao bản sao" in nam.page, "on the timeline"
        await lan.open(copy)
        assert "Ghi nhận đã trao" not in lan.page
