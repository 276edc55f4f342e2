"""A cancellation on the page of an order: nothing is ticked beforehand, and it is asked once more, by name."""

from tests.people import LAB, LAN, MAI
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_record_pages import opened
from tests.web.test_result_pages import two_services


async def test_a_cancellation_names_its_lines_and_is_asked_once_more(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        order = await two_services(lan, "WEB-0201")
        await lan.open(order)
        assert "checked" not in lan.page
        await lan.send(f"{order}/cancellations", {"reason": "Nhầm"})
        assert lan.status == 422
        assert "Chọn ít nhất một dịch vụ" in lan.page
        await lan.send(f"{order}/cancellations", {"line": "2", "reason": ""})
        assert lan.status == 422
        assert 'value="2" checked' in lan.page
        assert 'value="1" checked' not in lan.page

        await lan.send(f"{order}/cancellations", {"line": "2", "reason": "Nhầm người bệnh"})
        assert "Hủy 1 dịch vụ này?" in lan.page
        assert "HBsAg test nhanh" in lan.page
        assert "Kali máu" not in lan.page.split("<form")[-2]
        request = lan.hidden("request")
        await lan.open(order)
        assert "đã hủy" not in lan.page, "nothing is cancelled before it is confirmed"
        await lan.send(f"{order}/cancellations", {"line": "2", "reason": "Nhầm người bệnh", "confirmed": "yes"}, request)
        assert lan.address == order
        assert lan.page.count("đã hủy") == 1


async def test_the_last_line_takes_the_sheet_out_of_the_inbox(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        order = await two_services(lan, "WEB-0202")
        fields = {"line": ["1", "2"], "reason": "Người bệnh xin về"}
        await lan.send(f"{order}/cancellations", fields)
        assert "phiếu chỉ định chưa ký sẽ được rút khỏi hộp việc" in lan.page
        await lan.send(f"{order}/cancellations", fields | {"confirmed": "yes"})
        assert lan.page.count("đã hủy") == 2
        await lan.open("/?q=WEB-0202")
        assert "Không có văn bản nào khớp" in lan.page


async def test_who_may_not_cancel_is_not_asked_once_more(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0203")
        await mai.open(order)
        assert "checked" not in mai.page
        await mai.send(f"{order}/cancellations", {"line": "1", "reason": "Thôi"})
        assert mai.status == 403
        await mai.send(f"{order}/erasures", {"line": "1", "reason": "Thôi"})
        assert mai.status == 404


async def test_of_an_imaging_line_nobody_takes_a_sample(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        record = await opened(lan, "WEB-0240")
        fields = {"service-1": "X-quang ngực", "department-1": LAB, "kind-1": "imaging", "diagnosis": "Theo dõi viêm phổi"}
        await lan.send(f"{record}/orders", fields)
        await mai.open(lan.address)
        assert ("X-quang ngực" in mai.page, "Đã lấy mẫu" in mai.page, "Từ chối mẫu" in mai.page) == (True, False, False)
        await mai.open(await two_services(lan, "WEB-0241"))
        assert "Đã lấy mẫu" in mai.page
