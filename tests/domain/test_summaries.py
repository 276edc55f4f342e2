"""What the head of a unit reads once everything is declared."""

from datetime import date, timedelta

from domain.declarations import Claim
from domain.summaries import COMING, summary
from domain.tracks import State
from tests.domain.tracks import milestone, track

TODAY = date(2026, 11, 28)


def test_it_tells_what_was_said_what_is_over_its_day_and_what_comes_next() -> None:
    late, later = milestone("b", TODAY - timedelta(days=2)), milestone("a", TODAY - timedelta(days=40))
    coming = [milestone(f"m{n}", TODAY + timedelta(days=n)) for n in range(COMING + 2)]
    done = milestone("c", TODAY - timedelta(days=90), State.REPORTED)
    unsaid, standing = milestone("d", TODAY - timedelta(days=5), State.UNDECLARED), milestone("e")
    said = {"c": Claim.DONE, "a": Claim.DOING, "e": Claim.NOT_APPLICABLE}
    found = summary(track(late, later, done, unsaid, standing, *coming), said, TODAY)
    assert (found.done, found.doing, found.not_applicable, found.undeclared) == (("c",), ("a",), ("e",), ("d",))
    assert found.overdue == ("a", "b"), "the longest first; what is reported or not declared is not among them"
    assert found.coming == tuple(f"m{n}" for n in range(COMING))
