"""What a record's page shows in lines: its documents, and its orders with what the acting position may do to each."""

from dataclasses import dataclass
from datetime import datetime

from domain.copies import PROVISIONAL, status
from domain.people import may
from domain.results import makes
from domain.roles import Role
from domain.shortcomings import Shortcoming
from services.context import Context
from services.records import OrderView, RecordView
from services.remaking import written_by
from store.queries.signatures import Document, Version
from web.forms import Form
from web.returned import remake


@dataclass(frozen=True)
class DocumentLine:
    address: str
    title: str
    version: int
    at: datetime
    author: str
    state: str
    signed: str = ""
    """`2/3`."""
    off: int = 0
    """Abnormal values in it."""
    provisional: bool = False
    """A result that not everybody signed: for information only."""
    standing: int = 0
    """The version that counts until this one is complete."""
    late: bool = False
    """It was entered after an outage and tells what was done in it."""


@dataclass(frozen=True)
class ServiceLine:
    service: str
    performing: str
    state: str
    why: str = ""
    """Why cancelled, or why the sample was rejected."""


@dataclass(frozen=True)
class OrderBlock:
    address: str
    code: str
    at: datetime
    doctor: str
    lines: tuple[ServiceLine, ...]
    deliver: str = ""
    """Address of the form for a result; empty when this position delivers none."""
    sheets: tuple[DocumentLine, ...] = ()
    """The result sheets that answer its lines."""
    anew: str = ""
    """Address of the form for the next version of the only one."""
    late: bool = False
    """Its sheet was entered after an outage and tells what was ordered in it."""


def document_line(document: Document, version: Version, view: RecordView) -> DocumentLine:
    needed = sum(step.needed for step in version.chain.steps)
    state = "unfinished" if version.state in ("waiting", "signing", "stamping") else version.state
    off = sum(bool(one.get("flag")) for one in (version.data or {}).get("values", ()))
    signed = f"{len(version.chain.signatures)}/{needed}"
    author = view.names.get(version.author, "")
    address, provisional = f"/documents/{document.id}", document.subject_kind == "result" and status(version.chain) in PROVISIONAL
    before = version.standing if document.subject_kind == "sheet" and not version.completed_at else 0
    late = (document.id, version.number) in view.marks
    return DocumentLine(address, document.title, version.number, version.made_at, author, state, signed, off, provisional, before, late)


def order_block(one: OrderView, context: Context, view: RecordView) -> OrderBlock:
    """An order with its lines, and what the acting position may do to it."""
    position = context.position
    mine = {line.kind for line in one.order.unanswered if line.department == position.department}
    book = context.house.policies
    reports = any(position.role in form.written_by for kind in mine for form in book.answering(kind, context.today))
    delivers = "laboratory" in mine and position.role is Role.TECHNICIAN
    lines = tuple(ServiceLine(line.name, one.departments.get(line.department, ""), line.state, line.reason) for line in one.order.lines)
    address = f"/orders/{one.order.id}"
    answers = {sheet.document for sheet in one.order.sheets}
    sheets = tuple(document_line(document, version, view) for document, version in view.documents if document.id in answers)
    deliver = f"{address}/results/new" if delivers else f"{address}/reports/new" if reports else ""
    anew = "" if deliver else _anew(one, context, view)
    late = (one.sheet.id, one.sheet.current) in view.marks
    return OrderBlock(address, one.sheet.code, one.sheet.created_at, one.doctor, lines, deliver, sheets, anew, late)


def _anew(one: OrderView, context: Context, view: RecordView) -> str:
    """Where the one sheet is made anew that answers what this position performs; of several, each one's page leads there."""
    forms = {document.id: document.form for document, _ in view.documents}
    mine = [
        sheet.document
        for sheet in one.order.sheets
        if makes(
            context.position,
            written_by(context, forms[sheet.document]),
            {one.order.line(number).department for number in sheet.lines},
            view.page.record.state,
        )
    ]
    return remake(one.order.id, mine[0]) if len(mine) == 1 else ""


@dataclass(frozen=True)
class ShortcomingLine:
    """Something the record was returned for."""

    what: str
    who: str
    due: datetime
    mended: str = ""
    """Who mended it."""
    mended_at: datetime | None = None
    mend: Form | None = None
    """Present when this person may say that it is mended."""
    id: str = ""


def shortcoming_line(one: Shortcoming, view: RecordView, context: Context) -> ShortcomingLine:
    record, position = view.page.record, context.position
    mine = may(position.role, "record.mend") and one.mendable_by(position, record)
    who, mender = view.names.get(one.owed_by, ""), view.names.get(one.mended_by, "") if one.mended_by else ""
    return ShortcomingLine(one.what, who, one.due, mender, one.mended_at, Form() if mine and not one.mended_at else None, str(one.id))
