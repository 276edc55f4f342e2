"""Provinces merge in mid-flight: plans, tracks, people and rights move to another authority on a day, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, WrongState
from domain.names import RequestId
from domain.tracks import State
from services import mergers, notices, plan_editions, plans, tracks
from services.context import Context
from services.mergers import carry_out_due
from store.queries import people
from tests.care import refusal
from tests.people import Someone
from tests.rollout import CODE, Province, declared, province, reported
from tests.services.test_plan_editions import entered, moved
from tests.stack import Stack

BASIS = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"


async def gone_over(stack: Stack, one: Someone, to: Province) -> Context:
    """The same person in the post that goes on at the other department."""
    async with stack.sessions() as session:
        held = [post.position for post in await people.posts(session, one.id, day(stack.clock()))]
    (post,) = held
    assert (post.facility, post.role, post.basis) == (to.department, one.role, BASIS)
    return Context(stack.house, post, RequestId(f"merged-{stack.clock().isoformat()}"))


async def test_from_its_day_another_department_is_in_charge_and_nothing_is_lost(stack: Stack) -> None:
    old, new = await province(stack, "MA"), await province(stack, "MB")
    await declared(stack, old.administrator, old.track, "3.1-2")
    await reported(stack, old.administrator, old.track, "3.1-2")
    on = day(stack.clock()) + timedelta(days=3)
    await mergers.enter(stack.by(old.officer), new.department, on, BASIS)
    assert await carry_out_due(stack.sessions, stack.clock) == 0, "not before its day"
    await tracks.send_back(stack.by(old.officer), old.track, "3.1-2", "Thiếu chữ ký")
    stack.clock.ahead = timedelta(days=3)
    assert await carry_out_due(stack.sessions, stack.clock) >= 1
    assert await carry_out_due(stack.sessions, stack.clock) == 0, "once"
    await reported(stack, old.administrator, old.track, "3.1-2")
    accepted = await tracks.accept(stack.by(new.officer), old.track, "3.1-2")
    assert (accepted.department, accepted.of("3.1-2").state) == (new.department, State.ACCEPTED)
    view = await tracks.milestone(stack.by(old.administrator), old.track, "3.1-2")
    assert [report.judged for report in view.reports] == ["sent_back", "accepted"], "what was there before is still there"
    board = await plans.board(stack.by(new.officer), old.plan)
    assert (board.total, board.plan.department) == (2, new.department)
    own = await tracks.read(stack.by(new.officer), old.own)
    assert own.track.own, "what the old department was to do is the new one's"


async def test_its_people_go_on_in_the_new_one_and_both_names_are_shown(stack: Stack) -> None:
    old, new = await province(stack, "MC"), await province(stack, "MD")
    later = await entered(stack, old, moved(stack.house.policies.plan(CODE), "3", 10))
    await mergers.enter(stack.by(old.officer), new.department, day(stack.clock()), BASIS)
    again = await gone_over(stack, old.officer, new)
    assert (await plans.board(again, old.plan)).total == 2
    changes = await plan_editions.read(again, old.plan)
    assert [one.edition for one in changes.editions] == ["3", "2"], "what the old department entered, and what runs"
    await plan_editions.apply(again, old.plan, later.id, BASIS)
    (before,) = changes.authorities
    assert (before.name, before.successor, before.basis) == ("Sở Y tế tỉnh MC", "Sở Y tế tỉnh MD", BASIS)
    assert before.until == day(stack.clock()) - timedelta(days=1)
    assert "department_merged" in [one.kind for one in await notices.unseen(again)]
    told = await refusal(
        NotAllowed, plans.board(replace(stack.by(old.colleague), position=replace(old.colleague.position, until=before.until)), old.plan)
    )
    assert told


async def test_a_merger_is_entered_once_by_the_department_that_ends_with_its_paper(stack: Stack) -> None:
    old, new = await province(stack, "ME"), await province(stack, "MF")
    today = day(stack.clock())
    await refusal(Malformed, mergers.enter(stack.by(old.officer), old.department, today, BASIS))
    await refusal(Malformed, mergers.enter(stack.by(old.officer), new.hospital, today, " "))
    await refusal(NotAllowed, mergers.enter(stack.by(old.administrator), new.department, today, BASIS))
    await mergers.enter(stack.by(old.officer), new.department, today + timedelta(days=9), BASIS)
    await refusal(WrongState, mergers.enter(stack.by(old.colleague), new.department, today, BASIS))
    assert (await plans.board(stack.by(old.officer), old.plan)).total == 2
    await refusal(NotFound, plans.board(stack.by(new.officer), old.plan))
