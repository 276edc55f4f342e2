"""What the database counts by itself is what anybody would count, whoever changed it."""

from sqlalchemy import select, text

from domain.names import PlanId
from services import plans, tracks
from store.tables.tracks import MilestonePastRow
from tests.rollout import declared, province, reported
from tests.stack import Stack

COUNTED = """SELECT m.code, m.due, m.state, m.claim IS DISTINCT FROM 'not_applicable', m.done_on - m.due, count(*)
  FROM milestone m JOIN track t ON t.id = m.track WHERE t.plan = :plan GROUP BY 1, 2, 3, 4, 5"""
KEPT = "SELECT code, due, state, applies, late, n FROM milestone_tally WHERE plan = :plan AND n <> 0"
EARLIEST = """SELECT count(*) FROM track t WHERE plan = :plan AND next_due IS DISTINCT FROM
  (SELECT min(due) FROM milestone m WHERE m.track = t.id AND m.state = 'open')"""


async def agree(stack: Stack, plan: PlanId) -> None:
    async with stack.sessions() as session:
        counted, kept = [set((await session.execute(text(ask), {"plan": plan})).all()) for ask in (COUNTED, KEPT)]
        wrong = (await session.execute(text(EARLIEST), {"plan": plan})).scalar_one()
    assert (kept, wrong) == (counted, 0)
    assert kept


async def test_what_is_kept_is_what_is_counted_after_every_act(stack: Stack) -> None:
    there = await province(stack, "TA")
    await agree(stack, there.plan)
    await declared(stack, there.administrator, there.track, "3.1-2")
    await agree(stack, there.plan)
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
