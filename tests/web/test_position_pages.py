"""Another position, once taken, reaches other things at once."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from domain.names import PositionId
from domain.roles import Role
from store.writes import people as writes
from tests.care import newcomer
from tests.people import DUC, HOSPITAL, WARD
from tests.stack import Stack
from tests.web.desk import desk


async def test_another_position_reaches_other_things_at_once(stack: Stack) -> None:
    someone = await newcomer(stack, "bs.haivai", "Đỗ Hai Vai", Role.DOCTOR, HOSPITAL, WARD)
    second = replace(someone.position, id=PositionId(uuid4()), role=Role.ADMINISTRATOR, department=None, since=date(2026, 2, 1))
    async with stack.sessions.begin() as session:
        await writes.position(session, second)
    async with desk(stack, someone) as here:
        await here.open("/records")
        assert here.status == 200
        await here.send("/session/position", {"position": str(second.id)})
        assert here.address == "/"
        assert 'href="/people"' in here.page
        await here.open("/records")
        assert here.status == 403
        assert "Vị trí đang dùng không có quyền" in here.page
        await here.send("/session/position", {"position": str(DUC.position.id)})
        assert here.status == 403, "somebody else's position"
