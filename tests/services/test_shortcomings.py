"""The records office returns a record with what it lacks; each mends their own, and only then is it closed again."""

import json
from datetime import timedelta

from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.names import DocumentId, RecordId
from domain.records import RecordState
from domain.shortcomings import NewShortcoming
from services import archive, errands, notices, records, sheets, signatures
from tests.care import BETTER, opened, refusal, reviewed, sign, until
from tests.people import HUNG, LAN, LIS, NAM, TAM, Someone
from tests.services.test_sheets import treatment
from tests.stack import Stack

DAY = timedelta(days=1)


async def handed_in(stack: Stack) -> tuple[RecordId, DocumentId]:
    """A closing sheet that waits for the records office."""
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG):
        await sign(stack, one, closing)
    return record, closing


async def returned(stack: Stack) -> tuple[RecordId, DocumentId]:
    """With one thing for the treating doctor, one for a head."""
    record, closing = await handed_in(stack)
    now = stack.clock()
    lacks = (NewShortcoming("Thiếu giấy ra viện", LAN.id, now + DAY), NewShortcoming("Ký lại biên bản hội chẩn", HUNG.id, now + 2 * DAY))
    await signatures.refuse(stack.by(NAM), await reviewed(stack, NAM, closing), "Chưa đủ", shortcomings=lacks)
    return record, closing


async def owes(stack: Stack, who: Someone, record: RecordId) -> list[str]:
    found = await errands.errands(stack.by(who))
    return [one.title for one in found if (one.kind, one.link) == ("mend", f"/records/{record}")]


async def test_each_is_told_what_they_owe_and_by_when(stack: Stack) -> None:
    record, _ = await returned(stack)
    assert (await owes(stack, LAN, record), await owes(stack, HUNG, record)) == (["Thiếu giấy ra viện"], ["Ký lại biên bản hội chẩn"])
    told = [one.kind for one in await notices.unseen(stack.by(HUNG)) if one.link == f"/records/{record}"]
    assert told == ["shortcoming"]
    view = await records.read(stack.by(LAN), record)
    assert [one.title for one in view.missing if one.what == "shortcoming"] == [
        "Bổ sung theo yêu cầu: Thiếu giấy ra viện",
        "Bổ sung theo yêu cầu: Ký lại biên bản hội chẩn",
    ]
    latest = max(one.due for one in view.shortcomings)
    assert (view.page.record.state, view.page.record.complete_by) == (RecordState.DISCHARGED, latest)


async def test_it_is_closed_again_only_when_all_is_mended_and_then_received(stack: Stack) -> None:
    record, closing = await returned(stack)
    assert "Thiếu giấy ra viện" in await refusal(Incomplete, records.close(stack.by(LAN), record))
    first, second = (await records.read(stack.by(LAN), record)).shortcomings
    await records.mend(stack.by(LAN, "bổ sung"), record, first.id)
    await records.mend(stack.by(LAN, "bổ sung"), record, first.id)
    await refusal(WrongState, records.mend(stack.by(LAN), record, first.id))
    assert await owes(stack, LAN, record) == []
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    await records.mend(stack.by(HUNG), record, second.id)
    assert "mended" in [one.kind for one in await notices.unseen(stack.by(LAN)) if one.link == f"/records/{record}"]
    assert await records.close(stack.by(LAN), record) == closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    found = await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.ARCHIVED)
    assert [one.what for one in found.shortcomings] == ["", ""], "the words lie in the archive"
    assert all(one.mended_at for one in found.shortcomings)
    whole = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    assert [one["what"] for one in whole["shortcomings"]] == ["Thiếu giấy ra viện", "Ký lại biên bản hội chẩn"]


async def test_nobody_else_says_that_it_is_mended(stack: Stack) -> None:
    record, _ = await returned(stack)
    (_, second) = (await records.read(stack.by(LAN), record)).shortcomings
    told = await refusal(NotAllowed, records.mend(stack.by(NAM), record, second.id))
    assert told.startswith("Vị trí đang dùng không có quyền làm việc này.")


async def test_what_is_wrong_with_a_return_is_told_and_nothing_is_kept(stack: Stack) -> None:
    record, closing = await handed_in(stack)
    seen, now = await reviewed(stack, NAM, closing), stack.clock()

    async def give_back(*lacks: NewShortcoming) -> object:
        return await signatures.refuse(stack.by(NAM), seen, "Chưa đủ", shortcomings=lacks)

    told = await refusal(Malformed, give_back(NewShortcoming(" ", LAN.id, now - DAY)))
    assert told == ("Dữ liệu chưa đúng: shortcomings[0].what: ghi điều phải bổ sung; shortcomings[0].due: hạn bổ sung phải ở tương lai")
    await refusal(Incomplete, give_back(NewShortcoming("Thiếu", TAM.id, now + DAY)))
    told = await refusal(Incomplete, give_back(NewShortcoming("Thiếu kết quả", LIS.id, now + DAY)))
    assert told == "Còn thiếu: shortcomings[0].owed_by: không phải người của cơ sở; chọn một người đang làm việc ở đây, không chọn hệ thống"
    view = await records.read(stack.by(LAN), record)
    assert view.shortcomings == ()
    assert (await signatures.read(stack.by(NAM), closing)).newest.chain.ended is None


async def test_only_a_closing_sheet_is_returned_with_what_the_record_lacks(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    lacks = (NewShortcoming("Thiếu", LAN.id, stack.clock() + DAY),)
    seen = await reviewed(stack, LAN, made.document)
    await refusal(WrongState, signatures.refuse(stack.by(LAN), seen, "Nhầm", shortcomings=lacks))
