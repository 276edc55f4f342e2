"""Declaring, reporting, accepting and sending back, as pages ask for it."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.errors import EarlierFirst, Incomplete, Malformed, NotFound, RequestReused, SamePerson, WrongState
from domain.parts import Kind
from domain.tracks import State
from services import evidence, plans, tracks
from services.evidence import Upload
from services.tracks import NewReport
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import Someone
from tests.rollout import PROPOSAL, SURVEY, declared, in_force, pdf, province, reported
from tests.stack import Stack


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.kind).where(NoticeRow.person == one.id).order_by(NoticeRow.at))
        return list(rows.scalars())


async def test_what_was_done_before_is_declared_with_day_and_paper_and_accepted_from_above(stack: Stack) -> None:
    there = await province(stack, "T1")
    said = (
        Declaration("3.1-1", Claim.DONE, in_force(stack) - timedelta(days=30), "Báo cáo số 12/BC-BV ngày 30/5/2026"),
        Declaration("3.3b-3", Claim.NOT_APPLICABLE, None, "Công văn số 45/BV: không có RIS-PACS"),
        Declaration("3.2-1", Claim.DOING),
    )
    await tracks.declare(stack.by(there.administrator), there.track, said)
    accepted = await tracks.accept(stack.by(there.officer), there.track, "3.1-1")
    assert accepted.of("3.1-1").state is State.ACCEPTED
    none = await tracks.accept(stack.by(there.officer), there.track, "3.3b-3")
    assert none.of("3.3b-3").claim is Claim.NOT_APPLICABLE
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-1")
    assert [(report.paper, report.judged) for report in view.reports] == [("Báo cáo số 12/BC-BV ngày 30/5/2026", "accepted")]
    await refusal(WrongState, tracks.declare(stack.by(there.administrator), there.track, said[2:]))


async def test_all_of_a_declaration_counts_or_none(stack: Stack) -> None:
    there = await province(stack, "T2")
    await refusal(Malformed, tracks.declare(stack.by(there.administrator), there.track, [Declaration("3.1-1", Claim.DONE)]))
    both = [Declaration("3.1-1", Claim.DOING), Declaration("không-có", Claim.DOING)]
    await refusal(NotFound, tracks.declare(stack.by(there.administrator), there.track, both))
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert len(view.undeclared) == view.total


async def test_what_waits_for_another_is_neither_drawn_up_reported_nor_accepted_before_it(stack: Stack) -> None:
    there = await province(stack, "TW")
    done = Declaration("3.1-2", Claim.DONE, in_force(stack) - timedelta(days=30), "Báo cáo số 12/BC-BV")
    said = [*(Declaration(code, Claim.DOING) for code in ("3.1-1", "3.2-1", "3.2-2")), done]
    await tracks.declare(stack.by(there.administrator), there.track, said)
    new = NewReport(in_force(stack), paper="Biên bản 12/BB-BV")
    told = await refusal(EarlierFirst, tracks.report(stack.by(there.administrator), there.track, "3.2-2", new))
    assert told.startswith("Mốc này chờ việc trước, cần báo cáo xong trước: 3.2-1 ")
    assert "3.1-1 Khảo sát" in await refusal(EarlierFirst, tracks.draft(stack.by(there.administrator), there.track, "3.2-1", PROPOSAL))
    assert "3.1-1 Khảo sát" in await refusal(EarlierFirst, tracks.accept(stack.by(there.officer), there.track, "3.1-2"))
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.2-1")
    assert (view.draft, view.line.cell.waits_for) == (None, ("3.1-1",))
    await reported(stack, there.administrator, there.track, "3.1-1")
    accepted = await tracks.accept(stack.by(there.officer), there.track, "3.1-2")
    assert accepted.of("3.1-2").state is State.ACCEPTED
    await tracks.send_back(stack.by(there.officer), there.track, "3.1-1", "Thiếu chữ ký")
    assert (await tracks.milestone(stack.by(there.administrator), there.track, "3.2-1")).draft is None


async def test_a_report_is_sent_back_with_a_reason_and_comes_again(stack: Stack) -> None:
    there = await province(stack, "T3")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    await refusal(Incomplete, tracks.send_back(stack.by(there.officer), there.track, "3.1-2", " "))
    await tracks.send_back(stack.by(there.officer), there.track, "3.1-2", "Thiếu biên bản đo kiểm")
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-2")
    assert (view.line.progress.sent_back, view.reports[-1].judged_note) == (True, "Thiếu biên bản đo kiểm")
    await reported(stack, there.administrator, there.track, "3.1-2")
    await tracks.accept(stack.by(there.colleague), there.track, "3.1-2")
    assert await told(stack, there.administrator) == ["plan_declare", "milestone_sent_back", "milestone_accepted"]
    assert await told(stack, there.officer) == ["milestone_reported", "milestone_reported"]


async def test_the_page_has_the_plans_own_words_and_the_evidence(stack: Stack) -> None:
    there = await province(stack, "T4")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    view = await tracks.milestone(stack.by(there.officer), there.track, "3.1-2")
    assert view.task.code == "3.1"
    assert view.part.quote.startswith("xây dựng kế hoạch")
    assert (view.lead, view.accepted_by) == ("Các cơ sở khám bệnh, chữa bệnh", "Sở Y tế")
    file, content = await evidence.file(stack.by(there.officer), there.track, view.reports[-1].files[0].sha256)
    assert (file.name, content) == ("Báo cáo 3.1-2.pdf", pdf("Báo cáo 3.1-2").content)
    assert [line.act for line in view.timeline] == ["track.declare", "track.report"]


async def test_nobody_accepts_what_they_reported_themselves(stack: Stack) -> None:
    there = await province(stack, "T5")
    await declared(stack, there.officer, there.track, "3.1-2")
    await reported(stack, there.officer, there.track, "3.1-2")
    sentence = await refusal(SamePerson, tracks.accept(stack.by(there.officer), there.track, "3.1-2"))
    assert sentence.startswith("Không ai được tự duyệt, tự nghiệm thu")
    accepted = await tracks.accept(stack.by(there.colleague), there.track, "3.1-2")
    assert accepted.of("3.1-2").accepted_by == there.colleague.id


async def test_what_the_department_does_itself_is_accepted_with_the_provinces_paper(stack: Stack) -> None:
    there = await province(stack, "T6")
    await declared(stack, there.officer, there.own, "2-1")
    await reported(stack, there.officer, there.own, "2-1")
    await refusal(Incomplete, tracks.accept(stack.by(there.colleague), there.own, "2-1"))
    accepted = await tracks.accept(stack.by(there.colleague), there.own, "2-1", paper="Thông báo số 77/TB-UBND")
    assert accepted.of("2-1").state is State.ACCEPTED


async def test_a_report_needs_something_to_show_and_the_file_is_a_pdf(stack: Stack) -> None:
    there = await province(stack, "T7")
    await declared(stack, there.administrator, there.track, "3.1-2")
    today = day(stack.clock())
    await refusal(Incomplete, tracks.report(stack.by(there.administrator), there.track, "3.1-2", NewReport(today, "Xong")))
    word = NewReport(today, files=(Upload("Báo cáo.docx", b"PK\x03\x04"),))
    await refusal(Malformed, tracks.report(stack.by(there.administrator), there.track, "3.1-2", word))
    tomorrow = NewReport(today + timedelta(days=1), paper="Báo cáo 1")
    await refusal(Incomplete, tracks.report(stack.by(there.administrator), there.track, "3.1-2", tomorrow))


async def test_a_second_click_is_the_same_act_and_other_words_are_not(stack: Stack) -> None:
    there = await province(stack, "T8")
    await declared(stack, there.administrator, there.track, "3.1-2")
    new = NewReport(in_force(stack), paper="Báo cáo số 12")
    for _ in range(2):
        track = await tracks.report(stack.by(there.administrator, "T8-bấm"), there.track, "3.1-2", new)
        assert track.of("3.1-2").reports == 1
    other = NewReport(in_force(stack), paper="Báo cáo số 13")
    await refusal(RequestReused, tracks.report(stack.by(there.administrator, "T8-bấm"), there.track, "3.1-2", other))


async def test_only_the_milestones_form_makes_its_document_and_every_fault_is_named(stack: Stack) -> None:
    there = await province(stack, "T9")
    await declared(stack, there.administrator, there.track, "3.1-1", "3.1-2")
    await refusal(NotFound, tracks.draft(stack.by(there.administrator), there.track, "3.1-2", SURVEY))
    sentence = await refusal(Malformed, tracks.draft(stack.by(there.administrator), there.track, "3.1-1", PROPOSAL))
    assert "Ngày khảo sát: hãy điền" in sentence
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-1")
    assert view.draft is not None
    assert view.draft.code == "survey"


async def test_going_live_is_not_reported_around_the_council(stack: Stack) -> None:
    there = await province(stack, "TG")
    await declared(stack, there.administrator, there.track)
    lines = (await tracks.read(stack.by(there.administrator), there.track)).milestones
    golive = next(line.spec.code for line in lines if line.spec.kind is Kind.GOLIVE)
    new = NewReport(in_force(stack), "Đã chạy", "QĐ 1")
    told = await refusal(Incomplete, tracks.report(stack.by(there.administrator), there.track, golive, new))
    assert "Thẩm định: chưa có kết luận của hội đồng" in told


async def test_a_track_says_when_it_goes_live_and_what_decides_that_day(stack: Stack) -> None:
    there = await province(stack, "T19")
    await declared(stack, there.administrator, there.track, "3.1-2")
    silent = await tracks.read(stack.by(there.officer), there.track)
    assert silent.forecast is None, "two of thirty-three are declared: nothing can be said"
    await declared(stack, there.administrator, there.track)
    view = await tracks.read(stack.by(there.officer), there.track)
    assert view.forecast
    assert view.forecast.near <= view.forecast.expected <= view.forecast.far
    assert view.forecast.habit.seen > 0, "read from what is done or late in the plan"
    live = next(one for one in view.bars if one.code == "3.6-2")
    assert (live.critical, live.ends) == (True, view.forecast.expected)
    board = await plans.board(stack.by(there.officer), there.plan)
    row = next(one for one in board.rows if one.line.track == there.track)
    assert (row.forecast, row.slack) == (view.forecast, view.slack)
    own = next(one for one in board.rows if one.line.facility == there.department)
    assert own.forecast is None, "the department goes live with nothing"
