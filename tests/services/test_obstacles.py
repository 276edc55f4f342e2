"""What stands in a track's way, as pages ask for it: raised, answered, passed up, raised again, ended, reminded of."""

from datetime import date, timedelta

from sqlalchemy import select

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, WrongState
from domain.lifters import DEPARTMENT
from domain.names import ObstacleId, TrackId
from domain.obstacles import NewObstacle, ObstacleState, Passing, StepKind
from domain.outside_papers import OutsidePaper
from services import errands, obstacle_views, obstacles, tracks
from services.obstacle_reminders import tell_of_obstacles
from store.queries.obstacles import Shown, Wanted
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import Someone
from tests.rollout import declared, province
from tests.stack import Stack


def new(stack: Stack, days: int = 10, lifter: str = "so-tai-chinh", **other: object) -> NewObstacle:
    said = {
        "title": "Chưa có nguồn mua máy chủ",
        "cause": "Quỹ phát triển hoạt động sự nghiệp đã chi hết",
        "proposal": "Bố trí 700 triệu đồng từ ngân sách tỉnh",
        "wanted_by": day(stack.clock()) + timedelta(days=days),
        "lifter": lifter,
        "milestones": ("3.2-1",),
    }
    return NewObstacle(**(said | other))  # type: ignore[arg-type]


def paper(stack: Stack, number: str = "1520/SYT-KHTC", issuer: str = "Sở Y tế") -> OutsidePaper:
    return OutsidePaper(number, day(stack.clock()), issuer)


async def raised(stack: Stack, by: Someone, track: TrackId, **other: object) -> ObstacleId:
    return await obstacles.raise_one(stack.by(by), track, new(stack, **other))  # type: ignore[arg-type]


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        wanted = (NoticeRow.person == one.id, NoticeRow.kind.startswith("obstacle_"))
        return list((await session.execute(select(NoticeRow.kind).where(*wanted).order_by(NoticeRow.at))).scalars())


async def waits(stack: Stack, one: Someone) -> list[tuple[str, str]]:
    wanted = ("unblock", "chase", "unblocked")
    return [(found.kind, found.link) for found in await errands.errands(stack.by(one)) if found.kind in wanted]


async def state(stack: Stack, by: Someone, which: ObstacleId) -> ObstacleState:
    return (await obstacle_views.read(stack.by(by), which)).obstacle.state


async def test_raised_answered_raised_again_and_confirmed_with_its_history_kept(stack: Stack) -> None:
    there = await province(stack, "V1")
    await declared(stack, there.administrator, there.track, "3.2-1")
    which = await raised(stack, there.administrator, there.track)
    here = f"/obstacles/{which}"
    assert await waits(stack, there.officer) == [("unblock", here)]
    assert await told(stack, there.officer) == ["obstacle_raised"]
    await obstacles.answer(stack.by(there.officer), which, "Bệnh viện tự cân đối")
    assert (await waits(stack, there.officer), await waits(stack, there.administrator)) == ([], [("unblocked", here)])
    again = day(stack.clock()) + timedelta(days=5)
    await obstacles.reopen(stack.by(there.administrator), which, "Đã cân đối, vẫn thiếu", again)
    await obstacles.answer(stack.by(there.colleague), which, "Sở bố trí từ nguồn của ngành", paper(stack))
    await obstacles.confirm(stack.by(there.administrator), which)
    view = await obstacle_views.read(stack.by(there.officer), which)
    assert [(one.step.kind, one.by) for one in view.steps] == [
        (StepKind.RAISED, there.administrator.name),
        (StepKind.ANSWERED, there.officer.name),
        (StepKind.REOPENED, there.administrator.name),
        (StepKind.ANSWERED, there.colleague.name),
        (StepKind.RESOLVED, there.administrator.name),
    ]
    assert (view.steps[3].step.paper, view.steps[2].step.due, view.obstacle.lifter.name) == (paper(stack), again, "Sở Tài chính")
    assert await waits(stack, there.administrator) == []
    assert await told(stack, there.administrator) == ["obstacle_answered", "obstacle_answered"]
    line = await tracks.milestone(stack.by(there.officer), there.track, "3.2-1")
    assert next(one.act for one in line.timeline if one.act.startswith("obstacle.")) == "obstacle.raise"
    await refusal(WrongState, obstacles.withdraw(stack.by(there.administrator), which, "Thôi"))


