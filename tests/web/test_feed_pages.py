"""A calendar's address on the page: shown once, read by a program without a session, unchanged answers not sent again."""

import re

import httpx2
from icalendar import Calendar

from tests.people import LAN
from tests.rollout import declared, province
from tests.stack import Stack
from tests.web.desk import desk
from web.app import assemble


def program(stack: Stack) -> httpx2.AsyncClient:
    """What asks for a calendar: it has no cookie."""
    app = assemble(stack.house, https=False, production=False)
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://hsba.test")


async def test_an_address_is_shown_once_and_read_without_a_session(stack: Stack) -> None:
    there = await province(stack, "fp1")
    await declared(stack, there.administrator, there.track)
    async with desk(stack, there.administrator) as here, program(stack) as outlook:
        page = await here.open("/me/feeds")
        assert "Việc của tôi" in page
        made = await here.send("/me/feeds", {"of": "position"}, "fp1-make")
        address = re.search(r'value="(http[^"]+\.ics)"', made)
        assert address
        again = await here.send("/me/feeds", {"of": "position"}, "fp1-make")
        assert ".ics" not in again
        assert "đã hiện một lần" in again
        assert ".ics" not in await here.open("/me/feeds")

        answer = await outlook.get(address[1])
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/calendar")
        assert answer.headers["cache-control"] == "private, max-age=900"
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(events[0]["url"]).startswith("http://hsba.test/tracks/")
        unchanged = await outlook.get(address[1], headers={"if-none-match": answer.headers["etag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        head = await outlook.head(address[1])
        assert (head.status_code, head.headers["etag"], head.content) == (200, answer.headers["etag"], b"")
        assert "đọc lần cuối" in await here.open("/me/feeds")

        await here.send("/me/feeds/revocation", {"of": "position"})
        assert here.status == 200
        assert "Chưa có địa chỉ nào" in here.page
        gone = await outlook.get(address[1])
        assert gone.status_code == 404
        assert "không còn dùng được" in gone.text
        assert (await outlook.get("/feeds/khong-co.ics")).status_code == 404
        assert (await outlook.get("/me/feeds")).status_code == 303, "the page itself asks who it is"


async def test_the_tracks_page_leads_there_with_the_track_chosen(stack: Stack) -> None:
    there = await province(stack, "fp2")
    async with desk(stack, there.officer) as here:
        assert f'href="/me/feeds?track={there.track}"' in await here.open(f"/tracks/{there.track}")
        page = await here.open(f"/me/feeds?track={there.track}")
        assert re.search(rf'value="{there.track}" selected', page)
        await here.send("/me/feeds", {"of": ""})
        assert (here.status, "Chọn lịch" in here.page) == (422, True)
    async with desk(stack, LAN) as elsewhere:
        await elsewhere.open("/me/feeds")
        assert elsewhere.status == 403


async def test_a_calendar_asked_too_often_waits(stack: Stack) -> None:
    there = await province(stack, "fp3")
    async with desk(stack, there.administrator) as here, program(stack) as outlook:
        made = await here.send("/me/feeds", {"of": str(there.track)})
        address = re.search(r'value="(http[^"]+\.ics)"', made)
        assert address
        answers = [(await outlook.get(address[1])).status_code for _ in range(61)]
        assert answers == [200] * 60 + [429]
