"""Communication and ceremony on a page: what the plans name, when it is to be done, what shows that it was; each act by its form."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.communications import OPEN, CommunicationState, Planned, Proof
from domain.errors import Malformed
from domain.names import PersonId, TrackId
from services import communications
from services.communications import CommunicationsView, CommunicationView, NewProof
from services.context import Context
from store.queries.communications import CommunicationStep
from web import asking
from web.acting import acted
from web.evidence import File, file
from web.forms import Form, Option
from web.readiness_words import COMMUNICATIONS
from web.reading import Words
from web.render import page
from web.tracks import which

SHOWN = "communications/register.html"


@dataclass(frozen=True)
class Step:
    what: str
    day: date | None
    words: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ProofLine:
    day: date
    words: str
    address: str
    who: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class CommunicationLine:
    code: str
    title: str
    source: str
    """The plan's words and where they stand."""
    state: str
    """`communication_planned` and so on, or `communication_late`."""
    day: date | None
    place: str
    responsible: str
    words: str
    reason: str
    proofs: tuple[ProofLine, ...]
    steps: tuple[Step, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`plan`, `prove`, `aside`."""


@dataclass(frozen=True)
class CommunicationsPage:
    facility: str
    track: str
    proved: int
    wanted: int
    late: int
    lines: tuple[CommunicationLine, ...]
    people: tuple[Option, ...]


async def show(request: Request) -> Response:
    return page(request, SHOWN, await _page(request))


async def _page(request: Request) -> CommunicationsPage:
    return communications_page(await communications.read(asking.context(request), which(request)), asking.words(request))


async def _plan(context: Context, track: TrackId, code: str, sent: FormData) -> None:
    wrong = asking.unchosen(sent, f"responsible-{code}") + asking.unreadable(sent, days=(f"day-{code}",))
    if wrong:
        raise Malformed(*wrong)
    responsible = PersonId(asking.id_of(asking.text(sent, f"responsible-{code}")))
    place, words = (asking.text(sent, f"{name}-{code}") for name in ("place", "words"))
    await communications.plan(context, track, code, Planned(asking.a_day(sent, f"day-{code}"), place, responsible, words))


async def _prove(context: Context, track: TrackId, code: str, sent: FormData) -> None:
    on, said, address = asking.a_day(sent, f"done-{code}"), asking.text(sent, f"said-{code}"), asking.text(sent, f"address-{code}")
    await communications.prove(context, track, code, NewProof(on, said, address, await asking.uploads(sent, f"proof-{code}")))


async def _aside(context: Context, track: TrackId, code: str, sent: FormData) -> None:
    await communications.set_aside(context, track, code, asking.text(sent, f"reason-{code}"))


ACTS: Mapping[str, tuple[str, Callable[[Context, TrackId, str, FormData], Awaitable[None]], Mapping[str, str]]] = {
    "plan": ("plans", _plan, {name: name for name in ("day", "place", "responsible", "words")}),
    "prove": ("proofs", _prove, {"day": "done", "words": "said", "address": "address", "file": "proof"}),
    "aside": ("set-aside", _aside, {"reason": "reason"}),
}
"""Name of an act → the end of its address, what does it, and what its faults begin with → field of its form."""


def _doing(name: str) -> Callable[[Request], Awaitable[Response]]:
    _end, act, fields = ACTS[name]

    async def do(request: Request) -> Response:
        track, code = which(request), str(request.path_params["code"])

        async def done(context: Context, sent: FormData) -> None:
            await act(context, track, code, sent)

        async def again(_sent: FormData, form: Form) -> CommunicationsPage:
            return _given(await _page(request), code, name, form)

        places = {fault: f"{one}-{code}" for fault, one in fields.items()}
        return await acted(request, done, f"/tracks/{track}/communications#{code}", SHOWN, again, places)

    return do


def _given(shown: CommunicationsPage, code: str, name: str, form: Form) -> CommunicationsPage:
    """The page with this form given back."""
    lines = (replace(one, forms={**one.forms, name: form}) if one.code == code else one for one in shown.lines)
    return replace(shown, lines=tuple(lines))


def communications_page(view: CommunicationsView, words: Words) -> CommunicationsPage:
    on = view.communicated
    people = tuple(Option(str(who), name) for who, name in view.people.items())
    lines = tuple(_line(one, view, words) for one in view.lines)
    return CommunicationsPage(view.facility, f"/tracks/{view.track.id}", on.proved, on.wanted, on.late, lines, people)


def _line(of: CommunicationView, view: CommunicationsView, words: Words) -> CommunicationLine:
    one, track = of.communication, f"/tracks/{view.track.id}"
    aside, plan = one.state is CommunicationState.SET_ASIDE, one.planned
    return CommunicationLine(
        one.line.code,
        one.line.title,
        f"“{one.line.quote}” – {one.line.basis} ({one.line.certainty})",
        "communication_late" if one.late(view.communicated.day) else f"communication_{one.state}",
        plan.day if plan and not aside else None,
        plan.place if plan else "",
        view.names[plan.responsible] if plan else "",
        plan.words if plan else "",
        one.reason if aside else "",
        tuple(_proof(each, view, track) for each in of.proofs),
        tuple(_step(each, view, words) for each in of.steps),
        _forms(of) if view.may_plan else {},
    )


def _forms(of: CommunicationView) -> dict[str, Form]:
    """Of what may be done now; moving begins with what was planned."""
    one, code = of.communication, of.communication.line.code
    was = one.planned
    typed = {"day": was.day.isoformat(), "place": was.place, "responsible": str(was.responsible), "words": was.words} if was else {}
    forms = {"plan": Form(values={f"{name}-{code}": said for name, said in typed.items()}), "prove": Form(), "aside": Form()}
    may = {"plan": one.state is not CommunicationState.PROVED, "prove": one.state is not CommunicationState.SET_ASIDE}
    return {name: form for name, form in forms.items() if may.get(name, one.state in OPEN)}


def _step(one: CommunicationStep, view: CommunicationsView, words: Words) -> Step:
    aside = one.state is CommunicationState.SET_ASIDE
    return Step(words(COMMUNICATIONS[one.state]), None if aside else one.day, one.words, view.names[one.by], one.at)


def _proof(one: Proof, view: CommunicationsView, track: str) -> ProofLine:
    return ProofLine(one.day, one.words, one.address, view.names[one.by], tuple(file(each, track) for each in one.files))


ROUTES = [
    Route("/tracks/{track}/communications", show),
    *(Route(f"/tracks/{{track}}/communications/{{code}}/{end}", _doing(name), methods=["POST"]) for name, (end, *_) in ACTS.items()),
]
