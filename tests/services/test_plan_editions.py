"""A plan that changes in flight: entered, held against what runs, applied; last days moved."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select

from domain.deadlines import DueForm, Nature
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach
from domain.parts import Part, Task
from domain.plan_changes import ChangeKind
from domain.plans import Plan
from domain.tracks import State
from policies.plan_written import yaml_of
from services import plan_editions, plan_papers, plans, tracks
from store.queries.plan_editions import EditionLine
from store.tables.tracks import MilestonePastRow
from tests.care import refusal
from tests.rollout import CODE, Province, declared, in_force, province, reported
from tests.stack import Stack

PAPER = "Kế hoạch số 245/KH-UBND ngày 20/11/2026 của UBND tỉnh"
MOVED = ("3.1-1", "3.1-2", "3.2-1")


def moved(plan: Plan, edition: str, days: int, codes: tuple[str, ...] = MOVED, without: tuple[str, ...] = ()) -> Plan:
    """The same plan with these parts' own last days so many days later, and without some parts."""

    def again(task: Task, part: Part) -> Part:
        due = next(iter(task.dues_of(part)), None)
        after = tuple(one for one in part.after if one.part not in without)
        if part.code not in codes or due is None or due.last is None:
            return replace(part, after=after)
        later = replace(due, day=due.last + timedelta(days=days), form=DueForm.BY, nature=Nature.OWN, first=None)
        return replace(part, dues=(later,), after=after)

    def of(task: Task) -> Task:
        return replace(task, parts=tuple(again(task, part) for part in task.parts if part.code not in without))

    counted = (replace(one, counts=tuple(code for code in one.counts if code not in without)) for one in plan.indicators)
    return replace(plan, edition=edition, tasks=tuple(of(task) for task in plan.tasks), indicators=tuple(counted))


async def entered(stack: Stack, there: Province, plan: Plan) -> EditionLine:
    return await plan_editions.enter(stack.by(there.officer), "ban-moi.yaml", yaml_of(plan).encode())


async def days(stack: Stack, there: Province) -> dict[str, date | None]:
    view = await tracks.read(stack.by(there.officer), there.track)
    return {one.code: one.due for one in view.track.milestones}


async def test_an_edition_is_shown_before_it_is_applied_and_what_runs_keeps_its_history(stack: Stack) -> None:
    there = await province(stack, "EA")
    await declared(stack, there.administrator, there.track, "3.1-1", "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-1")
    before, old = await days(stack, there), stack.house.policies.plan(CODE)
    line = await entered(stack, there, moved(old, "3", 10, without=("3.5-10",)))
    found = await plan_editions.propose(stack.by(there.officer), there.plan, line.id)
    assert {one.code for one in found.changes if one.kind is ChangeKind.MOVED} == set(MOVED)
    assert [one.code for one in found.changes if one.kind is ChangeKind.REMOVED] == ["3.5-10"]
    assert await days(stack, there) == before, "nothing is changed by looking"
    await refusal(Malformed, plan_editions.apply(stack.by(there.officer), there.plan, line.id, " "))
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    after = await days(stack, there)
    assert {code: after[code] for code in MOVED[1:]} == {code: before[code] + timedelta(days=10) for code in MOVED[1:]}  # type: ignore[operator]
    assert after["3.1-1"] == before["3.1-1"], "what was reported keeps the day it was to be done by"
    assert after.keys() == before.keys() - {"3.5-10"}
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-1")
    assert (view.line.progress.state, len(view.reports)) == (State.REPORTED, 1), "what runs keeps its state and reports"
    assert [(one.move.before, one.move.paper, one.move.edition) for one in view.moves] == [(before["3.1-1"], PAPER, "3")]
    gone = await tracks.milestone(stack.by(there.administrator), there.track, "3.5-10")
    assert (gone.line.cell.word, gone.part.code) == ("dropped", "3.5-10"), "what was dropped can still be looked at"
    board = await plans.board(stack.by(there.officer), there.plan)
    assert (board.plan.edition, "3.5-10" in {one.code for one in board.columns}) == ("3", False)


