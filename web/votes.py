"""A member's acts in an appraisal: what they declare of their interests, and their vote on the evidence they read."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import Sha256
from services import appraisals
from web import asking
from web.appraisal_acts import Forms
from web.appraisals import a_finding, on, shown, which
from web.errors import status_of
from web.i18n import locale_of


async def declare(request: Request) -> Response:
    """No conflict of interest, or one on all or some criteria, with its reason; then the first criterion to vote on."""
    sent = await request.form()
    code = asking.text(sent, "criterion")
    try:
        context = asking.context(request, asking.text(sent, "request"))
        said = asking.text(sent, "conflict")
        if said not in ("none", "some", "all"):
            raise Malformed("conflict: chọn có hay không có xung đột lợi ích / say whether you have a conflict of interest")
        criteria = [str(one) for one in sent.getlist("on")] if said == "some" else []
        if said == "some" and not criteria:
            raise Malformed("on: chọn tiêu chí có xung đột lợi ích / choose the criteria on which you have a conflict")
        await appraisals.declare(context, which(request), said != "none", criteria, asking.text(sent, "why"))
    except Refusal as no:
        given = Forms(interest=asking.again(sent, no, locale_of(request), {"reason": "why", "interest": "conflict"}))
        return await shown(request, code, given, status_of(no))
    return await on(request, code, "unvoted")


async def vote(request: Request) -> Response:
    """My vote on the evidence I read; then the next criterion I have not voted on."""
    sent, code = await request.form(), str(request.path_params["code"])
    try:
        context = asking.context(request, asking.text(sent, "request"))
        finding = a_finding(asking.text(sent, "verdict"), "verdict")
        await appraisals.vote(context, which(request), code, finding, Sha256(asking.text(sent, "evidence")), asking.text(sent, "note"))
    except Refusal as no:
        return await shown(request, code, Forms(vote=asking.again(sent, no, locale_of(request))), status_of(no))
    return await on(request, code, "unvoted")


ROUTES = [
    Route("/appraisals/{appraisal}/interests", declare, methods=["POST"]),
    Route("/appraisals/{appraisal}/criteria/{code}/votes", vote, methods=["POST"]),
]
