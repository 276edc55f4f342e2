"""Kinds of records: each with its term to be completed in; a visit has no closing sheet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Incomplete
from domain.records import NewRecord, RecordKind, RecordState
from services import orders, records, sheets, signatures
from tests.care import BETTER, order_of, patient, refusal, reviewed, until
from tests.people import LAN, NAM
from tests.services.test_sheets import treatment
from tests.stack import Stack


def of_kind(number: str, kind: RecordKind) -> NewRecord:
    return replace(patient(number), kind=kind)


@pytest.mark.parametrize(("kind", "hours"), [("inpatient", 24), ("day", 24), ("outpatient", 72), ("visit", 24)])
async def test_each_kind_has_its_term_from_the_discharge(stack: Stack, kind: str, hours: int) -> None:
    record = await records.open(stack.by(LAN), of_kind(f"31-{hours}{len(kind)}", RecordKind(kind)))
    opened = (await records.read(stack.by(LAN), record)).page.record
    assert (opened.kind, opened.complete_by) == (kind, None)
    left = await records.discharge(stack.by(LAN), record, BETTER)
    assert left.discharged_at
    assert left.complete_by == left.discharged_at + timedelta(hours=hours)
    line = next(one for one in await records.listing(stack.by(NAM), limit=1000) if one.id == record)
    assert (line.kind, line.complete_by) == (kind, left.complete_by)


async def test_a_visit_is_closed_without_a_closing_sheet_once_nothing_is_missing(stack: Stack) -> None:
    record = await records.open(stack.by(LAN), of_kind("31-0100", RecordKind.VISIT))
    await orders.place(stack.by(LAN), record, order_of())
    await records.discharge(stack.by(LAN), record, BETTER)
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    whole = await records.open(stack.by(LAN), of_kind("31-0101", RecordKind.VISIT))
    made = await sheets.write(stack.by(LAN), whole, treatment(stack))
    await signatures.withdraw(stack.by(LAN), await reviewed(stack, LAN, made.document), "Ghi nhầm người")
    await records.discharge(stack.by(LAN), whole, BETTER)
    asker = stack.by(LAN, "kết-thúc")
    assert await records.close(asker, whole) is None
    assert await records.close(asker, whole) is None, "asked again it is the same act"
    found = await until(lambda: records.read(stack.by(NAM), whole), lambda view: view.page.record.state is RecordState.ARCHIVED)
    assert [document.form for document, _ in found.documents] == ["treatment-sheet"]
    assert [one.act for one in found.timeline].count("record.close") == 1
