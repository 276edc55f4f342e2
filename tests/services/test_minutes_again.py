"""Minutes that a member refused are drawn up again: with what was judged, whatever the evidence is by then."""

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.names import AppraisalId, DocumentId
from services import appraisals, signatures
from services.appraisal_facts import follow_facts
from tests.care import reviewed, until
from tests.council import Council, all_sign, council_of_seven, shown, votes
from tests.rollout import FOUNDED
from tests.services.test_facts_as_evidence import regulation
from tests.stack import Stack


async def judged(stack: Stack, now: Council) -> tuple[AppraisalId, DocumentId]:
    """Six find TC01 met, which links to the regulation in force; one does not."""
    administrator = stack.by(now.there.administrator)
    await regulation(stack, now, "45/QC-BV", 42)
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10")
    await appraisals.bring(stack.by(now.there.administrator), which, "TC01", link=True)
    await shown(stack, now, which)
    await appraisals.convene(administrator, which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ minh chứng")
    for one in now.all:
        await votes(stack, one, which, {"TC01": Finding.NOT_MET} if one is now.outside else None)
    return which, await appraisals.close(stack.by(now.chair), which, "Đạt")


async def test_minutes_drawn_up_again_say_what_was_judged_and_only_that_is_carried(stack: Stack) -> None:
    now = await council_of_seven(stack, "ma1", "3.5-10")
    which, minutes = await judged(stack, now)
    first = (await signatures.read(stack.by(now.chair), minutes)).newest.data or {}
    was = (await appraisals.read(stack.by(now.chair), which)).appraisal.judged

    await regulation(stack, now, "46/QC-BV", 0)
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    await signatures.refuse(stack.by(now.secretary), await reviewed(stack, now.secretary, minutes), "Ghi sai nơi họp")
    await appraisals.close(stack.by(now.chair), which, "Đạt, sửa nơi họp")

    again = (await signatures.read(stack.by(now.chair), minutes)).newest.data or {}
    assert (again["criteria"], again["evidence"]) == (first["criteria"], first["evidence"])
    assert again["criteria"][0]["yes"] == 6
    assert again["conclusion"] == "Đạt, sửa nơi họp"
    view = await appraisals.read(stack.by(now.chair), which)
    assert (view.appraisal.judged, view.changed) == (was, ("TC01",)), "what was judged is what the members saw"
    await all_sign(stack, minutes, now.secretary, *now.all[2:], now.chair)
    by = stack.by(now.there.administrator)
    await until(lambda: appraisals.read(by, which), lambda seen: seen.appraisal.state is AppraisalState.CLOSED)
    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "3.5-10", "Quy chế đã thay")
    assert (await appraisals.read(by, second)).appraisal.asked == ("TC01",)
