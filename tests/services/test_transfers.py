"""A patient moves to another department by a hand-over that both doctors sign, and by nothing else."""

from domain.errors import Incomplete, OutOfReach
from domain.names import RecordId
from domain.sheets import NewSheet
from services import notices, records, sheets, signatures
from tests.care import BETTER, opened, refusal, reviewed, sign
from tests.people import DUC, HUNG, LAB, LAN, MAI, OUTSIDE, PHUC, WARD, Someone
from tests.services.test_sheets import treatment
from tests.stack import Stack


def hand_over(stack: Stack, receiver: Someone = PHUC, author: Someone = LAN) -> NewSheet:
    said = {"from": "Nội tổng hợp", "to": "Khoa nhận", "receiver": str(receiver.id), "reason": "Cần theo dõi chuyên khoa"}
    return NewSheet("handover-sheet", author.id, stack.clock(), said | {"diagnosis": "Đái tháo đường típ 2", "condition": "Tỉnh, ổn định"})


async def treats(stack: Stack, record: RecordId, who: Someone) -> tuple[str, object]:
    page = (await records.read(stack.by(who), record)).page
    return page.record.department, page.record.doctor


async def test_the_record_moves_when_the_receiving_doctor_has_signed(stack: Stack) -> None:
    record = await opened(stack)
    await refusal(OutOfReach, records.read(stack.by(PHUC), record))
    made = await sheets.write(stack.by(LAN), record, hand_over(stack))
    said = (await signatures.read(stack.by(LAN), made.document)).newest.data
    assert said
    assert (said["from"], said["to"]) == ("Khoa Nội tổng hợp", "Khoa Ngoại"), "what happens, whatever was typed"
    await sign(stack, LAN, made.document)
    assert await treats(stack, record, LAN) == (WARD, LAN.id)
    await sign(stack, PHUC, made.document)
    assert await treats(stack, record, PHUC) == (OUTSIDE, PHUC.id)
    for one in (LAN, PHUC):
        assert "moved" in [told.kind for told in await notices.unseen(stack.by(one)) if told.link == f"/records/{record}"]
    await refusal(OutOfReach, records.discharge(stack.by(LAN), record, BETTER))
    assert (await records.discharge(stack.by(PHUC), record, BETTER)).doctor == PHUC.id


async def test_who_gave_the_patient_away_reads_on_and_ends_what_they_began(stack: Stack) -> None:
    record = await opened(stack)
    begun = await sheets.write(stack.by(LAN), record, treatment(stack))
    made = await sheets.write(stack.by(LAN), record, hand_over(stack))
    for one in (LAN, PHUC):
        await sign(stack, one, made.document)
    await sign(stack, LAN, begun.document)
    view = await records.read(stack.by(HUNG), record)
    assert WARD in {where for where, _, _ in view.guests}
    moves = [one for one in view.timeline if one.act == "record.move"]
    assert [one.facts["from"] for one in moves] == ["Khoa Nội tổng hợp"]


async def test_a_refused_hand_over_moves_nothing(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, hand_over(stack))
    await sign(stack, LAN, made.document)
    await signatures.refuse(stack.by(PHUC), await reviewed(stack, PHUC, made.document), "Khoa không còn giường")
    assert await treats(stack, record, LAN) == (WARD, LAN.id)


async def test_whom_a_patient_is_handed_to(stack: Stack) -> None:
    record = await opened(stack)
    for nobody in (HUNG, MAI):
        told = await refusal(Incomplete, sheets.write(stack.by(LAN), record, hand_over(stack, nobody)))
        assert told == "Còn thiếu: Bác sĩ nhận: không phải bác sĩ của một khoa khác"
    await records.invite(stack.by(LAN), record, LAB, "Hội chẩn")
    await refusal(OutOfReach, sheets.write(stack.by(DUC), record, hand_over(stack, author=DUC)))


async def test_a_patient_who_has_left_meanwhile_is_not_moved(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, hand_over(stack))
    await sign(stack, LAN, made.document)
    await records.discharge(stack.by(LAN), record, BETTER)
    await sign(stack, PHUC, made.document)
    assert await treats(stack, record, LAN) == (WARD, LAN.id)
