"""Reach follows the acting position: what it gives, and where it ends."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from domain.errors import Incomplete, NotAllowed, NotFound, OutOfReach
from domain.names import DepartmentId, PositionId, RecordId, id_of
from domain.parts import Kind
from domain.people import Position
from domain.roles import Role
from services import archive, orders, records, signatures, tracks
from services.context import Context
from store.tables.records import RecordRow
from store.writes import people as writes
from tests.care import delivered, newcomer, opened, order_of, ordered, patient, refusal
from tests.people import CENTRE, DUC, HOSPITAL, HUNG, KHANH, LAB, LAN, MAI, NAM, OANH, OUTSIDE, PHUC, SON, TAM, THUY, WARD, YEN, Someone
from tests.rollout import SURVEY, declared, province
from tests.stack import Stack

BEYOND = "Hồ sơ hoặc văn bản này ngoài phạm vi của vị trí đang dùng. Đề nghị khoa điều trị mời khoa của anh/chị."

CLINICAL = "Vị trí đang dùng không xem nội dung chuyên môn của hồ sơ bệnh án. Chỉ người tham gia điều trị và lưu trữ hồ sơ được xem."
NEVER = "Sở Y tế không xem nội dung chuyên môn của hồ sơ bệnh án. Tiến độ triển khai của cơ sở xem ở mục Kế hoạch."
ELSEWHERE = "Hồ sơ hoặc văn bản này của cơ sở khác, ngoài phạm vi của vị trí đang dùng. Cần thông tin thì liên hệ cơ sở đó."


async def test_the_ward_reaches_its_record_and_another_ward_does_not(stack: Stack) -> None:
    record = await opened(stack)
    for one in (LAN, HUNG, NAM):
        assert (await records.read(stack.by(one), record)).page.record.id == record
    for one in (PHUC, MAI):
        assert await refusal(OutOfReach, records.read(stack.by(one), record)) == BEYOND
        assert record not in {line.id for line in await records.listing(stack.by(one), limit=10_000)}


async def test_the_laboratory_reaches_what_it_performs_for(stack: Stack) -> None:
    record = await opened(stack)
    await refusal(OutOfReach, records.read(stack.by(THUY), record))
    order = await ordered(stack, record)
    assert (await records.read(stack.by(THUY), record)).orders[0].order.id == order


async def test_an_invited_ward_reaches_it_too(stack: Stack) -> None:
    record = await opened(stack)
    await refusal(OutOfReach, records.invite(stack.by(PHUC), record, OUTSIDE, "Tôi muốn xem"))
    await records.invite(stack.by(LAN), record, OUTSIDE, "Hội chẩn ngoại")
    view = await records.read(stack.by(PHUC), record)
    assert [(department, reason) for department, _, reason in view.guests] == [(OUTSIDE, "Hội chẩn ngoại")]
    assert await orders.place(stack.by(PHUC), record, order_of(doctor=PHUC))


async def test_a_department_that_is_not_there_cannot_be_invited(stack: Stack) -> None:
    record = await opened(stack)
    told = await refusal(Incomplete, records.invite(stack.by(LAN), record, DepartmentId("33001/KHONG"), "Hội chẩn"))
    assert told == "Còn thiếu: department: không có khoa 33001/KHONG"


@pytest.mark.parametrize("one", [KHANH, YEN, OANH, SON, TAM], ids=lambda one: str(one.role))
async def test_offices_and_the_department_of_health_see_no_clinical_content(stack: Stack, one: Someone) -> None:
    record, order, seen = await delivered(stack)
    told = await refusal(NotAllowed, records.read(stack.by(one), record))
    if one is TAM:
        assert told == NEVER
    else:
        assert told.startswith("Vị trí đang dùng không có quyền làm việc này. Việc này của: bác sĩ, điều dưỡng, kỹ thuật viên, trưởng khoa")
    await refusal(NotAllowed, records.listing(stack.by(one)))
    await refusal(NotAllowed, orders.read(stack.by(one), order))
    told = await refusal(OutOfReach, signatures.read(stack.by(one), seen.document))
    assert told == (NEVER if one is TAM else CLINICAL)
    assert await refusal(OutOfReach, signatures.pdf(stack.by(one), seen.document, 1)) == told


async def test_another_facility_reaches_nothing(stack: Stack) -> None:
    record, order, seen = await delivered(stack)
    for login, role in (("bs.xa", Role.DOCTOR), ("kh.xa", Role.RECORDS_OFFICER), ("his.xa", Role.INTEGRATOR)):
        one = await newcomer(stack, login, "Kiều Văn Xa", role, facility=CENTRE)
        assert await refusal(OutOfReach, records.read(stack.by(one), record)) == ELSEWHERE, "nobody there can be invited"
        await refusal(OutOfReach, orders.read(stack.by(one), order))
        await refusal(OutOfReach, signatures.read(stack.by(one), seen.document))
        async with stack.sessions() as session:
            theirs = set((await session.execute(select(RecordRow.id).where(RecordRow.facility == HOSPITAL))).scalars())
        assert theirs.isdisjoint(line.id for line in await records.listing(stack.by(one)))


async def test_a_position_that_is_over_does_nothing_more(stack: Stack) -> None:
    one = await newcomer(stack, "bs.nghi", "Hà Thị Nghỉ", Role.DOCTOR, department=WARD)
    over = replace(one.position, id=PositionId(id_of("position", "over")), until=date(2026, 6, 30))
    async with stack.sessions.begin() as session:
        await writes.position(session, over)
    record = await opened(stack)
    context = replace(stack.by(one), position=over)
    await refusal(NotAllowed, records.read(context, record))
    await refusal(NotAllowed, records.open(context, patient("28-0001")))
    await refusal(NotAllowed, orders.place(replace(context), record, replace(order_of(), doctor=one.id)))


async def test_a_borrowed_position_is_refused_by_the_rows(stack: Stack) -> None:
    """Whoever calls a service with somebody else's position is stopped inside the act's transaction."""
    record = await opened(stack)
    borrowed = replace(LAN.position, person=PHUC.id)
    await refusal(NotAllowed, orders.place(Context(stack.house, borrowed, stack.by(PHUC).request), record, order_of(doctor=PHUC)))


async def test_who_signed_or_made_a_document_may_still_read_it(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    for one in (MAI, DUC, THUY, LAN):
        assert (await signatures.read(stack.by(one), seen.document)).document.id == seen.document
    assert await refusal(OutOfReach, signatures.read(stack.by(PHUC), seen.document)) == BEYOND


async def test_who_moved_to_another_facility_loses_sight_of_it(stack: Stack) -> None:
    """Reach follows the position: having been asked to sign there gives nothing here."""
    one = await newcomer(stack, "ktv.chuyen", "Mạc Thị Chuyển", Role.TECHNICIAN, department=LAB)
    there = replace(one, facility=CENTRE, department=None)
    async with stack.sessions.begin() as session:
        await writes.position(session, replace(there.position, id=PositionId(id_of("position", "moved"))))
    _, _, seen = await delivered(stack, one)
    moved = replace(stack.by(one), position=replace(there.position, id=PositionId(id_of("position", "moved"))))
    assert (await signatures.read(stack.by(one), seen.document)).my_step
    await refusal(OutOfReach, signatures.read(moved, seen.document))
    await refusal(OutOfReach, signatures.refuse(moved, seen, "Không phải của tôi"))


async def test_papers_of_the_rollout_are_for_those_who_may_read_the_track(stack: Stack) -> None:
    there, other = await province(stack, "83"), await province(stack, "84", opens=False)
    await declared(stack, there.administrator, there.track)
    director = await newcomer(stack, "gd.chin", "Cao Văn Chín", Role.DIRECTOR, facility=there.hospital)
    doctor = await newcomer(stack, "bs.chin", "Cao Thị Mười", Role.DOCTOR, facility=there.hospital)
    await newcomer(stack, "cntt.chin", "Cao Đăng Mạng", Role.IT_OFFICER, facility=there.hospital)
    lines = (await tracks.read(stack.by(there.administrator), there.track)).milestones
    survey = next(line.spec.code for line in lines if line.spec.kind is Kind.SURVEY)
    paper = await tracks.draft(stack.by(there.administrator), there.track, survey, SURVEY)
    for one in (there.officer, director):
        assert (await signatures.read(stack.by(one), paper)).document.id == paper
    for one in (other.officer, other.administrator, doctor, LAN):
        assert (await refusal(OutOfReach, signatures.read(stack.by(one), paper))).startswith("Văn bản này thuộc kế hoạch triển khai")


async def test_what_is_not_there(stack: Stack) -> None:
    nowhere = RecordId(id_of("record", "nowhere"))
    await refusal(NotFound, records.read(stack.by(LAN), nowhere))
    await refusal(NotFound, archive.export(stack.by(NAM), nowhere))


async def test_a_work_list_is_the_departments_own(stack: Stack) -> None:
    _, order, _ = await delivered(stack)
    waiting = await ordered(stack, await opened(stack))
    listed = {line.order for line in await orders.worklist(stack.by(MAI), 10_000)}
    assert waiting in listed
    assert order not in listed
    assert not {waiting, order} & {line.order for line in await orders.worklist(stack.by(PHUC), 10_000)}
    await refusal(NotAllowed, orders.worklist(stack.by(OANH)))
    held: Position = MAI.position
    assert held.department == LAB
