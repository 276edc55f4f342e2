"""A tiny application that shows every sample page as the house would, headers and static files included."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.web.samples import PAGES
from tests.web.samples.house import NOW, PEOPLE
from web.render import STATIC, page
from web.security import SameOrigin, SecurityHeaders


def _view(address: str) -> Callable[[Request], Awaitable[Response]]:
    template, context, who = PAGES[address]

    async def show(request: Request) -> Response:
        request.state.signed_in = PEOPLE.get(who)
        request.state.count = 12 if who else 0
        return page(request, template, context)

    return show


async def _paper(request: Request) -> Response:
    return Response(b"%PDF-1.7\n%%EOF\n", media_type="application/pdf")


def gallery() -> Starlette:
    routes = [Route("/evidence/1", _paper), *(Route(address, _view(address)) for address in PAGES)]
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(SecurityHeaders, https=False), Middleware(SameOrigin)],
    )
    app.state.clock = lambda: NOW
    app.state.trial = True
    app.state.stand_ins = (("Temporal riêng", "private Temporal"), ("chứng thư dùng thử", "development certificates"))
    return app
