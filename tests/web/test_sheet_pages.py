"""Any sheet drawn up on a page made of its form: chosen, filled, refused, drawn up again."""

from datetime import timedelta
from uuid import UUID

from domain.clock import VIETNAM
from domain.names import RecordId
from services import sheets
from tests.people import DUC, HIS, HUNG, LAN, NAM, THUY
from tests.services.test_sheets import treatment
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import opened


def consultation(stack: Stack) -> dict[str, str]:
    before = (stack.clock() - timedelta(hours=2)).astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
    return {
        "form": "consultation-minutes",
        "acted_at": before,
        "held_at": before,
        "kind": "department",
        "chair": str(HUNG.id),
        "members-rows": "2",
        "members-1-person": str(DUC.id),
        "members-2-person": str(THUY.id),
        "summary": "Đường máu dao động.",
        "diagnosis": "Đái tháo đường típ 2",
        "conclusion": "Chỉnh liều insulin.",
    }


async def drawn_up(lan: Desk, sent: dict[str, str], code: str) -> tuple[str, str]:
    """Addresses of the record and of the minutes."""
    record = await opened(lan, code)
    await lan.send(f"{record}/sheets", sent)
    assert lan.address.startswith("/documents/"), lan.told()
    return record, lan.address


async def test_a_doctor_chooses_a_form_and_draws_it_up(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PHIEU-01")
        await lan.open(f"{record}/sheets")
        assert "Tờ điều trị" in lan.page
        assert "Phiếu chăm sóc" not in lan.page, "nurses draw it up"
        await lan.open(f"{record}/sheets/new?form=treatment-sheet")
        assert "Diễn biến bệnh" in lan.page
        fields = {"form": "treatment-sheet", "acted_at": lan.page.split('name="acted_at"')[1].split('value="')[1][:16]}
        await lan.send(f"{record}/sheets", fields | {"progress": "Tỉnh", "orders": "", "pulse": "nhanh"})
        assert lan.status == 422
        assert "hãy điền" in lan.page
        assert "phải là số nguyên, không âm" in lan.page
        assert "Tỉnh" in lan.page
        await lan.send(f"{record}/sheets", fields | {"acted_at": "", "progress": "Tỉnh", "orders": ""})
        assert "Chọn ngày và giờ" in lan.page
        assert "Chỉ định: hãy điền" in lan.page, "everything that is wrong is told at once"
        await lan.send(f"{record}/sheets", fields | {"progress": "Tỉnh", "orders": "Theo dõi", "pulse": "88"})
        assert lan.address.startswith("/documents/"), lan.told()
        assert "88 lần/phút" in lan.page


async def test_who_reads_english_fills_the_form_in_english(stack: Stack) -> None:
    """Labels, choices and faults; the sheet itself is Vietnamese."""
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PHIEU-31")
        await lan.send("/language", {"language": "en", "next": record})
        await lan.open(f"{record}/sheets")
        assert "Treatment sheet" in lan.page
        await lan.open(f"{record}/sheets/new?form=consultation-minutes")
        for english, vietnamese in (("Chair", "Chủ tọa"), ("In the department", "Hội chẩn khoa")):
            assert english in lan.page
            assert vietnamese not in lan.page
        await lan.send(f"{record}/sheets", consultation(stack) | {"kind": "", "summary": ""})
        assert 'id="summary-wrong"' in lan.page, "a fault finds its field in either language"
        assert "Summary of the illness and its treatment: fill it in" in lan.page
        assert "hãy điền" not in lan.page
        await lan.send(f"{record}/sheets", consultation(stack))
        assert lan.address.startswith("/documents/"), lan.told()


async def test_one_more_member_keeps_what_was_typed(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PHIEU-02")
        await lan.send(f"{record}/sheets", consultation(stack) | {"more": "members"})
        assert "members-3-person" in lan.page
        assert "Chỉnh liều insulin." in lan.page
        assert lan.page.count("selected") >= 4


async def test_a_refused_sheet_is_drawn_up_again_from_what_it_said(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, DUC) as duc:
        before = consultation(stack)
        record, address = await drawn_up(lan, before, "PHIEU-03")
        document = address.split("/")[2]
        await lan.sign(document, 1)
        await duc.open(f"/documents/{document}/1")
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": "Thiếu ý kiến của tôi"})
        await lan.open(f"/documents/{document}")
        again = f"{record}/sheets/new?again={document}"
        assert again in lan.page
        await lan.open(again)
        assert "Thiếu ý kiến của tôi" in lan.page
        assert "Chỉnh liều insulin." in lan.page
        assert lan.page.count("selected") >= 4, "chair, kind and both members"
        for name in ("acted_at", "held_at"):
            assert f'name="{name}" type="datetime-local" value="{before[name]}"' in lan.page, "when it happened does not change"
        await lan.send(f"{record}/sheets", consultation(stack) | {"again": document})
        assert "Nêu lý do sửa" in lan.page
        await lan.send(f"{record}/sheets", consultation(stack) | {"again": document, "again-why": "Thêm ý kiến"})
        assert lan.address == f"/documents/{document}/2"


async def test_each_fault_of_a_sheet_leads_to_its_field(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "PHIEU-09")
        now = stack.clock().astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
        await lan.send(f"{record}/sheets", {"form": "treatment-sheet", "acted_at": now, "pulse": "500", "orders": "", "progress": "Tỉnh"})
        assert lan.status == 422
        for field in ("pulse", "orders"):
            assert f'<a href="#{field}">' in lan.page, field
            assert lan.page.count(f' id="{field}"') == 1


async def test_who_draws_up_nothing_is_told_so(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        record = await opened(lan, "PHIEU-04")
        await nam.open(f"{record}/sheets/new?form=prescription")
        assert nam.status == 403
        assert "Việc này của: bác sĩ" in nam.page
        await nam.open(f"{record}/sheets/new?form=khong-co")
        assert nam.status == 404
        assert "Không có biểu mẫu “khong-co” đang dùng" in nam.page
        await lan.open(f"{record}/sheets/new?again=00000000-0000-5000-8000-000000000000")
        assert lan.status == 404


async def test_an_author_takes_back_and_refuses_only_what_a_machine_brought(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record, address = await drawn_up(lan, consultation(stack), "PHIEU-06")
        document = address.split("/")[2]
        await lan.open(f"/documents/{document}")
        assert f"{address}/signatures" in lan.page
        assert "Rút lại" in lan.page
        assert "Từ chối ký" not in lan.page
        entry = treatment(stack)
        brought = await sheets.write(stack.by(HIS), RecordId(UUID(record.rsplit("/", 1)[1])), entry)
        await lan.open(f"/documents/{brought.document}")
        assert "Rút lại" in lan.page
        assert "Từ chối ký" in lan.page


async def test_a_sheet_that_was_taken_back_is_drawn_up_again(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        _, address = await drawn_up(lan, consultation(stack), "PHIEU-05")
        document = address.split("/")[2]
        await lan.sign(document, 1)
        await lan.open(address)
        await lan.send(f"/documents/{document}/1/withdrawal", {"read": lan.hidden("read"), "why": ""})
        assert "Còn thiếu" in lan.page
        assert 'id="why-wrong"' in lan.page, "told at its field, also when it is not the author's turn"
        await lan.send(f"/documents/{document}/1/withdrawal", {"read": lan.hidden("read"), "why": "Ghi nhầm ngày"})
        await lan.open(f"/documents/{document}")
        assert "Ghi nhầm ngày" in lan.page
        assert f"sheets/new?again={document}" in lan.page
