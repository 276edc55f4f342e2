"""When the end of a certificate is told, and when an authority is asked again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.certificates import LONGEST, SHORTEST, ask_again, threshold, try_again

DAYS = (30, 14, 7, 1)
TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "told"), [(31, None), (30, 30), (29, 30), (15, 30), (14, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)]
)
def test_each_threshold_is_told_until_the_next(left: int, told: int | None) -> None:
    assert threshold(TODAY + timedelta(days=left), TODAY, DAYS) == told


@given(left=st.integers(-400, 400), missed=st.integers(0, 40))
def test_a_day_without_a_look_loses_no_warning_but_those_overtaken(left: int, missed: int) -> None:
    """Whoever looks later is told what is due then, never something looser than before."""
    before, after = threshold(TODAY + timedelta(days=left), TODAY, DAYS), threshold(TODAY + timedelta(days=left - missed), TODAY, DAYS)
    assert after is None or before is None or after <= before
    assert (after is None) == (not 0 <= left - missed <= max(DAYS))


@pytest.mark.parametrize(
    ("life", "fresh", "again"),
    [
        (timedelta(minutes=10), timedelta(hours=1), timedelta(minutes=5)),
        (timedelta(days=7), timedelta(hours=1), timedelta(minutes=30)),
        (timedelta(seconds=10), timedelta(hours=1), SHORTEST),
    ],
)
def test_an_answer_is_fetched_anew_at_half_of_its_use(life: timedelta, fresh: timedelta, again: timedelta) -> None:
    assert ask_again(NOW, NOW + life, fresh) == NOW + again


@given(failures=st.integers(1, 200))
def test_a_silent_authority_is_tried_later_and_later_but_never_given_up(failures: int) -> None:
    assert SHORTEST <= try_again(NOW, failures) - NOW <= LONGEST
    assert try_again(NOW, failures) <= try_again(NOW, failures + 1)
