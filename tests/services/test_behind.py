"""Who is behind in a plan, on what and why."""

from datetime import timedelta

from domain.clock import day
from domain.errors import NotFound
from domain.names import TrackId
from domain.obstacles import NewObstacle
from services import behind, obstacles
from tests.care import refusal
from tests.reminding import issued, office
from tests.rollout import declared, province, small_track
from tests.stack import Stack


async def test_whoever_is_latest_stands_first_with_what_and_why(stack: Stack) -> None:
    there = await province(stack, "B1")
    await declared(stack, there.administrator, there.track)
    new = await small_track(stack, there, {"3.1-1": -5, "3.1-2": -2, "3.2-1": 20})
    view = await behind.listing(stack.by(there.officer), there.plan)
    assert [one.unit.track for one in view.lines] == [there.track, new.id]
    hospital, eye = view.lines
    assert ([(one.code, one.days, one.why) for one in eye.works], eye.unit.works) == (
        [("3.1-1", 5, "not_begun"), ("3.1-2", 2, "not_begun")],
        2,
    )
    assert hospital.works[0].why == "doing"
    assert hospital.works[0].days == (day(stack.clock()) - hospital.unit.worst).days == max(one.days for one in hospital.works)
    assert (view.units, view.works) == (2, sum(one.unit.works for one in view.lines))
    assert {one.code for one in hospital.works} <= view.late_parts
    narrowed = await behind.listing(stack.by(there.officer), there.plan, "3.1-2")
    assert [[work.code for work in one.works] for one in narrowed.lines if one.unit.track == new.id] == [["3.1-2"]]
    assert (await behind.listing(stack.by(there.officer), there.plan, "3.2-1")).lines == []
    following = await behind.listing(stack.by(there.officer), there.plan, after=there.track)
    assert [one.unit.track for one in following.lines] == [new.id]
    task = await behind.listing(stack.by(there.officer), there.plan, "3.1")
    assert {one.unit.track for one in task.lines} == {there.track, new.id}


async def test_letters_and_obstacles_stand_beside_it(stack: Stack) -> None:
    there = await office(stack, "B2")
    plan, late = there.there.plan, TrackId(there.late.id)
    raised = NewObstacle("Chưa có nguồn", "Thiếu tiền", "Bố trí vốn", day(stack.clock()) + timedelta(days=9), "so-tai-chinh", ("3.1-1",))
    which = await obstacles.raise_one(stack.by(there.administrator), late, raised)
    before = await behind.listing(stack.by(there.officer), plan, "3.1-1")
    (line,) = [one for one in before.lines if one.unit.track == late]
    assert (line.reminded, [(one.id, one.lifter) for one in line.obstacles]) == (None, [(which, "Sở Tài chính")])
    letter = await issued(stack, there)
    (line,) = [one for one in (await behind.listing(stack.by(there.officer), plan)).lines if one.unit.track == late]
    assert line.reminded
    assert (line.reminded.document, line.reminded.sent) == (letter, True)


async def test_a_facility_sees_itself_and_others_nothing(stack: Stack) -> None:
    there, elsewhere = await province(stack, "B3"), await province(stack, "B4")
    await declared(stack, there.administrator, there.track)
    await small_track(stack, there, {"3.1-1": -5})
    mine = await behind.listing(stack.by(there.administrator), there.plan)
    assert [one.unit.facility for one in mine.lines] == [there.hospital]
    await refusal(NotFound, behind.listing(stack.by(elsewhere.officer), there.plan))