async def test_passed_up_it_waits_for_the_paper_of_whoever_has_no_account(stack: Stack) -> None:
    there = await province(stack, "V2")
    which = await raised(stack, there.administrator, there.track, lifter=DEPARTMENT)
    due = day(stack.clock()) + timedelta(days=20)
    await refusal(Malformed, obstacles.pass_up(stack.by(there.officer), which, Passing(DEPARTMENT, paper(stack), due)))
    await obstacles.pass_up(stack.by(there.officer), which, Passing("ubnd-tinh", paper(stack), due, "Vượt thẩm quyền"))
    view = await obstacle_views.read(stack.by(there.administrator), which)
    assert (view.obstacle.state, view.obstacle.due, view.obstacle.lifter.name) == (ObstacleState.PASSED, due, "Ủy ban nhân dân tỉnh")
    assert (await waits(stack, there.officer), await told(stack, there.administrator)) == ([], ["obstacle_passed"])
    assert view.acts == {"obstacle.withdraw"}
    no = await refusal(Malformed, obstacles.answer(stack.by(there.officer), which, "Tỉnh đồng ý"))
    assert "ghi số văn bản" in no
    await obstacles.answer(stack.by(there.officer), which, "Tỉnh đồng ý", paper(stack, "77/TB-UBND", "UBND tỉnh"))
    assert await state(stack, there.administrator, which) is ObstacleState.ANSWERED


async def test_the_department_closes_it_with_a_paper_and_its_own_needs_one_for_an_answer(stack: Stack) -> None:
    there = await province(stack, "V3")
    which = await raised(stack, there.administrator, there.track)
    await refusal(Malformed, obstacles.close(stack.by(there.officer), which, "Đã cấp tiền", OutsidePaper()))
    await obstacles.close(stack.by(there.officer), which, "Đã cấp tiền", paper(stack, "18/QĐ-STC", "Sở Tài chính"))
    assert await state(stack, there.administrator, which) is ObstacleState.CLOSED
    own = await raised(stack, there.officer, there.own, milestones=("2-1",))
    assert await told(stack, there.officer) == ["obstacle_raised"], "one's own acts are not told to oneself"
    assert await told(stack, there.colleague) == ["obstacle_raised", "obstacle_raised"]
    await refusal(Malformed, obstacles.answer(stack.by(there.colleague), own, "Đã xong"))
    await obstacles.answer(stack.by(there.colleague), own, "Đã xong", paper(stack, "9/TB-UBND", "UBND tỉnh"))
    await obstacles.confirm(stack.by(there.officer), own, "Đã nhận kinh phí")


async def test_each_side_does_its_own_part_and_others_see_nothing(stack: Stack) -> None:
    there, elsewhere = await province(stack, "V4"), await province(stack, "V5")
    which = await raised(stack, there.administrator, there.track)
    for act in (
        obstacles.raise_one(stack.by(there.officer), there.track, new(stack)),
        obstacles.confirm(stack.by(there.officer), which),
        obstacles.answer(stack.by(there.administrator), which, "Tự gỡ"),
        obstacles.pass_up(stack.by(there.administrator), which, Passing("ubnd-tinh", paper(stack), date.max)),
    ):
        await refusal(NotAllowed, act)
    for one in (elsewhere.officer, elsewhere.administrator):
        await refusal(OutOfReach, obstacle_views.read(stack.by(one), which))
        assert (await obstacle_views.listing(stack.by(one))).lines == []
    await refusal(NotFound, obstacle_views.read(stack.by(there.officer), ObstacleId(there.plan)))


async def test_what_is_raised_names_milestones_that_are_not_done_and_a_second_click_raises_nothing(stack: Stack) -> None:
    there = await province(stack, "V6")
    no = await refusal(Malformed, obstacles.raise_one(stack.by(there.administrator), there.track, new(stack, milestones=("9-9",))))
    assert "không có mốc 9-9" in no
    for _ in range(2):
        await obstacles.raise_one(stack.by(there.administrator, "V6-nêu"), there.track, new(stack))
    assert len(await obstacle_views.of_track(stack.by(there.officer), there.track)) == 1
    await refusal(RequestReused, obstacles.raise_one(stack.by(there.administrator, "V6-nêu"), there.track, new(stack, cause="Khác")))


