"""Surveys of a track: filled in by several people at once, also while the network is away; reviewed; drawn up as a paper."""

from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.clock import VIETNAM
from domain.errors import NotFound, Refusal
from domain.names import RequestId
from domain.survey_editions import SurveyEdition
from domain.surveys import Review
from services import survey_views, survey_workbooks, surveys
from services.context import Context
from services.survey_views import SurveyView
from services.surveys import Saved
from web import asking
from web.errors import status_of
from web.i18n import locale_of
from web.inputs import data, places, typed
from web.render import page
from web.summaries import download, workbook
from web.survey_pages import Given, SurveyPage, list_page, survey_page
from web.tracks import which

JSON = "application/json"
"""What the page's own script asks for: it saves while a person goes on typing."""
MOST = 10_000
"""No track has so many surveys."""


async def listing(request: Request) -> Response:
    return page(request, "surveys/list.html", list_page(await survey_views.listing(asking.context(request), which(request))))


async def begin(request: Request) -> Response:
    sent = await request.form()
    try:
        number = await surveys.begin(asking.context(request, asking.text(sent, "request")), which(request))
    except Refusal as no:
        view = await survey_views.listing(asking.context(request), which(request))
        return page(request, "surveys/list.html", list_page(view, asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/tracks/{which(request)}/surveys/{number}")


async def show(request: Request) -> Response:
    told = request.query_params.get("saved", "")
    return await _page(request, Given(saved=asking.number(told, -1)))


async def save(request: Request) -> Response:
    """Keeps what was changed; asked to submit, it is submitted once nothing is left to choose."""
    sent = await request.form()
    view = await survey_views.read(asking.context(request), which(request), number_of(request))
    try:
        context = asking.context(request, asking.text(sent, "request"))
        saved = await _save(request, context, view.shown.edition, sent)
        if asking.text(sent, "turn") == "submit" and not saved.clashes:
            again = Context(context.house, context.position, RequestId(f"{context.request}-submit"))
            await surveys.submit(again, which(request), number_of(request))
            return asking.seen(request, f"{_address(request)}?saved={saved.changed}")
    except Refusal as no:
        return await _refused(request, view, sent, no)
    if _by_script(request):
        return JSONResponse(await _told(request, saved))
    return await _after(request, saved)


async def _after(request: Request, saved: Saved) -> Response:
    """Two answers of one question are chosen from on this very page."""
    if saved.clashes:
        return await _page(request, Given(clashes=saved.clashes, saved=saved.changed))
    return asking.seen(request, f"{_address(request)}?saved={saved.changed}")


async def _save(request: Request, context: Context, edition: SurveyEdition, sent: FormData) -> Saved:
    values = asking.typed(sent)
    said = data(edition.form.fields, values)
    answers = {one.code: said.get(one.code) for one in edition.questions if one.code in values}
    return await surveys.save(context, which(request), number_of(request), asking.number(asking.text(sent, "base")), answers)


async def _told(request: Request, saved: Saved) -> dict[str, object]:
    """What the script shows: from where the next save begins, and the answers as they stand now."""
    view = await survey_views.read(asking.context(request), which(request), number_of(request))
    return {
        "version": saved.version,
        "at": _clock(asking.context(request).now),
        "clashes": [one.question for one in saved.clashes],
        "answers": typed(view.shown.edition.form.fields, view.shown.answers),
        "parts": {one.code: [one.answered, one.asked] for one in _shown(request, view).sections},
    }


def _clock(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M}"


async def _refused(request: Request, view: SurveyView, sent: FormData, no: Refusal) -> Response:
    form = asking.again(sent, no, locale_of(request), places(view.shown.edition.form, asking.typed(sent)))
    if _by_script(request):
        told = [*(form.faults.values() or (form.told.lines if form.told else ()))]
        whole = f"{form.told.what} {form.told.do}".strip() if form.told else ""
        return JSONResponse({"refused": whole, "faults": form.faults, "lines": told}, status_of(no))
    return await _page(request, Given(fill=form), status_of(no))


async def review(request: Request) -> Response:
    """The department takes it or sends it back, with remarks."""
    sent = await request.form()
    remarks = {name.removeprefix("remark-"): asking.text(sent, name) for name in sent if name.startswith("remark-")}
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = Review(asking.text(sent, "turn") == "accept", asking.text(sent, "reason"), remarks)
        await surveys.review(context, which(request), number_of(request), said)
    except Refusal as no:
        codes = {f"remarks.{code}": f"remark-{code}" for code in remarks}
        return await _page(request, Given(review=asking.again(sent, no, locale_of(request), codes)), status_of(no))
    return asking.seen(request, _address(request))


async def draw_up(request: Request) -> Response:
    """The paper of the milestone, made from the answers, goes to be signed."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        made = await surveys.draw_up(context, which(request), number_of(request))
    except Refusal as no:
        return await _page(request, Given(paper=asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/documents/{made}")


async def down(request: Request) -> Response:
    return download(await survey_workbooks.down(asking.context(request), which(request), number_of(request)))


async def up(request: Request) -> Response:
    """Everything the workbook says, as a save that began when it was loaded down; nothing while a cell is wrong."""
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            file = workbook(await asking.uploads(sent, "file"))
            saved = await survey_workbooks.up(context, which(request), number_of(request), file.name, file.content)
        except Refusal as no:
            return await _page(request, Given(sheet=asking.again(sent, no, locale_of(request))), status_of(no))
    return await _after(request, saved)


async def _page(request: Request, given: Given = Given(), status: int = 200) -> Response:
    view = await survey_views.read(asking.context(request), which(request), number_of(request))
    return page(request, "surveys/show.html", _shown(request, view, given), status)


def _shown(request: Request, view: SurveyView, given: Given = Given()) -> SurveyPage:
    context = asking.context(request)
    return survey_page(view, str(context.position.person), locale_of(request), asking.words(request), given)


def _by_script(request: Request) -> bool:
    return request.headers.get("accept", "").startswith(JSON)


def number_of(request: Request) -> int:
    """Raises: NotFound for what no survey is numbered."""
    found = int(request.path_params["number"])
    if found >= MOST:
        raise NotFound("survey", found)
    return found


def _address(request: Request) -> str:
    return f"/tracks/{which(request)}/surveys/{number_of(request)}"


ROUTES = [
    Route("/tracks/{track}/surveys", listing),
    Route("/tracks/{track}/surveys", begin, methods=["POST"]),
    Route("/tracks/{track}/surveys/{number:int}", show),
    Route("/tracks/{track}/surveys/{number:int}/answers", save, methods=["POST"]),
    Route("/tracks/{track}/surveys/{number:int}/review", review, methods=["POST"]),
    Route("/tracks/{track}/surveys/{number:int}/paper", draw_up, methods=["POST"]),
    Route("/tracks/{track}/surveys/{number:int}/workbook.xlsx", down),
    Route("/tracks/{track}/surveys/{number:int}/workbook.xlsx", up, methods=["POST"]),
]
