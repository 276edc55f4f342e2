"""A verdict whose evidence changed while its minutes were being signed reports nothing, and everybody is told."""

from domain.councils import AppraisalState
from domain.golive import Readiness
from domain.tracks import State
from services import appraisals, errands, golive, tracks
from services.appraisal_facts import follow_facts
from tests.care import until
from tests.council import all_sign, council_of_seven, shown, votes
from tests.rollout import FOUNDED
from tests.services.test_facts_as_evidence import closed, regulation, told
from tests.stack import Stack


async def test_it_reports_nothing_and_a_further_round_is_asked_for(stack: Stack) -> None:
    now = await council_of_seven(stack, "sw1", "3.5-10")
    administrator = stack.by(now.there.administrator)
    await regulation(stack, now, "45/QC-BV", 42)
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10")
    await appraisals.bring(stack.by(now.there.administrator), which, "TC01", link=True)
    await shown(stack, now, which)
    await appraisals.convene(administrator, which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ minh chứng")
    for one in now.all:
        await votes(stack, one, which)
    minutes = await appraisals.close(stack.by(now.chair), which)
    await regulation(stack, now, "46/QC-BV", 0)
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    assert await told(stack, now.doctor) == [], "the council may still refuse its minutes"
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    view = await until(lambda: appraisals.read(administrator, which), lambda seen: seen.appraisal.state is AppraisalState.CLOSED)

    assert (view.appraisal.stale, view.changed) == (True, ("TC01",))
    assert [await told(stack, one) for one in (now.there.administrator, now.chair, now.doctor)] == [["TC01"]] * 3
    assert "appraise_again" in [one.kind for one in await errands.errands(administrator)]
    assert (await tracks.milestone(administrator, now.there.track, "3.5-10")).line.progress.state is State.OPEN
    assert (await golive.standing(administrator, now.there.track)).readiness is Readiness.STALE

    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Quy chế đã thay")
    await appraisals.convene(stack.by(now.there.administrator), second, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ")
    await closed(stack, now, second)
    assert (await tracks.milestone(administrator, now.there.track, "3.5-10")).line.progress.state is State.REPORTED
