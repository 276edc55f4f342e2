"""A survey on its pages: filled in, two answers of one question, by workbook, submitted, reviewed, drawn up, compared."""

from services.plan_exports import MEDIA, Format
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import ANSWERS
from tests.web.desk import desk

XLSX = MEDIA[Format.XLSX]


def typed(**other: object) -> dict[str, str]:
    """The answers as a browser sends them."""
    said = {**ANSWERS, **other}
    words = {True: "yes", False: "no", None: ""}
    return {code: words[value] if isinstance(value, bool | None) else str(value).replace(".", ",") for code, value in said.items()}


async def test_filled_in_and_sent_from_the_page_then_sent_back_with_remarks(stack: Stack) -> None:
    there = await province(stack, "kp1")
    here = f"/tracks/{there.track}/surveys"
    async with desk(stack, there.administrator) as admin, desk(stack, there.officer) as officer:
        assert here in await admin.open(f"/tracks/{there.track}")
        assert here in await admin.open(f"/tracks/{there.track}/milestones/3.1-1")
        assert "Bắt đầu khảo sát lần 1" in await admin.open(here)
        await admin.send(here, {})
        assert (admin.status, admin.address) == (200, f"{here}/1")
        assert "lắp đặt máy tính" in admin.page, "the page says which plan asks"
        await admin.send(f"{here}/1/answers", {"base": "0", **typed(beds="rất nhiều")})
        assert admin.status == 422
        assert "phải là số nguyên" in admin.told()
        assert 'value="rất nhiều"' in admin.page
        assert 'value="1350"' in admin.page, "what was typed is kept"
        await admin.send(f"{here}/1/answers", {"base": "0", **typed(emr="")})
        assert (admin.status, admin.address) == (200, f"{here}/1")
        assert "Đã lưu." in admin.page
        assert 'value="300,5"' in admin.page
        await admin.send(f"{here}/1/answers", {"base": admin.hidden("base"), "turn": "submit", "ups": "3"})
        assert admin.status == 422
        assert "Phần mềm hồ sơ bệnh án điện tử" in admin.told()
        await admin.send(f"{here}/1/answers", {"base": admin.hidden("base"), "turn": "submit", "emr": "some"})
        assert "chờ Sở Y tế xem xét" in admin.page
        await admin.send(f"{here}/1/answers", {"base": "3", "ups": "9"})
        assert admin.status == 409
        assert "Xem xét khảo sát hiện trạng" in await officer.open("/")
        await officer.open(f"{here}/1")
        assert "Chấp nhận" in officer.page
        assert 'name="remark-beds"' in officer.page
        await officer.send(f"{here}/1/review", {"turn": "return", "reason": "", "remark-beds": "Đếm lại"})
        assert officer.status == 422
        assert "Đếm lại" in officer.page
        await officer.send(f"{here}/1/review", {"turn": "return", "reason": "Số giường chưa khớp", "remark-beds": "Đếm lại"})
        assert "bị trả lại" in officer.page
        assert "Số giường chưa khớp" in await admin.open(f"{here}/1")
        assert "Sở Y tế: Đếm lại" in admin.page
