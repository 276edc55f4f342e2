"""In Chromium: a draft of a survey outlives its page, is seen by its writer alone, and is gone after signing out."""

from playwright.async_api import expect

from domain.roles import Role
from tests.browser.browser import HAND, page, violations
from tests.browser.offices import Offices
from tests.browser.test_signing import take_over
from tests.browser.test_survey import KEPT, told
from tests.care import newcomer
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import filled


async def test_a_draft_outlives_the_page_is_seen_by_its_writer_alone_and_is_gone_after_signing_out(stack: Stack, desks: Offices) -> None:
    there = await province(stack, "kb2")
    number = await filled(stack, there.administrator, there.track)
    colleague = await newcomer(stack, "cntt.kb2", "Trần Văn Kiên", Role.IT_OFFICER, there.hospital)
    here = f"/tracks/{there.track}/surveys/{number}"
    async with page(desks.browser, desks.house, HAND, touch=True, bypass=True) as tablet:
        await tablet.route("**/events", lambda route: route.abort())
        await take_over(tablet, there.administrator)
        await tablet.goto(here)
        assert await violations(tablet) == []
        await tablet.route("**/answers", lambda route: route.abort())
        await tablet.get_by_label("Số giường bệnh thực kê").fill("600")
        await told(tablet, "Đang lưu trên máy này, chưa gửi")
        await tablet.reload()
        await expect(tablet.get_by_label("Số giường bệnh thực kê")).to_have_value("600")
        await take_over(tablet, colleague)
        await tablet.goto(here)
        await expect(tablet.get_by_label("Số giường bệnh thực kê")).to_have_value("520")
        assert len(await tablet.evaluate(KEPT)) == 1
        asked: list[str] = []

        async def agree(dialog: object) -> None:
            asked.append(dialog.message)  # type: ignore[attr-defined]
            await dialog.accept()  # type: ignore[attr-defined]

        tablet.on("dialog", agree)
        await tablet.locator("header details.menu summary").click()
        await tablet.get_by_role("button", name="Đăng xuất").click()
        await expect(tablet.get_by_label("Tên đăng nhập")).to_be_visible()
        assert (len(asked), await tablet.evaluate(KEPT)) == (1, [])
