"""The day a department drops paper: its head chooses for the inpatients, and nothing is kept twice afterwards."""

from datetime import timedelta

from sqlalchemy import select

from domain.cutovers import Choice, Chosen, Medium
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.golive_policies import Subject
from domain.names import RecordId
from domain.orders import NewLine, NewOrder
from domain.roles import Role
from services import cutovers, going_live, orders, records
from store.tables.notices import NoticeRow
from tests.care import newcomer, patient, refusal
from tests.golive import Hospital, may_begin
from tests.stack import Stack

PLACE = "Tủ hồ sơ số 2, phòng hành chính khoa Nội"


async def admitted(stack: Stack, here: Hospital, number: str) -> RecordId:
    return await records.open(stack.by(here.doctor), patient(number, department=here.ward, doctor=here.doctor.id))


def order(here: Hospital) -> NewOrder:
    return NewOrder(here.doctor.id, (NewLine("23.0083", "Định lượng Glucose", here.ward),), "Theo dõi đái tháo đường típ 2")


async def test_a_department_chooses_for_its_inpatients_and_no_record_is_kept_twice(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "CA")
    kept, converted = await admitted(stack, here, "72001"), await admitted(stack, here, "72002")
    said = Chosen(Choice.CONVERT, PLACE, ("BA-72001",))
    assert "chưa được cho bắt đầu" in await refusal(Incomplete, cutovers.choose(stack.by(here.head), said))
    await going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, here.ward, tomorrow)
    async with stack.sessions() as session:
        told = await session.execute(select(NoticeRow.kind, NoticeRow.link).where(NoticeRow.person == here.head.id))
        assert ("golive_allowed", "/cutover") in {tuple(row) for row in told}
    await refusal(NotAllowed, cutovers.choose(stack.by(here.doctor), said))
    strange = Chosen(Choice.CONVERT, " ", ("BA-khác",))
    told_of = await refusal(Malformed, cutovers.choose(stack.by(here.head), strange))
    assert ("BA-khác" in told_of, "nơi để phần hồ sơ giấy" in told_of) == (True, True)
    assert await cutovers.choose(stack.by(here.head), Chosen(Choice.FINISH, PLACE)) == 2
    assert await cutovers.choose(stack.by(here.head), said) == 2
    view = await cutovers.read(stack.by(here.head))
    media = {one.record: one.medium and one.medium.medium for one in view.records}
    assert (view.day, media) == (tomorrow, {kept: Medium.PAPER, converted: Medium.HYBRID})
    await orders.place(stack.by(here.doctor), kept, order(here))

    stack.clock.ahead = timedelta(days=1)
    later = await admitted(stack, here, "72003")
    for which in (converted, later):
        await orders.place(stack.by(here.doctor), which, order(here))
    refused = await refusal(WrongState, orders.place(stack.by(here.doctor), kept, order(here)))
    assert "kết thúc trên giấy" in refused
    assert PLACE in refused
    assert "lựa chọn không đổi được nữa" in await refusal(WrongState, cutovers.choose(stack.by(here.head), said))

    await cutovers.convert(stack.by(here.doctor), kept, PLACE)
    await orders.place(stack.by(here.doctor), kept, order(here))
    await refusal(WrongState, cutovers.convert(stack.by(here.doctor), kept, PLACE))
    await refusal(WrongState, cutovers.convert(stack.by(here.doctor), later, PLACE))


async def test_a_head_sees_only_the_own_department(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "CB")
    await admitted(stack, here, "72011")
    other = await newcomer(stack, "tk.ngoai.CB", "Đặng Quốc Việt", Role.HEAD, here.there.hospital, here.surgery)
    await going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, here.ward, tomorrow)
    view = await cutovers.read(stack.by(other))
    assert (view.name, view.day, list(view.records)) == ("Khoa Ngoại", None, [])
    await refusal(NotAllowed, cutovers.read(stack.by(here.administrator)))


async def test_a_day_that_moves_takes_the_choice_with_it(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "CMV")
    which, track = await admitted(stack, here, "72111"), here.there.track
    allow = going_live.allow
    today = tomorrow - timedelta(days=1)
    told = await refusal(Malformed, allow(stack.by(here.administrator), track, Subject.RECORD, here.ward, today))
    assert "từ ngày mai" in told, "its head must have time to choose"
    await allow(stack.by(here.administrator), track, Subject.RECORD, here.ward, tomorrow)
    await cutovers.choose(stack.by(here.head), Chosen(Choice.FINISH, PLACE))
    later = tomorrow + timedelta(days=3)
    await allow(stack.by(here.administrator), track, Subject.RECORD, here.ward, later)
    view = await cutovers.read(stack.by(here.head))
    (medium,) = [one.medium for one in view.records if one.record == which]
    assert (view.day, view.chosen and view.chosen.choice, medium and medium.day) == (later, Choice.FINISH, later)
    stack.clock.ahead = timedelta(days=1)
    await orders.place(stack.by(here.doctor), which, order(here))
    stack.clock.ahead = timedelta(days=4)
    await refusal(WrongState, orders.place(stack.by(here.doctor), which, order(here)))
