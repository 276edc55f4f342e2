"""A critical value: told at once, told again further up, until somebody who treats confirms to know it."""

from dataclasses import replace
from datetime import timedelta

from domain.errors import Incomplete, NotAllowed, OutOfReach
from domain.names import DocumentId, OrderId
from domain.results import Flag
from services import errands, notices, orders, results
from tests.care import glucose, opened, ordered, refusal, sign
from tests.people import DUC, HUNG, LAN, LIS, MAI, PHUC, THUY, Someone
from tests.stack import Stack

AGAIN = timedelta(minutes=15)
"""critical_again_minutes, in policies/care/default.yaml."""


async def alarming(stack: Stack) -> tuple[OrderId, DocumentId]:
    order = await ordered(stack, await opened(stack))
    new = glucose(stack, "32,4")
    critical = replace(new, values=(replace(new.values[0], flag=Flag.CRITICAL),))
    document, _ = await results.deliver(stack.by(LIS), order, critical)
    return order, document


async def told(stack: Stack, one: Someone, document: DocumentId) -> int:
    return sum(told.kind == "critical" and told.link == f"/documents/{document}" for told in await notices.unseen(stack.by(one)))


async def waits(stack: Stack, one: Someone, document: DocumentId) -> bool:
    return any(found.kind == "hear" and found.link == f"/documents/{document}" for found in await errands.errands(stack.by(one)))


async def test_the_ordering_doctor_is_told_before_anybody_signed(stack: Stack) -> None:
    order, document = await alarming(stack)
    assert (await told(stack, LAN, document), await told(stack, HUNG, document)) == (1, 0)
    assert await waits(stack, LAN, document)
    assert not await waits(stack, HUNG, document)
    known = await results.know(stack.by(LAN, "đã-biết"), document)
    assert not known.alarms
    assert not (await results.know(stack.by(LAN, "đã-biết"), document)).alarms, "a second click is the same act"
    assert not await waits(stack, LAN, document)
    assert await refusal(Incomplete, results.know(stack.by(HUNG), document))
    assert not (await orders.read(stack.by(LAN), order)).alarms


async def test_nobody_who_does_not_treat_confirms_it(stack: Stack) -> None:
    _, document = await alarming(stack)
    await refusal(NotAllowed, results.know(stack.by(MAI), document))
    await refusal(OutOfReach, results.know(stack.by(PHUC), document))


async def test_a_new_version_without_danger_ends_the_alarm_and_one_with_danger_begins_it_again(stack: Stack) -> None:
    order, document = await alarming(stack)
    await results.know(stack.by(LAN), document)
    new = glucose(stack, "33,0")
    await results.deliver(stack.by(LIS), order, replace(new, values=(replace(new.values[0], flag=Flag.CRITICAL),)))
    assert await told(stack, LAN, document) == 2
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    assert not (await orders.read(stack.by(LAN), order)).alarms


async def test_acknowledging_the_final_result_is_knowing_it(stack: Stack) -> None:
    order, document = await alarming(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    await results.acknowledge(stack.by(LAN), document)
    assert not (await orders.read(stack.by(LAN), order)).alarms
