"""Forms, and sheets drawn up by them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from api import naming
from api.deps import Asking
from api.shapes.sheets import FormAnswer, Forms, WriteSheet, Written
from domain.forms import Form, Kind, ids
from domain.names import DocumentId, RecordId
from domain.sheets import NewSheet
from services import sheets
from services.context import Context

router = APIRouter(tags=["sheets"])


@router.get("/forms", summary="Biểu mẫu được lập · Forms this position draws up")
async def forms(caller: Asking) -> Forms:
    return Forms(forms=[FormAnswer.of(one) for one in sheets.forms(caller.reads())])


@router.post("/records/{record}/documents", status_code=201, summary="Lập phiếu theo biểu mẫu · Draw up a sheet")
async def write(record: UUID, asked: WriteSheet, caller: Asking) -> Written:
    """The sheet is printed and goes through the chain of its form; an earlier version that is not signed by all is replaced."""
    context = caller.acts(asked.request)
    form = sheets.form(context, asked.form)
    data = await _people(context, form, asked.data)
    new = NewSheet(form.code, await naming.person(context, asked.author), asked.acted_at, data, asked.note)
    made = await sheets.write(context, RecordId(record), new, DocumentId(asked.document) if asked.document else None)
    return Written(document=made.document, version=made.version)


async def _people(context: Context, form: Form, data: dict[str, Any]) -> dict[str, Any]:
    """Logins become ids; whatever else stands in a field of people is the form's to judge. Raises: NotFound."""
    found = dict(data)
    for field in form.fields:
        if field.kind in (Kind.PERSON, Kind.PEOPLE) and (named := ids(data.get(field.name))):
            people = [str(await naming.person(context, one)) for one in named]
            found[field.name] = people if isinstance(data[field.name], list) else people[0]
    return found
