"""What stands in a track's way: raised, answered, passed up, raised again, ended; and when somebody is reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import Malformed, NotAllowed, WrongState
from domain.lifters import DEPARTMENT, Lifter, lifters
from domain.mandates import Unit, UnitKind
from domain.names import FacilityId, ObstacleId, PersonId, PlanId, PositionId, TrackId
from domain.obstacles import NewObstacle, Obstacle, ObstacleState, Passing, StepKind, reminder
from domain.outside_papers import OutsidePaper
from domain.parts import Kind
from domain.people import Position
from domain.roles import Role
from domain.tracks import Calendar, Progress, State, Track

ANH, TAM = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
TODAY = date(2026, 12, 1)
HOSPITAL, OFFICE = FacilityId("33001"), FacilityId("SYT")
FINANCE = Lifter("so-tai-chinh", "Sở Tài chính")
KNOWN = {DEPARTMENT: "Sở Y tế tỉnh Hưng Yên", "so-tai-chinh": "Sở Tài chính", "ubnd-tinh": "Ủy ban nhân dân tỉnh"}
PAPER = OutsidePaper("1520/SYT-KHTC", TODAY, "Sở Y tế")
TRACK = Track(
    TrackId(UUID(int=3)),
    PlanId(UUID(int=4)),
    HOSPITAL,
    OFFICE,
    NOW,
    NOW,
    (
        Progress("3.2-1", Kind.PROCUREMENT, TODAY, (), State.OPEN, NOW),
        Progress("3.1-1", Kind.SURVEY, TODAY, (), State.ACCEPTED, NOW),
    ),
)
NEW = NewObstacle("Chưa có tiền mua máy chủ", "Quỹ đã chi hết", "Bố trí 700 triệu đồng", date(2026, 12, 11), FINANCE.code, ("3.2-1",))
ASKED = Obstacle(
    ObstacleId(UUID(int=5)),
    TRACK.id,
    TRACK.plan,
    HOSPITAL,
    OFFICE,
    NEW.title,
    NEW.cause,
    NEW.proposal,
    FINANCE,
    NEW.milestones,
    ObstacleState.ASKED,
    NOW,
    NEW.wanted_by,
    ANH,
    NOW,
)


def faults(no: pytest.ExceptionInfo[Malformed]) -> list[str]:
    return [fact.partition(":")[0] for fact in no.value.facts]


def test_what_is_raised_says_cause_proposal_and_who_can_lift_it() -> None:
    NEW.check(TRACK, KNOWN, TODAY)
    with pytest.raises(Malformed) as no:
        NewObstacle(" ", "", "", TODAY - timedelta(days=1), "bo-nao-do", ("9-9", "3.1-1")).check(TRACK, KNOWN, TODAY)
    assert faults(no) == ["title", "cause", "proposal", "wanted_by", "lifter", "milestones", "milestones"]
    with pytest.raises(Malformed) as no:
        replace(NEW, wanted_by=date(2062, 12, 11)).check(TRACK, KNOWN, TODAY)
    assert "xa quá một năm" in str(no.value.facts)


def test_the_department_answers_in_words_and_what_lies_above_with_a_paper() -> None:
    answered, step = ASKED.answer("Sở đã bố trí", OutsidePaper(), TAM, NOW)
    assert (answered.state, answered.due, step.kind, answered.steps) == (ObstacleState.ANSWERED, None, StepKind.ANSWERED, 2)
    with pytest.raises(Malformed):
        ASKED.answer("  ", OutsidePaper(), TAM, NOW)
    with pytest.raises(Malformed) as no:
        ASKED.answer("Theo văn bản", OutsidePaper("12/TB"), TAM, NOW)
    assert faults(no) == ["paper_issuer", "paper_day"], "what is told of a paper is told whole"

    passed, step = ASKED.pass_up(Passing("ubnd-tinh", PAPER, TODAY + timedelta(days=20)), KNOWN, TAM, NOW)
    assert (passed.state, passed.lifter.name, passed.due) == (ObstacleState.PASSED, "Ủy ban nhân dân tỉnh", TODAY + timedelta(days=20))
    with pytest.raises(Malformed):
        passed.answer("Đã đồng ý", OutsidePaper(), TAM, NOW)
    later, _ = passed.answer("Đã đồng ý", OutsidePaper("77/TB-UBND", TODAY, "UBND tỉnh"), TAM, NOW)
    assert later.state is ObstacleState.ANSWERED
    own = replace(ASKED, facility=OFFICE)
    with pytest.raises(Malformed):
        own.answer("Xong", OutsidePaper(), TAM, NOW)


def test_it_is_not_passed_to_the_department_itself_nor_without_paper_or_day() -> None:
    with pytest.raises(Malformed) as no:
        ASKED.pass_up(Passing(DEPARTMENT, OutsidePaper(), TODAY - timedelta(days=1)), KNOWN, TAM, NOW)
    assert faults(no) == ["to", "paper_number", "paper_issuer", "paper_day", "due"]


def test_it_is_raised_again_while_the_answer_does_not_help_and_ends_by_either_side() -> None:
    answered, _ = ASKED.answer("Chờ năm sau", OutsidePaper(), TAM, NOW)
    again, step = answered.reopen("Năm sau thì trễ hạn", TODAY + timedelta(days=5), ANH, NOW)
    assert (again.state, again.due, step.words) == (ObstacleState.ASKED, TODAY + timedelta(days=5), "Năm sau thì trễ hạn")
    assert answered.confirm("", ANH, NOW)[0].state is ObstacleState.RESOLVED
    closed, _ = ASKED.close("Đã cấp kinh phí", PAPER, TAM, NOW)
    assert closed.reopen("Chưa nhận được tiền", TODAY, ANH, NOW)[0].open
    with pytest.raises(Malformed):
        ASKED.close("Đã cấp kinh phí", OutsidePaper(), TAM, NOW)
    with pytest.raises(Malformed):
        ASKED.withdraw("", ANH, NOW)
    gone, _ = ASKED.withdraw("Đã tự mua được", ANH, NOW)
    with pytest.raises(WrongState):
        gone.withdraw("Thôi", ANH, NOW)
    with pytest.raises(WrongState):
        ASKED.confirm("", ANH, NOW)
    with pytest.raises(WrongState):
        closed.answer("Đã cấp", PAPER, TAM, NOW)


def test_only_whose_track_it_is_raises_and_confirms() -> None:
    def held(facility: FacilityId, role: Role) -> Position:
        return Position(PositionId(UUID(int=9)), ANH, facility, None, role, TODAY, None, "QĐ 1")

    ASKED.check_whose(held(HOSPITAL, Role.ADMINISTRATOR), "obstacle.confirm")
    with pytest.raises(NotAllowed):
        ASKED.check_whose(held(OFFICE, Role.HEALTH_OFFICER), "obstacle.confirm")


def test_it_can_be_passed_to_bodies_of_the_plan_that_exist_and_always_to_province_and_ministry() -> None:
    units = (
        Unit("so-y-te", "Sở Y tế", UnitKind.DEPARTMENT),
        Unit("so-tai-chinh", "Sở Tài chính", UnitKind.DEPARTMENT),
        Unit("so-tttt", "Sở Thông tin và Truyền thông", UnitKind.DEPARTMENT, valid_until=date(2025, 2, 28)),
        Unit("co-so", "Các cơ sở", UnitKind.GROUP),
        Unit("ubnd-thanh-pho", "Ủy ban nhân dân Thành phố Hà Nội", UnitKind.PROVINCE),
    )
    assert [one.code for one in lifters(units, TODAY)] == ["so-tai-chinh", "ubnd-thanh-pho", "bo-y-te"]


def test_days_of_reminding_come_once_each_before_and_after_the_day_an_answer_is_due() -> None:
    calendar = Calendar("x", before=(7, 1), late_every=3)
    due = ASKED.due
    assert due
    told = []
    one = ASKED
    for hours in range(24 * 20):
        if come := reminder(one, calendar, NOW + timedelta(hours=hours)):
            told.append((come - due).days)
            one = replace(one, told=come)
    assert told == [-7, -1, 3, 6, 9]
    assert (one.days_late(due), one.days_late(due + timedelta(days=4))) == (0, 4)
    late = replace(ASKED, since=calendar.moment(due) - timedelta(hours=1))
    assert reminder(late, calendar, calendar.moment(due)) is None, "nothing before its state began"
    missed = calendar.moment(due + timedelta(days=7))
    assert reminder(ASKED, calendar, missed) == due + timedelta(days=6), "of days nobody was awake the last counts"
    early = calendar.moment(due + timedelta(days=6)) - timedelta(minutes=1)
    assert reminder(ASKED, calendar, early) == due + timedelta(days=3), "before the hour of the day it is the day before that counts"
    answered, _ = ASKED.answer("Xong", OutsidePaper(), TAM, NOW)
    assert reminder(answered, calendar, missed) is None
