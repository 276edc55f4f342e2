"""A merger on pages: entered by one department, refused or accepted by the other, called off, carried out."""

import re

from domain.clock import day
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import Desk, desk

BASIS = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"


def _which(here: Desk) -> str:
    found = re.search(r'id="merger-([0-9a-f-]{36})"', here.page)
    assert found
    return found[1]


async def test_one_enters_it_the_other_refuses_with_words_and_accepts_it_entered_anew(stack: Stack) -> None:
    old, new = await province(stack, "mw1"), await province(stack, "mw2")
    today = day(stack.clock()).isoformat()
    async with desk(stack, old.officer) as ends, desk(stack, new.officer) as takes:
        await ends.open("/mergers")
        assert "Sở tiếp nhận phải đồng ý trước" in ends.page
        await ends.send("/mergers", {"new": new.department, "on": today, "basis": " "})
        assert (ends.status, "cần ghi số, ngày nghị quyết" in ends.page) == (422, True)
        await ends.send("/mergers", {"new": new.department, "on": today, "basis": BASIS})
        assert (ends.status, "chờ Sở tiếp nhận đồng ý" in ends.page) == (200, True)
        which = _which(ends)
        assert f"/mergers/{which}/acceptance" not in ends.page, "its own department does not accept it"
        await takes.open("/")
        assert "đồng ý hoặc từ chối tiếp nhận" in takes.page
        await takes.open("/mergers")
        assert f"/mergers/{which}/acceptance" in takes.page
        await takes.send(f"/mergers/{which}/refusal", {f"reason-{which}": ""})
        assert (takes.status, f'id="reason-{which}-wrong"' in takes.page) == (422, True)
        await takes.send(f"/mergers/{which}/refusal", {f"reason-{which}": "Số nghị quyết không đúng"})
        await ends.open("/mergers")
        assert "Lý do: Số nghị quyết không đúng" in ends.page
        await ends.send("/mergers", {"new": new.department, "on": "2031-07-01", "basis": BASIS})
        assert ends.status == 422
        await ends.send("/mergers", {"new": new.department, "on": today, "basis": BASIS})
        again = next(one for one in re.findall(r'id="merger-([0-9a-f-]{36})"', ends.page) if one != which)
        await takes.send(f"/mergers/{again}/acceptance", {})
        assert (takes.status, "đã chuyển" in takes.page) == (200, True)
        await takes.send(f"/mergers/{again}/acceptance", {})
        assert "Việc hợp nhất này đã thực hiện" in takes.told(), "what has no form any more is told all the same"
    async with desk(stack, old.colleague) as here:
        await here.open(f"/plans/{old.plan}/changes")
        assert "Sở Y tế tỉnh mw1" in here.page
        assert "Sở Y tế tỉnh mw2" in here.page


async def test_it_is_called_off_by_who_entered_it(stack: Stack) -> None:
    old, new = await province(stack, "mw3"), await province(stack, "mw4")
    async with desk(stack, old.officer) as ends:
        await ends.send("/mergers", {"new": new.department, "on": day(stack.clock()).isoformat(), "basis": BASIS})
        which = _which(ends)
        await ends.send(f"/mergers/{which}/ending", {f"reason-{which}": "Ghi nhầm Sở"})
        assert (ends.status, "Lý do: Ghi nhầm Sở" in ends.page) == (200, True)
        assert 'action="/mergers"' in ends.page, "it may be entered anew"
        await ends.send("/mergers/1/ending", {})
        assert ends.status == 404
