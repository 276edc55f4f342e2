"""What a reviewed survey shows, and the second survey that is compared with it."""

from domain.errors import NotFound, WrongState
from domain.survey_gaps import Turn
from domain.surveys import SurveyState
from services import survey_views, surveys
from store.queries import tracks as track_rows
from tests.care import refusal
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import SHORT, filled, reviewed


async def test_gaps_and_investments_follow_what_the_plan_demands(stack: Stack) -> None:
    there = await province(stack, "KS7")
    number = await reviewed(stack, there)
    view = await survey_views.baseline(stack.by(there.officer), there.track, number)
    short = {one.question.code: one for one in view.shown.findings if one.met is False}
    assert tuple(short) == SHORT
    assert (short["his"].needed, short["his"].of_plan, short["workstations"].short) == ("6", True, 28)
    proposed = {one.question: (one.quantity, one.unit) for one in view.investments}
    assert (proposed["workstations"], proposed["certificates"], proposed["his"]) == ((28, "máy"), (190, "chứng thư"), (1, "hệ thống"))
    assert "budget_secured" not in proposed  # money is no item
    suggested = {one.milestone.code: one.milestone.kind for one in view.suggestions}
    assert "3.3b-2" in suggested  # LIS reaches what the plan demands
    assert "3.3b-1" not in suggested  # HIS does not
    async with stack.sessions() as session:
        track = await track_rows.track(session, there.track)
        found = await surveys.proposed(session, stack.house.policies, track)
        assert found == view.investments
        assert await surveys.proposed(session, stack.house.policies, await track_rows.track(session, there.own)) == ()


async def test_a_second_survey_shows_what_is_different(stack: Stack) -> None:
    there = await province(stack, "KT1")
    await reviewed(stack, there)
    number = await filled(stack, there.administrator, there.track, workstations=250, it_staff=0, beds=540)
    await refusal(WrongState, survey_views.difference(stack.by(there.administrator), there.track, number))
    await surveys.submit(stack.by(there.administrator), there.track, number)
    view = await survey_views.difference(stack.by(there.officer), there.track, number)
    told = {one.question.code: (one.before, one.after, one.turn) for one in view.differences if one.changed}
    assert told == {"workstations": (212, 250, Turn.CLOSED), "it_staff": (4, 0, Turn.OPENED), "beds": (520, 540, None)}
    listed = await survey_views.listing(stack.by(there.officer), there.track)
    assert [(one.survey.number, one.survey.state) for one in listed.lines] == [(2, SurveyState.SUBMITTED), (1, SurveyState.REVIEWED)]
    assert [one.survey.number for one in (listed.baseline,) if one] == [1]
    await refusal(NotFound, survey_views.difference(stack.by(there.officer), there.track, 1))
