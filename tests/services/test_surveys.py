"""Surveys as pages ask for them: begun, filled in, submitted, sent back and reviewed."""

from domain.errors import Malformed, NotAllowed, OutOfReach, SamePerson, WrongState
from domain.roles import Role
from domain.surveys import Review, SurveyState
from services import errands, survey_views, surveys, tracks
from tests.care import newcomer, refusal
from tests.people import Someone
from tests.rollout import Province, province
from tests.stack import Stack
from tests.surveying import ANSWERS, filled


async def waits(stack: Stack, one: Someone) -> list[tuple[str, str]]:
    return [(found.kind, found.link) for found in await errands.errands(stack.by(one)) if found.kind.endswith("_survey")]


async def state(stack: Stack, there: Province, number: int) -> SurveyState:
    return (await survey_views.read(stack.by(there.administrator), there.track, number)).survey.state


async def test_filled_in_sent_back_mended_and_taken(stack: Stack) -> None:
    there = await province(stack, "KS1")
    number = await filled(stack, there.administrator, there.track)
    here = f"/tracks/{there.track}/surveys/{number}"
    assert (number, await waits(stack, there.officer)) == (1, [])
    await surveys.submit(stack.by(there.administrator), there.track, number)
    assert await waits(stack, there.officer) == [("review_survey", here)]
    await refusal(WrongState, surveys.save(stack.by(there.administrator), there.track, number, 1, {"beds": 1}))
    await refusal(Malformed, surveys.review(stack.by(there.officer), there.track, number, Review(False)))
    said = Review(False, "Số máy tính chưa khớp biên bản", {"workstations": "Đếm lại máy tại khoa Khám"})
    await surveys.review(stack.by(there.officer), there.track, number, said)
    assert (await waits(stack, there.officer), await waits(stack, there.administrator)) == ([], [("mend_survey", here)])
    await surveys.save(stack.by(there.administrator), there.track, number, 1, {"workstations": 230})
    await surveys.submit(stack.by(there.administrator), there.track, number)
    await surveys.review(stack.by(there.colleague), there.track, number, Review(True))
    view = await survey_views.read(stack.by(there.officer), there.track, number)
    assert [(one.step.state, one.by) for one in view.steps] == [
        (SurveyState.DRAFT, there.administrator.name),
        (SurveyState.SUBMITTED, there.administrator.name),
        (SurveyState.RETURNED, there.officer.name),
        (SurveyState.SUBMITTED, there.administrator.name),
        (SurveyState.REVIEWED, there.colleague.name),
    ]
    assert view.steps[2].step.remarks == {"workstations": "Đếm lại máy tại khoa Khám"}
    assert view.shown.answers["workstations"] == 230
    timeline = (await tracks.read(stack.by(there.officer), there.track)).timeline
    assert {"survey.begin", "survey.save", "survey.submit", "survey.return", "survey.accept"} <= {one.act for one in timeline}


async def test_only_whose_track_it_is_fills_in_and_nobody_reviews_their_own(stack: Stack) -> None:
    there, elsewhere = await province(stack, "KS4"), await province(stack, "KS5")
    await refusal(OutOfReach, surveys.begin(stack.by(elsewhere.administrator), there.track))
    await refusal(NotAllowed, surveys.begin(stack.by(there.officer), there.track))
    number = await filled(stack, there.administrator, there.track)
    await refusal(WrongState, surveys.begin(stack.by(there.administrator), there.track))
    await surveys.submit(stack.by(there.administrator), there.track, number)
    await refusal(NotAllowed, surveys.review(stack.by(there.administrator), there.track, number, Review(True)))
    await refusal(OutOfReach, surveys.review(stack.by(elsewhere.officer), there.track, number, Review(True)))
    own = await filled(stack, there.officer, there.own)
    await surveys.submit(stack.by(there.officer), there.own, own)
    await refusal(SamePerson, surveys.review(stack.by(there.officer), there.own, own, Review(True)))
    await surveys.review(stack.by(there.colleague), there.own, own, Review(True))


async def test_who_gave_an_answer_does_not_review_it_though_somebody_else_sent_it(stack: Stack) -> None:
    there = await province(stack, "KS8S")
    own = await filled(stack, there.officer, there.own)
    await surveys.save(stack.by(there.colleague), there.own, own, 1, {"beds": 1})
    await surveys.submit(stack.by(there.officer), there.own, own)
    assert "review" not in (await survey_views.read(stack.by(there.colleague), there.own, own)).acts
    await refusal(SamePerson, surveys.review(stack.by(there.colleague), there.own, own, Review(True)))
    third = await newcomer(stack, "cv3.KS8S", "Đào Thị Nhàn", Role.HEALTH_OFFICER, there.department)
    await surveys.review(stack.by(third), there.own, own, Review(True))


async def test_an_act_told_twice_is_done_once(stack: Stack) -> None:
    there = await province(stack, "KS6")
    begun = stack.by(there.administrator)
    assert [await surveys.begin(begun, there.track) for _ in range(2)] == [1, 1]
    save = stack.by(there.administrator)
    told = [await surveys.save(save, there.track, 1, 0, ANSWERS) for _ in range(2)]
    assert [(one.version, one.changed) for one in told] == [(1, len(ANSWERS)), (1, 0)]
    sent = stack.by(there.administrator)
    for _ in range(2):
        await surveys.submit(sent, there.track, 1)
    taken = stack.by(there.officer)
    for _ in range(2):
        await surveys.review(taken, there.track, 1, Review(True))
    assert len((await survey_views.read(stack.by(there.officer), there.track, 1)).steps) == 3
