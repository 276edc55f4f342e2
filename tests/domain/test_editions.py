"""A facility's editions follow one another: one rules on each day."""

from datetime import date

from domain.editions import EditionState, in_force
from tests.domain.editions import NOW, SON, TODAY, approved, edition


def test_a_proposal_rules_on_no_day() -> None:
    one = edition("A")
    assert one.state((), date(2030, 1, 1)) is EditionState.PROPOSED
    assert in_force([one], date(2030, 1, 1)) is None


def test_the_one_before_ends_the_day_before() -> None:
    old, new = approved("A", TODAY), approved("B", date(2027, 2, 1))
    both = [old, new]
    assert old.ends(both) == date(2027, 1, 31)
    assert in_force(both, date(2027, 1, 31)) is old
    assert in_force(both, date(2027, 2, 1)) is new
    assert [one.state(both, date(2027, 2, 1)) for one in both] == [EditionState.ENDED, EditionState.IN_FORCE]
    assert new.state(both, TODAY) is EditionState.APPROVED


def test_one_that_is_withdrawn_before_its_first_day_ends_nothing() -> None:
    old, new = approved("A", TODAY), approved("B", date(2027, 2, 1))
    gone = new.withdraw(SON, "Chờ bổ sung máy", NOW)
    assert gone.state([old, gone], date(2027, 3, 1)) is EditionState.WITHDRAWN
    assert in_force([old, gone], date(2027, 3, 1)) is old


def test_a_last_day_of_its_own_leaves_the_default_again() -> None:
    one = approved("A", TODAY, until=date(2026, 12, 31))
    assert in_force([one], date(2026, 12, 31)) is one
    assert in_force([one], date(2027, 1, 1)) is None


def test_an_edition_between_two_others_ends_before_the_later_one() -> None:
    late = approved("B", date(2027, 2, 1))
    between = approved("C", date(2026, 12, 15), late)
    assert between.ends([late, between]) == date(2027, 1, 31)


def test_another_form_is_no_rival() -> None:
    other = edition("B", form="order").approve(SON, date(2027, 2, 1), (), NOW)
    assert approved("A", TODAY).ends([other]) is None
