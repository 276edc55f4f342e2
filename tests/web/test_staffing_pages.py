"""Posts on their pages: what was typed is kept where it was typed, and an end is not made longer."""

from datetime import timedelta

from domain.roles import Role
from services import people
from tests.care import delivered, newcomer
from tests.people import LAB, LAN, YEN
from tests.stack import Stack
from tests.web.desk import desk


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
