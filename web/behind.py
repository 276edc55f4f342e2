"""Who is behind in a plan, on what and why, who has not declared, who was asked, what reminded them, what stands in their way."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.names import PlanId, TrackId
from services import behind
from services.behind import BehindLine, BehindView, SilentLine
from web import asking
from web.forms import Form, Option
from web.letters import told
from web.reading import Words
from web.render import page
from web.report_words import why_words


@dataclass(frozen=True)
class Work:
    code: str
    title: str
    address: str
    due: date | None
    days: int
    why: str
    asked: str
    leads: str


@dataclass(frozen=True)
class Stands:
    """An open obstacle."""

    title: str
    address: str
    lifter: str


@dataclass(frozen=True)
class Unit:
    name: str
    address: str
    count: int
    days: int
    """How late it is at worst."""
    works: tuple[Work, ...]
    reminded: str
    letter: str
    obstacles: tuple[Stands, ...]


@dataclass(frozen=True)
class SilentUnit:
    """A unit that has not declared what was due."""

    name: str
    address: str
    codes: tuple[str, ...]
    since: date
    reminded: str
    letter: str


@dataclass(frozen=True)
class BehindPage:
    plan: str
    title: str
    units: tuple[Unit, ...]
    total: int
    works: int
    narrow: Form
    parts: tuple[Option, ...]
    """Tasks and milestones in which anybody is late."""
    today: date
    silent: tuple[SilentUnit, ...] = ()
    all_silent: int = 0
    """How many there are; those of the first page are shown."""
    write: str = ""
    """Where a letter to them is drawn up; empty when it is not this position's act."""
    later: str = ""
    from_start: str = ""


async def listing(request: Request) -> Response:
    asked, which = request.query_params, PlanId(asking.uuid(request, "plan"))
    part = asked.get("part", "").strip()
    after = TrackId(asking.id_of(asked["after"])) if asked.get("after") else None
    view = await behind.listing(asking.context(request), which, part, after)
    return page(request, "plans/behind.html", behind_page(view, part, after is not None, asking.words(request)))


def behind_page(view: BehindView, part: str, paged: bool, words: Words) -> BehindPage:
    here = f"/plans/{view.plan.id}"

    def at(**asked: object) -> str:
        told_ = {name: value for name, value in asked.items() if value}
        return f"{here}/behind?{urlencode(told_)}" if told_ else f"{here}/behind"

    return BehindPage(
        here,
        view.words.title,
        tuple(_unit(one, view.today, words) for one in view.lines),
        view.units,
        view.works,
        Form(values={"part": part}),
        tuple(_parts(view)),
        view.today,
        tuple(_silent(one, words) for one in view.silent),
        view.all_silent,
        f"{here}/letters/new" if view.may_remind else "",
        at(part=part, after=view.following) if view.following else "",
        at(part=part) if paged else "",
    )


def _silent(one: SilentLine, words: Words) -> SilentUnit:
    unit, letter = one.unit, one.reminded
    said = (told(letter, words), f"/documents/{letter.document}") if letter else ("", "")
    return SilentUnit(unit.name, f"/tracks/{unit.track}", unit.codes, unit.since, *said)


def _parts(view: BehindView) -> list[Option]:
    """Each task with the milestones of it that are late somewhere, in the plan's order."""
    found = []
    for task in view.words.tasks:
        late = [part for part in task.parts if part.code in view.late_parts]
        if late:
            found.append(Option(task.code, f"{task.code} {task.title}"))
            found += [Option(part.code, f"– {part.code} {part.title}") for part in late if part.code != task.code]
    return found


def _unit(one: BehindLine, today: date, words: Words) -> Unit:
    track = f"/tracks/{one.unit.track}"
    return Unit(
        one.unit.name,
        track,
        one.unit.works,
        (today - one.unit.worst).days,
        tuple(
            Work(
                work.code,
                work.title,
                f"{track}/milestones/{work.code}",
                work.due,
                work.days,
                why_words(work.why, work.waits_for, words),
                work.asked,
                work.leads if work.leads != work.asked else "",
            )
            for work in one.works
        ),
        told(one.reminded, words) if one.reminded else "",
        f"/documents/{one.reminded.document}" if one.reminded else "",
        tuple(Stands(obstacle.title, f"/obstacles/{obstacle.id}", obstacle.lifter) for obstacle in one.obstacles),
    )


ROUTES = [Route("/plans/{plan}/behind", listing)]
