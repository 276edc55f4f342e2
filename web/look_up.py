"""The address that the code at the foot of a sheet, and its QR, lead to."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services import look_up
from web import asking


async def lead(request: Request) -> Response:
    """To the document; who may not read it is told there."""
    which = await look_up.coded(asking.context(request), request.path_params["code"])
    return RedirectResponse(f"/documents/{which}", 303)


ROUTES = [Route("/look-up/{code}", lead)]
