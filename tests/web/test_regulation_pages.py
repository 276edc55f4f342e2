"""A regulation on pages: begun from the plan's own list, filled in, commented on, checked, signed, found in the register."""

import re
from datetime import timedelta
from html import unescape

from domain.clock import day
from domain.regulation_drafts import BLANK
from tests.regulating import Drafting, drafting
from tests.rollout import declared
from tests.stack import Stack
from tests.web.desk import Desk, desk


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def typed(page: str) -> dict[str, str]:
    """What the form of the draft holds."""
    fields = {name: unescape(value) for name, value in re.findall(r'<input [^>]*?name="([^"]+)" [^>]*?value="([^"]*)"', page)}
    return fields | {
        name: unescape(said) for name, said in re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }


async def filled_in(at: Desk, here: str) -> None:
    """Everything the facility decides, and one article more after the first."""
    await at.open(f"{here}/draft")
    form = typed(at.page)
    assert (form["base"], "TT 13/2025/TT-BYT Đ6 k3 b" in words(at.page)) == ("1", True)
    form.pop("request")
    await at.send(f"{here}/draft", form | {"more": "1"})
    longer = typed(at.page)
    longer.pop("request")
    assert (longer["rows"], longer["title-2"]) == (str(int(form["rows"]) + 1), "")
    assert longer["title-3"] == form["title-2"]
    said = {name: BLANK.sub("24", value) for name, value in longer.items()} | {
        "title-2": "Giải thích từ ngữ",
        "text-2": "1. HSBA: hồ sơ bệnh án.",
    }
    await at.send(f"{here}/draft", said | {"reason": " "})
    assert ("Ghi lý do" in at.page, "Giải thích từ ngữ" in at.page) == (True, True), "what was typed is kept"
    await at.send(f"{here}/draft", said | {"reason": "Điền số liệu, thêm giải thích từ ngữ"})
    assert at.address == here
    await at.open(f"{here}/difference?from=1&to=2")
    assert "điều mới" in words(at.page)
    assert "<del>[điền:" in at.page


async def test_from_the_plans_list_to_the_register(stack: Stack) -> None:
    there = await drafting(stack, "rw1", opens=True)
    await declared(stack, there.administrator, there.there.track, "3.5-1")
    track = f"/tracks/{there.there.track}"
    async with desk(stack, there.administrator) as anh, desk(stack, there.head) as hieu, desk(stack, there.officer) as nghia:
        await anh.open(f"{track}/milestones/3.5-1")
        assert f'href="{track}/milestones/3.5-1/regulation"' in anh.page
        await anh.open(f"{track}/milestones/3.5-1/regulation")
        assert "Kế hoạch đòi, chưa soạn" in words(anh.page)
        await anh.send("/regulations", {"track": str(there.there.track), "milestone": "3.5-1"})
        here = anh.address.removesuffix("/draft")
        await filled_in(anh, here)

        due = (day(stack.clock()) + timedelta(days=7)).isoformat()
        await anh.send(f"{here}/round", {"department": there.ward, "due": day(stack.clock()).isoformat()})
        assert "để các đơn vị có ít nhất 5 ngày" in anh.told()
        await anh.send(f"{here}/round", {"department": there.ward, "due": due})
        assert "đang lấy ý kiến" in words(anh.page)
        await hieu.open("/")
        assert "Khoa, phòng được hỏi ý kiến về dự thảo quy chế" in words(hieu.page)
        await hieu.open("/regulations")
        assert "Khoa, phòng của anh/chị được hỏi ý kiến" in words(hieu.page)
        await hieu.send(f"{here}/comments", {"article": "2", "words": "Thêm từ viết tắt BN"})
        assert "“Thêm từ viết tắt BN”" in words(hieu.page)
        await anh.send(f"{here}/round-end", {})
        assert "chưa trả lời: Khoa Nội" in anh.told()
        await hieu.send(f"{here}/settlement", {})
        await anh.send(f"{here}/round-end", {})
        comment = re.search(r'name="comment" value="([^"]+)"', anh.page)
        assert comment
        await anh.send(f"{here}/answers", {"comment": comment[1], "taken": "0", "answer": ""})
        assert "ghi lý do không tiếp thu" in words(anh.page).lower()
        await anh.send(f"{here}/answers", {"comment": comment[1], "taken": "1", "answer": ""})
        assert "Tiếp thu" in words(anh.page)
        await signed_on_pages(stack, there, here, anh, nghia)


async def signed_on_pages(stack: Stack, there: Drafting, here: str, anh: Desk, nghia: Desk) -> None:
    """Checked, looked at in print, submitted, signed, and found in the register."""
    await nghia.open(here)
    await nghia.send(f"{here}/check", {"passed": "1", "finding": ""})
    assert "đã kiểm tra, chờ trình ký" in words(nghia.page)
    pdf = await anh.client.get(f"{here}/pdf")
    assert pdf.content.startswith(b"%PDF")
    await anh.send(f"{here}/submission", {})
    assert "đang trình ký" in words(anh.page)
    document = re.search(r'href="/documents/([0-9a-f-]{36})"', anh.page)
    assert document
    async with desk(stack, there.director) as linh, desk(stack, there.clerk) as van:
        await linh.sign(document[1], 1)
        await van.sign(document[1], 1)
        await van.open("/issued")
        assert "01/QĐ-BV" in words(van.page)
        assert "đã phát hành" in words(van.page)
        await van.send("/issued", {"number": "1/QĐ-BV", "day": day(stack.clock()).isoformat(), "title": "Trùng số"})
        assert "số 01/QĐ-BV của năm ấy đã có trong sổ" in van.told()
        far = {"number": "450/QĐ-BV", "day": day(stack.clock()).isoformat(), "title": "Quyết định khen thưởng"}
        await van.send("/issued", far)
        assert "Số mới nhất là 01/QĐ-BV" in van.told()
        assert 'name="confirmed"' in van.page
        await van.send("/issued", far | {"confirmed": "1"})
        await van.open("/issued")
        assert "450/QĐ-BV" in words(van.page)
        await van.open(here)
        assert "đang có hiệu lực" in words(van.page)
        await van.open(f"/tracks/{there.there.track}/milestones/3.5-1")
        assert "Báo cáo của đơn vị" in words(van.page)
