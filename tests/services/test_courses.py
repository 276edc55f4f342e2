"""Courses: planned for people by their roles, attendance signed by each on site, coverage by line; degrees of staff with their papers."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.courses import Attendance, CourseState, NewCourse
from domain.errors import Malformed, NotAllowed, OutOfReach, RequestReused, WrongState
from domain.names import CourseId, PersonId
from domain.outside_papers import OutsidePaper
from services import courses, evidence, signatures, training
from services.courses import NewDegree
from services.training import Prepared
from store.tables.notices import NoticeRow
from tests.care import refusal, reviewed, sign, until
from tests.people import YEN, Someone
from tests.preparing import Hospital, hospital
from tests.rollout import pdf
from tests.stack import Stack


def new(stack: Stack, days: int = 0, line: str = "clinicians") -> NewCourse:
    return NewCourse("Sử dụng bệnh án điện tử", line, day(stack.clock()) + timedelta(days=days), "Hội trường tầng 2", "Phòng CNTT")


async def planned(stack: Stack, of: Hospital, days: int = 0) -> CourseId:
    return await courses.plan(stack.by(of.administrator), of.there.track, new(stack, days))


async def prepared(stack: Stack, of: Hospital) -> Prepared:
    async with stack.sessions() as session:
        return await training.prepared(session, stack.house.policies, of.there.hospital, day(stack.clock()))


async def attendance(stack: Stack, of: Hospital, course: CourseId) -> dict[PersonId, Attendance]:
    view = await training.read_course(stack.by(of.administrator), course)
    return {one.person: one for one in view.attendances}


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        return list((await session.execute(select(NoticeRow.kind).where(NoticeRow.person == one.id))).scalars())


async def test_everybody_signs_the_sheet_on_site_and_the_organiser_last(stack: Stack) -> None:
    of = await hospital(stack, "CO1")
    course = await planned(stack, of)
    assert "course_planned" in await told(stack, of.nurse)
    assert {one for one, each in (await attendance(stack, of, course)).items() if each.invited} == {
        of.technician.id,
        of.doctor.id,
        of.nurse.id,
    }
    before = (await prepared(stack, of)).training[0]
    assert (before.numerator, before.denominator, before.short, before.met) == (0, 3, 3, False)
    await courses.record(stack.by(of.administrator), course, (of.technician.id, of.director.id, of.nurse.id))
    found = await attendance(stack, of, course)
    assert found[of.nurse.id].present, "who has no PIN is kept as present by word of others"
    assert found[of.nurse.id].sheet is None
    assert (found[of.director.id].invited, found[of.director.id].present) == (False, True)
    sheet = found[of.technician.id].sheet
    assert sheet
    line = (await prepared(stack, of)).training[0]
    assert (line.numerator, line.present) == (0, 2), "attendance without a signature counts as none"
    await sign(stack, of.technician, sheet)
    line = (await prepared(stack, of)).training[0]
    assert (line.numerator, line.present, line.missing) == (1, 1, ("Phan Đình Lộc", "Ứng Thị Nhàn"))
    await sign(stack, of.director, sheet)
    await sign(stack, of.administrator, sheet)
    await until(lambda: told(stack, of.administrator), lambda kinds: "course_signed" in kinds)
    view = await signatures.read(stack.by(of.technician), sheet)
    assert [made.method for made in view.newest.chain.signatures] == ["confirmed", "confirmed", "digital"]


async def test_who_comes_later_stands_on_another_sheet_and_a_refused_one_is_drawn_up_again(stack: Stack) -> None:
    of = await hospital(stack, "CO2")
    course = await planned(stack, of)
    await courses.record(stack.by(of.it_officer), course, (of.technician.id,))
    first = (await attendance(stack, of, course))[of.technician.id].sheet
    assert first
    again = courses.record(stack.by(of.it_officer), course, (of.technician.id,))
    assert "đã có trong bảng điểm danh" in await refusal(Malformed, again)
    await courses.record(stack.by(of.administrator), course, (of.director.id,))
    second = (await attendance(stack, of, course))[of.director.id].sheet
    assert second not in (None, first)
    await signatures.refuse(stack.by(of.technician), await reviewed(stack, of.technician, first), "Sai tên lớp")
    assert (await attendance(stack, of, course))[of.technician.id].sheet is None
    await courses.record(stack.by(of.administrator), course, (of.technician.id,))
    assert (await attendance(stack, of, course))[of.technician.id].sheet not in (None, first)
    view = await training.read_course(stack.by(of.administrator), course)
    assert (view.course.sheets, len(view.sheets)) == (3, 2)


async def test_a_course_is_called_off_and_a_held_one_is_not(stack: Stack) -> None:
    of = await hospital(stack, "CO3")
    course = await planned(stack, of, 5)
    early = courses.record(stack.by(of.administrator), course, (of.technician.id,))
    assert "điểm danh từ ngày ấy" in await refusal(Malformed, early)
    await refusal(Malformed, courses.call_off(stack.by(of.administrator), course, " "))
    await courses.call_off(stack.by(of.administrator), course, "Giảng viên bận")
    assert "course_called_off" in await told(stack, of.doctor)
    await refusal(WrongState, courses.record(stack.by(of.administrator), course, (of.technician.id,)))
    held = await planned(stack, of)
    await courses.record(stack.by(of.administrator), held, (of.technician.id,))
    await refusal(WrongState, courses.call_off(stack.by(of.administrator), held, "Nhầm"))
    listed = (await training.read(stack.by(of.there.officer), of.there.track)).courses
    assert [one.course.state for one in listed] == [CourseState.CALLED_OFF, CourseState.HELD]


async def test_what_cannot_be_is_refused_and_a_second_click_is_one(stack: Stack) -> None:
    of = await hospital(stack, "CO4")
    track, plan = of.there.track, courses.plan
    wrong = NewCourse(" ", "tin-hoc", day(stack.clock()) + timedelta(days=400), "", "")
    sentence = await refusal(Malformed, plan(stack.by(of.administrator), track, wrong))
    for words in ("tên lớp", "clinicians, it_security", "địa điểm", "người, đơn vị giảng", "ngày tập huấn"):
        assert words in sentence
    await refusal(NotAllowed, plan(stack.by(of.doctor), track, new(stack)))
    await refusal(NotAllowed, plan(stack.by(of.there.officer), track, new(stack)))
    await refusal(OutOfReach, plan(stack.by(YEN), track, new(stack)))
    made = await plan(stack.by(of.administrator, "CO4-mở"), track, new(stack))
    assert await plan(stack.by(of.administrator, "CO4-mở"), track, new(stack)) == made
    await refusal(RequestReused, plan(stack.by(of.administrator, "CO4-mở"), track, new(stack, 1)))
    record = courses.record
    assert "ít nhất một người" in await refusal(Malformed, record(stack.by(of.administrator), made, ()))
    assert "không thuộc cơ sở" in await refusal(Malformed, record(stack.by(of.administrator), made, (YEN.id,)))
    await refusal(OutOfReach, record(stack.by(YEN), made, (YEN.id,)))
    assert (await training.read_course(stack.by(of.nurse), made)).may_record is False


async def test_a_degree_with_its_paper_fills_the_line_of_staff(stack: Stack) -> None:
    of = await hospital(stack, "CO5")
    (line,) = (await prepared(stack, of)).staff
    assert (line.met, line.short, line.others) == (False, 1, ("Đỗ Quang Vinh",))
    today = day(stack.clock())
    paper = OutsidePaper("B-2019-0412", today - timedelta(days=2000), "Trường Cao đẳng Y tế Hưng Yên")
    degree = NewDegree(of.it_officer.id, "intermediate", "it", "Tin học ứng dụng", paper, (pdf("Bằng trung cấp"),))
    await courses.qualify(stack.by(of.administrator), of.there.track, degree)
    assert not (await prepared(stack, of)).staff[0].met, "less than a college degree"
    await courses.qualify(stack.by(of.administrator), of.there.track, replace(degree, degree="university", discipline="other"))
    assert not (await prepared(stack, of)).staff[0].met, "not in the branch asked for"
    await courses.qualify(stack.by(of.administrator), of.there.track, replace(degree, degree="college"))
    (line,) = (await prepared(stack, of)).staff
    assert (line.met, line.numerator, line.holders) == (True, 1, ("Đỗ Quang Vinh",))
    newest, *_ = (await training.read(stack.by(of.there.officer), of.there.track)).degrees
    (file,) = newest.qualification.files
    shown, content = await evidence.file(stack.by(of.there.officer), of.there.track, file.sha256)
    assert (shown.name, content[:5]) == ("Bằng trung cấp.pdf", b"%PDF-")
    wrong = NewDegree(YEN.id, "college", "it", "", OutsidePaper())
    sentence = await refusal(Malformed, courses.qualify(stack.by(of.administrator), of.there.track, wrong))
    for words in ("người của cơ sở", "ngành đào tạo", "số văn bản", "nơi ban hành"):
        assert words in sentence
    await refusal(Malformed, courses.qualify(stack.by(of.administrator), of.there.track, replace(degree, degree="cao đẳng")))
