"""One facility in Chromium: from its survey over the council to confirmed go-live, and what each sees when a regulation changes later."""

from datetime import date, timedelta

from playwright.async_api import Page, expect
from sqlalchemy import select

from app import wiring
from domain.clock import day
from domain.names import DepartmentId, DocumentId
from domain.roles import Role
from domain.tracks import State
from services import issuing, records, signatures, surveys, tracks
from services.appraisal_facts import follow_facts
from services.issuing import NewOutside
from signing.verification import verify
from store.tables.signatures import DocumentRow, VersionRow
from store.writes import people as writes
from tests.browser.offices import Offices
from tests.browser.pressing import judged, press
from tests.browser.test_council import asks, brings, two_rounds
from tests.browser.test_golive import ANNOUNCED, act, chooses, confirms, drafts, goes, prepares, signs
from tests.care import newcomer, patient, until
from tests.council import Council, all_sign, council_of_seven
from tests.golive import Hospital, regulations
from tests.people import PIN
from tests.rollout import DECISION, pdf
from tests.stack import Stack
from tests.surveying import ANSWERS

EVALUATION = {"to": "Sở Y tế tỉnh Hưng Yên", "results": "Mọi khoa ghi và ký trên hệ thống.", "obstacles": "Còn ký chậm ngoài giờ."}


async def hospital_of(stack: Stack, now: Council) -> Hospital:
    """The council's hospital with two wards, a head and a doctor in one of them."""
    ward, surgery = (DepartmentId(f"{now.there.hospital}/{one}") for one in ("NOI", "NGOAI"))
    async with stack.sessions.begin() as session:
        await writes.department(session, ward, now.there.hospital, "Khoa Nội tổng hợp")
        await writes.department(session, surgery, now.there.hospital, "Khoa Ngoại")
    head = await newcomer(stack, "tk.bach.bw1", "Trịnh Văn Bách", Role.HEAD, now.there.hospital, ward)
    doctor = await newcomer(stack, "bs.nga.bw1", "Lưu Thị Ngà", Role.DOCTOR, now.there.hospital, ward)
    for one in (head, doctor, now.there.administrator):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Bệnh viện Đa khoa bw1", "person")
    return Hospital(now.there, now.chair, now.clerk, head, doctor, ward, surgery)


async def surveyed(stack: Stack, desks: Offices, here: Hospital) -> DocumentId:
    """Filled in, taken by the department, drawn up and signed: the milestone reports itself and is accepted."""
    admin, track = await desks.of(here.administrator), f"/tracks/{here.there.track}"
    await admin.goto(f"{track}/surveys")
    await press(admin.get_by_role("button", name="Bắt đầu khảo sát lần 1"))
    await surveys.save(stack.by(here.administrator), here.there.track, 1, 0, {**ANSWERS})
    await admin.goto(f"{track}/surveys/1")
    await admin.get_by_label("Số giường bệnh thực kê").fill("530")
    await judged(admin, "road-survey")
    await press(admin.get_by_role("button", name="Lưu và gửi Sở Y tế"))
    await expect(admin.get_by_role("button", name="Lưu và gửi Sở Y tế")).to_have_count(0)
    officer = await desks.of(here.there.officer)
    await officer.goto(f"{track}/surveys/1")
    await judged(officer, "road-survey-review")
    await press(officer.get_by_role("button", name="Chấp nhận"))
    await expect(officer.get_by_role("button", name="Chấp nhận")).to_have_count(0)
    await admin.goto(f"{track}/surveys/1")
    await press(admin.get_by_role("button", name="Lập phiếu và trình ký"))
    await expect(admin.locator("#reading")).to_be_visible()
    (line,) = await signatures.inbox(stack.by(here.administrator))
    await all_sign(stack, line.document, here.administrator, here.director)
    by, code = stack.by(here.there.officer), "3.1-1"
    await until(lambda: tracks.milestone(by, here.there.track, code), lambda view: view.line.progress.state is State.REPORTED)
    await officer.goto(f"{track}/milestones/{code}")
    await press(officer.get_by_role("button", name="Xác nhận đã xong"))
    await expect(officer.get_by_role("button", name="Xác nhận đã xong")).to_have_count(0)
    return line.document


async def regulation(stack: Stack, here: Hospital, number: str, issued: date) -> None:
    """Entered in the register by the clerk, as it was issued on paper."""
    await issuing.enter(
        stack.by(here.clerk), NewOutside(number, issued, "Quy chế hồ sơ bệnh án điện tử", subject="ehr", file=pdf(f"Quy chế {number[:2]}"))
    )


