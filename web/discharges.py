"""The end of treatment: told on a page, and told anew on the same page with a reason."""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.people import demand
from domain.records import MOST_CODES, Discharge, DischargeCorrection, Outcome
from domain.retention import Trait
from services import discharges, records
from services.context import Context
from services.records import RecordView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.records import Head, Missing, head, which
from web.render import page
from web.retention_words import TRAITS
from web.words import OUTCOMES

STATED = tuple(one for one in Trait if one not in (Trait.DIED, Trait.INCIDENT))
"""What the doctor may state: death is the outcome's to say, an incident its file's."""
PLACES = {f"{name}[{n}]": name for name in ("cause_codes", "procedure_codes") for n in range(MOST_CODES)}
"""How the house calls one of several codes → the field in which they stand together."""


@dataclass(frozen=True)
class DischargePage:
    head: Head
    form: Form
    outcomes: tuple[Option, ...]
    missing: tuple[Missing, ...]
    traits: tuple[Option, ...] = ()
    """What the doctor may state that no code says."""
    corrects: bool = False
    """What was told is told anew."""


async def show(request: Request) -> Response:
    context = asking.context(request)
    view = await records.standing(context, which(request))
    demand(context.position, "record.discharge", view.page.record.state, context.today)
    return page(request, "records/discharge.html", _page(request, view, Form(values={"discharged_at": asking.now(context)})))


async def discharge(request: Request) -> Response:
    """Ends the treatment; the closing sheet is drawn up apart, when nothing is missing."""
    sent = await request.form()
    try:
        left = await records.discharge(asking.context(request, asking.text(sent, "request")), which(request), _words_of(sent))
    except Refusal as no:
        return await _again(request, sent, no, corrects=False)
    goes_on = f"/records/{left.id}/referrals/new" if left.outcome is Outcome.TRANSFERRED else f"/records/{left.id}"
    return asking.seen(request, goes_on)


async def show_correction(request: Request) -> Response:
    """Filled with what was told."""
    context = asking.context(request)
    view = await records.standing(context, which(request))
    demand(context.position, "record.correct_discharge", view.page.record.state, context.today)
    return page(request, "records/discharge.html", _page(request, view, await _told(context, view), corrects=True))


async def correct(request: Request) -> Response:
    sent = await request.form()
    try:
        words = DischargeCorrection(_words_of(sent, asks_reason=True), asking.text(sent, "reason"))
        await records.correct_discharge(asking.context(request, asking.text(sent, "request")), which(request), words)
    except Refusal as no:
        return await _again(request, sent, no, corrects=True)
    return asking.seen(request, f"/records/{which(request)}")


async def _again(request: Request, sent: FormData, no: Refusal, corrects: bool) -> Response:
    form = asking.again(sent, no, locale_of(request), PLACES)
    view = await records.standing(asking.context(request), which(request))
    return page(request, "records/discharge.html", _page(request, view, form, corrects), status_of(no))


def _page(request: Request, view: RecordView, form: Form, corrects: bool = False) -> DischargePage:
    words = asking.words(request)
    outcomes = tuple(Option(one, words(OUTCOMES[one])) for one in Outcome)
    traits = tuple(Option(one, words(TRAITS[one])) for one in STATED)
    missing = tuple(Missing(one.title, one.owed_by) for one in view.missing)
    return DischargePage(head(view.page, words), form, outcomes, missing, traits, corrects)


async def _told(context: Context, view: RecordView) -> Form:
    told = await discharges.told(context, view.page)
    values = {
        "discharged_at": asking.field_moment(told.discharged_at) if told.discharged_at else "",
        "outcome": str(told.outcome),
        "diagnosis": told.diagnosis,
        "diagnosis_code": told.diagnosis_code,
        "summary": told.summary,
        "cause_codes": ", ".join(told.cause_codes),
        "procedure_codes": ", ".join(told.procedure_codes),
    }
    return Form(values=values, many={"trait": told.traits})


def _words_of(sent: FormData, asks_reason: bool = False) -> Discharge:
    """A moment left empty is now, or stays when it was told before. Raises: Malformed."""
    outcome = asking.text(sent, "outcome")
    at = ["discharged_at"] if asking.text(sent, "discharged_at") else []
    faults = [both(f"{name}: cần điền", "must be given") for name in ("diagnosis", "summary") if not asking.text(sent, name)]
    faults += asking.unreadable(sent, moments=at)
    if outcome not in set(Outcome):
        faults.append("outcome: chọn kết quả điều trị / choose the outcome")
    if asks_reason and faults and not asking.text(sent, "reason"):
        faults.append(both("reason: cần nêu lý do", "give a reason"))
    if faults:
        raise Malformed(*faults)
    traits = tuple(str(one) for one in sent.getlist("trait"))
    codes = (asking.text(sent, "diagnosis_code"), _listed(sent, "cause_codes"), _listed(sent, "procedure_codes"))
    left = asking.moment(sent, "discharged_at") if at else None
    return Discharge(Outcome(outcome), asking.text(sent, "diagnosis"), asking.text(sent, "summary"), traits, *codes, left)


def _listed(sent: FormData, name: str) -> tuple[str, ...]:
    """Codes written one after the other, parted by blanks, commas or semicolons."""
    return tuple(re.split(r"[\s,;]+", asking.text(sent, name).strip(" ,;"))) if asking.text(sent, name).strip(" ,;") else ()


ROUTES = [
    Route("/records/{record}/discharge", show),
    Route("/records/{record}/discharge", discharge, methods=["POST"]),
    Route("/records/{record}/discharge-correction", show_correction),
    Route("/records/{record}/discharge-correction", correct, methods=["POST"]),
]
