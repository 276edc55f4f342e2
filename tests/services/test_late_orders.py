"""Orders and results of an outage's hours that are entered after it say so by themselves: on the sheet, on pages, in the JSON."""

import io
from dataclasses import replace

import pypdf

from domain.clock import clock_time
from domain.errors import Malformed
from domain.names import DocumentId, OrderId, OutageId, RecordId
from domain.orders import NewLine
from domain.results import NewResult
from services import back_entries, orders, outages, records, results, signatures
from tests.care import glucose, order_of, refusal, reviewed
from tests.outages import HOUR, Ward, down, owed, treated, ward
from tests.people import KHANH, LAB, LIS
from tests.services.test_imaging import report
from tests.stack import Stack


async def text(stack: Stack, here: Ward, document: DocumentId, version: int = 1) -> str:
    pages = pypdf.PdfReader(io.BytesIO(await signatures.pdf(stack.by(here.doctor), document, version))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def ordering(stack: Stack, here: Ward, record: RecordId, hours: float | None = 2, kind: str = "laboratory") -> OrderId:
    at = None if hours is None else stack.clock() - hours * HOUR
    new = replace(order_of(doctor=here.doctor), lines=(NewLine("", "Dịch vụ 1", LAB, kind),), ordered_at=at)
    return await orders.place(stack.by(here.doctor), record, new)


def resulted(stack: Stack, hours: float, note: str = "") -> NewResult:
    sampled, received, at = (stack.clock() - (hours + n) * HOUR for n in (1, 0.5, 0))
    return replace(glucose(stack, note=note), sampled_at=sampled, received_at=received, resulted_at=at)


async def marks(stack: Stack, here: Ward, record: RecordId) -> set[tuple[DocumentId, int]]:
    return set((await records.read(stack.by(here.doctor), record)).marks)


async def printed(stack: Stack, which: OutageId, here: Ward) -> str:
    """What a sheet with the mark says."""
    one = (await back_entries.read(stack.by(here.doctor), which)).outage
    assert one.ended_at
    return f"Nhập bù sau gián đoạn từ {clock_time(one.started_at)} đến {clock_time(one.ended_at)}"


async def test_an_order_and_its_result_of_those_hours_carry_the_mark(stack: Stack) -> None:
    here = await ward(stack, "chỉ-định")
    record, which = await treated(stack, here, "90-1001"), await down(stack, here)
    order = await ordering(stack, here, record)
    (view,) = (await records.read(stack.by(here.doctor), record)).orders
    said, sheet = await printed(stack, which, here), await text(stack, here, view.sheet.id)
    assert (said in sheet, "Thời điểm ghi:" in sheet) == (True, True)
    document, version = await results.deliver(stack.by(LIS), order, resulted(stack, 1.5))
    assert said in await text(stack, here, document)
    assert await marks(stack, here, record) == {(view.sheet.id, 1), (document, version)}
    assert [line[:2] for line in await owed(stack, here.doctor, which)] == [("BA-90-1001", 2)], "they count like sheets"
    assert set((await signatures.read(stack.by(here.doctor), document)).marks) == {(document, 1)}
    assert (await results.deliver(stack.by(LIS), order, resulted(stack, 1.5, "Nhầm đơn vị")))[1] == 2
    assert (document, 2) in await marks(stack, here, record), "its next version tells of the same act"

    await signatures.refuse(stack.by(here.doctor), await reviewed(stack, here.doctor, view.sheet.id), "Thiếu chẩn đoán")
    await orders.redraw(stack.by(here.doctor), order)
    assert (view.sheet.id, 2) in await marks(stack, here, record)
    assert said in await text(stack, here, view.sheet.id, 2)


async def test_a_report_is_judged_by_its_last_moment(stack: Stack) -> None:
    here = await ward(stack, "chụp")
    record, which = await treated(stack, here, "90-1011"), await down(stack, here, start=4, end=2)
    in_it, after = [await ordering(stack, here, record, 3, "imaging") for _ in range(2)]
    late, _ = await results.deliver(stack.by(LIS), in_it, report(stack, "GD-1", taken_at=(stack.clock() - 3 * HOUR).isoformat()))
    later, _ = await results.deliver(stack.by(LIS), after, report(stack, "GD-2", study_uid="1.2.840.9"))
    assert await printed(stack, which, here) in await text(stack, here, late)
    assert ((late, 1) in await marks(stack, here, record), (later, 1) in await marks(stack, here, record)) == (True, False)


async def test_what_was_entered_in_time_or_done_at_another_time_carries_none(stack: Stack) -> None:
    here = await ward(stack, "kịp")
    record = await treated(stack, here, "90-1021")
    which = await down(stack, here, end=None)
    order = await ordering(stack, here, record)
    document, _ = await results.deliver(stack.by(LIS), order, resulted(stack, 1.5))
    assert await marks(stack, here, record) == set(), "while it lasts nothing is entered afterwards"
    stack.clock.ahead = HOUR / 2
    await outages.end(stack.by(KHANH), which)
    stack.clock.ahead = HOUR
    await results.deliver(stack.by(LIS), order, resulted(stack, 2.5, "Nhầm đơn vị"))
    assert await marks(stack, here, record) == set(), "a new version of what was entered in time"
    await ordering(stack, here, record, None)
    await ordering(stack, here, record, 6)
    assert await marks(stack, here, record) == set()
    assert "ordered_at: thời điểm ở tương lai" in await refusal(Malformed, ordering(stack, here, record, -1))
    assert (await orders.read(stack.by(here.doctor), order)).sheets[0].document == document


async def test_what_comes_after_the_confirmation_opens_it_again(stack: Stack) -> None:
    here = await ward(stack, "máy-gửi")
    record, which = await treated(stack, here, "90-1031"), await down(stack, here)
    order = await ordering(stack, here, record, None)
    await outages.confirm(stack.by(here.doctor), which, record, nothing=True)
    assert await owed(stack, here.doctor, which) == []
    await results.deliver(stack.by(LIS), order, resulted(stack, 2))
    assert [line[:2] for line in await owed(stack, here.doctor, which)] == [("BA-90-1031", 1)]
