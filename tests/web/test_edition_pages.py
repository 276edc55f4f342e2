"""A chain of the hospital's own, from the upload to the first sheet that is signed by it, on pages."""

import re
from html import unescape

from services import sheets
from tests.own_rules import OwnRules, own_rules
from tests.people import PIN
from tests.stack import Stack
from tests.web.desk import desk

WHO = "who: {role: head, department: treating}"
SEEN = f"  - {{name: seen, title: Trưởng khoa, {WHO}, reason: Xem, differs_from: [written], deadline_hours: 8}}\n"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def test_uploaded_checked_approved_and_in_force(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    async with desk(stack, here.anh) as anh, desk(stack, here.linh) as linh:
        await anh.open("/chains")
        assert "mặc định của hệ thống" in anh.page
        await anh.open("/chains/new?form=treatment-sheet")
        assert "Trình tự đang áp dụng" in anh.page
        assert "form: treatment-sheet" in anh.page

        text = here.text(stages=SEEN.replace("role: head", "role: nurse"))
        await anh.send("/chains", {"text": text, "act": "propose"})
        assert (anh.status, anh.address) == (422, "/chains")
        assert "dòng 9 · stages[1].who.role : hôm nay không ai giữ vai trò 'nurse'" in unescape(words(anh.page))
        assert "role: nurse" in anh.page, "what was typed is kept"
        assert "Trưởng khoa" in anh.page, "and drawn as far as it can be read"

        await anh.send("/chains", {"text": here.text(stages=SEEN), "act": "check"})
        assert (anh.status, "Không có lỗi" in anh.page) == (200, True)
        assert "Thêm bước: Trưởng khoa" in words(anh.page)

        file = {"file": ("to-dieu-tri.yaml", here.text(stages=SEEN).encode(), "application/yaml")}
        await anh.send("/chains", {"text": "", "act": "propose"}, files=file)
        assert anh.status == 200, anh.told()
        assert "chờ duyệt" in anh.page
        assert "Duyệt và áp dụng" not in anh.page

        await linh.open("/")
        assert "Trình tự ký của cơ sở chờ anh/chị duyệt" in linh.page
        await linh.open(anh.address)
        assert "Khác với trình tự đang áp dụng (2026-01)" in linh.page
        await linh.send(f"{anh.address}/approval", {"first": here.today(-1).isoformat(), "pin": PIN})
        assert (linh.status, "Ngày đã qua" in linh.page) == (422, True)
        await linh.send(f"{anh.address}/approval", {"first": here.today().isoformat(), "pin": "000000"})
        assert "PIN không đúng" in linh.page
        assert 'id="pin-wrong"' in linh.page
        await linh.send(f"{anh.address}/approval", {"first": here.today().isoformat(), "pin": PIN})
        assert linh.status == 200, linh.told()
        assert "đang áp dụng" in linh.page
        await anh.open("/chains")
        assert "Quy chế số 45/QC-BV ngày 15/01/2026" in anh.page
    await signed_by_it(here)


async def signed_by_it(here: OwnRules) -> None:
    made = await sheets.write(here.stack.by(here.hao), await here.record(), here.entry())
    async with desk(here.stack, here.hao) as hao:
        await hao.open(f"/documents/{made.document}")
        assert "Trình tự ký 2026-12 theo quy chế số 45/QC-BV ngày 15/01/2026" in words(hao.page)
