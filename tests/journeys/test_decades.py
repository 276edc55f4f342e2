"""A record for thirty years: ten forms, returned once, a death, archived, a late result, two holds of which one is lifted."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from activities.documents import bytes_key
from domain.archived import object_id
from domain.clock import day
from domain.errors import NotAllowed
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import DocumentId, RecordId
from domain.records import Outcome, RecordState
from domain.sheets import ADDENDUM, Base, NewSheet
from domain.shortcomings import NewShortcoming
from services import addenda, archive, holds, records, retention, sheets, signatures
from tests.care import BETTER, completed, refusal, reviewed, sign, until
from tests.people import DUC, EVERYBODY, HUNG, LAN, NAM, PHUC, SON, THUY
from tests.services.test_sheets import consultation, treatment
from tests.signing.sheets.drawn_up import SHEETS
from tests.stack import Stack

ALONE = ("fifteen-day-summary", "prescription", "discharge-paper", "record-summary", "revisit-slip")


async def signed_by_all(stack: Stack, document: DocumentId) -> None:
    """Whoever it waits for signs, until it waits for nobody."""
    known = {one.id: one for one in EVERYBODY}
    while waiting := (await signatures.read(stack.by(LAN), document)).newest.chain.waiting:
        await sign(stack, known[min(waiting)], document)


async def ten_forms(stack: Stack) -> tuple[RecordId, DocumentId]:
    """An order and its result, and eight sheets that people drew up; with the closing sheet there are eleven."""
    record, _, result = await completed(stack)
    operated = {name: value for name, value in SHEETS["procedure-record"][0].items() if name not in ("begun_at", "ended_at")}
    begun = stack.clock() - timedelta(minutes=50)
    moments = {"begun_at": begun.isoformat(), "ended_at": (begun + timedelta(minutes=40)).isoformat()}
    team: dict[str, Any] = {"surgeon": str(PHUC.id), "anaesthetist": str(DUC.id), "assistants": [str(THUY.id)]}
    drawn = [treatment(stack), consultation(stack), sheet(stack, "procedure-record", operated | moments | team)]
    stay = {"opened_at": begun.isoformat(), "discharged_at": stack.clock().isoformat()}
    for form in ALONE:
        said = SHEETS[form][0]
        drawn += [sheet(stack, form, said | {name: moment for name, moment in stay.items() if name in said})]
    for one in drawn:
        await signed_by_all(stack, (await sheets.write(stack.by(LAN), record, one)).document)
    return record, result


def sheet(stack: Stack, form: str, data: dict[str, Any]) -> NewSheet:
    return NewSheet(form, LAN.id, stack.clock(), data)


async def returned_once_and_closed(stack: Stack, record: RecordId) -> None:
    for view in (await records.read(stack.by(LAN), record)).orders:
        await sign(stack, LAN, view.sheet.id)
    await records.discharge(stack.by(LAN), record, replace(BETTER, outcome=Outcome.DIED))
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG):
        await sign(stack, one, closing)
    lacks = (NewShortcoming("Ghi rõ giờ tử vong ở tờ điều trị", LAN.id, stack.clock() + timedelta(days=1)),)
    await signatures.refuse(stack.by(NAM), await reviewed(stack, NAM, closing), "Chưa đủ", shortcomings=lacks)
    (lack,) = (await records.read(stack.by(LAN), record)).shortcomings
    await records.mend(stack.by(LAN), record, lack.id)
    assert await records.close(stack.by(LAN), record) == closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.record.state is RecordState.ARCHIVED, 60)


async def supplemented(stack: Stack, record: RecordId, result: DocumentId) -> None:
    before = (await records.read(stack.by(NAM), record)).page.archive_sha256
    said = NewSheet(ADDENDUM, DUC.id, stack.clock(), {"text": "Kết quả giải phẫu bệnh về sau."}, adds_to=Base(result, 1))
    made = await addenda.write(stack.by(DUC), said)
    for one in (DUC, THUY):
        await sign(stack, one, made.document)
    await until(lambda: records.read(stack.by(NAM), record), lambda view: view.page.archive_sha256 != before, 40)


def case(stack: Stack, kind: CaseKind, name: str, code: str) -> NewHold:
    review_by = day(stack.clock()) + timedelta(days=200)
    return NewHold(Case(kind, name, "Gia đình người bệnh"), Scope.RECORD, "Đang giải quyết", review_by, code=code)


async def test_a_record_for_thirty_years(stack: Stack) -> None:
    record, result = await ten_forms(stack)
    await returned_once_and_closed(stack, record)
    await supplemented(stack, record, result)
    code = (await records.read(stack.by(NAM), record)).page.record.code
    complaint = await holds.place(stack.by(NAM), case(stack, CaseKind.COMPLAINT, "KN 07/2026", code))
    await holds.place(stack.by(NAM), case(stack, CaseKind.LITIGATION, "15/2026/DSST", code))
    await refusal(NotAllowed, holds.lift(stack.by(NAM), complaint, "Đã giải quyết", ""))
    await holds.lift(stack.by(SON), complaint, "Đã giải quyết xong", "12/KL-BV")
    view = await retention.read(stack.by(NAM), record)
    assert (view.now.one.code, view.page.keep_until) == ("death", date(day(stack.clock()).year + 30, 12, 31))
    assert view.page.held
    plain = await archive.export(stack.by(NAM), record)
    forms = {one["form"] for one in json.loads(plain["manifest.json"])["documents"]}
    assert forms >= {"order", "lab-result", "closing", "treatment-sheet", "consultation-minutes", "procedure-record", ADDENDUM, *ALONE}
    assert json.loads(plain["record.json"])["shortcomings"]
    assert json.loads((stack.house.ocfl.path(object_id(bytes_key(record))) / "inventory.json").read_bytes())["head"] == "v2"
