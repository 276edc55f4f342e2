"""The stream of an open page: how much waits for its person, and how far the sets are that they sign."""

import json

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from services import batches, errands, people
from services.batches import Running
from web import asking
from web.events import changes
from web.sessions import cookie_name


async def events(request: Request) -> Response:
    """Of the person who asks, for as long as the page is open and they are signed in; an open page alone keeps nobody signed in."""
    context = asking.context(request)
    token = request.cookies.get(cookie_name(request.app.state.https), "")

    async def look() -> dict[str, str]:
        context = (await people.who(asking.house(request), token, stirs=False)).context(asking.house(request), "count")
        return {"count": str(await errands.count(context)), "batches": _said(await batches.running(context))}

    stream = changes(request.app.state.broker, str(context.position.person), look)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


def _said(running: Running | None) -> str:
    """`{}` when nothing is being signed."""
    return json.dumps({"address": f"/batches/{running.batch}", "done": running.done, "all": running.all} if running else {})


ROUTES = [Route("/events", events)]
