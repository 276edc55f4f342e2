"""What waits for another track: the department for its facilities, a facility for the department; shown, and held where it binds."""

from datetime import timedelta

from activities.plans import track_of
from domain.boards import Cell
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.errors import EarlierFirst
from domain.names import TrackId
from domain.tracks import State
from services import appraisals, plans, standings, tracks
from services.standings import Then
from services.tracks import NewReport
from tests.care import refusal
from tests.people import Someone
from tests.rollout import Province, declared, in_force, province, reported
from tests.stack import Stack

OTHER = "dak-nong-2025"


async def done_before(stack: Stack, one: Someone, track: TrackId, *but: str) -> None:
    """Declares all but these as done before the plan was opened, and these as worked on."""
    on = in_force(stack) - timedelta(days=30)
    left = [line.spec.code for line in (await tracks.read(stack.by(one), track)).undeclared]
    said = [Declaration(code, Claim.DOING) if code in but else Declaration(code, Claim.DONE, on, f"Quyết định số {code}") for code in left]
    await tracks.declare(stack.by(one), track, said)


async def waited_for(stack: Stack, one: Someone, track: TrackId, code: str) -> list[tuple[str, int, int, bool]]:
    view = await tracks.milestone(stack.by(one), track, code)
    return [(held.code, held.done, held.units, held.binds) for held in view.others]


async def second_plan(stack: Stack, there: Province) -> tuple[TrackId, TrackId]:
    """The tracks of hospital and department in a plan whose words put the council first."""
    until = min(in_force(stack), stack.house.policies.plan(OTHER).effective_until)
    plan = await plans.open_plan(stack.by(there.officer), OTHER, (), until)
    return track_of(plan, there.hospital), track_of(plan, there.department)


async def test_the_department_sees_how_many_facilities_are_verified_before_its_own_part(stack: Stack) -> None:
    there = await province(stack, "WT1")
    await declared(stack, there.officer, there.own, "3.7a-1")
    assert await waited_for(stack, there.officer, there.own, "3.7a-1") == [("3.5-10", 0, 1, False)]
    cell = await board_cell(stack, there, "3.7a-1")
    assert (cell.word, cell.waits_for) == ("blocked", ("3.5-10",))
    then = await standings.board(stack.by(there.officer), there.plan, Then(day(stack.clock())))
    assert next(row.cells["3.7a-1"] for row in then.rows if row.line.facility == there.department) == cell, "also of the past that is kept"
    await done_before(stack, there.administrator, there.track)
    assert await waited_for(stack, there.officer, there.own, "3.7a-1") == [("3.5-10", 0, 1, False)], "what a unit says is not verified yet"
    await tracks.accept(stack.by(there.colleague), there.track, "3.5-10")
    assert await waited_for(stack, there.officer, there.own, "3.7a-1") == []
    assert (await board_cell(stack, there, "3.7a-1")).waits_for == (), "a row that is kept does not outlive what it was read with"


async def board_cell(stack: Stack, there: Province, code: str) -> Cell:
    board = await plans.board(stack.by(there.officer), there.plan)
    return next(row.cells[code] for row in board.rows if row.line.facility == there.department)


async def test_whom_it_does_not_concern_is_not_waited_for(stack: Stack) -> None:
    there = await province(stack, "WT2")
    await declared(stack, there.administrator, there.track, "3.5-10")
    await tracks.report(
        stack.by(there.administrator),
        there.track,
        "3.5-10",
        NewReport(None, "Không có hội đồng", "Công văn số 3", claim=Claim.NOT_APPLICABLE),
    )
    assert await waited_for(stack, there.officer, there.own, "3.7a-1") == [("3.5-10", 0, 1, False)]
    await tracks.accept(stack.by(there.colleague), there.track, "3.5-10")
    assert await waited_for(stack, there.officer, there.own, "3.7a-1") == []


async def test_an_order_we_read_into_the_plan_keeps_nobody_from_telling_what_was_done(stack: Stack) -> None:
    there = await province(stack, "WT3")
    await declared(stack, there.officer, there.own, "3.7a-1")
    await reported(stack, there.officer, there.own, "3.7a-1")
    view = await tracks.milestone(stack.by(there.officer), there.own, "3.7a-1")
    assert (view.line.progress.state, [one.code for one in view.others]) == (State.REPORTED, ["3.5-10"])


async def test_an_order_in_the_plans_own_words_holds_a_facility_until_the_department_has_reported(stack: Stack) -> None:
    there = await province(stack, "WT4")
    track, own = await second_plan(stack, there)
    await done_before(stack, there.administrator, track, "4-10", "5-1")
    assert await waited_for(stack, there.administrator, track, "4-10") == [("4-9", 0, 1, True)]
    new = NewReport(stack.house.policies.plan(OTHER).effective_until, "Đã thẩm định", "Biên bản số 1")
    facts = await refusal(EarlierFirst, tracks.report(stack.by(there.administrator), track, "4-10", new))
    assert "4-9" in facts
    assert "(Sở Y tế)" in facts
    await done_before(stack, there.officer, own)
    assert await waited_for(stack, there.administrator, track, "4-10") == [], "reported is enough"
    await tracks.report(stack.by(there.administrator), track, "4-10", new)


async def test_a_council_is_not_called_before_it_either_unless_the_reason_is_written_down(stack: Stack) -> None:
    there = await province(stack, "WT5")
    track, _ = await second_plan(stack, there)
    await done_before(stack, there.administrator, track, "4-10", "5-1")
    which = await appraisals.trigger(stack.by(there.administrator), track, "4-10")
    view = await appraisals.read(stack.by(there.administrator), which)
    assert [(code, told_at) for code, _, told_at in view.waits_for] == [("4-9", "4-10")]
