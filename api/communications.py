"""Communication and ceremony of a facility: planned, proved, set aside."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from api.deps import Asking
from api.shapes.communications import CommunicationsAnswer, PlanCommunication, SetAsideCommunication
from api.shapes.shape import LongText, Words
from api.uploads import upload
from domain.names import TrackId
from services import communications
from services.communications import NewProof

router = APIRouter(tags=["communications"])
HERE = "/tracks/{track}/communications"
FILES = File(max_length=10, description="Tệp PDF, ảnh PNG, JPEG. · PDF files, PNG or JPEG pictures.")


@router.get(HERE, summary="Truyền thông, lễ công bố · Communication and ceremony")
async def read(track: UUID, caller: Asking) -> CommunicationsAnswer:
    return CommunicationsAnswer.of(await communications.read(caller.reads(), TrackId(track)))


@router.post(f"{HERE}/{{code}}/plans", status_code=204, summary="Lập, đổi kế hoạch truyền thông · Plan it, or move it")
async def plan(track: UUID, code: str, asked: PlanCommunication, caller: Asking) -> None:
    """What was set aside is taken up again."""
    await communications.plan(caller.acts(asked.request), TrackId(track), code, asked.planned())


@router.post(f"{HERE}/{{code}}/proofs", status_code=204, summary="Ghi minh chứng truyền thông · Prove it")
async def prove(
    track: UUID,
    code: str,
    caller: Asking,
    day: Annotated[date, Form(description="Ngày đã làm. · Day it was done.")],
    words: Annotated[LongText, Form(min_length=1)],
    address: Annotated[LongText, Form(description="Địa chỉ trang đã đăng. · Where it can be seen.")] = "",
    file: Annotated[list[UploadFile], FILES] = [],  # noqa: B006  FastAPI copies it
    request: Annotated[Words | None, Form()] = None,
) -> None:
    """An address, files, or both."""
    files = tuple([await upload(one) for one in file])
    await communications.prove(caller.acts(request), TrackId(track), code, NewProof(day, words, address, files))


@router.post(f"{HERE}/{{code}}/set-aside", status_code=204, summary="Để ngoài việc không làm · Set it aside")
async def set_aside(track: UUID, code: str, asked: SetAsideCommunication, caller: Asking) -> None:
    """With a reason."""
    await communications.set_aside(caller.acts(asked.request), TrackId(track), code, asked.reason)
