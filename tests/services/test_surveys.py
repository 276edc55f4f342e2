"""Surveys as pages ask for them: begun, filled in by two people, reviewed, drawn up and signed, done again and compared."""

from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, SamePerson, WrongState
from domain.names import PersonId
from domain.people import Role
from domain.survey_gaps import Turn
from domain.surveys import Review, SurveyState
from domain.tracks import State
from services import errands, signatures, survey_views, surveys, tracks
from store.queries import tracks as track_rows
from tests.care import newcomer, refusal, sign, until
from tests.people import PIN, Someone
from tests.rollout import SURVEY, Province, declared, province
from tests.stack import Stack
from tests.surveying import ANSWERS, SHORT, filled, reviewed, version


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


async def test_two_people_save_at_once_and_nothing_is_lost(stack: Stack) -> None:
    there = await province(stack, "KS2")
    number = await filled(stack, there.administrator, there.track)
    before = await version(stack, there.administrator, there.track, number)
    office = stack.by(there.administrator)
    first = await surveys.save(office, there.track, number, before, {"beds": 530, "it_staff": 5})
    assert (first.changed, first.clashes) == (2, ())
    # A tablet that was offline since `before` comes back: its own page still shows 520 beds.
    late = await surveys.save(stack.by(there.administrator), there.track, number, before, {"beds": 520, "it_staff": 6, "ups": 3})
    assert late.changed == 1
    assert [(one.question, one.mine, one.theirs.value) for one in late.clashes] == [("it_staff", 6, 5)]
    view = await survey_views.read(stack.by(there.administrator), there.track, number)
    assert [view.shown.answers[code] for code in ("beds", "it_staff", "ups")] == [530, 5, 3]
    chosen = await surveys.save(stack.by(there.administrator), there.track, number, late.version, {"it_staff": 6})
    assert (chosen.changed, chosen.clashes) == (1, ())
    again = await surveys.save(stack.by(there.administrator), there.track, number, before, {"beds": 520, "it_staff": 6, "ups": 3})
    assert (again.version, again.changed, again.clashes) == (chosen.version, 0, ())


async def test_what_is_missing_or_wrong_is_named_and_nothing_is_kept(stack: Stack) -> None:
    there = await province(stack, "KS3")
    number = await surveys.begin(stack.by(there.administrator), there.track)
    wrong = await refusal(
        Malformed, surveys.save(stack.by(there.administrator), there.track, number, 0, {"beds": -1, "his": "9", "ups": 1})
    )
    assert "Số giường bệnh thực kê: phải là số nguyên" in wrong
    assert "Hệ thống thông tin bệnh viện (HIS) đang đạt: hãy chọn" in wrong
    assert (await survey_views.read(stack.by(there.administrator), there.track, number)).shown.answers == {}
    await refusal(Malformed, surveys.save(stack.by(there.administrator), there.track, number, 0, {"patients": 3}))
    await refusal(NotFound, surveys.save(stack.by(there.administrator), there.track, number, 0, {"patients": None}))
    sent = {code: value for code, value in ANSWERS.items() if code not in ("servers", "emr")}
    await surveys.save(stack.by(there.administrator), there.track, number, 0, sent)
    left = await refusal(Malformed, surveys.submit(stack.by(there.administrator), there.track, number))
    assert left.endswith("Máy chủ đang chạy tốt: hãy điền; Phần mềm hồ sơ bệnh án điện tử: hãy điền")
    # Kept on servers of the province, nobody has to say how many stand here.
    at = await version(stack, there.administrator, there.track, number)
    await surveys.save(stack.by(there.administrator), there.track, number, at, {"hosting": "shared", "emr": "none"})
    await surveys.submit(stack.by(there.administrator), there.track, number)
    assert "fire_safety" not in (await survey_views.read(stack.by(there.officer), there.track, number)).shown.answers


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
