"""Remedial tasks of a visit: given, reported with something to show, judged by another person, reminded of."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.errors import Incomplete, Malformed, NotAllowed, SamePerson, WrongState
from domain.names import FacilityId, PersonId, PositionId
from domain.outside_papers import OutsidePaper
from domain.people import Position
from domain.remedies import Done, NewRemedy, Remedy, RemedyState, give
from domain.roles import Role
from tests.domain.test_visits import FILE, HOSPITAL, NOW, OFFICE, RECORDED, TAM, TODAY, VISIT, faults
from tests.domain.tracks import CALENDAR

ANH, KY = PersonId(UUID(int=1)), PersonId(UUID(int=3))


def held(by: PersonId, facility: FacilityId, role: Role = Role.ADMINISTRATOR) -> Position:
    return Position(PositionId(UUID(int=5)), by, facility, None, role, TODAY, None, "QĐ 1")


def given(by_department: bool = False) -> Remedy:
    return give(RECORDED, NewRemedy("Lập biên bản nghiệm thu", TODAY + timedelta(days=9), "3.2-1", by_department), TAM, NOW)[0]


def test_a_remedial_task_belongs_to_a_recorded_visit_and_a_milestone_it_looked_at() -> None:
    assert (given().facility, given(True).facility, given().number) == (HOSPITAL, OFFICE, 1)
    with pytest.raises(WrongState):
        give(VISIT, NewRemedy("Việc", TODAY), TAM, NOW)
    with pytest.raises(Malformed) as no:
        give(RECORDED, NewRemedy(" ", TODAY - timedelta(days=1), "9-9"), TAM, NOW)
    assert faults(no) == ["what", "due", "milestone"]
    with pytest.raises(Malformed) as no:
        give(RECORDED, NewRemedy("Lập biên bản", TODAY + timedelta(days=367)), TAM, NOW)
    assert faults(no) == ["due"]


def test_it_is_reported_with_something_to_show_by_whoever_is_to_do_it_and_judged_by_another() -> None:
    with pytest.raises(NotAllowed):
        given().report(Done(TODAY, files=(FILE,)), held(TAM, OFFICE, Role.HEALTH_OFFICER), NOW)
    with pytest.raises(Incomplete):
        given().report(Done(TODAY, "Xong"), held(ANH, HOSPITAL), NOW)
    with pytest.raises(Malformed):
        given().report(Done(TODAY + timedelta(days=1), files=(FILE,)), held(ANH, HOSPITAL), NOW)
    reported, _ = given().report(Done(TODAY, files=(FILE,)), held(ANH, HOSPITAL), NOW)
    back, _ = reported.send_back("Thiếu chữ ký", TAM, NOW)
    assert (back.state, back.sent_back, back.reported_by) == (RemedyState.OPEN, True, None)
    again, _ = back.report(Done(TODAY, paper=OutsidePaper("9/BB", TODAY, "Bệnh viện")), held(ANH, HOSPITAL), NOW)
    assert (again.sent_back, again.accept("", KY, NOW)[0].state, again.steps) == (False, RemedyState.ACCEPTED, 4)
    own, _ = given(True).report(Done(TODAY, files=(FILE,)), held(TAM, OFFICE, Role.HEALTH_OFFICER), NOW)
    with pytest.raises(SamePerson):
        own.accept("", TAM, NOW)
    with pytest.raises(WrongState):
        back.accept("", KY, NOW)


def test_whoever_is_to_do_it_is_reminded_until_it_is_reported() -> None:
    one = given()
    assert one.reminder(CALENDAR, CALENDAR.moment(one.due - timedelta(days=7))) == one.due - timedelta(days=7)
    assert one.days_late(one.due + timedelta(days=2)) == 2
    reported, _ = one.report(Done(TODAY, files=(FILE,)), held(ANH, HOSPITAL), NOW)
    late = one.due + timedelta(days=30)
    assert (reported.reminder(CALENDAR, CALENDAR.moment(late)), reported.days_late(late)) == (None, 0)
