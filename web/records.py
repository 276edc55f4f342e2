"""Records: the list, and one record."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.clock import day
from domain.cutovers import RecordMedium
from domain.errors import Refusal
from domain.names import GrantId, RecordId
from domain.people import may
from domain.records import RecordKind, RecordState
from domain.roles import Role
from services import archive, records
from services.context import Context
from services.records import RecordView
from store.queries.records import RecordPage as Page
from web import asking
from web.audit import Happened, happened
from web.errors import status_of
from web.forms import Form, Option
from web.grant_lines import Band, band
from web.i18n import locale_of
from web.kept import being_closed
from web.reading import Words
from web.record_lines import DocumentLine, OrderBlock, ShortcomingLine, document_line, order_block, shortcoming_line
from web.referral_lines import Transfers, transfers
from web.render import page
from web.tombstones import tombstone_page
from web.words import EPISODES, OUTCOMES, SEXES, _


@dataclass(frozen=True)
class Head:
    """Which patient, which episode: stands above every page about a record."""

    record: str
    code: str
    patient: str
    patient_code: str
    """Số định danh cá nhân, or a temporary code."""
    born: str
    sex: str
    department: str
    opened_at: datetime
    state: str
    diagnosis: str = ""
    kind: str = ""
    complete_by: datetime | None = None
    """Until when it is to be complete, while somebody owes that."""
    held: bool = False
    """A hold keeps it from disposal."""
    discharged_at: datetime | None = None
    outcome: str = ""
    disease: str = ""
    medium: RecordMedium | None = None


@dataclass(frozen=True)
class Day:
    of: date
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True)
class Missing:
    """Something that must come before the record can close, and who owes it."""

    what: str
    who: str
    link: str = ""


@dataclass(frozen=True)
class Keeping:
    """What keeps the record from disposal, and where more can be placed."""

    holds: tuple[Option, ...]
    """Address and case of each."""
    record: str
    """Where this record is held."""
    patient: str
    """Where every record of the patient is."""


@dataclass(frozen=True)
class RecordPage:
    head: Head
    days: tuple[Day, ...]
    orders: tuple[OrderBlock, ...]
    missing: tuple[Missing, ...]
    timeline: tuple[Happened, ...]
    next_words: str = ""
    """The next act of this position, e.g. `Chỉ định`; empty when it has none."""
    next_address: str = ""
    discharge: str = ""
    """Address of the discharge; empty when it is not this position's act now."""
    admitted: str = ""
    """Where the moment of admission is corrected; empty when that is not this position's act."""
    discharged: str = ""
    """Where the discharge is corrected; empty when that is not this position's act now."""
    entrust: str = ""
    """Where another doctor is given the record; empty when that is not this position's act now."""
    sheets: str = ""
    """Where sheets are drawn up; empty when this position draws up none now."""
    shortcomings: tuple[ShortcomingLine, ...] = ()
    """What it was returned for; those not mended first."""
    mending: Form | None = None
    """A refusal of having mended one."""
    close: Form | None = None
    """Present when the treating doctor may have the closing sheet drawn up."""
    keep_until: date | None = None
    """Last day of retention, once archived."""
    retention: str = ""
    """Where it says why it is kept, and until when; empty while it is treated."""
    incidents: tuple[str, ...] = ()
    """Number and day of each file of an incident it is linked to, for whoever may know of them."""
    new_incident: str = ""
    """Where one is opened; empty when this position opens none."""
    visit: bool = False
    """It has no closing sheet: closing it ends it."""
    closing: bool = True
    """Whether what is missing still matters: the record is not closed yet."""
    reads: bool = False
    """The timeline has every reading too."""
    copies: Form | None = None
    """Present when this position may take plain copies out of the archive."""
    keeping: Keeping | None = None
    """Present when this position may see holds."""
    whose: str = ""
    """Where the patient's records are joined or taken apart; empty when that is not this position's."""
    band: Band | None = None
    """Says by which grant it is read, when not by right: then it has no acts."""
    part: bool = False
    """Only some documents of it are seen."""
    transfers: Transfers | None = None
    """From and to other facilities."""


CLOSING = (RecordState.OPEN, RecordState.DISCHARGED)


async def show(request: Request) -> Response:
    context, words = asking.context(request), asking.words(request)
    view = await records.read(context, which(request), _under(request))
    if gone := tombstone_page(view, context, words):
        return page(request, "records/gone.html", gone)
    return page(request, "records/show.html", record_page(view, context, words, "reads" in request.query_params))


def _under(request: Request) -> GrantId | None:
    """For which outsider or patient the records office opens it."""
    said = request.query_params.get("grant", "")
    return GrantId(asking.id_of(said)) if said else None


async def copy(request: Request) -> Response:
    """Plain copies of an archived record as a zip file; audited as copying."""
    sent = await request.form()
    try:
        made = await archive.copies(asking.context(request, asking.text(sent, "request")), which(request), _under(request))
    except Refusal as no:
        context = asking.context(request)
        shown = record_page(await records.standing(context, which(request)), context, asking.words(request))
        return page(request, "records/show.html", replace(shown, copies=asking.again(sent, no, locale_of(request))), status_of(no))
    name = quote(f"{made.code}.zip", safe="")
    return StreamingResponse(
        made.chunks, media_type="application/zip", headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    )


