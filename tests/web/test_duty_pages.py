"""Pages of duties left open or led out of the calendar."""

from typing import NoReturn

import pytest

from services import people
from tests.people import HIS, LAN, MAI, NAM, OANH, PHUC
from tests.stack import Stack
from tests.web.desk import desk
from web.events import Broker, changes


async def test_a_page_left_open_is_told_nothing_once_its_person_signed_out(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        token = str(here.client.cookies["hsba"])

        async def look() -> dict[str, str]:
            return {"who": (await people.who(stack.house, token, stirs=False)).person.name}

        broker = Broker(nobody)
        stream = changes(broker, str(LAN.id), look)
        assert [await anext(stream), await anext(stream)] == [b"retry: 2000\n\n", f"event: who\ndata: {LAN.name}\n\n".encode()]
        await people.sign_out(stack.house, token)
        broker.tell(str(LAN.id))
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
        assert broker.waiting == {}


async def nobody() -> NoReturn:
    raise AssertionError("nothing listens here")


async def test_no_week_is_out_of_the_calendar_and_a_cancelled_shift_leads_back_to_its_week(stack: Stack) -> None:
    async with desk(stack, NAM) as here:
        await here.open("/duties")
        assert [f'<option value="{one.id}"' in here.page for one in (PHUC, MAI, HIS, OANH)] == [True, True, False, False]
        for told in ("0001-01-01", "9999-12-31", "2999-12-31", "x"):
            await here.open(f"/duties?week={told}")
            assert (here.status, "Tuần từ" in here.page) == (200, True), told
        shift = {"person": str(PHUC.id), "duty": "doctor", "since": "2031-03-05T16:30", "until": "2031-03-06T07:00"}
        await here.send("/duties", shift)
        assert (here.status, f'<option value="{PHUC.id}" selected>' in here.page) == (422, True)
        await here.send("/duties", shift | {"paper": "Lịch trực 9 ngày 01/03/2031"})
        assert (here.address, here.query) == ("/duties", "week=2031-03-05")
        which = here.page.split("/duties/")[1].split("/")[0]
        await here.send(f"/duties/{which}/cancellation?week=2031-03-03", {})
        assert (here.query, PHUC.name in here.page.partition("Thêm ca trực")[0]) == ("week=2031-03-03", False)
