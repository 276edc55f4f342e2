"""A province's plan, from opening to a hospital that goes live, as its people live it."""

from datetime import date, timedelta

import pytest

from activities.plans import track_of
from domain.clock import day
from domain.councils import AppraisalState
from domain.errors import Incomplete, SamePerson
from domain.golive import Readiness
from domain.names import DocumentId, TrackId
from domain.tracks import State, Track
from services import appraisals, golive, plans, regulation_rounds, regulation_views, signatures, tracks
from services import regulations as drafting
from services.regulations import NewRegulation
from tests.care import sign, until
from tests.golive import Hospital, prepared, regulations
from tests.people import HOSPITAL, HUNG, KHANH, LAN, NAM, OANH, OUTSIDE, PROVINCE, SON, TAM, WARD, YEN, Someone
from tests.regulating import filled
from tests.rollout import CODE, DECISION, PROPOSAL, SURVEY, Province, convened, declared, in_force, vote
from tests.stack import Stack


async def signed(stack: Stack, document: DocumentId, *people: Someone) -> None:
    """Each signs when the document comes to their inbox."""
    for one in people:

        async def waits(who: Someone = one) -> bool:
            return document in {line.document for line in await signatures.inbox(stack.by(who))}

        await until(waits, bool)
        await sign(stack, one, document)


async def drafted(stack: Stack, track: TrackId, code: str) -> DocumentId:
    """The hospital's regulation for the milestone: the ward says what it thinks, the director holds it against the law."""
    which = await drafting.start(stack.by(YEN), NewRegulation(track=track, milestone=code))
    draft = (await regulation_views.read(stack.by(YEN), which)).versions[-1].draft
    await drafting.revise(stack.by(YEN), which, 1, filled(draft), "Điền số liệu của bệnh viện")
    await regulation_rounds.ask(stack.by(YEN), which, (WARD,), day(stack.clock()) + timedelta(days=6))
    await regulation_rounds.settle(stack.by(HUNG), which)
    await regulation_rounds.close_round(stack.by(YEN), which)
    await regulation_rounds.check(stack.by(SON), which, True, "")
    return (await drafting.submit(stack.by(YEN), which)).document


async def accepted(stack: Stack, track: TrackId, code: str) -> Track:
    """The milestone was reported by its own document; the department of health accepts it."""
    view = await tracks.milestone(stack.by(TAM), track, code)
    assert view.line.progress.state is State.REPORTED
    assert view.reports[-1].document is not None
    return await tracks.accept(stack.by(TAM), track, code)


async def test_a_hospital_goes_from_survey_to_go_live(stack: Stack) -> None:
    plan = await plans.open_plan(stack.by(TAM), CODE, (PROVINCE, HOSPITAL), in_force(stack))
    track = track_of(plan, HOSPITAL)
    begun = await tracks.read(stack.by(YEN), track)
    assert len(begun.undeclared) == begun.total
    await declared(stack, YEN, track, "3.1-1", "3.2-1", "3.5-1", "3.5-10", "3.6-2")

    survey = await tracks.draft(stack.by(YEN), track, "3.1-1", SURVEY)
    await signed(stack, survey, YEN, SON)
    await accepted(stack, track, "3.1-1")

    proposal = await tracks.draft(stack.by(KHANH), track, "3.2-1", PROPOSAL)
    await signed(stack, proposal, YEN, SON, OANH)
    await accepted(stack, track, "3.2-1")

    regulation = await drafted(stack, track, "3.5-1")
    await signed(stack, regulation, SON, OANH)
    view = await signatures.read(stack.by(YEN), regulation)
    number = view.newest.issue_number or 0
    assert (number > 0, view.newest.series) == (True, "QĐ-BV")
    issued = [(line.person, line.facts["number"]) for line in view.timeline if line.act == "document.issue"]
    assert issued == [(OANH.name, f"{number:02}/QĐ-BV")]
    await accepted(stack, track, "3.5-1")

    with pytest.raises(Incomplete):
        await golive.decide(stack.by(YEN), track, DECISION)

    appraisal = await convened(stack, YEN, track, TAM, NAM, HUNG)
    for one in (TAM, NAM, HUNG):
        await vote(stack, one, appraisal)
    minutes = await appraisals.close(stack.by(TAM), appraisal, "Cơ sở đáp ứng điều kiện.")
    with pytest.raises(Incomplete):
        await golive.decide(stack.by(YEN), track, DECISION)
    await signed(stack, minutes, NAM, HUNG, TAM)
    closed = await appraisals.read(stack.by(YEN), appraisal)
    assert closed.appraisal.state is AppraisalState.CLOSED
    assert (await tracks.milestone(stack.by(TAM), track, "3.5-10")).line.progress.state is State.REPORTED
    with pytest.raises(SamePerson):
        await tracks.accept(stack.by(TAM), track, "3.5-10")

    assert (await golive.standing(stack.by(YEN), track)).readiness is Readiness.MET
    here = Hospital(Province(plan, PROVINCE, HOSPITAL, TAM, TAM, YEN), SON, OANH, HUNG, LAN, WARD, OUTSIDE)
    await regulations(stack, here)
    with pytest.raises(Incomplete):
        await golive.decide(stack.by(YEN), track, DECISION)
    await prepared(stack, here)
    decision = await golive.decide(stack.by(YEN), track, DECISION)
    await signed(stack, decision, SON, OANH)
    live = await accepted(stack, track, "3.6-2")
    assert live.live_from == date(2026, 12, 15)
    newest = (await signatures.read(stack.by(YEN), decision)).newest
    assert newest.data is not None
    assert newest.data["minutes"].startswith("Biên bản họp Hội đồng chuyên môn")
    assert (newest.issue_number or 0) > number

    board = await plans.board(stack.by(TAM), plan)
    row = next(one for one in board.rows if one.line.facility == HOSPITAL)
    assert row.cells["3.6-2"].word == "accepted"
    assert [line.facility for line in (await tracks.mine(stack.by(YEN)))] == [HOSPITAL]
    assert LAN.id not in {one.person for one in closed.council}
