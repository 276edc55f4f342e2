"""How a plan stood on a day: which units fit what is asked for, and what is counted."""

from datetime import date, datetime, timedelta

import pytest

from domain.clock import VIETNAM, end
from domain.declarations import Claim, Declaration
from domain.errors import Malformed
from domain.forecasts import Habit
from domain.names import FacilityId, TrackId, id_of
from domain.parts import Kind
from domain.standings import Said, Shown, Standing, Unit, check_day, figures
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


def test_what_does_not_apply_does_not_make_a_unit_live_or_keep_it_from_it() -> None:
    nothing = Declaration("go", Claim.NOT_APPLICABLE, None, "Công văn 5/BV")
    one = track(milestone("a", DUE), milestone("go", DUE, State.UNDECLARED, kind=Kind.GOLIVE)).declare(nothing, ANH, OPENED)
    plan = Standing(ON, (unit("Da liễu", one),), SAID)
    assert [plan.fitting(shown) for shown in (Shown.LIVE, Shown.LIVE_SAID, Shown.LIVE_DUE)] == [[], [], []]


def test_the_habit_is_that_of_the_whole_plan_on_that_day() -> None:
    assert PLAN.habit == Habit(0, 8, 8, 6)


def test_a_day_is_over_at_midnight_in_vietnam_and_one_that_has_not_come_is_refused() -> None:
    assert end(ON) == datetime(2026, 6, 9, tzinfo=VIETNAM)
    check_day(ON, ON)
    with pytest.raises(Malformed, match="on: chọn ngày từ 08/06/2026 trở về trước"):
        check_day(ON + timedelta(days=1), ON)
