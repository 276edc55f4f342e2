"""A plan that changes in flight, on pages."""

import re

from domain.clock import day
from domain.deadlines import Nature
from policies.plan_written import yaml_of
from tests.rollout import CODE, province
from tests.services.test_plan_editions import MOVED, PAPER, moved
from tests.stack import Stack
from tests.web.desk import desk


async def test_an_edition_with_three_other_days_is_looked_at_and_applied(stack: Stack) -> None:
    there = await province(stack, "wc")
    content = yaml_of(moved(stack.house.policies.plan(CODE), "3", 10)).encode()
    async with desk(stack, there.officer) as officer, desk(stack, there.administrator) as admin:
        await officer.open(f"/plans/{there.plan}")
        assert f'href="/plans/{there.plan}/changes"' in officer.page
        await officer.send(f"/plans/{there.plan}/changes", {}, files={"file": ("ban.docx", b"PK", "application/octet-stream")})
        assert officer.status == 422
        assert "chỉ nhận tệp" in officer.told().lower()
        broken = content.replace(b"kind: survey", b"kind: survy", 1)
        await officer.send(f"/plans/{there.plan}/changes", {}, files={"file": ("ban-3.yaml", broken, "text/yaml")})
        assert re.search(r"\bban-3\.yaml:\d+", officer.told()), "file and line"
        await officer.send(f"/plans/{there.plan}/changes", {}, files={"file": ("ban-3.yaml", content, "text/yaml")})
        assert "Bản 3 so với bản 2 đang chạy" in officer.page, officer.told()
        assert officer.page.count(">đổi hạn</td>") == len(MOVED)
        await officer.send(officer.address, {"paper": ""})
        assert "cần ghi số, ngày văn bản" in officer.told().lower()
        await officer.send(officer.address, {"paper": PAPER})
        assert officer.address == f"/plans/{there.plan}/changes"
        assert officer.page.count(PAPER) == len(MOVED)
        await admin.open("/")
        assert "Kế hoạch có bản mới: 3 điều khác" in admin.page
        await admin.open(f"/plans/{there.plan}/changes")
        assert "Áp dụng" not in admin.page
        assert 'action="/plans/' not in admin.page, "only the department changes it"
        await admin.open(f"/tracks/{there.track}/milestones/3.1-1")
        assert "<s>" in admin.page, "the first day stays visible"
        assert PAPER in admin.page


async def test_a_day_is_moved_for_one_facility_and_a_directed_one_never_back(stack: Stack) -> None:
    there = await province(stack, "wd")
    plan = stack.house.policies.plan(CODE)
    async with desk(stack, there.officer) as officer:
        await officer.open(f"/tracks/{there.track}/milestones/3.6-2")
        where = re.search(r'href="(/plans/[^"]*code=3\.6-2[^"]*)#move"', officer.page)
        assert where
        await officer.open(where[1].replace("&amp;", "&"))
        assert "Chỉ cho Bệnh viện Đa khoa wd" in officer.page
        task, part = next((task, part) for task, part in plan.parts() if part.code == "3.6-2")
        assert task.dues_of(part)[0].nature is Nature.DIRECTED
        said = {"code": "3.6-2", "to": "2027-06-01", "reason": "Chờ vốn", "paper": "Công văn 88/SYT-NV", "track": str(there.track)}
        await officer.send(f"/plans/{there.plan}/dates", said)
        assert (officer.status, "không được lùi" in officer.told()) == (422, True)
        assert 'value="2027-06-01"' in officer.page, "what was typed is kept"
        sooner = min(day(stack.clock()), plan.effective_until).isoformat()
        await officer.send(f"/plans/{there.plan}/dates", said | {"to": sooner})
        assert officer.address == f"/plans/{there.plan}/changes", officer.told()
        await officer.open(f"/tracks/{there.track}/milestones/3.6-2")
        assert "Công văn 88/SYT-NV (Chờ vốn)" in officer.page


async def test_another_plan_enters_from_the_template(stack: Stack) -> None:
    there = await province(stack, "we", opens=False)
    async with desk(stack, there.officer) as officer:
        await officer.open("/plans")
        assert 'href="/plan-papers/new"' in officer.page
        await officer.open("/plan-papers/template.xlsx")
        found = await officer.client.get("/plan-papers/template.xlsx")
        await officer.send("/plan-papers/new", {}, files={"file": ("mau.xlsx", found.content, "application/octet-stream")})
        assert officer.address.startswith("/plan-papers/"), officer.told()
