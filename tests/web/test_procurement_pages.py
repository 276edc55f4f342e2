"""Purchases on pages: opened by hand or by paste, proposed, judged, contracted, delivered, paid, accepted, and counted for the plan."""

import re
from html import unescape
from io import BytesIO
from uuid import UUID

from openpyxl import load_workbook

from domain.clock import day
from domain.names import DocumentId
from tests.buying import PROPOSAL, buying, purchase, server
from tests.purchases import approved, at_step, checked, judged, opened, proposed, signed
from tests.rollout import declared
from tests.stack import Stack
from tests.web.desk import desk


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def typed(**other: object) -> dict[str, object]:
    said = {
        "title": "Máy chủ và lưu trữ",
        "way": "purchase",
        "milestone": "",
        "items-rows": "1",
        "items-1-name": "Máy chủ",
        "items-1-unit": "chiếc",
        "items-1-quantity": "2",
        "items-1-price": "350.000.000",
        "items-1-category": "servers",
        "items-1-fund": "own",
        "items-1-why": "Thiếu theo khảo sát",
    }
    return said | other


def paper(stack: Stack, start: str = "paper", number: str = "1520/STC-HCSN", issuer: str = "Sở Tài chính") -> dict[str, str]:
    return {f"{start}_number": number, f"{start}_day": day(stack.clock()).isoformat(), f"{start}_issuer": issuer}


async def test_it_is_opened_with_a_pasted_list_and_edited_until_the_proposal_is_signed(stack: Stack) -> None:
    at = await buying(stack, "bw1")
    track = f"/tracks/{at.there.track}"
    async with desk(stack, at.there.administrator) as anh:
        await anh.open(track)
        assert f'href="{track}/procurement"' in anh.page
        await anh.open(f"{track}/procurement")
        assert "Chưa có gói mua sắm nào." in anh.page
        pasted = "Nội dung\tĐVT\tSố lượng\tNhóm\tLý do\nTường lửa\tbộ\t1\tAn toàn thông tin\tChưa có\nTủ rack\tchiếc\t2"
        await anh.send(f"{track}/procurement", typed(turn="paste", pasted=pasted))
        assert re.search(r'name="items-2-name"[^>]*value="Tường lửa"', anh.page)
        assert re.search(r'<option value="security" selected>', anh.page)
        await anh.send(f"{track}/procurement", typed(turn="paste", pasted="Tường lửa, 1 bộ"))
        assert (anh.status, "cần tên, đơn vị tính, số lượng" in anh.told().lower()) == (422, True)
        await anh.send(f"{track}/procurement", typed(**{"items-1-price": "-5"}))
        assert (anh.status, "ghi số nguyên không âm" in anh.told().lower()) == (422, True)
        await anh.send(f"{track}/procurement", typed(more="items"))
        assert 'name="items-2-name"' in anh.page
        await anh.send(f"{track}/procurement", typed(title="", way="vay"))
        assert "chọn mua sắm hay thuê" in anh.told().lower()
        await anh.send(f"{track}/procurement", typed(title=""))
        assert "ghi tên gói" in anh.told().lower()
        await anh.send(f"{track}/procurement", typed())
        here = anh.address
        assert "đang làm" in words(anh.page)
        assert "700.000.000" in anh.page
        await anh.open(f"{here}/items")
        assert re.search(r'name="items-1-price"[^>]*value="350000000"', anh.page)
        await anh.send(f"{here}/items", typed(**{"items-1-quantity": "3"}))
        assert "1.050.000.000" in anh.page
        await anh.send(f"{here}/items", typed(**{"items-1-quantity": "0"}))
        assert "số lượng từ 1" in anh.told().lower()
        await anh.open("/procurement/không-có")
        assert anh.status == 404


