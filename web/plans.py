"""Plans: the list, and opening one."""

import re
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.names import FacilityId
from domain.plans import Plan
from services import facilities, plan_papers, plans
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import _


@dataclass(frozen=True)
class PlanLine:
    address: str
    title: str
    number: str
    province: str
    deadline: date
    facilities: int
    done: int
    total: int
    late: int
    undeclared: int = 0
    paper: str = ""
    """Address of its paper with what is unclear in it."""


@dataclass(frozen=True)
class PlansPage:
    lines: tuple[PlanLine, ...]
    papers: tuple[Option, ...] = ()
    """Every plan there is as data: address, title, who issued it."""
    form: Form | None = None
    """Present when this position may open a plan."""
    known: tuple[Option, ...] = ()
    """Plans that ship as data and are not open yet."""
    facilities: tuple[Option, ...] = ()
    seen: tuple[str, ...] = ()
    """Code and edition of each plan that may be opened, as the page shows it: it is opened by that one or not at all."""
    brings: bool = False
    """Whether this position brings facilities in."""


async def listing(request: Request) -> Response:
    return page(request, "plans/list.html", await _listing(request, Form()))


async def open_plan(request: Request) -> Response:
    """Opens a plan for the facilities chosen, or for all of them."""
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        if not asking.text(sent, "plan"):
            raise Malformed(both("plan: chọn kế hoạch", "choose a plan"))
        named = tuple(FacilityId(str(one)) for one in sent.getlist("facility"))
        code = asking.text(sent, "plan")
        seen = dict(one.split(" ", 1) for one in map(str, sent.getlist("seen")) if " " in one).get(code)
        if not seen:
            raise Malformed(both("plan: tải lại trang rồi chọn kế hoạch", "load the page anew, then choose a plan"))
        on = asking.a_day(sent, "opened_on") if asking.text(sent, "opened_on") else None
        opened = await plans.open_plan(context, code, named, on, asking.id_of(seen))
    except Refusal as no:
        form = asking.again(sent, no, locale_of(request))
        return page(request, "plans/list.html", await _listing(request, form), status_of(no))
    return asking.seen(request, f"/plans/{opened}")


async def _listing(request: Request, form: Form) -> PlansPage:
    context = asking.context(request)
    lines = tuple(_line(one) for one in await plans.listing(context))
    papers = tuple(Option(f"/plan-papers/{one.code}", one.title, one.issuer) for one in await plan_papers.listing(context))
    brings = await facilities.may_bring(context)
    if not await plans.may_open(context):
        return PlansPage(lines, papers, brings=brings)
    found = await plans.known(context)
    known = tuple(Option(one.words.code, one.words.title, _known(one.words, asking.words(request), context.today)) for one in found)
    seen = tuple(f"{one.words.code} {one.edition}" for one in found)
    offered = tuple(Option(one.id, one.name) for one in await plans.facilities(context))
    return PlansPage(lines, papers, form, known, offered, seen, brings)


def _known(plan: Plan, words: Words, today: date) -> str:
    edition = words(_("bản %(n)s")) % {"n": plan.edition}
    said = f"{number(plan)} · {plan.issuer} · {term(plan)} · {edition}"
    if plan.effective_from <= today <= plan.effective_until:
        return said
    return f"{said}. " + words(_("Hôm nay ở ngoài thời hạn này: muốn mở thì ghi ô Bắt đầu từ ngày, một ngày trong thời hạn."))


def _line(one: plans.PlanLine) -> PlanLine:
    done, words = one.figures, one.words
    return PlanLine(
        f"/plans/{one.plan.id}",
        words.title,
        number(words),
        words.issuer,
        words.effective_until,
        one.facilities,
        done.accepted,
        done.applies,
        done.late,
        done.undeclared,
        f"/plan-papers/{words.code}",
    )


def term(plan: Plan) -> str:
    """`05/05/2026–31/12/2026`: outside it the plan cannot be opened."""
    return f"{plan.effective_from:%d/%m/%Y}–{plan.effective_until:%d/%m/%Y}"


def number(plan: Plan) -> str:
    """The plan's number, or what its source shows in place of it: `Số: …/KH-UBND`, with the blank as an office writes it; else a dash."""
    return plan.number or re.sub(r"(?i)(số:?)\s*/", r"\1 …/", plan.number_words) or "—"


ROUTES = [
    Route("/plans", listing),
    Route("/plans", open_plan, methods=["POST"]),
]
