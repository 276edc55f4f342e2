"""What people of the tests do in a province's plan, in a line each."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from activities.plans import track_of
from domain.appraisals import Finding
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.names import AppraisalId, FacilityId, PlanId, Sha256, TrackId, id_of
from domain.plans import FacilityKind, milestones_for
from domain.roles import Role
from domain.seats import Member, Seat
from domain.tracks import Progress, State, Track
from services import appraisals, evidence, plans, tracks
from services.evidence import Upload
from services.people import HASHER
from services.repair import restart_open
from services.tracks import NewReport
from store.writes import people as writes
from store.writes import plans as plan_writes
from tests.people import PASSWORD, Someone
from tests.stack import Stack

CODE = "hung-yen-2026"
FOUNDED = "Quyết định số 318/QĐ-BV ngày 02/10/2026 thành lập Hội đồng chuyên môn"
SURVEY: dict[str, Any] = {
    "surveyed_on": "05/05/2026",
    "respondent": "Đỗ Duy Khánh",
    "beds": 520,
    "workstations": 212,
    "servers": 3,
    "systems": [{"kind": "HIS", "name": "HIS của bệnh viện", "level": "Mức 5", "linked": "LIS, RIS-PACS"}],
    "restore_tested": True,
    "gaps": "Đường truyền dự phòng chưa được đo kiểm.",
}
PROPOSAL: dict[str, Any] = {
    "to": "Sở Y tế tỉnh Hưng Yên",
    "subject": "máy chủ và thiết bị lưu trữ",
    "kind": "purchase",
    "bases": ["Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh Hưng Yên"],
    "need": "Máy chủ hiện có không đủ cho hồ sơ bệnh án điện tử.",
    "items": [{"name": "Máy chủ", "unit": "chiếc", "quantity": 2, "price": 350_000_000}],
    "funding": "Quỹ phát triển hoạt động sự nghiệp",
    "starts_on": "01/12/2026",
    "ends_on": "20/12/2026",
}
REGULATION: dict[str, Any] = {
    "title": "Quy chế lập, cập nhật, sử dụng và quản lý hồ sơ bệnh án điện tử",
    "bases": ["Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế"],
    "articles": ["Ban hành kèm theo Quyết định này Quy chế hồ sơ bệnh án điện tử.", "Quyết định có hiệu lực từ ngày ký."],
    "chapters": [{"title": "Quy định chung", "articles": [{"title": "Phạm vi", "text": "Quy chế áp dụng cho toàn bệnh viện."}]}],
}
DECISION: dict[str, Any] = {
    "bases": ["Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế"],
    "starts_on": "15/12/2026",
    "scope": "Toàn bộ các khoa, phòng",
    "articles": ["Các khoa, phòng chịu trách nhiệm thi hành Quyết định này."],
}


def pdf(words: str) -> Upload:
    """A small evidence file, another for other words."""
    return Upload(f"{words}.pdf", b"%PDF-1.7\n% " + words.encode() + b"\n%%EOF\n")


@dataclass(frozen=True)
class Province:
    """A department of health with one hospital, whose people only one test knows."""

    plan: PlanId
    department: FacilityId
    hospital: FacilityId
    officer: Someone
    colleague: Someone
    administrator: Someone

    @property
    def track(self) -> TrackId:
        return track_of(self.plan, self.hospital)

    @property
    def own(self) -> TrackId:
        return track_of(self.plan, self.department)


def in_force(stack: Stack) -> date:
    """Today, or the last day of the plan once it is over."""
    return min(day(stack.clock()), stack.house.policies.plan(CODE).effective_until)


async def province(stack: Stack, code: str, opens: bool = True) -> Province:
    """Makes the department, its hospital and their people, and opens the plan."""
    department, hospital = FacilityId(f"{code}"), FacilityId(f"{code}001")
    officer = Someone(f"syt.tam.{code}", "Lương Thanh Tâm", Role.HEALTH_OFFICER, department)
    colleague = Someone(f"syt.ky.{code}", "Vũ Đình Kỳ", Role.HEALTH_OFFICER, department)
    administrator = Someone(f"qt.anh.{code}", "Phạm Thị Ngọc Ánh", Role.ADMINISTRATOR, hospital)
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        await writes.facility(session, department, f"Sở Y tế tỉnh {code}", "health_department", None, "Hưng Yên")
        await writes.facility(session, hospital, f"Bệnh viện Đa khoa {code}", "hospital", department, "Hưng Yên")
        for one in (officer, colleague, administrator):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
    plan = PlanId(id_of("plan", department, CODE))
    if opens:
        assert await plans.open_plan(stack.by(officer), CODE, (), in_force(stack)) == plan
    return Province(plan, department, hospital, officer, colleague, administrator)


async def small_track(stack: Stack, there: Province, due_in: dict[str, int]) -> Track:
    """A hospital that joins the plan today with these milestones only, each due in so many days from today."""
    hospital, now = FacilityId(f"{there.department}002"), stack.clock()
    administrator = Someone(f"qt.hai.{there.department}", "Đinh Văn Hải", Role.ADMINISTRATOR, hospital)
    known = {spec.code: spec for spec in milestones_for(stack.house.policies.plan(CODE), FacilityKind.HOSPITAL, published=False)}
    specs = [replace(known[code], due=day(now) + timedelta(days=days), after=()) for code, days in due_in.items()]
    progress = tuple(Progress(one.code, one.kind, one.due, one.after, State.OPEN, now) for one in specs)
    track = Track(track_of(there.plan, hospital), there.plan, hospital, there.department, now, now, progress)
    async with stack.sessions.begin() as session:
        await writes.facility(session, hospital, "Bệnh viện Mắt", "hospital", there.department, "Hưng Yên")
        await writes.person(session, administrator.id, administrator.login, administrator.name, HASHER.hash(PASSWORD))
        await writes.position(session, administrator.position)
        await plan_writes.tracks(session, [(track, specs)])
    await restart_open(stack.sessions, stack.temporal)
    return track


async def declared(stack: Stack, one: Someone, track: TrackId, *codes: str) -> None:
    """Declares these milestones as being worked on, and what comes before them as done before; all as worked on when none is named."""
    left = {line.spec.code: line.progress for line in (await tracks.read(stack.by(one), track)).undeclared}
    wanted = codes or tuple(left)
    earlier = sorted({before for code in wanted for before in left[code].after if before in left} - set(wanted))
    done = [Declaration(code, Claim.DONE, in_force(stack) - timedelta(days=20), f"Quyết định số {code}/QĐ-BV") for code in earlier]
    if wanted:
        await tracks.declare(stack.by(one), track, [*done, *(Declaration(code, Claim.DOING) for code in wanted)])


async def reported(stack: Stack, one: Someone, track: TrackId, code: str) -> None:
    new = NewReport(in_force(stack), "Đã làm xong", "Báo cáo số 12/BC-BV", (pdf(f"Báo cáo {code}"),))
    await tracks.report(stack.by(one), track, code, new)


async def convened(
    stack: Stack, by: Someone, track: TrackId, chair: Someone, secretary: Someone, member: Someone, meets_at: datetime | None = None
) -> AppraisalId:
    """An appraisal with a file for each criterion and a council of three."""
    which = await appraisals.trigger(stack.by(by), track)
    view = await appraisals.read(stack.by(by), which)
    for criterion in view.appraisal.edition.criteria:
        await appraisals.bring(stack.by(by), which, criterion.code, [pdf(f"Minh chứng {criterion.code}")])
    council = (Member(chair.id, Seat.CHAIR), Member(secretary.id, Seat.SECRETARY), Member(member.id, Seat.MEMBER))
    await appraisals.convene(stack.by(by), which, council, FOUNDED, "Phòng họp tầng 2", meets_at)
    return which


async def opened(stack: Stack, one: Someone, which: AppraisalId, code: str) -> Sha256:
    """Opens the evidence of a criterion; gives what a vote is cast on."""
    view = await appraisals.read(stack.by(one), which)
    for line in view.exhibits[code].files:
        if not line.fact:
            await evidence.file(stack.by(one), view.appraisal.track, line.file.sha256)
    return view.exhibits[code].sha256


async def vote(stack: Stack, one: Someone, which: AppraisalId, against: tuple[str, ...] = ()) -> None:
    """Has no conflict, and votes on every criterion that waits for them, for it unless it is named."""
    view = await appraisals.read(stack.by(one), which)
    if all(said.person != one.id for said in view.appraisal.interests):
        await appraisals.declare(stack.by(one), which, conflict=False)
    for code in view.appraisal.open_to(one.id):
        note = "Chưa thấy bản ghi lượt xem" if code in against else ""
        finding = Finding.NOT_MET if code in against else Finding.MET
        await appraisals.vote(stack.by(one), which, code, finding, await opened(stack, one, which, code), note)
