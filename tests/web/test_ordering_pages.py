"""The form of an order: services by name and code, places that perform something, each fault at its cell."""

from unicodedata import normalize
from uuid import UUID

from domain.names import OrderId
from services import orders
from tests.outages import HOUR, down, treated, ward
from tests.people import LAB, LAN, OUTSIDE, PLANNING, WARD
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_outage_pages import typed, words
from tests.web.test_record_pages import opened
from web.i18n import COOKIE


async def test_a_service_has_a_name_and_a_code_of_its_own(stack: Stack) -> None:
    long = "Định lượng kháng nguyên ung thư biểu mô tế bào vảy trong huyết thanh"
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0204")
        fields = {
            "service-1": normalize("NFD", long),
            "department-1": LAB,
            "code-1": "23.0068",
            "service-2": "Kali máu",
            "department-2": LAB,
        }
        await lan.send(f"{record}/orders", fields | {"diagnosis": "Theo dõi u phổi"})
        assert lan.address.startswith("/orders/"), lan.told()
        found = await orders.read(stack.by(LAN), OrderId(UUID(lan.address.rsplit("/", 1)[1])))
        assert [(line.service, line.name) for line in found.lines] == [("23.0068", long), ("", "Kali máu")]


async def test_what_is_too_long_is_told_at_its_field_as_people_count(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0205")
        fields = {"service-1": "Kali máu", "department-1": LAB, "diagnosis": "Suy thận"}
        await lan.send(f"{record}/orders", fields | {"code-1": "ế" * 41})
        assert lan.status == 422
        assert "Mã dịch vụ 1 dài quá 40 ký tự" in lan.page
        assert 'aria-describedby="code-1-wrong"' in lan.page
        await lan.send(f"{record}/orders", fields | {"code-1": normalize("NFD", "ế" * 40)})
        assert lan.address.startswith("/orders/"), lan.told()
        await lan.send(f"{record}/orders", fields | {"service-2": "Ure", "code-3": "23.1"})
        assert "Chọn khoa thực hiện dịch vụ 2" in lan.page
        assert "Ghi tên dịch vụ 3" in lan.page


async def test_only_departments_that_perform_something_are_offered(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0206")
        await lan.open(f"{record}/orders/new")
        assert f'<option value="{LAB}"' in lan.page
        for other in (WARD, PLANNING, OUTSIDE):
            assert f'<option value="{other}"' not in lan.page


async def test_each_fault_of_an_order_leads_to_its_cell(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0211")
        await lan.send(f"{record}/orders", {"service-1": "Kali máu", "department-1": "", "kind-1": "", "code-2": "23.01", "diagnosis": "–"})
        assert lan.status == 422
        for field in ("department-1", "kind-1", "service-2"):
            assert f'<a href="#{field}-wrong">' in lan.page, field
            assert f'id="{field}-wrong"' in lan.page


async def test_who_reads_english_orders_in_english(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-0210")
        lan.client.cookies.set(COOKIE, "en")
        await lan.open(record)
        assert "Place order" in lan.page
        await lan.open(f"{record}/orders/new")
        assert (">Laboratory</option>" in lan.page, ">Xét nghiệm</option>" in lan.page) == (True, False)
        await lan.open("/substitutions")
        assert ("Laboratory result</option>" in lan.page, "Phiếu kết quả xét nghiệm</option>" in lan.page) == (True, False)


async def test_pages_take_the_time_on_paper_and_tell_the_mark(stack: Stack) -> None:
    here = await ward(stack, "chỉ-định-trang")
    record, _ = await treated(stack, here, "90-1051"), await down(stack, here)
    asked = {"service-1": "Kali máu", "kind-1": "laboratory", "department-1": LAB, "diagnosis": "Theo dõi"}
    async with desk(stack, here.doctor) as doctor:
        await doctor.open(f"/records/{record}/orders/new")
        assert 'name="ordered_at"' in doctor.page
        await doctor.send(f"/records/{record}/orders", asked | {"ordered_at": "hôm qua"})
        assert (doctor.status, "chọn ngày và giờ" in doctor.page) == (422, True)
        await doctor.send(f"/records/{record}/orders", asked | {"ordered_at": typed(stack.clock() + 5 * HOUR)})
        assert (doctor.status, "Thời điểm chỉ định: thời điểm ở tương lai" in doctor.told()) == (422, True), doctor.told()
        await doctor.send(f"/records/{record}/orders", asked | {"ordered_at": typed(stack.clock() - 2 * HOUR)})
        assert "nhập bù sau gián đoạn" in words(doctor.page), doctor.told()
        sheet = doctor.page.split('href="/documents/')[1].split('"')[0]
        await doctor.open(f"/documents/{sheet}")
        assert "Nhập bù sau gián đoạn từ" in words(doctor.page)
        await doctor.open(f"/records/{record}")
        assert "nhập bù sau gián đoạn" in words(doctor.page)
