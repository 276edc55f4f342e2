"""What waits for the person who asks."""

from typing import Annotated

from fastapi import APIRouter, Query

from api import pages
from api.deps import Asking
from api.shapes.shape import Text
from api.shapes.signatures import InboxCount, InboxPage, Waiting
from services import signatures

router = APIRouter(tags=["inbox"])


@router.get("/inbox", summary="Hộp việc · Inbox")
async def inbox(caller: Asking, after: Annotated[Text | None, Query(description="`next` của trang trước.")] = None) -> InboxPage:
    """Most urgent first, 50 a page."""
    found = await signatures.inbox(caller.reads(), pages.place(after))
    shown, more = pages.cut(found, lambda line: (line.due_at, line.document))
    return InboxPage(waiting=[Waiting.model_validate(line) for line in shown], next=more)


@router.get("/inbox/count", summary="Số việc · How many wait")
async def count(caller: Asking) -> InboxCount:
    return InboxCount(count=await signatures.inbox_count(caller.reads()))
