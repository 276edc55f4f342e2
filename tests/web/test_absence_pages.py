"""Leave without a substitute on pages."""

from datetime import timedelta

from domain.clock import day
from tests.people import HUNG, LAN
from tests.stack import Stack
from tests.web.desk import desk


async def test_it_is_entered_seen_by_everybody_and_ended(stack: Stack) -> None:
    today = day(stack.clock())
    days = {"person": str(HUNG.id), "since": today.isoformat(), "until": (today + timedelta(days=4)).isoformat(), "reason": "Đi công tác"}
    async with desk(stack, HUNG) as here, desk(stack, LAN) as other:
        await here.open("/substitutions")
        assert 'href="/absences"' in here.page
        await here.send("/absences", days | {"until": ""})
        assert (here.status, 'id="until-wrong"' in here.page) == (422, True)
        await here.send("/absences", days)
        assert "Đi công tác" in here.page
        await other.open("/absences")
        assert "Đi công tác" in other.page
        assert f"Kết thúc việc nghỉ của {HUNG.name}" not in other.page
        await other.send("/absences", days)
        assert other.told().startswith("Vị trí đang dùng không có quyền làm việc này. Chính người nghỉ")
        which = here.page.split('action="/absences/')[1].split("/")[0]
        await here.send(f"/absences/{which}/ending", {})
        assert "Đi công tác" not in here.page
