"""Numbers of a plan's indicators: reported by whom they belong to, kept as said, beside what hsba counts itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused
from domain.indicators import NewValue, Origin
from services import indicators, tracks
from services.indicators import IndicatorView
from store.queries import audit
from store.tables.tracks import MilestoneRow, TrackRow
from tests.people import LAN, Someone
from tests.rollout import Province, declared, province, small_track
from tests.stack import Stack

GOLIVE, LIVE = "3.6-2", "trien-khai"


def value(numerator: int, denominator: int, day: date, source: str = "Báo cáo số 412/BC-SYT", origin: str = "paper") -> NewValue:
    return NewValue(str(numerator), str(denominator), day, origin, source)


async def shown(stack: Stack, one: Someone, there: Province, code: str = LIVE) -> IndicatorView:
    view = await indicators.read(stack.by(one), there.plan)
    return next(line for line in view.indicators if line.indicator.code == code)


def today(stack: Stack) -> date:
    return stack.by(LAN).today


async def test_two_sources_of_one_day_stand_side_by_side_and_nothing_is_averaged(stack: Stack) -> None:
    there, day = await province(stack, "IN1"), today(stack)
    for new in (value(56, 54, day), value(49, 54, day, "Cổng của Bộ Y tế", "system"), value(40, 54, day - timedelta(days=30))):
        await indicators.report(stack.by(there.officer), there.plan, LIVE, there.department, new)
    found = await shown(stack, there.officer, there)
    assert [(one.value.numbers, one.value.above) for one in found.newest] == [((56, 54), True), ((49, 54), False)]
    (clash,) = found.disagreements
    assert [one.value.numerator for one in clash.reports] == [56, 49]
    assert [one.value.numerator for one in found.history] == [40, 49, 56]
    await indicators.report(stack.by(there.officer), there.plan, LIVE, there.department, value(49, 54, day))
    corrected = await shown(stack, there.officer, there)
    assert corrected.disagreements == ()
    assert [one.value.numerator for one in corrected.history] == [49, 40, 49, 56], "what was said before is kept"
    async with stack.sessions() as session:
        told = [one for one in await audit.of_subject(session, "plan", there.plan) if one.act == "indicator.report"]
    assert [one.facts["value"] for one in told] == ["56/54", "49/54", "40/54", "49/54"]


async def test_each_reports_for_whom_they_may_and_sees_what_is_theirs(stack: Stack) -> None:
    there, day = await province(stack, "IN2"), today(stack)
    other = await small_track(stack, there, {GOLIVE: 30})
    await indicators.report(stack.by(there.administrator), there.plan, LIVE, there.hospital, value(1, 1, day))
    await indicators.report(stack.by(there.officer), there.plan, LIVE, other.facility, value(0, 1, day))
    await indicators.report(stack.by(there.officer), there.plan, LIVE, there.department, value(1, 2, day))
    for unit in (there.department, other.facility):
        with pytest.raises(OutOfReach):
            await indicators.report(stack.by(there.administrator), there.plan, LIVE, unit, value(1, 1, day))
    assert {one.unit for one in (await shown(stack, there.officer, there)).newest} == {there.hospital, other.facility, there.department}
    mine = await shown(stack, there.administrator, there)
    assert {one.unit for one in mine.newest} == {there.hospital, there.department}
    assert mine.counted is None, "the province's count is the department's"
    with pytest.raises(NotAllowed):
        await indicators.read(stack.by(LAN), there.plan)
    with pytest.raises(NotFound):
        await indicators.read(stack.by((await province(stack, "IN3")).officer), there.plan)
    with pytest.raises(NotFound):
        await indicators.report(stack.by(there.officer), there.plan, "khac", there.department, value(1, 2, day))
    with pytest.raises(Malformed):
        await indicators.report(stack.by(there.officer), there.plan, LIVE, there.department, value(1, 2, day + timedelta(days=1)))


async def test_one_request_reports_once(stack: Stack) -> None:
    there, day = await province(stack, "IN4"), today(stack)
    context = stack.by(there.officer)
    for _ in range(2):
        await indicators.report(context, there.plan, LIVE, there.department, value(1, 2, day))
    assert len((await shown(stack, there.officer, there)).history) == 1
    with pytest.raises(RequestReused):
        await indicators.report(context, there.plan, LIVE, there.department, value(2, 2, day))


async def test_hsba_counts_facilities_whose_milestone_is_accepted_as_a_source_of_its_own(stack: Stack) -> None:
    there = await province(stack, "IN5")
    other = await small_track(stack, there, {GOLIVE: 30})
    await declared(stack, there.administrator, there.track)
    before = (await shown(stack, there.officer, there)).counted
    assert before
    assert (before.numbers, before.origin, before.day) == ((0, 2), Origin.HSBA, today(stack))
    assert GOLIVE in before.source
    of = (MilestoneRow.track == other.id, MilestoneRow.code == GOLIVE)
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(state="accepted"))
    after = await shown(stack, there.officer, there)
    assert after.counted
    assert after.counted.numbers == (1, 2)
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(claim="not_applicable", state="reported"))
    said = await shown(stack, there.officer, there)
    assert said.counted
    assert (said.counted.numbers, said.aside, said.aside_said) == ((0, 2), (), ("Bệnh viện Mắt",)), "nobody accepted that yet"
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(state="accepted"))
    aside = await shown(stack, there.officer, there)
    assert aside.counted
    assert (aside.counted.numbers, aside.aside, aside.aside_said) == ((0, 1), ("Bệnh viện Mắt",), ())
    assert await tracks.mine(stack.by(there.officer))


async def test_what_was_dropped_and_who_is_no_more_are_in_neither_number(stack: Stack) -> None:
    there = await province(stack, "IN6")
    other = await small_track(stack, there, {GOLIVE: 30})
    await declared(stack, there.administrator, there.track)
    of = (MilestoneRow.track == other.id, MilestoneRow.code == GOLIVE)
    async with stack.sessions.begin() as session:
        await session.execute(update(MilestoneRow).where(*of).values(state="accepted"))
    for change in ({"state": "dropped"}, {"state": "accepted"}):
        async with stack.sessions.begin() as session:
            await session.execute(update(MilestoneRow).where(*of).values(**change))
            closed = today(stack) if change["state"] == "accepted" else None
            await session.execute(update(TrackRow).where(TrackRow.id == other.id).values(closed_on=closed))
        found = await shown(stack, there.officer, there)
        assert found.counted
        assert (found.counted.numbers, found.aside) == ((0, 1), ())


async def test_what_the_plan_does_not_word_so_is_not_counted(stack: Stack) -> None:
    plan = stack.house.policies.plan("dak-nong-2025")
    counted = {one.code: one.counts for one in plan.indicators}
    assert counted == {"trien-khai": ("5-1",), "lap-ho-so": ("5-1",), "nguoi-cntt": (), "dia-phuong": (), "lien-thong": ()}
