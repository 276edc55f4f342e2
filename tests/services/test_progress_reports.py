"""Progress reports of a plan: made in a click, made by the clock once a period, their numbers kept as they were."""

from datetime import date, timedelta

from sqlalchemy import select

from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.errors import Malformed, NotAllowed, NotFound, RequestReused
from domain.names import ProgressReportId
from domain.obstacles import NewObstacle
from domain.parts import LIVE
from domain.progress_reports import Content, UnitLine
from domain.standings import Shown
from services import obstacles, plan_editions, plans, progress_reports, standings, tracks
from services.progress_reports import make_due
from services.standings import Then
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import LAN, Someone
from tests.rollout import Province, declared, province, reported, small_track
from tests.stack import Stack


async def made(stack: Stack, by: Someone, there: Province, on: date) -> ProgressReportId:
    return await progress_reports.make(stack.by(by), there.plan, on)


async def clocked(stack: Stack) -> int:
    return await make_due(stack.sessions, stack.house.policies, stack.clock)


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.link).where(NoticeRow.person == one.id, NoticeRow.kind == "report_made"))
        return list(rows.scalars())


async def test_a_report_of_today_says_what_the_board_says_and_stays_as_it_was(stack: Stack) -> None:
    there = await province(stack, "R1")
    await declared(stack, there.administrator, there.track)
    await reported(stack, there.administrator, there.track, "3.5-1")
    await obstacles.raise_one(
        stack.by(there.administrator),
        there.track,
        NewObstacle("Chưa có nguồn", "Thiếu tiền", "Bố trí vốn", day(stack.clock()) + timedelta(days=9), "so-tai-chinh", ("3.2-1",)),
    )
    today = day(stack.clock())
    which = await made(stack, there.officer, there, today)
    report = await progress_reports.read(stack.by(there.colleague), there.plan, which)
    board = await standings.board(stack.by(there.officer), there.plan, Then(today))
    said = report.content
    assert (report.as_of, report.made_by, report.every, said.authority) == (today, there.officer.name, None, "Sở Y tế tỉnh R1")
    assert (said.units, said.late_units) == (board.total, board.total_late)
    assert {part.code: part.figures for task in said.tasks for part in task.parts} == {one.code: one.figures for one in board.columns}
    assert said.figures.late == sum(one.figures.late for one in board.columns) == len(said.late)
    assert said.late[0].days == max(one.days for one in said.late)
    assert [(one.name, one.title, one.lifter) for one in said.obstacles] == [("Bệnh viện Đa khoa R1", "Chưa có nguồn", "Sở Tài chính")]
    assert "3.5-1" in {one.code for one in said.done}
    narrowed = await standings.board(stack.by(there.officer), there.plan, Then(today, Shown.LIVE_DUE))
    assert (said.live.due, said.live.total, said.live.verified) == (narrowed.listed, 1, 0)
    assert (await told(stack, there.colleague), await told(stack, there.officer)) == ([f"/plans/{there.plan}/reports/{which}"], [])
    await reported(stack, there.administrator, there.track, "3.5-2")
    assert (await progress_reports.read(stack.by(there.officer), there.plan, which)).content == said


async def test_the_next_one_tells_what_changed_since_and_which_days_were_moved(stack: Stack) -> None:
    there = await province(stack, "R2")
    await declared(stack, there.administrator, there.track)
    first = await made(stack, there.officer, there, day(stack.clock()))
    stack.clock.ahead += timedelta(days=2)
    today = day(stack.clock())
    joined = await small_track(stack, there, {"3.1-1": -1})
    await reported(stack, there.administrator, there.track, "3.5-1")
    new = today + timedelta(days=40)
    moved = next(one for one in (await standings.board(stack.by(there.officer), there.plan, Then(today))).columns if one.code == "3.5-2")
    await plan_editions.move(stack.by(there.officer), there.plan, "3.5-2", new, "Chờ thông tư", "Công văn 9/SYT", ())
    report = await progress_reports.read(stack.by(there.officer), there.plan, await made(stack, there.officer, there, today))
    before = await progress_reports.read(stack.by(there.officer), there.plan, first)
    said = report.content
    assert (report.period.first, said.since) == (before.as_of + timedelta(days=1), before.as_of)
    assert [(one.track, one.code) for one in said.done] == [(there.track, "3.5-1")]
    assert [(one.track, one.code) for one in said.late if one.new] == [(joined.id, "3.1-1")]
    assert [(one.code, one.before, one.after, one.units) for one in said.moves] == [("3.5-2", moved.due, new, 0)]
    lines = (await progress_reports.listing(stack.by(there.officer), there.plan)).reports
    assert [(one.period.last, one.units) for one in lines] == [(today, 3), (before.as_of, 2)]


async def test_the_clock_makes_each_periods_report_once(stack: Stack) -> None:
    there = await province(stack, "R3")
    await declared(stack, there.administrator, there.track)
    await progress_reports.enter_cadence(stack.by(there.officer), there.plan, "month", 31)
    view = await progress_reports.listing(stack.by(there.officer), there.plan)
    assert view.coming
    last = view.coming.last
    await clocked(stack)
    assert view.reports == (await progress_reports.listing(stack.by(there.officer), there.plan)).reports == []
    stack.clock.ahead += timedelta(days=(last - day(stack.clock())).days + 1)
    await reported(stack, there.administrator, there.track, "3.5-1")
    assert (await clocked(stack), await clocked(stack)) == (1, 0)
    (line,) = (await progress_reports.listing(stack.by(there.officer), there.plan)).reports
    assert (line.period, line.made_by, str(line.every)) == (view.coming, "", "month")
    report = await progress_reports.read(stack.by(there.officer), there.plan, line.id)
    assert report.content.figures.reported < report.content.figures.total
    assert "3.5-1" not in {one.code for one in report.content.done}, "it was reported after the period"
    assert len(await told(stack, there.officer)) == 1
    await progress_reports.enter_cadence(stack.by(there.officer), there.plan, "", 0)
    stack.clock.ahead += timedelta(days=40)
    assert await clocked(stack) == 0


