"""The signatures of a version: who is reminded and when, what is refused at once, and what follows the last one."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from temporalio.client import WorkflowExecutionStatus, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from activities.documents import Of
from activities.signatures import SignRequest
from domain.names import DocumentId, Sha256, signature_workflow
from domain.signatures import Ended
from services import results, signatures
from signing.tickets import Reviewed
from store.queries import signatures as queries
from store.tables.notices import NoticeRow
from store.writes import signatures as writes
from tests.care import closed, delivered, glucose, opened, sign, until
from tests.faults.outage import outage
from tests.people import DUC, LAN, LIS, MAI, PIN, SON, THUY
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, events, handle, lost_and_started_again, next_run, preserved, run_of
from workflows.signatures import SignatureWorkflow

INTERVAL = timedelta(hours=4)
"""Of the technician's stage, in policies/signature_chains/lab-result.yaml."""
MINUTE = timedelta(minutes=1)


async def reminders(stack: Stack, document: DocumentId) -> int:
    """How often it was reminded, however many were told."""
    async with stack.sessions() as session:
        moment = func.split_part(NoticeRow.key, "/", 4)
        told = select(func.count(moment.distinct())).where(NoticeRow.key.startswith(f"reminder/{document}/"))
        return (await session.execute(told)).scalar_one()


async def test_reminders_come_at_the_stages_interval_and_none_after_the_last_signature(stack: Stack, later: Later, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await later(workflow, INTERVAL - MINUTE)
    assert await reminders(stack, seen.document) == 0
    await later(workflow, 2 * MINUTE)
    await until(lambda: reminders(stack, seen.document), lambda told: told == 1)
    await later(workflow, INTERVAL)
    await until(lambda: reminders(stack, seen.document), lambda told: told == 2)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    await preserved(stack, seen.document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    assert await reminders(stack, seen.document) == 2
    await keep(workflow, "reminded")


async def test_a_reminder_learns_what_happened_behind_its_back(stack: Stack, later: Later) -> None:
    """The version ended by the rows, and nobody woke its process: it asks when it would remind, and ends."""
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
    async with stack.sessions.begin() as session:
        chain = await queries.chain(session, seen.document, 1, lock=True)
        await writes.end(session, seen.document, 1, Ended.WITHDRAWN, MAI.id, "Nhập nhầm", chain, stack.clock())
    await later(workflow, INTERVAL + MINUTE)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    assert await reminders(stack, seen.document) == 0


async def test_after_a_month_it_continues_and_still_reminds(stack: Stack, later: Later, keep: Keep) -> None:
    closing = await closed(stack, await opened(stack))
    workflow = signature_workflow(closing, 1)
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=31, minutes=1))
    await next_run(stack, workflow, first)
    assert await until(lambda: reminders(stack, closing), lambda told: told >= 31) == 31
    await later(workflow, timedelta(days=1, minutes=1))
    await until(lambda: reminders(stack, closing), lambda told: told > 31)
    await keep(workflow, "continued")
    stack.clock.ahead = timedelta()
    await sign(stack, LAN, closing)


async def request(stack: Stack, seen: Reviewed) -> SignRequest:
    """Mai's act as the service would send it, with a ticket of the signer."""
    actor = stack.by(MAI).actor
    ticket = await stack.house.signer.ticket(MAI.id, PIN, [seen], None)
    return SignRequest(Of(seen.document, seen.version), actor, seen.content, ticket)


