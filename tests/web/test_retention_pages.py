"""The pages of how long a record is kept: codes at discharge, why, the office's choice, a decision."""

from tests.people import HUNG, LAN, NAM
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import opened

OUT = {"outcome": "improved", "diagnosis": "Gãy cổ xương đùi", "summary": "Mổ kết hợp xương"}


async def discharged(lan: Desk, code: str, **more: str) -> str:
    record = await opened(lan, code)
    await lan.send(f"{record}/discharge", OUT | more)
    return record


async def test_codes_lead_to_a_class_and_the_page_says_why(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        record = await discharged(lan, "WEB-RET-1", diagnosis_code="S72.0", cause_codes="V23.4, Y96", trait="graft")
        assert lan.address == record, lan.told()
        assert "Thời hạn lưu trữ của hồ sơ" in lan.page
        await lan.open(f"{record}/retention")
        for words in ("Tai nạn giao thông", "V23.4", "Tai nạn lao động", "Ghép mô khác", "phụ lục, dòng 40", "31/12", "TT 33/2025"):
            assert words in lan.page, words
        assert "Đây mới là đề nghị" in lan.page
        assert "/retention/confirmation" not in lan.page
        await nam.open(f"{record}/retention")
        await nam.send(f"{record}/retention/confirmation", {"retention_class": "ordinary", "reason": ""})
        assert nam.status == 422
        assert "cần nêu lý do" in nam.told()
        await nam.send(f"{record}/retention/confirmation", {"retention_class": "ordinary", "reason": "Ngã ngựa ở sân nhà"})
        assert nam.address == f"{record}/retention", nam.told()
        for words in ("Nhóm này do cán bộ lưu trữ chọn", "ngắn hơn nhóm được đề nghị", "Ngã ngựa ở sân nhà", NAM.name):
            assert words in nam.page, words
        for wrong in ({"anew_retention_class": "death", "anew_reason": ""}, {"anew_retention_class": "", "anew_reason": "Nhầm"}):
            await nam.send(f"{record}/retention/confirmations", wrong)
            assert nam.status == 422
            assert "<details open><summary>Xác nhận lại" in nam.page
        await nam.send(f"{record}/retention/confirmations", {"anew_retention_class": "ordinary", "anew_reason": "Nhầm"})
        assert nam.status == 409
        assert "Nhóm này đã được xác nhận rồi" in nam.told()
        await nam.send(f"{record}/retention/confirmations", {"anew_retention_class": "death", "anew_reason": "Chọn nhầm hồ sơ bên cạnh"})
        assert nam.address == f"{record}/retention", nam.told()
        for words in ("Hồ sơ bệnh án tử vong", "Chọn nhầm hồ sơ bên cạnh", "Ngã ngựa ở sân nhà"):
            assert words in nam.page, words


async def test_a_wrong_code_is_told_at_its_field_and_what_was_typed_stays(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await opened(lan, "WEB-RET-2")
        await lan.send(f"{record}/discharge", OUT | {"cause_codes": "V23.4 J18", "trait": "psychiatric"})
        assert lan.status == 422
        assert 'id="cause_codes-wrong"' in lan.page
        assert 'value="V23.4 J18"' in lan.page
        assert 'value="psychiatric" checked' in lan.page


async def test_receiving_tells_the_class_it_confirms(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung, desk(stack, NAM) as nam:
        record = await discharged(lan, "WEB-RET-3", cause_codes="V23.4")
        await lan.send(f"{record}/closing", {})
        closing = lan.address.rsplit("/", 1)[1]
        for here in (lan, hung):
            await here.sign(closing, 1)
        assert "Ký nhận hồ sơ là xác nhận" not in hung.page
        await nam.open(f"/documents/{closing}")
        assert "Ký nhận hồ sơ là xác nhận nhóm thời hạn" in nam.page
        await nam.open(f"/inbox/{closing}/1")
        assert "Ký nhận hồ sơ là xác nhận nhóm thời hạn" in nam.page
        await nam.sign(closing, 1)
        await nam.open(f"{record}/retention")
        assert "Xác nhận nhóm được đề nghị" in nam.page
        await nam.send(f"{record}/retention/raises", {"raise_retention_class": "", "raise_reason": ""})
        assert nam.status == 422
        assert 'id="raise_retention_class-wrong"' in nam.page
        await nam.send(f"{record}/retention/decisions", {"decide_retention_class": "ordinary", "decide_reason": "Mã hoá nhầm"})
        assert nam.address.startswith("/documents/"), nam.told()
        assert "Quyết định điều chỉnh thời hạn lưu trữ" in nam.page
        await nam.send(f"{record}/retention/raises", {"raise_retention_class": "death", "raise_reason": "Toà án yêu cầu"})
        assert (nam.status, "đang trình ký" in nam.told()) == (409, True)
