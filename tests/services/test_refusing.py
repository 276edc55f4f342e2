"""Refusing with a reason, and the version that follows."""

from sqlalchemy import select
from temporalio.client import WorkflowExecutionStatus

from domain.errors import Incomplete, Malformed, RequestReused, VersionEnded
from domain.names import signature_workflow
from services import notices, results, signatures
from services.signatures import Reviewed
from store.queries.notices import Notice
from store.tables.notices import NoticeRow
from tests.care import delivered, glucose, refusal, reviewed, sign, until
from tests.people import DUC, LIS, MAI, PIN, THUY, Someone
from tests.stack import Stack

WHY = "Mẫu tán huyết, làm lại"


async def unseen(stack: Stack, who: Someone, of: Reviewed) -> list[Notice]:
    """What this person was told of the document and has not marked as seen."""
    return [one for one in await notices.unseen(stack.by(who)) if one.link == f"/documents/{of.document}"]


async def test_a_refusal_needs_a_reason(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    told = await refusal(Incomplete, signatures.refuse(stack.by(MAI), seen, "  "))
    assert told == "Còn thiếu: reason: cần nêu lý do"


async def test_a_reason_is_read_in_lists_and_so_of_a_length_to_read(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    long = "Mẫu tán huyết. " * 2000
    assert "dài nhất 2000 ký tự" in await refusal(Malformed, signatures.refuse(stack.by(MAI), seen, long))
    assert "dài nhất 2000 ký tự" in await refusal(Malformed, signatures.withdraw(stack.by(LIS), seen, long))
    assert (await signatures.refuse(stack.by(MAI), seen, "x" * 2000)).ended == "refused"


async def test_author_and_signers_are_told_and_the_version_is_over(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    chain = await signatures.refuse(stack.by(DUC, "từ-chối"), seen, WHY)
    assert await signatures.refuse(stack.by(DUC, "từ-chối"), seen, WHY) == chain
    await refusal(RequestReused, signatures.refuse(stack.by(DUC, "từ-chối"), seen, "Lý do khác"))
    view = await signatures.read(stack.by(DUC), seen.document)
    assert (view.newest.state, view.newest.ended_reason, view.waits_for) == ("refused", WHY, [])
    assert view.names[DUC.id] == "Phạm Minh Đức"
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.person).where(NoticeRow.key.startswith(f"refused/{seen.document}/")))
        people = set(told.scalars())
    assert {LIS.id, MAI.id} <= people
    assert DUC.id not in people
    await refusal(VersionEnded, signatures.refuse(stack.by(DUC), seen, WHY))


async def test_version_two_reaches_the_inbox_and_starts_afresh(stack: Stack) -> None:
    _, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    await signatures.refuse(stack.by(DUC), seen, WHY)
    assert [one.kind for one in await unseen(stack, LIS, seen)] == ["refused"]
    assert seen.document not in {line.document for line in await signatures.inbox(stack.by(MAI), limit=1000)}
    _, version = await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    waiting = {line.document: line for line in await signatures.inbox(stack.by(MAI), limit=1000)}
    assert (version, waiting[seen.document].version, waiting[seen.document].signed) == (2, 2, 0)
    assert not await unseen(stack, LIS, seen), "nothing is left to do about the refusal"
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    first, second = (await signatures.read(stack.by(MAI), seen.document)).versions
    assert (len(first.chain.signatures), len(second.chain.signatures)) == (1, 3)
    assert (await signatures.pdf(stack.by(MAI), seen.document, 1)).count(b"/ByteRange") == 1


async def test_a_replaced_versions_process_ends_at_once(stack: Stack) -> None:
    """Nobody is reminded of a version that another one took the place of."""
    _, order, seen = await delivered(stack)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    old = stack.temporal.get_workflow_handle(signature_workflow(seen.document, 1))
    ended = await until(old.describe, lambda found: found.status is not WorkflowExecutionStatus.RUNNING, 5)
    assert ended.status is WorkflowExecutionStatus.COMPLETED
    new = await reviewed(stack, MAI, seen.document)
    assert (await signatures.sign(stack.by(MAI), [new], PIN))[0].signature