def record_page(view: RecordView, context: Context, words: Words, reads: bool = False) -> RecordPage:
    """With what this position may do in it; what is read by a grant is only read."""
    if view.grant:
        return _read_only(view, context, words, reads)
    record = view.page.record
    role = context.position.role
    next_words, next_address = "", ""
    if may(role, "order.place", record.state) and role is Role.DOCTOR:
        next_words, next_address = words(_("Ra chỉ định")), f"/records/{record.id}/orders/new"
    mine, missing = record.doctor == context.position.person, _missing(view)
    return RecordPage(
        head(view.page, words),
        _days(view),
        tuple(order_block(one, context, view) for one in view.orders),
        missing,
        happened(view.timeline, words, reads, _titles(view)),
        next_words,
        next_address,
        admitted=f"/records/{record.id}/admission" if mine and may(role, "record.correct_admission", record.state) else "",
        discharged=f"/records/{record.id}/discharge-correction" if _corrects(view, context) else "",
        entrust=f"/records/{record.id}/doctor" if mine and may(role, "record.entrust", record.state) else "",
        discharge=f"/records/{record.id}/discharge" if mine and may(role, "record.discharge", record.state) else "",
        sheets=f"/records/{record.id}/sheets" if may(role, "sheet.write", record.state) or may(role, "sheet.issue", record.state) else "",
        shortcomings=tuple(sorted((shortcoming_line(one, view, context) for one in view.shortcomings), key=lambda one: bool(one.mended))),
        close=Form() if mine and record.state is RecordState.DISCHARGED and not being_closed(view) else None,
        keep_until=view.page.keep_until if view.page.record.archived_at else None,
        retention=f"/records/{record.id}/retention" if view.page.retention_class else "",
        incidents=tuple(f"{one.number}, {one.happened_on:%d/%m/%Y}" for one in view.incidents),
        new_incident=f"/records/{record.id}/incidents/new" if may(role, "incident.open") else "",
        visit=record.kind is RecordKind.VISIT,
        closing=record.state in CLOSING or bool(missing),
        reads=reads,
        copies=Form() if may(role, "record.export", record.state) else None,
        keeping=_keeping(view) if may(role, "hold.read") else None,
        whose=f"/patients/{view.page.patient.code}" if may(role, "patient.read") else "",
        transfers=transfers(view, context),
    )


def _corrects(view: RecordView, context: Context) -> bool:
    """The treating doctor, or the head of the department that treats."""
    record, position = view.page.record, context.position
    mine = record.doctor == position.person or (position.role is Role.HEAD and position.works_in(record.department))
    return mine and may(position.role, "record.correct_discharge", record.state)


def _missing(view: RecordView) -> tuple[Missing, ...]:
    """Once the record is closed only what an outage declared afterwards leaves to be confirmed."""
    matters = [one for one in view.missing if view.page.record.state in CLOSING or one.what == "back_entry"]
    return tuple(Missing(one.title, one.owed_by, f"/outages/{one.about}" if one.about else "") for one in matters)


def _read_only(view: RecordView, context: Context, words: Words, reads: bool) -> RecordPage:
    grant = view.grant
    copies = grant and grant.may_copy and grant.whole and grant.holder and view.page.record.archived_at
    return RecordPage(
        head(view.page, words),
        _days(view),
        tuple(order_block(one, context, view) for one in view.orders),
        tuple(Missing(one.title, one.owed_by) for one in view.missing),
        happened(view.timeline, words, reads, _titles(view)),
        closing=view.page.record.state in CLOSING and bool(grant and grant.whole),
        keep_until=view.page.keep_until if view.page.record.archived_at else None,
        reads=reads,
        copies=Form() if copies else None,
        band=band(grant, words),
        part=bool(grant and not grant.whole),
        transfers=transfers(view, context),
    )


def _keeping(view: RecordView) -> Keeping:
    lies = tuple(Option(f"/holds/{one.id}", one.case.name) for one in view.holds)
    asked = (
        urlencode({"scope": scope, "code": code})
        for scope, code in (("record", view.page.record.code), ("patient", view.page.patient.code))
    )
    return Keeping(lies, *(f"/holds/new?{one}" for one in asked))


def _titles(view: RecordView) -> dict[str, str]:
    """What the timeline's lines are about."""
    orders = {str(one.order.id): f"{one.sheet.title}" for one in view.orders}
    return orders | {str(document.id): document.title for document, _ in view.documents}


def head(of: Page, words: Words) -> Head:
    """The patient and the episode; the diagnosis only while the rows still have it, its code as it is searched for also afterwards."""
    clinical = of.clinical or {}
    return Head(
        str(of.record.id),
        of.record.code,
        of.patient.name,
        of.patient.code,
        of.patient.birth.strftime("%d/%m/%Y"),
        words(SEXES[of.patient.sex]),
        of.department,
        of.record.opened_at,
        of.record.state,
        str(clinical.get("diagnosis", "")),
        words(EPISODES[of.record.kind]),
        of.record.complete_by if of.record.state is RecordState.DISCHARGED else None,
        of.held,
        of.record.discharged_at,
        words(OUTCOMES[of.record.outcome]) if of.record.outcome else "",
        str(clinical.get("diagnosis_code") or of.found_by or ""),
        of.medium,
    )


def _days(view: RecordView) -> tuple[Day, ...]:
    lines = [(day(version.made_at), document_line(document, version, view)) for document, version in reversed(view.documents)]
    return tuple(Day(of, tuple(line for on, line in lines if on == of)) for of in sorted({on for on, _ in lines}, reverse=True))


def which(request: Request) -> RecordId:
    """The record of the address. Raises: NotFound."""
    return RecordId(asking.uuid(request, "record"))


ROUTES = [
    Route("/records/{record}", show),
    Route("/records/{record}/copies", copy, methods=["POST"]),
]
