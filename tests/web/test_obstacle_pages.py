"""What stands in a track's way, on pages: raised from a milestone, answered, passed up, raised again, confirmed, looked for."""

import re
from datetime import timedelta
from html import unescape

from domain.clock import day
from tests.rollout import declared, province
from tests.stack import Stack
from tests.web.desk import desk


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def said(stack: Stack, **other: object) -> dict[str, object]:
    typed = {
        "title": "Chưa có nguồn mua máy chủ",
        "cause": "Quỹ đã chi hết",
        "proposal": "Bố trí 700 triệu đồng",
        "lifter": "so-tai-chinh",
        "wanted_by": (day(stack.clock()) + timedelta(days=9)).isoformat(),
        "milestone": ["3.2-1"],
    }
    return typed | other


async def test_a_blocked_milestone_says_why_and_who_can_lift_it(stack: Stack) -> None:
    there = await province(stack, "vw1")
    await declared(stack, there.administrator, there.track, "3.2-1")
    track = f"/tracks/{there.track}"
    async with desk(stack, there.administrator) as anh:
        await anh.open(f"{track}/milestones/3.2-1")
        assert f'href="{track}/obstacles/new?milestone=3.2-1"' in anh.page
        await anh.open(f"{track}/obstacles/new?milestone=3.2-1")
        assert re.search(r'value="3.2-1" checked', anh.page)
        await anh.send(f"{track}/obstacles", said(stack, cause=" ", wanted_by=""))
        assert (anh.status, "Bố trí 700 triệu đồng" in anh.page) == (422, True), "what was typed is kept"
        await anh.send(f"{track}/obstacles", said(stack, cause=" "))
        assert "Nguyên nhân: ghi nguyên nhân" in anh.told()
        await anh.send(f"{track}/obstacles", said(stack))
        assert "chờ Sở Y tế trả lời" in words(anh.page)
        for address in (f"{track}/milestones/3.2-1", track):
            await anh.open(address)
            assert "Chưa có nguồn mua máy chủ Quỹ đã chi hết gỡ được: Sở Tài chính" in words(anh.page)


async def test_it_is_answered_passed_up_and_raised_again_until_it_is_lifted(stack: Stack) -> None:
    there = await province(stack, "vw3")
    track = f"/tracks/{there.track}"
    async with desk(stack, there.administrator) as anh, desk(stack, there.officer) as tam:
        await anh.send(f"{track}/obstacles", said(stack))
        here = anh.address
        await tam.open("/")
        assert "Trả lời 1 vướng mắc của cơ sở" in words(tam.page)
        await tam.open(here)
        assert "Nêu vướng mắc" not in words(tam.page).partition("Đã nêu, đã trả lời")[0]
        typed = {"to": "ubnd-tinh", "sent_number": "", "sent_day": "", "sent_issuer": "Sở Y tế", "due": "2020-01-01"}
        await tam.send(f"{here}/passing", typed)
        assert (tam.status, "Số văn bản chuyển: ghi số văn bản" in tam.told()) == (422, True)
        today = day(stack.clock()).isoformat()
        await tam.send(f"{here}/passing", typed | {"sent_number": "15/SYT", "sent_day": today, "due": today})
        assert "chờ cấp trên trả lời" in words(tam.page)
        await tam.send(f"{here}/answer", {"words": "Tỉnh đồng ý"})
        assert "Số văn bản trả lời: ghi số văn bản" in tam.told()
        answer = {"words": "Tỉnh đồng ý", "paper_number": "77/TB", "paper_day": today, "paper_issuer": "UBND tỉnh"}
        await tam.send(f"{here}/answer", answer)
        assert "đã trả lời, chờ đơn vị xác nhận" in words(tam.page)

        await anh.open("/")
        assert "Vướng mắc đã có trả lời: xác nhận đã gỡ hoặc nêu lại" in words(anh.page)
        await anh.open(here)
        assert "“Tỉnh đồng ý”" in words(anh.page)
        await anh.send(f"{here}/reopening", {"reason": "Chưa thấy tiền về", "wanted_by": today})
        await tam.send(
            f"{here}/closing", {"closing": "Tiền đã về", "ended_number": "18/QĐ", "ended_day": today, "ended_issuer": "Sở Tài chính"}
        )
        assert "đã đóng kèm văn bản" in words(tam.page)
        await anh.send(f"{here}/reopening", {"reason": "Thiếu một máy", "wanted_by": today})
        await tam.send(f"{here}/answer", {"words": "Bổ sung máy thứ hai", **{f"paper_{one}": "" for one in ("number", "day", "issuer")}})
        await anh.send(f"{here}/confirmation", {"note": ""})
        assert "đã gỡ" in words(anh.page)
        await anh.open(track)
        assert "1 vướng mắc đã kết thúc" in words(anh.page)
        assert "Nêu lại vướng mắc" in words(anh.page), "in the track's timeline"


async def test_the_list_is_narrowed_by_who_can_lift_it_and_by_plan(stack: Stack) -> None:
    there = await province(stack, "vw2")
    async with desk(stack, there.administrator) as anh, desk(stack, there.officer) as tam:
        for lifter, title in (("bo-y-te", "Chờ Bộ hướng dẫn"), ("so-tai-chinh", "Chờ tiền")):
            await anh.send(f"/tracks/{there.track}/obstacles", said(stack, lifter=lifter, title=title, milestone=[]))
        await anh.send(f"{anh.address}/withdrawal", {"why": " "})
        assert "Lý do rút: ghi lý do" in anh.told()
        await tam.open(f"/obstacles?plan={there.plan}&lifter=bo-y-te")
        assert ("Chờ Bộ hướng dẫn" in tam.page, "Chờ tiền" in tam.page) == (True, False)
        await tam.open("/obstacles?show=late")
        assert "Không có vướng mắc nào ở đây." in tam.page
        await anh.open(f"/obstacles?track={there.track}")
        assert f'href="/tracks/{there.track}"' in anh.page
        await anh.open("/obstacles/không-có")
        assert anh.status == 404
