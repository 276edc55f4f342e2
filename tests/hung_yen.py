"""Hưng Yên's plan on 20/11/2026, forty-one days before its end: a department of health and 25 facilities, each at a stage of its own."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from activities.plans import track_of
from domain.clock import VIETNAM
from domain.declarations import Claim, Declaration
from domain.names import FacilityId, PlanId, TrackId, id_of
from domain.obstacles import NewObstacle
from domain.roles import Role
from services import obstacles, plans, tracks
from services.people import HASHER
from store.writes import people as writes
from tests.people import PASSWORD, PIN, Someone
from tests.rollout import CODE
from tests.stack import Stack

AT_ONCE = 5
"""Facilities whose people are at work beside each other: more would keep each other waiting."""
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
DEPARTMENT = "Sở Y tế tỉnh Hưng Yên"
WHY_BACK = "Quy chế chưa quy định việc lưu trữ hồ sơ bệnh án điện tử; đề nghị bổ sung và báo cáo lại."
SHORT = {"hospital": "BV", "centre": "TTYT", "clinic": "PK"}
"""How the numbers of their papers end."""

DIRECTION = ("1-1", "1-3", "1-4", "1-5")
SURVEY, PLANNING = ("3.1-1",), ("3.1-2", "3.1-3")
MEANS = ("3.2-1", "3.2-2")
SOFTWARE = ("3.3b-1", "3.3b-2", "3.3b-3", "3.3b-4", "3.3b-5")
LINKS = ("3.4-1", "3.4-2", "3.4-3", "3.4-4")
RULES = tuple(f"3.5-{n}" for n in range(1, 9))
JUDGED = ("3.5-9", "3.5-10")
RUNNING = ("3.6-1", "3.6-2", "3.6-3", "3.6-4", "3.6-5")
DONE_ON = {
    **dict.fromkeys(DIRECTION, date(2026, 5, 8)),
    **dict.fromkeys(SURVEY, date(2026, 5, 22)),
    **dict.fromkeys(PLANNING, date(2026, 5, 27)),
    **dict.fromkeys(MEANS, date(2026, 10, 12)),
    **dict.fromkeys(SOFTWARE, date(2026, 10, 15)),
    **dict.fromkeys(LINKS, date(2026, 10, 19)),
    **dict.fromkeys(RULES, date(2026, 10, 20)),
    **dict.fromkeys(JUDGED, date(2026, 10, 28)),
    **dict.fromkeys(RUNNING, date(2026, 11, 2)),
}
"""When the first facility had it done; each of the others a day later than the one before."""


@dataclass(frozen=True)
class Reached:
    """What a facility at this stage says of its milestones, and what the department made of it."""

    verified: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    """Said to be done; the department has not looked at it."""
    back: tuple[str, ...] = ()
    """Reported, and sent back."""
    silent_on: tuple[str, ...] = ()
    """Not declared."""


FIRST = (*DIRECTION, *SURVEY, *PLANNING)
BUILT = (*FIRST, *MEANS, *SOFTWARE, *RULES)


class Stage(Enum):
    """How far a facility is on the day."""

    LIVE = Reached((*BUILT, *LINKS, *JUDGED, *RUNNING))
    """Everything is done and verified."""
    AHEAD = Reached((*BUILT, "3.5-9"), LINKS)
    """Only the appraisal and what follows it are left."""
    UNDER_WAY = Reached((*FIRST, "3.2-1"), ("3.3b-1", "3.3b-2", *RULES[:3]))
    SENT_BACK = Reached(FIRST, ("3.2-1",), RULES[:2])
    STUCK = Reached(FIRST)
    """Waits for money that somebody else must find."""
    LATE = Reached((*DIRECTION, *SURVEY))
    """Its plan was due in May."""
    DECLARING = Reached(DIRECTION, SURVEY, silent_on=(*LINKS, *RULES, *JUDGED, *RUNNING))
    """Has declared the first half, and is late in it."""
    SILENT = Reached(silent_on=(*BUILT, *LINKS, *JUDGED, *RUNNING))
    """Has declared nothing."""


@dataclass(frozen=True)
class Unit:
    """A facility of the province."""

    name: str
    kind: str
    stage: Stage
    run_by: str
    """Its administrator."""


BRANCH = "Phòng khám Đa khoa Đồng bằng Sông Hồng – Chi nhánh Công ty Cổ phần Dịch vụ Y tế Phố Hiến"
UNITS = (
    Unit("Bệnh viện Đa khoa tỉnh Hưng Yên", "hospital", Stage.LIVE, "Bùi Hải Yến"),
    Unit("Bệnh viện Đa khoa Phố Nối", "hospital", Stage.AHEAD, "Đinh Văn Hải"),
    Unit("Bệnh viện Sản Nhi Hưng Yên", "hospital", Stage.AHEAD, "Phạm Thị Ngọc Ánh"),
    Unit("Bệnh viện Y học cổ truyền Hưng Yên", "hospital", Stage.UNDER_WAY, "Trần Thị Nhàn"),
    Unit("Bệnh viện Phổi Hưng Yên", "hospital", Stage.STUCK, "Nguyễn Đức Thịnh"),
    Unit("Bệnh viện Tâm thần kinh Hưng Yên", "hospital", Stage.SENT_BACK, "Hoàng Văn Lực"),
    Unit("Bệnh viện Bệnh nhiệt đới Hưng Yên", "hospital", Stage.LATE, "Lưu Thị Hương"),
    Unit("Bệnh viện Mắt Hưng Yên", "hospital", Stage.UNDER_WAY, "Đỗ Mạnh Cường"),
    Unit("Bệnh viện Đa khoa tỉnh Thái Bình", "hospital", Stage.LIVE, "Phan Thị Thuỳ Dương"),
    Unit("Bệnh viện Nhi Thái Bình", "hospital", Stage.AHEAD, "Vũ Quốc Toản"),
    Unit("Bệnh viện Phụ sản Thái Bình", "hospital", Stage.UNDER_WAY, "Nguyễn Thị Hoài Thu"),
    Unit("Bệnh viện Phục hồi chức năng Thái Bình", "hospital", Stage.LATE, "Lại Văn Tuấn"),
    Unit("Bệnh viện Đa khoa Tiền Hải", "hospital", Stage.DECLARING, "Tô Thị Bích Ngọc"),
    Unit("Bệnh viện Đa khoa Quỳnh Phụ", "hospital", Stage.SENT_BACK, "Khúc Văn Quyết"),
    Unit("Bệnh viện Đa khoa Hưng Hà", "hospital", Stage.STUCK, "Đặng Thị Mỹ Linh"),
    Unit("Trung tâm Y tế Văn Giang", "centre", Stage.UNDER_WAY, "Ngô Quang Huy"),
    Unit("Trung tâm Y tế Khoái Châu", "centre", Stage.UNDER_WAY, "Chu Thị Thảo"),
    Unit("Trung tâm Y tế Mỹ Hào", "centre", Stage.AHEAD, "Lê Văn Đạt"),
    Unit("Trung tâm Y tế Yên Mỹ", "centre", Stage.LATE, "Trịnh Thị Hằng"),
    Unit("Trung tâm Y tế Ân Thi", "centre", Stage.DECLARING, "Dương Văn Ước"),
    Unit("Trung tâm Y tế Tiên Lữ", "centre", Stage.SENT_BACK, "Mai Thị Luyến"),
    Unit("Trung tâm Y tế Phù Cừ", "centre", Stage.SILENT, "Quách Văn Thuận"),
    Unit("Phòng khám Đa khoa Thiện Tâm", "clinic", Stage.LATE, "Bạch Thị Kim Oanh"),
    Unit(BRANCH, "clinic", Stage.SILENT, "Nguyễn Ngọc Bảo Khuyên"),
    Unit("Phòng khám Đa khoa Lạc Đạo", "clinic", Stage.UNDER_WAY, "Doãn Văn Sỹ"),
)
NOT_FOR = {"centre": ("3.3b-4",), "clinic": ("3.3b-3", "3.3b-4")}
"""What facilities of a kind say is not for them."""
LATE_UNITS = tuple(one.name for one in UNITS if one.stage in (Stage.LATE, Stage.DECLARING))
"""On the day their milestones of May are not reported."""
SILENT_UNITS = tuple(one.name for one in UNITS if one.stage is Stage.SILENT)
"""They have declared nothing: nobody knows whether these are done."""


@dataclass(frozen=True)
class HungYen:
    """The province: its plan and people."""

    plan: PlanId
    department: FacilityId
    officer: Someone
    head: Someone
    clerk: Someone
    administrators: dict[str, Someone]
    """By the facility's name."""

    def track(self, name: str) -> TrackId:
        return track_of(self.plan, self.administrators[name].facility)


