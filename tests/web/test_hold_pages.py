"""A record is held, seen to be held wherever it is shown, extended and let go, on pages."""

import re
from datetime import date, timedelta
from html import unescape

from activities.orders import order_document
from domain.names import RecordId
from domain.records import RecordKind
from domain.roles import Role
from services import orders, records
from tests.care import newcomer, order_of, patient
from tests.people import LAN, MAI, NAM, SON, WARD
from tests.stack import Stack
from tests.web.desk import desk


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def case(stack: Stack, **other: str) -> dict[str, str]:
    later = (stack.by(NAM).today + timedelta(days=90)).isoformat()
    typed = {
        "scope": "record",
        "act": "place",
        "kind": "litigation",
        "case": "Vụ án hành chính 3/2026",
        "asked_by": "Tòa án nhân dân tỉnh",
        "paper": "9/CV-TA",
        "paper_day": "2026-01-09",
        "reason": "Giữ đến khi xét xử xong",
        "review_by": later,
    }
    return typed | other


async def opened(stack: Stack, number: str, **other: object) -> RecordId:
    return await records.open(stack.by(LAN), patient(number, **other))


async def test_a_hold_begins_on_the_records_page_and_is_seen_there(stack: Stack) -> None:
    record = await opened(stack, "72-0001")
    async with desk(stack, NAM) as nam, desk(stack, LAN) as lan:
        await nam.open(f"/records/{record}")
        assert "Không có lệnh giữ lại nào." in nam.page
        link = re.search(r'href="(/holds/new\?scope=record[^"]*)"', nam.page)
        assert link
        await nam.open(unescape(link[1]))
        assert 'value="BA-72-0001"' in nam.page

        await nam.send("/holds", case(stack, code="BA-72-0001", reason=" ", review_by=date(2020, 1, 1).isoformat()))
        assert (nam.status, "Ghi lý do" in nam.page, "Hạn xem xét lại: ngày xem xét lại phải sau hôm nay" in nam.told()) == (
            422,
            True,
            True,
        )
        assert "Vụ án hành chính 3/2026" in nam.page, "what was typed is kept"
        await nam.send("/holds", case(stack, code="BA-không-có"))
        assert (nam.status, "Không có hồ sơ số BA-không-có" in nam.page) == (409, True)
        await nam.send("/holds", case(stack, code="BA-72-0001"))
        assert nam.status == 200, nam.told()
        hold = nam.address

        for address in (f"/records/{record}", "/records?q=BA-72-0001"):
            await lan.open(address)
            assert "đang giữ lại" in words(lan.page)
            assert "/holds" not in lan.page, "who may not see holds sees that there is one, no more"
        await lan.open(hold)
        assert lan.status == 403
        await nam.open(f"/records/{record}")
        assert f'href="{hold}"' in nam.page
        assert "Đặt lệnh giữ lại" in words(nam.page), "in the record's timeline"


async def test_it_is_extended_and_let_go_with_reasons(stack: Stack) -> None:
    record = await opened(stack, "72-0005")
    async with desk(stack, NAM) as nam, desk(stack, SON) as son:
        await nam.send("/holds", case(stack, code="BA-72-0005", case="Vụ án hành chính 5/2026"))
        hold = nam.address
        assert "Giữ đến khi xét xử xong" in nam.page
        assert "lifting" not in nam.page, "the records office does not lift"
        later = (stack.by(NAM).today + timedelta(days=180)).isoformat()
        await nam.send(f"{hold}/extension", {"review_by": "2020-01-01", "reason": "Chưa xét xử"})
        assert (nam.status, "phải sau hôm nay" in nam.told()) == (422, True)
        await nam.send(f"{hold}/extension", {"review_by": later, "reason": "Chưa xét xử"})
        assert (nam.status, "“Chưa xét xử”" in nam.page) == (200, True)

        await son.open("/holds?q=hanh chinh 5/2026")
        assert "Hồ sơ BA-72-0005" in son.page
        await son.open(hold)
        await son.send(f"{hold}/lifting", {"why": "", "paper": ""})
        assert (son.status, 'id="why-wrong"' in son.page) == (422, True)
        await son.send(f"{hold}/lifting", {"why": "Bản án đã có hiệu lực", "paper": "12/BA-HC"})
        assert (son.status, "đã thôi giữ lại" in words(son.page), "12/BA-HC" in son.page) == (200, True, True)
        assert f"{SON.name} thôi giữ lúc" in words(son.page)
        await nam.open("/holds?show=lifted&q=hanh chinh 5/2026")
        assert re.search(rf"thôi giữ \d\d:\d\d.* · {SON.name}", words(nam.page))
        await nam.open(f"/records/{record}")
        assert "đang giữ lại" not in words(nam.page)


