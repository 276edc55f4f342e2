"""Whom a disposal waits for, in their inbox: it can neither be forgotten once a notice was read, nor left over."""

from domain.disposals import DisposalState
from domain.names import DisposalId
from services import disposals, errands, signatures
from tests.care import reviewed
from tests.disposing import COUNCIL, expired, proposed, reaches, signed
from tests.people import DUC, HUNG, LAN, NAM, OANH, PHUC, SON, THUY, Someone
from tests.stack import Stack


class Inboxes:
    """What of one disposal waits in whose inbox."""

    def __init__(self, stack: Stack, which: DisposalId) -> None:
        self.stack, self.here = stack, f"/disposals/{which}"

    async def of(self, one: Someone) -> list[tuple[str, str]]:
        """Kind, and the end of the address."""
        found = await errands.errands(self.stack.by(one))
        return [(each.kind, each.link.removeprefix(self.here)) for each in found if each.link.startswith(self.here)]


async def test_each_step_waits_for_whoever_is_next(stack: Stack) -> None:
    records = await expired(stack, 2)
    which = await proposed(stack, "Chờ ai", records)
    waits = Inboxes(stack, which)
    assert await waits.of(NAM) == [("found", "/council")]
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp tầng 2")
    assert await waits.of(NAM) == []
    ((founding, _),) = (await disposals.read(stack.by(NAM), which)).papers
    await signatures.refuse(stack.by(SON), await reviewed(stack, SON, founding.id), "Thiếu uỷ viên")
    assert await waits.of(NAM) == [("redraft", "")]
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp tầng 2")
    await signed(stack, which, "disposal-council", SON, OANH)
    await reaches(stack, which, DisposalState.VOTING)

    seen = (await disposals.read(stack.by(SON), which)).disposal.list_sha256
    for one in (SON, THUY, HUNG, DUC, LAN):
        assert await waits.of(one) == [("ballot", "/vote")]
    assert await waits.of(PHUC) == []
    for one in (SON, THUY, HUNG, DUC):
        before = await errands.count(stack.by(one))
        await disposals.vote(stack.by(one), which, seen, [(None, True, "")])
        assert (await waits.of(one), await errands.count(stack.by(one))) == ([], before - 1)
    await disposals.vote(stack.by(LAN), which, seen, [(1, False, "Còn theo dõi")])
    assert await waits.of(LAN) == [("ballot", "/vote")], "one line is not all of the list"
    await disposals.vote(stack.by(LAN), which, seen, [(2, True, "")])
    assert (await waits.of(LAN), await waits.of(SON)) == ([], [("close", "")])
    await disposals.close(stack.by(SON), which, "Đề nghị hủy")
    assert await waits.of(SON) == []
    await signed(stack, which, "disposal-minutes", THUY, HUNG, DUC, LAN, SON)
    await reaches(stack, which, DisposalState.REVIEWED)
    assert await waits.of(NAM) == [("decide", "")]
    await disposals.decide(stack.by(NAM), which)
    assert await waits.of(NAM) == []


async def test_minutes_that_were_refused_wait_for_the_chair(stack: Stack) -> None:
    which = await proposed(stack, "Biên bản bị từ chối", await expired(stack, 1))
    waits = Inboxes(stack, which)
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp tầng 2")
    await signed(stack, which, "disposal-council", SON, OANH)
    await reaches(stack, which, DisposalState.VOTING)
    seen = (await disposals.read(stack.by(SON), which)).disposal.list_sha256
    for one in (SON, THUY, HUNG):
        assert await waits.of(one) == [("ballot", "/vote")], "whatever was said of another list"
        await disposals.vote(stack.by(one), which, seen, [(None, True, "")])
    assert await waits.of(SON) == [], "two members have not spoken"
    minutes = await disposals.close(stack.by(SON), which, "Đề nghị hủy")
    await signatures.refuse(stack.by(THUY), await reviewed(stack, THUY, minutes), "Sai giờ họp")
    assert await waits.of(SON) == [("again", "")]
    await disposals.close(stack.by(SON), which, "Đề nghị hủy")
    assert await waits.of(SON) == []
