"""How the facility's documents are signed: chains in force, its own editions, approved or withdrawn."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.editions import EditionState
from domain.errors import PinRefused, Refusal
from domain.names import EditionId
from domain.people import may
from services import chains, editions
from services.chains import EditionView, FormChain, Standing
from web import asking
from web.audit import Happened, happened
from web.drawing import titles
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.proposals import Drawing, FaultLine, drawn, facility, fault_lines
from web.regulation_lines import RegulationLine, regulation_line
from web.render import page

WAITING = ("edition_proposed", "edition_approved")
"""States of what is not yet in force."""


@dataclass(frozen=True)
class EditionLine:
    """One edition of the facility's own, in a list."""

    link: str
    form: str
    edition: str
    state: str
    begins: date | None
    ends: date | None
    regulation: str


@dataclass(frozen=True)
class FormLine:
    """A form and how it is signed today."""

    code: str
    name: str
    stages: str
    edition: str
    rests_on: str
    """The facility's quy chế; empty for the default of the house."""


@dataclass(frozen=True)
class ChainsPage:
    facility: str
    lines: tuple[FormLine, ...]
    waiting: tuple[EditionLine, ...]
    """Proposed, or approved for a later day."""
    past: tuple[EditionLine, ...]
    may_propose: bool


@dataclass(frozen=True)
class By:
    """Who did something to it, when, and perhaps why."""

    name: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class EditionPage:
    facility: str
    which: EditionId
    line: EditionLine
    basis: str
    certainty: str
    proposed: By
    approved: By | None
    withdrawn: By | None
    faults: tuple[FaultLine, ...]
    drawing: Drawing
    text: str
    approve: Form | None
    """For whoever may approve this one."""
    own: bool
    """Whether whoever looks proposed it and so does not approve it."""
    withdraw: Form | None
    timeline: tuple[Happened, ...]
    rests_on: RegulationLine | None = None
    """The regulation it cites, as the register has it."""


async def listing(request: Request) -> Response:
    context = asking.context(request)
    found = await chains.listing(context)
    lines = [_line(standing, one.form.name) for one in found for standing in one.editions]
    waiting = tuple(one for one in lines if one.state in WAITING)
    past = tuple(one for one in lines if one.state not in WAITING)
    shown = ChainsPage(facility(request), tuple(map(_form_line, found)), waiting, past, may(context.position.role, "chain.propose"))
    return page(request, "editions/list.html", shown)


async def show(request: Request) -> Response:
    return page(request, "editions/show.html", await _page(request, await chains.read(asking.context(request), _which(request))))


async def approve(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await editions.approve(context, _which(request), asking.a_day(sent, "first"), asking.text(sent, "pin"))
    except Refusal as no:
        return await _refused(request, sent, no, "approve")
    return asking.seen(request, f"/chains/{_which(request)}")


async def withdraw(request: Request) -> Response:
    sent = await request.form()
    try:
        context = asking.context(request, asking.text(sent, "request"))
        await editions.withdraw(context, _which(request), asking.text(sent, "why"))
    except Refusal as no:
        return await _refused(request, sent, no, "withdraw")
    return asking.seen(request, f"/chains/{_which(request)}")


async def _refused(request: Request, sent: FormData, no: Refusal, act: str) -> Response:
    shown = await _page(request, await chains.read(asking.context(request), _which(request)))
    form = asking.again(sent, no, locale_of(request))
    if isinstance(no, PinRefused) and form.told:
        form = replace(form, faults={"pin": form.told.what}, told=None)
    shown = replace(shown, approve=form) if act == "approve" else replace(shown, withdraw=form)
    return page(request, "editions/show.html", shown, status_of(no))


async def _page(request: Request, view: EditionView) -> EditionPage:
    context, one = asking.context(request), view.standing.edition
    role, state = context.position.role, view.standing.state
    own, open_yet = one.proposed_by == context.position.person, state in (EditionState.PROPOSED, EditionState.APPROVED)
    ready = may(role, "chain.approve") and state is EditionState.PROPOSED
    day = max(one.policy.effective_from, context.today)
    return EditionPage(
        facility=facility(request),
        which=one.id,
        line=_line(view.standing, view.form.name if view.form else one.policy.form),
        basis=one.policy.basis,
        certainty=one.policy.certainty,
        proposed=By(view.names[one.proposed_by], one.proposed_at),
        approved=By(view.names[one.approved_by], one.approved_at) if one.approved_by and one.approved_at else None,
        withdrawn=By(view.names[one.withdrawn_by], one.withdrawn_at, one.withdrawn_reason)
        if one.withdrawn_by and one.withdrawn_at
        else None,
        faults=fault_lines(request, view.faults),
        drawing=await drawn(request, one.policy, view.before if open_yet else None, view.form),
        text=one.text,
        approve=Form(values={"first": day.isoformat()}) if ready and not own else None,
        own=ready and own,
        withdraw=Form() if open_yet and may(role, "chain.withdraw") else None,
        timeline=happened(view.timeline, asking.words(request)),
        rests_on=regulation_line(view.rests_on, context.today) if view.rests_on else None,
    )


def _line(standing: Standing, name: str) -> EditionLine:
    one = standing.edition
    return EditionLine(
        f"/chains/{one.id}",
        name,
        one.policy.edition,
        f"edition_{standing.state}",
        one.policy.effective_from,
        standing.ends,
        str(one.policy.regulation or ""),
    )


def _form_line(one: FormChain) -> FormLine:
    chain = one.chain
    if chain is None:
        return FormLine(one.form.code, one.form.name, "", "", "")
    return FormLine(one.form.code, one.form.name, titles(chain), chain.edition, str(chain.regulation or ""))


def _which(request: Request) -> EditionId:
    return EditionId(asking.uuid(request, "edition"))


ROUTES = [
    Route("/chains", listing),
    Route("/chains/{edition}", show),
    Route("/chains/{edition}/approval", approve, methods=["POST"]),
    Route("/chains/{edition}/withdrawal", withdraw, methods=["POST"]),
]
