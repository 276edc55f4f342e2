"""Pages and fragments: a template, its declared context, and the frame around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.people import may
from services.batches import Running
from web import labels, words
from web.i18n import Language, languages, locale_of
from web.sessions import SignedIn, came_from, inside
from web.state_words import STATES

HERE = Path(__file__).parent
STATIC = HERE / "static"


@dataclass(frozen=True)
class Frame:
    """What every page shows around its content."""

    path: str
    here: str
    """The page with its query; after a form was refused the page it was sent from. Where a person comes back to."""
    locale: str
    now: datetime
    signed_in: SignedIn | None = None
    count: int | None = None
    """What waits in the inbox of the person who asks, where it was counted; other pages are told by their stream (`web/live.py`)."""
    running: Running | None = None
    """How far the sets are that this person signs while they work on."""
    trial: bool = False
    """Not for real patients: always said, until production is on."""
    stand_ins: tuple[str, ...] = ()
    """Parts that are development stand-ins, in the person's language; empty in production."""


@cache
def environments() -> Mapping[str, Environment]:
    """One Jinja environment per language, so that nothing depends on who renders at the same time."""
    return {locale: _environment(language) for locale, language in languages().items()}


def page(request: Request, template: str, context: object, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """The whole page. `context` is the frozen dataclass declared beside the view."""
    found = _template(request, template)
    html = found.render(frame=frame(request), fragment=False, **_fields(context, found, request, status))
    return HTMLResponse(labels.led(html), status, headers)


def fragment(
    request: Request, template: str, block: str, context: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """One named block of the page `template`, for htmx to put in its place."""
    found = _template(request, template)
    inside = found.new_context({"frame": frame(request), "fragment": True, **_fields(context, found, request, status)})
    return HTMLResponse(labels.led("".join(found.blocks[block](inside))), status, headers)


def wants_piece(request: Request) -> bool:
    """Whether htmx asks, which puts a piece in its place."""
    return request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers


def either(request: Request, template: str, block: str, context: object, status: int = 200) -> HTMLResponse:
    """The block when htmx asks for it, the whole page otherwise."""
    if wants_piece(request):
        return fragment(request, template, block, context, status)
    return page(request, template, context, status)


def frame(request: Request) -> Frame:
    """The frame as `web.app` and the session middleware prepared it on the request."""
    state = request.state
    locale = locale_of(request)
    return Frame(
        path=request.url.path,
        here=_here(request),
        locale=locale,
        now=request.app.state.clock(),
        signed_in=getattr(state, "signed_in", None),
        count=getattr(state, "count", None),
        running=getattr(state, "running", None),
        trial=request.app.state.trial,
        stand_ins=tuple(vi if locale == "vi" else en for vi, en in request.app.state.stand_ins),
    )


def _here(request: Request) -> str:
    if request.method == "POST":
        return came_from(request) or "/"
    return inside(request.url.path + (f"?{request.url.query}" if request.url.query else ""))


def _template(request: Request, name: str) -> Template:
    return environments()[locale_of(request)].get_template(name)


def _fields(context: object, template: Template, request: Request, status: int) -> dict[str, Any]:
    if not is_dataclass(context) or isinstance(context, type):
        raise TypeError(f"a page needs a declared context, not {type(context).__name__}")
    if status >= 400 and template.name:  # something is told, and nothing else has to be looked through
        shown: Any = labels.labelled(context, template.environment, template.name, languages()[locale_of(request)].gettext)
        return dict(vars(shown))
    return {field.name: getattr(context, field.name) for field in fields(context)}


def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install = getattr(environment, "install_gettext_callables")  # noqa: B009 - added by the extension, unknown to the type
    install(language.gettext, language.ngettext, newstyle=True)
    environment.globals |= {"may": may, "static": static, "STATES": STATES, "ROLES": words.ROLES, "due_state": words.due_state}
    environment.filters |= {
        "moment": words.moment,
        "day": words.day,
        "iso": words.iso,
        "number": partial(words.number, locale=language.locale),
        "money": partial(words.money, locale=language.locale),
        "left": partial(words.left, gettext=language.gettext),
        "age": partial(words.age, gettext=language.gettext),
    }
    environment.globals["p"] = environment.get_template("parts/pieces.html").module
    environment.globals["kept"] = _kept(environment)
    return environment


def _kept(environment: Environment) -> Callable[[str, object], Markup]:
    """Renders a row of a long table, or gives it as it was: what is shown is a frozen value, and nothing else may stand in its template."""

    @lru_cache(maxsize=2000)
    def kept(template: str, row: object) -> Markup:
        return Markup(environment.get_template(template).render(row=row))

    return kept


@cache
def static(path: str) -> str:
    """The address of a static file, changed by its content so that browsers may keep it for ever."""
    return f"/static/{path}?{sha256((STATIC / path).read_bytes()).hexdigest()[:12]}"