async def test_each_step_has_its_form_and_says_whose_turn_it_is(stack: Stack) -> None:
    at = await buying(stack, "bw2")
    which = await opened(stack, at)
    here = f"/procurement/{which}"
    async with desk(stack, at.there.administrator) as anh, desk(stack, at.there.officer) as tam, desk(stack, at.director) as son:
        await anh.open(f"{here}/papers/proposal")
        assert "Tờ trình đề xuất mua sắm" in words(anh.page)
        assert 'name="items-rows"' not in anh.page, "the house knows the items"
        await anh.send(f"{here}/papers/proposal", {"need": "Thiếu máy chủ"})
        assert (anh.status, "Thiếu máy chủ" in anh.page) == (422, True)
        lines = {"bases": "\n".join(PROPOSAL["bases"]), "starts_on": "2026-12-01", "ends_on": "2026-12-20"}
        await anh.send(f"{here}/papers/proposal", {"to": PROPOSAL["to"], "need": PROPOSAL["need"], **lines})
        document = anh.address.split("/")[2]
        await anh.sign(document, 1)
        await tam.open(here)
        assert "đang được ký" in words(tam.page)
        await son.sign(document, 1)
        await tam.open(here)
        assert "đang được ký" in words(tam.page), "the clerk has not numbered it"
        await signed(stack, DocumentId(UUID(document)), at.clerk)
        await at_step(stack, at.director, which, "council")
        await son.open(here)
        assert re.search(r"Số \d\d/TTr-BV · \d\d/\d\d/\d{4}", words(son.page))
        await anh.open(here)
        assert "Sở Y tế ghi nhận kèm văn bản" in words(anh.page)
        await tam.open("/")
        assert "Gói mua sắm chờ bước: Hội đồng ứng dụng công nghệ thông tin" in words(tam.page)
        await tam.send(f"{here}/judgement", {"step": "council", **paper(stack)})
        assert (tam.status, "chọn ý kiến" in tam.told().lower()) == (422, True)
        await tam.send(f"{here}/judgement", {"step": "council", "opinion": "conditions", **paper(stack)})
        assert "ghi điều kiện" in tam.told().lower()
        await tam.send(f"{here}/judgement", {"step": "council", "opinion": "agreed", **paper(stack, number="")})
        assert "ghi số văn bản" in tam.told().lower()
        await tam.send(f"{here}/judgement", {"step": "council", "opinion": "agreed", **paper(stack, issuer="Sở KH&CN")})
        assert "Sở KH&CN" in unescape(tam.page)
        await anh.send(f"{here}/judgement", {"step": "council", "opinion": "agreed", **paper(stack)})
        assert anh.status in (403, 409)
        await anh.open(here)
        assert re.search(r'name="approved-1"[^>]*value="700.000.000"', anh.page)
        await anh.send(f"{here}/judgement", {"step": "approval-own", "opinion": "agreed", "approved-1": "650.000.000", **paper(stack)})
        assert "650.000.000" in anh.page
        choice = {"step": "selection", "form": "Chào hàng cạnh tranh", "supplier": "Công ty Minh An", **paper(stack)}
        await anh.send(f"{here}/selection", choice | {"supplier": ""})
        assert "ghi tên nhà thầu" in anh.told().lower()
        await anh.send(f"{here}/selection", choice)
        assert "Công ty Minh An" in words(anh.page)
        await anh.open(f"{here}/papers/clauses")
        assert "CV 365/TTYQG-GPQLCL III.2 (C)" in unescape(words(anh.page))


async def test_a_council_is_asked_for_on_the_page_of_the_purchase_it_judges(stack: Stack) -> None:
    at = await buying(stack, "bw5")
    await declared(stack, at.there.administrator, at.there.track, "3.2-2")
    which = await opened(stack, at)
    here, milestone = f"/procurement/{which}", f"/tracks/{at.there.track}/milestones/3.2-2"
    async with desk(stack, at.there.administrator) as anh, desk(stack, at.director) as son:
        await anh.send(f"{here}/appraisals", {})
        assert (anh.status, "chưa đến bước thẩm định" in anh.told()) == (409, True)
        await anh.open(milestone)
        assert f'action="{milestone}/appraisals"' not in anh.page
        assert f'href="/tracks/{at.there.track}/procurement"' in anh.page
        await anh.send(f"{milestone}/appraisals", {})
        assert "mở trang của gói mua sắm" in anh.told()
        await proposed(stack, at, which)
        await son.open(here)
        assert f'action="{here}/appraisals"' not in son.page
        await anh.open(here)
        assert f'action="{here}/appraisals"' in anh.page
        await anh.send(f"{here}/appraisals", {})
        assert anh.address.startswith("/appraisals/")
        assert "Đề xuất của gói: Máy chủ và thiết bị lưu trữ" in words(anh.page)
        appraisal = anh.address
        for page in (here, milestone, f"/tracks/{at.there.track}"):
            await anh.open(page)
            assert "Thẩm định lần 1: Máy chủ và thiết bị lưu trữ" in words(anh.page)
            assert f'href="{appraisal}"' in anh.page
        await anh.open(here)
        assert f'action="{here}/appraisals"' not in anh.page, "one at a time"


