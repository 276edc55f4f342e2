"""A document: read, signed, refused, acknowledged."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotAllowed, OutOfReach, Refusal
from domain.extensions import FORM
from domain.names import DocumentId, OrderId, PersonId, Sha256
from domain.people import may
from domain.reasons import OTHER
from domain.roles import Role
from domain.signatures import MADE_AGAIN
from services import alerts, errands, orders, remaking, results, signatures
from services.context import Context
from services.signatures import DocumentView, Reviewed
from web import asking, changed, shortcomings
from web.around import Around, around
from web.audit import Happened, happened
from web.changed import ToldLine
from web.comments import CommentsBlock, remarks
from web.copied import CopiesBlock, block
from web.errors import status_of
from web.forms import Form, Option
from web.grant_lines import band
from web.i18n import locale_of
from web.kept import kept
from web.reading import Reading, reading
from web.render import either, fragment, page
from web.returned import remake, rewrite

AGAIN = {"closing": "", "sheet": "", "retention": "/retention"}
"""What its author makes again when it was refused or taken back → where at the record; a sheet is written anew by itself."""


@dataclass(frozen=True)
class DocumentPage:
    reading: Reading
    timeline: tuple[Happened, ...]
    copies: CopiesBlock | None = None
    """Copies for patients; None for who does not reach the record, and for papers of the rollout."""
    told: tuple[ToldLine, ...] = ()
    """Who was told that this version replaces a released one."""
    around: Around | None = None
    """Addenda, and what this person may do after it is complete."""
    comments: CommentsBlock | None = None


async def show(request: Request) -> Response:
    return page(request, "documents/show.html", await read(request))


async def pdf(request: Request) -> Response:
    """The newest bytes of the version, shown by the browser's own viewer."""
    which, number = _which(request), request.path_params["version"]
    found = await signatures.file(asking.context(request), which, number)
    return Response(found.content, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{found.name}"'})


async def sign(request: Request) -> Response:
    """One document, one PIN."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        reviewed = _reviewed(request, asking.text(sent, "read"))
        await signatures.sign(context, [reviewed], asking.text(sent, "pin"), asking.warned(sent))
    except Refusal as no:
        return await _refused(request, no, asking.signing(sent, no), "pin" if type(no).__name__ == "PinRefused" else "")
    return await _done(request)


async def refuse(request: Request) -> Response:
    """Back to its author, for a reason of the list and words."""

    async def end(context: Context, one: Reviewed, words: str) -> object:
        sent = await request.form()
        return await signatures.refuse(context, one, words, asking.text(sent, "reason_code") or OTHER, shortcomings.read(sent))

    return await _ended(request, end, "reason")


async def claim(request: Request) -> Response:
    """Takes the task upon oneself."""
    return await _claimed(request, signatures.claim)


async def release(request: Request) -> Response:
    """Gives it back."""

    async def back(context: Context, one: Reviewed) -> object:
        return await signatures.release(context, one, PersonId(asking.id_of(asking.text(await request.form(), "whose"))))

    return await _claimed(request, back)


async def _claimed(request: Request, act: Callable[[Context, Reviewed], Awaitable[object]]) -> Response:
    sent = await request.form()
    try:
        await act(asking.context(request, asking.text(sent, "request")), _reviewed(request, asking.text(sent, "read")))
    except Refusal as no:
        return await _refused(request, no, {"request": asking.text(sent, "request")})
    return await _done(request)


async def withdraw(request: Request) -> Response:
    """The author takes it back."""
    return await _ended(request, signatures.withdraw, "why")


async def _ended(request: Request, end: Callable[[Context, Reviewed, str], Awaitable[object]], field: str) -> Response:
    """Ends the version for the reason that was typed into `field`."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await end(context, _reviewed(request, asking.text(sent, "read")), asking.text(sent, field))
    except Refusal as no:
        return await _refused(request, no, asking.typed(sent), places={"reason": field} | shortcomings.places(sent))
    return await _done(request)


async def redraw(request: Request) -> Response:
    """The doctor has the sheet of an order drawn up once more, as it was."""

    async def again(context: Context, document: DocumentId) -> None:
        await orders.redraw(context, OrderId(UUID((await signatures.read(context, document)).document.subject)))

    return await _clicked(request, again, f"/documents/{_which(request)}")


async def know(request: Request) -> Response:
    """Somebody who treats knows the critical value."""
    return await _clicked(request, results.know)


async def know_replaced(request: Request) -> Response:
    """Somebody who had read a released version knows that it was replaced."""
    return await _clicked(request, alerts.know)


async def acknowledge(request: Request) -> Response:
    """The ordering doctor has seen a final result."""
    return await _clicked(request, results.acknowledge)


async def _clicked(request: Request, act: Callable[[Context, DocumentId], Awaitable[object]], where: str = "") -> Response:
    """An act of one button, which leads on to `where`; one that could not be judged is asked again under its own request id."""
    sent = await request.form()
    try:
        await act(asking.context(request, asking.text(sent, "request")), _which(request))
    except Refusal as no:
        return await _refused(request, no, {"request": asking.text(sent, "request")})
    return asking.seen(request, where) if where else await _done(request)


async def read(request: Request, form: Form | None = None) -> DocumentPage:
    """What the page of a document shows; the newest version when the address names none."""
    return await page_of(request, _which(request), request.path_params.get("version"), form)


async def page_of(request: Request, which: DocumentId, number: int | None, form: Form | None = None) -> DocumentPage:
    """The same for any document and version."""
    context = asking.context(request)
    view = await signatures.read(context, which, number)
    number = number or view.newest.number
    words = asking.words(request)
    shown = reading(view, number, form, context.house.policies, words)
    shown = (
        replace(shown, reasons=_reasons(request, context, view), menders=await shortcomings.menders(context, view)) if shown.form else shown
    )
    if context.position.role is Role.HEAD and context.position.department in view.newest.chain.departments.values():
        shown = replace(shown, may_release=tuple(who for who, __ in shown.claims))
    again = replace(form, told=None) if form else Form()
    told = await alerts.told(context, view.document.id)
    if number == view.newest.number and (mine := told.mine(context.position.person)):
        shown = replace(shown, replaced=again, grave=mine.grave)
    given, whom = await block(context, view, words), changed.told(told, words)
    said = await remarks(context, view, number, words)
    shown = replace(await _with_next_act(context, view, shown, again), kept=await kept(context, view), band=band(view.grant, words))
    return DocumentPage(shown, happened(view.timeline, words), given, whom, await around(context, view), said)


def _reasons(request: Request, context: Context, view: DocumentView) -> tuple[Option, ...]:
    """Why a document of this form may be refused, in the person's language."""
    listed = context.house.policies.reasons(view.document.form, view.document.facility, context.today)
    return tuple(Option(one.code, one.name if locale_of(request) == "vi" else one.name_en) for one in listed)


async def _with_next_act(context: Context, view: DocumentView, shown: Reading, form: Form) -> Reading:
    """The ordering doctor acknowledges a final result; whoever makes a sheet that was refused or taken back makes it again."""
    role, refused = context.position.role, view.newest.chain.ended in MADE_AGAIN and shown.version == view.newest.number
    if refused and view.document.subject_kind == "plan" and may(role, "plan.remind"):
        moves = view.document.form == FORM
        where = f"changes?again={view.document.id}#move" if moves else f"letters/new?again={view.document.id}"
        return replace(shown, redo=f"/plans/{view.document.subject}/{where}")
    if refused and view.newest.author == context.position.person and view.document.subject_kind in AGAIN:
        own = view.document.subject_kind == "sheet"
        where = f"/records/{view.document.record}{AGAIN[view.document.subject_kind]}"
        return replace(shown, redo=rewrite(view.document.record, view.document.id) if own else where)
    if refused and (made_from := await remaking.order_of(context, view.document)):
        shown = replace(shown, redo=remake(made_from, view.document.id))
    acts = {"order": refused and may(role, "order.redraw"), "result": may(role, "result.hear")}
    if not acts.get(view.document.subject_kind):
        return shown
    try:
        order = await orders.read(context, OrderId(UUID(view.document.subject)))
    except (OutOfReach, NotAllowed):  # who signed may read the sheet for ever, the order only while their position reaches it
        return shown
    own = order.doctor == context.position.person
    if view.document.subject_kind == "order":
        return replace(shown, redraw=form if own and not order.void else None)
    alarm = may(role, "result.hear") and view.document.id in {sheet.document for sheet in order.alarms}
    return replace(
        shown,
        alarm=form if alarm else None,
        acknowledge=form if own and view.document.id in order.unacknowledged else None,
    )


async def _done(request: Request) -> Response:
    """The document as it stands after the act."""
    if request.headers.get("hx-request") == "true":
        request.state.count = await errands.count(asking.context(request))
        return fragment(request, "documents/show.html", "reading", await read(request))
    return asking.seen(request, f"/documents/{_which(request)}/{request.path_params['version']}")


async def _refused(
    request: Request, no: Refusal, typed: dict[str, str], field: str = "", places: Mapping[str, str] | None = None
) -> Response:
    form = asking.again(typed, no, locale_of(request), places)
    if field and form.told:
        form = replace(form, faults={field: form.told.what})
    return either(request, "documents/show.html", "reading", await read(request, form), status_of(no))


def _reviewed(request: Request, content: str) -> Reviewed:
    return Reviewed(_which(request), request.path_params["version"], Sha256(content))


def _which(request: Request) -> DocumentId:
    return DocumentId(asking.uuid(request, "document"))


ROUTES = [
    Route("/documents/{document}", show),
    Route("/documents/{document}/{version:int}", show),
    Route("/documents/{document}/{version:int}/pdf", pdf),
    Route("/documents/{document}/{version:int}/signatures", sign, methods=["POST"]),
    Route("/documents/{document}/{version:int}/refusal", refuse, methods=["POST"]),
    Route("/documents/{document}/{version:int}/redrawing", redraw, methods=["POST"]),
    Route("/documents/{document}/{version:int}/critical", know, methods=["POST"]),
    Route("/documents/{document}/{version:int}/claims", claim, methods=["POST"]),
    Route("/documents/{document}/{version:int}/releases", release, methods=["POST"]),
    Route("/documents/{document}/{version:int}/replacement", know_replaced, methods=["POST"]),
    Route("/documents/{document}/{version:int}/withdrawal", withdraw, methods=["POST"]),
    Route("/documents/{document}/{version:int}/acknowledgement", acknowledge, methods=["POST"]),
]
