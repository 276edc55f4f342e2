"""Pictures and files that a sheet holds beside its words, opened for themselves."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.names import DocumentId
from services import enclosures
from web import asking


async def show(request: Request) -> Response:
    """As it was kept; the read is audited as one of the sheet."""
    which, number, field = DocumentId(asking.uuid(request, "document")), request.path_params["version"], request.path_params["field"]
    content, media = await enclosures.read(asking.context(request), which, number, field)
    return Response(content, media_type=media, headers={"content-disposition": f'inline; filename="{which}-{number}-{field}"'})


ROUTES = [Route("/documents/{document}/{version:int}/enclosures/{field}", show)]
