"""A facility's track: declared, reported with evidence, accepted or sent back, and the papers its milestones end in."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Path, Response, UploadFile

from api.deps import Asking
from api.shapes.shape import LongText, Sha256Hex, Text, Words
from api.shapes.tracks import (
    Accept,
    Declare,
    Draft,
    Drafted,
    MilestonePage,
    SendBack,
    TrackAnswer,
    TrackLineAnswer,
    TrackStands,
)
from api.uploads import upload
from domain.declarations import Claim
from domain.evidence import MEDIA, media
from domain.names import Sha256, TrackId
from services import evidence, tracks

router = APIRouter(tags=["tracks"])
ONE = "/tracks/{track}/milestones/{code}"
Code = Annotated[Words, Path(examples=["3.1-1"])]


@router.get("/tracks", summary="Lộ trình của tôi · My tracks")
async def mine(caller: Asking) -> list[TrackLineAnswer]:
    """Tracks the acting position reaches."""
    return [TrackLineAnswer.of(line) for line in await tracks.mine(caller.reads())]


@router.get("/tracks/{track}", summary="Lộ trình một cơ sở · A track")
async def read(track: UUID, caller: Asking) -> TrackAnswer:
    """Milestones in the plan's order, what stands before go-live, appraisals, forecast."""
    return TrackAnswer.of(await tracks.read(caller.reads(), TrackId(track)))


@router.get(ONE, summary="Một mốc · A milestone")
async def milestone(track: UUID, code: Code, caller: Asking) -> MilestonePage:
    """The plan's own words, every report, and the form it ends in."""
    return MilestonePage.page(await tracks.milestone(caller.reads(), TrackId(track), code))


@router.post("/tracks/{track}/declaration", summary="Khai báo lại · Declare")
async def declare(track: UUID, asked: Declare, caller: Asking) -> TrackStands:
    """For a plan opened late: state, day and paper of each milestone; all or none."""
    return TrackStands.of(await tracks.declare(caller.acts(asked.request), TrackId(track), asked.words()))


@router.post(f"{ONE}/reports", status_code=201, summary="Báo cáo hoàn thành · Report done")
async def report(
    track: UUID,
    code: Code,
    caller: Asking,
    done_on: Annotated[date | None, Form(description="Ngày hoàn thành; cần khi đã xong.")] = None,
    claim: Annotated[Claim, Form(description="done, hoặc not_applicable: không áp dụng, cần note và paper.")] = Claim.DONE,
    request: Annotated[Words | None, Form()] = None,
    note: Annotated[LongText, Form()] = "",
    paper: Annotated[Text, Form()] = "",
    file: Annotated[list[UploadFile], File(max_length=20, description="Minh chứng, tệp PDF.")] = [],  # noqa: B006  FastAPI copies it
) -> TrackStands:
    """Done, with evidence (PDF, up to 20 MB each, 25 MB together) or the paper it rests on; or not applicable, with reason and paper."""
    files = tuple([await upload(one) for one in file])
    said = tracks.NewReport(done_on, note, paper, files, claim)
    return TrackStands.of(await tracks.report(caller.acts(request), TrackId(track), code, said))


@router.post(f"{ONE}/acceptance", summary="Nghiệm thu · Accept")
async def accept(track: UUID, code: Code, asked: Accept, caller: Asking) -> TrackStands:
    """Verified from above, never by whoever reported."""
    return TrackStands.of(await tracks.accept(caller.acts(asked.request), TrackId(track), code, asked.note, asked.paper))


@router.post(f"{ONE}/return", summary="Trả lại · Send back")
async def send_back(track: UUID, code: Code, asked: SendBack, caller: Asking) -> TrackStands:
    """Open again, with the reason."""
    return TrackStands.of(await tracks.send_back(caller.acts(asked.request), TrackId(track), code, asked.reason))


@router.post(f"{ONE}/documents", status_code=201, summary="Lập văn bản · Draft its paper")
async def draft(track: UUID, code: Code, asked: Draft, caller: Asking) -> Drafted:
    """Survey or procurement; signed it reports the milestone by itself. A regulation is begun with `POST /regulations`."""
    return Drafted(document=await tracks.draft(caller.acts(asked.request), TrackId(track), code, asked.data))


@router.get(
    "/tracks/{track}/evidence/{sha256}",
    summary="Tệp minh chứng · An evidence file",
    response_class=Response,
    responses={200: {"content": {one: {} for one, _ in MEDIA.values()}}},
)
async def file(track: UUID, sha256: Sha256Hex, caller: Asking) -> Response:
    """A report's or a criterion's file, or one of a register, by the SHA-256 of its bytes."""
    _, content = await evidence.file(caller.reads(), TrackId(track), Sha256(sha256))
    what, end = media(content)
    return Response(content, media_type=what, headers={"content-disposition": f'attachment; filename="{sha256[:16]}.{end}"'})
