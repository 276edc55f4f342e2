"""Only what a person opened is signed, and a set keeps to the policy of the facility."""

from dataclasses import replace

from domain.batches import LineState
from domain.errors import Incomplete, NotFound, SetRefused
from services import batches, comments, signatures, signers
from services.context import Context
from signing.tickets import Reviewed
from tests.care import delivered, opened, refusal, sign
from tests.people import DUC, LAN, MAI, PIN
from tests.services.test_batches import ended, entries
from tests.stack import Stack


def under(stack: Stack, **rules: object) -> Context:
    """Lan, in a hospital that set these values for itself."""
    context = stack.by(LAN)
    book = context.house.policies
    settings = tuple(replace(one, **rules) for one in book.settings)  # type: ignore[arg-type]
    return replace(context, house=replace(context.house, policies=replace(book, settings=settings)))


async def test_what_was_not_opened_by_this_person_is_not_signed(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    told = await refusal(Incomplete, signatures.sign(stack.by(DUC), [seen], PIN))
    assert "chưa mở xem Kết quả: Định lượng Glucose" in told, "Mai's reading is not Đức's"
    await refusal(Incomplete, batches.begin(stack.by(DUC), [seen], PIN))
    await signatures.pdf(stack.by(DUC), seen.document, 1)
    assert (await signatures.sign(stack.by(DUC), [seen], PIN))[0].signature


async def test_what_stands_beside_a_document_is_not_the_document(stack: Stack) -> None:
    """Its comments and its page of signatures were read, its content was not."""
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    await comments.read(stack.by(DUC), seen.document)
    await signers.read(stack.by(DUC), seen.document, 1)
    assert "chưa mở xem" in await refusal(Incomplete, signatures.sign(stack.by(DUC), [seen], PIN))
    acts = [line.act for line in (await signatures.read(stack.by(DUC), seen.document)).timeline]
    assert acts.count("document.glance") == 2, "that too is kept"


async def test_a_version_that_is_not_there_yet_is_not_opened_beforehand(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await refusal(NotFound, signatures.read(stack.by(MAI), seen.document, 2))


async def test_a_stranger_learns_no_title(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    told = await refusal(Incomplete, batches.begin(stack.by(LAN), [Reviewed(seen.document, 1, seen.content)], PIN))
    assert str(seen.document) in told
    assert "Glucose" not in told


async def test_a_set_keeps_to_the_policy(stack: Stack) -> None:
    chosen = await entries(stack, await opened(stack), 3)
    told = await refusal(SetRefused, batches.begin(under(stack, set_cap=2), chosen, PIN))
    assert "tập có 3 văn bản, mỗi lần ký nhiều nhất 2" in told
    told = await refusal(SetRefused, batches.begin(under(stack, signed_singly=("treatment-sheet",)), chosen, PIN))
    assert "phải mở đọc và ký riêng" in told
    hasty = under(stack, dwell_seconds={"treatment-sheet": 3600})
    assert "mới mở, còn phải đọc thêm" in await refusal(SetRefused, batches.begin(hasty, chosen, PIN))
    await refusal(SetRefused, signatures.sign(hasty, chosen, PIN))
    assert (await signatures.sign(hasty, chosen[:1], PIN))[0].signature, "alone it may be signed at once"
    which = await batches.begin(stack.by(LAN), chosen[1:], PIN)
    assert (await ended(stack, which)).count(LineState.SIGNED) == 2


async def test_a_refusal_keeps_its_chosen_reason(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await signatures.refuse(stack.by(MAI), seen, "", "bad_sample")
    newest = (await signatures.read(stack.by(MAI), seen.document)).newest
    assert (newest.state, newest.ended_code, newest.ended_reason) == ("refused", "bad_sample", "Mẫu không đạt")
