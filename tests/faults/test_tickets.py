"""A worker that asks the signer for what its ticket does not cover gets nothing, and keeps nobody waiting."""

import asyncio
import time
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from activities.documents import Of
from activities.signatures import SignRequest
from domain.errors import TicketRefused
from domain.names import RequestId, signature_workflow
from services import signatures
from services.acts import tell
from signing.tickets import Capacity, Reviewed
from store.queries import signatures as queries
from store.tables.signatures import SignatureRow
from tests.care import delivered, refusal, reviewed, sign
from tests.people import DUC, MAI, PIN, Someone
from tests.stack import Stack
from workflows.signatures import SignatureWorkflow

TOLD = "Phiên ký không còn hiệu lực hoặc không đúng văn bản đã xem. Hãy mở lại văn bản và nhập PIN."


async def forged(stack: Stack, one: Someone, seen: Reviewed, ticket: str) -> object:
    """What a worker or a page taken over could send, past every check before the signer's."""
    context = stack.by(one)
    of = Of(seen.document, seen.version)
    act = SignRequest(of, context.actor, seen.content, ticket)
    return await tell(context, SignatureWorkflow.run, signature_workflow(seen.document, 1), of, SignatureWorkflow.sign, act)


async def test_a_ticket_of_another_document_person_or_time(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    _, _, other = await delivered(stack)
    ask = stack.house.signer.ticket
    own = await stack.keys.credentials.of(str(MAI.id))
    expired = stack.keys.tickets.issue(MAI.id, Capacity(own.serial, ""), [seen], stack.clock() - timedelta(seconds=1))
    wrong = {
        "invented": "x" * 43,
        "another document's": await ask(MAI.id, PIN, [other]),
        "another version's": await ask(MAI.id, PIN, [Reviewed(seen.document, 2, seen.content)]),
        "other content's": await ask(MAI.id, PIN, [Reviewed(seen.document, 1, other.content)]),
        "another person's": await ask(DUC.id, PIN, [seen]),
        "expired": expired,
    }
    for name, ticket in wrong.items():
        assert await refusal(TicketRefused, forged(stack, MAI, seen, ticket)) == TOLD, name
    assert not (await signatures.read(stack.by(MAI), seen.document)).newest.chain.signatures


async def test_a_head_that_is_not_the_content_read(stack: Stack) -> None:
    """Whoever rules the rows puts other bytes in place of the sheet."""
    _, _, seen = await delivered(stack)
    _, _, other = await delivered(stack)
    await swap_head(stack, seen, await signatures.pdf(stack.by(MAI), other.document, 1))
    await reviewed(stack, DUC, seen.document)
    assert await refusal(TicketRefused, signatures.sign(stack.by(DUC), [seen], PIN)) == TOLD


async def test_a_head_with_something_added_that_is_no_signature(stack: Stack) -> None:
    """The content read, and after it a revision that changes what the page shows."""
    _, _, seen = await delivered(stack)
    content = await signatures.pdf(stack.by(MAI), seen.document, 1)
    await swap_head(stack, seen, added_to(content))
    await reviewed(stack, DUC, seen.document)
    assert await refusal(TicketRefused, signatures.sign(stack.by(DUC), [seen], PIN)) == TOLD


async def swap_head(stack: Stack, seen: Reviewed, head: bytes) -> None:
    """A row that says the technician signed these bytes."""
    async with stack.sessions() as session:
        document = await queries.document(session, seen.document)
    digest = await stack.house.shelf.put(document.key, head)
    assert digest == sha256(head).hexdigest()
    now = stack.clock()
    row = SignatureRow(
        document=seen.document,
        version=1,
        number=1,
        person=MAI.id,
        position=MAI.position.id,
        step="performed",
        base=seen.content,
        sha256=digest,
        size=len(head),
        at=now,
        request=RequestId(f"forged-{digest[:16]}"),
        stamped_at=now,
    )
    async with stack.sessions.begin() as session:
        session.add(row)


def added_to(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    writer.root["/Pages"]["/Kids"][0][pdf_name("/Note")] = pdf_string("đã sửa")
    page = writer.root["/Pages"]["/Kids"][0]
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


async def test_a_refused_ticket_does_not_hold_up_who_waits(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    _, _, other = await delivered(stack)
    began = time.monotonic()
    refused, made, elsewhere = await asyncio.gather(
        refusal(TicketRefused, forged(stack, MAI, seen, "x" * 43)),
        signatures.sign(stack.by(MAI), [seen], PIN),
        sign(stack, MAI, other.document),
    )
    assert time.monotonic() - began < 2
    assert refused == TOLD
    assert made[0].signature
    assert elsewhere


async def test_clicks_at_once_make_one_signature(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    clicks = await asyncio.gather(*(signatures.sign(stack.by(MAI, f"hai-thẻ-{n}"), [seen], PIN) for n in range(3)), return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in clicks) == 1
    assert len((await signatures.read(stack.by(MAI), seen.document)).newest.chain.signatures) == 1
