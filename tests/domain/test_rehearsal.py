"""A plan is played to its end: on time, late, never; by the calendar's own rule and in its order."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.clock import VIETNAM, day
from domain.plans import FacilityKind, Plan, milestones_for
from domain.rehearsal import TOLD, Happening, Outcome, Rehearsal, What, rehearse
from domain.rehearsal_days import Wait
from domain.scenarios import Delay, Player, Scenario
from domain.tracks import Calendar, Progress, State, Track, apply, next_event
from policies.reader import load
from policies.scenarios import cast
from tests.domain.tracks import ANH, KY, track

PLAN: Plan = load().plan("hung-yen-2026")
CALENDAR = Calendar("test", (7, 1), 3, 7)
HOSPITAL = Player("bv", "Bệnh viện", FacilityKind.HOSPITAL)
CENTRE = Player("ttyt", "Trung tâm y tế", FacilityKind.HEALTH_CENTRE)
DEPARTMENT = Player("syt", "Sở Y tế", FacilityKind.DEPARTMENT)
PRESS = Player("bao-ptth", "Báo Hưng Yên", FacilityKind.AUTHORITY)


def play(*players: Player, delays: tuple[Delay, ...] = (), ends: date | None = None, plan: Plan = PLAN) -> Rehearsal:
    return rehearse(plan, Scenario("thử", players, ends=ends, delays=delays), CALENDAR)


def of(played: Rehearsal, player: Player) -> Outcome:
    return next(one for one in played.outcomes if one.player == player)


def late(*codes: str, by: int | None = None) -> tuple[Delay, ...]:
    return (Delay("chậm", by, milestones=codes),)


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


def test_one_cause_counts_once_however_long_the_chain() -> None:
    on_time, late = play(HOSPITAL), play(HOSPITAL, delays=(Delay("chậm", 30),), ends=date(2027, 6, 30))
    days_late = [dict(one.outcomes[0].late).get("3.6-2", 0) for one in (on_time, late)]
    assert days_late == [1, 31]


@pytest.mark.parametrize("plan", load().plans, ids=lambda plan: plan.code)
@pytest.mark.parametrize("days", [0, 25, None])
def test_each_milestone_for_itself_says_what_the_running_track_says(plan: Plan, days: int | None) -> None:
    """The whole track, by the rule that runs it: the same reminders at the same moments."""
    scenario = replace(cast(plan), delays=(Delay("chậm", days, milestones=("infrastructure", "software", "1")),))
    played = rehearse(plan, scenario, CALENDAR)
    for player in scenario.players:
        mine = [one for one in played.table if one.unit == player.code]
        acts = [one for one in mine if one.what in (What.REPORTED, What.ACCEPTED)]
        told = {(one.at, one.milestone, one.what) for one in mine if one.what in TOLD.values()}
        assert told == running(plan, player, played, acts)


def running(plan: Plan, player: Player, played: Rehearsal, acts: list[Happening]) -> set[tuple[datetime, str, What]]:
    """What the running rule says when units act as in the play."""
    opened = next(one.at for one in played.table if one.unit == player.code and one.what is What.OPENED)
    apart = [other.player.code for other in played.outcomes if other.player.kind is FacilityKind.AUTHORITY]
    specs = milestones_for(plan, player.kind, player.published, player.code if player.code in apart else "", apart)
    one = track(*(Progress(spec.code, spec.kind, spec.due, spec.after, State.OPEN, opened) for spec in specs), opened_at=opened)
    end, found = datetime.combine(played.ends, time.max, VIETNAM), set()
    while True:
        event, act = next_event(one, CALENDAR, one.heard_at), acts[0] if acts else None
        if event and event.at <= end and (act is None or event.at <= act.at):
            found |= {(event.at, told.code, TOLD[told.kind]) for told in event.reminders}
            one = apply(one, event)
        elif act:
            one = done(one, acts.pop(0))
        else:
            return found


def done(one: Track, act: Happening) -> Track:
    if act.what is What.REPORTED:
        return one.report(act.milestone, day(act.at), ANH, act.at)
    return one.accept(act.milestone, KY, act.at)


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
    assert sum(one.what is What.OPENED for one in played.table) == 2


def test_the_department_waits_until_the_last_facility_is_accepted() -> None:
    played = play(DEPARTMENT, HOSPITAL, CENTRE, plan=load().plan("quang-ngai-2025"), delays=(Delay("chậm", 120, ("bv",), ("8-1",)),))
    assert days(played, "8-1", What.ACCEPTED)[-1] == date(2026, 1, 31)
    assert days(played, "9-1", What.REPORTED) == [date(2026, 2, 1)]
    outcome = of(played, DEPARTMENT)
    assert outcome.late == (("9-1", 33),)
    assert dict(outcome.why)["9-1"].wait == Wait("8-1", "bv", 2, date(2026, 1, 31), accepted=True)


def test_facilities_wait_until_the_department_has_reported() -> None:
    played = play(DEPARTMENT, HOSPITAL, plan=load().plan("dak-nong-2025"), delays=late("4-9", by=40))
    assert days(played, "4-10", What.REPORTED) == days(played, "4-9", What.REPORTED) == [date(2025, 9, 9)]
    assert of(played, HOSPITAL).live_on == date(2025, 9, 9)
    assert dict(of(played, HOSPITAL).late) == {"4-10": 40, "5-1": 10}


def test_what_a_facility_never_does_the_department_never_ends() -> None:
    played = play(DEPARTMENT, HOSPITAL, CENTRE, delays=(Delay("không ai", facilities=("ttyt",), milestones=("3.5-10",)),))
    assert of(played, DEPARTMENT).missing == ("3.7a-1",)
    assert dict(of(played, DEPARTMENT).why)["3.7a-1"].wait == Wait("3.5-10", "ttyt", 2, None, accepted=True)
    assert days(played, "3.7a-1", What.REPORTED) == []


def test_an_order_that_the_plan_itself_makes_impossible_is_late_though_nobody_is() -> None:
    assert dict(of(play(DEPARTMENT, HOSPITAL), DEPARTMENT).late) == {"3.7a-1": 20}


def test_without_an_end_it_is_played_until_all_that_is_ever_done_is_done() -> None:
    played = play(HOSPITAL, delays=late("3.2-2", by=60))
    outcome = of(played, HOSPITAL)
    assert (outcome.missing, outcome.live_on, dict(outcome.late)["3.2-2"]) == ((), date(2027, 3, 1), 60)
    assert played.ends == date(2027, 3, 4)


def test_an_end_that_is_named_cuts_the_table_and_not_the_lateness() -> None:
    played = play(HOSPITAL, delays=late("3.2-2", by=60), ends=date(2027, 1, 31))
    outcome = of(played, HOSPITAL)
    assert set(outcome.missing) == {"3.2-2", "3.6-2", "3.6-3"}
    assert dict(outcome.late)["3.2-2"] == 60
    assert dict(outcome.why)["3.2-2"].on == date(2027, 3, 1)
    assert max(one.at.date() for one in played.table) <= played.ends


def test_no_delay_makes_it_endless() -> None:
    assert play(HOSPITAL, delays=late("3.2-2", by=732)).ends == date(2028, 12, 31) + timedelta(days=1)


def test_whom_the_plan_names_is_reminded_and_else_the_department_in_its_place() -> None:
    told = {(one.unit, one.to, one.instead) for one in play(DEPARTMENT, PRESS).table if one.milestone == "3.7b-1" and one.what is What.DUE}
    assert told == {("bao-ptth", "bao-ptth", "")}
    told = {(one.unit, one.to, one.instead) for one in play(DEPARTMENT).table if one.milestone == "3.7b-1" and one.what is What.DUE}
    assert told == {("syt", "syt", "bao-ptth")}


def test_units_that_end_hand_on_to_those_that_follow_them() -> None:
    plan = load().plan("bac-giang-2025")
    handed = [one for one in rehearse(plan, cast(plan), CALENDAR).table if one.what is What.SUCCEEDED]
    assert {day(one.at) for one in handed} == {date(2025, 7, 1)}
    assert {(one.unit, one.to) for one in handed} == {
        ("so-y-te", "so-y-te-bac-ninh"),
        ("so-y-te", "ubnd-bac-ninh"),
        ("cong-an-tinh", "cong-an-bac-ninh"),
    }


def test_what_is_said_on_the_last_day_itself_is_not_called_before() -> None:
    told = rehearse(PLAN, Scenario("thử", (HOSPITAL,), accepts_after=0, delays=late("3.1-1", by=1)), replace(CALENDAR, before=(1, 0))).table
    found = {day(one.at): one.what for one in told if one.milestone == "3.1-1" and one.what in (What.DUE, What.TODAY)}
    assert found == {date(2026, 5, 30): What.DUE, date(2026, 5, 31): What.TODAY}
