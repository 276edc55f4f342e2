"""Documents, their versions and their printed sheets."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from api import naming
from api.deps import Asking
from api.shapes.documents import DocumentAnswer
from api.shapes.sheets import Add, Written
from domain.names import DocumentId
from services import addenda, signatures

router = APIRouter(tags=["documents"])

Number = Annotated[int, Path(ge=1, le=10_000)]


@router.get("/documents/{document}", summary="Xem văn bản · Read a document")
async def read(document: UUID, caller: Asking) -> DocumentAnswer:
    """Every version with its chain and signatures. The read is audited."""
    context = caller.reads()
    view = await signatures.read(context, DocumentId(document))
    return DocumentAnswer.of(view, await addenda.around(context, view.document))


@router.post("/documents/{document}/addenda", status_code=201, summary="Lập phụ lục · Add to a complete document")
async def add(document: UUID, asked: Add, caller: Asking) -> Written:
    """A document of its own, signed by its own chain; the one it adds to stays as it is."""
    context = caller.acts(asked.request)
    new = asked.sheet(await naming.person(context, "author", asked.author), DocumentId(document))
    made = await addenda.write(context, new, DocumentId(asked.addendum) if asked.addendum else None)
    return Written(document=made.document, version=made.version)


@router.get(
    "/documents/{document}/versions/{number}/pdf",
    summary="Bản in · The sheet as PDF",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
async def pdf(document: UUID, number: Number, caller: Asking) -> Response:
    """The newest bytes of the version: with every signature so far, and preserved once it is. The read is audited.

    A clinical sheet that is not released says so in its file name (`CHUA-DUYET-…`); signed bytes are never altered.
    """
    found = await signatures.file(caller.reads(), DocumentId(document), number)
    return Response(found.content, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{found.name}"'})
