"""Security of a facility: level dossier and reviews, findings, checklist."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from api.deps import Asking
from api.shapes.security import FindingGiven, GiveFinding, RecheckFinding, SecurityAnswer
from api.shapes.shape import LongText, Reasoned, Words
from api.uploads import upload
from domain.names import TrackId
from domain.outside_papers import OutsidePaper
from services import security
from services.security import NewPaper

router = APIRouter(tags=["security"])
HERE = "/tracks/{track}/security"
PDFS = File(max_length=10, description="Tệp PDF. · PDF files.")


@router.get(HERE, summary="An toàn thông tin · Security of a facility")
async def read(track: UUID, caller: Asking) -> SecurityAnswer:
    return SecurityAnswer.of(await security.read(caller.reads(), TrackId(track)))


@router.post(f"{HERE}/papers", status_code=204, summary="Ghi phê duyệt, rà soát · Enter an approval or a review")
async def enter(
    track: UUID,
    caller: Asking,
    kind: Annotated[Words, Form(description="`dossier` · `police` · `science`.")],
    words: Annotated[LongText, Form(min_length=1)],
    paper_number: Annotated[Words, Form()],
    paper_day: Annotated[date, Form()],
    paper_issuer: Annotated[Words, Form()],
    file: Annotated[list[UploadFile], PDFS],
    level: Annotated[int, Form(ge=0, le=5, description="Chỉ của phê duyệt cấp độ. · Of a dossier.")] = 0,
    request: Annotated[Words | None, Form()] = None,
) -> None:
    """Units without an account are recorded with their paper."""
    files = tuple([await upload(one) for one in file])
    new = NewPaper(kind, level, words, OutsidePaper(paper_number, paper_day, paper_issuer), files)
    await security.enter(caller.acts(request), TrackId(track), new)


@router.post(f"{HERE}/papers/{{number}}/withdrawal", status_code=204, summary="Rút văn bản ghi sai · Take a paper back")
async def withdraw(track: UUID, number: int, asked: Reasoned, caller: Asking) -> None:
    """By somebody else than who entered it; it stays in the register and counts no more."""
    await security.withdraw(caller.acts(asked.request), TrackId(track), number, asked.reason)


@router.post(f"{HERE}/findings", status_code=201, summary="Ghi điểm yếu · Give a finding")
async def find(track: UUID, asked: GiveFinding, caller: Asking) -> FindingGiven:
    return FindingGiven(number=await security.find(caller.acts(asked.request), TrackId(track), asked.found()))


@router.post(f"{HERE}/findings/{{number}}/mending", status_code=204, summary="Ghi đã khắc phục · Mended")
async def mend(
    track: UUID,
    number: int,
    caller: Asking,
    words: Annotated[LongText, Form(min_length=1)],
    file: Annotated[list[UploadFile], PDFS],
    request: Annotated[Words | None, Form()] = None,
) -> None:
    await security.mend(caller.acts(request), TrackId(track), number, words, [await upload(one) for one in file])


@router.post(f"{HERE}/findings/{{number}}/recheck", status_code=204, summary="Kiểm tra lại · Looked at again")
async def recheck(track: UUID, number: int, asked: RecheckFinding, caller: Asking) -> None:
    """Never by whoever mended it."""
    await security.recheck(caller.acts(asked.request), TrackId(track), number, asked.good, asked.words)


@router.post(f"{HERE}/checks/{{code}}", status_code=204, summary="Ghi một dòng danh mục · Answer a line of the checklist")
async def check(
    track: UUID,
    code: str,
    caller: Asking,
    met: Annotated[bool, Form()],
    words: Annotated[LongText, Form(min_length=1)],
    request: Annotated[Words | None, Form()] = None,
    file: Annotated[list[UploadFile], PDFS] = [],  # noqa: B006  FastAPI copies it
) -> None:
    """The newest answer counts."""
    await security.check(caller.acts(request), TrackId(track), code, met, words, [await upload(one) for one in file])
