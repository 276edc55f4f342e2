"""Posts, duties and substitutions on their pages: what was typed is kept where it was typed."""

from datetime import timedelta
from typing import NoReturn

import pytest

from domain.people import Role
from services import people
from tests.care import delivered, newcomer
from tests.people import HIS, LAB, LAN, MAI, NAM, OANH, PHUC, YEN
from tests.stack import Stack
from tests.web.desk import desk
from web.events import Broker, changes


async def test_an_ending_that_is_refused_stays_in_its_own_form(stack: Stack) -> None:
    one = await newcomer(stack, "bs.thoi", "Kiều Văn Thôi", Role.DOCTOR, department=LAB)
    held = next(post.position for post in await people.colleagues(stack.by(YEN)) if post.position.person == one.id)
    here_is = f"/people/{one.id}/posts"
    async with desk(stack, YEN) as here:
        before = {"post": str(held.id), "last": (held.since - timedelta(days=1)).isoformat(), "why": "QĐ 31/QĐ-BV"}
        await here.send(f"{here_is}/ending", before)
        assert (here.status, "Trước ngày giữ chức vụ" in here.page, 'value="QĐ 31/QĐ-BV"' in here.page) == (422, True, True)
        ending, _, giving = here.page.partition("Giao thêm chức vụ")
        assert 'role="alert"' in ending
        assert 'role="alert"' not in giving
        assert "<details open>" in ending
        await here.send(f"{here_is}/ending", before | {"last": held.since.isoformat(), "why": " "})
        assert 'id="why-1-wrong"' in here.page
        assert 'id="basis-wrong"' not in here.page


async def test_when_the_last_post_ended_before_today_the_page_of_people_follows(stack: Stack) -> None:
    one = await newcomer(stack, "bs.roi", "Kiều Thị Rời", Role.DOCTOR, department=LAB)
    context = stack.by(YEN)
    held = next(post.position for post in await people.colleagues(context) if post.position.person == one.id)
    last = (context.today - timedelta(days=1)).isoformat()
    async with desk(stack, YEN) as here:
        await here.send(f"/people/{one.id}/posts/ending", {"post": str(held.id), "last": last, "why": "QĐ 32/QĐ-BV"})
        assert (here.status, here.address) == (200, "/people")
        assert one.name not in here.page


async def test_an_ended_post_is_not_made_longer(stack: Stack) -> None:
    one = await newcomer(stack, "bs.het", "Kiều Thị Hết", Role.DOCTOR, department=LAB)
    context = stack.by(YEN)
    held = next(post.position for post in await people.colleagues(context) if post.position.person == one.id)
    ending = {"post": str(held.id), "why": "QĐ 33/QĐ-BV"}
    async with desk(stack, YEN) as here:
        await here.send(f"/people/{one.id}/posts/ending", ending | {"last": context.today.isoformat()})
        assert here.status == 200
        await here.send(f"/people/{one.id}/posts/ending", ending | {"last": (context.today + timedelta(days=90)).isoformat()})
        assert (here.status, "đã thôi từ hết ngày" in here.page) == (422, True)


async def test_a_number_no_version_has_is_no_page(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    far = f"/documents/{seen.document}/99999999999999"
    async with desk(stack, LAN) as here:
        for address in (f"{far}/signers", f"{far}/enclosures/drawing", far):
            await here.open(address)
            assert here.status == 404, address
        await here.send(f"/inbox/{seen.document}/99999999999999/set", {})
        assert here.status == 404
        await here.send(f"/inbox/{seen.document}/99999999999999/later", {})
        assert here.status == 404


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
