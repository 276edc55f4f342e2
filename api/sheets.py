"""Forms, and sheets drawn up by them."""

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile

from api import naming
from api.deps import Asking, Caller
from api.shapes.shape import LongText, Moment, Who, Words
from api.shapes.sheets import FormAnswer, Forms, WriteSheet, Written
from domain.errors import Malformed
from domain.forms import Form as Sheet
from domain.forms import Kind, ids
from domain.names import DocumentId, RecordId
from services import sheets
from services.context import Context

router = APIRouter(tags=["sheets"])


@router.get("/forms", summary="Biểu mẫu được lập · Forms this position draws up")
async def forms(caller: Asking) -> Forms:
    return Forms(forms=[FormAnswer.of(one) for one in sheets.forms(caller.reads())])


@router.post("/records/{record}/documents", status_code=201, summary="Lập phiếu theo biểu mẫu · Draw up a sheet")
async def write(record: UUID, asked: WriteSheet, caller: Asking) -> Written:
    """The sheet is printed, or the ready PDF kept byte by byte, and goes through the chain of its form; an earlier version that is
    not signed by all is replaced, a complete one stands until the new one is complete."""
    return await _written(caller, record, asked)


@router.post("/records/{record}/documents/pdf", status_code=201, summary="Gửi tệp PDF có sẵn · Send a ready PDF")
async def send(
    record: UUID,
    caller: Asking,
    file: Annotated[UploadFile, File(description="Tệp PDF, giữ nguyên từng byte. · The PDF, kept byte by byte.")],
    form: Annotated[Words, Form()],
    author: Annotated[Who, Form()],
    acted_at: Annotated[Moment, Form()],
    data: Annotated[str, Form(description="Các mục của biểu mẫu, JSON. · What the form asks for, JSON.", max_length=200_000)] = "{}",
    document: Annotated[UUID | None, Form()] = None,
    note: Annotated[LongText, Form()] = "",
    outage: Annotated[UUID | None, Form()] = None,
    request: Annotated[Words | None, Form(max_length=120)] = None,
) -> Written:
    """The same as `POST /records/{record}/documents` with `pdf`, for who sends files as forms do (multipart/form-data)."""
    words = {"form": form, "author": author, "acted_at": acted_at, "data": _json(data), "document": document, "note": note}
    asked = WriteSheet.model_validate({**words, "outage": outage, "request": request})
    return await _written(caller, record, asked, await file.read())


async def _written(caller: Caller, record: UUID, asked: WriteSheet, file: bytes | None = None) -> Written:
    context = caller.acts(asked.request)
    form = sheets.form(context, asked.form)
    new = asked.sheet(await naming.person(context, "author", asked.author), await with_ids(context, form, asked.data))
    before = DocumentId(asked.document) if asked.document else None
    made = await sheets.write(context, RecordId(record), new, before, asked.pdf if file is None else file)
    return Written(document=made.document, version=made.version)


def _json(text: str) -> dict[str, Any]:
    """Raises: Malformed."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Malformed("data: phải là một đối tượng JSON / must be a JSON object")
    return found


async def with_ids(context: Context, form: Sheet, data: dict[str, Any]) -> dict[str, Any]:
    """Logins become ids; whatever else stands in a field of people is the form's to judge."""
    found = dict(data)
    for field in form.fields:
        if field.kind in (Kind.PERSON, Kind.PEOPLE) and (named := ids(data.get(field.name))):
            people = [str(await naming.known(context, one) or one) for one in named]
            found[field.name] = people if isinstance(data[field.name], list) else people[0]
    return found
