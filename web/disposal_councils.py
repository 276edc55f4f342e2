"""The council of a disposal: who sits in which seat, and where it meets."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.people import demand
from services import disposals
from web import asking
from web.councils import members, option
from web.disposals import which
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class CouncilPage:
    disposal: str
    title: str
    records: int
    seats: int
    quorum: int
    people: tuple[Option, ...]
    form: Form


async def show(request: Request) -> Response:
    return page(request, "disposals/council.html", await _council(request, Form()))


async def convene(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        paper = await disposals.convene(context, which(request), members(sent), asking.text(sent, "place"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "disposals/council.html", await _council(request, form), status_of(no))
    return asking.seen(request, f"/documents/{paper}")


async def _council(request: Request, form: Form) -> CouncilPage:
    context, words = asking.context(request), asking.words(request)
    one = (await disposals.read(context, which(request))).disposal
    demand(context.position, "disposal.convene", one.state, context.today)
    posts = {post.position.person: post for post in await disposals.candidates(context, which(request))}
    people = tuple(option(post, words) for post in posts.values())
    return CouncilPage(str(one.id), one.title, len(one.listed), one.seats, one.quorum, people, form)


ROUTES = [
    Route("/disposals/{disposal}/council", show),
    Route("/disposals/{disposal}/council", convene, methods=["POST"]),
]
