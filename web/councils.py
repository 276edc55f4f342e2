"""Calling the council of an appraisal: who sits in which seat, by which decision, and where."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.councils import Member, Seat
from domain.errors import Refusal
from domain.names import PersonId
from domain.people import demand
from services import appraisals
from store.queries.people import Post
from web import asking
from web.appraisals import which
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import ROLES


@dataclass(frozen=True)
class CouncilPage:
    facility: str
    appraisal: str
    seats: int
    people: tuple[Option, ...]
    form: Form


async def show(request: Request) -> Response:
    return page(request, "appraisals/council.html", await _council(request, Form()))


async def convene(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = asking.text(sent, "founded_by"), asking.text(sent, "place")
        await appraisals.convene(context, which(request), members(sent), *said)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "appraisals/council.html", await _council(request, form), status_of(no))
    return asking.seen(request, f"/appraisals/{which(request)}")


async def _council(request: Request, form: Form) -> CouncilPage:
    context, words = asking.context(request), asking.words(request)
    demand(context.position, "appraisal.convene", "*", context.today)
    view = await appraisals.read(context, which(request))
    posts = {post.position.person: post for post in await appraisals.candidates(context, which(request))}
    people = tuple(option(post, words) for post in posts.values())
    return CouncilPage(view.facility.name, str(view.appraisal.id), view.appraisal.edition.seats, people, form)


def option(post: Post, words: Words) -> Option:
    """A person who may be named, with their post."""
    where = post.department or post.facility
    return Option(str(post.position.person), f"{post.person} · {words(ROLES[post.position.role])}, {where}")


def members(sent: FormData) -> tuple[Member, ...]:
    """The seats that were filled."""
    names = [(Seat.CHAIR, "chair"), (Seat.SECRETARY, "secretary")]
    names += [(Seat.MEMBER, name) for name in sorted(sent) if name.startswith("member-")]
    return tuple(Member(PersonId(asking.id_of(asking.text(sent, name))), seat) for seat, name in names if asking.text(sent, name))


ROUTES = [
    Route("/appraisals/{appraisal}/council", show),
    Route("/appraisals/{appraisal}/council", convene, methods=["POST"]),
]