async def test_what_a_later_edition_takes_up_again_stands_as_it_stood(stack: Stack) -> None:
    there, code = await province(stack, "EB"), "3.1-2"
    await declared(stack, there.administrator, there.track, code)
    await reported(stack, there.administrator, there.track, code)
    await tracks.accept(stack.by(there.officer), there.track, code)
    old = stack.house.policies.plan(CODE)
    without = await entered(stack, there, moved(old, "3", 5, without=(code,)))
    await plan_editions.apply(stack.by(there.officer), there.plan, without.id, PAPER)
    again = await entered(stack, there, moved(old, "4", 6))
    await plan_editions.apply(stack.by(there.officer), there.plan, again.id, PAPER)
    view = await tracks.milestone(stack.by(there.administrator), there.track, code)
    assert view.line.progress.state is State.ACCEPTED
    assert [one.move.edition for one in (await plan_editions.read(stack.by(there.officer), there.plan)).moves][-1] == "4"


async def test_a_directed_day_is_never_moved_back_by_an_edition_or_alone(stack: Stack) -> None:
    there = await province(stack, "EC")
    plan = stack.house.policies.plan(CODE)
    mine, bound = await days(stack, there), (Nature.LEGAL, Nature.DIRECTED)
    found = ((task, part) for task, part in plan.parts() if mine.get(part.code))
    task, part = next((task, part) for task, part in found if task.dues_of(part)[0].nature in bound)
    last = next(iter(task.dues_of(part))).last
    assert last
    later = last + timedelta(days=30)
    told = await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, part.code, later, "Chậm thầu", PAPER))
    assert "không được lùi" in told
    sooner = last - timedelta(days=3)
    await plan_editions.move(stack.by(there.officer), there.plan, part.code, sooner, "Tỉnh rút ngắn", PAPER)
    assert (await days(stack, there))[part.code] == sooner


async def test_a_day_is_moved_for_one_facility_with_reason_and_paper_and_the_first_stays_visible(stack: Stack) -> None:
    there = await province(stack, "ED")
    line = await entered(stack, there, moved(stack.house.policies.plan(CODE), "3", 1))
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    first = (await days(stack, there))["3.1-1"]
    assert first
    to = in_force(stack) + timedelta(days=20)
    await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, "3.1-1", to, "", "", (there.track,)))
    await plan_editions.move(stack.by(there.officer), there.plan, "3.1-1", to, "Bão số 12", "Công văn 88/SYT-NV", (there.track,))
    view = await tracks.milestone(stack.by(there.administrator), there.track, "3.1-1")
    assert view.line.progress.due == to
    assert [(one.move.before, one.move.reason) for one in view.moves][-1] == (first, "Bão số 12")
    again = await entered(stack, there, moved(stack.house.policies.plan(CODE), "4", 9))
    await plan_editions.apply(stack.by(there.officer), there.plan, again.id, PAPER)
    assert (await days(stack, there))["3.1-1"] == to, "a day of its own stays"


async def test_only_the_department_changes_its_plan_and_a_bad_file_keeps_nothing(stack: Stack) -> None:
    there, other = await province(stack, "EE"), await province(stack, "EF")
    line = await entered(stack, there, moved(stack.house.policies.plan(CODE), "3", 10))
    await refusal(NotAllowed, plan_editions.apply(stack.by(there.administrator), there.plan, line.id, PAPER))
    await refusal(NotFound, plan_editions.apply(stack.by(other.officer), there.plan, line.id, PAPER))
    foreign = await entered(stack, other, moved(stack.house.policies.plan(CODE), "3", 10))
    await refusal(NotFound, plan_editions.propose(stack.by(there.officer), there.plan, foreign.id))
    await refusal(NotFound, plan_editions.apply(stack.by(there.officer), there.plan, foreign.id, PAPER))
    bad = yaml_of(moved(stack.house.policies.plan(CODE), "5", 10)).replace("kind: survey", "kind: survy").encode()
    told = await refusal(Malformed, plan_editions.enter(stack.by(there.officer), "ban-5.yaml", bad))
    assert "ban-5.yaml:" in told
    lines = (await plan_editions.read(stack.by(there.officer), there.plan)).editions
    assert "5" not in {one.edition for one in lines}
    await refusal(OutOfReach, plan_editions.move(stack.by(there.officer), there.plan, "3.1-1", date(2026, 12, 1), "x", "y", (other.track,)))


