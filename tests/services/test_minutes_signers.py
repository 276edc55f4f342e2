"""Minutes are signed by whoever came: a member who neither voted nor declared anything is not held to what others found."""

from services import appraisals
from services.signatures import inbox
from tests.council import council_of_seven, shown, votes
from tests.rollout import FOUNDED
from tests.stack import Stack


async def test_who_did_not_come_does_not_sign(stack: Stack) -> None:
    now = await council_of_seven(stack, "ms1", "3.5-10")
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    await shown(stack, now, which)
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Kịp hạn")
    for one in (now.chair, now.secretary, now.it, now.first, now.second):
        await votes(stack, one, which)
    minutes = await appraisals.close(stack.by(now.chair), which)
    view = await appraisals.read(stack.by(now.chair), which)
    assert view.minutes
    data = view.minutes[1].data
    assert data
    assert [one["present"] for one in data["members"]].count(False) == 2
    named = {step.name: set(step.people) for step in view.minutes[1].chain.steps}
    assert named["agreed"] == {now.it.id, now.first.id, now.second.id}
    assert minutes not in {line.document for line in await inbox(stack.by(now.doctor))}
