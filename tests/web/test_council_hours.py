"""The hour of a council on pages: until it comes nothing is voted, and the secretary moves it."""

from datetime import timedelta

from domain.clock import VIETNAM
from services import appraisals
from tests.council import council_of_seven, shown
from tests.rollout import FOUNDED
from tests.stack import Stack
from tests.web.desk import desk, minute


async def test_a_member_waits_for_the_hour_and_the_secretary_moves_it(stack: Stack) -> None:
    now = await council_of_seven(stack, "wch1", "3.5-10")
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    await shown(stack, now, which)
    at = stack.clock() + timedelta(days=2)
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường", at, anyway="Đủ")
    here = f"/appraisals/{which}"
    async with desk(stack, now.secretary) as secretary, desk(stack, now.first) as member:
        await member.open("/")
        assert "Chuẩn bị họp hội đồng thẩm định" in member.page
        await member.open(here)
        assert ("chờ giờ họp" in member.page, "đến giờ mới biểu quyết" in member.page, "Dời giờ họp" in member.page) == (True, True, False)
        async with desk(stack, now.there.administrator) as admin:
            await admin.open(f"/tracks/{now.there.track}")
            assert "chờ giờ họp" in admin.page, "nowhere does it vote yet"
        await member.send(f"{here}/interests", {"conflict": "none"})
        assert "/votes" not in member.page, "declared, and still before the hour"
        await member.send(f"{here}/criteria/TC01/votes", {"verdict": "met", "evidence": "0" * 64})
        assert (member.status, "chưa đến giờ thì chưa biểu quyết" in member.told()) == (409, True)
        await member.open(f"{here}/hour")
        assert (member.status, "Chủ tịch, thư ký" in member.page) == (403, True)

        await secretary.open(f"{here}/hour")
        assert f'value="{at.astimezone(VIETNAM):%Y-%m-%dT%H:%M}"' in secretary.page
        await secretary.send(f"{here}/hour", {"meets_at": "2035-01-01T08:00", "place": "Phòng 2"})
        assert (secretary.status, 'id="meets_at-wrong"' in secretary.page) == (422, True)
        await secretary.send(f"{here}/hour", {"meets_at": minute(stack), "place": "Phòng 2"})
        assert (secretary.status, secretary.address, "đang biểu quyết" in secretary.page) == (200, here, True), secretary.told()
        await member.open("/")
        assert "dời giờ họp" in member.page
        await member.open(f"{here}?criterion=TC01")
        assert "/criteria/TC01/votes" in member.page
