"""Provinces merge in mid-flight: plans, tracks, people and rights move to another authority on a day, and nothing is lost."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, text

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, SamePerson, WrongState
from domain.feeds import FeedKind, feed_of
from domain.mergers import Merger, MergerState, moved_posts
from domain.names import PositionId, RequestId, id_of
from domain.tracks import State
from services import feeds, mergers, notices, plan_editions, plans, tracks
from services.context import Context
from services.merging import carry_out, carry_out_due
from store.queries import people
from store.tables.feeds import FeedRow
from store.writes import feeds as feed_writes
from store.writes import people as people_writes
from tests.care import refusal, until
from tests.people import Someone
from tests.rollout import CODE, Province, declared, in_force, province, reported
from tests.services.test_plan_editions import entered, moved
from tests.stack import Stack

BASIS = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"


async def merged(stack: Stack, old: Province, new: Province, on: date | None = None) -> UUID:
    """Entered by the one, accepted by the other: today unless another day is named."""
    which = await mergers.enter(stack.by(old.officer), new.department, on or day(stack.clock()), BASIS)
    await mergers.accept(stack.by(new.officer), which)
    return which


async def standing(stack: Stack, there: Province, which: UUID) -> MergerState:
    (line,) = [one.line for one in (await mergers.read(stack.by(there.officer))).lines if one.line.id == which]
    return line.state


async def told(stack: Stack, one: Someone) -> set[str]:
    return {notice.kind for notice in await notices.unseen(stack.by(one))}


async def gone_over(stack: Stack, one: Someone, to: Province) -> Context:
    """The same person in the post that goes on at the other department."""
    async with stack.sessions() as session:
        held = [post.position for post in await people.posts(session, one.id, day(stack.clock()))]
    (post,) = held
    assert (post.facility, post.role, post.basis) == (to.department, one.role, BASIS)
    stack.counter += 1
    return Context(stack.house, post, RequestId(f"merged-{stack.counter}"))


async def test_from_its_day_another_department_is_in_charge_and_nothing_is_lost(stack: Stack) -> None:
    old, new = await province(stack, "MA"), await province(stack, "MB")
    await declared(stack, old.administrator, old.track, "3.1-2")
    await reported(stack, old.administrator, old.track, "3.1-2")
    on = day(stack.clock()) + timedelta(days=3)
    await merged(stack, old, new, on)
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
    await merged(stack, old, new)
    again = await gone_over(stack, old.officer, new)
    assert (await plans.board(again, old.plan)).total == 2
    changes = await plan_editions.read(again, old.plan)
    assert [one.edition for one in changes.editions] == ["3", "2"], "what the old department entered, and what runs"
    await plan_editions.apply(again, old.plan, later.id, BASIS)
    (before,) = changes.authorities
    assert (before.name, before.successor, before.basis) == ("Sở Y tế tỉnh MC", "Sở Y tế tỉnh MD", BASIS)
    assert before.until == day(stack.clock()) - timedelta(days=1)
    assert "department_merged" in [one.kind for one in await notices.unseen(again)]
    ended = replace(stack.by(old.colleague), position=replace(old.colleague.position, until=before.until))
    await refusal(NotAllowed, plans.board(ended, old.plan))


async def test_the_legal_day_is_shown_and_nobody_moves_before_it_is_carried_out(stack: Stack) -> None:
    """Entered long after the law's day: what was done in between was done at the old department, by posts that were held."""
    old, new = await province(stack, "MI"), await province(stack, "MJ")
    today, legal = day(stack.clock()), date(2026, 7, 1)
    await merged(stack, old, new, legal)
    again = await gone_over(stack, old.officer, new)
    assert again.position.since == today
    async with stack.sessions() as session:
        was = await people.post(session, old.officer.position.id)
    assert was.until == today - timedelta(days=1)
    (before,) = (await plan_editions.read(again, old.plan)).authorities
    assert before.until == date(2026, 6, 30)


async def test_a_merger_is_entered_once_by_the_department_that_ends_with_its_paper(stack: Stack) -> None:
    old, new = await province(stack, "ME"), await province(stack, "MF")
    today = day(stack.clock())
    await refusal(Malformed, mergers.enter(stack.by(old.officer), old.department, today, BASIS))
    await refusal(Malformed, mergers.enter(stack.by(old.officer), new.hospital, today, " "))
    assert "01/01/2000" in await refusal(Malformed, mergers.enter(stack.by(old.officer), new.department, date(1999, 12, 31), BASIS))
    await refusal(Malformed, mergers.enter(stack.by(old.officer), new.department, today + timedelta(days=999), BASIS))
    await refusal(NotAllowed, mergers.enter(stack.by(old.administrator), new.department, today, BASIS))
    context = stack.by(old.officer, "ME-ghi")
    which = await mergers.enter(context, new.department, today, BASIS)
    assert await mergers.enter(context, new.department, today, BASIS) == which, "a second click is the same merger"
    await refusal(WrongState, mergers.enter(stack.by(old.colleague), new.department, today, BASIS))
    assert await carry_out_due(stack.sessions, stack.clock) == 0, "nobody ends a department alone"
    assert (await plans.board(stack.by(old.officer), old.plan)).total == 2
    await refusal(NotFound, plans.board(stack.by(new.officer), old.plan))


