"""The page of a regulation with its next act, and what a person does there."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.names import DepartmentId, RegulationId
from services import regulation_rounds, regulation_views, regulations
from services.context import Context
from web import asking
from web.acting import acted
from web.forms import Form
from web.regulation_lines import CommentLine, RegulationPage, regulation_page
from web.render import page


async def show(request: Request) -> Response:
    return page(request, "regulations/show.html", await _page(request))


async def _page(request: Request) -> RegulationPage:
    context = asking.context(request)
    return regulation_page(await regulation_views.read(context, _which(request)), context, asking.words(request))


async def _ask(context: Context, which: RegulationId, sent: FormData) -> None:
    if wrong := asking.unreadable(sent, days=["due"]):
        raise Malformed(*wrong)
    chosen = tuple(DepartmentId(one) for one in sent.getlist("department") if isinstance(one, str))
    await regulation_rounds.ask(context, which, chosen, asking.a_day(sent, "due"))


async def _comment_on(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulation_rounds.comment(context, which, asking.number(asking.text(sent, "article")), asking.text(sent, "words"))


async def _settle(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulation_rounds.settle(context, which)


async def _answer(context: Context, which: RegulationId, sent: FormData) -> None:
    comment = asking.id_of(asking.text(sent, "comment"))
    await regulation_rounds.answer(context, which, UUID(str(comment)), asking.text(sent, "taken") == "1", asking.text(sent, "answer"))


async def _close(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulation_rounds.close_round(context, which)


async def _check(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulation_rounds.check(context, which, asking.text(sent, "passed") == "1", asking.text(sent, "finding"))


async def _submit(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.submit(context, which)


async def _withdraw(context: Context, which: RegulationId, sent: FormData) -> None:
    await regulations.withdraw(context, which, asking.text(sent, "why"))


async def _repeal(context: Context, which: RegulationId, sent: FormData) -> None:
    if wrong := asking.unreadable(sent, days=["first"]):
        raise Malformed(*wrong)
    await regulations.repeal(context, which, asking.a_day(sent, "first"), asking.text(sent, "ground"))


Act = Callable[[Context, RegulationId, FormData], Awaitable[None]]
ACTS: Mapping[str, tuple[str, Act, Mapping[str, str]]] = {
    "ask": ("round", _ask, {"departments": "department"}),
    "comment": ("comments", _comment_on, {}),
    "settle": ("settlement", _settle, {}),
    "answer": ("answers", _answer, {}),
    "close": ("round-end", _close, {}),
    "check": ("check", _check, {"words": "finding"}),
    "submit": ("submission", _submit, {}),
    "withdraw": ("withdrawal", _withdraw, {"reason": "why"}),
    "repeal": ("repeal", _repeal, {"reason": "ground"}),
}
"""Name of an act → the end of its address, what does it, and what its faults begin with → field of its form."""


def _doing(name: str) -> Callable[[Request], Awaitable[Response]]:
    _end, act, places = ACTS[name]

    async def do(request: Request) -> Response:
        which = _which(request)

        async def again(sent: FormData, form: Form) -> RegulationPage:
            return _given_back(await _page(request), name, form, asking.text(sent, "comment"))

        address = f"/regulations/{which}"
        return await acted(request, lambda context, sent: act(context, which, sent), address, "regulations/show.html", again, places)

    return do


def _given_back(shown: RegulationPage, name: str, form: Form, comment: str) -> RegulationPage:
    """The page with what was typed where it was typed."""
    if name != "answer":
        return replace(shown, forms={**shown.forms, "comment" if name == "settle" else name: form})

    def marked(lines: tuple[CommentLine, ...]) -> tuple[CommentLine, ...]:
        return tuple(replace(one, form=form) if one.id == comment else one for one in lines)

    articles = tuple(replace(one, comments=marked(one.comments)) for one in shown.articles)
    return replace(shown, whole=marked(shown.whole), articles=articles)


def _which(request: Request) -> RegulationId:
    return RegulationId(asking.uuid(request, "regulation"))


ROUTES = [
    Route("/regulations/{regulation}", show),
    *(Route(f"/regulations/{{regulation}}/{end}", _doing(name), methods=["POST"]) for name, (end, _act, _places) in ACTS.items()),
]