def as_of(stack: Stack, moment: datetime = NOW) -> None:
    """The house's clock goes on from this moment; the fixture of every test puts it back."""
    stack.clock.ahead = moment - datetime.now(VIETNAM)


async def hung_yen(stack: Stack, code: str = "HY") -> HungYen:
    """Opens the plan on 20/11/2026, and lets everybody declare what they have done by then. `code` begins the facilities' codes."""
    as_of(stack)
    there = await _people(stack, code)
    assert await plans.open_plan(stack.by(there.officer), CODE) == there.plan
    at_work = asyncio.Semaphore(AT_ONCE)

    async def comes(nth: int, unit: Unit) -> None:
        async with at_work:
            await _comes_to(stack, there, nth, unit)

    await asyncio.gather(*(comes(nth, unit) for nth, unit in enumerate(UNITS)))
    return there


async def _people(stack: Stack, code: str) -> HungYen:
    department = FacilityId(code)
    officer = Someone(f"syt.tam.{code}".lower(), "Lương Thanh Tâm", Role.HEALTH_OFFICER, department)
    head = Someone(f"gd.syt.{code}".lower(), "Trịnh Văn Bình", Role.DIRECTOR, department)
    clerk = Someone(f"vt.syt.{code}".lower(), "Lê Thị Cúc", Role.CLERK, department)
    facilities = [(FacilityId(f"{code}{n:03}"), unit) for n, unit in enumerate(UNITS, 1)]
    running = {unit.name: Someone(f"qt.{which}".lower(), unit.run_by, Role.ADMINISTRATOR, which) for which, unit in facilities}
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        await writes.facility(session, department, DEPARTMENT, "health_department", None, "Hưng Yên")
        for which, unit in facilities:
            await writes.facility(session, which, unit.name, unit.kind, department, "Hưng Yên")
        for one in (officer, head, clerk, *running.values()):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
    for one in (head, clerk):
        await stack.house.signer.enrol(one.id, PIN, one.name, DEPARTMENT, "person")
    await stack.house.signer.enrol_organisation(department, DEPARTMENT, "organisation")
    return HungYen(PlanId(id_of("plan", department, CODE)), department, officer, head, clerk, running)


