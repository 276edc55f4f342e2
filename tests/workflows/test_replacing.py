"""A replaced result that nobody concerned confirms to know: the order's process tells it further up, and ends with it."""

from datetime import timedelta

from temporalio.client import WorkflowExecutionStatus

from domain.names import order_workflow
from services import alerts, orders, results, signatures
from tests.care import completed, glucose, sign, until
from tests.people import DUC, HUNG, LAN, LIS, MAI, THUY
from tests.services.test_replacing import AGAIN, corrected, told, waits
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, status

MINUTE = timedelta(minutes=1)


async def test_it_goes_further_up_until_somebody_who_answers_knows(stack: Stack, later: Later, keep: Keep) -> None:
    """Mai read it and says nothing: Lan, who ordered it, is told; then those who treat; then the head."""
    _, order, document = await completed(stack)
    await signatures.read(stack.by(MAI), document)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu"))
    workflow = order_workflow(order)
    assert (len(await told(stack, MAI, document)), await told(stack, LAN, document)) == (1, [])
    await later(workflow, AGAIN - MINUTE)
    assert await told(stack, LAN, document) == []
    await later(workflow, 2 * MINUTE)
    await until(lambda: told(stack, LAN, document), lambda many: len(many) == 1)
    assert f"/documents/{document}" in await waits(stack, LAN)
    await later(workflow, 2 * AGAIN)
    await until(lambda: told(stack, HUNG, document), lambda many: len(many) == 1)
    await alerts.know(stack.by(HUNG), document)
    before = len(await told(stack, MAI, document))
    await later(workflow, 4 * AGAIN)
    assert len(await told(stack, MAI, document)) == before, "nobody is told any more"
    assert not (await orders.read(stack.by(LAN), order)).amendments
    await keep(workflow, "amended")


async def test_an_order_whose_replacement_nobody_knows_stays_open(stack: Stack) -> None:
    order, document = await corrected(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    assert await status(stack, order_workflow(order)) is WorkflowExecutionStatus.RUNNING
    await results.acknowledge(stack.by(LAN), document)
    assert await ended(stack, order_workflow(order)) is WorkflowExecutionStatus.COMPLETED
