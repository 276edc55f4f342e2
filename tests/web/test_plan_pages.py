"""A province's plan on pages: opened, declared, reported, judged, drafted, appraised, decided."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest

from domain.clock import day
from domain.names import DepartmentId, FacilityId
from domain.roles import Role
from services.people import HASHER
from store.writes import people as writes
from tests import rollout
from tests.care import until
from tests.golive import LETTER
from tests.people import LAN, PASSWORD, PIN, TAM, Someone
from tests.rollout import CODE, DECISION, FOUNDED, SURVEY
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.going_live import began, prepared, publication_drawn_up
from web.inputs import typed

DEPARTMENT, HOSPITAL = FacilityId("WP"), FacilityId("WP001")
OFFICER = Someone("syt.tam.wp", "Lương Thanh Tâm", Role.HEALTH_OFFICER, DEPARTMENT)
ADMINISTRATOR = Someone("qt.anh.wp", "Phạm Thị Ngọc Ánh", Role.ADMINISTRATOR, HOSPITAL)
DIRECTOR = Someone("gd.son.wp", "Nguyễn Hồng Sơn", Role.DIRECTOR, HOSPITAL)
CLERK = Someone("vt.oanh.wp", "Hoàng Thị Oanh", Role.CLERK, HOSPITAL)
SECRETARY = Someone("kh.nam.wp", "Vũ Văn Nam", Role.RECORDS_OFFICER, HOSPITAL)
HEAD = Someone("tk.hung.wp", "Trần Quốc Hùng", Role.HEAD, HOSPITAL)
EARLIER = ("3.2-1", "3.2-2", "3.3b-1", "3.3b-5", *(f"3.5-{n}" for n in range(1, 10)))
"""Milestones that the hospital says were done before the plan was opened: what comes later waits for them."""
SIGNERS = (ADMINISTRATOR, DIRECTOR, CLERK, SECRETARY, HEAD)


@pytest.fixture(scope="module")
async def province(stack: Stack) -> Stack:
    """A department of health with one hospital, whose people only these tests know."""
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        await writes.facility(session, DEPARTMENT, "Sở Y tế tỉnh Thử", "health_department", None, "Hưng Yên")
        await writes.facility(session, HOSPITAL, "Bệnh viện Đa khoa Thử", "hospital", DEPARTMENT, "Hưng Yên")
        for one in (OFFICER, *SIGNERS):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
        await writes.department(session, DepartmentId(f"{HOSPITAL}/NOI"), HOSPITAL, "Khoa Nội tổng hợp")
    for one in SIGNERS:
        await stack.house.signer.enrol(one.id, PIN, one.name, "Bệnh viện Đa khoa Thử", "person")
    await stack.house.signer.enrol_organisation(HOSPITAL, "Bệnh viện Đa khoa Thử", "organisation")
    return stack


def files(name: str, words: str) -> dict[str, tuple[str, bytes, str]]:
    return {name: (f"{words}.pdf", b"%PDF-1.7\n% " + words.encode() + b"\n%%EOF\n", "application/pdf")}


async def signed(people: Sequence[Desk], document: str) -> None:
    for here in people:
        await until(lambda at=here: at.open("/"), lambda page: f'id="task-{document}"' in page)  # type: ignore[misc]
        assert '<span class="small">Bệnh viện Đa khoa Thử</span>' in here.page, "whose paper it is, not the code of its form"
        await here.sign(document, 1)
        assert here.status == 200, here.told()


def link(here: Desk, pattern: str) -> str:
    found = re.search(rf'href="({pattern})"', here.page)
    assert found, f"no {pattern} on {here.address}"
    return found[1]


async def test_a_hospital_goes_live_on_pages(province: Stack) -> None:
    async with (
        desk(province, OFFICER) as officer,
        desk(province, ADMINISTRATOR) as admin,
        desk(province, DIRECTOR) as director,
        desk(province, CLERK) as clerk,
        desk(province, SECRETARY) as secretary,
        desk(province, HEAD) as head,
    ):
        track = await _opened(officer, admin)
        await _declared(admin, track, province)
        await _reported(admin, officer, track)
        await _surveyed(admin, officer, director, track)
        await _appraised(admin, director, secretary, head, track)
        await _decided(admin, director, clerk, officer, track)


async def _opened(officer: Desk, admin: Desk) -> str:
    await officer.open("/plans")
    assert "Chưa có kế hoạch nào được mở" in officer.page
    await officer.send("/plans", {"plan": CODE})
    assert (officer.status, "Tải lại trang rồi chọn kế hoạch" in officer.page) == (422, True), "the page says which edition it shows"
    (seen,) = [one for one in re.findall(r'name="seen" value="([^"]*)"', officer.page) if one.startswith(f"{CODE} ")]
    await officer.send("/plans", {"plan": CODE, "seen": f"{CODE} {uuid4()}"})
    assert (officer.status, "đã có bản khác từ lúc anh/chị xem" in officer.told()) == (409, True)
    await officer.send("/plans", {"plan": CODE, "seen": seen})
    assert officer.address.startswith("/plans/"), officer.told()
    assert "Bệnh viện Đa khoa Thử" in officer.page
    assert "Số: …/KH-UBND" in officer.page, "a number that is not given yet is left open"
    assert "chưa khai báo" in officer.page
    await admin.open("/plans")
    assert 'action="/plans"' not in admin.page, "only the department opens plans"
    await admin.open(officer.address)
    assert "Sở Y tế tỉnh Thử</a>" not in admin.page
    track = link(admin, r"/tracks/[0-9a-f-]+")
    await admin.open(track)
    assert "Khai báo lại 33 mốc" in admin.page
    assert "Còn 33 mốc chưa khai báo lại" in admin.page
    await admin.open("/")
    assert "cần khai báo lại 33 mốc" in admin.page, "told"
    assert f'href="{track}/declaration" data-row' in admin.page, "and waiting in the inbox"
    assert 'data-count="1"' in admin.page
    return track


async def _declared(admin: Desk, track: str, stack: Stack) -> None:
    await admin.open(f"{track}/declaration")
    codes = re.findall(r'name="state-([^"]+)"', admin.page)
    said = {f"state-{code}": "doing" for code in codes} | {"state-3.3b-3": "not_applicable"}
    for code in EARLIER:
        said |= {f"state-{code}": "done", f"on-{code}": "2026-05-15", f"paper-{code}": "Quyết định 12/QĐ-BV ngày 15/5/2026"}
    await admin.send(f"{track}/declaration", said)
    assert admin.status == 422
    assert "Cần ghi giấy tờ làm căn cứ" in admin.page
    assert 'aria-describedby="paper-3.3b-3-wrong' in admin.page
    await admin.send(f"{track}/declaration", said | {"paper-3.3b-3": "Công văn 45/BV: không có RIS-PACS"})
    assert admin.address == track
    assert f"{track}/declaration" not in admin.page


async def _reported(admin: Desk, officer: Desk, track: str) -> None:
    here = f"{track}/milestones/3.3b-2"
    await admin.open(f"{track}/milestones/3.1-2")
    assert "Mốc này chờ việc trước" in admin.page
    assert "/reports" not in admin.page, "what waits for another is not offered"
    await admin.send(f"{track}/milestones/3.1-2/reports", {"done_on": "2026-05-20", "paper": "Kế hoạch 9/KH-BV"})
    assert (admin.status, "Mốc này chờ việc trước" in admin.page) == (409, True)
    await admin.open(here)
    assert "Kế hoạch viết" in admin.page
    done = {"done_on": "2026-05-20", "note": "Đã lắp đặt máy chủ"}
    await admin.send(f"{here}/reports", done)
    assert admin.status == 409
    assert "Cần tệp minh chứng hoặc giấy tờ" in admin.told()
    assert "Đã lắp đặt máy chủ</textarea>" in admin.page
    await admin.send(f"{here}/reports", done, files=files("file", "Nghiệm thu"))
    assert "chờ xác nhận" in admin.page
    assert f'action="{here}/acceptance"' not in admin.page
    await admin.open(link(admin, rf"{track}/evidence/[0-9a-f]+"))
    assert admin.headers["content-type"] == "application/pdf"

    await officer.open(here)
    assert "Đã lắp đặt máy chủ" in officer.page
    await officer.send(f"{here}/return", {"note": ""})
    assert "Cần nêu lý do trả lại" in officer.page
    await officer.send(f"{here}/return", {"note": "Thiếu biên bản đo kiểm"})
    await admin.open(here)
    assert "bị trả lại" in admin.page
    assert "Thiếu biên bản đo kiểm" in admin.page
    await admin.send(f"{here}/reports", done | {"paper": "Biên bản 12/BB-BV ngày 20/5/2026"})
    await officer.send(f"{here}/acceptance", {"remark": "Đã kiểm tra"})
    assert "đã xong" in officer.page


async def _surveyed(admin: Desk, officer: Desk, director: Desk, track: str) -> None:
    here = f"{track}/milestones/3.1-1"
    await admin.open(f"{here}/document/new")
    assert "Số giường bệnh thực kê (giường; nếu có)" in admin.page
    fields = _typed("survey", SURVEY, officer)
    await admin.send(f"{here}/document", fields | {"more": "systems"})
    assert 'name="systems-2-kind"' in admin.page, "one more line"
    assert 'value="HIS của bệnh viện"' in admin.page, "what was typed is kept"
    await admin.send(f"{here}/document", fields | {"surveyed_on": ""})
    assert admin.status == 422
    assert 'id="surveyed_on-wrong">Hãy điền' in admin.page
    await admin.send(f"{here}/document", fields)
    assert admin.address.startswith("/documents/"), admin.told()
    assert "05/05/2026" in admin.page
    await signed((admin, director), admin.address.split("/")[2])
    await until(lambda: officer.open(here), lambda page: "Xác nhận đã xong" in page)
    await officer.send(f"{here}/acceptance", {})
    assert "đã xong" in officer.page


def _typed(form: str, content: dict[str, Any], here: Desk) -> dict[str, str]:
    """A form's data as somebody types it."""
    house = here.client._transport.app.state.house  # type: ignore[attr-defined]
    return typed(house.policies.form(form, day(house.clock())).fields, content)


