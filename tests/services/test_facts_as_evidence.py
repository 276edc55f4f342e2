"""Evidence that links to what hsba itself knows: six weeks later another regulation is in force, and the verdict no longer stands."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from domain.appraisals import Finding
from domain.clock import day
from domain.councils import AppraisalState
from domain.errors import Incomplete, NotFound
from domain.golive import Readiness
from domain.names import AppraisalId
from services import appraisals, errands, golive, issuing, regulation_views
from services.appraisal_facts import follow_facts
from services.issuing import NewOutside
from store.queries import tracks as tracks_read
from store.tables.notices import NoticeRow
from tests.care import refusal, until
from tests.council import Council, all_sign, council_of_seven, shown, votes
from tests.people import Someone
from tests.rollout import DECISION, FOUNDED, pdf
from tests.services.test_errands import listening
from tests.stack import Stack


async def regulation(stack: Stack, now: Council, number: str, days_ago: int) -> None:
    """Entered in the register by the clerk, as it was issued on paper."""
    issued = day(stack.clock()) - timedelta(days=days_ago)
    await issuing.enter(stack.by(now.clerk), NewOutside(number, issued, "Quy chế hồ sơ bệnh án điện tử", subject="ehr", file=pdf(number)))


async def appraised(stack: Stack, now: Council, milestone: str = "") -> AppraisalId:
    """Met, with what hsba knows of its regulation as the evidence of the first criterion."""
    administrator = now.there.administrator
    which = await appraisals.trigger(stack.by(administrator), now.there.track, milestone)
    await appraisals.bring(stack.by(administrator), which, "TC01", link=True)
    await shown(stack, now, which)
    await appraisals.convene(stack.by(administrator), which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ minh chứng")
    await closed(stack, now, which)
    return which


async def closed(stack: Stack, now: Council, which: AppraisalId) -> None:
    for one in now.all:
        await votes(stack, one, which)
    minutes = await appraisals.close(stack.by(now.chair), which)
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    by = stack.by(now.there.administrator)
    await until(lambda: appraisals.read(by, which), lambda view: view.appraisal.state is AppraisalState.CLOSED)


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow).where(NoticeRow.person == one.id, NoticeRow.kind == "appraisal_stale"))
        return [row.facts["codes"] for row in rows.scalars()]


async def test_a_changed_regulation_makes_the_verdict_stale_and_only_that_is_voted_again(stack: Stack) -> None:
    now = await council_of_seven(stack, "fe1", "3.5-10")
    administrator = stack.by(now.there.administrator)
    await regulation(stack, now, "45/QC-BV", 42)
    which = await appraised(stack, now)
    view = await appraisals.read(administrator, which)
    assert view.checks["TC01"].holds
    assert "số 45/QC-BV ngày" in view.exhibits["TC01"].files[0].file.name
    assert (await golive.standing(administrator, now.there.track)).readiness is Readiness.MET
    async with stack.sessions.begin() as session:
        await tracks_read.track(session, now.there.track, lock=True)
        looks = asyncio.wait_for(follow_facts(stack.sessions, stack.house.policies, stack.clock), 20)
        assert await looks == 0, "what has not changed changes nothing, and is looked at without a lock"

    await regulation(stack, now, "46/QC-BV", 0)
    live = await regulation_views.in_force(administrator, now.there.hospital, "ehr", day(stack.clock()))
    assert live is not None
    assert live.number == "46/QC-BV"
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    view = await appraisals.read(administrator, which)
    assert (view.appraisal.stale, view.changed) == (True, ("TC01",))
    assert [await told(stack, one) for one in (now.there.administrator, now.chair, now.doctor)] == [["TC01"]] * 3
    assert "appraise_again" in [one.kind for one in await errands.errands(administrator)]
    assert (await golive.standing(administrator, now.there.track)).readiness is Readiness.STALE
    sentence = await refusal(Incomplete, golive.decide(stack.by(now.there.administrator), now.there.track, DECISION))
    assert "minh chứng đã thay đổi sau kết luận" in sentence

    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Quy chế đã thay")
    again = await appraisals.read(administrator, second)
    assert (again.appraisal.asked, "số 46/QC-BV ngày" in again.exhibits["TC01"].files[0].file.name) == (("TC01",), True)
    await appraisals.convene(stack.by(now.there.administrator), second, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ")
    await closed(stack, now, second)
    assert (await golive.standing(administrator, now.there.track)).readiness is Readiness.MET
    await regulation(stack, now, "47/QC-BV", 0)
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    lines = {one: (await appraisals.read(administrator, one)).timeline for one in (which, second)}
    counted = {one: sum(line.act == "appraisal.fact_changed" for line in told) for one, told in lines.items()}
    assert counted == {which: 1, second: 1}, "a round that another followed is not looked at again"


async def test_a_fact_that_changes_during_the_vote_makes_the_votes_on_it_void(stack: Stack) -> None:
    now = await council_of_seven(stack, "fe2", "3.5-10")
    await regulation(stack, now, "45/QC-BV", 42)
    administrator = now.there.administrator
    which = await appraisals.trigger(stack.by(administrator), now.there.track)
    await refusal(NotFound, appraisals.bring(stack.by(administrator), which, "TC03", link=True))
    await appraisals.bring(stack.by(administrator), which, "TC01", link=True)
    await shown(stack, now, which)
    await appraisals.convene(stack.by(administrator), which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ")
    await votes(stack, now.first, which, {"TC06": Finding.NOT_APPLICABLE})
    await regulation(stack, now, "46/QC-BV", 0)
    async with listening(stack) as woken:
        assert await follow_facts(stack.sessions, stack.house.policies, stack.clock) == 1
    assert {str(one.id) for one in now.all} <= set(woken), "whose vote is void learns of it at once"
    waits = [(one.kind, one.many) for one in await errands.errands(stack.by(now.first)) if one.link == f"/appraisals/{which}"]
    assert waits == [("vote", 1)]
    timeline = (await appraisals.read(stack.by(administrator), which)).timeline
    assert any(line.act == "appraisal.fact_changed" and line.facts["criterion"] == "TC01" for line in timeline)