async def test_only_its_department_makes_and_reads_them(stack: Stack) -> None:
    there, elsewhere = await province(stack, "R4"), await province(stack, "R5")
    today = day(stack.clock())
    which = await made(stack, there.officer, there, today)
    for one in (there.administrator, LAN):
        await refusal(NotAllowed, progress_reports.make(stack.by(one), there.plan, today))
    await refusal(NotAllowed, progress_reports.enter_cadence(stack.by(elsewhere.officer), there.plan, "week", 5))
    for one in (there.administrator, elsewhere.officer):
        await refusal(NotFound, progress_reports.read(stack.by(one), there.plan, which))
        await refusal(NotFound, progress_reports.listing(stack.by(one), there.plan))
    await refusal(NotFound, progress_reports.read(stack.by(elsewhere.officer), elsewhere.plan, which))


async def test_a_day_that_has_not_come_is_refused_and_a_second_click_makes_nothing(stack: Stack) -> None:
    there = await province(stack, "R6")
    today = day(stack.clock())
    await refusal(Malformed, progress_reports.make(stack.by(there.officer), there.plan, today + timedelta(days=1)))
    await refusal(Malformed, progress_reports.make(stack.by(there.officer), there.plan, today - timedelta(days=1)))
    await refusal(Malformed, progress_reports.enter_cadence(stack.by(there.officer), there.plan, "day", 1))
    twice = [await progress_reports.make(stack.by(there.officer, "R6-lập"), there.plan, today) for _ in range(2)]
    assert len({*twice}) == len((await progress_reports.listing(stack.by(there.officer), there.plan)).reports) == 1
    stack.clock.ahead += timedelta(days=1)
    await refusal(RequestReused, progress_reports.make(stack.by(there.officer, "R6-lập"), there.plan, today + timedelta(days=1)))


async def test_a_second_report_of_a_day_says_something_else(stack: Stack) -> None:
    there = await province(stack, "RQ")
    await declared(stack, there.administrator, there.track)
    today = day(stack.clock())
    first = await made(stack, there.officer, there, today)
    assert "từ đó số liệu không đổi; hãy mở báo cáo ấy" in await refusal(Malformed, made(stack, there.officer, there, today))
    await reported(stack, there.administrator, there.track, "3.5-1")
    second = await made(stack, there.officer, there, today)
    lines = (await progress_reports.listing(stack.by(there.officer), there.plan)).reports
    assert [one.id for one in lines] == [second, first]


async def test_on_the_day_the_plan_was_opened_there_is_nothing_to_compare_with(stack: Stack) -> None:
    there = await province(stack, "RO")
    await declared(stack, there.administrator, there.track)
    joined = await small_track(stack, there, {"3.1-1": -4})
    said = (
        await progress_reports.read(stack.by(there.officer), there.plan, await made(stack, there.officer, there, day(stack.clock())))
    ).content
    assert said.first
    assert joined.id in {one.track for one in said.late}
    assert not [one for one in said.late if one.new], "nothing is called new"


async def test_what_is_said_not_to_apply_is_not_done_and_leaves_the_goal_once_it_is_accepted(stack: Stack) -> None:
    there = await province(stack, "RN")
    hospital, paper = "Bệnh viện Đa khoa RN", "Công văn số 45/BV-KHTH ngày 02/10/2026"
    left = (await tracks.read(stack.by(there.administrator), there.track)).undeclared
    live = {line.spec.code for line in left if line.progress.kind in LIVE}
    doing = [Declaration(line.spec.code, Claim.DOING) for line in left if line.spec.code not in live]
    await tracks.declare(
        stack.by(there.administrator), there.track, [*doing, *(Declaration(one, Claim.NOT_APPLICABLE, None, paper) for one in live)]
    )
    today = day(stack.clock())

    async def line(which: ProgressReportId) -> tuple[Content, UnitLine]:
        said = (await progress_reports.read(stack.by(there.officer), there.plan, which)).content
        return said, next(one for one in said.lines if one.track == there.track)

    said, mine = await line(await made(stack, there.officer, there, today))
    assert (mine.figures.reported, mine.figures.not_applicable, mine.figures.waived, mine.live) == (0, len(live), 0, "aside_said")
    assert (said.live.total, said.live.aside, said.live.aside_said) == (1, (), (hospital,)), "nobody accepted it yet"
    assert not [one for one in said.done if one.track == there.track]
    board = await plans.board(stack.by(there.officer), there.plan)
    assert {one.code: one.figures.not_applicable for one in board.columns if one.code in live} == dict.fromkeys(live, 1)
    for code in live:
        await tracks.accept(stack.by(there.officer), there.track, code)
    said, mine = await line(await made(stack, there.officer, there, today))
    assert (mine.figures.accepted, mine.figures.waived, mine.live) == (0, len(live), "aside")
    assert (said.live.total, said.live.aside, said.live.aside_said) == (0, (hospital,), ())
    (listed, *_) = await plans.listing(stack.by(there.officer))
    assert listed.figures.applies == listed.figures.total - len(live)
