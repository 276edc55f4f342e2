"""When the patient came, told anew: a page of one field and a reason."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from domain.people import demand
from domain.records import Admission
from services import records
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.records import Head, head, which
from web.render import page


@dataclass(frozen=True)
class AdmittedPage:
    head: Head
    form: Form


async def show(request: Request) -> Response:
    return page(request, "records/admitted.html", await _page(request, None))


async def correct(request: Request) -> Response:
    sent = await request.form()
    try:
        words = Admission(asking.moment(sent, "admitted_at"), asking.text(sent, "reason"))
        await records.correct_admission(asking.context(request, asking.text(sent, "request")), which(request), words)
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "records/admitted.html", await _page(request, form), status_of(no))
    return asking.seen(request, f"/records/{which(request)}")


async def _page(request: Request, form: Form | None) -> AdmittedPage:
    context = asking.context(request)
    view = await records.standing(context, which(request))
    demand(context.position, "record.correct_admission", view.page.record.state, context.today)
    came = asking.field_moment(view.page.record.opened_at)
    return AdmittedPage(head(view.page, asking.words(request)), form or Form(values={"admitted_at": came}))


ROUTES = [
    Route("/records/{record}/admission", show),
    Route("/records/{record}/admission", correct, methods=["POST"]),
]
