"""Saves of a survey that began from an older version: nobody is overwritten and nothing is lost."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.names import PersonId
from domain.survey_answers import Said, answers, at_version, merge

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ANH = PersonId(UUID(int=1))
ANSWER = st.one_of(st.none(), st.integers(0, 3))
SENT = st.dictionaries(st.sampled_from("abcd"), ANSWER, max_size=4)


def after(history: tuple[Said, ...], sent: Mapping[str, object], base: int) -> tuple[Said, ...]:
    """The history with what this save changed."""
    version = max((one.version for one in history), default=0) + 1
    return (*history, *(Said(code, value, version, ANH, NOW) for code, value in merge(history, base, sent).changes.items()))


@given(SENT, SENT, SENT)
def test_a_late_save_overwrites_nobody_and_loses_nothing(
    first: dict[str, object], meanwhile: dict[str, object], late: dict[str, object]
) -> None:
    begun = after((), first, 0)
    base = max((one.version for one in begun), default=0)
    now = after(begun, meanwhile, base)
    found = merge(now, base, late)
    stands, then = answers(at_version(now, 99)), answers(at_version(now, base))
    for code, mine in late.items():
        clash = next((one for one in found.clashes if one.question == code), None)
        if clash:  # shown side by side, and what stands is as it was
            assert (clash.mine, clash.theirs.value) == (mine, stands.get(code))
            assert mine != then.get(code) != stands.get(code)
        elif code in found.changes:
            assert stands.get(code) == then.get(code)
        else:
            assert mine in (then.get(code), stands.get(code))
    again = merge(after(now, late, base), base, late)
    assert (again.changes, {one.question for one in again.clashes}) == ({}, {one.question for one in found.clashes})


@given(SENT, SENT)
def test_answers_of_different_questions_join_in_any_order(one: dict[str, object], other: dict[str, object]) -> None:
    apart = {code: value for code, value in other.items() if code not in one}
    both = [answers(at_version(after(after((), first, 0), second, 0), 99)) for first, second in ((one, apart), (apart, one))]
    assert both[0] == both[1]
