"""What was entered of a purchase by mistake is taken back: it stays in the history, counts no more, and its step is waited for again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from domain.errors import Incomplete, Malformed, Refusal, WrongState
from domain.faults import both
from domain.names import PersonId
from domain.procurement import Moved, Procurement, ProcurementState
from domain.procurement_events import Did, Entry, Event, Opinion
from domain.procurement_items import Item
from domain.procurement_routes import SIGNED, RouteStep, StepKind
from domain.procurement_turns import right_of
from domain.reasons import reason_faults

ACT = "procurement.strike"
ENTERED = frozenset({Did.JUDGED, Did.SELECTED, Did.CONTRACTED, Did.DELIVERED, Did.PAID})
"""What somebody typed; everything else was signed, or has an act of its own."""
Counted = Mapping[int, Event]
"""Number → event, of those that count, oldest first."""


def step_of(one: Procurement, was: Event) -> RouteStep | None:
    """The step it was entered for; None of a payment, and of a route that the purchase goes no more."""
    return next((step for step in one.route if step.code == was.step), None)


def right_to_strike(one: Procurement, was: Event) -> str:
    """Whoever may enter it may take it back."""
    step = step_of(one, was)
    return right_of(step) if step else "procurement.keep"


def may_strike(one: Procurement, number: int, counted: Counted, redrawn: bool) -> bool:
    try:
        check(one, number, counted, redrawn)
    except Refusal:
        return False
    return True


def check(one: Procurement, number: int, counted: Counted, redrawn: bool) -> None:
    """Nothing is taken back on which something later rests. `redrawn`: the proposal was drawn up again since it was sent back.

    Raises: WrongState, Incomplete (which names what comes first).
    """
    was = counted[number]
    if was.did not in ENTERED:
        raise WrongState(ACT, was.did)
    if one.state is ProcurementState.STOPPED:
        raise WrongState(ACT, one.state)
    if was.did is Did.PAID:
        return
    if one.state is ProcurementState.ACCEPTED:
        raise WrongState(ACT, one.state)
    if was.document is not None:
        raise WrongState(ACT, "verdict")
    if was.opinion is Opinion.REFUSED:
        _check_returned(one, number, counted, redrawn)
    elif was.version != one.version:
        raise WrongState(ACT, "before")
    else:
        _check_last(one, was, counted)


def _check_returned(one: Procurement, number: int, counted: Counted, redrawn: bool) -> None:
    """A refusal, before anybody acted on it."""
    began = counted[number].version + 1
    edited = any(later > number and event.did is Did.EDITED for later, event in counted.items())
    if one.version != began or one.passed or edited or redrawn or one.state is not ProcurementState.RETURNED:
        raise WrongState(ACT, "before")


def _check_last(one: Procurement, was: Event, counted: Counted) -> None:
    """What was entered after it of later steps, and payments under the contract, are taken back first, the last of them before all."""
    place = one.route.index(one.step(was.step))
    later = one.route[place + 1 : one.passed]
    if any(step.kind in SIGNED for step in later):
        title = next(step.title for step in reversed(later) if step.kind in SIGNED)
        vi = f"event: văn bản của bước “{title}” đã ký dựa vào lần ghi này; dừng gói và lập gói mới nếu số này sai"
        raise Incomplete(both(vi, f"the paper of “{title}” is signed and rests on it: stop this purchase and open another if it is wrong"))
    resting = [step.title for step in reversed(later)]
    if was.did is not Did.DELIVERED:
        here = one.route[place + 1 : one.passed + 1]
        resting += [step.title for step in here if step.kind is StepKind.DELIVERY and _delivered(one, counted) and step not in later]
    if was.did is Did.CONTRACTED and any(one.paid for one in one.items):
        resting = ["Thanh toán", *resting]
    if resting:
        vi = f"event: lần ghi sau dựa vào số này, hủy ghi nhận “{resting[0]}” trước, rồi hủy lần này"
        raise Incomplete(both(vi, f"what came later rests on it: take back “{resting[0]}” first"))


def _delivered(one: Procurement, counted: Counted) -> bool:
    return any(event.did is Did.DELIVERED and event.version == one.version for event in counted.values())


def strike(one: Procurement, number: int, counted: Counted, redrawn: bool, reason: str, by: PersonId, now: datetime) -> Moved:
    """Raises: WrongState, Incomplete, Malformed."""
    was = counted[number]
    check(one, number, counted, redrawn)
    if wrong := reason_faults(reason):
        raise Malformed(*wrong)
    left = {n: event for n, event in counted.items() if n != number}
    after = _without(one, was, left)
    event = Event(Did.STRUCK, by, now, was.step, after.version, words=reason.strip(), entries=was.entries, strikes=number)
    return replace(after, events=one.events + 1), event


def _without(one: Procurement, was: Event, left: Counted) -> Procurement:
    """The purchase as it is by what is left."""
    less = {entry.item: entry for entry in was.entries}
    gone = Entry(0)
    if was.did is Did.PAID:
        return replace(one, items=tuple(replace(item, paid=item.paid - less.get(item.number, gone).amount) for item in one.items))
    place = one.route.index(one.step(was.step))
    back = replace(one, passed=min(one.passed, place), state=ProcurementState.OPEN)
    match was.did:
        case Did.DELIVERED:
            items = tuple(replace(item, delivered=item.delivered - less.get(item.number, gone).quantity) for item in one.items)
            return replace(back, items=items)
        case Did.CONTRACTED:
            return replace(back, items=tuple(replace(item, contracted=0, contract_price=None) for item in one.items))
        case Did.SELECTED:
            return replace(back, supplier="")
    return replace(back, passed=place, version=was.version, items=_approved(one.items, left, was.version))


def _approved(items: tuple[Item, ...], left: Counted, version: int) -> tuple[Item, ...]:
    """As the approvals of this version that are left have it."""
    said: dict[int, Decimal] = {}
    for event in left.values():
        if event.did is Did.JUDGED and event.version == version and event.opinion is not Opinion.REFUSED:
            said |= {entry.item: entry.amount for entry in event.entries}
    return tuple(replace(item, approved=said.get(item.number)) for item in items)
