"""A facility's editions follow one another: one rules on each day, and nobody approves their own."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.editions import ChainEdition, EditionState, in_force
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.names import EditionId, FacilityId, PersonId
from domain.signature_chains import ChainPolicy

YEN, SON = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NOW = datetime(2026, 11, 27, 5, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def edition(name: str, until: date | None = None, form: str = "lab-result") -> ChainEdition:
    policy = ChainPolicy(form, name, date(2027, 1, 1), "QC 45/QC-BV", "S", (), until, "33001")
    number = sum(map(ord, f"{name}{form}"))
    return ChainEdition(EditionId(UUID(int=number)), FacilityId("33001"), policy, "form: …", YEN, NOW)


def approved(name: str, first: date, *others: ChainEdition, now: datetime = NOW, until: date | None = None) -> ChainEdition:
    return edition(name, until).approve(SON, first, others, now)


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
