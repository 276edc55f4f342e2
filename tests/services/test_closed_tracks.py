"""A track that was closed is read as before; nothing more is asked, planned or reminded of on it."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.errors import WrongState
from domain.names import TrackId
from domain.obstacles import Passing
from domain.remedies import NewRemedy
from services import errands, obstacle_views, obstacles, plan_editions, visit_views, visits
from store.queries.visits import Shown
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import Someone
from tests.rollout import Province, declared, province
from tests.services.test_obstacles import new as new_obstacle
from tests.services.test_obstacles import paper
from tests.services.test_tellings import later, remind
from tests.services.test_visits import new as new_visit
from tests.services.test_visits import recorded, task
from tests.stack import Stack

PAPER = "Quyết định số 77/QĐ-UBND ngày 20/11/2026"


async def close(stack: Stack, there: Province) -> None:
    await plan_editions.close(stack.by(there.officer), there.plan, there.track, day(stack.clock()), PAPER)


async def reminded(stack: Stack, track: TrackId, one: Someone) -> list[str]:
    kinds = ("obstacle_due", "obstacle_late", "remedy_due", "remedy_late", "visit_unrecorded")
    async with stack.sessions() as session:
        wanted = (NoticeRow.person == one.id, NoticeRow.kind.in_(kinds))
        return list((await session.execute(select(NoticeRow.kind).where(*wanted))).scalars())


async def test_nobody_is_reminded_of_it_nor_waited_for_and_it_stays_readable(stack: Stack) -> None:
    there = await province(stack, "CT1")
    await declared(stack, there.administrator, there.track, "3.2-1")
    held = await recorded(stack, there)
    await task(stack, there, held, days=3)
    planned = await visits.plan(stack.by(there.officer), there.track, new_visit(stack, there, 1))
    which = await obstacles.raise_one(stack.by(there.administrator), there.track, new_obstacle(stack, 3))
    await close(stack, there)
    with later(stack, 13):
        await remind(stack)
        for one in (there.officer, there.administrator):
            assert await reminded(stack, there.track, one) == []
            wanted = ("unblock", "chase", "unblocked", "record_visit", "judge_remedy", "remedy")
            assert [found.kind for found in await errands.errands(stack.by(one)) if found.kind in wanted] == []
    assert (await obstacle_views.read(stack.by(there.administrator), which)).obstacle.open
    assert len((await visit_views.read(stack.by(there.officer), held)).remedies) == 1
    assert [one.visit.id for one in (await visit_views.listing(stack.by(there.officer), Shown.PLANNED)).lines] == [planned]
    await obstacles.withdraw(stack.by(there.administrator), which, "Đơn vị đã sáp nhập")
    await visits.call_off(stack.by(there.officer), planned, "Đơn vị đã sáp nhập")


async def test_nothing_new_is_raised_planned_put_off_or_given_on_it(stack: Stack) -> None:
    there = await province(stack, "CT2")
    await declared(stack, there.administrator, there.track, "3.2-1")
    held = await recorded(stack, there)
    planned = await visits.plan(stack.by(there.officer), there.track, new_visit(stack, there, 1))
    for _ in range(2):
        which = await obstacles.raise_one(stack.by(there.administrator, "CT2-nêu"), there.track, new_obstacle(stack))
    open_ = await obstacles.raise_one(stack.by(there.administrator), there.track, new_obstacle(stack))
    await obstacles.answer(stack.by(there.officer), which, "Bệnh viện tự cân đối")
    await close(stack, there)
    today = day(stack.clock())
    unit, officer = stack.by(there.administrator), stack.by(there.officer)
    for act in (
        obstacles.raise_one(unit, there.track, new_obstacle(stack, milestones=())),
        obstacle_views.choices(unit, there.track),
        obstacles.reopen(stack.by(there.administrator), which, "Vẫn thiếu", today),
        obstacles.pass_up(stack.by(there.officer), open_, Passing("ubnd-tinh", paper(stack), today + timedelta(days=9))),
        visits.plan(officer, there.track, new_visit(stack, there, 3, ())),
        visit_views.choices(officer, there.track),
        visits.move(stack.by(there.officer), planned, today, "Trùng họp"),
        visits.give_remedy(stack.by(there.officer), held, NewRemedy("Lập biên bản", today)),
    ):
        assert "đã đóng vì đơn vị giải thể hoặc sáp nhập" in await refusal(WrongState, act)
    assert await obstacles.raise_one(stack.by(there.administrator, "CT2-nêu"), there.track, new_obstacle(stack)) == which, (
        "a second click of what was raised before"
    )
    view = await obstacle_views.read(stack.by(there.administrator), which)
    assert "obstacle.reopen" not in view.acts
    assert not (await visit_views.read(stack.by(there.officer), held)).runs
