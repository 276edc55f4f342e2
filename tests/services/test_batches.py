"""A reviewed set signed by one PIN: each document its own outcome, while the person works on."""

from datetime import timedelta

from domain.batches import Batch, LineState
from domain.errors import Incomplete, NotFound, PinRefused, RequestReused
from domain.names import BatchId, DocumentId, RecordId
from domain.sheets import NewSheet
from services import batches, notices, sheets, signatures
from signing.tickets import Reviewed
from tests.care import opened, refusal, reviewed, sign, until
from tests.people import HUNG, LAN, PIN, Someone
from tests.stack import Stack

ENTRY = {"progress": "Tỉnh, đỡ mệt.", "orders": "Theo dõi."}


async def entries(stack: Stack, record: RecordId, many: int, by: Someone = LAN) -> list[Reviewed]:
    """Entries of the treatment sheet that wait for their doctor, read by her."""
    found = []
    for _ in range(many):
        entry = NewSheet("treatment-sheet", by.id, stack.clock() - timedelta(minutes=5), ENTRY)
        found.append(await reviewed(stack, by, (await sheets.write(stack.by(by), record, entry)).document))
    return found


async def ended(stack: Stack, which: BatchId) -> Batch:
    view = await until(lambda: batches.read(stack.by(LAN), which), lambda found: found.batch.ended_at is not None)
    return view.batch


async def complete(stack: Stack, document: DocumentId) -> bool:
    return (await signatures.read(stack.by(LAN), document)).newest.completed_at is not None


async def test_every_document_is_signed_and_what_follows_a_signature_follows(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 30)
    which = await batches.begin(stack.by(LAN), chosen, PIN)
    batch = await ended(stack, which)
    assert (batch.count(LineState.SIGNED), len(batch.lines)) == (30, 30)
    for one in chosen:
        view = await until(lambda: signatures.read(stack.by(LAN), one.document), lambda found: found.newest.chain.preserved is not None)  # noqa: B023
        assert len(view.newest.chain.signatures) == 1
    told = [one for one in await notices.unseen(stack.by(LAN)) if one.kind == "batch_done" and one.link == f"/batches/{which}"]
    assert [one.facts for one in told] == [{"signed": "30", "back": "0"}]


async def test_one_that_cannot_be_signed_does_not_stop_the_others(stack: Stack) -> None:
    signed_before, refused, replaced, good = chosen = await entries(stack, await opened(stack), 4)
    await sign(stack, LAN, signed_before.document)
    await signatures.refuse(stack.by(LAN), refused, "Ghi nhầm người bệnh")
    stale = Reviewed(replaced.document, replaced.version, good.content)
    which = await batches.begin(stack.by(LAN), [signed_before, refused, stale, good], PIN)
    batch = await ended(stack, which)
    assert [(line.state, line.refusal) for line in batch.lines] == [
        (LineState.HANDED_BACK, "ChainComplete"),
        (LineState.HANDED_BACK, "VersionEnded"),
        (LineState.HANDED_BACK, "StaleDocument"),
        (LineState.SIGNED, ""),
    ]
    assert not await complete(stack, replaced.document)
    assert len(chosen) == 4


async def test_a_file_that_was_damaged_on_disk_keeps_no_other_from_its_signature(stack: Stack) -> None:
    damaged, good = await entries(stack, await opened(stack), 2)
    key = (await signatures.read(stack.by(LAN), damaged.document)).document.key
    path = stack.desk.shelf.path(key, damaged.content)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-100])
    batch = await ended(stack, await batches.begin(stack.by(LAN), [damaged, good], PIN))
    assert [(line.state, line.refusal) for line in batch.lines] == [(LineState.HANDED_BACK, "NotFound"), (LineState.SIGNED, "")]


async def test_a_second_click_is_the_same_batch(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 3)
    first = await batches.begin(stack.by(LAN, "tập-1"), chosen, PIN)
    assert await batches.begin(stack.by(LAN, "tập-1"), chosen, PIN) == first
    await ended(stack, first)
    assert await batches.begin(stack.by(LAN, "tập-1"), chosen, PIN) == first
    assert (await ended(stack, first)).count(LineState.SIGNED) == 3
    await refusal(RequestReused, batches.begin(stack.by(LAN, "tập-1"), chosen[:2], PIN))


async def test_two_batches_of_one_person_do_not_disturb_each_other(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 8)
    both = [await batches.begin(stack.by(LAN), chosen[:5], PIN), await batches.begin(stack.by(LAN), chosen[3:], PIN)]
    first, second = [await ended(stack, which) for which in both]
    assert first.count(LineState.SIGNED) + second.count(LineState.SIGNED) == 8, "two stood in both: each was signed once"
    for one in chosen:
        assert len((await signatures.read(stack.by(LAN), one.document)).newest.chain.signatures) == 1


async def test_nothing_begins_with_a_wrong_pin_an_empty_set_or_one_twice(stack: Stack) -> None:
    (one,) = await entries(stack, await opened(stack), 1)
    await refusal(PinRefused, batches.begin(stack.by(LAN), [one], "000000"))
    assert await refusal(Incomplete, batches.begin(stack.by(LAN), [], PIN)) == "Còn thiếu: chưa chọn văn bản nào"
    await refusal(Incomplete, batches.begin(stack.by(LAN), [one, one], PIN))
    assert not await complete(stack, one.document)


async def test_a_batch_is_ones_own(stack: Stack) -> None:
    which = await batches.begin(stack.by(LAN), await entries(stack, await opened(stack), 1), PIN)
    await refusal(NotFound, batches.read(stack.by(HUNG), which))
    await ended(stack, which)


async def test_what_one_was_never_asked_to_sign_keeps_its_title(stack: Stack) -> None:
    (hers,) = await entries(stack, await opened(stack), 1)
    which = await batches.begin(stack.by(HUNG), [await reviewed(stack, HUNG, hers.document)], PIN)
    view = await until(lambda: batches.read(stack.by(HUNG), which), lambda found: found.batch.ended_at is not None)
    assert [(line.state, line.refusal) for line in view.batch.lines] == [(LineState.HANDED_BACK, "NotYourTurn")]
    assert view.named == {}
    mine = await batches.begin(stack.by(LAN), [hers], PIN)
    assert set((await batches.read(stack.by(LAN), mine)).named) == {hers.document}
    await ended(stack, mine)
