"""Khai báo lại: what was done before the plan was opened here, with its day and paper."""

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.declarations import Claim, Declaration
from domain.declared_turns import HELD
from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.people import demand
from services import declaring, tracks
from services.track_views import MilestoneLine
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.render import page
from web.summaries import download, workbook
from web.tracks import which
from web.words import CLAIMS


@dataclass(frozen=True)
class Declared:
    """One milestone to declare."""

    code: str
    title: str
    due: date | None
    waits_for: tuple[str, ...] = ()
    """Of going live: codes of what comes before it."""


@dataclass(frozen=True)
class DeclarationPage:
    facility: str
    track: str
    opened_on: date
    asked: tuple[Declared, ...]
    states: tuple[Option, ...]
    form: Form
    sheet: Form
    """The one that takes a filled-in workbook."""


async def show(request: Request) -> Response:
    return page(request, "tracks/declare.html", await _declaration(request, Form()))


async def declare(request: Request) -> Response:
    """Everything that was filled in, all or none; what was left out stays to be declared."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await tracks.declare(context, which(request), _said(sent))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), _places(sent))
        return page(request, "tracks/declare.html", await _declaration(request, form), status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}")


async def export(request: Request) -> Response:
    """What is still to be declared, as a workbook."""
    return download(await declaring.track_workbook(asking.context(request), which(request)))


async def load(request: Request) -> Response:
    """Everything the workbook says, or nothing."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            file = workbook(await asking.uploads(sent, "file"))
            await declaring.load_track(context, which(request), file.name, file.content)
        except Refusal as no:
            sheet = asking.again(sent, no, locale_of(request))
            return page(request, "tracks/declare.html", await _declaration(request, Form(), sheet), status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}")


def _places(sent: FormData) -> dict[str, str]:
    """What a fault begins with → the field it speaks of."""
    codes = [name.removeprefix("state-") for name in sent if name.startswith("state-")]
    fields = (
        ("", "state"),
        (", giấy tờ", "paper"),
        (", paper", "paper"),
        (", ngày", "on"),
        (", day", "on"),
        (", giải thích", "note"),
        (", note", "note"),
    )
    return {f"{code}{what}": f"{field}-{code}" for code in codes for what, field in fields}


async def _declaration(request: Request, form: Form, sheet: Form | None = None) -> DeclarationPage:
    context, words = asking.context(request), asking.words(request)
    demand(context.position, "track.declare", "*", context.today)
    view = await tracks.read(context, which(request))
    asked = tuple(_asked(one) for one in view.undeclared)
    states = tuple(Option(one, words(CLAIMS[one])) for one in (Claim.DONE, Claim.DOING, Claim.NOT_APPLICABLE))
    return DeclarationPage(view.facility.name, str(view.track.id), view.plan.opened_on, asked, states, form, sheet or Form())


def _asked(one: MilestoneLine) -> Declared:
    waits = one.progress.after if one.spec.kind in HELD else ()
    return Declared(one.spec.code, one.spec.title, one.progress.due, waits)


def _said(sent: FormData) -> tuple[Declaration, ...]:
    """Raises: Malformed."""
    codes = [name.removeprefix("state-") for name in sent if name.startswith("state-") and asking.text(sent, name)]
    unknown = [code for code in codes if asking.text(sent, f"state-{code}") not in set(Claim)]
    if unknown:
        raise Malformed(*(both(f"{code}: chọn tình trạng", f"{code}: choose the state") for code in unknown))
    return tuple(_one(sent, code) for code in codes)


def _one(sent: FormData, code: str) -> Declaration:
    on = asking.a_day(sent, f"on-{code}") if asking.text(sent, f"on-{code}") else None
    claim = Claim(asking.text(sent, f"state-{code}"))
    return Declaration(code, claim, on, asking.text(sent, f"paper-{code}"), asking.text(sent, f"note-{code}"))


ROUTES = [
    Route("/tracks/{track}/declaration", show),
    Route("/tracks/{track}/declaration", declare, methods=["POST"]),
    Route("/tracks/{track}/declaration.xlsx", export),
    Route("/tracks/{track}/declaration.xlsx", load, methods=["POST"]),
]
