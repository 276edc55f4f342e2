"""Bars of a track, and the chain that decides when it goes live."""

from dataclasses import replace
from datetime import date, timedelta

from domain.forecasts import expected_days
from domain.parts import Kind
from domain.schedules import bars, critical_path
from domain.tracks import State
from tests.domain.tracks import milestone, track

TODAY, BEGAN, END = date(2026, 11, 20), date(2026, 5, 1), date(2026, 12, 30)


def test_what_holds_going_live_up_is_critical_and_what_has_time_is_not() -> None:
    servers = milestone("servers", date(2027, 1, 31))
    rules = milestone("rules", date(2026, 12, 1))
    live = milestone("live", END, after=("servers", "rules"), kind=Kind.GOLIVE)
    found = {one.code: one for one in bars(track(servers, rules, live), 0, BEGAN, TODAY)}
    assert [code for code, one in found.items() if one.critical] == ["servers", "live"]
    assert (found["live"].begins, found["live"].ends) == (date(2027, 1, 31), date(2027, 1, 31))
    assert (found["rules"].begins, found["rules"].ends) == (BEGAN, date(2026, 12, 1))


def test_what_is_held_up_by_its_own_last_day_stands_alone() -> None:
    one = track(milestone("rules", date(2026, 12, 1)), milestone("live", END, after=("rules",), kind=Kind.GOLIVE))
    assert critical_path(one, expected_days(one, 0, TODAY)) == {"live"}


def test_a_chain_without_last_days_is_critical_as_a_whole() -> None:
    one = track(milestone("a"), milestone("b", after=("a",)), milestone("live", after=("b",), kind=Kind.GOLIVE))
    assert critical_path(one, expected_days(one, 0, TODAY)) == {"a", "b", "live"}


def test_what_is_done_is_a_bar_to_its_day_and_never_critical() -> None:
    survey = replace(milestone("survey", date(2026, 5, 31), State.ACCEPTED), done_on=date(2026, 6, 3))
    live = milestone("live", END, after=("survey",), kind=Kind.GOLIVE)
    first, last = bars(track(survey, live), 10, BEGAN, TODAY)
    assert (first.done, first.critical, first.begins, first.ends) == (True, False, BEGAN, date(2026, 6, 3))
    assert (last.begins, last.ends) == (date(2026, 6, 3), END + timedelta(days=10))


def test_a_department_that_never_goes_live_has_no_critical_path() -> None:
    assert not any(one.critical for one in bars(track(milestone("guidance", END)), 0, BEGAN, TODAY))
