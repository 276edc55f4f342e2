"""When a facility will be live: from its own habit, else everybody's; with a range, and what would help most."""

from dataclasses import replace
from datetime import date, timedelta

from domain.declarations import Claim
from domain.forecasts import Habit, Help, delays, forecast, habit, helps_most, pace, slack
from domain.parts import Kind
from domain.tracks import Progress, State, Track
from domain.waiting import Held
from tests.domain.tracks import milestone, track

TODAY = date(2026, 11, 20)
END = date(2026, 12, 30)
BEGAN = date(2026, 5, 1)
NOBODY = Habit(0, 0, 0, 0)
"""Nobody has done anything yet."""


def done(code: str, due: date, days_late: int) -> Progress:
    return replace(milestone(code, due, State.ACCEPTED), done_on=due + timedelta(days=days_late))


def going(*before: Progress, after: tuple[str, ...] = ()) -> Track:
    return track(*before, milestone("live", END, after=after, kind=Kind.GOLIVE))


def test_who_was_ten_days_late_as_a_rule_is_expected_so() -> None:
    found = forecast(going(*(done(f"m{n}", date(2026, 6, 30), late) for n, late in enumerate((0, 5, 10, 15, 40)))), NOBODY, BEGAN, TODAY)
    assert found
    assert found.habit == Habit(5, 10, 15, 5)
    assert (found.near, found.expected) == (END + timedelta(days=5), END + timedelta(days=10))
    assert found.far >= END + timedelta(days=15)


def test_who_has_done_too_little_is_judged_by_everybodys_habit() -> None:
    found = forecast(going(done("m1", date(2026, 6, 30), 100)), Habit(1, 2, 3, 5), BEGAN, TODAY)
    assert found
    assert found.expected == END + timedelta(days=2)


def test_without_any_habit_the_last_day_is_expected() -> None:
    found = forecast(going(), NOBODY, BEGAN, TODAY)
    assert found
    assert (found.near, found.expected, found.far) == (END, END, END)
    assert helps_most(going(), found, TODAY) is None


def test_what_it_waits_for_moves_it_and_is_what_helps_most() -> None:
    """The server room is due after going live: done today, going live is on its own last day again."""
    late = milestone("servers", date(2027, 1, 31))
    waits = going(late, milestone("rules", date(2026, 12, 1)), after=("servers", "rules"))
    found = forecast(waits, NOBODY, BEGAN, TODAY)
    assert found
    assert found.expected == date(2027, 1, 31)
    assert helps_most(waits, found, TODAY) == Help("servers", 32)


def test_what_it_waits_for_in_anothers_track_moves_it_to_that_ones_last_day() -> None:
    council = Held("live", "4-9", "Thành lập Hội đồng", "Sở Y tế", False, 0, 1, date(2027, 2, 1), True)
    found = forecast(replace(going(), others=(council,)), NOBODY, BEGAN, TODAY)
    assert found
    assert found.expected == date(2027, 2, 1)
    late = forecast(replace(going(), others=(replace(council, due=date(2026, 1, 1)),)), NOBODY, BEGAN, TODAY)
    assert late
    assert late.expected == END, "what is late there can be done today"


def test_nothing_open_is_expected_in_the_past() -> None:
    found = forecast(going(milestone("survey", date(2026, 5, 31)), after=("survey",)), NOBODY, BEGAN, date(2027, 3, 1))
    assert found
    assert found.near == found.expected == found.far == date(2027, 3, 1)


def test_what_is_late_and_open_counts_as_late_so_far() -> None:
    open_ = [milestone(f"m{n}", date(2026, 10, 31)) for n in range(3)]
    assert delays(going(*open_), TODAY) == [20, 20, 20]
    found = forecast(going(*open_), NOBODY, BEGAN, TODAY)
    assert found
    assert found.expected == END + timedelta(days=20)


