"""An appraisal's page and the acts of whoever brings evidence, closes the vote, decides on the verdict, or asks for a further round."""

from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.appraisals import Finding
from domain.errors import Malformed, NotFound, Refusal
from domain.faults import both
from domain.names import AppraisalId, Sha256
from domain.shortfalls import Shortfall
from services import appraisals, evidence_bases
from web import asking
from web.appraisal_acts import Forms
from web.appraisal_pages import appraisal_page
from web.criteria import current, state
from web.errors import status_of
from web.i18n import locale_of
from web.render import page


async def show(request: Request) -> Response:
    return await shown(request, request.query_params.get("criterion", ""))


async def bring(request: Request) -> Response:
    """Files for a criterion come and go; what the facility finds itself is said with them."""
    code = str(request.path_params["code"])
    async with request.form() as sent:
        try:
            context = asking.context(request, asking.text(sent, "request"))
            files = await asking.uploads(sent, "file")
            gone = [Sha256(str(one)) for one in sent.getlist("gone")]
            score, words = asking.text(sent, "score"), asking.text(sent, "score_words")
            link = bool(asking.text(sent, "link"))
            rests_on = asking.text(sent, "rests_on")
            if not any((files, gone, score, link, rests_on)):
                raise Malformed("file: chọn tệp PDF, hoặc tự chấm tiêu chí / choose a PDF file, or say what you find yourself")
            said = a_finding(score, "score") if score else None
            await appraisals.bring(context, which(request), code, files, gone, said, words, link, rests_on)
        except Refusal as no:
            given = Forms(evidence=asking.again(sent, no, locale_of(request), {"words": "score_words"}))
            return await shown(request, code, given, status_of(no))
    return await on(request, code, "bare")


async def close(request: Request) -> Response:
    """The chair closes; the minutes go to be signed."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        minutes = await appraisals.close(context, which(request), asking.text(sent, "conclusion"), _shortfalls(sent))
    except Refusal as no:
        return await shown(request, "", Forms(close=asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/documents/{minutes}")


async def decide(request: Request) -> Response:
    """The decision on the verdict goes to be signed."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        articles = [line for line in asking.text(sent, "articles").splitlines() if line.strip()]
        made = await appraisals.decide(context, which(request), articles)
    except Refusal as no:
        return await shown(request, "", Forms(decide=asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/documents/{made}")


async def again(request: Request) -> Response:
    """A further round: on what was not met, or whose evidence changed."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        view = await appraisals.read(context, which(request))
        before = view.appraisal
        made = await appraisals.trigger(context, before.track, before.milestone, asking.text(sent, "reason"), before.purchase)
    except Refusal as no:
        return await shown(request, "", Forms(again=asking.again(sent, no, locale_of(request))), status_of(no))
    return asking.seen(request, f"/appraisals/{made}")


async def on(request: Request, code: str, wanted: str) -> Response:
    """The next criterion in the state that still wants this person's act, else the one just done."""
    context = asking.context(request)
    view = await appraisals.read(context, which(request))
    codes = [one.code for one in view.appraisal.edition.criteria]
    code = code or codes[0]
    if code not in codes:
        raise NotFound("criterion", code)
    at = codes.index(code)
    left = [one for one in codes[at:] + codes[:at] if state(view, one, context) == wanted]
    return asking.seen(request, f"/appraisals/{which(request)}?criterion={(left or [code])[0]}")


async def shown(request: Request, code: str, forms: Forms | None = None, status: int = 200) -> Response:
    """The page, with what was sent and refused."""
    context = asking.context(request)
    view = await appraisals.read(context, which(request))
    ruling = await evidence_bases.offered(context, view, current(view, code, context).code)
    made = appraisal_page(view, code, context, asking.words(request), forms or Forms(), locale_of(request), ruling)
    return page(request, "appraisals/show.html", made, status)


def a_finding(said: str, name: str) -> Finding:
    """Raises: Malformed."""
    try:
        return Finding(said)
    except ValueError:
        raise Malformed(both(f"{name}: chọn đạt, không đạt hoặc không áp dụng", "choose met, not met or not applicable")) from None


def _shortfalls(sent: FormData) -> tuple[Shortfall, ...]:
    """What is to be mended of each criterion the chair named. Raises: Malformed."""
    codes = [str(code) for code in sent.getlist("mend")]
    return tuple(
        Shortfall(code, asking.text(sent, f"what-{code}"), _due(sent, code)) for code in codes if asking.text(sent, f"what-{code}")
    )


def _due(sent: FormData, code: str) -> date:
    return asking.a_day(sent, f"due-{code}")


def which(request: Request) -> AppraisalId:
    """The appraisal of the address. Raises: NotFound."""
    return AppraisalId(asking.uuid(request, "appraisal"))


ROUTES = [
    Route("/appraisals/{appraisal}", show),
    Route("/appraisals/{appraisal}/criteria/{code}/evidence", bring, methods=["POST"]),
    Route("/appraisals/{appraisal}/closing", close, methods=["POST"]),
    Route("/appraisals/{appraisal}/decision", decide, methods=["POST"]),
    Route("/appraisals/{appraisal}/rounds", again, methods=["POST"]),
]
