"""Plans entered from files: the empty workbook, and what becomes of one that was filled in."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from policies.plan_workbooks import template
from services import plan_editions
from services.plan_exports import MEDIA, Format
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page


@dataclass(frozen=True)
class EnterPage:
    form: Form


async def enter_paper(request: Request) -> Response:
    """Keeps a plan from a file; its page shows what is unclear in it."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            line = await plan_editions.enter(context, *await a_plan(sent))
        except Refusal as no:
            given = asking.again(sent, no, locale_of(request))
            return page(request, "plans/enter.html", EnterPage(given), status_of(no))
    return asking.seen(request, f"/plan-papers/{line.code}")


async def new_paper(request: Request) -> Response:
    return page(request, "plans/enter.html", EnterPage(Form()))


async def empty_paper(request: Request) -> Response:
    """The workbook to fill in, with a worked example."""
    headers = {"content-disposition": 'attachment; filename="mau-ke-hoach.xlsx"'}
    return Response(template(), media_type=MEDIA[Format.XLSX], headers=headers)


async def a_plan(sent: FormData) -> tuple[str, bytes]:
    """Name and bytes of the file that was sent. Raises: Malformed."""
    files = await asking.uploads(sent, "file")
    if not files:
        raise Malformed(both("file: chọn tệp xlsx hoặc YAML", "choose a file"))
    return files[0].name, files[0].content


ROUTES = [
    Route("/plan-papers/new", new_paper),
    Route("/plan-papers/new", enter_paper, methods=["POST"]),
    Route("/plan-papers/template.xlsx", empty_paper),
]
