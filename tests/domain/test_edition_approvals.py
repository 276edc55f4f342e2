"""An edition is approved by another person than who proposed it, for a day that is free, and withdrawn with its reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from tests.domain.editions import NOW, SON, TODAY, YEN, approved, edition


def test_nobody_approves_what_they_proposed_not_even_a_director() -> None:
    with pytest.raises(SamePerson):
        edition("A").approve(YEN, TODAY, (), NOW)


def test_no_day_in_the_past_none_after_the_last_and_none_that_is_taken() -> None:
    with pytest.raises(Malformed, match="ngày đã qua"):
        edition("A").approve(SON, TODAY - timedelta(days=1), (), NOW)
    with pytest.raises(Malformed, match="sau ngày cuối"):
        edition("A", date(2026, 12, 1)).approve(SON, date(2026, 12, 2), (), NOW)
    with pytest.raises(Incomplete, match="cũng bắt đầu ngày này"):
        edition("B").approve(SON, TODAY, [approved("A", TODAY)], NOW)


def test_days_are_those_of_vietnam() -> None:
    evening = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with pytest.raises(Malformed):
        edition("A").approve(SON, TODAY, (), evening)


def test_what_is_in_force_or_withdrawn_is_neither_withdrawn_nor_approved_again() -> None:
    ruling, gone = approved("A", TODAY), edition("B").withdraw(YEN, "Nhầm", NOW)
    for one in (ruling, gone):
        with pytest.raises(WrongState):
            one.withdraw(SON, "Nhầm", NOW)
        with pytest.raises(WrongState):
            one.approve(SON, TODAY + timedelta(days=3), (), NOW)


def test_a_withdrawal_has_its_reason() -> None:
    with pytest.raises(Malformed):
        edition("A").withdraw(YEN, "  ", NOW)


def test_what_was_approved_keeps_its_text_and_stages() -> None:
    one = edition("A")
    done = one.approve(SON, TODAY, (), NOW)
    assert (done.text, replace(done.policy, effective_from=one.policy.effective_from)) == (one.text, one.policy)