async def test_another_plan_enters_from_a_file_and_is_opened(stack: Stack) -> None:
    there = await province(stack, "EG", opens=False)
    mine = replace(stack.house.policies.plan(CODE), code="ke-hoach-rieng", edition="1", title="Kế hoạch riêng của ngành")
    await entered(stack, there, mine)
    assert "ke-hoach-rieng" in {one.code for one in await plan_papers.listing(stack.by(there.officer))}
    assert (await plan_papers.read(stack.by(there.officer), "ke-hoach-rieng")).plan == mine
    opened = await plans.open_plan(stack.by(there.officer), "ke-hoach-rieng", (), in_force(stack))
    board = await plans.board(stack.by(there.officer), opened)
    assert (board.words.title, board.total) == ("Kế hoạch riêng của ngành", 2)


async def test_what_was_moved_for_everybody_is_moved_on_by_the_next_edition(stack: Stack) -> None:
    there = await province(stack, "EH")
    to = in_force(stack) + timedelta(days=3)
    await plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", to, "Chờ vốn", PAPER)
    assert (await days(stack, there))["3.2-1"] == to
    line = await entered(stack, there, moved(stack.house.policies.plan(CODE), "3", 10))
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    assert (await days(stack, there))["3.2-1"] == date(2027, 1, 10)
    told = [one.move.after for one in (await plan_editions.read(stack.by(there.officer), there.plan)).moves if one.move.code == "3.2-1"]
    assert told == [to, date(2027, 1, 10)], "and each is told of the plan as a whole"


async def test_a_day_of_its_own_outlasts_a_move_for_everybody_and_what_is_done_keeps_its_day(stack: Stack) -> None:
    there = await province(stack, "EI")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    done = (await days(stack, there))["3.1-2"]
    own, to = in_force(stack) + timedelta(days=30), in_force(stack) + timedelta(days=5)
    await plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", own, "Bão số 12", PAPER, (there.track,))
    await plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", to, "Chờ vốn", PAPER)
    line = await entered(stack, there, moved(stack.house.policies.plan(CODE), "3", 10))
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    found = await days(stack, there)
    assert (found["3.2-1"], found["3.1-2"]) == (own, done), "how late it was done is not rewritten"


async def test_what_binds_is_neither_dropped_nor_called_the_plans_own_nor_brought_back_later(stack: Stack) -> None:
    there, old = await province(stack, "EJ"), stack.house.policies.plan(CODE)
    without = await entered(stack, there, moved(old, "3", 0, (), without=("3.6-2",)))
    told = await refusal(Malformed, plan_editions.apply(stack.by(there.officer), there.plan, without.id, PAPER))
    assert "3.6-2: việc có hạn cấp trên giao không được bỏ" in told
    renamed = await entered(stack, there, moved(old, "4", 0, ("3.6-2",)))
    shown = await plan_editions.propose(stack.by(there.officer), there.plan, renamed.id)
    assert [(one.code, "nature" in one.fields) for one in shown.changes] == [("3.6-2", True)], "what it is called is a difference"
    assert any("không đổi thành hạn của kế hoạch" in one for one in shown.refused)
    await refusal(Malformed, plan_editions.apply(stack.by(there.officer), there.plan, renamed.id, PAPER))


async def test_a_plan_of_another_province_or_code_is_no_edition(stack: Stack) -> None:
    there = await province(stack, "EM")
    foreign = replace(stack.house.policies.plan("ha-noi-2025"), code=CODE, edition="7")
    line = await entered(stack, there, foreign)
    told = await refusal(Malformed, plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER))
    assert "đó là kế hoạch khác" in told
    other = yaml_of(stack.house.policies.plan("ha-noi-2025")).encode()
    told = await refusal(Malformed, plan_editions.enter(stack.by(there.officer), "ha-noi.yaml", other, there.plan))
    assert "tệp là kế hoạch ha-noi-2025, không phải hung-yen-2026" in told


