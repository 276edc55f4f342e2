"""Deadlines read from words, and the track each unit gets from the plan."""

from datetime import date

import pytest

from domain.deadlines import Due, DueForm, Nature, ruling
from domain.errors import NotFound
from domain.parts import Kind, Scope
from domain.plans import FacilityKind, Milestone, milestones_for
from policies.reader import load

PLAN = load().plan("hung-yen-2026")

READINGS = [
    (DueForm.BY, date(2026, 12, 31), date(2026, 12, 31)),
    (DueForm.BEFORE, date(2026, 6, 30), date(2026, 6, 29)),
    (DueForm.BEFORE, date(2027, 1, 1), date(2026, 12, 31)),
    (DueForm.FROM, date(2027, 1, 1), date(2026, 12, 31)),
    (DueForm.MONTH, date(2028, 2, 29), date(2028, 2, 29)),
    (DueForm.RANGE, date(2026, 12, 31), date(2026, 12, 31)),
    (DueForm.CONTINUOUS, date(2026, 12, 31), date(2026, 12, 31)),
]


@pytest.mark.parametrize(("form", "day", "last"), READINGS)
def test_the_last_day_in_time(form: DueForm, day: date, last: date) -> None:
    assert Due(form, Nature.OWN, "…", day).last == last


END_OF_MONTH = Due(DueForm.MONTH, Nature.OWN, "trong tháng 8", date(2025, 8, 31))
THIRTIETH = Due(DueForm.BY, Nature.OWN, "đến ngày 30/8/2025", date(2025, 8, 30))
ROAD_MAP = Due(DueForm.ROAD_MAP, Nature.DIRECTED, "theo lộ trình")
ALWAYS = Due(DueForm.CONTINUOUS, Nature.OWN, "thường xuyên đến 30/6", date(2025, 6, 30))


@pytest.mark.parametrize("dues", [(END_OF_MONTH, THIRTIETH), (THIRTIETH, END_OF_MONTH), (ROAD_MAP, ALWAYS, END_OF_MONTH, THIRTIETH)])
def test_of_several_days_the_strictest_rules_wherever_it_stands(dues: tuple[Due, ...]) -> None:
    assert ruling(dues) is THIRTIETH


def test_what_has_no_day_rules_only_where_nothing_has_one() -> None:
    assert ruling((ROAD_MAP, ALWAYS)) is ALWAYS
    assert ruling((ROAD_MAP,)) is ROAD_MAP
    assert ruling(()) is None


def test_dak_nong_goes_live_by_the_day_its_aims_name_not_by_the_end_of_the_month() -> None:
    plan = load().plan("dak-nong-2025")
    live = {one.code: one for one in milestones_for(plan, FacilityKind.HOSPITAL, published=False)}["5-1"]
    assert (live.due, live.due_words[:18]) == (date(2025, 8, 30), "Đến ngày 30/8/2025")
    assert len(next(task.dues_of(part) for task, part in plan.parts() if part.code == "5-1")) == 3, "all three stay in the plan"


def track(kind: FacilityKind, published: bool = False) -> dict[str, Milestone]:
    return {milestone.code: milestone for milestone in milestones_for(PLAN, kind, published)}


DAYS = [
    ("3.1-1", date(2026, 5, 31)),
    ("3.2-2", date(2026, 12, 31)),
    ("3.5-1", date(2026, 12, 30)),
    ("3.5-10", date(2026, 12, 30)),
    ("3.6-2", date(2026, 12, 30)),
    ("3.6-3", date(2026, 12, 31)),
]


@pytest.mark.parametrize(("code", "due"), DAYS)
def test_the_days_of_a_hospital(code: str, due: date) -> None:
    assert track(FacilityKind.HOSPITAL)[code].due == due


def test_only_hospitals_are_told_to_leave_paper() -> None:
    assert "3.6-3" in track(FacilityKind.HOSPITAL)
    assert "3.6-3" not in track(FacilityKind.HEALTH_CENTRE)
    assert "3.6-3" not in track(FacilityKind.CLINIC)


def test_only_a_hospital_that_published_keeps_up_what_it_published() -> None:
    more = set(track(FacilityKind.HOSPITAL, published=True)) - set(track(FacilityKind.HOSPITAL))
    assert more == {"3.3a-1", "3.3a-2", "3.3a-3"}
    assert track(FacilityKind.CLINIC, published=True) == track(FacilityKind.CLINIC)


def test_the_department_of_health_has_its_own_and_the_provinces() -> None:
    mine = track(FacilityKind.DEPARTMENT)
    assert {milestone.scope for milestone in mine.values()} == {Scope.DEPARTMENT, Scope.PROVINCE}
    assert mine["3.7a-1"].tentative
    assert (mine["3.7b-1"].carried_out_by, mine["3.7b-1"].accepted_by) == ("bao-ptth", "so-y-te")


def test_every_part_is_on_some_track() -> None:
    reached = {code for kind in FacilityKind for code in track(kind, published=True)}
    assert reached == {part.code for _, part in PLAN.parts()}


def test_nobody_accepts_what_they_carry_out() -> None:
    for kind in FacilityKind:
        assert all(m.accepted_by and m.accepted_by != m.carried_out_by for m in track(kind, published=True).values())


def test_a_track_waits_only_for_itself() -> None:
    for kind in FacilityKind:
        mine = track(kind)
        assert all(code in mine for milestone in mine.values() for code in milestone.after)


def test_go_live_comes_after_the_appraisal_and_the_regulations() -> None:
    golive = next(m for m in track(FacilityKind.HOSPITAL).values() if m.kind is Kind.GOLIVE)
    assert {"3.5-1", "3.5-8", "3.5-10"} <= set(golive.after)


def test_standing_duties_are_not_waited_for() -> None:
    mine = track(FacilityKind.HOSPITAL, published=True)
    standing = {code for code, milestone in mine.items() if milestone.standing}
    assert standing == {"1-1", "1-3", "1-4", "1-5", "3.3a-1", "3.3a-2", "3.4-1", "3.4-2", "3.4-3", "3.4-4"}


def test_an_unknown_unit_is_refused() -> None:
    assert PLAN.unit("so-y-te").name == "Sở Y tế"
    with pytest.raises(NotFound):
        PLAN.unit("so-thong-tin")
