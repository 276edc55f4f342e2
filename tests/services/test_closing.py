"""Closing a record: who may, what a late result does to it, and a repeated click."""

from dataclasses import replace

from sqlalchemy import select

from activities.documents import Of, bytes_key
from activities.records import RecordAct, Records, closing_document
from domain.errors import Incomplete, Malformed, OutOfReach
from domain.records import RecordState
from services import records, results, sheets, signatures
from services.acts import body
from store.tables.notices import NoticeRow
from tests.care import BETTER, closed, completed, glucose, opened, ordered, patient, refusal, sign, until
from tests.people import DUC, HUNG, LAB, LAN, LIS, MAI, NAM, OUTSIDE, THUY
from tests.services.test_sheets import treatment
from tests.stack import Stack


async def test_who_performs_for_a_record_does_not_decide_of_it(stack: Stack) -> None:
    record = await opened(stack)
    await ordered(stack, record)
    assert (await records.read(stack.by(DUC), record)).page.record.id == record
    await refusal(OutOfReach, records.invite(stack.by(DUC), record, OUTSIDE, "Hội chẩn"))
    await refusal(OutOfReach, records.discharge(stack.by(DUC), record, BETTER))
    await records.discharge(stack.by(LAN), record, BETTER)
    await refusal(OutOfReach, records.close(stack.by(DUC), record))


async def test_a_trait_no_schedule_knows_is_refused_at_once(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(Malformed, records.discharge(stack.by(LAN), record, replace(BETTER, traits=("nặng",))))
    assert told == "Dữ liệu chưa đúng: traits: không có “nặng”"


async def test_a_result_that_comes_while_the_closing_sheet_is_signed_withdraws_it(stack: Stack) -> None:
    record, order, document = await completed(stack)
    closing = await closed(stack, record)
    await sign(stack, LAN, closing)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Đọc lại ống mẫu"))
    assert (await signatures.read(stack.by(LAN), closing)).newest.state == "withdrawn"
    assert closing not in {line.document for line in await signatures.inbox(stack.by(HUNG), limit=1000)}
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.person).where(NoticeRow.key.startswith(f"withdrawn/{closing}/1/")))
    assert set(told.scalars()) == {LAN.id}
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    assert await records.close(stack.by(LAN), record) == closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.state is RecordState.ARCHIVED, 40)


async def test_a_repeated_close_begins_the_same_signing(stack: Stack) -> None:
    """The worker may die between the rows and the process that follows: the second try must start it."""
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    context = stack.by(LAN)
    act = RecordAct(context.actor, record, await body(context, bytes_key(record), "close"))
    first = await Records(stack.desk).close(act)
    assert first.begins == Of(closing_document(record), 1)
    assert await Records(stack.desk).close(act) == first
    await records.close(context, record)


async def test_one_sheet_speaks_for_one_department_by_its_own_people(stack: Stack) -> None:
    order = await ordered(stack, await opened(stack), LAB, OUTSIDE)
    both = replace(glucose(stack), lines=(1, 2))
    told = await refusal(Incomplete, results.deliver(stack.by(LIS), order, both))
    assert told == "Còn thiếu: lines: một phiếu chỉ trả lời các dòng của một khoa thực hiện"
    await refusal(OutOfReach, results.deliver(stack.by(LAN), order, glucose(stack)))
    await refusal(OutOfReach, results.deliver(stack.by(MAI), order, glucose(stack, line=2)))
    await refusal(Malformed, results.deliver(stack.by(MAI), order, replace(glucose(stack), lines=(1, 1))))
    assert await results.deliver(stack.by(MAI), order, glucose(stack))


async def test_a_code_is_one_persons(stack: Stack) -> None:
    await records.open(stack.by(LAN), patient("31-0001"))
    other = replace(patient("31-0002"), patient_code="BN-31-0001", patient="Trịnh Thị Khác")
    told = await refusal(Incomplete, records.open(stack.by(LAN), other))
    assert told == "Còn thiếu: patient_code: mã BN-31-0001 là của người bệnh khác"


async def test_a_sheet_that_comes_while_the_closing_sheet_is_signed_withdraws_it(stack: Stack) -> None:
    record = await opened(stack)
    await records.discharge(stack.by(LAN), record, BETTER)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    await sign(stack, LAN, closing)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    version = (await signatures.read(stack.by(LAN), closing)).newest
    assert (version.state, version.ended_reason) == ("withdrawn", "Có phiếu mới sau khi lập")
    await refusal(Incomplete, records.close(stack.by(LAN), record))
    await sign(stack, LAN, made.document)
    assert await records.close(stack.by(LAN), record) == closing


async def test_a_second_press_throws_no_signature_away(stack: Stack) -> None:
    """A closing sheet on its way stays; it is refused, or taken back, before another one is drawn up."""
    record = await opened(stack)
    closing = await closed(stack, record)
    await sign(stack, LAN, closing)
    assert "chờ ký" in await refusal(Incomplete, records.close(stack.by(LAN), record))
    version = (await signatures.read(stack.by(LAN), closing)).newest
    assert (version.number, len(version.chain.signatures), version.chain.ended) == (1, 1, None)
