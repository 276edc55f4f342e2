"""Whoever may not ask leaves nothing behind: no words on the shelf, no key, no process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import NotAllowed, NotFound, NotYourTurn, OutOfReach
from domain.names import RecordId, id_of, order_workflow, record_workflow, signature_workflow
from services import appraisals, orders, records, results, signatures, tracks
from services.tracks import NewReport
from signing.tickets import Reviewed
from tests.care import BETTER, completed, delivered, glucose, order_of, refusal
from tests.people import LAN, MAI, NAM, OUTSIDE, PHUC
from tests.rollout import declared, in_force, pdf, province
from tests.stack import Stack


@asynccontextmanager
async def leaves_nothing(stack: Stack) -> AsyncIterator[None]:
    def files() -> set[Path]:
        return {path for folder in (stack.settings.blobs, stack.settings.key_store) for path in folder.rglob("*")}

    before = files()
    yield
    assert files() - before == set()


async def test_an_outsiders_act_on_a_record(stack: Stack) -> None:
    record, order, seen = await delivered(stack)
    async with leaves_nothing(stack):
        await refusal(OutOfReach, records.discharge(stack.by(PHUC), record, BETTER))
        await refusal(OutOfReach, records.close(stack.by(PHUC), record))
        await refusal(OutOfReach, records.invite(stack.by(PHUC), record, OUTSIDE, "Tôi muốn xem"))
        await refusal(OutOfReach, orders.place(stack.by(PHUC), record, order_of(doctor=PHUC)))
        await refusal(OutOfReach, orders.cancel(stack.by(PHUC), order, (1,), "Không cần"))
        await refusal(OutOfReach, results.deliver(stack.by(PHUC), order, glucose(stack)))
        await refusal(NotAllowed, orders.sample(stack.by(NAM), order, (1,)))
        await refusal(NotYourTurn, signatures.refuse(stack.by(PHUC), seen, "Tôi không đồng ý"))


async def test_an_act_on_what_is_not_there(stack: Stack) -> None:
    nowhere = RecordId(id_of("record", "nowhere at all"))
    _, _, seen = await delivered(stack)
    missing = Reviewed(seen.document, 99, seen.content)
    async with leaves_nothing(stack):
        await refusal(NotFound, records.discharge(stack.by(LAN), nowhere, BETTER))
        await refusal(NotFound, orders.place(stack.by(LAN), nowhere, order_of()))
        await refusal(NotFound, signatures.refuse(stack.by(MAI), missing, "Sai mẫu"))
    for workflow in (record_workflow(nowhere), signature_workflow(seen.document, 99)):
        with pytest.raises(RPCError) as unknown:
            await stack.temporal.get_workflow_handle(workflow).describe()
        assert unknown.value.status is RPCStatusCode.NOT_FOUND


async def test_an_outsider_does_not_start_an_ended_order_again(stack: Stack) -> None:
    _, order, document = await completed(stack)
    await results.acknowledge(stack.by(LAN), document)
    handle = stack.temporal.get_workflow_handle(order_workflow(order))
    await handle.result()
    before = (await handle.describe()).run_id
    await refusal(OutOfReach, results.acknowledge(stack.by(PHUC), document))
    await refusal(OutOfReach, orders.cancel(stack.by(PHUC), order, (1,), "Không cần"))
    after = await handle.describe()
    assert (after.run_id, after.status) == (before, WorkflowExecutionStatus.COMPLETED)


async def test_a_repeated_act_is_answered_though_its_state_has_gone_on(stack: Stack) -> None:
    record, _, _ = await delivered(stack)
    first = await records.discharge(stack.by(LAN, "ra viện một lần"), record, BETTER)
    assert await records.discharge(stack.by(LAN, "ra viện một lần"), record, BETTER) == first


async def test_an_outsiders_act_on_a_track_or_an_appraisal(stack: Stack) -> None:
    there, other = await province(stack, "81"), await province(stack, "82", opens=False)
    await declared(stack, there.administrator, there.track)
    which = await appraisals.trigger(stack.by(there.administrator), there.track)
    new = NewReport(in_force(stack), "Xong", "BC 1")
    async with leaves_nothing(stack):
        await refusal(OutOfReach, tracks.report(stack.by(other.administrator), there.track, "3.2-1", new))
        await refusal(OutOfReach, tracks.accept(stack.by(other.officer), there.track, "3.2-1"))
        await refusal(NotAllowed, tracks.draft(stack.by(there.officer), there.track, "3.2-1", {}))
        await refusal(OutOfReach, appraisals.close(stack.by(other.officer), which))
        await refusal(OutOfReach, appraisals.bring(stack.by(other.administrator), which, "TC01", [pdf("Lạ")]))
