"""Communication planned, moved, proved with an address or a picture, set aside with a reason; the department reads it."""

from datetime import timedelta

from domain.clock import day
from domain.communications import CommunicationState, Planned
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, WrongState
from domain.names import PersonId
from services import communications, evidence, readiness
from services.communications import CommunicationView, NewProof
from services.evidence import Upload
from tests.care import refusal
from tests.people import YEN
from tests.preparing import Hospital, hospital
from tests.stack import Stack

CODE = "ceremony"
PAGE = "https://bvdk.example.vn/tin/le-cong-bo"
PHOTO = Upload("Lễ công bố.jpg", b"\xff\xd8\xff\xe0 photograph")


def planned(stack: Stack, of: Hospital, days: int = 9, who: PersonId | None = None) -> Planned:
    return Planned(day(stack.clock()) + timedelta(days=days), "Hội trường tầng 2", who or of.it_officer.id, "Công bố bỏ hồ sơ giấy")


async def shown(stack: Stack, of: Hospital, code: str = CODE) -> CommunicationView:
    view = await communications.read(stack.by(of.there.officer), of.there.track)
    return next(one for one in view.lines if one.communication.line.code == code)


async def test_it_is_planned_moved_and_proved_and_the_department_reads_it(stack: Stack) -> None:
    of = await hospital(stack, "CM1")
    track, by, today = of.there.track, stack.by, day(stack.clock())
    assert (await shown(stack, of)).communication.state is CommunicationState.NOT_PLANNED
    for _ in range(2):
        await communications.plan(by(of.administrator, "CM1-lập"), track, CODE, planned(stack, of))
    await refusal(RequestReused, communications.plan(by(of.administrator, "CM1-lập"), track, CODE, planned(stack, of, 8)))
    await communications.plan(by(of.it_officer), track, CODE, planned(stack, of, 12))
    view = await shown(stack, of)
    assert view.communication.planned
    assert (view.communication.planned.day, len(view.steps)) == (today + timedelta(days=12), 2)
    unshown = communications.prove(by(of.administrator), track, CODE, NewProof(today, "Đã làm"))
    assert "địa chỉ trang" in await refusal(Malformed, unshown)
    await communications.prove(by(of.administrator), track, CODE, NewProof(today, "Đã đăng", PAGE))
    for _ in range(2):
        await communications.prove(by(of.it_officer, "CM1-ảnh"), track, CODE, NewProof(today, "Đã tổ chức", "", (PHOTO,)))
    view = await shown(stack, of)
    assert (view.communication.state, len(view.proofs), view.proofs[1].address) == (CommunicationState.PROVED, 2, PAGE)
    (photo,) = view.proofs[0].files
    assert (await evidence.file(by(of.there.officer), track, photo.sha256))[1] == PHOTO.content
    await refusal(WrongState, communications.plan(by(of.administrator), track, CODE, planned(stack, of)))
    total = (await readiness.read(by(of.there.officer), track)).communicated
    assert (total.proved, total.wanted, total.late) == (1, 5, 0)


async def test_it_is_set_aside_with_a_reason_and_late_once_its_day_passed(stack: Stack) -> None:
    of = await hospital(stack, "CM2")
    track, by = of.there.track, stack.by
    assert "ghi lý do" in await refusal(Malformed, communications.set_aside(by(of.administrator), track, CODE, " "))
    await communications.set_aside(by(of.administrator), track, CODE, "Sở Y tế tổ chức chung")
    proof = NewProof(day(stack.clock()), "Đã đăng", PAGE)
    assert "để ngoài" in await refusal(WrongState, communications.prove(by(of.administrator), track, CODE, proof))
    await communications.plan(by(of.administrator), track, "portal", planned(stack, of, 3))
    was = stack.clock.ahead
    try:
        stack.clock.ahead = was + timedelta(days=4)
        total = (await communications.read(by(of.administrator), track)).communicated
        assert (total.proved, total.wanted, total.late) == (0, 4, 1)
    finally:
        stack.clock.ahead = was
    (step,) = (await shown(stack, of)).steps
    assert (step.state, step.words) == (CommunicationState.SET_ASIDE, "Sở Y tế tổ chức chung")


async def test_only_the_own_people_plan_what_the_policy_knows_with_files_that_can_be_read(stack: Stack) -> None:
    of = await hospital(stack, "CM3")
    track, by, new = of.there.track, stack.by, planned(stack, of)
    await refusal(NotFound, communications.plan(by(of.administrator), track, "fireworks", new))
    await refusal(OutOfReach, communications.plan(by(of.there.officer), track, CODE, new))
    await refusal(NotAllowed, communications.set_aside(by(of.doctor), track, CODE, "Không làm"))
    await refusal(OutOfReach, communications.plan(by(YEN), track, CODE, new))
    stranger = communications.plan(by(of.administrator), track, CODE, planned(stack, of, 9, YEN.id))
    assert "người của cơ sở" in await refusal(Malformed, stranger)
    film = NewProof(day(stack.clock()), "Đã quay", "", (Upload("Phim.mp4", b"\x00\x00\x00 ftyp"),))
    assert "PDF hoặc ảnh" in await refusal(Malformed, communications.prove(by(of.administrator), track, CODE, film))


async def test_the_departments_own_ceremony_is_its_officers_to_plan_and_prove(stack: Stack) -> None:
    of = await hospital(stack, "CMO")
    officer, own, today = of.there.officer, of.there.own, day(stack.clock())
    await communications.plan(stack.by(officer), own, CODE, planned(stack, of, who=of.there.colleague.id))
    await communications.prove(stack.by(officer), own, CODE, NewProof(today, "Đã tổ chức", PAGE))
    (one,) = [each for each in (await communications.read(stack.by(officer), own)).lines if each.communication.line.code == CODE]
    assert one.communication.state is CommunicationState.PROVED
    elsewhere = communications.plan(stack.by(officer), of.there.track, CODE, planned(stack, of))
    await refusal(OutOfReach, elsewhere)
