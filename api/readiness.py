"""Readiness of a facility in one look, its connections with their exchanges, and its restore drills."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from api.deps import Asking
from api.shapes.readiness import DrillRecorded, DrillsAnswer, EndpointsAnswer, ReadinessAnswer, TellExchange, WithdrawDrill
from api.shapes.shape import LongText, Moment, Text, Words
from api.uploads import upload
from domain.names import DrillId, PersonId, TrackId
from services import drills, endpoints, readiness
from services.drills import Recorded
from services.endpoints import NewExchange, NewMove

router = APIRouter(tags=["readiness"])
ENDPOINT = "/tracks/{track}/endpoints/{code}"
PDFS = File(max_length=10, description="Tệp PDF. · PDF files.")


@router.get("/tracks/{track}/readiness", summary="Sẵn sàng trong một cái nhìn · Readiness in one look")
async def read(track: UUID, caller: Asking) -> ReadinessAnswer:
    """Pairs are numerator and denominator."""
    return ReadinessAnswer.of(await readiness.read(caller.reads(), TrackId(track)))


@router.get("/tracks/{track}/endpoints", summary="Kết nối, liên thông · Connections")
async def connections(track: UUID, caller: Asking) -> EndpointsAnswer:
    return EndpointsAnswer.of(await endpoints.read(caller.reads(), TrackId(track)))


@router.post(f"{ENDPOINT}/steps", status_code=204, summary="Chuyển bước kết nối · Move a connection on")
async def move(
    track: UUID,
    code: str,
    caller: Asking,
    to: Annotated[Words, Form(description="`agreed` · `testing` · `running` · `stopped`.")],
    responsible: Annotated[UUID, Form()],
    reason: Annotated[LongText, Form()] = "",
    request: Annotated[Words | None, Form()] = None,
    file: Annotated[list[UploadFile], PDFS] = [],  # noqa: B006  FastAPI copies it
) -> None:
    """Running asks for the result of a test (PDF); stopping for a reason."""
    files = tuple([await upload(one) for one in file])
    await endpoints.move(caller.acts(request), TrackId(track), code, NewMove(to, PersonId(responsible), reason, files))


@router.post(f"{ENDPOINT}/exchanges", status_code=204, summary="Báo một lần trao đổi · Tell of an exchange")
async def exchange(track: UUID, code: str, asked: TellExchange, caller: Asking) -> None:
    """By a connected system (HIS, LIS); a failed one is kept too. Of a person `…/proofs` takes the proof."""
    await endpoints.exchange(caller.acts(asked.request), TrackId(track), code, asked.new())


@router.post(f"{ENDPOINT}/proofs", status_code=204, summary="Ghi trao đổi kèm bằng chứng · Record an exchange with its proof")
async def prove(
    track: UUID,
    code: str,
    caller: Asking,
    at: Annotated[Moment, Form()],
    file: Annotated[list[UploadFile], PDFS],
    words: Annotated[LongText, Form()] = "",
    reference: Annotated[Text, Form()] = "",
    request: Annotated[Words | None, Form()] = None,
) -> None:
    """A successful one, by hand."""
    files = tuple([await upload(one) for one in file])
    await endpoints.exchange(caller.acts(request), TrackId(track), code, NewExchange(at, True, words, reference, files))


@router.get("/tracks/{track}/drills", summary="Diễn tập khôi phục · Restore drills")
async def restored(track: UUID, caller: Asking) -> DrillsAnswer:
    """Newest first."""
    return DrillsAnswer.listed(await drills.read(caller.reads(), TrackId(track)))


@router.post("/tracks/{track}/drills", status_code=201, summary="Ghi diễn tập khôi phục · Record a restore drill")
async def record(
    track: UUID,
    caller: Asking,
    what: Annotated[LongText, Form(min_length=1)],
    backup: Annotated[LongText, Form(min_length=1)],
    backup_of: Annotated[date, Form(description="Bản sao lưu của ngày. · Day the backup is of.")],
    started_at: Annotated[Moment, Form()],
    ended_at: Annotated[Moment, Form()],
    result: Annotated[Words, Form(description="`restored` · `partly` · `failed`.")],
    words: Annotated[LongText, Form(min_length=1)],
    file: Annotated[list[UploadFile], PDFS],
    request: Annotated[Words | None, Form()] = None,
) -> DrillRecorded:
    """With the signed minutes (PDF)."""
    files = tuple([await upload(one) for one in file])
    new = Recorded(what, backup, backup_of, started_at, ended_at, result, words, files)
    return DrillRecorded(id=await drills.record(caller.acts(request), TrackId(track), new))


@router.post("/drills/{drill}/withdrawal", status_code=204, summary="Rút lần ghi diễn tập · Take a drill back")
async def withdraw(drill: UUID, asked: WithdrawDrill, caller: Asking) -> None:
    """By somebody else than who recorded it."""
    await drills.withdraw(caller.acts(asked.request), DrillId(drill), asked.reason)