async def _comes_to(stack: Stack, there: HungYen, nth: int, unit: Unit) -> None:
    """The unit declares, the department verifies or sends back, and what stands in the way is raised."""
    one, track, reached = there.administrators[unit.name], there.track(unit.name), unit.stage.value
    mine = [line.spec.code for line in (await tracks.read(stack.by(one), track)).milestones]
    if said := declarations(unit, nth, mine):
        await tracks.declare(stack.by(one), track, said)
    known = set(mine)
    for code in reached.verified:
        if code in known:
            await tracks.accept(stack.by(there.officer), track, code)
    for code in reached.back:
        await tracks.send_back(stack.by(there.officer), track, code, WHY_BACK)
    if unit.stage is Stage.STUCK:
        await obstacles.raise_one(stack.by(one), track, OBSTACLE)


def declarations(unit: Unit, nth: int, codes: Collection[str]) -> list[Declaration]:
    """What the unit, the `nth` of the province, says of these milestones on the day."""
    reached, series = unit.stage.value, SHORT[unit.kind]
    done = {*reached.verified, *reached.reported, *reached.back}
    found = []
    for number, code in enumerate(codes, 1):
        on = DONE_ON[code] + timedelta(days=nth)
        if code in reached.silent_on:
            continue
        if code in NOT_FOR.get(unit.kind, ()):
            found.append(Declaration(code, Claim.NOT_APPLICABLE, None, f"Báo cáo số {60 + nth}/BC-{series} ngày 16/11/2026"))
        elif code in done:
            found.append(Declaration(code, Claim.DONE, on, f"Báo cáo số {100 + number}/BC-{series} ngày {on:%d/%m/%Y}"))
        else:
            found.append(Declaration(code, Claim.DOING))
    return found


OBSTACLE = NewObstacle(
    "Chưa bố trí được kinh phí mua máy chủ và thiết bị lưu trữ",
    "Quỹ phát triển hoạt động sự nghiệp năm 2026 đã chi hết; gói thầu chưa được duyệt dự toán.",
    "Đề nghị bổ sung 1,2 tỷ đồng từ nguồn chi sự nghiệp y tế của tỉnh.",
    date(2026, 12, 4),
    "so-tai-chinh",
    ("3.2-1", "3.2-2"),
)
