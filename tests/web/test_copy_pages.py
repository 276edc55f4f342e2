"""Copies on the pages: no button before everybody signed, then a print to hand over, and to whom it went."""

from services import results
from tests.care import completed, delivered, glucose, sign
from tests.people import DUC, LAN, LIS, MAI, NAM, THUY
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


async def test_a_corrected_result_is_shown_old_and_new_and_whoever_read_it_confirms(stack: Stack) -> None:
    _, order, document = await completed(stack)
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        await lan.open(f"/documents/{document}/1")
        await lan.send(f"/documents/{document}/copies", {"medium": "electronic"})
        copy = lan.address
        await lan.open(copy)
        at = lan.page.partition('name="at"')[2].partition('value="')[2].partition('"')[0]
        await lan.send(f"{copy}/hand-over", {"to": "patient", "at": at})
        await results.deliver(stack.by(LIS), order, glucose(stack, "6,9", note="Nhầm mẫu"))
        await lan.open("/")
        assert "Bản sao anh/chị đã trao cho người bệnh đã cũ" in lan.page
        assert "thu hồi, trao bản mới" in lan.page
        await lan.open(f"/documents/{document}")
        for said in (
            "Glucose máu: Giá trị: 7,9 → 6,9",
            "<del>7,9</del>",
            "Lý do: “Nhầm mẫu”",
            "Tôi đã biết bản thay thế",
            "bản đã cũ, cần thu hồi",
        ):
            assert said in lan.page, said
        await lan.open(f"/documents/{document}/1")
        assert "Đây là bản 1, đã có bản 2 thay thế." in lan.page
        assert "Glucose máu: Giá trị: 7,9 → 6,9" in lan.page, "on both"
        await lan.send(f"/documents/{document}/2/replacement", {})
        assert "Tôi đã biết bản thay thế" not in lan.page, lan.told()
        await mai.open(f"/documents/{document}/2")
        assert "Đã báo có bản thay thế" in mai.page
        assert "đã trao bản sao cho người bệnh" in mai.page
        await lan.send(f"{copy}/settlement", {"how": "told", "note": ""})
        assert lan.status == 422
        await lan.send(f"{copy}/settlement", {"how": "recalled", "note": ""})
        assert "bản cũ đã xử lý" in lan.page, lan.told()
