"""The time-stamp service is away: who signed has signed, nothing is lowered, and work goes on when it is back."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from domain.errors import WaitsForStamp
from domain.signatures import Ended
from services import results, signatures
from signing.trust import Trust
from signing.verification import verify
from tests.care import delivered, glucose, refusal, sign, until
from tests.faults.outage import outage, rested
from tests.people import DUC, LIS, MAI, PIN, THUY
from tests.stack import Stack


@pytest.fixture
async def away(stack: Stack) -> AsyncIterator[None]:
    async with outage(stack):
        yield


async def level(stack: Stack, pdf: bytes) -> str:
    return (await verify(pdf, Trust([stack.settings.trust_roots.read_bytes()]))).level


async def test_a_signature_waits_for_its_stamp_and_so_does_the_next_signer(stack: Stack, away: None) -> None:
    _, order, seen = await delivered(stack)
    _, replaced_order, replaced = await delivered(stack)
    assert (await sign(stack, MAI, seen.document)).stamped_at is None
    await sign(stack, MAI, replaced.document)

    view = await signatures.read(stack.by(MAI), seen.document)
    assert (view.newest.state, view.waits_for, len(view.newest.chain.signatures)) == ("stamping", [], 1)
    assert await level(stack, await signatures.pdf(stack.by(MAI), seen.document, 1)) == "B-B"
    told = await refusal(WaitsForStamp, signatures.sign(stack.by(DUC), [seen], PIN))
    assert told == "Chữ ký trước đang chờ dấu thời gian; văn bản sẽ vào hộp việc ngay khi có."
    assert seen.document not in {line.document for line in await signatures.inbox(stack.by(DUC), limit=1000)}

    assert (await results.deliver(stack.by(LIS), replaced_order, glucose(stack, "6,1")))[1] == 2
    await sign(stack, MAI, replaced.document)
    await asyncio.sleep(1.5)
    assert (await signatures.read(stack.by(MAI), seen.document)).newest.state == "stamping", "never lowered, tried again"

    stack.pki.down = False
    await rested(stack)
    for document in (seen.document, replaced.document):
        view = await until(partial(signatures.read, stack.by(MAI), document), lambda v: v.newest.state == "signing")
        assert view.newest.chain.signatures[-1].stamped_at
        assert view.my_step is None
        assert DUC.name in [name for _, name in view.waits_for]
        assert await level(stack, await signatures.pdf(stack.by(MAI), document, view.newest.number)) == "B-T"
    for one in (DUC, THUY):
        await sign(stack, one, seen.document)
    kept = await until(lambda: signatures.read(stack.by(MAI), seen.document), lambda v: v.newest.state == "preserved")
    assert await level(stack, await signatures.pdf(stack.by(MAI), seen.document, 1)) == "B-LTA"
    assert len(kept.newest.chain.signatures) == 3
    assert [(line.act, line.person) for line in kept.timeline if line.act == "document.stamp"] == [("document.stamp", "")]
    assert order

    first = (await signatures.read(stack.by(MAI), replaced.document)).versions[0].chain
    assert (first.ended, len(first.signatures)) == (Ended.REPLACED, 1)


async def test_preservation_waits_too(stack: Stack) -> None:
    """The last stamp came; then the service went away before the archive time stamp."""
    _, _, seen = await delivered(stack)
    for one in (MAI, DUC):
        await sign(stack, one, seen.document)
    async with outage(stack):
        assert (await sign(stack, THUY, seen.document)).stamped_at is None
        view = await signatures.read(stack.by(LIS), seen.document)
        assert (view.newest.state, view.newest.completed_at) == ("stamping", None)
    kept = await until(lambda: signatures.read(stack.by(LIS), seen.document), lambda v: v.newest.state == "preserved")
    assert all(made.stamped_at for made in kept.newest.chain.signatures)
    assert kept.newest.completed_at
