"""Opening a record, entrusting it to another doctor, having the closing sheet drawn up."""

from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import DepartmentId, PersonId, ReferralId
from domain.origins import CameFrom
from domain.people import demand
from domain.records import NewRecord, RecordKind
from domain.roles import Role
from services import patients, people, records, referred
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.records import Head, head, record_page, which
from web.render import page
from web.words import EPISODES, _


@dataclass(frozen=True)
class Known:
    """A patient of the facility whose number was typed."""

    code: str
    name: str
    year: int


@dataclass(frozen=True)
class OpenRecordPage:
    form: Form
    departments: tuple[Option, ...]
    doctors: tuple[Option, ...]
    kinds: tuple[Option, ...]
    known: Known | None = None
    """Who has the identity number that was typed."""


@dataclass(frozen=True)
class EntrustPage:
    head: Head
    form: Form
    doctors: tuple[Option, ...]
    doctor: str
    """Who treats now."""


async def new(request: Request) -> Response:
    """Empty, or with what the facility that sends the patient says of them."""
    said = request.query_params.get("referral", "")
    return page(request, "records/new.html", await _open(request, await _expected(request, said) if said else Form()))


async def _expected(request: Request, said: str) -> Form:
    one = await referred.prefilled(asking.context(request), ReferralId(asking.id_of(said)))
    came = asking.words(request)(_("Chuyển đến từ %(sender)s")) % {"sender": one.sent.sender}
    values = {"referral": said, "patient": one.name, "birth": one.birth.isoformat(), "sex": one.sex, "citizen_id": one.citizen_id}
    return Form(values=values | {"reason": came, "diagnosis": one.diagnosis})


async def create(request: Request) -> Response:
    """Opens a record."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        opened = await records.open(context, _new(sent))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "records/new.html", await _open(request, form), status_of(no))
    reached = await records.in_reach(context, opened)
    return asking.seen(request, f"/records/{opened}" if reached else "/records?opened=elsewhere")


async def entrust_page(request: Request) -> Response:
    return page(request, "records/entrust.html", await _entrust(request, Form()))


async def entrust(request: Request) -> Response:
    """Another doctor of the department takes over; open tasks of the treating doctor go along."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        doctor = _entrusted(sent)
        await records.entrust(context, which(request), doctor, asking.text(sent, "reason"))
    except Refusal as no:
        return page(request, "records/entrust.html", await _entrust(request, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/records/{which(request)}")


def _entrusted(sent: FormData) -> PersonId:
    """Raises: Malformed."""
    wrong = [] if asking.text(sent, "doctor") else ["doctor: chọn bác sĩ / choose the doctor"]
    wrong += [] if asking.text(sent, "reason") else ["reason: cần nêu lý do / give a reason"]
    if wrong:
        raise Malformed(*wrong)
    return PersonId(asking.id_of(asking.text(sent, "doctor")))


async def _entrust(request: Request, form: Form) -> EntrustPage:
    context = asking.context(request)
    view = await records.standing(context, which(request))
    here = view.page.record.department
    doctors = [post for post in await people.colleagues(context, (Role.DOCTOR, Role.HEAD)) if post.position.department == here]
    options = {str(post.position.person): post.person for post in doctors}
    return EntrustPage(
        head(view.page, asking.words(request)), form, tuple(Option(one, name) for one, name in options.items()), view.page.doctor
    )


async def close(request: Request) -> Response:
    """The completeness check, then the closing sheet."""
    sent = await request.form()
    try:
        document = await records.close(asking.context(request, asking.text(sent, "request")), which(request))
    except Refusal as no:
        context = asking.context(request)
        shown = record_page(await records.standing(context, which(request)), context, asking.words(request))
        again = replace(shown, close=asking.again(sent, no, locale_of(request)))
        return page(request, "records/show.html", again, status_of(no))
    return asking.seen(request, f"/documents/{document}" if document else f"/records/{which(request)}")


async def _open(request: Request, form: Form) -> OpenRecordPage:
    context = asking.context(request)
    demand(context.position, "record.open", "*", context.today)
    posts = await people.treating(context)
    found = await patients.known(context, form.value("citizen_id"))
    departments = {str(post.position.department): post.department for post in posts}
    doctors = {str(post.position.person): post for post in posts}
    return OpenRecordPage(
        form,
        tuple(Option(which, name) for which, name in departments.items()),
        tuple(Option(who, f"{post.person}, {post.department}") for who, post in doctors.items()),
        tuple(Option(kind, asking.words(request)(EPISODES[kind])) for kind in RecordKind),
        Known(found.code, found.name, found.birth.year) if found else None,
    )


def _new(sent: FormData) -> NewRecord:
    """Raises: Malformed."""
    chosen = {"sex": "giới tính / the sex", "department": "khoa điều trị / the department", "doctor": "bác sĩ điều trị / the doctor"}
    left = [(name, *what.split(" / ")) for name, what in chosen.items() if not asking.text(sent, name)]
    kind = asking.text(sent, "kind")
    if kind not in set(RecordKind):
        left.append(("kind", "loại hồ sơ", "the kind of record"))
    came = ["admitted_at"] if asking.text(sent, "admitted_at") else []
    days = ["birth", *(["came_day"] if asking.text(sent, "came_day") else [])]
    if wrong := [both(f"{name}: chọn {vi}", f"choose {en}") for name, vi, en in left] + asking.unreadable(sent, days, came):
        raise Malformed(*wrong)
    citizen = asking.text(sent, "citizen_id")
    code = asking.text(sent, "code")
    return NewRecord(
        code=code,
        patient_code=asking.text(sent, "patient_code") or citizen or f"TAM-{code}",
        patient=asking.text(sent, "patient"),
        birth=asking.a_day(sent, "birth"),
        sex=asking.text(sent, "sex"),
        department=DepartmentId(asking.text(sent, "department")),
        doctor=PersonId(asking.id_of(asking.text(sent, "doctor"))),
        reason=asking.text(sent, "reason"),
        diagnosis=asking.text(sent, "diagnosis"),
        citizen_id=citizen or None,
        temporary_code=None if citizen else f"TAM-{code}",
        address=asking.text(sent, "address"),
        admitted_at=asking.moment(sent, "admitted_at") if came else None,
        kind=RecordKind(kind),
        referral=ReferralId(asking.id_of(asking.text(sent, "referral"))) if asking.text(sent, "referral") else None,
        came_from=_came_from(sent),
        same_person=asking.text(sent, "same_person") == "1",
        same_reason=asking.text(sent, "same_reason"),
    )


def _came_from(sent: FormData) -> CameFrom | None:
    """As the slip says that the patient brought."""
    facility, slip, on = (asking.text(sent, name) for name in ("came_from", "came_slip", "came_day"))
    return CameFrom(facility, slip, asking.a_day(sent, "came_day") if on else None) if facility or slip or on else None


ROUTES = [
    Route("/records", create, methods=["POST"]),
    Route("/records/new", new),
    Route("/records/{record}/doctor", entrust_page),
    Route("/records/{record}/doctor", entrust, methods=["POST"]),
    Route("/records/{record}/closing", close, methods=["POST"]),
]
