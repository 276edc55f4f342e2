"""Levels a facility declares by its own paper, on a page: what the plan demands, what is declared, which criteria are missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.levels import LevelCriterion, LevelDeclaration
from services import levels
from services.context import Context
from services.levels import LevelsView, NewLevel, SystemView
from web import asking
from web.acting import acted
from web.evidence import File, file
from web.forms import Form, Option
from web.golive_pages import paper_words
from web.render import page
from web.tracks import which

YES = frozenset({"đạt", "dat", "có", "co", "x", "1", "yes", "met"})
NO = frozenset({"chưa", "chua", "chưa đạt", "chua dat", "không", "khong", "0", "no", "not met"})
SHOWN = "levels/register.html"
FIELDS = ("level", "paper_number", "paper_day", "paper_issuer", "criteria", "file")


@dataclass(frozen=True)
class DeclarationLine:
    level: str
    reached: str
    paper: str
    files: tuple[File, ...]
    by: str
    at: datetime
    met: int
    criteria: int


@dataclass(frozen=True)
class SystemLine:
    system: str
    title: str
    basis: str
    demanded: str
    state: str
    """`line_met`, `line_short`, or empty when the plan demands nothing of it."""
    missing: tuple[LevelCriterion, ...]
    """Up to the demanded level, else up to the declared one."""
    declared: tuple[DeclarationLine, ...]
    """Newest first."""
    options: tuple[Option, ...]
    form: Form | None = None
    """For whoever may declare; its criteria as last declared."""


@dataclass(frozen=True)
class LevelsPage:
    facility: str
    track: str
    lines: tuple[SystemLine, ...]


async def show(request: Request) -> Response:
    view = await levels.read(asking.context(request), which(request))
    return page(request, SHOWN, levels_page(view))


async def declare(request: Request) -> Response:
    system = str(request.path_params["system"])

    async def done(context: Context, sent: FormData) -> None:
        await levels.declare(context, which(request), system, await _new(sent, system))

    async def again(_sent: FormData, form: Form) -> LevelsPage:
        shown = levels_page(await levels.read(asking.context(request), which(request)))
        return replace(shown, lines=tuple(replace(one, form=form) if one.system == system else one for one in shown.lines))

    places = {one: f"{one}-{system}" for one in FIELDS}
    return await acted(request, done, f"/tracks/{which(request)}/levels#{system}", SHOWN, again, places)


async def _new(sent: FormData, system: str) -> NewLevel:
    """Raises: Malformed."""
    if wrong := asking.unreadable(sent, days=(f"paper_day-{system}",)):
        raise Malformed(*wrong)
    paper, criteria = asking.outside_paper(sent, end=f"-{system}"), criteria_of(asking.text(sent, f"criteria-{system}"))
    return NewLevel(asking.text(sent, f"level-{system}"), paper, criteria, await asking.uploads(sent, f"file-{system}"))


def criteria_of(text: str) -> tuple[LevelCriterion, ...]:
    """A criterion on each line, as a spreadsheet pastes it or parted by `;`: level, code, title, met or not, remark.

    Raises: Malformed, a sentence for each line that cannot be read.
    """
    lines = [one for one in text.splitlines() if one.strip()]
    parted = [[part.strip() for part in line.split("\t" if "\t" in line else ";")] for line in lines]
    wrong = [n for n, parts in enumerate(parted, 1) if len(parts) not in (4, 5) or parts[3].casefold() not in YES | NO]
    if wrong:
        said = "criteria: dòng %s: ghi đủ mức; mã; tên tiêu chí; đạt hoặc chưa / line %s: give level; code; title; met or not"
        raise Malformed(*(said % (n, n) for n in wrong[:10]))
    return tuple(LevelCriterion(one[0], one[1], one[2], one[3].casefold() in YES, one[4] if len(one) > 4 else "") for one in parted)


def _told(one: LevelCriterion) -> str:
    return "; ".join((one.level, one.code, one.title.replace(";", ","), "đạt" if one.met else "chưa", *([one.words] if one.words else [])))


def levels_page(view: LevelsView) -> LevelsPage:
    return LevelsPage(view.facility, f"/tracks/{view.track.id}", tuple(_line(one, view) for one in view.systems))


def _line(one: SystemView, view: LevelsView) -> SystemLine:
    newest = one.declared[0] if one.declared else None
    return SystemLine(
        one.line.system,
        one.line.title,
        f"{one.line.basis} ({one.line.certainty})",
        one.demanded,
        ("line_met" if one.met else "line_short") if one.demanded else "",
        newest.missing(one.demanded or newest.level) if newest else (),
        tuple(_declaration(each, view) for each in one.declared),
        tuple(Option(level, level) for level in one.line.levels),
        _form(one.line.system, newest) if view.may_declare else None,
    )


def _form(system: str, newest: LevelDeclaration | None) -> Form:
    known: Mapping[str, str] = {f"criteria-{system}": "\n".join(_told(each) for each in newest.criteria)} if newest else {}
    return Form(values=known)


def _declaration(one: LevelDeclaration, view: LevelsView) -> DeclarationLine:
    files = tuple(file(each, f"/tracks/{view.track.id}") for each in one.files)
    met = sum(each.met for each in one.criteria)
    return DeclarationLine(one.level, one.reached, paper_words(one.paper), files, view.names[one.by], one.at, met, len(one.criteria))


ROUTES = [
    Route("/tracks/{track}/levels", show),
    Route("/tracks/{track}/levels/{system}", declare, methods=["POST"]),
]