async def test_the_list_is_by_the_day_an_answer_is_due_filtered_and_in_pages(stack: Stack) -> None:
    there = await province(stack, "V7")
    known = [await raised(stack, there.administrator, there.track, days=60 - n, title=f"Vướng mắc {n}") for n in range(52)]
    late = known[51]
    await obstacles.pass_up(stack.by(there.officer), late, Passing("bo-y-te", paper(stack), day(stack.clock())))
    first = await obstacle_views.listing(stack.by(there.officer))
    assert ([one.obstacle.id for one in first.lines], first.more) == ([late, *reversed(known[2:51])], True)
    following = await obstacle_views.listing(stack.by(there.officer), after=first.lines[-1].obstacle.id)
    assert ([one.obstacle.id for one in following.lines], following.more) == ([known[1], known[0]], False)
    assert [(one.lifter.name, one.count) for one in first.lifters] == [("Sở Tài chính", 51), ("Bộ Y tế", 1)]
    ministry = await obstacle_views.listing(stack.by(there.officer), Shown.OPEN, Wanted(lifter="bo-y-te"))
    assert [one.obstacle.id for one in ministry.lines] == [late]
    assert (first.tallies[Shown.ASKED], first.tallies[Shown.PASSED], first.tallies[Shown.LATE]) == (51, 1, 0)
    assert await waits(stack, there.officer) == [("unblock", f"/obstacles?plan={there.plan}&show=asked")]
    before = await errands.count(stack.by(there.colleague))
    for which in known[:2]:
        await obstacles.withdraw(stack.by(there.administrator), which, "Đã tự lo được")
    assert await errands.count(stack.by(there.colleague)) == before - 2
    ended = await obstacle_views.listing(stack.by(there.administrator), Shown.ENDED, Wanted(plan=there.plan))
    assert [one.obstacle.id for one in ended.lines] == [known[1], known[0]]
    last = await obstacle_views.listing(stack.by(there.administrator), Shown.ENDED, Wanted(plan=there.plan), known[1])
    assert [one.obstacle.id for one in last.lines] == [known[0]]


async def test_officers_are_reminded_before_an_answer_is_due_and_after_each_day_once(stack: Stack) -> None:
    there = await province(stack, "V8")
    which = await raised(stack, there.administrator, there.track, days=3)
    up = await raised(stack, there.administrator, there.track, days=3, title="Chờ Bộ hướng dẫn")
    due = day(stack.clock()) + timedelta(days=3)
    await obstacles.pass_up(stack.by(there.officer), up, Passing("bo-y-te", paper(stack), due))
    was = stack.clock.ahead
    try:
        await tell_of_obstacles(stack.sessions, stack.house.policies, stack.clock)
        assert "obstacle_due" not in await told(stack, there.officer), "nothing before it was raised"
        stack.clock.ahead = was + timedelta(days=3)
        for _ in range(2):
            await tell_of_obstacles(stack.sessions, stack.house.policies, stack.clock)
        assert (await told(stack, there.officer)).count("obstacle_due") == 2
        assert sorted(await waits(stack, there.officer)) == [("chase", f"/obstacles/{up}"), ("unblock", f"/obstacles/{which}")]
        stack.clock.ahead = was + timedelta(days=13)
        for _ in range(2):
            await tell_of_obstacles(stack.sessions, stack.house.policies, stack.clock)
        assert (await told(stack, there.officer)).count("obstacle_late") == 2
        line = (await obstacle_views.listing(stack.by(there.officer), Shown.LATE)).lines[0]
        assert line.obstacle.days_late(day(stack.clock())) == 10
        await obstacles.answer(stack.by(there.officer), which, "Đã có tiền")
        stack.clock.ahead = was + timedelta(days=30)
        await tell_of_obstacles(stack.sessions, stack.house.policies, stack.clock)
        assert (await told(stack, there.officer)).count("obstacle_late") == 3, "what was answered is not reminded of"
    finally:
        stack.clock.ahead = was