async def _appraised(admin: Desk, chair: Desk, secretary: Desk, member: Desk, track: str) -> None:
    await admin.open(f"{track}/golive/record")
    assert "chưa có kết luận của hội đồng" in admin.page.lower()
    await admin.send(f"{track}/appraisals", {})
    here = admin.address
    assert here.startswith("/appraisals/"), admin.told()
    codes = re.findall(r"\?criterion=([A-Z0-9]+)", admin.page)[:10]
    for code in codes:
        await admin.send(f"{here}/criteria/{code}/evidence", {}, files=files("file", f"Minh chứng {code}"))
        assert admin.status == 200, admin.told()
    await admin.open(f"{here}/council")
    assert ADMINISTRATOR.name not in admin.page.split("<main")[1], "who brought evidence is no candidate"
    seats = {"chair": str(DIRECTOR.id), "secretary": str(SECRETARY.id), "member-1": str(HEAD.id)}
    await admin.send(f"{here}/council", seats | {"founded_by": "", "place": ""})
    assert admin.status == 422
    await admin.send(f"{here}/council", seats | {"founded_by": FOUNDED, "place": "Phòng họp tầng 2"})
    assert "đang biểu quyết" in admin.page, admin.told()

    await chair.open("/")
    assert "mời anh/chị vào hội đồng" in chair.page
    for voter in (chair, secretary):
        await voter.open(here)
        assert "/votes" not in voter.page, "first what one declares of one's interests"
        await voter.send(f"{here}/interests", {"conflict": "none"})
        assert voter.status == 200, voter.told()
        for _ in codes:
            # Each vote leads to the next criterion that waits for mine.
            action = re.search(rf'action="({here}/criteria/[A-Z0-9]+/votes)"', voter.page)
            assert action
            said = {"verdict": "met", "evidence": voter.hidden("evidence")}
            await voter.send(action[1], said)
            assert "mở mọi tệp minh chứng" in voter.told(), "the browser shows the file beside the vote; this one had not"
            await voter.open(f"{track}/evidence/{said['evidence']}")
            await voter.send(action[1], said)
            assert voter.status == 200, voter.told()
    assert "2/3 thành viên" in secretary.page
    assert "Kết thúc biểu quyết" not in secretary.page, "only the chair closes"
    await chair.send(f"{here}/closing", {"conclusion": "Đáp ứng điều kiện."})
    assert chair.address.startswith("/documents/"), chair.told()
    await signed((secretary, member, chair), chair.address.split("/")[2])
    await until(lambda: admin.open(here), lambda page: "Hội đồng kết luận: đáp ứng." in page and "chờ ký biên bản" not in page)


