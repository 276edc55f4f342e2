"""In Chromium under the strict policy: answers given without network stay on the tablet, are sent later, and are cleared on signing out."""

from playwright.async_api import Page, expect

from domain.roles import Role
from services import survey_views, surveys
from tests.browser.browser import HAND, complaints, page, sideways
from tests.browser.offices import Offices
from tests.browser.test_signing import take_over
from tests.care import newcomer
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import filled

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('hsba-survey/'))"


async def told(here: Page, words: str) -> None:
    await expect(here.locator("[data-told]")).to_contain_text(words)


async def test_answers_given_without_network_are_sent_when_it_is_back_and_join_those_of_a_colleague(stack: Stack, desks: Offices) -> None:
    there = await province(stack, "kb1")
    number = await filled(stack, there.administrator, there.track)
    colleague = await newcomer(stack, "cntt.kb1", "Trần Văn Kiên", Role.IT_OFFICER, there.hospital)
    here = f"/tracks/{there.track}/surveys/{number}"

    async def answers() -> dict[str, object]:
        return (await survey_views.read(stack.by(there.administrator), there.track, number)).shown.answers

    async with page(desks.browser, desks.house, HAND, touch=True) as tablet:
        said = complaints(tablet)
        await tablet.route("**/events", lambda route: route.abort())
        await take_over(tablet, there.administrator)
        await tablet.goto(here)
        assert await sideways(tablet) == 0
        await tablet.get_by_label("Số giường bệnh thực kê").fill("530")
        await told(tablet, "Đã lưu lúc")
        assert (await answers())["beds"] == 530
        await tablet.context.set_offline(True)
        await tablet.get_by_label("Tủ Rack").fill("5")
        await tablet.get_by_label("Thiết bị lưu điện cho phòng máy chủ").fill("4")
        await told(tablet, "Đang lưu trên máy này, chưa gửi")
        await surveys.save(stack.by(colleague), there.track, number, 2, {"ups": 3, "it_staff": 7})
        assert (await answers())["racks"] == 2
        await tablet.context.set_offline(False)
        # Of the power supplies both said something: nothing is overwritten, the racks are kept.
        await told(tablet, "Có người khác trả lời khác")
        found = await answers()
        assert [found[code] for code in ("racks", "ups", "it_staff")] == [5, 3, 7]
        await tablet.get_by_role("button", name="Lưu", exact=True).last.click()
        await tablet.get_by_role("radio", name="4 thiết bị").check()
        await tablet.get_by_role("button", name="Lưu", exact=True).last.click()
        await expect(tablet.get_by_text("Đã lưu. 1 câu thay đổi.")).to_be_visible()
        assert (await answers())["ups"] == 4
        assert await tablet.evaluate(KEPT) == []
        assert [one for one in said if "ERR_" not in one] == []