async def test_an_amount_typed_wrongly_is_taken_back_and_typed_again_beside_what_was(stack: Stack) -> None:
    at = await buying(stack, "bw6")
    which = await opened(stack, at)
    here = f"/procurement/{which}"
    await proposed(stack, at, which)
    await judged(stack, at.there.officer, which, "council")
    async with desk(stack, at.there.administrator) as anh:
        typed_ = {"step": "approval-own", "opinion": "agreed", "approved-1": "65.000.000", **paper(stack, number="15/QĐ-BV")}
        await anh.send(f"{here}/judgement", typed_)
        found = re.search(r'<option value="(\d+)"[^>]*>([^<]*)</option>', anh.page)
        assert found
        assert "65.000.000" in unescape(found[2])
        await anh.send(f"{here}/strikes", {"event": found[1], "mistake": ""})
        assert (anh.status, "ghi lý do" in anh.told().lower()) == (422, True)
        await anh.send(f"{here}/strikes", {"event": found[1], "mistake": "Thiếu một số không"})
        assert f'id="event-{found[1]}"' in anh.page
        assert "<s>Ghi nhận ý kiến: Phê duyệt" in unescape(anh.page), "what was entered stays, struck"
        assert re.search(r'name="approved-1"[^>]*value="65.000.000"', anh.page), "to be corrected, not typed anew"
        assert re.search(r'name="paper_number"[^>]*value="15/QĐ-BV"', unescape(anh.page))
        await anh.send(f"{here}/judgement", typed_ | {"approved-1": "650.000.000"})
        assert "650.000.000" in anh.page
        choice = {"step": "selection", "form": "Chào hàng", "supplier": "Minh An", **paper(stack)}
        await anh.send(f"{here}/selection", choice)
        await anh.send(f"{here}/strikes", {"event": str(int(found[1]) + 2), "mistake": "Sai nữa"})
        assert (anh.status, "hủy ghi nhận “Lựa chọn nhà thầu” trước" in unescape(anh.told())) == (409, True)


async def test_contract_delivery_and_payment_are_entered_and_what_runs_over_is_marked(stack: Stack) -> None:
    at = await buying(stack, "bw3")
    which = await opened(stack, at)
    here = f"/procurement/{which}"
    await approved(stack, at, which)
    await checked(stack, at, which)
    today = day(stack.clock()).isoformat()
    async with desk(stack, at.there.administrator) as anh:
        contract = {"step": "contract", "until": today, "quantity-1": "2", **paper(stack, number="18/HĐ", issuer="Công ty Minh An")}
        await anh.send(f"{here}/contract", contract | {"price-1": "bốn trăm triệu"})
        assert "ghi số đồng" in anh.told().lower()
        await anh.send(f"{here}/contract", contract | {"price-1": "400.000.000"})
        assert "hợp đồng vượt mức được duyệt" in words(anh.page)
        await anh.send(f"{here}/deliveries", {"step": "delivery", "delivered-1": "-1", **paper(stack)})
        assert "ghi số nguyên không âm" in anh.told().lower()
        await anh.send(f"{here}/deliveries", {"step": "delivery", "delivered-1": "1", "last": "yes", **paper(stack)})
        await anh.send(f"{here}/payments", {"paid-1": "", **paper(stack, "voucher")})
        assert "ít nhất một mục" in anh.told().lower()
        await anh.send(f"{here}/payments", {"paid-1": "900.000.000", **paper(stack, "voucher")})
        assert "chi vượt hợp đồng" in words(anh.page)
        number = re.findall(r'<option value="(\d+)">Thanh toán', anh.page)[0]
        await anh.send(f"{here}/strikes", {"event": number, "mistake": ""})
        assert "ghi lý do" in anh.told().lower()
        await anh.send(f"{here}/strikes", {"event": number, "mistake": "Ghi nhầm"})
        assert "chi vượt hợp đồng" not in words(anh.page)
        await anh.open(f"{here}/papers/acceptance")
        assert re.search(r'name="accepted-1"[^>]*value="1"', anh.page)
        await anh.send(f"{here}/ending", {"why": "Nhà thầu bỏ cuộc"})
        assert "đã dừng" in words(anh.page)
        await anh.open(f"/tracks/{at.there.track}/procurement")
        assert "đã dừng" in words(anh.page)


async def test_the_plan_has_a_table_by_facility_category_and_source_and_a_workbook(stack: Stack) -> None:
    at = await buying(stack, "bw4")
    which = await opened(stack, at, purchase(server(), server(1, 20_000_000, name="=UPS", category="power")))
    plan = f"/plans/{at.there.plan}/procurement"
    async with desk(stack, at.there.officer) as tam, desk(stack, at.there.administrator) as anh:
        await tam.open(plan)
        assert "720.000.000 ₫" in words(tam.page).replace("\xa0", " ")
        await tam.open(f"{plan}?by=category")
        group = unescape(re.findall(r'href="([^"]+by=category&amp;key=power)"', tam.page)[0])
        await tam.open(group)
        assert (f'href="/procurement/{which}"' in tam.page, "350" in words(tam.page)) == (True, False)
        for by in ("fund", "line", "facility", "lạ"):
            await tam.open(f"{plan}?by={by}")
            assert tam.status == 200
        got = await tam.client.get(f"{plan}.xlsx")
        book = load_workbook(BytesIO(got.content))
        assert book.sheetnames == ["Theo cơ sở", "Theo nhóm", "Theo nguồn", "Theo dòng dự toán", "Từng mục"]
        cells = [[cell.value for cell in row] for row in book["Từng mục"]]
        assert cells[2][1] == "Máy chủ và thiết bị lưu trữ: =UPS"
        assert book["Từng mục"]["B3"].data_type == "s"
        assert cells[-1][:1] + cells[-1][6:7] == ["Tổng cộng", 720_000_000]
        await anh.open(plan)
        assert "Chỉ gồm đơn vị của anh/chị." in anh.page
