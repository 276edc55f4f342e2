"""Drawing up the paper a milestone ends in: the fields of its form, whatever the form."""

from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.forms import Field
from domain.forms import Form as Sheet
from domain.parts import Kind
from services import tracks
from services.track_views import MilestoneView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.inputs import Input, data, inputs, places, spoken, typed
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class DraftPage:
    facility: str
    track: str
    code: str
    title: str
    name: str
    """What the paper is, e.g. `Phiếu khảo sát hiện trạng`."""
    basis: str
    inputs: tuple[Input, ...]
    form: Form
    action: str
    back: str
    again: str = ""
    """Why the version before was refused; empty for a first one."""
    wards: tuple[Option, ...] = ()
    """Departments for one of which it may be; none for a paper that is always the whole facility's."""


async def new(request: Request) -> Response:
    view = await tracks.milestone(asking.context(request), which(request), request.path_params["code"])
    return page(request, "tracks/draft.html", _draft(view, locale_of(request), _known(view)))


async def draft(request: Request) -> Response:
    """One more line of a list, or the paper itself, which then goes to be signed."""
    sent, code = await request.form(), str(request.path_params["code"])
    view = await tracks.milestone(asking.context(request), which(request), code)
    if more := asking.text(sent, "more"):
        return page(request, "tracks/draft.html", _draft(view, locale_of(request), _same(sent), more))
    sheet = _sheet(view)
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await tracks.draft(context, which(request), code, data(_fields(sheet), asking.typed(sent)))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request), places(sheet, asking.typed(sent)))
        return page(request, "tracks/draft.html", _draft(view, locale_of(request), form), status_of(no))
    return asking.seen(request, f"/documents/{made}")


def _draft(view: MilestoneView, locale: str, form: Form, more: str = "") -> DraftPage:
    sheet, code = spoken(_sheet(view), locale), view.line.spec.code
    here = f"/tracks/{view.track.id}/milestones/{code}"
    return DraftPage(
        view.facility.name,
        str(view.track.id),
        code,
        view.line.spec.title,
        sheet.name,
        sheet.basis,
        inputs(_fields(sheet), form.values, more),
        form,
        f"{here}/document",
        here,
        (view.line.document[1].ended_reason or "") if view.line.document else "",
    )


def _sheet(view: MilestoneView) -> Sheet:
    """Raises: NotFound when there is nothing to draw up here now, or not by this position."""
    if view.draft is None or view.line.spec.kind is Kind.REGULATION:
        raise NotFound("form", view.line.spec.code)
    return view.draft


def _fields(sheet: Sheet) -> tuple[Field, ...]:
    return tuple(sheet.fields)


def _known(view: MilestoneView) -> Form:
    """An empty form, or what the refused version said."""
    version = view.line.document[1] if view.line.document else None
    before = (version.data if version else None) or {}
    return Form(values=typed(_fields(_sheet(view)), before) if view.draft else {})


def _same(sent: FormData) -> Form:
    """The form as it was typed, under the same request id: nothing was asked yet."""
    return replace(Form(), request=asking.text(sent, "request"), values=asking.typed(sent))


ROUTES = [
    Route("/tracks/{track}/milestones/{code}/document/new", new),
    Route("/tracks/{track}/milestones/{code}/document", draft, methods=["POST"]),
]
