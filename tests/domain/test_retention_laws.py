"""Terms of every schedule as properties: the last day of a year, whole years, and never shorter for more or later."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.retention import Schedule, Trait, judge, keep_until, raised, term_starts
from policies.reader import load

BOOK = load()
NEW, OLD = BOOK.retention_edition("TT 33/2025"), BOOK.retention_edition("TT 53/2017")
schedules = st.sampled_from([NEW, OLD])
traits = st.frozensets(st.sampled_from(Trait))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(9000, 12, 31))


@given(schedules, traits, days)
def test_every_term_ends_on_the_last_day_of_a_year(schedule: Schedule, of: frozenset[Trait], ended_on: date) -> None:
    last = keep_until(judge(schedule, of), ended_on)
    assert last is not None
    assert (last.day, last.month) == (31, 12)


@given(schedules, traits, days)
def test_a_term_is_whole_years_from_its_start(schedule: Schedule, of: frozenset[Trait], ended_on: date) -> None:
    one = judge(schedule, of)
    start, last = term_starts(ended_on), keep_until(one, ended_on)
    assert last is not None
    assert ended_on < start
    assert last.year - start.year + 1 == one.years


@given(schedules, traits, traits, days)
def test_more_that_happened_never_shortens_the_term(
    schedule: Schedule, of: frozenset[Trait], later: frozenset[Trait], ended_on: date
) -> None:
    before, after = judge(schedule, of), judge(schedule, of | later)
    first, second = keep_until(before, ended_on), keep_until(after, ended_on)
    assert first is not None
    assert second is None or second >= first


@given(schedules, schedules, traits, traits)
def test_a_class_may_rise_and_never_falls(first: Schedule, second: Schedule, of: frozenset[Trait], later: frozenset[Trait]) -> None:
    before = judge(first, of)
    after = raised(before, judge(second, later))
    assert after.rank >= before.rank
    assert raised(after, before) == after


@given(schedules, traits, days, st.integers(min_value=0, max_value=400))
def test_an_episode_that_ended_later_is_never_kept_shorter(schedule: Schedule, of: frozenset[Trait], ended_on: date, more: int) -> None:
    one = judge(schedule, of)
    first = keep_until(one, ended_on)
    second = keep_until(one, date.fromordinal(ended_on.toordinal() + more))
    assert first is not None
    assert second is not None
    assert first <= second