async def test_the_receiving_department_accepts_or_refuses_and_only_it(stack: Stack) -> None:
    old, new, other = await province(stack, "MK"), await province(stack, "ML"), await province(stack, "MM")
    on = day(stack.clock()) + timedelta(days=9)
    which = await mergers.enter(stack.by(old.officer), new.department, on, BASIS)
    assert "merger_entered" in await told(stack, new.colleague)
    await refusal(NotAllowed, mergers.accept(stack.by(old.colleague), which))
    await refusal(NotFound, mergers.accept(stack.by(other.officer), which))
    await refusal(NotAllowed, mergers.accept(stack.by(new.administrator), which))
    await refusal(Malformed, mergers.refuse(stack.by(new.officer), which, " "))
    await mergers.refuse(stack.by(new.officer), which, "Số nghị quyết không đúng")
    assert "merger_refused" in await told(stack, old.officer)
    assert "từ chối" in await refusal(WrongState, mergers.accept(stack.by(new.colleague), which))
    again = await merged(stack, old, new, on)
    assert "merger_accepted" in await told(stack, old.colleague)
    lines = {one.line.id: one.line for one in (await mergers.read(stack.by(old.officer))).lines}
    assert (lines[which].state, lines[which].reason) == (MergerState.REFUSED, "Số nghị quyết không đúng")
    assert lines[again].state is MergerState.ACCEPTED


async def test_nobody_accepts_what_they_entered_themselves_in_a_post_at_the_other_department(stack: Stack) -> None:
    old, new = await province(stack, "MN"), await province(stack, "MO")
    both = replace(old.officer.position, id=PositionId(id_of("position", "MN-both")), facility=new.department)
    async with stack.sessions.begin() as session:
        await people_writes.position(session, both)
    which = await mergers.enter(stack.by(old.officer), new.department, day(stack.clock()), BASIS)
    there = replace(stack.by(old.officer), position=both)
    (shown,) = (await mergers.read(there)).lines
    assert (shown.decides, shown.own) == (False, True)
    await refusal(SamePerson, mergers.accept(there, which))
    await mergers.accept(stack.by(new.officer), which)
    assert await standing(stack, new, which) is MergerState.DONE


async def test_it_is_called_off_until_it_was_carried_out_and_may_be_entered_anew(stack: Stack) -> None:
    old, new = await province(stack, "MP"), await province(stack, "MQ")
    which = await merged(stack, old, new, day(stack.clock()) + timedelta(days=1))
    await refusal(NotAllowed, mergers.call_off(stack.by(new.officer), which, "Thôi"))
    await refusal(Malformed, mergers.call_off(stack.by(old.officer), which, ""))
    await mergers.call_off(stack.by(old.colleague), which, "Quốc hội lùi ngày")
    assert "merger_called_off" in await told(stack, new.officer)
    stack.clock.ahead += timedelta(days=1)
    assert await carry_out_due(stack.sessions, stack.clock) == 0
    assert (await plans.board(stack.by(old.officer), old.plan)).total == 2
    again = await merged(stack, old, new)
    assert await standing(stack, new, again) is MergerState.DONE
    await refusal(WrongState, mergers.call_off(await gone_back(stack, old.officer), again, "Thôi"))


async def gone_back(stack: Stack, one: Someone) -> Context:
    """A post that somebody gives at the department that is no more."""
    again = replace(one.position, id=PositionId(id_of("position", "back", one.login)))
    async with stack.sessions.begin() as session:
        await people_writes.position(session, again)
    return replace(stack.by(one), position=again)


async def test_who_ended_takes_nobody_over_and_says_who_does(stack: Stack) -> None:
    gone, heir, late = await province(stack, "MR"), await province(stack, "MS"), await province(stack, "MT")
    today = day(stack.clock())
    await merged(stack, gone, heir)
    no = await refusal(Malformed, mergers.enter(stack.by(late.officer), gone.department, today, BASIS))
    assert "đã hợp nhất vào Sở Y tế tỉnh MS" in no
    assert gone.department not in {one.id for one in (await mergers.read(stack.by(late.officer))).others}
    await mergers.enter(stack.by(late.officer), heir.department, today + timedelta(days=3), BASIS)
    circle = await refusal(Malformed, mergers.enter(stack.by(heir.officer), late.department, today, BASIS))
    assert "chính Sở Y tế này đang chờ hợp nhất" in circle


