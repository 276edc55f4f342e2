"""After the last signature nothing is overwritten: a new version is signed again, and the old one stands until then; an addendum adds."""

import json
from dataclasses import replace

from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, StaleDocument
from domain.names import DocumentId, RecordId
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, archive, notices, records, sheets, signatures
from tests.care import BETTER, closed, completed, opened, refusal, reviewed, sign, until
from tests.people import DUC, HIS, HUNG, LAN, MAI, NAM, THUY, Someone
from tests.services.test_sheets import consultation, treatment
from tests.stack import Stack


def added(stack: Stack, base: DocumentId, version: int = 1, author: Someone = LAN) -> NewSheet:
    return NewSheet(ADDENDUM, author.id, stack.clock(), {"text": "Bổ sung: tiền sử dị ứng penicillin."}, adds_to=Base(base, version))


async def entry(stack: Stack) -> tuple[RecordId, DocumentId]:
    """A record with a complete treatment sheet."""
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await sign(stack, LAN, made.document)
    return record, made.document


async def states(stack: Stack, document: DocumentId) -> list[str]:
    """`preserved` counts as `complete`: it comes by itself a moment later."""
    found = (await signatures.read(stack.by(LAN), document)).versions
    return ["complete" if one.state == "preserved" else one.state for one in found]


async def test_a_complete_version_stands_until_the_new_one_is_complete(stack: Stack) -> None:
    record = await opened(stack)
    first = await sheets.write(stack.by(LAN), record, consultation(stack))
    for one in (LAN, THUY, DUC, HUNG):
        await sign(stack, one, first.document)
    again = replace(consultation(stack, conclusion="Giảm liều insulin nền."), note="Ghi nhầm liều")
    await refusal(Malformed, sheets.write(stack.by(LAN), record, replace(again, note=""), first.document))
    await sheets.write(stack.by(LAN), record, again, first.document)
    assert await states(stack, first.document) == ["complete", "waiting"]
    before, after = (await signatures.read(stack.by(LAN), first.document)).versions
    assert (before.stands, before.replaced_by, after.standing) == (True, None, 1)
    for one in (LAN, THUY, DUC, HUNG):
        await sign(stack, one, first.document)
    assert await states(stack, first.document) == ["replaced", "complete"]
    before, _ = (await signatures.read(stack.by(LAN), first.document)).versions
    assert (len(before.chain.signatures), before.replaced_by) == (4, 2)
    assert (await signatures.pdf(stack.by(LAN), first.document, 1)).startswith(b"%PDF")
    link = f"/documents/{first.document}"
    assert "superseded" in {one.kind for one in await notices.unseen(stack.by(DUC)) if one.link == link}

    async def kept() -> list[bool]:
        return [one.preserved_at is not None for one in (await signatures.read(stack.by(LAN), first.document)).versions]

    await until(kept, all)


async def test_a_new_version_that_was_refused_leaves_the_old_one_standing(stack: Stack) -> None:
    record = await opened(stack)
    first = await sheets.write(stack.by(LAN), record, consultation(stack))
    for one in (LAN, THUY, DUC, HUNG):
        await sign(stack, one, first.document)
    await sheets.write(stack.by(LAN), record, replace(consultation(stack), note="Sửa"), first.document)
    await sign(stack, LAN, first.document)
    await records.discharge(stack.by(LAN), record, BETTER)
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    await signatures.refuse(stack.by(DUC), await reviewed(stack, DUC, first.document), "Không cần sửa", "other")
    assert await states(stack, first.document) == ["complete", "refused"]
    await records.close(stack.by(LAN), record)


