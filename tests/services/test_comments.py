"""Whoever takes part speaks beside a document: once for a request, kept for ever, in the archive too, and never in what is signed."""

import json
from datetime import timedelta

from sqlalchemy import text

from app.sweeping import sweep_blobs
from domain.errors import Conflict, Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, WrongState
from domain.names import DocumentId, RecordId
from services import archive, comments, notices, records, sheets, signatures
from tests.care import closed, opened, refusal, reviewed, sign, until
from tests.people import DUC, HUNG, LAN, NAM, PHUC, THUY, YEN
from tests.services.test_sheets import consultation, treatment
from tests.stack import Stack

WORDS = "Xem lại liều insulin buổi tối."


async def minutes(stack: Stack) -> tuple[RecordId, DocumentId]:
    """Consultation minutes that wait for two members beside each other."""
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, consultation(stack))
    await sign(stack, LAN, made.document)
    return record, made.document


async def said(stack: Stack, document: DocumentId) -> list[tuple[str, str]]:
    told = await comments.read(stack.by(LAN), document)
    return [(told.names[one.person], one.words) for one in told.said]


async def test_who_is_asked_to_sign_comments_and_the_others_are_told(stack: Stack) -> None:
    _, document = await minutes(stack)
    before = (await signatures.read(stack.by(LAN), document)).newest
    one = await comments.add(stack.by(DUC, "comment-1"), document, 1, f"  {WORDS} ")
    assert await comments.add(stack.by(DUC, "comment-1"), document, 1, WORDS) == one
    await refusal(RequestReused, comments.add(stack.by(DUC, "comment-1"), document, 1, "Khác"))
    await comments.add(stack.by(HUNG), document, 1, "Đồng ý.")
    assert await said(stack, document) == [(DUC.name, WORDS), (HUNG.name, "Đồng ý.")]
    link = f"/documents/{document}/1"

    async def told(who: str) -> int:
        whom = {"LAN": LAN, "THUY": THUY, "DUC": DUC}[who]
        return len([one for one in await notices.unseen(stack.by(whom)) if (one.kind, one.link) == ("comment", link)])

    assert [await told(who) for who in ("LAN", "THUY", "DUC")] == [2, 2, 1], "never the writer"
    after = (await signatures.read(stack.by(LAN), document)).newest
    assert after.chain == before.chain, "nothing of what is signed changes"


async def test_words_lie_on_the_shelf_alone_and_are_not_swept(stack: Stack) -> None:
    _, document = await minutes(stack)
    await comments.add(stack.by(LAN), document, 1, WORDS)
    async with stack.sessions() as session:
        row = (await session.execute(text("SELECT * FROM comment WHERE document = :d"), {"d": document})).mappings().one()
        audited = (await session.execute(text("SELECT facts::text FROM audit WHERE act = 'document.comment'"))).scalars().all()
    assert WORDS not in str(dict(row)) + str(audited)
    await sweep_blobs(stack.settings.blobs, stack.sessions, lambda: stack.clock() + timedelta(days=3), timedelta(days=1))
    assert await said(stack, document) == [(LAN.name, WORDS)]


async def test_only_its_writer_takes_a_comment_back_and_the_trace_stays(stack: Stack) -> None:
    _, document = await minutes(stack)
    one = await comments.add(stack.by(DUC), document, 1, WORDS)
    await refusal(NotAllowed, comments.take_back(stack.by(LAN), document, one))
    await comments.take_back(stack.by(DUC, "back-1"), document, one)
    await comments.take_back(stack.by(DUC, "back-1"), document, one)
    await refusal(Conflict, comments.take_back(stack.by(DUC), document, one))
    (left,) = (await comments.read(stack.by(LAN), document)).said
    assert (left.words, left.taken_back_at is not None) == ("", True)
    acts = [line.act for line in (await signatures.read(stack.by(LAN), document)).timeline]
    assert acts.count("document.comment") == acts.count("document.uncomment") == 1
    _, other = await minutes(stack)
    await refusal(NotFound, comments.take_back(stack.by(DUC), other, one))


async def test_who_only_reads_or_does_not_reach_it_says_nothing(stack: Stack) -> None:
    record = await opened(stack)
    document = (await sheets.write(stack.by(LAN), record, treatment(stack))).document
    for one in (NAM, PHUC, YEN):
        assert "bình luận" in await refusal(OutOfReach, comments.add(stack.by(one), document, 1, WORDS))
    await comments.add(stack.by(HUNG), document, 1, WORDS)
    for empty in ("", "  \n", "a" * 4001):
        await refusal(Malformed, comments.add(stack.by(LAN), document, 1, empty))
    await refusal(NotFound, comments.add(stack.by(LAN), document, 9, WORDS))
    assert await said(stack, document) == [(HUNG.name, WORDS)]


async def test_it_goes_along_into_the_archive_and_ends_there(stack: Stack) -> None:
    record = await opened(stack)
    document = (await sheets.write(stack.by(LAN), record, treatment(stack))).document
    await comments.add(stack.by(HUNG), document, 1, WORDS)
    gone = await comments.add(stack.by(HUNG), document, 1, "Nhầm người bệnh.")
    await comments.take_back(stack.by(HUNG), document, gone)
    await sign(stack, LAN, document)
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None)
    kept = json.loads((await archive.export(stack.by(NAM), record))["record.json"])["comments"]
    assert [(one["document"], one["name"], one["words"], bool(one["taken_back_at"])) for one in kept] == [
        (str(document), HUNG.name, WORDS, False),
        (str(document), HUNG.name, "Nhầm người bệnh.", True),
    ]
    await refusal(WrongState, comments.add(stack.by(LAN), document, 1, WORDS))
    assert (await reviewed(stack, LAN, document)).version == 1