async def _decided(admin: Desk, director: Desk, clerk: Desk, officer: Desk, track: str) -> None:
    await prepared(admin, officer, track)
    await admin.open(track)
    assert "Lập quyết định sử dụng" in admin.page
    here = f"{track}/golive/record/decision"
    await admin.open(here)
    assert 'name="minutes"' not in admin.page, "the house cites the minutes"
    await admin.send(here, _typed("golive-decision", DECISION, admin) | {"starts_on": "2026-12-15"})
    assert admin.address.startswith("/documents/"), admin.told()
    decision = admin.address.split("/")[2]
    await _offers_no_decision(admin, track)
    await signed((director,), decision)
    await until(lambda: clerk.open("/"), lambda page: "Nhập PIN là cấp số: mỗi văn bản" in page)
    await clerk.open(f"/documents/{decision}/1")
    assert "Nhập PIN là cấp số: văn bản lấy số tiếp theo" in clerk.page, "said beside the PIN, before it is given"
    await signed((clerk,), decision)
    await until(lambda: officer.open(f"{track}/milestones/3.6-2"), lambda page: "Xác nhận đã xong" in page)
    await officer.send(f"{track}/milestones/3.6-2/acceptance", {})
    await officer.open(track)
    assert "từ ngày <time" in " ".join(officer.page.split())
    assert "15/12/2026" in officer.page
    await _offers_no_decision(admin, track)
    await publication_drawn_up(admin, track, _typed("golive-letter", LETTER, admin))
    await signed((director, clerk), admin.address.split("/")[2])
    await began(admin, officer, track, HOSPITAL)


