"""How a plan stood on a day: which units fit what is asked for, and what is counted."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.clock import VIETNAM, end
from domain.declarations import Claim, Declaration
from domain.errors import Malformed
from domain.forecasts import Habit
from domain.names import FacilityId, TrackId, id_of
from domain.parts import Kind
from domain.standings import Said, Shown, Standing, Unit, check_day, figures, going_live, is_live, stands_aside
from domain.tracks import State, Track
from tests.domain.tracks import ANH, KY, OPENED, milestone, track

ON = date(2026, 6, 8)
DUE = date(2026, 5, 31)
SAID = {code: Said(code, task, code, Kind.PLANNING) for code, task in (("a", "1"), ("b", "1"), ("go", "2"))}


def unit(name: str, one: Track) -> Unit:
    return Unit(Track(**{**vars(one), "id": TrackId(id_of("track", name))}), FacilityId(name), name, "hospital")


def begun() -> Track:
    return track(milestone("a", DUE), milestone("b", date(2026, 7, 1)), milestone("go", DUE, kind=Kind.GOLIVE))


LATE = begun().report("go", DUE, ANH, OPENED)
LIVE = LATE.report("a", DUE, ANH, OPENED).accept("a", KY, OPENED).accept("go", KY, OPENED)
PLAN = Standing(ON, (unit("Mắt", LATE), unit("Nhi", LIVE), unit("Phổi", begun())), SAID)


@pytest.mark.parametrize(
    ("shown", "part", "names"),
    [
        (Shown.ALL, "", ["Mắt", "Nhi", "Phổi"]),
        (Shown.ALL, "9", []),
        (Shown.LATE, "", ["Mắt", "Phổi"]),
        (Shown.LATE, "2", ["Phổi"]),
        (Shown.LATE, "b", []),
        (Shown.REPORTED, "", ["Mắt", "Nhi"]),
        (Shown.ACCEPTED, "a", ["Nhi"]),
        (Shown.UNDECLARED, "", []),
        (Shown.LIVE, "", ["Nhi"]),
        (Shown.LIVE_SAID, "", ["Mắt", "Nhi"]),
        (Shown.LIVE_DUE, "", ["Mắt", "Nhi", "Phổi"]),
    ],
)
def test_units_are_narrowed_to_what_is_asked_for(shown: Shown, part: str, names: list[str]) -> None:
    assert [one.name for one in PLAN.fitting(shown, part)] == names


def test_one_unit_is_asked_for_by_its_track() -> None:
    (mat, *_) = PLAN.units
    assert PLAN.fitting(unit=mat.track.id) == [mat]
    assert PLAN.fitting(Shown.LIVE, unit=mat.track.id) == []


def test_what_is_counted_is_counted_of_that_day() -> None:
    counted = figures(LATE.milestones, ON)
    assert (counted.total, counted.reported, counted.accepted, counted.late, counted.undeclared) == (3, 1, 0, 1, 0)
    assert figures(LATE.milestones, DUE).late == 0


NOTHING = Declaration("go", Claim.NOT_APPLICABLE, None, "Công văn 5/BV")
SAYS_NOT = track(milestone("a", DUE), milestone("go", DUE, State.UNDECLARED, kind=Kind.GOLIVE)).declare(NOTHING, ANH, OPENED)


def test_what_is_said_not_to_apply_is_counted_apart_and_never_as_done() -> None:
    said = figures(SAYS_NOT.milestones, ON)
    assert (said.reported, said.accepted, said.not_applicable, said.waived, said.applies) == (0, 0, 1, 0, 2)
    waived = figures(SAYS_NOT.accept("go", KY, OPENED).milestones, ON)
    assert (waived.reported, waived.accepted, waived.not_applicable, waived.waived, waived.applies) == (0, 0, 1, 1, 1)


def test_a_unit_that_says_going_live_is_not_for_it_stays_in_the_goal_until_that_is_accepted() -> None:
    accepted = SAYS_NOT.accept("go", KY, OPENED)
    assert ([one.code for one in going_live(SAYS_NOT)], going_live(accepted)) == (["go"], [])
    assert (stands_aside(SAYS_NOT), stands_aside(accepted), stands_aside(LIVE)) == (Shown.REPORTED, Shown.ACCEPTED, None)
    of_it = {one: Standing(ON, (unit("Da liễu", one),), SAID) for one in (SAYS_NOT, accepted)}
    assert [bool(of_it[SAYS_NOT].fitting(shown)) for shown in (Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE)] == [False, False, True]
    assert [of_it[accepted].fitting(shown) for shown in (Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE)] == [[], [], []]
    assert [len(of_it[one].fitting(Shown.NOT_APPLICABLE)) for one in of_it] == [1, 1]


def test_one_of_two_ways_to_be_live_is_enough_to_say_so_and_not_to_be_verified() -> None:
    both = track(milestone("go", DUE, kind=Kind.GOLIVE), milestone("b", DUE, State.UNDECLARED, kind=Kind.DEPLOYMENT))
    said = both.declare(replace(NOTHING, code="b"), ANH, OPENED).report("go", DUE, ANH, OPENED).accept("go", KY, OPENED)
    assert (is_live(said, Shown.LIVE_SAID, ON), is_live(said, Shown.LIVE, ON)) == (True, False)
    assert is_live(said.accept("b", KY, OPENED), Shown.LIVE, ON)


def test_the_habit_is_that_of_the_whole_plan_on_that_day() -> None:
    assert PLAN.habit == Habit(0, 8, 8, 6)


def test_a_day_is_over_at_midnight_in_vietnam_and_one_that_has_not_come_is_refused() -> None:
    assert end(ON) == datetime(2026, 6, 9, tzinfo=VIETNAM)
    check_day(ON, ON)
    with pytest.raises(Malformed, match="on: chọn ngày từ 08/06/2026 trở về trước"):
        check_day(ON + timedelta(days=1), ON)
