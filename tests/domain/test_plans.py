"""Deadlines read from words, and the track each unit gets from the plan."""

from datetime import date

import pytest

from domain.deadlines import Due, DueForm, Nature
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