async def test_a_day_lies_in_the_plans_term_and_what_comes_back_has_the_day_of_its_edition(stack: Stack) -> None:
    there, old = await province(stack, "EN"), stack.house.policies.plan(CODE)
    for to in (date(1900, 1, 1), date(9999, 12, 31)):
        told = await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", to, "Chờ vốn", PAPER))
        assert "trong kỳ kế hoạch" in told
    await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", date(2027, 1, 5), "x" * 33_000, PAPER))
    for edition, days_, gone in (("3", 5, ()), ("4", 5, ("3.2-1",)), ("5", 0, ())):
        line = await entered(stack, there, moved(old, edition, days_, MOVED if days_ else (), without=gone))
        await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    assert (await days(stack, there))["3.2-1"] == date(2026, 12, 31)


async def test_a_shortening_is_taken_back_to_the_day_of_the_plan_and_no_further(stack: Stack) -> None:
    there = await province(stack, "EK")
    first = (await days(stack, there))["3.6-2"]
    assert first
    await plan_editions.move(stack.by(there.officer), there.plan, "3.6-2", first - timedelta(days=20), "Ghi nhầm", PAPER)
    await plan_editions.move(stack.by(there.officer), there.plan, "3.6-2", first, "Sửa ngày ghi nhầm", PAPER)
    assert (await days(stack, there))["3.6-2"] == first
    await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, "3.6-2", first + timedelta(days=1), "x", PAPER))


async def test_a_large_file_is_refused_before_it_is_read(stack: Stack) -> None:
    there = await province(stack, "EL")
    told = await refusal(Malformed, plan_editions.enter(stack.by(there.officer), "to.yaml", b"a: b\n" * 200_000))
    assert "lớn hơn 500 kB" in told


async def test_a_draft_gives_way_to_a_mended_file_and_what_has_run_does_not(stack: Stack) -> None:
    there, old = await province(stack, "EO"), stack.house.policies.plan(CODE)
    first, mended = await entered(stack, there, moved(old, "3", 10)), await entered(stack, there, moved(old, "3", 11))
    drafts = (await plan_editions.read(stack.by(there.officer), there.plan)).editions
    assert [(one.id, one.applied_at) for one in drafts if one.edition == "3"] == [(mended.id, None)]
    await refusal(NotFound, plan_editions.apply(stack.by(there.officer), there.plan, first.id, PAPER))
    await plan_editions.apply(stack.by(there.officer), there.plan, mended.id, PAPER)
    assert (await entered(stack, there, moved(old, "3", 11))).id == mended.id, "the same file is the same edition"
    told = await refusal(Malformed, entered(stack, there, moved(old, "3", 12)))
    assert "đã chạy" in told


async def test_the_old_day_of_a_move_is_the_one_that_stood_and_a_standing_duty_has_none(stack: Stack) -> None:
    there, start = await province(stack, "EP"), in_force(stack)
    for to in (start + timedelta(days=3), start + timedelta(days=5)):
        await plan_editions.move(stack.by(there.officer), there.plan, "3.2-1", to, "Chờ vốn", PAPER)
    moves = (await plan_editions.read(stack.by(there.officer), there.plan)).moves
    assert [one.move.before for one in moves] == [date(2026, 12, 31), start + timedelta(days=3)]
    told = await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.plan, "1-1", start, "Thêm hạn", PAPER))
    assert "kế hoạch không ghi ngày cho 1-1" in told


async def test_what_only_reads_otherwise_reaches_every_track_and_adds_nothing_to_the_past(stack: Stack) -> None:
    there, old = await province(stack, "EW"), stack.house.policies.plan(CODE)
    said = (replace(one, parts=tuple(replace(part, deliverable="Văn bản có ký số") for part in one.parts)) for one in old.tasks)
    line = await entered(stack, there, replace(old, edition="3", tasks=tuple(said)))
    before, past = await days(stack, there), await _lines(stack, there)
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    for one, track in ((there.administrator, there.track), (there.officer, there.own)):
        view = await tracks.read(stack.by(one), track)
        assert {line.spec.deliverable for line in view.milestones} == {"Văn bản có ký số"}
    assert (await days(stack, there), await _lines(stack, there)) == (before, past)


async def _lines(stack: Stack, there: Province) -> int:
    """Of the past of the hospital's milestones."""
    async with stack.sessions() as session:
        return (await session.execute(select(func.count()).where(MilestonePastRow.track == there.track))).scalar_one()
