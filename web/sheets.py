"""Drawing up a sheet of a record on a page: whatever form it is, its fields make the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from domain.errors import Malformed, NotFound, Refusal
from domain.filling import faults
from domain.foreign import beside_pdf
from domain.forms import Field
from domain.forms import Form as Sheet
from domain.names import DocumentId, OutageId
from domain.outages import Outage
from domain.people import demand, may
from domain.rights import KEPT
from domain.roles import Role
from domain.sheets import NewSheet, right
from services import back_entries, prefilling, records, sheets
from services.context import Context
from services.records import RecordView
from store.queries.people import Post
from store.queries.signatures import Document, Version
from web import asking, handed
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import Input, data, inputs, moment, places, spoken, typed
from web.reading import Words
from web.records import Head, head, which
from web.render import page
from web.returned import Before, before
from web.words import ROLES, _

TREATING = frozenset({Role.DOCTOR, Role.HEAD, Role.NURSE, Role.TECHNICIAN, Role.DIRECTOR})
"""Whom a clinical sheet can name."""
WHY = "again-why"
"""Why there is a new version; no field of a form can be named so."""
MARK, AUTO, NONE = "outage-mark", "auto", "none"
"""After which outage it is entered: the one in which the act lies, none, or one that is named."""
READY = "ready-pdf"
"""Whether the page asks for a ready PDF; no field of a form can be named so either."""


@dataclass(frozen=True)
class ChoosePage:
    head: Head
    forms: tuple[Option, ...]


@dataclass(frozen=True)
class SheetPage:
    head: Head
    code: str
    name: str
    basis: str
    inputs: tuple[Input, ...]
    form: Form
    again: str = ""
    """The document whose next version it is; empty for a new one."""
    before: Before | None = None
    """The version it takes the place of."""
    ready: bool = False
    """A ready PDF is sent; of the fields only what decides who signs is required."""
    other: str = ""
    """Address of the other way, filled or sent; empty when the form must be filled."""
    limits: tuple[int, int] = (0, 0)
    """Megabytes and pages of the largest PDF."""
    leads_on: bool = False
    """A second page follows, handed to e.g. the patient."""
    outages: tuple[Option, ...] = ()
    """With whose mark it may be entered, the one by the time of the act first; none while no outage concerns the record."""
    filled: bool = False
    """Some of it stands filled with what the record knows."""


async def choose(request: Request) -> Response:
    """The forms this position may draw up."""
    context = asking.context(request)
    view = await _writing(request, context)
    state = view.page.record.state
    those = [one for one in sheets.forms(context) if may(context.position.role, right(one, False, state), state)]
    offered = tuple(Option(one.code, spoken(one, locale_of(request)).name, one.basis) for one in those)
    return page(request, "sheets/choose.html", ChoosePage(head(view.page, asking.words(request)), offered))


async def new(request: Request) -> Response:
    """A form filled with what the record knows, or with what the version before said."""
    context = asking.context(request)
    view, code = await _writing(request, context), request.query_params.get("form", "")
    made = _before(view, request.query_params.get("again", ""))
    if made and (base := made[0].adds_to):
        return RedirectResponse(f"/documents/{base}/addenda/new?again={made[0].id}", 303)
    form = sheets.form(context, made[0].form if made else code)
    way = request.query_params.get("pdf") or ("1" if made and made[1].pdf else "")
    ready = "1" if form.accepts_pdf and way == "1" else ""
    known = typed(form.fields, await prefilling.known(context, view, form)) if not (made or ready) else {}
    values = _said(form, made[1].data or {}) if made else {**known, "acted_at": asking.now(context)}
    shown = await _page(request, context, view, form, Form(values=values | {READY: ready, MARK: AUTO}))
    return page(request, "sheets/new.html", replace(shown, filled=bool(known)))


async def write(request: Request) -> Response:
    """One more line of a list, or the sheet itself, which then waits for its signatures."""
    async with request.form() as sent:
        return await _write(request, sent)


async def _write(request: Request, sent: FormData) -> Response:
    context = asking.context(request)
    form = sheets.form(context, asking.text(sent, "form"))
    view = await _writing(request, context)
    if handed.has_two(form):
        return await _two_pages(request, sent, context, view, form)
    if more := asking.text(sent, "more"):
        same = replace(Form(), request=asking.text(sent, "request"), values=asking.typed(sent))
        return page(request, "sheets/new.html", await _page(request, context, view, form, same, more))
    try:
        acting, again = asking.context(request, asking.text(sent, "request")), _document(view, asking.text(sent, "again"))
        marked = await _marked(acting, view, sent, _new(sent, acting, form))
        made = await sheets.write(acting, which(request), marked, again, await _pdf(sent))
    except Refusal as no:
        told = asking.again(sent, no, locale_of(request), places(form, asking.typed(sent)) | {"note": WHY, "outage": MARK})
        return page(request, "sheets/new.html", await _page(request, context, view, form, told), status_of(no))
    return asking.seen(request, f"/documents/{made.document}/{made.version}")


async def _two_pages(request: Request, sent: FormData, context: Context, view: RecordView, form: Sheet) -> Response:
    """The first page is judged and leads to the second; there a code is sent, or the sheet is drawn up."""
    turn, values = asking.text(sent, "turn"), asking.typed(sent)
    asked, locale = handed.first(form), locale_of(request)
    if turn == "first" and (wrong := (*_moment_faults(sent, context, view), *faults(asked, data(asked.fields, values)))):
        told = asking.again(sent, Malformed(*wrong), locale, places(asked, values))
        return page(request, "sheets/new.html", await _page(request, context, view, form, told), 422)
    more = asking.text(sent, "more")
    if turn == "back" or (more and not asking.text(sent, "turned")):
        return page(request, "sheets/new.html", await _page(request, context, view, form, replace(Form(), values=values), more))
    told, status = replace(Form(), values=values), 200
    try:
        values = await handed.taken(sent, form)
        told = replace(Form(), values=handed.kept(form, values))
        if turn == "send":
            acting = asking.context(request, asking.text(sent, "request"))
            told = replace(told, values={**told.values, **await handed.send(acting, form, which(request), values)})
        elif turn == "submit":
            acting, again = asking.context(request, asking.text(sent, "request")), _document(view, asking.text(sent, "again"))
            await handed.confirm(acting, form, values)
            marked = await _marked(acting, view, sent, _new(sent, acting, form, values))
            made = await sheets.write(acting, which(request), marked, again)
            return asking.seen(request, f"/documents/{made.document}/{made.version}")
    except Refusal as no:
        told = asking.again(handed.kept(form, values), no, locale, places(form, values) | {"note": WHY, "phone": "phone"})
        status = status_of(no)
    people = _people(await sheets.colleagues(context), asking.words(request))
    # What patient and witnesses read is what is kept and what the code is bound to: the form's own words, in whatever language staff work.
    shown = handed.shown(head(view.page, asking.words(request)), form, told, people, values.get("again", ""), more)
    return page(request, "sheets/handed.html", shown, status)


def _moment_faults(sent: FormData, context: Context, view: RecordView) -> tuple[str, ...]:
    """What is wrong with the moment of the act, told before anybody draws or types a code."""
    try:
        at = asking.moment(sent, "acted_at")
    except Malformed as unread:
        return unread.facts
    fault = records.episode(context, view.page).fault(at, context.now)
    return (f"acted_at: {fault}",) if fault else ()


def _new(sent: FormData, context: Context, form: Sheet, values: Mapping[str, str] | None = None) -> NewSheet:
    """Raises: Malformed with every fault when the moment cannot be read."""
    content = data(form.fields, values or asking.typed(sent))
    try:
        acted_at = asking.moment(sent, "acted_at")
    except Malformed as wrong:
        raise Malformed(*wrong.facts, *faults(beside_pdf(form) if asking.text(sent, READY) else form, content)) from wrong
    return NewSheet(form.code, context.position.person, acted_at, content, asking.text(sent, WHY))


async def _marked(context: Context, view: RecordView, sent: FormData, new: NewSheet) -> NewSheet:
    """With the mark of the outage that was chosen, or in which the act lies."""
    told = asking.text(sent, MARK)
    if told == AUTO:
        return replace(new, outage=back_entries.at(await back_entries.choices(context, view.page.record), new.acted_at))
    return replace(new, outage=OutageId(asking.id_of(told)) if told not in ("", NONE) else None)


def _outages(offered: Sequence[Outage], words: Words) -> tuple[Option, ...]:
    if not offered:
        return ()
    named = tuple(Option(str(one.id), words(_("Gián đoạn %(span)s")) % {"span": one.span}) for one in offered)
    return (Option(AUTO, words(_("Theo thời điểm thực hiện"))), *named, Option(NONE, words(_("Không đánh dấu"))))


async def _pdf(sent: FormData) -> bytes | None:
    """The ready PDF, when the page asked for one. Raises: Malformed."""
    if not asking.text(sent, READY):
        return None
    files = await asking.uploads(sent, "pdf")
    if not files:
        raise Malformed("pdf: hãy chọn tệp PDF / choose the PDF")
    return files[0].content


async def _writing(request: Request, context: Context) -> RecordView:
    """The record, when this position may draw up anything in it now. Raises: NotAllowed, WrongState, OutOfReach, NotFound."""
    view = await records.standing(context, which(request))
    state = view.page.record.state
    demand(context.position, "sheet.issue" if state in KEPT else "sheet.write", state, context.today)
    return view


async def _page(request: Request, context: Context, view: RecordView, form: Sheet, shown: Form, more: str = "") -> SheetPage:
    told = shown.value("again") or request.query_params.get("again", "")
    made = _before(view, told)
    people, ready = _people(await sheets.colleagues(context), asking.words(request)), bool(shown.value(READY))
    asked = spoken(form, locale_of(request))
    outages = _outages(await back_entries.choices(context, view.page.record), asking.words(request))
    # The mark fills what is asked of the outage; with neither it is refused when it is sent.
    fields = [replace(one, required=one.required and not (one.of_outage and outages)) for one in _fields(asked, ready)]
    return SheetPage(
        head(view.page, asking.words(request)),
        form.code,
        asked.name,
        form.basis,
        inputs(fields, shown.values, more, people=people),
        shown,
        str(made[0].id) if made else "",
        before(*made) if made else None,
        ready,
        _other(view, form, told, ready) if form.accepts_pdf else "",
        sheets.largest(context),
        handed.has_two(form),
        outages,
    )


def _fields(form: Sheet, ready: bool) -> Sequence[Field]:
    return (beside_pdf(form) if ready else handed.first(form)).fields


def _other(view: RecordView, form: Sheet, again: str, ready: bool) -> str:
    """Where the same sheet is filled instead of sent, or sent instead of filled."""
    asked = {"again": again} if again else {"form": form.code}
    return f"/records/{view.page.record.id}/sheets/new?" + urlencode(asked | {"pdf": "0" if ready else "1"})


def _people(posts: Sequence[Post], words: Words) -> tuple[Option, ...]:
    """Who treats here, each once, with role and department: what the fields of people offer."""
    once = {post.position.person: post for post in reversed(posts) if post.position.role in TREATING}
    offered = [Option(str(one), _called(post, words)) for one, post in once.items()]
    return tuple(sorted(offered, key=lambda one: one.words))


def _called(post: Post, words: Words) -> str:
    return " · ".join(told for told in (post.person, words(ROLES[post.position.role]), post.department) if told)


def _before(view: RecordView, told: str) -> tuple[Document, Version] | None:
    """The sheet whose next version is drawn up. Raises: NotFound for one that is not in the record."""
    found = next((one for one in view.documents if str(one[0].id) == told and one[0].subject_kind == "sheet"), None)
    if told and found is None:
        raise NotFound("document", told)
    return found


def _document(view: RecordView, told: str) -> DocumentId | None:
    made = _before(view, told)
    return made[0].id if made else None


def _said(form: Sheet, content: Mapping[str, Any]) -> dict[str, str]:
    """What the version before said, when it happened included: only what is mended is typed anew."""
    return typed(form.fields, content) | {"acted_at": moment(content["acted_at"])}


ROUTES = [
    Route("/records/{record}/sheets", choose),
    Route("/records/{record}/sheets", write, methods=["POST"]),
    Route("/records/{record}/sheets/new", new),
]
