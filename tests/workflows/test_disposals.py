"""A disposal's process: reminds its council, waits its term, survives a lost Temporal, and ends with the signed certificate."""

from datetime import timedelta

from activities.documents import bytes_key
from domain.archived import object_id
from domain.disposals import DisposalState
from domain.names import disposal_workflow
from services import disposals, notices
from tests.disposing import decided, expired, proposed, reaches, signed, voting
from tests.people import NAM, OANH, SON
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, lost_and_started_again


async def test_it_reminds_the_council_waits_its_term_and_ends_with_the_certificate(stack: Stack, later: Later, keep: Keep) -> None:
    (record,) = await expired(stack, 1)
    stack.book.set_otherwise["disposal_waiting_days"] = 10
    try:
        which = await proposed(stack, "Chờ mười ngày", [record])
        workflow = disposal_workflow(which)
        await voting(stack, which)
        await later(workflow, timedelta(days=4))
        assert "disposal_remind" in {one.kind for one in await notices.unseen(stack.by(SON))}
        await decided(stack, which)
        await signed(stack, which, "disposal-decision", SON, OANH)
        await reaches(stack, which, DisposalState.WAITING)
    finally:
        stack.book.set_otherwise.clear()
    await later(workflow, timedelta(days=9))
    assert object_id(bytes_key(record)) in stack.house.ocfl
    await later(workflow, timedelta(days=1, minutes=1))
    await reaches(stack, which, DisposalState.DESTROYED)
    assert object_id(bytes_key(record)) not in stack.house.ocfl
    await signed(stack, which, "destruction-certificate", NAM, OANH)
    await reaches(stack, which, DisposalState.CLOSED)
    assert (await ended(stack, workflow)).name == "COMPLETED"
    await keep(workflow, "closed")


async def test_it_is_started_again_from_rows_and_a_withdrawn_one_ends(stack: Stack, keep: Keep) -> None:
    (record,) = await expired(stack, 1)
    which = await proposed(stack, "Mất Temporal", [record])
    await voting(stack, which)
    await lost_and_started_again(stack, disposal_workflow(which))
    await disposals.withdraw(stack.by(SON), which, "Thử")
    assert (await ended(stack, disposal_workflow(which))).name == "COMPLETED"
    await keep(disposal_workflow(which), "withdrawn")
