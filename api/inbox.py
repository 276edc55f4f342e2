"""What waits for the person who asks."""

from typing import Annotated

from fastapi import APIRouter, Query

from api import pages
from api.deps import Asking
from api.shapes.shape import Text
from api.shapes.signatures import ErrandAnswer, InboxCount, InboxPage, Waiting
from services import errands, signatures
from services.signatures import Shown as Shown

router = APIRouter(tags=["inbox"])


@router.get("/inbox", summary="Hộp việc · Inbox")
async def inbox(
    caller: Asking,
    after: Annotated[Text | None, Query(description="`next` của trang trước.")] = None,
    show: Annotated[Shown, Query(description="`waiting` chờ ký · `late` quá hạn · `later` để sau · `set` trong tập ký.")] = Shown.WAITING,
) -> InboxPage:
    """Documents to sign, most urgent first, 50 a page; on the first page what waits beside signatures too."""
    found = await signatures.inbox(caller.reads(), pages.place("after", after), shown=show)
    shown, more = pages.cut(found, lambda line: (line.due_at, line.document))
    reads = caller.reads()
    beside = [] if after or show is not Shown.WAITING else [*await errands.errands(reads), *await errands.remakes(reads)]
    return InboxPage(
        waiting=[Waiting.model_validate(line) for line in shown], next=more, errands=[ErrandAnswer.model_validate(one) for one in beside]
    )


@router.get("/inbox/count", summary="Số việc · How many wait")
async def count(caller: Asking) -> InboxCount:
    return InboxCount(count=await errands.count(caller.reads()))
