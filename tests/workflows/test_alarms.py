"""A critical value nobody confirms: the order's process tells it again every quarter of an hour, each time further up."""

from datetime import timedelta

from domain.names import order_workflow
from services import results
from tests.care import until
from tests.people import HUNG, LAN, PHUC
from tests.services.test_alarms import AGAIN, alarming, told, waits
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later

MINUTE = timedelta(minutes=1)


async def test_it_goes_further_up_until_somebody_knows(stack: Stack, later: Later, keep: Keep) -> None:
    order, document = await alarming(stack)
    workflow = order_workflow(order)
    await later(workflow, AGAIN - MINUTE)
    assert await told(stack, LAN, document) == 1
    await later(workflow, 2 * MINUTE)
    await until(lambda: told(stack, LAN, document), lambda many: many == 2)
    assert await told(stack, HUNG, document) == 0
    await later(workflow, AGAIN)
    await until(lambda: told(stack, HUNG, document), lambda many: many == 1)
    assert await waits(stack, HUNG, document)
    await results.know(stack.by(HUNG), document)
    await later(workflow, 4 * AGAIN)
    assert (await told(stack, LAN, document), await told(stack, HUNG, document)) == (3, 1)
    assert await told(stack, PHUC, document) == 0
    await keep(workflow, "alarmed")
