"""What was typed of a purchase is taken back: the sums are those of what is left, and what rests on it is named."""

from decimal import Decimal

import pytest

from domain.errors import Incomplete, WrongState
from domain.procurement import Moved, Procurement, ProcurementState
from domain.procurement_entering import Judgement
from domain.procurement_events import Event, Opinion
from domain.procurement_strikes import may_strike, strike
from tests.domain.test_procurement import ANH, DOCUMENT, NOW, PAPER, item, made

Kept = dict[int, Event]


def kept(events: Kept, moved: Moved) -> Procurement:
    """As rows keep it: the event under its number."""
    after, event = moved
    events[after.events] = event
    if event.strikes:
        del events[event.strikes]
    return after


def two_approvals(events: Kept) -> Procurement:
    """Money of the district and of the own fund: both approve, the second with a nought too few."""
    one = kept(events, made(item(fund="district"), item(fund="own")).sign("proposal", DOCUMENT, NOW))
    one = kept(events, one.judge("council", Judgement(Opinion.AGREED, PAPER), None, NOW))
    one = kept(events, one.judge("finance", Judgement(Opinion.AGREED, PAPER), None, NOW))
    one = kept(events, one.judge("approval-district", Judgement(Opinion.AGREED, PAPER, approved={1: Decimal(690)}), None, NOW))
    return kept(events, one.judge("approval-own", Judgement(Opinion.AGREED, PAPER, approved={2: Decimal(69)}), None, NOW))


def approved(one: Procurement) -> list[Decimal | None]:
    return [each.approved for each in one.items]


def test_the_amounts_of_an_earlier_approval_stand_again() -> None:
    events: Kept = {}
    one = two_approvals(events)
    assert approved(one) == [Decimal(700_000_000), Decimal(69)]
    last, before = max(events), max(events) - 1
    with pytest.raises(Incomplete, match="hủy ghi nhận “Phê duyệt kinh phí"):
        strike(one, before, events, False, "Nhầm", ANH, NOW)
    one = kept(events, strike(one, last, events, False, "Thiếu số không", ANH, NOW))
    assert approved(one) == [Decimal(690), Decimal(700_000_000)]
    assert (one.next and one.next.code, one.state) == ("approval-own", ProcurementState.OPEN)
    one = kept(events, strike(one, before, events, False, "Nhầm", ANH, NOW))
    assert approved(one) == [None, None]


def test_a_refusal_taken_back_brings_the_amounts_and_the_version_back() -> None:
    events: Kept = {}
    one = two_approvals(events)
    last = max(events)
    one = kept(events, strike(one, last, events, False, "Thiếu số không", ANH, NOW))
    returned = kept(events, one.judge("approval-own", Judgement(Opinion.REFUSED, PAPER, "Chưa có tiền"), None, NOW))
    refusal = max(events)
    assert (returned.version, approved(returned)) == (2, [None, None])
    assert not may_strike(returned, refusal, events, redrawn=True), "somebody made the proposal anew"
    assert not may_strike(returned, 2, events, redrawn=False), "what came before the refusal"
    again = kept(dict(events), strike(returned, refusal, events, False, "Chọn nhầm", ANH, NOW))
    assert (again.version, again.passed, approved(again)) == (1, one.passed, approved(one))


def test_what_a_council_signed_is_not_taken_back() -> None:
    events: Kept = {}
    one = kept(events, made().sign("proposal", DOCUMENT, NOW))
    one = kept(events, one.judge("council", Judgement(Opinion.AGREED, document=DOCUMENT, paper=PAPER), None, NOW))
    with pytest.raises(WrongState, match="verdict"):
        strike(one, max(events), events, False, "Nhầm", ANH, NOW)
    with pytest.raises(WrongState, match="signed"):
        strike(one, min(events), events, False, "Nhầm", ANH, NOW)
