"""A patient at the records office: their records, an identity number for a temporary code, records that go to or came from another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import RecordId
from domain.patients import Corrected, Identified
from domain.people import may
from services import patients
from services.patients import Confirmed, Correction, Numbered, PatientView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.words import EPISODES, SEXES, _

FIELDS: Mapping[str, str] = {
    "patient": _("Họ và tên"),
    "birth": _("Ngày sinh"),
    "sex": _("Giới tính"),
    "citizen_id": _("Số định danh cá nhân"),
}
"""What of a patient may be corrected, in the words of the page."""


@dataclass(frozen=True)
class RecordLine:
    id: str
    address: str
    code: str
    state: str
    kind: str
    department: str
    opened_at: datetime


@dataclass(frozen=True)
class MoveLine:
    source: str
    target: str
    records: tuple[str, ...]
    whole: bool
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class CorrectionLine:
    """What was mistyped."""

    changed: tuple[str, ...]
    """`Ngày sinh: 01/02/1999 → 02/01/1999`."""
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class PatientPage:
    address: str
    code: str
    name: str
    birth: date
    citizen_id: str
    temporary_code: str
    records: tuple[RecordLine, ...]
    moves: tuple[MoveLine, ...]
    numbered: Numbered | None = None
    identify: Form | None = None
    """Present while there is no identity number."""
    move: Form | None = None
    """Present when there are records that could go to another patient."""
    confirmed: tuple[Confirmed, ...] = ()
    """Records opened for this patient under another name, birthday or sex."""
    correct: Form | None = None
    """Present for whoever corrects what was mistyped."""
    corrections: tuple[CorrectionLine, ...] = ()


async def show(request: Request) -> Response:
    return await _page(request, Form(), Form())


async def identify(request: Request) -> Response:
    """Gives the identity number."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await patients.identify(context, _code(request), Identified(asking.text(sent, "citizen_id"), asking.text(sent, "reason")))
    except Refusal as no:
        return await _page(request, asking.again(sent, no, locale_of(request)), Form(), status_of(no))
    return asking.seen(request, f"/patients/{_code(request)}")


async def correct(request: Request) -> Response:
    """Tells anew who the patient is."""
    sent = await request.form()
    try:
        if wrong := asking.unreadable(sent, ["birth"]):
            raise Malformed(*wrong)
        context = asking.context(request, asking.text(sent, "request"))
        said = (asking.text(sent, "patient"), asking.a_day(sent, "birth"), asking.text(sent, "sex"), asking.text(sent, "number"))
        await patients.correct(context, _code(request), Corrected(*said, asking.text(sent, "because")))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"reason": "because", "citizen_id": "number"})
        return await _page(request, Form(), Form(), status_of(no), form)
    return asking.seen(request, f"/patients/{_code(request)}")


async def move(request: Request) -> Response:
    """Sends the ticked records, or all of them, to another patient."""
    sent = await request.form()
    to, why = asking.text(sent, "to"), asking.text(sent, "why")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if asking.text(sent, "all"):
            await patients.join(context, _code(request), to, why)
        else:
            ticked = [RecordId(asking.id_of(one)) for one in sent.getlist("record") if isinstance(one, str)]
            await patients.move(context, _code(request), to, ticked, why)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), {"reason": "why", "records": "record"})
        return await _page(request, Form(), form, status_of(no))
    return asking.seen(request, f"/patients/{to}")


async def _page(request: Request, identifying: Form, moving: Form, status: int = 200, correcting: Form | None = None) -> Response:
    context = asking.context(request)
    view = await patients.read(context, _code(request))
    role, words = context.position.role, asking.words(request)
    lines = tuple(
        RecordLine(str(one.id), f"/records/{one.id}", one.code, one.state, words(EPISODES[one.kind]), one.department, one.opened_at)
        for one in view.records
    )
    found = view.patient
    shown = PatientPage(
        f"/patients/{found.code}",
        found.code,
        found.name,
        found.birth,
        found.citizen_id or "",
        found.temporary_code or "",
        lines,
        tuple(_moved(view)),
        view.numbered,
        identifying if may(role, "patient.identify") and not found.citizen_id else None,
        moving if may(role, "patient.move") and lines else None,
        view.confirmed,
        (correcting or _known(view)) if may(role, "patient.correct") else None,
        tuple(_corrected(one, words) for one in view.corrections),
    )
    return page(request, "patients/show.html", shown, status)


def _moved(view: PatientView) -> list[MoveLine]:
    return [MoveLine(one.source, one.target, one.records, one.whole, one.who, one.at, view.why[one.id]) for one in view.moves]


def _known(view: PatientView) -> Form:
    """As the patient is known."""
    one = view.patient
    return Form(values={"patient": one.name, "birth": one.birth.isoformat(), "sex": one.sex, "number": one.citizen_id or ""})


def _corrected(one: Correction, words: Callable[[str], str]) -> CorrectionLine:
    pairs = [(words(FIELDS[field]), *(_as_read(field, told, words) for told in both)) for field, both in one.changed.items()]
    return CorrectionLine(tuple(f"{label}: {was} → {now}" for label, was, now in pairs), one.who, one.at, one.reason)


def _as_read(field: str, told: str, words: Callable[[str], str]) -> str:
    if field == "birth":
        return f"{date.fromisoformat(told):%d/%m/%Y}"
    return words(SEXES[told]) if field == "sex" else told


def _code(request: Request) -> str:
    return str(request.path_params["code"])


ROUTES = [
    Route("/patients/{code}", show),
    Route("/patients/{code}/identity", identify, methods=["POST"]),
    Route("/patients/{code}/corrections", correct, methods=["POST"]),
    Route("/patients/{code}/moves", move, methods=["POST"]),
]
