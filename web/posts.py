"""The posts of one person: given, and ended on a day; what waited for them moves on at once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, NotFound, Refusal
from domain.names import DepartmentId, PersonId, PositionId
from domain.people import demand
from domain.roles import Role
from services import people, posts
from services.posts import NewPost
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.people import PersonLine
from web.render import page
from web.words import ROLES


@dataclass(frozen=True)
class PostLine:
    id: str
    held: PersonLine
    form: Form
    """Ends it; given back with what was typed."""


@dataclass(frozen=True)
class PostsPage:
    person: str
    name: str
    lines: tuple[PostLine, ...]
    form: Form
    roles: tuple[Option, ...]
    departments: tuple[Option, ...]


async def show(request: Request) -> Response:
    return page(request, "people/posts.html", await _page(request, Form()))


async def give(request: Request) -> Response:
    return await _acted(request, _given, lambda sent: "")


async def end(request: Request) -> Response:
    return await _acted(request, _ended, lambda sent: asking.text(sent, "post"))


async def _given(request: Request, sent: FormData) -> None:
    role, department = asking.text(sent, "role"), asking.text(sent, "department")
    if role not in set(Role):
        raise Malformed("role: chọn chức vụ / choose a post")
    where = DepartmentId(department) if department else None
    new = NewPost(_who(request), Role(role), where, asking.a_day(sent, "since"), asking.text(sent, "basis"))
    await posts.give(asking.context(request, asking.text(sent, "request")), new)


async def _ended(request: Request, sent: FormData) -> None:
    which = PositionId(asking.id_of(asking.text(sent, "post")))
    context = asking.context(request, asking.text(sent, "request"))
    await posts.end(context, which, asking.a_day(sent, "last"), asking.text(sent, "why"))


async def _acted(request: Request, act: Callable[[Request, FormData], Awaitable[None]], of: Callable[[FormData], str]) -> Response:
    """`of`: the post whose form was sent; none for a new one."""
    sent = await request.form()
    try:
        await act(request, sent)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"basis": "why"} if of(sent) else None)
        return page(request, "people/posts.html", await _page(request, form, of(sent)), status_of(no))
    left = not any(one.position.person == _who(request) for one in await people.colleagues(asking.context(request)))
    return asking.seen(request, "/people" if left else f"/people/{_who(request)}/posts")


async def _page(request: Request, form: Form, of: str = "") -> PostsPage:
    context, words, who = asking.context(request), asking.words(request), _who(request)
    demand(context.position, "post.give", "*", context.today)
    held = [one for one in await people.colleagues(context) if one.position.person == who]
    if not held:
        raise NotFound("person", who)
    lines = [
        PostLine(
            str(one.position.id),
            PersonLine(one.person, one.position.role, one.department, one.position.since, one.position.until, one.position.basis),
            form if of == str(one.position.id) else Form(values={"last": context.today.isoformat()}),
        )
        for one in held
    ]
    roles = tuple(Option(role, words(ROLES[role])) for role in await people.roles(context))
    departments = tuple(Option(which, name) for which, name in await people.departments(context))
    return PostsPage(str(who), held[0].person, tuple(lines), Form() if of else form, roles, departments)


def _who(request: Request) -> PersonId:
    return PersonId(asking.uuid(request, "person"))


ROUTES = [
    Route("/people/{person}/posts", show),
    Route("/people/{person}/posts", give, methods=["POST"]),
    Route("/people/{person}/posts/ending", end, methods=["POST"]),
]