async def test_what_can_never_become_true_leaves_no_event(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await until(lambda: events(stack, workflow), lambda found: "TIMER_STARTED" in found)
    before = await events(stack, workflow)
    stale = SignRequest(Of(seen.document, 1), stack.by(MAI).actor, Sha256("0" * 64), "")
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await handle(stack, workflow).execute_update(SignatureWorkflow.sign, stale)
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == "StaleDocument"
    assert await events(stack, workflow) == before


async def test_a_repeated_update_answers_the_same_and_leaves_no_event(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    act, workflow = await request(stack, seen), signature_workflow(seen.document, 1)
    first = await handle(stack, workflow).execute_update(SignatureWorkflow.sign, act, id="Mai ký")
    await until(lambda: events(stack, workflow), lambda found: found[-1] == "TIMER_STARTED")
    before = await events(stack, workflow)
    assert await handle(stack, workflow).execute_update(SignatureWorkflow.sign, act, id="Mai ký") == first
    assert await events(stack, workflow) == before


async def test_lost_and_started_from_rows_it_goes_on_where_it_was(stack: Stack, later: Later, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    act, workflow = await request(stack, seen), signature_workflow(seen.document, 1)
    first = await handle(stack, workflow).execute_update(SignatureWorkflow.sign, act)
    await lost_and_started_again(stack, workflow)
    again = await handle(stack, workflow).execute_update(SignatureWorkflow.sign, act)
    assert again.signatures == first.signatures
    await later(workflow, INTERVAL + MINUTE)
    await until(lambda: reminders(stack, seen.document), lambda told: told == 1, 90)  # every open process was started again
    for one in (DUC, THUY):
        await sign(stack, one, seen.document)
    await preserved(stack, seen.document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "caught-up")


async def test_signals_while_a_person_signs_disturb_nothing(stack: Stack, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    for one in (MAI, DUC, THUY):
        signals = [handle(stack, workflow).signal(SignatureWorkflow.catch_up) for _ in range(5)]
        await asyncio.gather(sign(stack, one, seen.document), *signals)
    await preserved(stack, seen.document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    assert len((await signatures.read(stack.by(MAI), seen.document)).newest.chain.signatures) == 3
    await keep(workflow, "disturbed")


async def test_three_sign_and_it_is_preserved(stack: Stack, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    await preserved(stack, seen.document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    kept = await events(stack, workflow)
    assert kept.count("WORKFLOW_EXECUTION_UPDATE_COMPLETED") == 3
    await keep(workflow, "preserved")


async def test_a_refusal_ends_it(stack: Stack, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await sign(stack, MAI, seen.document)
    await signatures.refuse(stack.by(DUC), seen, "Mẫu tán huyết, làm lại")
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")


async def test_a_newer_version_ends_it(stack: Stack, keep: Keep) -> None:
    _, order, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "replaced")


async def test_without_time_stamps_the_next_one_waits(stack: Stack, keep: Keep) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    stack.pki.down = True
    made = await sign(stack, MAI, seen.document)
    assert made.stamped_at is None
    stack.pki.down = False
    await until(lambda: signatures.read(stack.by(DUC), seen.document), lambda view: view.my_step == "approved")
    for one in (DUC, THUY):
        await sign(stack, one, seen.document)
    await preserved(stack, seen.document)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "stamped-late")


async def test_a_newer_version_while_its_stamp_is_awaited_is_told_at_once_and_the_stamp_still_comes(stack: Stack, keep: Keep) -> None:
    _, order, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    async with outage(stack):
        await sign(stack, MAI, seen.document)
        await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
        await until(
            lambda: events(stack, workflow), lambda found: "WORKFLOW_EXECUTION_SIGNALED" in found and found[-1] == "MARKER_RECORDED"
        )
        async with stack.sessions() as session:
            chain = await queries.chain(session, seen.document, 1)
        assert (chain.ended, chain.pending is None) == (Ended.REPLACED, False)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    async with stack.sessions() as session:
        assert (await queries.chain(session, seen.document, 1)).pending is None
    await keep(workflow, "stamped-ended")


async def escalated(stack: Stack, document: DocumentId) -> list[str]:
    """Rungs told so far, each with the person told."""
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.key, NoticeRow.person).where(NoticeRow.key.startswith(f"escalated/{document}/")))
        return sorted(f"{key.split('/')[4]} {person}" for key, person in rows)


async def test_each_rung_of_the_ladder_is_told_once_and_nothing_is_approved_by_it(stack: Stack, later: Later) -> None:
    _, _, seen = await delivered(stack)
    workflow = signature_workflow(seen.document, 1)
    await sign(stack, MAI, seen.document)
    await later(workflow, timedelta(hours=8) - MINUTE)
    assert await escalated(stack, seen.document) == []
    await later(workflow, 2 * MINUTE)
    await until(lambda: escalated(stack, seen.document), lambda told: told == [f"8 {THUY.id}"])
    await later(workflow, timedelta(hours=16))
    both = sorted([f"8 {THUY.id}", f"24 {SON.id}"])
    await until(lambda: escalated(stack, seen.document), lambda told: told == both)
    await later(workflow, timedelta(hours=12))
    assert await escalated(stack, seen.document) == both
    assert (await signatures.read(stack.by(DUC), seen.document)).newest.state == "signing"
