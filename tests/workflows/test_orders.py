"""An order: it ends only when every line ended and every final result was acknowledged."""

from datetime import timedelta

from temporalio.client import WorkflowExecutionStatus

from domain.errors import Incomplete, WrongState
from domain.names import OrderId, id_of, order_workflow
from domain.orders import LineState
from services import orders, results
from tests.care import closed, completed, glucose, opened, order_of, ordered, refusal, sign, until
from tests.people import DUC, LAB, LAN, LIS, MAI, THUY
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, events, handle, lost_and_started_again, next_run, run_of, status


async def test_it_ends_when_the_final_result_is_acknowledged(stack: Stack, keep: Keep) -> None:
    _, order, document = await completed(stack)
    workflow = order_workflow(order)
    lines = (await until(lambda: orders.read(stack.by(LAN), order), lambda found: found.lines[0].ended)).lines
    assert lines[0].state is LineState.APPROVED
    await until(lambda: events(stack, workflow), lambda found: "WORKFLOW_EXECUTION_SIGNALED" in found)
    assert await status(stack, workflow) is WorkflowExecutionStatus.RUNNING
    await results.acknowledge(stack.by(LAN), document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "acknowledged")


async def test_it_ends_when_every_line_is_cancelled(stack: Stack, keep: Keep) -> None:
    order = await ordered(stack, await opened(stack), LAB, LAB)
    workflow = order_workflow(order)
    await orders.sample(stack.by(MAI), order, (1,))
    await orders.cancel(stack.by(LAN), order, (1,), "Người bệnh từ chối")
    assert await status(stack, workflow) is WorkflowExecutionStatus.RUNNING
    await orders.cancel(stack.by(LAN), order, (2,), "Người bệnh từ chối")
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "cancelled")


async def test_an_act_on_an_ended_order_starts_it_again(stack: Stack) -> None:
    """A later version of the result takes the line back; the order waits again until it is acknowledged."""
    _, order, document = await completed(stack)
    await results.acknowledge(stack.by(LAN), document)
    await ended(stack, order_workflow(order))
    _, version = await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu"))
    assert version == 2
    assert await status(stack, order_workflow(order)) is WorkflowExecutionStatus.RUNNING
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    await results.acknowledge(stack.by(LAN), document)
    assert await ended(stack, order_workflow(order)) is WorkflowExecutionStatus.COMPLETED


async def test_a_refused_order_leaves_no_open_workflow(stack: Stack, keep: Keep) -> None:
    record = await opened(stack)
    await closed(stack, record)
    asking = stack.by(LAN, "chỉ định sau ra viện")
    await refusal(WrongState, orders.place(asking, record, order_of(LAB)))
    workflow = order_workflow(OrderId(id_of("order", LAN.id, asking.request)))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")


async def test_after_a_month_it_continues_with_its_lines(stack: Stack, later: Later, keep: Keep) -> None:
    order = await ordered(stack, await opened(stack))
    workflow = order_workflow(order)
    await orders.sample(stack.by(MAI), order, (1,))
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=30, minutes=1))
    await next_run(stack, workflow, first)
    await keep(workflow, "continued")
    stack.clock.ahead = timedelta()
    await refusal(WrongState, orders.sample(stack.by(MAI), order, (1,)))
    await results.deliver(stack.by(LIS), order, glucose(stack))
    assert (await orders.read(stack.by(LAN), order)).lines[0].state is LineState.RESULTED


async def test_lost_and_started_from_rows_it_goes_on_where_it_was(stack: Stack, keep: Keep) -> None:
    _, order, document = await completed(stack)
    workflow = order_workflow(order)
    await lost_and_started_again(stack, workflow)
    await results.acknowledge(stack.by(LAN, "đã xem"), document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await results.acknowledge(stack.by(LAN, "đã xem"), document)
    await refusal(Incomplete, results.acknowledge(stack.by(LAN), document))
    await keep(workflow, "caught-up")


async def test_a_signal_to_an_order_that_waits_changes_nothing(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack))
    for _ in range(3):
        await handle(stack, order_workflow(order)).signal("catch_up")
    await orders.sample(stack.by(MAI), order, (1,))
    assert (await orders.read(stack.by(LAN), order)).lines[0].state is LineState.SAMPLED
    assert await status(stack, order_workflow(order)) is WorkflowExecutionStatus.RUNNING
