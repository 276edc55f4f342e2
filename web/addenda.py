"""Adding to a complete document on a page of its own: what it adds to stands above what is written."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.names import DocumentId
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, signatures
from services.context import Context
from services.signatures import DocumentView
from web import asking
from web.errors import status_of
from web.forms import Form
from web.handed import taken
from web.i18n import locale_of
from web.render import page
from web.returned import Before, before

LABELS = {"Nội dung bổ sung": "text", "Tệp kèm (kết quả về sau, bản chụp)": "attached-file"}
"""How faults name a field → where it stands on the page."""


@dataclass(frozen=True)
class AddendumPage:
    address: str
    """Of the document it adds to."""
    title: str
    code: str
    version: int
    content: str
    """SHA-256 of what is added to."""
    form: Form
    again: str = ""
    """The addendum whose next version it is."""
    before: Before | None = None
    """The version it takes the place of."""


async def new(request: Request) -> Response:
    context = asking.context(request)
    again = request.query_params.get("again", "")
    values = {"acted_at": asking.now(context), "again": again}
    if again:
        made = (await signatures.read(context, DocumentId(asking.id_of(again)))).newest
        values["text"] = str((made.data or {}).get("text", ""))
    return await _page(request, context, Form(values=values))


async def add(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        again = asking.text(sent, "again")
        made = await addenda.write(context, await _new(request, sent, context), DocumentId(asking.id_of(again)) if again else None)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), LABELS)
        return await _page(request, asking.context(request), form, status_of(no))
    return asking.seen(request, f"/documents/{made.document}/{made.version}")


async def _new(request: Request, sent: FormData, context: Context) -> NewSheet:
    base = Base(_which(request), asking.number(asking.text(sent, "version")))
    chosen = await taken(sent, context.house.policies.form(ADDENDUM, context.today))
    data = {name: chosen[name] for name in ("text", "attached") if chosen.get(name)}
    return NewSheet(ADDENDUM, context.position.person, asking.moment(sent, "acted_at"), data, asking.text(sent, "note"), adds_to=base)


async def _page(request: Request, context: Context, form: Form, status: int = 200) -> Response:
    view: DocumentView = await signatures.read(context, _which(request))
    version = next((one for one in view.versions if one.stands), view.newest)
    again, replaced = form.value("again"), None
    if again:
        made = await signatures.read(context, DocumentId(asking.id_of(again)))
        replaced = before(made.document, made.newest)
    document = view.document
    found = AddendumPage(
        f"/documents/{document.id}", document.title, document.code, version.number, version.chain.content, form, again, replaced
    )
    return page(request, "documents/addendum.html", found, status)


def _which(request: Request) -> DocumentId:
    return DocumentId(asking.uuid(request, "document"))


ROUTES = [
    Route("/documents/{document}/addenda/new", new),
    Route("/documents/{document}/addenda", add, methods=["POST"]),
]
