"""Calling the council of an appraisal: who sits in which seat, by which decision, when and where; and who sits for a member away."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.names import PersonId
from domain.people import demand
from domain.seats import FIELDS, Member, Seat
from services import appraisals
from services.appraisals_shown import AppraisalView
from store.queries.people import Post
from web import asking
from web.appraisals import which
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import ROLES

MORE = 5
"""Rows for members at first, where the council may be larger than its fewest."""


@dataclass(frozen=True)
class CouncilPage:
    facility: str
    appraisal: str
    council: str
    seats: str
    """`3`, or `3–15`."""
    needs: tuple[str, ...]
    """Whom it needs at least, in words."""
    rows: int
    """Lines for members beside chair and secretary."""
    people: tuple[Option, ...]
    name: str
    """Words by which people of other units were looked for."""
    lacks: tuple[str, ...]
    """What is not reported yet: calling the council all the same needs a reason."""
    form: Form


@dataclass(frozen=True)
class SubstitutePage:
    facility: str
    appraisal: str
    member: str
    person: str
    people: tuple[Option, ...]
    name: str
    form: Form


async def show(request: Request) -> Response:
    return page(request, "appraisals/council.html", await _council(request, Form()))


async def convene(request: Request) -> Response:
    sent = await request.form()
    if "look" in sent:
        form = Form(values=asking.typed(sent))
        return page(request, "appraisals/council.html", await _council(request, form))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        meets_at = asking.moment(sent, "meets_at") if asking.text(sent, "meets_at") else None
        said = asking.text(sent, "founded_by"), asking.text(sent, "place"), meets_at, asking.text(sent, "anyway")
        await appraisals.convene(context, which(request), members(sent), *said)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "appraisals/council.html", await _council(request, form), status_of(no))
    return asking.seen(request, f"/appraisals/{which(request)}")


async def ask_substitute(request: Request) -> Response:
    return page(request, "appraisals/substitute.html", await _substitute(request, Form()))


async def substitute(request: Request) -> Response:
    """Somebody sits for a member who is away."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        came = PersonId(asking.id_of(asking.text(sent, "person")))
        await appraisals.substitute(context, which(request), _away(request), came, asking.text(sent, "paper"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "appraisals/substitute.html", await _substitute(request, form), status_of(no))
    return asking.seen(request, f"/appraisals/{which(request)}")


async def _council(request: Request, form: Form) -> CouncilPage:
    context, words = asking.context(request), asking.words(request)
    demand(context.position, "appraisal.convene", "*", context.today)
    view = await appraisals.read(context, which(request))
    edition = view.appraisal.edition
    name = form.value("name")
    most = max(edition.seats, edition.seats_most)
    named = sum(1 for key, value in form.values.items() if key.startswith("member-") and value)
    english = locale_of(request) == "en"
    return CouncilPage(
        view.facility.name,
        str(view.appraisal.id),
        edition.name,
        str(edition.seats) if most == edition.seats else f"{edition.seats}–{most}",
        tuple(f"{least} {FIELDS[field][english]}" for field, least in edition.needs.items()),
        min(max(edition.seats - 2, MORE, named + 2), most - 2),
        await _people(request, view, name, words),
        name,
        tuple(f"{code} {title}" for code, title, _told_at in view.waits_for),
        form,
    )


async def _substitute(request: Request, form: Form) -> SubstitutePage:
    context, words = asking.context(request), asking.words(request)
    view = await appraisals.read(context, which(request))
    away = next((one for one in view.council if one.person == _away(request) and not one.absent), None)
    if away is None:
        raise NotFound("member", _away(request))
    name = request.query_params.get("name", form.value("name"))
    sitting = {str(one.person) for one in view.council}
    people = tuple(one for one in await _people(request, view, name, words) if one.value not in sitting)
    return SubstitutePage(view.facility.name, str(view.appraisal.id), away.name, str(away.person), people, name, form)


async def _people(request: Request, view: AppraisalView, name: str, words: Words) -> tuple[Option, ...]:
    context = asking.context(request)
    posts = {post.position.person: post for post in await appraisals.candidates(context, view.appraisal.id, name)}
    return tuple(option(post, words) for post in posts.values())


def option(post: Post, words: Words) -> Option:
    """A person who may be named, with their post."""
    where = post.department or post.facility
    return Option(str(post.position.person), f"{post.person} · {words(ROLES[post.position.role])}, {where}")


def members(sent: FormData) -> tuple[Member, ...]:
    """The seats that were filled."""
    names = [(Seat.CHAIR, "chair"), (Seat.SECRETARY, "secretary")]
    names += [(Seat.MEMBER, name) for name in sorted(sent) if name.startswith("member-")]
    return tuple(Member(PersonId(asking.id_of(asking.text(sent, name))), seat) for seat, name in names if asking.text(sent, name))


def _away(request: Request) -> PersonId:
    return PersonId(asking.uuid(request, "person"))


ROUTES = [
    Route("/appraisals/{appraisal}/council", show),
    Route("/appraisals/{appraisal}/council", convene, methods=["POST"]),
    Route("/appraisals/{appraisal}/substitutes/{person}", ask_substitute),
    Route("/appraisals/{appraisal}/substitutes/{person}", substitute, methods=["POST"]),
]
