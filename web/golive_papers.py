"""Drawing up a paper of going live: the decision, its announcement, the way back, the evaluation."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Incomplete, Refusal
from domain.forms import Field
from domain.going_live import Act
from domain.golive_evaluations import evaluated_from
from domain.names import DepartmentId, DocumentId
from services import golive, golive_views
from services.context import Context
from services.golive_views import GoliveView
from web import asking
from web.drafts import DraftPage
from web.errors import status_of
from web.forms import Form, Option
from web.golive import subject
from web.i18n import locale_of
from web.inputs import data, inputs, places, spoken, typed
from web.render import page
from web.tracks import which

HOUSE = frozenset({"minutes", "about", "decision", "where", "begun", "measured"})
"""Fields the house fills."""
ALSO: Mapping[str, frozenset[str]] = {"publication": frozenset({"starts_on"})}
"""Of one kind of paper: an announcement bears the decision's day."""
PAPERS: Mapping[str, tuple[Act, str]] = {
    "decision": (Act.DECIDE, "golive-decision"),
    "publication": (Act.PUBLISH, "golive-letter"),
    "reversal": (Act.REVERSE, "golive-reversal"),
    "evaluation": (Act.EVALUATE, "golive-evaluation"),
}
"""Last part of the address → what is drawn up, by which form."""


async def new(request: Request) -> Response:
    """The paper's form. Raises: Incomplete with the gates that do not hold, of a decision; WrongState of an evaluation before it begins."""
    view = await golive_views.read(asking.context(request), which(request), subject(request))
    if _kind(request) == "decision" and view.stands.open:
        raise Incomplete(*(gate.sentence for gate in view.stands.open))
    if _kind(request) == "evaluation":
        evaluated_from(view.stands.golive, view.today)
    return page(request, "tracks/draft.html", _draft(request, view, await _known(request, view)))


async def make(request: Request) -> Response:
    """One more line of a list, or the paper itself, which then goes to be signed."""
    sent = await request.form()
    view = await golive_views.read(asking.context(request), which(request), subject(request))
    if more := asking.text(sent, "more"):
        form = replace(Form(), request=asking.text(sent, "request"), values=asking.typed(sent))
        return page(request, "tracks/draft.html", _draft(request, view, form, more))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = data(_fields(request), asking.typed(sent))
        made = await _made(request, context, said, asking.text(sent, "department"))
    except Refusal as no:
        sheet = asking.house(request).policies.form(PAPERS[_kind(request)][1], asking.context(request).today)
        form = asking.again(sent, no, locale_of(request), places(sheet, asking.typed(sent)))
        return page(request, "tracks/draft.html", _draft(request, view, form), status_of(no))
    return asking.seen(request, f"/documents/{made}")


async def _made(request: Request, context: Context, said: dict[str, Any], department: str) -> DocumentId:
    track, of = which(request), subject(request)
    if _kind(request) == "decision":
        return await golive.decide(context, track, said, of)
    if _kind(request) == "publication":
        return await golive.publish(context, track, said, of)
    if _kind(request) == "evaluation":
        return await golive.evaluate(context, track, said, of)
    return await golive.reverse(context, track, said, of, DepartmentId(department) if department else None)


def _kind(request: Request) -> str:
    return str(request.url.path.rsplit("/", 1)[1])


def _fields(request: Request) -> tuple[Field, ...]:
    form = asking.house(request).policies.form(PAPERS[_kind(request)][1], asking.context(request).today)
    return tuple(one for one in spoken(form, locale_of(request)).fields if one.name not in HOUSE | ALSO.get(_kind(request), frozenset()))


async def _known(request: Request, view: GoliveView) -> Form:
    """What the version before said, when it was refused or taken back; else what an office begins with."""
    found = view.papers.get(PAPERS[_kind(request)][0])
    before = found[1].data if found and found[1].ended_reason else None
    said = before or {"bases": await golive_views.bases(asking.context(request), view)}
    return Form(values=typed(_fields(request), said))


def _draft(request: Request, view: GoliveView, form: Form, more: str = "") -> DraftPage:
    policies, today = asking.house(request).policies, asking.context(request).today
    sheet = spoken(policies.form(PAPERS[_kind(request)][1], today), locale_of(request))
    here = f"/tracks/{view.track.id}/golive/{view.stands.golive.subject}"
    title = view.stands.policy.title if locale_of(request) == "vi" else view.stands.policy.title_en
    found = view.papers.get(PAPERS[_kind(request)][0])
    wards = tuple(Option(one.id, one.name) for one in view.departments if one.begins) if _kind(request) == "reversal" else ()
    return DraftPage(
        view.facility,
        str(view.track.id),
        "",
        title,
        sheet.name,
        sheet.basis,
        inputs(_fields(request), form.values, more),
        form,
        f"{here}/{_kind(request)}",
        here,
        (found[1].ended_reason or "") if found else "",
        wards,
    )


ROUTES = [
    route
    for kind in PAPERS
    for route in (
        Route(f"/tracks/{{track}}/golive/{{subject}}/{kind}", new),
        Route(f"/tracks/{{track}}/golive/{{subject}}/{kind}", make, methods=["POST"]),
    )
]
