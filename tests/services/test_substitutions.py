"""Somebody is away: another signs in their place with their own certificate, and open tasks follow at once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from domain.errors import AlreadySigned, Incomplete, NotAllowed, NotYourTurn, SubstituteAway, WrongState
from domain.names import DepartmentId
from domain.roles import Role
from domain.substitutions import PaperKind
from services import signatures, substitutions
from services.substitutions import NewSubstitution
from signing.inspection import inspect
from store.tables.notices import NoticeRow
from store.writes import duties as writes
from tests.care import delivered, newcomer, refusal, reviewed, sign
from tests.people import DUC, HUNG, LAB, LAN, MAI, PHUC, PIN, THUY
from tests.stack import Stack


def away(stack: Stack) -> NewSubstitution:
    today = stack.by(THUY).today
    return NewSubstitution(THUY.id, DUC.id, today, today + timedelta(days=2), PaperKind.AUTHORISATION, "12/UQ-BV", today)


async def test_the_substitute_signs_for_the_head_with_the_own_certificate(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    await sign(stack, DUC, seen.document)
    await refusal(NotYourTurn, signatures.sign(stack.by(LAN), [seen], PIN))
    which = await substitutions.begin(stack.by(THUY, "vắng-1"), away(stack))
    assert await substitutions.begin(stack.by(THUY, "vắng-1"), away(stack)) == which
    view = await signatures.read(stack.by(DUC), seen.document)
    assert view.my_step == "headed"
    assert {DUC.id, THUY.id} <= {who for who, _ in view.waits_for}
    made = await sign(stack, DUC, seen.document)
    assert (made.person, made.absent, made.substitution) == (DUC.id, THUY.id, which)
    pdf = await signatures.pdf(stack.by(DUC), seen.document, 1)
    last = [one for one in inspect(pdf).signatures if not one.archive][-1]
    assert last.name == "Phạm Minh Đức"
    assert last.reason.startswith("Xác nhận kết quả xét nghiệm (ký thay Đặng Thị Thuỳ, giấy uỷ quyền số 12/UQ-BV ngày ")
    await substitutions.end(stack.by(THUY), which)


async def test_ended_at_once_the_task_goes_back(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    which = await substitutions.begin(stack.by(THUY), away(stack))
    for one in (MAI, DUC):
        await sign(stack, one, seen.document)
    assert (await signatures.read(stack.by(DUC), seen.document)).my_step == "headed"
    await refusal(NotAllowed, substitutions.end(stack.by(PHUC), which))
    await substitutions.end(stack.by(THUY), which)
    assert (await signatures.read(stack.by(DUC), seen.document)).my_step is None
    await refusal(AlreadySigned, signatures.sign(stack.by(DUC), [await reviewed(stack, DUC, seen.document)], PIN))
    await refusal(WrongState, substitutions.end(stack.by(THUY), which))
    view = await signatures.read(stack.by(THUY), seen.document)
    assert [line.act for line in view.timeline if line.act == "task.move"]


async def test_ended_it_gives_no_more_right_though_the_tasks_have_not_followed(stack: Stack) -> None:
    """As when the page dies between the end and the tasks: the row says that it is over."""
    _, _, seen = await delivered(stack)
    which = await substitutions.begin(stack.by(THUY), away(stack))
    for one in (MAI, DUC):
        await sign(stack, one, seen.document)
    async with stack.sessions.begin() as session:
        await writes.end(session, which, THUY.id, stack.clock())
    again = await reviewed(stack, DUC, seen.document)
    await refusal(NotYourTurn, signatures.sign(stack.by(DUC), [again], PIN))
    await refusal(NotYourTurn, signatures.claim(stack.by(DUC), again))
    await refusal(NotYourTurn, signatures.refuse(stack.by(DUC), again, "Sai kết quả"))
    assert (await sign(stack, THUY, seen.document)).absent is None


async def test_no_circle_and_nobody_elses_absence(stack: Stack) -> None:
    which = await substitutions.begin(stack.by(THUY), away(stack))
    back = replace(away(stack), absent=DUC.id, substitute=THUY.id)
    await refusal(SubstituteAway, substitutions.begin(stack.by(DUC), back))
    await refusal(NotAllowed, substitutions.begin(stack.by(HUNG), replace(away(stack), until=away(stack).until + timedelta(days=9))))
    assert [one.mine for one in await substitutions.listing(stack.by(THUY))] == [True]
    assert [one.mine for one in await substitutions.listing(stack.by(LAN))] == [False]
    await substitutions.end(stack.by(THUY), which)
    assert await substitutions.listing(stack.by(THUY)) == []


async def test_bounds_that_reach_nothing_are_refused(stack: Stack) -> None:
    wrong = replace(away(stack), forms=("lab-resultt",), department=DepartmentId("33012/XN"))
    told = await refusal(Incomplete, substitutions.begin(stack.by(THUY), wrong))
    assert "không có biểu mẫu lab-resultt" in told
    assert "không có khoa 33012/XN" in told
    assert await substitutions.listing(stack.by(THUY)) == []


async def test_a_colleague_takes_the_task_and_gives_it_back(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    other = await newcomer(stack, "bs.quy", "Tạ Ngọc Quý", Role.DOCTOR, department=LAB, signs=True)
    await delivered(stack)
    taken = await signatures.claim(stack.by(DUC), seen)
    assert taken.waiting == {DUC.id}
    view = await signatures.read(stack.by(DUC), seen.document)
    assert {who for who, _ in view.waits_for} == {DUC.id}
    await refusal(NotAllowed, signatures.release(stack.by(other), seen, DUC.id))
    assert DUC.id in (await signatures.release(stack.by(THUY), seen, DUC.id)).waiting
    await refusal(WrongState, signatures.release(stack.by(DUC), seen, DUC.id))


async def test_both_are_told(stack: Stack) -> None:
    which = await substitutions.begin(stack.by(THUY), away(stack))
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.person).where(NoticeRow.key.startswith(f"substitution/{which}/")))
        assert set(told.scalars()) == {DUC.id}
    await substitutions.end(stack.by(THUY), which)
