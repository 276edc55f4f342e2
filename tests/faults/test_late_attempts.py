"""An attempt that outlives its time-out still runs and may still commit: the row sees to it that it counts once."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest
from temporalio.exceptions import ApplicationError

from activities.archive import Archive
from activities.documents import Of
from activities.signatures import Signatures, SignRequest
from activities.signing import HeadMoved, Signing
from activities.stamps import Stamps
from activities.turns import Turns
from domain.names import RequestId
from services import signatures
from signing.pades import Stamper
from signing.tickets import Reviewed
from store.archive_copy import ArchiveCopy
from tests.care import delivered, sign
from tests.people import DUC, MAI, PIN, THUY
from tests.stack import Stack


@dataclass
class Slow:
    """A time stamper that answers when it is let go."""

    stamper: Stamper
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def stamp(self, digest: bytes) -> bytes:
        self.asked.set()
        await self.let_go.wait()
        return await self.stamper.stamp(digest)


async def asked_to_sign(stack: Stack, seen: Reviewed, request: str) -> SignRequest:
    ticket = await stack.house.signer.ticket(MAI.id, PIN, [seen])
    return SignRequest(Of(seen.document, seen.version), stack.by(MAI, request).actor, seen.content, ticket)


async def kept(stack: Stack, seen: Reviewed) -> list[RequestId]:
    chain = (await signatures.read(stack.by(MAI), seen.document)).newest.chain
    return [made.request for made in chain.signatures]


async def test_the_same_act_again_while_the_first_attempt_still_runs(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    act = await asked_to_sign(stack, seen, "muộn-1")
    slow = Slow(stack.room.stamper)
    late = asyncio.create_task(Signing(stack.desk, replace(stack.room, stamper=slow)).sign(act))
    await slow.asked.wait()
    again = await Signing(stack.desk, stack.room).sign(act)
    slow.let_go.set()
    assert await late == again
    assert await kept(stack, seen) == ["muộn-1"]


async def test_another_click_signed_meanwhile(stack: Stack) -> None:
    """The late attempt finds another head; its next try learns that the person signed before."""
    _, _, seen = await delivered(stack)
    act = await asked_to_sign(stack, seen, "muộn-2")
    slow = Slow(stack.room.stamper)
    late = asyncio.create_task(Signing(stack.desk, replace(stack.room, stamper=slow)).sign(act))
    await slow.asked.wait()
    await signatures.sign(stack.by(MAI, "bấm-lại"), [seen], PIN)
    slow.let_go.set()
    with pytest.raises(HeadMoved):
        await late
    with pytest.raises(ApplicationError) as refused:
        await Signing(stack.desk, stack.room).sign(act)
    assert (refused.value.type, refused.value.non_retryable) == ("AlreadySigned", True)
    assert await kept(stack, seen) == ["bấm-lại"]


async def test_the_version_was_refused_meanwhile(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    act = await asked_to_sign(stack, seen, "muộn-3")
    slow = Slow(stack.room.stamper)
    late = asyncio.create_task(Signing(stack.desk, replace(stack.room, stamper=slow)).sign(act))
    await slow.asked.wait()
    await signatures.refuse(stack.by(MAI), seen, "Nhầm người bệnh")
    slow.let_go.set()
    with pytest.raises(ApplicationError) as refused:
        await late
    assert refused.value.type == "VersionEnded"
    assert not await kept(stack, seen)


async def test_stamping_and_preserving_twice_change_nothing(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    of = Of(seen.document, 1)
    hands = Signatures(
        stack.desk, stack.preserver, Turns(), Archive(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver.judge)
    )
    first, second = await asyncio.gather(hands.preserve(of), hands.preserve(of))
    assert first.preserved == second.preserved
    assert (await Stamps(stack.desk, stack.preserver).stamp(of)).head == first.head
