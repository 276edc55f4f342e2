"""Appraisals: triggered from a track, shown with evidence, voted by a council, closed with minutes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Path, UploadFile

from api import naming
from api.deps import Asking
from api.shapes.appraisals import AppraisalAnswer, AppraisalStands, CastVote, CloseVote, Convene, Triggered
from api.shapes.people import Colleague
from api.shapes.shape import Act, Words
from api.shapes.tracks import Drafted
from api.uploads import upload
from domain.councils import Member
from domain.names import AppraisalId, Sha256, TrackId
from services import appraisals

router = APIRouter(tags=["appraisals"])
CRITERION = "/appraisals/{appraisal}/criteria/{code}"
Code = Annotated[Words, Path(examples=["TC01"])]


@router.post("/tracks/{track}/appraisals", status_code=201, summary="Đề nghị thẩm định · Trigger")
async def trigger(track: UUID, asked: Act, caller: Asking) -> Triggered:
    """Asks for an appraisal of readiness."""
    return Triggered(id=await appraisals.trigger(caller.acts(asked.request), TrackId(track)))


@router.get("/appraisals/{appraisal}", summary="Xem thẩm định · Read an appraisal")
async def read(appraisal: UUID, caller: Asking) -> AppraisalAnswer:
    """Criteria, evidence, council; votes stay hidden until all have voted or the chair closes."""
    return AppraisalAnswer.of(await appraisals.read(caller.reads(), AppraisalId(appraisal)))


@router.get("/appraisals/{appraisal}/candidates", summary="Ai có thể vào hội đồng · Who may sit")
async def candidates(appraisal: UUID, caller: Asking) -> list[Colleague]:
    """Whoever may vote, here or in the department of health, and brought no evidence."""
    return [Colleague.of(post) for post in await appraisals.candidates(caller.reads(), AppraisalId(appraisal))]


@router.post(f"{CRITERION}/evidence", status_code=201, summary="Nộp minh chứng · Bring evidence")
async def bring(
    appraisal: UUID, code: Code, caller: Asking, file: UploadFile, request: Annotated[Words | None, Form()] = None
) -> AppraisalStands:
    """One PDF for a criterion; a new one replaces it, and votes on the old one fall."""
    found = await appraisals.bring(caller.acts(request), AppraisalId(appraisal), code, await upload(file))
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/council", status_code=201, summary="Lập hội đồng · Call the council")
async def convene(appraisal: UUID, asked: Convene, caller: Asking) -> AppraisalStands:
    """Every criterion needs its evidence first; nobody judges evidence they brought."""
    context = caller.acts(asked.request)
    named = [(await naming.person(context, f"members[{n}].person", one.person), one.seat) for n, one in enumerate(asked.members)]
    members = tuple(Member(person, seat) for person, seat in named)
    found = await appraisals.convene(context, AppraisalId(appraisal), members, asked.founded_by, asked.place)
    return AppraisalStands.model_validate(found)


@router.post(f"{CRITERION}/votes", status_code=201, summary="Biểu quyết · Vote")
async def vote(appraisal: UUID, code: Code, asked: CastVote, caller: Asking) -> AppraisalStands:
    """On the evidence that was read; a later vote replaces it."""
    context = caller.acts(asked.request)
    found = await appraisals.vote(context, AppraisalId(appraisal), code, asked.met, Sha256(asked.evidence), asked.note)
    return AppraisalStands.model_validate(found)


@router.post("/appraisals/{appraisal}/closing", status_code=201, summary="Kết thúc biểu quyết · Close")
async def close(appraisal: UUID, asked: CloseVote, caller: Asking) -> Drafted:
    """The chair closes; the minutes go to secretary, members and chair to be signed."""
    return Drafted(document=await appraisals.close(caller.acts(asked.request), AppraisalId(appraisal), asked.conclusion))
