"""What a facility declared is read in one list and confirmed in one sitting."""

import re
from datetime import timedelta
from uuid import uuid4

from domain.declarations import Claim, Declaration
from domain.tracks import State
from services import tracks
from tests.rollout import in_force, province
from tests.stack import Stack
from tests.web.desk import desk


async def states(stack: Stack, there: object, *codes: str) -> list[State]:
    track = (await tracks.read(stack.by(there.officer), there.track)).track  # type: ignore[attr-defined]
    return [track.of(code).state for code in codes]


async def test_an_officer_confirms_what_was_read_and_the_rest_is_told(stack: Stack) -> None:
    there = await province(stack, "acp")
    on = in_force(stack) - timedelta(days=30)
    said = [Declaration(code, Claim.DONE, on, f"Báo cáo {n}/BC-BV") for n, code in enumerate(("3.1-1", "3.1-2", "3.3b-1"), 41)]
    await tracks.declare(stack.by(there.administrator), there.track, said)
    here = f"/tracks/{there.track}"
    async with desk(stack, there.administrator) as admin:
        await admin.open(f"{here}/acceptance")
        assert admin.status == 403
    async with desk(stack, there.officer) as officer:
        await officer.open(here)
        assert f'href="{here}/acceptance"' in officer.page
        await officer.open(f"{here}/acceptance?all=1")
        assert re.findall(r'value="([^"]+)" checked', officer.page) == ["3.1-1/1", "3.1-2/1", "3.3b-1/1"]
        assert "Báo cáo 41/BC-BV" in officer.page
        await officer.send(f"{here}/acceptance", {"request": uuid4().hex})
        assert "Chưa chọn mốc nào" in officer.told()
        await tracks.send_back(stack.by(there.colleague), there.track, "3.3b-1", "Thiếu biên bản")
        await officer.send(f"{here}/acceptance", {"request": uuid4().hex, "milestones": ["3.3b-1/1", "3.1-2/1", "3.1-1/7"]})
        assert officer.status == 409
        assert "Đã xác nhận 1 mốc" in officer.page
        assert "3.1-1: đã có báo cáo khác từ lúc anh/chị xem" in officer.page
        assert "3.3b-1: Không có báo cáo nào" in officer.page
        assert await states(stack, there, "3.1-1", "3.1-2", "3.3b-1") == [State.REPORTED, State.ACCEPTED, State.OPEN]
        await officer.send(f"{here}/acceptance", {"request": uuid4().hex, "milestones": ["3.1-1/1"]})
        assert await states(stack, there, "3.1-1") == [State.ACCEPTED]
        await officer.open(f"{here}/acceptance")
        assert "Không còn báo cáo nào chờ" in officer.page
