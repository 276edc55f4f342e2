"""A plan is played to its end: on time, late, never; by the calendar's own rule and in its order."""

from datetime import date

from domain.plans import FacilityKind, Plan
from domain.rehearsal import Delay, Player, Rehearsal, Scenario, What, counted, rehearse
from domain.tracks import Calendar
from policies.reader import load

PLAN: Plan = load().plan("hung-yen-2026")
CALENDAR = Calendar("test", (7, 1), 3, 7)
HOSPITAL = Player("bv", "Bệnh viện", FacilityKind.HOSPITAL)
DEPARTMENT = Player("syt", "Sở Y tế", FacilityKind.DEPARTMENT)


def play(*players: Player, delays: tuple[Delay, ...] = (), ends: date | None = None) -> Rehearsal:
    return rehearse(PLAN, Scenario("thử", players, ends=ends, delays=delays), CALENDAR)


def days(played: Rehearsal, milestone: str, what: What) -> list[date]:
    return [one.at.date() for one in played.table if (one.milestone, one.what) == (milestone, what)]


def test_who_is_on_time_is_reminded_before_and_never_after() -> None:
    played = play(HOSPITAL)
    assert days(played, "3.1-1", What.DUE) == [date(2026, 5, 24), date(2026, 5, 30)]
    assert days(played, "3.1-1", What.REPORTED) == [date(2026, 5, 31)]
    assert days(played, "3.1-1", What.LATE) == []


def test_who_is_late_is_reminded_every_third_day_and_once_the_level_above() -> None:
    played = play(HOSPITAL, delays=(Delay("chậm", 10, milestones=("3.1-1",)),))
    assert days(played, "3.1-1", What.LATE) == [date(2026, 6, 3), date(2026, 6, 6), date(2026, 6, 9)]
    assert days(played, "3.1-1", What.ESCALATED) == [date(2026, 6, 7)]
    assert days(played, "3.1-1", What.REPORTED) == [date(2026, 6, 10)]
    (told,) = [one for one in played.table if one.what is What.ESCALATED and one.milestone == "3.1-1"]
    assert told.to == "department"


def test_what_waits_is_reported_after_what_it_waits_for() -> None:
    played = play(HOSPITAL, delays=(Delay("chậm", 250, milestones=("3.1-1",)),), ends=date(2027, 6, 30))
    survey, buying = (days(played, code, What.REPORTED)[0] for code in ("3.1-1", "3.2-1"))
    assert survey == date(2027, 2, 5)
    assert buying >= survey


def test_what_is_never_done_keeps_all_that_waits_for_it_from_being_done() -> None:
    (outcome,) = play(HOSPITAL, delays=(Delay("không có người", milestones=("3.2-1",)),)).outcomes
    assert {"3.2-1", "3.2-2", "3.6-2", "3.6-3"} <= set(outcome.missing)
    assert outcome.live_on is None
    assert dict(outcome.late)["3.2-2"] == 31


def test_the_department_is_told_of_its_own_and_the_province_when_it_is_late() -> None:
    played = play(DEPARTMENT, delays=(Delay("chậm", 30, milestones=("2",)),))
    assert {one.to for one in played.table if one.what is What.DUE} == {"syt"}
    assert {one.to for one in played.table if one.what is What.ESCALATED} == {"province"}


def test_nobody_is_told_the_same_thing_twice_and_the_table_is_in_order_of_time() -> None:
    played = play(HOSPITAL, DEPARTMENT, delays=(Delay("chậm", 40),))
    assert len(set(played.table)) == len(played.table)
    assert list(played.table) == sorted(played.table)
    assert counted(played.table)[What.OPENED] == 2
