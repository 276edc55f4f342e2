"""Transfers to other facilities: the package sent, read, taken, answered, recalled."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.deps import Asking
from api.shapes.referrals import DeclinePatient, HandOverPackage, RecallPackage, ReferralRead, Referrals, SendPackage, SentAnswer
from domain.names import RecordId, ReferralId
from services import referrals, referred
from store.queries.referrals import Shown

router = APIRouter(tags=["referrals"])
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}
ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": {}}}}


@router.post("/records/{record}/referrals", status_code=201, summary="Gửi gói hồ sơ chuyển cơ sở · Send a package")
async def send(record: UUID, asked: SendPackage, caller: Asking) -> SentAnswer:
    """Of a patient discharged as transferred: the signed slip and finished documents, open to the receiving facility for some days."""
    return SentAnswer(id=await referrals.send(caller.acts(asked.request), RecordId(record), asked.words()))


@router.get("/referrals", summary="Người bệnh chuyển đến · Patients sent here")
async def listing(
    caller: Asking,
    show: Annotated[Shown, Query(description="`waiting` đang chờ · `answered` đã trả lời · `over` hết hạn, thu hồi.")] = Shown.WAITING,
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> Referrals:
    """The latest first; who the patient is, the transfer itself says."""
    context = caller.reads()
    return Referrals.of(await referred.listing(context, show, ReferralId(after) if after else None), context.now)


@router.get("/referrals/{referral}", summary="Một lần chuyển và gói hồ sơ · A transfer with its package")
async def read(referral: UUID, caller: Asking) -> ReferralRead:
    """By whoever reaches the record that sends, or by the receiving facility, whose reading the sending one sees."""
    context = caller.reads()
    return ReferralRead.view(await referred.read(context, ReferralId(referral)), context.now)


@router.get(
    "/referrals/{referral}/documents/{number}",
    summary="Một văn bản của gói · A document of the package",
    response_class=Response,
    responses=PDF,
)
async def document(referral: UUID, number: int, caller: Asking) -> Response:
    """The signed PDF as it was sent; audited."""
    content = await referred.content(caller.reads(), ReferralId(referral), number)
    named = f'inline; filename="{referral}-{number}.pdf"'
    return Response(content, media_type="application/pdf", headers={"content-disposition": named})


@router.get("/referrals/{referral}/file", summary="Gói hồ sơ thành tệp zip · The package as a file", response_class=Response, responses=ZIP)
async def file(referral: UUID, caller: Asking) -> Response:
    """PDFs, `manifest.json` with SHA-256 and the slip's data, `README.txt`; audited as copying."""
    made = await referred.package(caller.reads(), ReferralId(referral))
    named = {"content-disposition": f'attachment; filename="{referral}.zip"'}
    return StreamingResponse(made.chunks, media_type="application/zip", headers=named)


@router.post("/referrals/{referral}/hand-over", status_code=204, summary="Ghi đã trao gói · Hand the package over")
async def hand_over(referral: UUID, asked: HandOverPackage, caller: Asking) -> None:
    """To a facility elsewhere, within the window."""
    await referrals.hand_over(caller.acts(asked.request), ReferralId(referral), asked.words())


@router.post("/referrals/{referral}/decline", status_code=204, summary="Báo không đến, không tiếp nhận · Decline a patient")
async def decline(referral: UUID, asked: DeclinePatient, caller: Asking) -> None:
    """By the receiving facility. To take the patient in, open a record with `referral`."""
    await referrals.decline(caller.acts(asked.request), ReferralId(referral), asked.words())


@router.post("/referrals/{referral}/end", status_code=204, summary="Thu hồi gói trước hạn · Recall the package")
async def end(referral: UUID, asked: RecallPackage, caller: Asking) -> None:
    """By the sending facility."""
    await referrals.end(caller.acts(asked.request), ReferralId(referral), asked.reason)