def test_the_far_end_is_no_sooner_than_the_pace_so_far() -> None:
    """Two of ten in half a year: at that pace the rest takes two years, and a pace is believed for the plan's own length."""
    rest = [milestone(f"r{n}", END) for n in range(7)]
    found = forecast(going(done("a", date(2026, 8, 1), 0), done("b", date(2026, 8, 1), 0), *rest), NOBODY, BEGAN, TODAY)
    assert found
    assert found.expected == END
    assert pace(going(done("a", date(2026, 8, 1), 0), done("b", date(2026, 8, 1), 0), *rest), BEGAN, TODAY) == TODAY + timedelta(days=812)
    assert found.far == END + (END - BEGAN)
    assert pace(going(*rest), BEGAN, TODAY) is None


def test_the_slack_is_to_the_last_day_for_going_live() -> None:
    late = going(milestone("servers", date(2027, 1, 31)), after=("servers",))
    assert slack(late, forecast(late, NOBODY, BEGAN, TODAY)) == -32
    assert slack(late, None) is None


def test_what_is_live_stays_on_its_day_and_what_never_goes_live_has_no_forecast() -> None:
    live = track(replace(milestone("live", END, State.REPORTED, kind=Kind.GOLIVE), done_on=date(2026, 11, 1)))
    found = forecast(live, NOBODY, BEGAN, TODAY)
    assert found
    assert (found.expected, helps_most(live, found, TODAY)) == (date(2026, 11, 1), None)
    assert forecast(track(milestone("survey", END)), NOBODY, BEGAN, TODAY) is None


def test_a_fifth_is_sooner_and_a_fifth_later_than_the_range() -> None:
    found = habit(range(10))
    assert (found.near, found.middle, found.far) == (2, 5, 7)
    assert (sum(one < 2 for one in range(10)), sum(one > 7 for one in range(10))) == (2, 2)


def test_what_does_not_apply_is_neither_done_nor_late_nor_waited_for() -> None:
    none = [replace(done(f"m{n}", date(2026, 5, 31), 93), claim=Claim.NOT_APPLICABLE) for n in range(5)]
    found = forecast(going(*none, after=("m0",)), NOBODY, BEGAN, TODAY)
    assert found
    assert (found.expected, found.habit.seen) == (END, 0)
    never = replace(milestone("live", END, State.ACCEPTED, kind=Kind.GOLIVE), claim=Claim.NOT_APPLICABLE, done_on=TODAY)
    assert forecast(track(never), NOBODY, BEGAN, TODAY) is None


def test_a_decided_day_is_no_guess() -> None:
    """Late as a rule, and still the day is that of the signed decision; on a day before it, what was expected then stands."""
    day = date(2026, 12, 15)
    late = done("m1", date(2026, 6, 30), 40), milestone("servers", date(2027, 1, 31))
    live = replace(milestone("live", END, State.REPORTED, kind=Kind.GOLIVE), done_on=date(2026, 11, 19))
    decided = replace(track(*late, live), live_from=day)
    found = forecast(decided, NOBODY, BEGAN, TODAY)
    assert found
    assert (found.near, found.expected, found.far, found.decided) == (day, day, day, True)
    assert (helps_most(decided, found, TODAY), slack(decided, found)) == (None, 15)
    before = forecast(replace(going(*late), live_from=day), NOBODY, BEGAN, TODAY)
    assert before
    assert not before.decided


def test_who_was_early_is_expected_on_the_last_day_and_at_the_near_end_half_way_to_it() -> None:
    """A centre that had its servers for years is not live today: eight regulations, a council and going live are still open."""
    had = [done(f"m{n}", date(2026, 5, 31), -400) for n in range(15)]
    rules = [milestone(f"q{n}", END) for n in range(8)]
    centre = going(*had, *rules, after=("q0",))
    found = forecast(centre, NOBODY, BEGAN, TODAY)
    assert found
    assert (found.near, found.expected) == (TODAY + (END - TODAY) / 2, END)
    assert found.far == END, "what was done before the plan began is no pace of the plan"


def test_who_has_declared_less_than_half_has_no_forecast() -> None:
    silent = [milestone(f"m{n}", date(2026, 5, 31), State.UNDECLARED) for n in range(3)]
    assert forecast(going(*silent), NOBODY, BEGAN, TODAY) is None
    assert forecast(going(*silent, *(milestone(f"d{n}", END) for n in range(3))), NOBODY, BEGAN, TODAY)