async def test_whoever_works_on_a_held_record_sees_it_everywhere(stack: Stack) -> None:
    record = await opened(stack, "72-0002")
    order = await orders.place(stack.by(LAN), record, order_of())
    async with desk(stack, NAM) as nam, desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        await lan.open("/?q=72-0002")
        assert ("BA-72-0002" in lan.page, "đang giữ lại" in words(lan.page)) == (True, False)
        await nam.send("/holds", case(stack, scope="patient", code="BN-72-0002"))
        assert "Mọi hồ sơ của người bệnh BN-72-0002" in nam.page, nam.told()
        for here, address in (
            (lan, "/?q=72-0002"),
            (lan, f"/orders/{order}"),
            (lan, f"/documents/{order_document(order)}"),
            (mai, "/worklist"),
        ):
            await here.open(address)
            assert (here.status, "đang giữ lại" in words(here.page)) == (200, True), address


async def test_a_query_is_looked_at_first_and_nothing_else_is_placed(stack: Stack) -> None:
    where = {"scope": "query", "department": WARD, "record_kind": RecordKind.OUTPATIENT}
    await opened(stack, "72-0003", kind=RecordKind.OUTPATIENT)
    other = await newcomer(stack, "pgd.ngoc", "Chu Thị Ngọc", Role.DIRECTOR)
    async with desk(stack, SON) as son:
        await son.open("/holds/new?scope=query")
        assert other.name in words(son.page).partition("Thôi giữ được lệnh này:")[2].partition(".")[0]
        await son.send("/holds", {"scope": "query", "act": "preview"})
        assert (son.status, 'id="query-wrong"' in son.page) == (422, True)
        await son.send("/holds", where | {"act": "preview"})
        assert (son.status, "BA-72-0003" in son.page) == (200, True)
        seen = {"found": son.hidden("found"), "asked": unescape(son.hidden("asked"))}

        wider = case(stack) | where | seen | {"record_kind": ""}
        await son.send("/holds", wider)
        assert (son.address, unescape(son.hidden("asked")) != seen["asked"]) == ("/holds", True), "other conditions are looked at anew"
        await opened(stack, "72-0004", kind=RecordKind.OUTPATIENT)
        await son.send("/holds", case(stack) | where | seen)
        assert (son.status, "lúc xem trước là" in son.told(), "BA-72-0004" in son.page) == (409, True, True)
        await son.send("/holds", case(stack) | where | seen | {"found": son.hidden("found"), "standing": "1"})
        assert son.status == 200, son.told()
        assert "cả hồ sơ khớp về sau" in son.page
        assert "Anh/chị đặt lệnh này nên người khác" in son.page
        assert "/records/" not in son.page, "who reads no records is led to none"
        await son.send(f"{son.address}/lifting", {"why": "Xong"})
        assert son.status == 403


async def test_who_may_not_place_is_told_whose_it_is(stack: Stack) -> None:
    head = await newcomer(stack, "tk.minh", "Lại Văn Minh", Role.HEAD, department=WARD)
    async with desk(stack, head) as here:
        await here.open("/holds")
        assert (here.status, "giám đốc" in here.page) == (403, True)
        await here.open("/holds/new")
        assert here.status == 403
        await here.send("/holds", case(stack, code="BA-72-0001"))
        assert here.status == 403
