"""Last days of terms: the end of a year, never for an incident file, and the day after for the record to go."""

from datetime import date

import pytest

from domain.retention import expired, keep_until, log_keep_until
from policies.reader import load

BOOK = load()
NEW, OLD = BOOK.retention_edition("TT 33/2025"), BOOK.retention_edition("TT 53/2017")
LAST_DAYS = [
    (date(2026, 11, 21), date(2036, 12, 31)),
    (date(2026, 1, 1), date(2036, 12, 31)),
    (date(2026, 12, 31), date(2036, 12, 31)),
    (date(2024, 2, 29), date(2034, 12, 31)),
]


@pytest.mark.parametrize(("ended_on", "last"), LAST_DAYS)
def test_an_ordinary_record_is_kept_to_the_end_of_the_tenth_year(ended_on: date, last: date) -> None:
    assert keep_until(NEW.of("ordinary"), ended_on) == last


def test_an_incident_file_is_kept_for_ever() -> None:
    assert keep_until(NEW.of("incident"), date(2026, 11, 21)) is None
    assert not expired(None, date.max)


def test_a_record_may_go_on_the_day_after_and_not_before() -> None:
    assert not expired(date(2036, 12, 31), date(2036, 12, 31))
    assert expired(date(2036, 12, 31), date(2037, 1, 1))


def test_the_access_log_outlives_a_late_look() -> None:
    ordinary = NEW.of("ordinary")
    ended = date(2026, 11, 21)
    assert log_keep_until(NEW, ordinary, ended, date(2027, 1, 1)) == date(2036, 12, 31)
    assert log_keep_until(NEW, ordinary, ended, date(2036, 12, 1)) == date(2041, 12, 31)
    assert log_keep_until(NEW, NEW.of("incident"), ended, ended) is None
