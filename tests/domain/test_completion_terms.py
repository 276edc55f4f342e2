"""Until when a record is to be complete, and at which moments somebody is told."""

from datetime import UTC, datetime, timedelta

from domain.completion_terms import CompletionTerm
from domain.roles import Role
from domain.steps import Rung

ENDED = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HEAD, OFFICE = Rung(24, Role.HEAD, "treating"), Rung(60, Role.RECORDS_OFFICER)
TERM = CompletionTerm(24, 6, 24, (HEAD, OFFICE))


def moments(term: CompletionTerm, how_many: int) -> list[float]:
    """Hours since the term ended."""
    due, at, found = term.due(ENDED), None, []
    for _ in range(how_many):
        at = term.next(due, at)
        found.append((at - due) / HOUR)
    return found


def test_before_the_end_at_the_end_each_day_after_and_at_each_rung() -> None:
    assert TERM.due(ENDED) == ENDED + 24 * HOUR
    assert moments(TERM, 7) == [-6, 0, 24, 48, 60, 72, 96]
    assert moments(CompletionTerm(24), 3) == [0, 24, 48]


def test_a_rung_is_reached_from_its_hour_on() -> None:
    due = TERM.due(ENDED)
    reached = {hours: TERM.rungs(due, due + hours * HOUR) for hours in (0, 23, 24, 59, 60, 999)}
    assert reached == {0: (), 23: (), 24: (HEAD,), 59: (HEAD,), 60: (HEAD, OFFICE), 999: (HEAD, OFFICE)}


def test_who_slept_over_a_moment_is_told_at_the_next() -> None:
    due = TERM.due(ENDED)
    assert TERM.next(due, due + 25 * HOUR) == due + 48 * HOUR
    assert TERM.next(due, due - 5 * HOUR) == due
