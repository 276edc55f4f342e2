"""Grants: asked for, decided, ended, reviewed; a glass broken in an emergency."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Asking
from api.shapes.grants import Asked, AskGrant, BreakGlass, DecideGrant, EndGrant, GrantRead, Grants, ReviewGrant
from api.shapes.shape import Text
from domain.grants import Decision, GrantKind
from domain.names import DocumentId, GrantId, RecordId
from services import granted, grants
from store.queries.grants import Shown

router = APIRouter(tags=["grants"])


@router.get("/grants", summary="Phiếu mượn, phiếu cho xem hồ sơ · Grants")
async def listing(
    caller: Asking,
    show: Annotated[Shown, Query(description="`out` đang cho xem · `asked` chờ duyệt · `review` chờ xem xét · `over`.")] = Shown.OUT,
    words: Annotated[Text, Query(description="Người mượn, cơ quan, số văn bản, mã hồ sơ (không cần dấu).")] = "",
    kind: GrantKind | None = None,
    mine: Annotated[bool, Query(description="Chỉ của người hỏi. · Only the caller's own.")] = False,
    after: Annotated[UUID | None, Query(description="`next` của trang trước.")] = None,
) -> Grants:
    """Of the facility, for whoever lends and lets in; `mine=true` for whoever borrows."""
    context, last = caller.reads(), GrantId(after) if after else None
    view = await (granted.mine(context, show, last) if mine else granted.listing(context, show, words, kind, last))
    return Grants.of(view, context.now)


@router.post("/grants", status_code=201, summary="Đề nghị mượn; ghi yêu cầu của người ngoài, người bệnh · Ask for a grant")
async def ask(asked: AskGrant, caller: Asking) -> Asked:
    """Staff borrow archived records for themselves; the records office records what outsiders and patients ask for in writing."""
    return Asked(id=await grants.ask(caller.acts(asked.request), asked.words()))


@router.get("/grants/{grant}", summary="Một phiếu · A grant")
async def read(grant: UUID, caller: Asking) -> GrantRead:
    context = caller.reads()
    return GrantRead.view(await granted.read(context, GrantId(grant)), context.now)


@router.post("/grants/{grant}/decide", status_code=204, summary="Duyệt hoặc không duyệt · Decide")
async def decide(grant: UUID, asked: DecideGrant, caller: Asking) -> None:
    """Loans and patients: the records office; outsiders: the director. The window begins now.

    Days, copying and documents that are left out are granted as they were asked for; `may_copy: false` lends for reading only.
    """
    documents = tuple(DocumentId(one) for one in asked.documents)
    said = Decision(asked.granted, asked.reason, asked.days, asked.may_copy, documents)
    await grants.decide(caller.acts(asked.request), GrantId(grant), said)


@router.post("/grants/{grant}/end", status_code=204, summary="Rút đề nghị, trả, thu hồi · End a grant")
async def end(grant: UUID, asked: EndGrant, caller: Asking) -> None:
    """Whoever recalls what another has gives a reason."""
    await grants.end(caller.acts(asked.request), GrantId(grant), asked.reason)


@router.post("/grants/{grant}/review", status_code=204, summary="Xem xét lần phá kính · Review an emergency")
async def review(grant: UUID, asked: ReviewGrant, caller: Asking) -> None:
    await grants.review(caller.acts(asked.request), GrantId(grant), asked.finding, asked.reason)


@router.post("/records/{record}/emergency", status_code=201, summary="Mở hồ sơ khẩn cấp (phá kính) · Break the glass")
async def emergency(record: UUID, asked: BreakGlass, caller: Asking) -> Asked:
    """Opens the record to this clinician at once; the records office is told and reviews it."""
    return Asked(id=await grants.emergency(caller.acts(asked.request), RecordId(record), asked.reason))