async def test_an_addendum_is_signed_by_its_own_chain_and_the_document_stays(stack: Stack) -> None:
    record, base = await entry(stack)
    before = (await signatures.read(stack.by(LAN), base)).newest
    made = await addenda.write(stack.by(LAN, "add-1"), added(stack, base))
    view = await signatures.read(stack.by(LAN), made.document)
    assert (view.document.adds_to, view.document.adds_to_version, view.document.record) == (base, 1, record)
    assert view.newest.data is not None
    assert view.newest.data["base_sha256"] == before.chain.content
    assert view.newest.data["base"] == (await signatures.read(stack.by(LAN), base)).document.title
    await sign(stack, LAN, made.document)
    assert (await signatures.read(stack.by(LAN), made.document)).newest.chain.waiting == {HUNG.id}
    await sign(stack, HUNG, made.document)
    after = (await signatures.read(stack.by(LAN), base)).newest
    assert (after.chain.head, len(after.chain.signatures), await states(stack, base)) == (before.chain.head, 1, ["complete"])
    around = await addenda.around(stack.by(LAN), (await signatures.read(stack.by(LAN), base)).document)
    assert [(one.id, version.state in ("complete", "preserved")) for one, version in around.addenda] == [(made.document, True)]


async def test_a_refused_addendum_comes_again(stack: Stack) -> None:
    _, base = await entry(stack)
    said = added(stack, base)
    made = await addenda.write(stack.by(HIS, "add-2"), said)
    assert await addenda.write(stack.by(HIS, "add-2"), said) == made
    await sign(stack, LAN, made.document)
    await signatures.refuse(stack.by(HUNG), await reviewed(stack, HUNG, made.document), "Ghi rõ thuốc", "other")
    second = await addenda.write(stack.by(LAN), replace(said, note="Ghi rõ thuốc"), made.document)
    assert (second.document, second.version) == (made.document, 2)
    _, elsewhere = await entry(stack)
    await refusal(NotFound, addenda.write(stack.by(LAN), replace(added(stack, elsewhere), note="Nhầm"), made.document))


async def test_nothing_is_added_to_what_is_not_complete_or_no_longer_stands_or_by_who_does_not_write_it(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    assert "chưa ký đủ" in await refusal(Incomplete, addenda.write(stack.by(LAN), added(stack, made.document)))
    await sign(stack, LAN, made.document)
    await refusal(NotAllowed, addenda.write(stack.by(NAM), added(stack, made.document, author=NAM)))
    await refusal(NotFound, addenda.write(stack.by(LAN), added(stack, made.document, 7)))
    one = await addenda.write(stack.by(LAN), added(stack, made.document))
    for signer in (LAN, HUNG):
        await sign(stack, signer, one.document)
    await refusal(NotAllowed, addenda.write(stack.by(LAN), added(stack, one.document)))
    await sheets.write(stack.by(LAN), record, replace(treatment(stack), note="Sửa"), made.document)
    await sign(stack, LAN, made.document)
    await refusal(StaleDocument, addenda.write(stack.by(LAN), added(stack, made.document)))
    await addenda.write(stack.by(LAN), added(stack, made.document, 2))


async def test_who_delivers_results_adds_to_one(stack: Stack) -> None:
    _, _, document = await completed(stack)
    made = await addenda.write(stack.by(MAI), added(stack, document, author=MAI))
    await sign(stack, MAI, made.document)
    waiting = (await signatures.read(stack.by(MAI), made.document)).newest.chain.waiting
    assert THUY.id in waiting, "head of the author's department"
    assert HUNG.id not in waiting, "another department's"


async def test_the_archive_links_them_both_ways(stack: Stack) -> None:
    record, base = await entry(stack)
    made = await addenda.write(stack.by(LAN), added(stack, base))
    for one in (LAN, HUNG):
        await sign(stack, one, made.document)
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None)
    manifest = json.loads((await archive.export(stack.by(NAM), record))["manifest.json"])
    lines = {line["document"]: line for line in manifest["documents"]}
    assert (lines[str(made.document)]["adds_to"], lines[str(made.document)]["adds_to_version"]) == (str(base), 1)
    assert lines[str(base)]["addenda"] == [str(made.document)]
