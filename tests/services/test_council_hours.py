"""A council is called for an hour: before it nobody votes; the secretary moves it, and everybody is told again."""

from datetime import timedelta

from sqlalchemy import select

from domain.appraisals import Finding
from domain.clock import clock_time
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.names import AppraisalId
from services import appraisals, errands, signatures
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.council import Council, council_of_seven, shown, votes
from tests.people import Someone
from tests.rollout import FOUNDED, opened
from tests.stack import Stack


async def called_for(stack: Stack, now: Council, later: timedelta) -> AppraisalId:
    administrator = stack.by(now.there.administrator)
    which = await appraisals.trigger(administrator, now.there.track)
    await shown(stack, now, which)
    at = stack.clock() + later
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường", at, anyway="Đủ minh chứng")
    return which


async def moved(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.facts).where(NoticeRow.person == one.id, NoticeRow.kind == "council_moved"))
        return [f"{facts['when']}, {facts['where']}" for facts in rows.scalars()]


async def waits(stack: Stack, one: Someone) -> list[tuple[str, bool]]:
    today = stack.by(one).today
    return [(each.kind, each.due == today) for each in await errands.errands(stack.by(one)) if each.kind in ("vote", "attend")]


async def test_nobody_votes_before_the_hour_and_the_secretary_moves_it(stack: Stack) -> None:
    now = await council_of_seven(stack, "ch1", "3.5-10")
    which = await called_for(stack, now, timedelta(days=5))
    assert await waits(stack, now.second) == [("attend", False)]
    await appraisals.declare(stack.by(now.second), which, conflict=False)
    read = await opened(stack, now.second, which, "TC01")
    told = await refusal(Incomplete, appraisals.vote(stack.by(now.second), which, "TC01", Finding.MET, read))
    assert f"hội đồng họp lúc {clock_time(stack.clock() + timedelta(days=5))[:5]}" in told
    assert "dời giờ họp" in told
    await refusal(Incomplete, appraisals.close(stack.by(now.chair), which))

    hour = stack.clock() - timedelta(minutes=1)
    for one in (now.second, now.there.colleague):
        await refusal(NotAllowed, appraisals.reschedule(stack.by(one), which, hour))
    await refusal(Malformed, appraisals.reschedule(stack.by(now.secretary), which, hour - timedelta(days=2)))
    await refusal(Malformed, appraisals.reschedule(stack.by(now.secretary), which, hour, "P" * 301))
    await appraisals.reschedule(stack.by(now.secretary, "ch1-dời"), which, hour, "Phòng họp tầng 2")
    await appraisals.reschedule(stack.by(now.secretary, "ch1-dời"), which, hour, "Phòng họp tầng 2")
    for one in now.all:
        assert await moved(stack, one) == [f"{clock_time(hour)}, Phòng họp tầng 2"], "once for each move"
    assert await waits(stack, now.second) == [("vote", True)]

    await votes(stack, now.second, which)
    await refusal(WrongState, appraisals.reschedule(stack.by(now.chair), which, hour + timedelta(days=1)))
    for one in (now.chair, now.secretary, now.first, now.it, now.doctor):
        await votes(stack, one, which)
    minutes = (await signatures.read(stack.by(now.chair), await appraisals.close(stack.by(now.chair), which))).newest.data or {}
    assert (minutes["opened_at"], minutes["held_at"]) == (clock_time(hour), "Phòng họp tầng 2")


async def test_whoever_called_it_moves_it_as_often_as_it_takes(stack: Stack) -> None:
    now = await council_of_seven(stack, "ch2", "3.5-10")
    which = await called_for(stack, now, timedelta(days=2))
    later = stack.clock() + timedelta(days=3)
    await appraisals.reschedule(stack.by(now.there.administrator), which, later)
    await appraisals.reschedule(stack.by(now.chair), which, later + timedelta(hours=1))
    assert await moved(stack, now.outside) == [f"{clock_time(later + timedelta(hours=n))}, Hội trường" for n in (0, 1)]
    view = await appraisals.read(stack.by(now.chair), which)
    (line, *_) = [one for one in view.timeline if one.act == "appraisal.reschedule"]
    assert {"was", "becomes"} <= line.facts.keys()