async def _offers_no_decision(admin: Desk, track: str) -> None:
    """It is being signed, or made."""
    for page in (track, f"{track}/golive/record", f"{track}/milestones/3.6-2"):
        await admin.open(page)
        offers = (f'href="{track}/golive">Lập quyết định', "golive/record/decision", "Xem điều kiện và lập quyết định")
        assert [offer for offer in offers if offer in admin.page] == []


async def test_a_nurse_and_a_stranger_reach_no_track(province: Stack) -> None:
    async with desk(province, TAM) as tam, desk(province, LAN) as lan, desk(province, OFFICER) as officer:
        await officer.open("/plans")
        plan = link(officer, r"/plans/[0-9a-f-]+")
        await officer.open(plan)
        track = link(officer, r"/tracks/[0-9a-f-]+")
        for here, status in ((tam, 403), (lan, 403)):
            await here.open(track)
            assert here.status == status
        await tam.open(plan)
        assert tam.status == 404


async def test_a_filter_in_the_address_that_names_nothing_is_told_above_the_whole_board(stack: Stack) -> None:
    there = await rollout.province(stack, "wfn")
    async with desk(stack, there.officer) as here:
        for asked, said in (
            ("kind=tau-bay", "Không có loại cơ sở “tau-bay”"),
            ("part=9.9-9", "Kế hoạch không có việc hay mốc “9.9-9”"),
            ("lead=so-la", "Kế hoạch không giao việc cho “so-la”"),
            (f"on={day(stack.clock())}&show=rocket", "Không có cách xem “rocket”"),
        ):
            await here.open(f"/plans/{there.plan}?{asked}")
            assert (here.status, said in here.page) == (422, True), asked
            assert "Bệnh viện Đa khoa wfn" in here.page, "the board is shown without it"
        await here.open(f"/plans/{there.plan}?kind=clinic")
        assert here.status == 200
        await here.open(f"/plans/{there.plan}")
        assert "Ngày cuối của kỳ kế hoạch do" in here.page, "which day the last day is, and whose"
