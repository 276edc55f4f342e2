"""Opening a plan, and the board."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, WrongState
from domain.names import FacilityId
from policies.plan_written import yaml_of
from services import notices, plan_editions, plans, tracks
from services.plans import Asked
from tests.care import refusal
from tests.people import LAN
from tests.rollout import CODE, declared, in_force, province, reported
from tests.stack import Stack


async def test_a_plan_opened_late_asks_how_far_each_milestone_is(stack: Stack) -> None:
    there = await province(stack, "P1")
    view = await tracks.read(stack.by(there.administrator), there.track)
    assert len(view.undeclared) == view.total > 20
    assert (view.facility.id, view.department, view.done) == (there.hospital, "Sở Y tế tỉnh P1", 0)
    own = await tracks.read(stack.by(there.officer), there.own)
    assert {line.spec.code for line in own.milestones}.isdisjoint({line.spec.code for line in view.milestones})


async def test_who_runs_a_track_is_told_what_is_to_be_declared(stack: Stack) -> None:
    there = await province(stack, "PT")
    (told,) = await notices.unseen(stack.by(there.administrator))
    assert (told.kind, told.facts["n"], told.link) == ("plan_declare", "33", f"/tracks/{there.track}/declaration")
    assert [one.link for one in await notices.unseen(stack.by(there.colleague))] == [f"/tracks/{there.own}/declaration"]
    assert await notices.unseen(stack.by(there.officer)) == [], "who opened it knows"
    await declared(stack, there.administrator, there.track)
    left = [one.kind for one in await notices.unseen(stack.by(there.administrator))]
    assert left == ["plan_declared"], "done is done; a unit without a director reads the summary itself"


async def test_a_plan_is_opened_once_and_a_repeated_request_is_the_same_act(stack: Stack) -> None:
    there = await province(stack, "P2")
    told = await refusal(WrongState, plans.open_plan(stack.by(there.colleague), CODE, (), in_force(stack)))
    assert told.startswith("Kế hoạch này đã được mở.")
    new = await province(stack, "P3")
    again = stack.by(new.officer, "mở lại P3")
    with pytest.raises(WrongState):
        await plans.open_plan(again, CODE, (), in_force(stack))
    assert CODE not in {one.words.code for one in await plans.known(stack.by(new.officer))}


async def test_only_the_department_opens_only_its_own_facilities_and_only_in_the_plans_term(stack: Stack) -> None:
    there = await province(stack, "P4", opens=False)
    await refusal(NotAllowed, plans.open_plan(stack.by(there.administrator), CODE))
    await refusal(OutOfReach, plans.open_plan(stack.by(there.officer), "hung-yen-2026", (FacilityId("33001"),), in_force(stack)))
    words = stack.house.policies.plan(CODE)
    await refusal(Malformed, plans.open_plan(stack.by(there.officer), CODE, (), words.effective_from - timedelta(days=1)))
    await refusal(NotFound, plans.open_plan(stack.by(there.officer), "ke-hoach-la"))


async def test_the_board_shows_the_department_all_and_a_hospital_itself(stack: Stack) -> None:
    there = await province(stack, "P5")
    whole = await plans.board(stack.by(there.officer), there.plan)
    assert (whole.total, len(whole.rows), whole.following) == (2, 2, None)
    parts = [part.code for task in whole.words.tasks for part in task.parts]
    assert [column.code for column in whole.columns] == [code for code in parts if code in {c.code for c in whole.columns}]
    await declared(stack, there.administrator, there.track)
    await reported(stack, there.administrator, there.track, "3.5-1")
    mine = await plans.board(stack.by(there.administrator), there.plan)
    assert [row.line.facility for row in mine.rows] == [there.hospital]
    assert mine.rows[0].cells["3.5-1"].word == "reported"
    survey = mine.rows[0].cells["3.1-1"]
    assert (survey.word, survey.why) == ("late", "doing")
    assert survey.days_late > 0
    column = next(one for one in mine.columns if one.code == "3.1-1")
    assert (column.task, column.figures.total, column.figures.late, column.figures.reported) == ("3.1", 1, 1, 0)
    late = await plans.board(stack.by(there.officer), there.plan, asked=Asked(late=True, code="3.1-1"))
    assert ([row.line.facility for row in late.rows], late.total_late) == ([there.hospital], 1)
    line = next(one for one in await plans.listing(stack.by(there.officer)) if one.plan.id == there.plan)
    assert (line.figures.reported, line.facilities) == (1, 1)
    own = await plans.board(stack.by(there.officer), there.plan, asked=Asked(part="2"))
    assert ([row.line.facility for row in own.rows], own.listed, own.total) == ([there.department], 1, 2), "only the department's own task"
    assert (await plans.board(stack.by(there.officer), there.plan, asked=Asked(part="3.1-1"))).listed == 1
    following = await plans.board(stack.by(there.officer), there.plan, after=whole.rows[0].line.track)
    assert [row.line.track for row in following.rows] == [whole.rows[1].line.track]


async def test_strangers_see_nothing_of_it(stack: Stack) -> None:
    there, other = await province(stack, "P6"), await province(stack, "P7")
    await refusal(NotFound, plans.board(stack.by(other.officer), there.plan))
    await refusal(OutOfReach, tracks.read(stack.by(other.officer), there.track))
    await refusal(OutOfReach, tracks.read(stack.by(there.administrator), there.own))
    await refusal(NotAllowed, tracks.read(stack.by(LAN), there.track))


async def test_it_is_opened_by_the_edition_that_was_looked_at_or_not_at_all(stack: Stack) -> None:
    there = await province(stack, "PZ", opens=False)
    (seen,) = [one for one in await plans.known(stack.by(there.officer)) if one.words.code == CODE]
    draft = yaml_of(replace(stack.house.policies.plan(CODE), edition="3", title="Kế hoạch được sửa")).encode()
    await plan_editions.enter(stack.by(there.officer), "ban-3.yaml", draft)
    opening = plans.open_plan(stack.by(there.officer), CODE, (), in_force(stack), seen.edition)
    assert "đã có bản khác từ lúc anh/chị xem" in await refusal(WrongState, opening)
    assert not await plans.listing(stack.by(there.officer)), "nothing was opened"
    (seen,) = [one for one in await plans.known(stack.by(there.officer)) if one.words.code == CODE]
    opened = await plans.open_plan(stack.by(there.officer), CODE, (), in_force(stack), seen.edition)
    assert (await plans.board(stack.by(there.officer), opened)).words.title == "Kế hoạch được sửa"