@pytest.mark.parametrize(("code", "last_first"), [("MU", True), ("MV", False)])
async def test_chains_of_one_day_end_in_the_same_hands_in_any_order(stack: Stack, code: str, last_first: bool) -> None:
    first, middle, last = [await province(stack, f"{code}{n}") for n in (1, 2, 3)]
    on = day(stack.clock()) + timedelta(days=1)
    order = [await merged(stack, first, middle, on), await merged(stack, middle, last, on)]
    for which in reversed(order) if last_first else order:
        async with stack.sessions.begin() as session:
            assert await carry_out(session, which, stack.clock() + timedelta(days=1))
    stack.clock.ahead += timedelta(days=1)
    for one in (first, middle):
        await gone_over(stack, one.officer, last)
        assert (await plans.board(stack.by(last.officer), one.plan)).plan.department == last.department
    view = await plan_editions.read(stack.by(last.officer), first.plan)
    names = [f"Sở Y tế tỉnh {code}{n}" for n in (1, 2, 3)]
    assert [(one.name, one.successor) for one in view.authorities] == [(names[0], names[1]), (names[1], names[2])]
    assert {one.line.id for one in (await mergers.read(stack.by(last.officer))).lines} == set(order)


async def test_cut_off_in_the_middle_nothing_was_moved(stack: Stack) -> None:
    """It is one transaction: a process that is killed, as one that raises, leaves what was before."""
    old, new = await province(stack, "MW"), await province(stack, "MX")
    on = day(stack.clock()) + timedelta(days=1)
    which = await merged(stack, old, new, on)
    with pytest.raises(ConnectionError):
        await _killed_after(stack, which)
    assert await standing(stack, old, which) is MergerState.ACCEPTED
    board = await plans.board(stack.by(old.officer), old.plan)
    assert (board.total, board.plan.department) == (2, old.department)
    async with stack.sessions() as session:
        assert [one.until for one in await people.held_at(session, old.department)] == [None, None]
        assert (await people.facility(session, old.hospital)).parent == old.department
        assert len(await people.held_at(session, new.department)) == 2
    assert "department_merged" not in await told(stack, old.officer)


async def _killed_after(stack: Stack, which: UUID) -> None:
    async with stack.sessions.begin() as session:
        assert await carry_out(session, which, stack.clock() + timedelta(days=1))
        raise ConnectionError("killed")


async def test_one_that_fails_holds_no_other_up_and_is_tried_again(stack: Stack) -> None:
    broken, good, new = await province(stack, "MY"), await province(stack, "MZ"), await province(stack, "NA")
    on = day(stack.clock()) + timedelta(days=1)
    bad, fine = await merged(stack, broken, new, on), await merged(stack, good, new, on)
    held = broken.officer.position
    (_, again), *_ = moved_posts(Merger(broken.department, new.department, on, BASIS), [held], on)
    taken = feed_of(again.id, FeedKind.POSITION, None)
    await feeds.make(stack.by(broken.officer), FeedKind.POSITION)
    async with stack.sessions.begin() as session:  # what no merger expects: the calendar of the next post is there
        await feed_writes.make(session, replace(taken, position=broken.administrator.position.id), "MY", stack.clock())
    stack.clock.ahead += timedelta(days=1)
    assert await carry_out_due(stack.sessions, stack.clock) >= 1
    assert (await standing(stack, new, bad), await standing(stack, new, fine)) == (MergerState.ACCEPTED, MergerState.DONE)
    assert (await plans.board(stack.by(broken.officer), broken.plan)).total == 2
    async with stack.sessions.begin() as session:
        await session.execute(delete(FeedRow).where(FeedRow.id == taken.id))
    assert await carry_out_due(stack.sessions, stack.clock) == 1
    assert await standing(stack, new, bad) is MergerState.DONE


async def test_a_plan_that_is_opened_at_that_moment_is_refused_and_never_left_behind(stack: Stack) -> None:
    old, new = await province(stack, "NB", opens=False), await province(stack, "NC")
    which = await mergers.enter(stack.by(old.officer), new.department, day(stack.clock()), BASIS)
    opening = plans.open_plan(stack.by(old.officer), CODE, (), in_force(stack))
    async with stack.sessions.begin() as session:
        await session.execute(text("UPDATE merger SET state = 'accepted' WHERE id = :id"), {"id": which})
        assert await carry_out(session, which, stack.clock())
        waits = asyncio.create_task(refusal(NotAllowed, opening))
        await until(lambda: _waiting(stack), lambda n: n > 0)
        assert not waits.done()
    await waits
    assert old.plan not in {one.plan for one in await plans.listing(stack.by(new.officer))}


async def _waiting(stack: Stack) -> int:
    async with stack.sessions() as session:
        return int((await session.execute(text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))).scalar_one())
