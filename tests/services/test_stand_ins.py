"""Who sits for a member who is away: named by the office that set the council up, which stays what its edition asks for."""

from domain.errors import Malformed, NotAllowed
from domain.roles import Role
from domain.seats import Member, Seat
from services import appraisals
from tests.buying import buying
from tests.care import newcomer, refusal
from tests.council import council_of_seven, shown
from tests.purchases import opened, proposed
from tests.rollout import FOUNDED, declared
from tests.services.test_purchase_council import asked
from tests.services.test_purchase_council import shown as brought
from tests.stack import Stack

AWAY = "Giấy uỷ quyền 12/GUQ-SYT ngày 02/12/2026"


async def test_whoever_is_appraised_changes_nothing_in_the_provinces_council(stack: Stack) -> None:
    at = await buying(stack, "si1")
    there = at.there
    chair = await newcomer(stack, "gd.syt.si1", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    member = await newcomer(stack, "tk.hung.si1", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    doctor = await newcomer(stack, "bs.mai.si1", "Lê Thị Mai", Role.DOCTOR, there.hospital)
    await declared(stack, there.administrator, there.track, "3.2-2")
    bought = await opened(stack, at)
    await proposed(stack, at, bought)
    which = await asked(stack, at, bought)
    await brought(stack, at, which)
    council = (Member(chair.id, Seat.CHAIR), Member(there.colleague.id, Seat.SECRETARY), Member(member.id, Seat.MEMBER))
    await appraisals.convene(stack.by(there.officer), which, council, FOUNDED, "Sở Khoa học và Công nghệ")

    await refusal(NotAllowed, appraisals.substitute(stack.by(there.administrator), which, member.id, doctor.id, AWAY))
    told = await refusal(Malformed, appraisals.substitute(stack.by(there.officer), which, there.colleague.id, doctor.id, AWAY))
    assert "cần ít nhất 2 người ngoài đơn vị được thẩm định, đang có 1" in told
    view = await appraisals.substitute(stack.by(there.officer), which, member.id, doctor.id, AWAY)
    assert [one.person for one in view.sitting if one.seat is Seat.MEMBER] == [doctor.id]


async def test_the_department_changes_nothing_in_a_hospitals_own_council(stack: Stack) -> None:
    now = await council_of_seven(stack, "si2", "3.5-10")
    administrator = stack.by(now.there.administrator)
    which = await appraisals.trigger(administrator, now.there.track)
    await shown(stack, now, which)
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường", anyway="Đủ")
    await refusal(NotAllowed, appraisals.substitute(stack.by(now.there.colleague), which, now.doctor.id, now.instead.id, AWAY))
    await appraisals.substitute(stack.by(now.there.administrator), which, now.doctor.id, now.instead.id, AWAY)
