"""The beginning of a real facility: the one-time link, and by it the facility with its first administrator."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.facilities import DEPARTMENTS, departments_of
from services import founding
from services.founding import KINDS, Founding, administrator
from web import asking
from web.errors import ErrorPage, status_of
from web.forms import Form, Option, Told
from web.i18n import locale_of
from web.render import page
from web.sessions import keep
from web.words import FACILITIES, _


@dataclass(frozen=True)
class FoundingPage:
    link: str
    """The one-time part of the address."""
    form: Form
    kinds: tuple[Option, ...]


async def show(request: Request) -> Response:
    """The form; a page that says what to do when the link is used or over."""
    if not await founding.open_to(asking.house(request).sessions, asking.house(request).clock, _link(request)):
        return _over(request)
    return page(request, "people/first.html", _page(request, Form(values={"departments": proposed("hospital")})))


async def found(request: Request) -> Response:
    """Founds the facility and signs its administrator in."""
    sent = await request.form()
    try:
        token = await founding.found(asking.house(request), _link(request), _founding(sent))
    except NotFound:
        return _over(request)
    except Refusal as no:
        return page(request, "people/first.html", _page(request, asking.again(sent, no, locale_of(request))), status_of(no))
    answer = RedirectResponse("/people", 303)
    keep(answer, token, request.app.state.https)
    return answer


def proposed(kind: str) -> str:
    """The usual departments of a kind of facility, one a line."""
    return "\n".join(f"{code} {name}" for code, name in DEPARTMENTS[kind])


def _page(request: Request, form: Form) -> FoundingPage:
    words = asking.words(request)
    return FoundingPage(_link(request), form, tuple(Option(kind, words(FACILITIES[kind])) for kind in KINDS))


def _over(request: Request) -> Response:
    words = asking.words(request)
    do = words(_("Mỗi đường dẫn dùng một lần, trong 48 giờ. Chạy lệnh hsba welcome trên máy chủ để có đường dẫn mới."))
    return page(request, "errors/page.html", ErrorPage(Told(words(_("Đường dẫn đã dùng hoặc đã hết hạn")), do)), 404)


def _founding(sent: FormData) -> Founding:
    return Founding(
        asking.text(sent, "facility_code"),
        asking.text(sent, "facility_name"),
        asking.text(sent, "kind"),
        asking.text(sent, "place"),
        departments_of(asking.text(sent, "departments")),
        administrator(
            asking.text(sent, "login"),
            asking.text(sent, "name"),
            str(sent.get("password", "")),
            asking.text(sent, "pin"),
            asking.text(sent, "basis"),
        ),
    )


def _link(request: Request) -> str:
    return str(request.path_params["link"])


ROUTES = [
    Route("/first-administrator/{link}", show),
    Route("/first-administrator/{link}", found, methods=["POST"]),
]
