"""What the database counts by itself is what anybody would count, whoever changed it."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, text

from domain.names import PlanId
from policies.plan_written import yaml_of
from services import plan_editions, plans, tracks
from store.tables.tracks import MilestonePastRow
from tests.rollout import CODE, declared, in_force, province, reported
from tests.services.test_plan_editions import PAPER, moved
from tests.stack import Stack

COUNTED = """SELECT m.code, m.due, m.state, m.claim IS DISTINCT FROM 'not_applicable', m.done_on - m.due, count(*)
  FROM milestone m JOIN track t ON t.id = m.track WHERE t.plan = :plan GROUP BY 1, 2, 3, 4, 5"""
KEPT = "SELECT code, due, state, applies, late, n FROM milestone_tally WHERE plan = :plan AND n <> 0"
STANDS = """SELECT count(*) FROM track t, LATERAL (SELECT min(due) FILTER (WHERE m.state = 'open') AS due,
    count(*) FILTER (WHERE m.state <> 'dropped') AS total, count(*) FILTER (WHERE m.state = 'accepted') AS accepted
    FROM milestone m WHERE m.track = t.id) found
  WHERE t.plan = :plan AND (t.next_due, t.total, t.accepted) IS DISTINCT FROM (found.due, found.total, found.accepted)"""
VERSIONS = "SELECT sum(version) FROM track WHERE plan = :plan"


async def agree(stack: Stack, plan: PlanId) -> int:
    async with stack.sessions() as session:
        counted, kept = [set((await session.execute(text(ask), {"plan": plan})).all()) for ask in (COUNTED, KEPT)]
        wrong = (await session.execute(text(STANDS), {"plan": plan})).scalar_one()
        version: int = (await session.execute(text(VERSIONS), {"plan": plan})).scalar_one()
    assert (kept, wrong) == (counted, 0)
    assert kept
    return version


async def test_what_is_kept_is_what_is_counted_after_every_act(stack: Stack) -> None:
    there = await province(stack, "TA")
    before = await agree(stack, there.plan)
    await declared(stack, there.administrator, there.track, "3.1-2")
    assert await agree(stack, there.plan) > before, "what was worked out of the track before stands no more"
    await reported(stack, there.administrator, there.track, "3.1-2")
    await agree(stack, there.plan)
    await tracks.send_back(stack.by(there.officer), there.track, "3.1-2", "Thiếu chữ ký")
    await reported(stack, there.administrator, there.track, "3.1-2")
    await tracks.accept(stack.by(there.officer), there.track, "3.1-2")
    await agree(stack, there.plan)
    board = await plans.board(stack.by(there.officer), there.plan)
    seen = next(column for column in board.columns if column.code == "3.1-2").figures
    assert (seen.total, seen.reported, seen.accepted) == (1, 1, 1)
    own = await plans.board(stack.by(there.administrator), there.plan)
    assert [column.figures for column in own.columns if column.code == "3.1-2"] == [seen], "the unit counts its own, and alike"


async def test_a_milestone_keeps_its_past(stack: Stack) -> None:
    there = await province(stack, "TB")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    await tracks.send_back(stack.by(there.officer), there.track, "3.1-2", "Thiếu chữ ký")
    past = select(MilestonePastRow.state, MilestonePastRow.claim, MilestonePastRow.sent_back).order_by(MilestonePastRow.id)
    async with stack.sessions() as session:
        found = await session.execute(past.where(MilestonePastRow.track == there.track, MilestonePastRow.code == "3.1-2"))
    assert [tuple(line) for line in found] == [
        ("undeclared", None, False),
        ("open", "doing", False),
        ("reported", "done", False),
        ("open", "doing", True),
    ]


async def test_they_agree_after_editions_moves_and_closings(stack: Stack) -> None:
    there = await province(stack, "TC")
    await declared(stack, there.administrator, there.track, "3.1-2")
    old = stack.house.policies.plan(CODE)
    for edition, days in (("3", 10), ("4", 12)):
        text_ = yaml_of(moved(old, edition, days, without=("3.5-10",) if edition == "3" else ())).encode()
        line = await plan_editions.enter(stack.by(there.officer), f"ban-{edition}.yaml", text_)
        await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
        await agree(stack, there.plan)
    to = in_force(stack) + timedelta(days=9)
    await plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", to, "Tỉnh cho thêm", PAPER)
    await agree(stack, there.plan)
    await plan_editions.close(stack.by(there.officer), there.plan, there.track, in_force(stack), PAPER)
    await agree(stack, there.plan)


async def test_reports_and_an_edition_at_once_wait_for_each_other_and_all_are_kept(stack: Stack) -> None:
    there = await province(stack, "TD")
    codes = ("3.1-1", "3.3b-1", "3.4-1", "3.5-1")
    await declared(stack, there.administrator, there.track, *codes)
    text_ = yaml_of(moved(stack.house.policies.plan(CODE), "3", 10, codes)).encode()
    line = await plan_editions.enter(stack.by(there.officer), "ban-3.yaml", text_)
    await asyncio.gather(
        plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER),
        *(reported(stack, there.administrator, there.track, code) for code in codes),
        declared(stack, there.officer, there.own, "2-1"),
    )
    view = await tracks.read(stack.by(there.officer), there.track)
    assert {one.spec.code for one in view.milestones if one.progress.state == "reported"} == set(codes)
    assert (await plans.board(stack.by(there.officer), there.plan)).plan.edition == "3"
    await agree(stack, there.plan)
