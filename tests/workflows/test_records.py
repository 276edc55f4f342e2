"""A record: closed, received, kept the policy's hours, archived; and what happens when the wait is long or interrupted."""

from datetime import timedelta

import pytest
from temporalio.client import WorkflowExecutionStatus

from activities.archive import Archive, NotYet
from activities.terms import confirm_received
from domain.errors import Incomplete
from domain.names import RecordId, id_of, record_workflow
from domain.records import NewRecord, RecordState
from domain.shortcomings import NewShortcoming
from services import notices, records, signatures
from store.archive_copy import ArchiveCopy
from store.queries import records as queries
from store.writes import records as writes
from tests.care import BETTER, archived, closed, opened, patient, refusal, reviewed, sign, until
from tests.people import HUNG, LAN, NAM, Someone
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, handle, lost_and_started_again, next_run, run_of, status

TERM = timedelta(hours=72)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def test_it_lives_until_it_is_archived(stack: Stack, keep: Keep) -> None:
    record, _ = await archived(stack)
    assert await ended(stack, record_workflow(record)) is WorkflowExecutionStatus.COMPLETED
    await keep(record_workflow(record), "archived")


async def test_a_refused_opening_leaves_no_open_workflow(stack: Stack, keep: Keep) -> None:
    await records.open(stack.by(LAN), patient("26-7001"))
    asking = stack.by(LAN, "mở lần nữa")
    await refusal(Incomplete, records.open(asking, patient("26-7001")))
    workflow = record_workflow(RecordId(id_of("record", LAN.id, asking.request)))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")


async def test_a_returned_closing_sheet_is_drawn_up_again(stack: Stack, keep: Keep) -> None:
    record = await opened(stack)
    closing = await closed(stack, record)
    await sign(stack, LAN, closing)
    await signatures.refuse(stack.by(HUNG), await reviewed(stack, HUNG, closing), "Thiếu tóm tắt bệnh án")
    assert (await records.read(stack.by(LAN), record)).page.record.state is RecordState.DISCHARGED
    assert await records.close(stack.by(LAN), record) == closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    assert await ended(stack, record_workflow(record)) is WorkflowExecutionStatus.COMPLETED
    await keep(record_workflow(record), "returned")


async def test_after_a_month_it_continues_with_its_state(stack: Stack, later: Later, keep: Keep) -> None:
    record = await opened(stack)
    workflow = record_workflow(record)
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=30, minutes=1))
    second = await next_run(stack, workflow, first)
    await later(workflow, timedelta(days=30, minutes=1))
    await next_run(stack, workflow, second)
    await keep(workflow, "continued")
    stack.clock.ahead = timedelta()
    await records.discharge(stack.by(LAN), record, BETTER)
    assert await status(stack, workflow) is WorkflowExecutionStatus.RUNNING


async def test_lost_and_started_from_rows_it_goes_on_where_it_was(stack: Stack, keep: Keep) -> None:
    record = await opened(stack)
    closing = await closed(stack, record)
    workflow = record_workflow(record)
    await lost_and_started_again(stack, workflow)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "caught-up")


async def test_a_repeated_act_answers_the_same_and_counts_once(stack: Stack) -> None:
    record = await opened(stack)
    first = await records.discharge(stack.by(LAN, "ra viện"), record, BETTER)
    assert await records.discharge(stack.by(LAN, "ra viện"), record, BETTER) == first
    timeline = (await records.read(stack.by(LAN), record)).timeline
    assert [line.act for line in timeline].count("record.discharge") == 1


async def received(stack: Stack, term: timedelta, whose: NewRecord | None = None) -> RecordId:
    """A record the records office has just received, to be archived after the term."""
    record = await records.open(stack.by(LAN), whose) if whose else await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    await receives(stack, record, term)
    return record


