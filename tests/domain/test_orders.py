"""An order's lines: every act in every state, and all or none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Malformed, NotFound, WrongState
from domain.names import DepartmentId, DocumentId, OrderId, PersonId, RecordId, id_of
from domain.orders import MOVES, Line, LineState, Order, Sheet

LAB = DepartmentId("33001/XN")
S = LineState
LEADS = {
    "sample": {S.ORDERED: S.SAMPLED, S.REJECTED: S.SAMPLED},
    "reject": {S.SAMPLED: S.REJECTED},
    "cancel": dict.fromkeys((S.ORDERED, S.SAMPLED, S.REJECTED), S.CANCELLED),
    "result": dict.fromkeys((S.ORDERED, S.SAMPLED, S.RESULTED, S.APPROVED), S.RESULTED),
    "approve": {S.RESULTED: S.APPROVED},
}
"""act → from → to; everything else is refused."""


def order(*states: LineState, sheets: tuple[Sheet, ...] = ()) -> Order:
    lines = tuple(Line(number, "23.0083", "Glucose", LAB, state) for number, state in enumerate(states, 1))
    ids = (OrderId(id_of("order", 1)), RecordId(id_of("record", 1)), PersonId(id_of("person", 1)))
    return Order(*ids, DepartmentId("33001/NOI"), lines, sheets)


@pytest.mark.parametrize("act", MOVES)
@pytest.mark.parametrize("state", LineState)
def test_every_act_in_every_state(act: str, state: LineState) -> None:
    leads = LEADS[act].get(state)
    if leads:
        assert order(state).move(act, (1,), "lý do").line(1).state is leads
    else:
        with pytest.raises(WrongState):
            order(state).move(act, (1,))


@given(
    st.lists(st.sampled_from(LineState), min_size=1, max_size=5),
    st.sampled_from(sorted(MOVES)),
    st.lists(st.integers(0, 6), min_size=1, max_size=4),
)
def test_all_lines_or_none(states: list[LineState], act: str, numbers: list[int]) -> None:
    before = order(*states)
    try:
        after = before.move(act, tuple(numbers))
    except (WrongState, NotFound):
        return
    for line in before.lines:
        expected = MOVES[act][1] if line.number in numbers else line.state
        assert after.line(line.number).state is expected


def test_an_act_on_no_line_is_refused() -> None:
    with pytest.raises(Malformed, match="chọn ít nhất một dịch vụ"):
        order(S.ORDERED).move("cancel", ())


def test_it_is_void_when_every_line_was_cancelled() -> None:
    assert order(S.CANCELLED, S.CANCELLED).void
    assert not order(S.CANCELLED, S.APPROVED).void


def test_it_is_finished_when_nothing_is_waited_for() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    document = DocumentId(id_of("result", 1))
    assert not order(S.APPROVED, S.ORDERED).finished
    assert order(S.APPROVED, S.CANCELLED).finished
    unseen = order(S.APPROVED, sheets=(Sheet(document, (1,), complete_at=now),))
    assert (unseen.finished, unseen.unacknowledged) == (False, (document,))
    assert order(S.APPROVED, sheets=(Sheet(document, (1,), now, now),)).finished
