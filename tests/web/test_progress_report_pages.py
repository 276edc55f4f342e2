"""The board of a day, who is behind, and progress reports on pages: made in a click, each number followed to the board."""

import re
from datetime import date, timedelta

from domain.clock import day
from tests.rollout import Province, declared, province, reported
from tests.stack import Stack
from tests.web.desk import Desk, desk


async def made(here: Desk, there: Province, on: date) -> str:
    await here.open(f"/plans/{there.plan}/reports")
    await here.send(f"/plans/{there.plan}/reports", {"on": on.isoformat()})
    assert here.status == 200, here.told()
    return here.address


async def test_a_report_is_made_in_a_click_and_its_numbers_lead_to_the_board_of_its_day(stack: Stack) -> None:
    there = await province(stack, "wr1")
    await declared(stack, there.administrator, there.track)
    await reported(stack, there.administrator, there.track, "3.5-1")
    today = day(stack.clock())
    async with desk(stack, there.officer) as here:
        await here.open(f"/plans/{there.plan}")
        assert f'href="/plans/{there.plan}/reports"' in here.page
        address = await made(here, there, today)
        report = here.page
        assert "Chưa ký, chưa phải văn bản phát hành." in report
        links = dict.fromkeys(found.replace("&amp;", "&") for found in re.findall(rf'href="(/plans/{there.plan}\?on=[^"]+)"', report))
        assert len(links) > 10
        for link in links:
            await here.open(link)
            assert here.status == 200, link
            assert f"Bảng tại ngày {today:%d/%m/%Y}" in here.page
            assert "Không có đơn vị nào." not in here.page, link
        late = f"/plans/{there.plan}?on={today}&show=late&part=3.1-1"
        assert late in links
        await here.open(late)
        assert "đơn vị có việc quá hạn" in here.page
        await here.open(f"{address}/file?format=xlsx")
        assert here.headers["content-disposition"] == f'attachment; filename="bao-cao-tien-do-{today}.xlsx"'
        await here.open(f"{address}/file?format=pdf")
        assert here.headers["content-type"] == "application/pdf"
        await here.open(f"{address}/file?format=docx")
        assert here.status == 422
    async with desk(stack, there.colleague) as here:
        await here.open("/")
        assert "Báo cáo tiến độ đã lập" in here.page
    async with desk(stack, there.administrator) as here:
        await here.open(address)
        assert here.status == 404


async def test_a_cadence_is_entered_and_what_is_wrong_stands_at_its_field(stack: Stack) -> None:
    there = await province(stack, "wr2")
    reports = f"/plans/{there.plan}/reports"
    async with desk(stack, there.officer) as here:
        await here.open(reports)
        assert "Không báo cáo nào được tự lập." in here.page
        await here.send(f"{reports}/cadence", {"every": "month", "weekday": "5", "day": "14"})
        assert "Tự lập hàng tháng, chốt số liệu ngày 14." in here.page
        await here.send(f"{reports}/cadence", {"every": "day", "day": "14"})
        assert here.status == 422
        await here.send(reports, {"on": (day(stack.clock()) + timedelta(days=1)).isoformat()})
        assert here.status == 422
        assert 'id="on-wrong"' in here.page
        await here.send(f"{reports}/cadence", {"every": "", "weekday": "5", "day": "14"})
        assert "Không báo cáo nào được tự lập." in here.page


async def test_the_board_of_another_day_and_who_is_behind(stack: Stack) -> None:
    there = await province(stack, "wr3")
    await declared(stack, there.administrator, there.track)
    today, here_ = day(stack.clock()), f"/plans/{there.plan}"
    async with desk(stack, there.officer) as here:
        await here.open(f"{here_}?on={today + timedelta(days=1)}")
        assert here.status == 422
        assert "trở về trước" in here.page
        assert "Bảng tại ngày" not in here.page.replace("Xem bảng tại ngày", "").replace("Bảng tại một ngày", "")
        await here.open(f"{here_}?on={today - timedelta(days=1)}&late=1")
        assert f"Kế hoạch mở ngày {today:%d/%m/%Y}" in here.page
        await here.open(f"{here_}?on=hôm-qua")
        assert here.status == 422
        await here.open(f"{here_}/behind?part=3.1-1")
        assert "Bệnh viện Đa khoa wr3" in here.page
        assert "chưa có công văn" in here.page
        await here.open(f"{here_}/behind?part=9")
        assert "Không đơn vị nào có việc quá hạn." in here.page
