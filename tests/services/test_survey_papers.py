"""The paper that is made from a reviewed survey."""

from domain.errors import WrongState
from domain.names import PersonId
from domain.roles import Role
from domain.surveys import Review
from domain.tracks import State
from services import signatures, survey_views, surveys, tracks
from tests.care import newcomer, refusal, sign, until
from tests.people import PIN, Someone
from tests.rollout import SURVEY, Province, declared, province
from tests.stack import Stack
from tests.surveying import SHORT, filled


async def director(stack: Stack, there: Province) -> Someone:
    """Whoever approves the paper; they and the administrator can sign."""
    one = await newcomer(stack, f"gd.{there.hospital}", "Nguyễn Văn Toàn", Role.DIRECTOR, there.hospital)
    for each in (one, there.administrator):
        await stack.house.signer.enrol(PersonId(each.id), PIN, each.name, "Bệnh viện Đa khoa", "person")
    return one


async def test_the_paper_is_made_from_the_answers_and_signed_it_reports_the_milestone(stack: Stack) -> None:
    there = await province(stack, "KS8")
    head = await director(stack, there)
    await declared(stack, there.administrator, there.track, "3.1-1")
    draft = await filled(stack, there.administrator, there.track)
    await refusal(WrongState, surveys.draw_up(stack.by(there.administrator), there.track, draft))
    await surveys.submit(stack.by(there.administrator), there.track, draft)
    await surveys.review(stack.by(there.officer), there.track, draft, Review(True))
    which = await surveys.draw_up(stack.by(there.administrator), there.track, draft)
    view = await survey_views.read(stack.by(there.administrator), there.track, draft)
    assert view.paper == which
    data = (await signatures.read(stack.by(there.administrator), which)).newest.data or {}
    assert [one["asked"] for one in data["baseline"]["gaps"]] == [view.shown.edition.question(one).label for one in SHORT]
    assert (data["respondent"], data["beds"], data["systems"][0]["level"]) == (there.administrator.name, 520, "Mức 5")
    for one in (there.administrator, head):
        await sign(stack, one, which)
    milestone = await until(
        lambda: tracks.milestone(stack.by(there.officer), there.track, "3.1-1"),
        lambda found: found.line.progress.state is State.REPORTED,
    )
    assert milestone.reports[-1].document == which


async def test_a_hand_filled_paper_says_nothing_of_a_survey(stack: Stack) -> None:
    there = await province(stack, "KS9")
    await director(stack, there)
    await declared(stack, there.administrator, there.track, "3.1-1")
    forged = SURVEY | {"baseline": {"number": 1, "reviewed_on": "01/01/2026", "sections": [], "gaps": [], "investments": []}}
    which = await tracks.draft(stack.by(there.administrator), there.track, "3.1-1", forged)
    assert "baseline" not in ((await signatures.read(stack.by(there.administrator), which)).newest.data or {})
