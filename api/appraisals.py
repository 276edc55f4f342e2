"""Appraisals: triggered from a track, shown with evidence, voted by a council, closed with minutes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Path, Query, UploadFile

from api import naming
from api.deps import Asking
from api.shapes.appraisal_acts import CastVote, CloseVote, Convene, DecideVerdict, DeclareInterest, Reschedule, Substitute, Trigger
from api.shapes.appraisals import AppraisalAnswer, AppraisalStands, Triggered
from api.shapes.people import Colleague
from api.shapes.shape import Act, Words
from api.shapes.tracks import Drafted
from api.uploads import upload
from domain.names import AppraisalId, ProcurementId, Sha256, TrackId
from domain.seats import Member
from domain.shortfalls import Shortfall
from services import appraisals

router = APIRouter(tags=["appraisals"])
CRITERION = "/appraisals/{appraisal}/criteria/{code}"
Code = Annotated[Words, Path(examples=["TC01"])]


@router.post("/tracks/{track}/appraisals", status_code=201, summary="Đề nghị thẩm định · Trigger")
async def trigger(track: UUID, asked: Trigger, caller: Asking) -> Triggered:
    """Of readiness, of the milestone that is named, or of the proposal of a purchase; after a verdict it is the next round."""
    context = caller.acts(asked.request)
    bought = ProcurementId(asked.purchase) if asked.purchase else None
    return Triggered(id=await appraisals.trigger(context, TrackId(track), asked.milestone, asked.reason, bought))


@router.get("/appraisals/{appraisal}", summary="Xem thẩm định · Read an appraisal")
async def read(appraisal: UUID, caller: Asking) -> AppraisalAnswer:
    """Criteria, evidence, council; votes stay hidden until the chair closes."""
    return AppraisalAnswer.of(await appraisals.read(caller.reads(), AppraisalId(appraisal)))


@router.get("/appraisals/{appraisal}/candidates", summary="Ai có thể vào hội đồng · Who may sit")
async def candidates(appraisal: UUID, caller: Asking, name: Annotated[str, Query(max_length=100)] = "") -> list[Colleague]:
    """Whoever may vote, here or in the department of health, and brought no evidence; with `name` of other units under it too."""
    return [Colleague.of(post) for post in await appraisals.candidates(caller.reads(), AppraisalId(appraisal), name)]


@router.post(f"{CRITERION}/evidence", status_code=201, summary="Nộp minh chứng · Bring evidence")
async def bring(
    appraisal: UUID,
    code: Code,
    caller: Asking,
    file: UploadFile,
    request: Annotated[Words | None, Form()] = None,
    rests_on: Annotated[
        str,
        Form(description="Mã nội dung của quy chế mà tệp dựa trên. · Subject of its regulation.", max_length=40),
    ] = "",
) -> AppraisalStands:
    """One more PDF for a criterion; votes on the evidence as it was fall, and fall again once the regulation it rests on changes."""
    found = await appraisals.bring(caller.acts(request), AppraisalId(appraisal), code, [await upload(file)], rests_on=rests_on)
    return AppraisalStands.model_validate(found)


@router.post(f"{CRITERION}/link", status_code=201, summary="Lấy số liệu của hệ thống làm minh chứng · Link a fact")
async def link(appraisal: UUID, code: Code, asked: Act, caller: Asking) -> AppraisalStands:
    """What hsba itself knows of the criterion becomes evidence; when it changes, votes and verdict on it fall."""
    found = await appraisals.bring(caller.acts(asked.request), AppraisalId(appraisal), code, link=True)
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/council", status_code=201, summary="Lập hội đồng · Call the council")
async def convene(appraisal: UUID, asked: Convene, caller: Asking) -> AppraisalStands:
    """Every criterion needs its evidence first; nobody judges evidence they brought."""
    context = caller.acts(asked.request)
    named = [(await naming.person(context, f"members[{n}].person", one.person), one.seat) for n, one in enumerate(asked.members)]
    members = tuple(Member(person, seat) for person, seat in named)
    said = (asked.founded_by, asked.place, asked.meets_at, asked.anyway)
    found = await appraisals.convene(context, AppraisalId(appraisal), members, *said)
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/hour", status_code=201, summary="Dời giờ họp · Move the council's hour")
async def reschedule(appraisal: UUID, asked: Reschedule, caller: Asking) -> AppraisalStands:
    """By its chair, its secretary or whoever calls it, until somebody has voted; everybody invited is told."""
    found = await appraisals.reschedule(caller.acts(asked.request), AppraisalId(appraisal), asked.meets_at, asked.place)
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/substitutes", status_code=201, summary="Cử người dự thay · Name a substitute")
async def substitute(appraisal: UUID, asked: Substitute, caller: Asking) -> AppraisalStands:
    """For a member who is away and has not voted; the substitute votes and signs with the own certificate."""
    context = caller.acts(asked.request)
    absent = await naming.person(context, "absent", asked.absent)
    person = await naming.person(context, "person", asked.person)
    return AppraisalStands.model_validate(await appraisals.substitute(context, AppraisalId(appraisal), absent, person, asked.paper))


@router.post("/appraisals/{appraisal}/interests", status_code=201, summary="Khai báo xung đột lợi ích · Declare interests")
async def declare(appraisal: UUID, asked: DeclareInterest, caller: Asking) -> AppraisalStands:
    """By each member before the first vote; nobody votes on what they declared a conflict on."""
    context = caller.acts(asked.request)
    found = await appraisals.declare(context, AppraisalId(appraisal), asked.conflict, asked.criteria, asked.reason)
    return AppraisalStands.model_validate(found)


@router.post(f"{CRITERION}/votes", status_code=201, summary="Biểu quyết · Vote")
async def vote(appraisal: UUID, code: Code, asked: CastVote, caller: Asking) -> AppraisalStands:
    """On the evidence that was read; a later vote replaces it."""
    context = caller.acts(asked.request)
    found = await appraisals.vote(context, AppraisalId(appraisal), code, asked.finding, Sha256(asked.evidence), asked.note)
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/closing", status_code=201, summary="Kết thúc biểu quyết · Close")
async def close(appraisal: UUID, asked: CloseVote, caller: Asking) -> Drafted:
    """The chair closes; the minutes go to secretary, members and chair to be signed."""
    mend = [Shortfall(one.criterion, one.what, one.due) for one in asked.shortfalls]
    return Drafted(document=await appraisals.close(caller.acts(asked.request), AppraisalId(appraisal), asked.conclusion, mend))


@router.post("/appraisals/{appraisal}/decision", status_code=201, summary="Lập quyết định về kết quả · Decide on the verdict")
async def decide(appraisal: UUID, asked: DecideVerdict, caller: Asking) -> Drafted:
    """Once the minutes are signed, where the edition wants a decision; the head signs, the clerk numbers it."""
    return Drafted(document=await appraisals.decide(caller.acts(asked.request), AppraisalId(appraisal), asked.articles))
