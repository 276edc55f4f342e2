"""Asking to see a record: staff borrow it or break the glass, the records office records what others ask in writing."""

import re
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotAllowed, Refusal
from domain.grants import PURPOSES, Asker, GrantKind, NewGrant, Purpose
from domain.names import DocumentId, RecordId
from domain.people import may
from services import granted, grants
from services.context import Context
from services.granted import Face
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.grant_words import GRANTS
from web.grant_words import PURPOSES as WORDS
from web.i18n import locale_of
from web.render import page
from web.words import initials

CODE = re.compile(r"[\s,;]+")
"""What stands between two codes."""


@dataclass(frozen=True)
class FaceBlock:
    """What is shown of a record to whoever does not reach it."""

    record: str
    code: str
    patient: str
    """Initials and year of birth."""
    department: str
    state: str
    reached: bool
    may_borrow: bool
    may_break: bool


@dataclass(frozen=True)
class Tab:
    address: str
    words: str
    current: bool


@dataclass(frozen=True)
class BorrowingPage:
    kind: str
    tabs: tuple[Tab, ...]
    form: Form
    purposes: tuple[Option, ...]
    longest: int
    face: FaceBlock | None = None
    """Of the one record that was asked about."""
    emergency: Form | None = None
    """Present when this person may break the glass of that record."""
    choices: tuple[Option, ...] = ()
    """Its documents, for the records office."""
    urgent: bool = False
    """Somebody came to break the glass."""


async def new(request: Request) -> Response:
    code = request.query_params.get("code", "")
    kind = _kind(asking.context(request), request.query_params.get("kind", ""))
    return page(request, "grants/new.html", await _page(request, kind, Form(values={"codes": code, "days": "7"}), code))


async def ask(request: Request) -> Response:
    sent = await request.form()
    kind = _kind(asking.context(request), asking.text(sent, "kind"))
    try:
        which = await grants.ask(asking.context(request, asking.text(sent, "request")), _new(sent, kind))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "grants/new.html", await _page(request, kind, form, asking.text(sent, "codes")), status_of(no))
    return asking.seen(request, f"/grants/{which}")


async def emergency(request: Request) -> Response:
    """Breaks the glass, and leads to the record."""
    sent = await request.form()
    record = RecordId(asking.uuid(request, "record"))
    try:
        await grants.emergency(asking.context(request, asking.text(sent, "request")), record, asking.text(sent, "why"))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"reason": "why"})
        code = asking.text(sent, "code")
        shown = await _page(request, GrantKind.LOAN, Form(values={"codes": code, "days": "7"}), code)
        return page(request, "grants/new.html", replace(shown, emergency=form), status_of(no))
    return asking.seen(request, f"/records/{record}")


def _kind(context: Context, said: str) -> GrantKind:
    """Raises: NotAllowed for whoever neither borrows nor records."""
    role = context.position.role
    if may(role, "grant.ask"):
        return GrantKind.LOAN
    if may(role, "grant.record"):
        return GrantKind.PATIENT if said == GrantKind.PATIENT else GrantKind.OUTSIDER
    raise NotAllowed(role, "grant.ask")


def _new(sent: FormData, kind: GrantKind) -> NewGrant:
    said = asking.text(sent, "purpose")
    asker = Asker(
        asking.text(sent, "name"),
        asking.text(sent, "body"),
        asking.text(sent, "paper"),
        asking.a_day(sent, "paper_day") if asking.text(sent, "paper_day") else None,
    )
    return NewGrant(
        kind,
        Purpose(said) if said in set(Purpose) else Purpose.OTHER,
        tuple(one for one in CODE.split(asking.text(sent, "codes")) if one),
        asking.text(sent, "reason"),
        asking.number(asking.text(sent, "days")),
        bool(sent.get("may_copy")),
        asker if kind is not GrantKind.LOAN else Asker(),
        tuple(DocumentId(asking.id_of(one)) for one in sent.getlist("documents") if isinstance(one, str)),
    )


async def _page(request: Request, kind: GrantKind, form: Form, code: str) -> BorrowingPage:
    context, words = asking.context(request), asking.words(request)
    found = next((one for one in await faces(context, code) if one.code == code.strip()), None)
    kinds = () if kind is GrantKind.LOAN else (GrantKind.OUTSIDER, GrantKind.PATIENT)
    at = f"&code={found.code}" if found else ""
    choices = await granted.choices(context, RecordId(asking.id_of(found.record))) if found and kinds else ()
    return BorrowingPage(
        kind,
        tuple(Tab(f"/grants/new?kind={one}{at}", words(GRANTS[one]), one is kind) for one in kinds),
        form,
        tuple(Option(one, words(WORDS[one])) for one in PURPOSES[kind]),
        grants.longest(context, kind),
        found,
        Form() if found and found.may_break else None,
        tuple(Option(str(which), title) for which, title in choices),
        "emergency" in request.query_params,
    )


async def faces(context: Context, known: str) -> list[FaceBlock]:
    """Records of exactly this code, patient's code or identity number, as whoever does not reach them sees them."""
    return [_face(one) for one in await granted.faces(context, known)] if known.strip() else []


def _face(found: Face) -> FaceBlock:
    one = found.record
    whose = f"{initials(one.patient)} {one.birth_year}"
    ways = (found.reached, found.may_borrow, found.may_break)
    return FaceBlock(str(one.id), one.code, whose, one.department, one.state, *ways)


ROUTES = [
    Route("/grants/new", new),
    Route("/grants", ask, methods=["POST"]),
    Route("/records/{record}/emergency", emergency, methods=["POST"]),
]
