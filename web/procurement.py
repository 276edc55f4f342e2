"""Purchases of a track, and one with its steps, amounts, papers and history, and what is to be done about it now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.names import ProcurementId
from domain.procurement import Procurement
from domain.procurement_events import Event
from domain.procurement_routes import StepKind
from domain.procurement_totals import Amounts, of_item, total
from services import procurement_views
from services.context import Context
from services.procurement_shown import ProcurementView, TrackProcurements
from web import asking
from web.appraisal_lines import Appraised, appraised
from web.forms import Form, Option
from web.procurement_lines import (
    EventLine,
    ItemLine,
    PaperLine,
    PurchaseLine,
    StepMark,
    address,
    event_line,
    item_line,
    overs,
    paper_line,
    purchase_line,
    step_marks,
)
from web.procurement_words import OPINIONS, WAYS
from web.reading import Words
from web.render import page
from web.tracks import which


@dataclass(frozen=True)
class PurchasesPage:
    facility: str
    track: str
    plan: str
    """Address of the table of the whole plan."""
    lines: tuple[PurchaseLine, ...]
    new: str
    """Where another is opened; empty for whoever does not."""


@dataclass(frozen=True)
class PurchasePage:
    address: str
    title: str
    track: str
    facility: str
    plan: str
    way: str
    state: str
    edition: str
    milestone: str
    milestone_address: str
    supplier: str
    steps: tuple[StepMark, ...]
    waits: str
    """Title of the step it waits for."""
    by: str
    """Whose step that is."""
    recorder: str
    """`department` when the department enters it, else empty."""
    kind: str
    """Kind of the step it waits for."""
    step: str
    signing: str
    """Address of the paper that people are signing."""
    items: tuple[ItemLine, ...]
    totals: Amounts
    over: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]
    """The newest first."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`appraise`, `judge`, `select`, `contract`, `deliver`, `pay`, `strike`, `stop`: what this position may do now."""
    opinions: tuple[Option, ...] = ()
    paper_address: str = ""
    """Where the paper of the step is drawn up; empty for whoever does not."""
    edit: str = ""
    """Where the items are edited."""
    appraisals: tuple[Appraised, ...] = ()
    """Of its proposal by councils, the newest first."""


AGAIN = frozenset({"judge", "select", "contract"})
"""Acts whose form is filled with what was taken back."""
FORMS = ("appraise", "judge", "select", "contract", "deliver", "pay", "strike", "stop")


async def listing(request: Request) -> Response:
    view = await procurement_views.of_track(asking.context(request), which(request))
    return page(request, "procurement/list.html", list_page(view, asking.words(request)))


def list_page(view: TrackProcurements, words: Words) -> PurchasesPage:
    track = f"/tracks/{view.choices.track.id}"
    lines = tuple(purchase_line(one, words) for one in view.lines)
    plan = f"/plans/{view.choices.track.plan}/procurement"
    return PurchasesPage(view.choices.facility, track, plan, lines, f"{track}/procurement/new" if view.opens else "")


async def show(request: Request) -> Response:
    return page(request, "procurement/show.html", await shown(request))


async def shown(request: Request) -> PurchasePage:
    context = asking.context(request)
    return purchase_page(await procurement_views.read(context, purchase_of(request)), context, asking.words(request))


def purchase_of(request: Request) -> ProcurementId:
    return ProcurementId(asking.uuid(request, "procurement"))


def purchase_page(view: ProcurementView, context: Context, words: Words) -> PurchasePage:
    one, here = view.one, address(view.one.id)
    track, step = f"/tracks/{one.track}", view.one.next
    return PurchasePage(
        here,
        one.title,
        track,
        view.facility,
        view.plan.title,
        words(WAYS[one.way]),
        f"purchase_{one.state}",
        one.edition,
        view.milestone,
        f"{track}/milestones/{one.milestone}" if one.milestone else "",
        one.supplier,
        step_marks(view, words),
        step.title if step else "",
        step.by if step else "",
        "department" if step and step.recorded_by == "department" else "",
        step.kind if step else "",
        step.code if step else "",
        f"/documents/{view.signing}" if view.signing else "",
        tuple(item_line(item, view.rules, view.lines) for item in one.items),
        total(of_item(item) for item in one.items),
        overs(one.items),
        tuple(paper_line(paper) for paper in view.papers),
        tuple(event_line(happened, view, words) for happened in reversed(view.events)),
        {name: Form(values=_start(name, one, view)) for name in FORMS if name in view.acts},
        tuple(Option(key, words(said)) for key, said in OPINIONS.items()),
        f"{here}/papers/{step.code}" if step and "draw_up" in view.acts else "",
        f"{here}/items" if "edit" in view.acts else "",
        tuple(appraised(each, words, context.now) for each in reversed(view.appraisals)),
    )


def _start(name: str, one: Procurement, view: ProcurementView) -> dict[str, str]:
    """What a form is filled with beforehand, to be read and changed: what was taken back of this step, else what is known."""
    step = one.next
    if step and name in AGAIN and (was := _taken_back(view, step.code)):
        return _same(name, was)
    if name == "judge" and step:
        return {"paper_issuer": step.by if step.recorded_by == "department" else view.facility} | (
            {f"approved-{item.number}": _money(item.proposed) for item in one.items} if step.kind is StepKind.APPROVAL else {}
        )
    if name == "contract":
        quantities = {f"quantity-{item.number}": str(item.quantity) for item in one.items}
        return quantities | {f"price-{item.number}": _money(item.price) for item in one.items} | {"paper_issuer": one.supplier}
    if name == "deliver":
        left = {f"delivered-{item.number}": str(max(item.contracted - item.delivered, 0)) for item in one.items}
        return left | {"paper_issuer": one.supplier}
    return {}


def _taken_back(view: ProcurementView, step: str) -> Event | None:
    """What was entered for the step waited for and struck last."""
    found = (one.event for one in reversed(view.events) if one.struck and one.event.step == step)
    return next((event for event in found if event.version == view.one.version), None)


def _same(name: str, was: Event) -> dict[str, str]:
    """What was typed, to be corrected."""
    said = {"paper_number": was.paper.number, "paper_issuer": was.paper.issuer, "until": was.until.isoformat() if was.until else ""}
    said |= {"paper_day": was.paper.day.isoformat()} if was.paper.day else {}
    match name:
        case "judge":
            amounts = {f"approved-{each.item}": _money(each.amount) for each in was.entries}
            return said | {"opinion": was.opinion or "", "words": was.words} | amounts
        case "select":
            return said | {"form": was.words}
    prices = {f"price-{each.item}": _money(int(each.amount / each.quantity)) for each in was.entries}
    return said | {"words": was.words} | {f"quantity-{each.item}": str(each.quantity) for each in was.entries} | prices


def _money(amount: object) -> str:
    return f"{int(str(amount)):,}".replace(",", ".")


ROUTES = [
    Route("/tracks/{track}/procurement", listing),
    Route("/procurement/{procurement}", show),
]
