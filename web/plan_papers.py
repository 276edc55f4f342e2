"""A plan as its paper has it: what is unclear in it, what contradicts, what was decided about each finding, task beside its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Refusal
from policies.findings import Finding
from policies.plan_blocks import Block, Word
from policies.plan_clarity import clarity
from policies.plan_contents import contents
from services import plan_exports, plan_papers
from services.plan_papers import Decided, PaperView
from web import asking
from web.errors import status_of
from web.forms import Form, Option
from web.i18n import locale_of
from web.plans import number
from web.render import page
from web.words import ASPECTS, CHOICES, CONTENTS, _

Gettext = Callable[[str], str]
SHOWN = ("hard", "soft", "open")
"""Which findings are shown: hard ones, the others, those nobody has decided about."""


@dataclass(frozen=True)
class FindingLine:
    key: str
    hard: bool
    place: str
    aspect: str
    says: str
    quotes: tuple[tuple[str, str], ...]
    mend: str
    decided: tuple[Decided, ...]
    form: Form | None
    """Present for whoever decides."""
    open: bool = False
    """Its form was given back."""


@dataclass(frozen=True)
class PaperPage:
    code: str
    title: str
    number: str
    issuer: str
    issued_on: date | None
    shown: str
    tabs: tuple[Option, ...]
    """Address, words, how many."""
    findings: tuple[FindingLine, ...]
    tasks: tuple[Block, ...]
    """Each with its parts, and the paper's words beside them."""
    clear: dict[str, tuple[tuple[str, bool], ...]]
    """Task → each of the six clarities."""
    sections: tuple[Block, ...]
    """All else that the data hold."""
    called: dict[str, str]
    """What a section or a line is called."""
    choices: tuple[Option, ...]
    choice_words: dict[str, str]
    earlier: tuple[Decided, ...] = ()
    """Decisions about what is found no more."""


async def paper(request: Request) -> Response:
    context = asking.context(request)
    view = await plan_papers.read(context, request.path_params["code"])
    return page(request, "plans/paper.html", _page(request, view))


async def export(request: Request) -> Response:
    """The plan as a file: `?format=xlsx`, `pdf` or `yaml`."""
    made = await plan_exports.export(asking.context(request), request.path_params["code"], request.query_params.get("format", ""))
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


async def decide(request: Request) -> Response:
    """What the department makes of one finding."""
    code, finding = request.path_params["code"], request.path_params["finding"]
    sent = await request.form()
    context = asking.context(request, asking.text(sent, "request"))
    try:
        await plan_papers.decide(context, code, finding, asking.text(sent, "choice"), asking.text(sent, "reason"))
    except Refusal as no:
        view = await plan_papers.read(context, code)
        given = asking.again(sent, no, locale_of(request))
        return page(request, "plans/paper.html", _page(request, view, finding, given), status_of(no))
    return asking.seen(request, f"/plan-papers/{code}#{finding}")


def _page(request: Request, view: PaperView, given: str = "", form: Form | None = None) -> PaperPage:
    words, plan = asking.words(request), view.plan
    sections = contents(plan)
    asked = request.query_params.get("show", "")
    shown = asked if asked in SHOWN else ""
    lines = tuple(_line(view, one, form if one.key == given else None, locale_of(request), words) for one in view.findings)
    groups = {
        "": lines,
        "hard": tuple(one for one in lines if one.hard),
        "soft": tuple(one for one in lines if not one.hard),
        "open": tuple(one for one in lines if not one.decided),
    }
    return PaperPage(
        plan.code,
        plan.title,
        number(plan),
        plan.issuer,
        plan.issued_on,
        shown,
        _tabs(plan.code, groups, words),
        groups[shown],
        next((section.blocks for section in sections if section.title == Word.TASKS), ()),
        _clear(view, words),
        tuple(section for section in sections if section.title != Word.TASKS),
        {word: words(said) for word, said in CONTENTS.items()},
        tuple(Option(choice, words(said)) for choice, said in CHOICES.items()),
        {choice: words(said) for choice, said in CHOICES.items()},
        view.earlier,
    )


def _tabs(code: str, groups: dict[str, tuple[FindingLine, ...]], words: Gettext) -> tuple[Option, ...]:
    named = {"": words(_("Tất cả")), "hard": words(_("Mâu thuẫn cứng")), "soft": words(_("Cần xem")), "open": words(_("Chưa quyết định"))}
    here = f"/plan-papers/{code}"
    return tuple(Option(f"{here}?show={show}" if show else here, said, str(len(groups[show]))) for show, said in named.items())


def _line(view: PaperView, one: Finding, given: Form | None, locale: str, words: Gettext) -> FindingLine:
    quotes = tuple((place, view.plan.reads(said) or said) for place, said in one.quotes)
    aspect = words(ASPECTS[one.aspect]) if one.aspect in ASPECTS else one.aspect
    form = given or Form() if view.may_decide else None
    says = one.en if locale == "en" else one.vi
    task = next((task.section or task.code for task in view.plan.tasks if task.code == one.task), one.task)
    return FindingLine(one.key, one.hard, task, aspect, says, quotes, one.mend, view.decided.get(one.key, ()), form, given is not None)


def _clear(view: PaperView, words: Gettext) -> dict[str, tuple[tuple[str, bool], ...]]:
    told = clarity(view.plan, view.findings)
    return {task: tuple((words(ASPECTS[aspect]), said) for aspect, said in aspects.items()) for task, aspects in told.items()}


ROUTES = [
    Route("/plan-papers/{code}", paper),
    Route("/plan-papers/{code}/export", export),
    Route("/plan-papers/{code}/findings/{finding}", decide, methods=["POST"]),
]
