"""The picture of a track over the months: everything stands inside it, and where it belongs."""

from datetime import date

from domain.schedules import Bar
from web.gantt import HEAD, ROW, WIDTH, gantt

TODAY = date(2026, 11, 21)
BARS = (
    Bar("3.1-1", date(2026, 5, 1), date(2026, 6, 8), date(2026, 5, 31), True, False),
    Bar("3.2-2", date(2026, 6, 8), date(2027, 1, 19), date(2026, 12, 31), False, True),
    Bar("3.6-2", date(2027, 1, 19), date(2027, 1, 19), None, False, True),
)
TITLES = {"3.1-1": "Khảo sát", "3.2-2": "Nâng cấp hạ tầng công nghệ thông tin đáp ứng hồ sơ bệnh án điện tử"}


def test_bars_follow_time_and_stay_inside() -> None:
    drawn = gantt(BARS, TITLES, "/tracks/1", TODAY)
    assert drawn
    first, second, last = drawn.rows
    assert [one.y for one in drawn.rows] == [HEAD, HEAD + ROW, HEAD + 2 * ROW]
    assert 0 <= first.x < first.x + first.width <= second.x + 0.2
    assert all(one.x + one.width <= WIDTH for one in drawn.rows)
    assert last.width == 4, "a day is still seen"
    assert second.x < drawn.today_x < second.x + second.width


def test_the_last_day_stands_before_what_is_late_and_nowhere_when_there_is_none() -> None:
    drawn = gantt(BARS, TITLES, "/tracks/1", TODAY)
    assert drawn
    first, second, last = drawn.rows
    assert first.due_x
    assert first.due_x < first.x + first.width
    assert [one.late for one in drawn.rows] == [True, True, False]
    assert last.due_x is None
    assert second.title == "3.2-2 Nâng cấp hạ tầng công nghệ thông tin đáp ứng hồ sơ bệnh án điện tử: 08/06/2026 – 19/01/2027"
    assert second.title == f"{second.label}: {second.when}"


def test_months_are_few_enough_to_read_over_years() -> None:
    long = gantt((Bar("a", date(2020, 1, 1), date(2029, 1, 1), None, False, False),), {}, "/tracks/1", TODAY)
    assert long
    assert len(long.months) <= 24
    assert gantt((), {}, "/tracks/1", TODAY) is None
