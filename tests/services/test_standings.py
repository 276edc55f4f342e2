"""The board as it stood on a day."""

from datetime import date, timedelta

from domain.clock import day
from domain.errors import Malformed, NotFound
from domain.standings import Shown
from services import plans, standings, tracks
from services.merging import carry_out_due
from services.plans import Board
from services.standings import Then
from tests.care import refusal
from tests.people import Someone
from tests.rollout import Province, declared, province, reported, small_track
from tests.services.test_mergers import merged
from tests.stack import Stack


async def board(stack: Stack, by: Someone, there: Province, on: date, **other: object) -> Board:
    return await standings.board(stack.by(by), there.plan, Then(on, **other))  # type: ignore[arg-type]


async def test_yesterday_stays_as_it_was_when_something_is_done_today(stack: Stack) -> None:
    there = await province(stack, "S1")
    await declared(stack, there.administrator, there.track)
    before = day(stack.clock())
    stack.clock.ahead += timedelta(days=1)
    today = day(stack.clock())
    await reported(stack, there.administrator, there.track, "3.1-1")
    late = await small_track(stack, there, {"3.1-1": -5, "3.5-1": 20})
    stood = await board(stack, there.officer, there, before)
    row = next(one for one in stood.rows if one.line.facility == there.hospital)
    now = await plans.board(stack.by(there.officer), there.plan)
    here = next(one for one in now.rows if one.line.facility == there.hospital)
    assert (row.cells["3.1-1"].word, here.cells["3.1-1"].word) == ("late", "reported")
    assert row.cells["3.1-1"].days_late + 1 == (today - date(2026, 5, 31)).days
    column = next(one for one in stood.columns if one.code == "3.1-1")
    assert (column.figures.total, column.figures.late, column.figures.reported) == (1, 1, 0)
    assert (stood.total, now.total) == (2, 3), f"{late.facility} joined later"
    assert (stood.past and stood.past.authority, [one.code for one in stood.columns]) == ("Sở Y tế tỉnh S1", [c.code for c in now.columns])
    until_now = await board(stack, there.officer, there, today)
    assert [(one.line.facility, one.cells, one.forecast) for one in until_now.rows] == [
        (one.line.facility, one.cells, one.forecast) for one in now.rows
    ]
    assert [one.figures for one in until_now.columns] == [one.figures for one in now.columns]


async def test_it_is_narrowed_to_units_and_its_columns_to_what_they_have(stack: Stack) -> None:
    there = await province(stack, "S2")
    await declared(stack, there.administrator, there.track)
    await reported(stack, there.administrator, there.track, "3.5-1")
    today = day(stack.clock())
    done = await board(stack, there.officer, there, today, shown=Shown.REPORTED, part="3.5-1")
    assert [one.line.track for one in done.rows] == [there.track]
    assert next(one for one in done.columns if one.code == "3.5-1").figures.reported == 1
    assert (await board(stack, there.officer, there, today, shown=Shown.ACCEPTED, part="3.5-1")).rows == []
    one = await board(stack, there.officer, there, today, only=there.own)
    assert ([row.line.track for row in one.rows], one.listed, one.total) == ([there.own], 1, 2)
    assert {column.task for column in one.columns} == {task.code for task in one.words.tasks if task.code in {c.task for c in one.columns}}
    mine = await board(stack, there.administrator, there, today)
    assert [row.line.facility for row in mine.rows] == [there.hospital]
    following = await board(stack, there.officer, there, today, after=(await board(stack, there.officer, there, today)).rows[0].line.track)
    assert len(following.rows) == 1


async def test_a_day_that_has_not_come_is_refused_and_before_the_plan_there_is_nothing(stack: Stack) -> None:
    there, elsewhere = await province(stack, "S3"), await province(stack, "S4")
    today = day(stack.clock())
    told = await refusal(Malformed, standings.board(stack.by(there.officer), there.plan, Then(today + timedelta(days=1))))
    assert "trở về trước" in told
    early = await board(stack, there.officer, there, today - timedelta(days=40))
    assert (early.rows, early.total, early.past and early.past.since) == ([], 0, today)
    await refusal(NotFound, standings.board(stack.by(elsewhere.officer), there.plan, Then(today)))


async def test_the_department_bears_the_name_of_that_time(stack: Stack) -> None:
    there, new = await province(stack, "S5"), await province(stack, "S6", opens=False)
    on = day(stack.clock()) + timedelta(days=2)
    await merged(stack, there, new, on)
    stack.clock.ahead += timedelta(days=2)
    assert await carry_out_due(stack.sessions, stack.clock) >= 1
    stack.clock.ahead += timedelta(days=1)
    names = {}
    for days in (1, 2):
        names[days] = (await board(stack, there.administrator, there, on + timedelta(days=days - 2))).past
    assert [past and past.authority for past in names.values()] == ["Sở Y tế tỉnh S5", "Sở Y tế tỉnh S6"]
    assert (await tracks.read(stack.by(there.administrator), there.track)).department == "Sở Y tế tỉnh S6"