async def receives(stack: Stack, record: RecordId, term: timedelta) -> None:
    """The records office receives a discharged record, to be archived after the term."""
    async with stack.sessions.begin() as session:
        found = await queries.record(session, record, lock=True)
        await writes.receive(session, record, stack.clock() + term, stack.clock())
        await confirm_received(stack.desk, session, found, NAM.position, stack.clock())


async def state(stack: Stack, record: RecordId) -> RecordState:
    return (await records.read(stack.by(NAM), record)).page.record.state


async def test_a_received_record_waits_its_term_and_is_archived(stack: Stack, later: Later, keep: Keep) -> None:
    record = await received(stack, TERM)
    workflow = record_workflow(record)
    await handle(stack, workflow).signal("catch_up")
    await later(workflow, TERM - MINUTE)
    assert await state(stack, record) is RecordState.RECEIVED
    await later(workflow, 2 * MINUTE)
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    assert await state(stack, record) is RecordState.ARCHIVED
    await keep(workflow, "awaiting-term")


async def test_hands_whose_clock_is_behind_archive_later_and_do_not_give_up(stack: Stack) -> None:
    record = await received(stack, TERM)
    hands = Archive(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver.judge)
    with pytest.raises(NotYet):
        await hands.keep(record)
    stack.clock.ahead = TERM + MINUTE
    assert (await hands.keep(record)).record.state is RecordState.ARCHIVED
    stack.clock.ahead = timedelta()


async def kinds_told(stack: Stack, who: Someone, record: RecordId) -> list[str]:
    """What this person was told of the record and has not marked as seen, the oldest first."""
    unseen = await notices.unseen(stack.by(who))
    return [one.kind for one in reversed(unseen) if one.link == f"/records/{record}"]


async def test_who_owes_a_record_is_told_before_and_after_its_term_then_who_stands_above(stack: Stack, later: Later, keep: Keep) -> None:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    workflow, day = record_workflow(record), timedelta(days=1)

    async def told(who: Someone, *kinds: str) -> None:
        await until(lambda: kinds_told(stack, who, record), lambda found: found == list(kinds))

    await later(workflow, day - 7 * HOUR)
    assert await kinds_told(stack, LAN, record) == []
    await later(workflow, 2 * HOUR)
    await told(LAN, "completion_due")
    await later(workflow, 6 * HOUR)
    await told(LAN, "completion_due", "completion_late")
    assert await kinds_told(stack, HUNG, record) == []
    await later(workflow, day)
    await told(HUNG, "completion_escalated")
    await told(LAN, "completion_due", "completion_late", "completion_late")
    await later(workflow, 2 * day)
    await told(NAM, "completion_escalated")
    assert await kinds_told(stack, HUNG, record) == ["completion_escalated"], "each rung once"
    closing = await records.close(stack.by(LAN), record)
    assert closing
    await sign(stack, LAN, closing)
    await later(workflow, day)
    await told(HUNG, "completion_escalated", "completion_late")
    for one in (HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: kinds_told(stack, LAN, record), lambda found: not found)
    await keep(workflow, "reminded")


async def test_a_record_that_was_returned_has_another_term_and_is_told_up_again(stack: Stack, later: Later) -> None:
    record, day = await opened(stack), timedelta(days=1)
    closing, workflow = await closed(stack, record), record_workflow(record)
    for one in (LAN, HUNG):
        await sign(stack, one, closing)

    async def escalated(who: Someone, many: int) -> None:
        await until(lambda: kinds_told(stack, who, record), lambda found: found.count("completion_escalated") == many)

    await later(workflow, 2 * day + HOUR)
    await escalated(HUNG, 1)
    lacks = (NewShortcoming("Thiếu giấy ra viện", LAN.id, stack.clock() + day),)
    await signatures.refuse(stack.by(NAM), await reviewed(stack, NAM, closing), "Chưa đủ", shortcomings=lacks)
    await escalated(HUNG, 0)
    await later(workflow, 2 * day + HOUR)
    await escalated(HUNG, 1)
