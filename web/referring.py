"""Sending a patient's package to another facility: the signed slip, what goes with it, to whom, for how long."""

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.names import DocumentId, FacilityId
from domain.referrals import NewReferral
from services import records, referrals, referred
from services.referred import Sending
from services.slips import means
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.records import Head, head, which
from web.render import page
from web.words import _

ELSEWHERE = "elsewhere"
"""The choice of a facility that does not use this installation."""


@dataclass(frozen=True)
class SlipLine:
    """A slip that was drawn up."""

    address: str
    title: str
    state: str


@dataclass(frozen=True)
class ReferringPage:
    head: Head
    slips: tuple[SlipLine, ...]
    write: str
    """Where a slip is drawn up."""
    form: Form | None
    """None while no slip is signed by everybody."""
    signed: tuple[Option, ...]
    """Slips to choose from, when there is more than one."""
    receivers: tuple[Option, ...]
    where: str
    """Where the newest slip says the patient goes."""
    documents: tuple[Option, ...]
    """Finished ones, beside the slips."""
    unfinished: tuple[str, ...]
    """Titles of those that cannot go yet."""
    longest: int


async def new(request: Request) -> Response:
    return page(request, "referrals/new.html", await _page(request, None))


async def create(request: Request) -> Response:
    """Sends the package."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        where = (await referred.sending(context, which(request))).where
        made = await referrals.send(context, which(request), _new(sent, where))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "referrals/new.html", await _page(request, form), status_of(no))
    return asking.seen(request, f"/referrals/{made}")


def _new(sent: FormData, where: str) -> NewReferral:
    """Raises: Malformed."""
    to, slip = asking.text(sent, "receiver"), asking.text(sent, "slip")
    if not to:
        raise Malformed("receiver: chọn cơ sở tiếp nhận / choose the receiving facility")
    documents = tuple(DocumentId(asking.id_of(one)) for one in sent.getlist("documents") if isinstance(one, str))
    return NewReferral(
        receiver=None if to == ELSEWHERE else FacilityId(to),
        elsewhere=(asking.text(sent, "elsewhere") or where) if to == ELSEWHERE else "",
        documents=documents,
        slip=DocumentId(asking.id_of(slip)) if slip else None,
        days=asking.number(asking.text(sent, "days"), -1),
        may_copy=bool(sent.get("may_copy")),
        note=asking.text(sent, "note"),
    )


async def _page(request: Request, form: Form | None) -> ReferringPage:
    context, words = asking.context(request), asking.words(request)
    view = await records.standing(context, which(request))
    found = await referred.sending(context, which(request))
    slips = {one.document for one in found.slips}
    states = {document.id: version.state for document, version in view.documents}
    signed = [one for one in found.slips if one.version]
    receivers = [Option(place, name) for place, name in found.receivers]
    return ReferringPage(
        head(view.page, words),
        tuple(SlipLine(f"/documents/{one.document}", one.title, states[one.document]) for one in found.slips),
        f"/records/{which(request)}/sheets/new?form={next(iter(context.house.policies.slips), '')}",
        (form or _begun(found)) if signed else None,
        tuple(Option(str(one.document), one.title) for one in reversed(signed)) if len(signed) > 1 else (),
        (*receivers, Option(ELSEWHERE, words(_("Cơ sở khác, không dùng chung hệ thống này")))),
        found.where,
        tuple(Option(str(one.document), one.title) for one in found.candidates if one.version and one.document not in slips),
        tuple(one.title for one in found.candidates if not one.version and one.document not in slips),
        found.longest,
    )


def _begun(found: Sending) -> Form:
    """What the facility sends by its policy is ticked; a facility of that very name is chosen."""
    same = next((str(place) for place, name in found.receivers if means(found.where, name, place)), "")
    values = {"days": str(found.longest), "may_copy": "1", "receiver": same}
    return Form(values=values, many={"documents": tuple(str(one.document) for one in found.chosen)})


ROUTES = [
    Route("/records/{record}/referrals/new", new),
    Route("/records/{record}/referrals", create, methods=["POST"]),
]