async def links(admin: Page) -> None:
    """What hsba itself knows of the regulation is the evidence of the first criterion."""
    await admin.get_by_label("Lấy số liệu của hệ thống làm minh chứng").check()
    await admin.get_by_label("Cơ sở tự chấm").select_option("met")
    await press(admin.get_by_role("button", name="Nộp minh chứng"))
    await expect(admin.get_by_role("listitem").filter(has_text="đã có minh chứng")).to_have_count(1)


async def goes_live(stack: Stack, desks: Offices, here: Hospital) -> None:
    today, tomorrow = day(stack.clock()), day(stack.clock()) + timedelta(days=1)
    await prepares(desks, here, today)
    admin = await goes(desks, here.administrator, here)
    await press(admin.get_by_role("link", name="Lập quyết định"))
    await drafts(admin, {**DECISION, "starts_on": tomorrow.isoformat()})
    await signs(stack, desks, here)
    admin = await goes(desks, here.administrator, here)
    await press(admin.get_by_role("link", name="Lập công văn công bố, báo cáo"))
    await drafts(admin, ANNOUNCED)
    await signs(stack, desks, here)
    for ward in (here.ward, here.surgery):
        admin = await goes(desks, here.administrator, here)
        await act(admin, "Cho khoa bắt đầu", "Cho bắt đầu", department=ward, on=tomorrow.isoformat())
    await chooses(await desks.of(here.head))
    await confirms(stack, desks, here)


async def six_weeks_later(stack: Stack, desks: Offices, here: Hospital, now: Council) -> None:
    """Another regulation is in force: the verdict is stale, and everybody concerned sees it and why."""
    stack.clock.ahead = timedelta(days=42)
    desks.pages.clear()
    await regulation(stack, here, "46/QC-BV", day(stack.clock()))
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    admin = await desks.of(here.administrator)
    await admin.goto("/")
    await expect(admin.get_by_role("main")).to_contain_text("thẩm định lại")
    await judged(admin, "road-stale-inbox")
    admin = await goes(desks, here.administrator, here)
    await expect(admin.get_by_role("main")).to_contain_text("minh chứng đã thay đổi sau kết luận, phải thẩm định lại")
    await judged(admin, "road-stale-golive")
    await press(admin.get_by_role("link", name="Lập báo cáo đánh giá"))
    await drafts(admin, dict(EVALUATION))
    await signs(stack, desks, here)
    found = (await tracks.read(stack.by(now.chair), here.there.track)).appraisals[-1]
    for one, name in ((now.chair, "chair"), (now.doctor, "member"), (here.there.officer, "officer")):
        page = await desks.of(one)
        await page.goto(f"/appraisals/{found.id}")
        for number in ("số 45/QC-BV", "→", "số 46/QC-BV"):
            await expect(page.get_by_role("main").locator(".told.bad")).to_contain_text(number)
        await judged(page, f"road-stale-{name}")
    officer = await desks.of(here.there.officer)
    await officer.goto(f"/plans/{here.there.plan}/golive")
    await judged(officer, "road-province")


async def every_paper_verifies(stack: Stack, here: Hospital) -> int:
    """Each signed paper of the facility, by the signing room's own judge; how many."""
    async with stack.sessions() as session:
        d, v = DocumentRow, VersionRow
        whole = (d.facility == here.there.hospital, d.record.is_(None), v.completed_at.is_not(None))
        rows = await session.execute(select(d.id, v.number).join(v, v.document == d.id).where(*whole))
        found = [(DocumentId(which), number) for which, number in rows]
    for which, number in found:
        verdict = await verify(
            await signatures.pdf(stack.by(here.administrator), which, number), wiring.trust(stack.settings), clock=stack.clock
        )
        assert verdict.valid, (which, verdict.findings)
    return len(found)


async def test_from_survey_to_confirmed_go_live_and_six_weeks_later(stack: Stack, desks: Offices) -> None:
    now = await council_of_seven(stack, "bw1", "3.1-1", "3.5-10", "3.6-2")
    here = await hospital_of(stack, now)
    await records.open(stack.by(here.doctor), patient("74001", department=here.ward, doctor=here.doctor.id))
    await surveyed(stack, desks, here)
    await regulations(stack, here)
    await regulation(stack, here, "45/QC-BV", day(stack.clock()) - timedelta(days=30))
    admin = await desks.of(here.administrator)
    which = await asks(admin, now)
    await links(admin)
    await brings(admin, 10, 1)
    await two_rounds(stack, desks, now, which)
    await goes_live(stack, desks, here)
    await six_weeks_later(stack, desks, here, now)
    assert await every_paper_verifies(stack, here) == 8, "survey, two foundings, two minutes, decision, announcement, evaluation"
