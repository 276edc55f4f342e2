"""What a person may ask about plans: open one, and the board of facilities × milestones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from activities.desk import check_above
from activities.plans import NewPlan, PlanAct, plan_key, shipped_or_entered
from domain import narrowings
from domain.boards import Figures
from domain.errors import NotFound
from domain.mergers import Authority
from domain.names import FacilityId, PlanId, TrackId, id_of, plan_workflow
from domain.narrowings import codes
from domain.people import HEALTH_DEPARTMENT, demand, may
from domain.plans import Plan
from services import access
from services.acts import body, tell
from services.boards import Reading, Row
from services.context import Context
from services.plan_editions import papers
from store.queries import facility_units, mergers, people, plans
from store.queries import plan_editions as editions
from store.queries.people import Facility
from store.queries.plan_editions import Moved
from store.queries.plans import Counted, OpenPlan, Wanted
from store.queries.waiting import elsewhere
from workflows.plans import PlanWorkflow

PAGE = 50
"""Facilities on one page of the board."""


@dataclass(frozen=True)
class PlanLine:
    """A plan as a list shows it; figures are of what the position reaches."""

    plan: OpenPlan
    words: Plan
    figures: Figures
    facilities: int
    """Those that treat patients; milestones of the department itself are in the figures."""


@dataclass(frozen=True)
class Column:
    """One milestone over all facilities the asker reaches."""

    code: str
    task: str
    title: str
    kind: str
    due: date | None
    figures: Figures
    was: date | None = None
    """Its first last day, when that was moved for everybody."""


@dataclass(frozen=True)
class Past:
    """That a board is of a day that was, and not of now."""

    on: date
    authority: str
    """The department of health that was in charge then."""
    since: date
    """The day the plan was opened: before it there is nothing."""


@dataclass(frozen=True)
class Board:
    """A page of the board."""

    plan: OpenPlan
    words: Plan
    columns: list[Column]
    rows: list[Row]
    total: int
    """Facilities the position reaches."""
    total_late: int
    """Those with something late."""
    listed: int
    """Those on this board's pages, as it was asked for."""
    following: TrackId | None
    """What to ask the next page after."""
    units: list[tuple[str, int]]
    """The administrative units its facilities lie in today, each with how many."""
    authorities: list[Authority] = field(default_factory=list)
    """Departments that were in charge of the plan before."""
    past: Past | None = None
    """Of a board as it stood on a day."""


async def may_open(context: Context) -> bool:
    """Whether the acting position opens plans: an officer's, held at a department of health."""
    if not may(context.position.role, "plan.open"):
        return False
    async with context.house.sessions() as session:
        return (await people.facility(session, context.position.facility)).kind == HEALTH_DEPARTMENT


@dataclass(frozen=True)
class Known:
    """A plan that may be opened, by the edition that stands now."""

    edition: UUID
    words: Plan


async def known(context: Context) -> list[Known]:
    """Plans, shipped or entered, that this department has not opened. Raises: NotAllowed."""
    demand(context.position, "plan.open", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.open")
        opened = {one.code for one in await plans.listing(session, context.position)}
        found = [one.code for one in await papers(session, context) if one.code not in opened]
        book, department = context.house.policies, context.position.facility
        return [Known(*await shipped_or_entered(session, book, department, code)) for code in found]


async def facilities(context: Context) -> list[Facility]:
    """The department itself, then every facility below it. Raises: NotAllowed."""
    demand(context.position, "plan.open", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.open")
        return await plans.facilities(session, context.position.facility)


async def open_plan(
    context: Context, code: str, named: tuple[FacilityId, ...] = (), opened_on: date | None = None, seen: UUID | None = None
) -> PlanId:
    """Opens a plan for the facilities named, or for all; a department opens a plan once. `seen`: the edition that was looked at.

    Raises: NotFound, NotAllowed, OutOfReach, Malformed, WrongState (also when another edition stands than was looked at), RequestTaken,
    RequestReused, Unavailable.
    """
    demand(context.position, "plan.open", "*", context.today)
    async with context.house.sessions() as session:
        await check_above(session, context.position, "plan.open")
        await shipped_or_entered(session, context.house.policies, context.position.facility, code)
    which = PlanId(id_of("plan", context.position.facility, code))
    act = PlanAct(context.actor, which, await body(context, plan_key(which), NewPlan(code, named, opened_on, seen)))
    await tell(context, PlanWorkflow.run, plan_workflow(which), which, PlanWorkflow.open, act, opens=True)
    return which


async def listing(context: Context) -> list[PlanLine]:
    """Plans with a track the position reaches, newest first. Raises: NotAllowed."""
    demand(context.position, "plan.read", "*", context.today)
    position = context.position
    async with context.house.sessions() as session:
        return [
            PlanLine(
                one,
                await editions.words(session, context.house.policies, one),
                await plans.figures(session, one, position, context.today),
                await plans.count_facilities(session, one.id, position),
            )
            for one in await plans.listing(session, position)
        ]


async def facility_of(context: Context, which: TrackId) -> str:
    """Name of the facility whose track this is. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        return (await people.facility(session, track.facility)).name


def in_order(words: Plan, counted: list[Counted], moves: Sequence[Moved] = ()) -> list[Column]:
    """The columns as the plan has its parts: a track of one kind of facility lacks some, so its own numbers do not tell."""
    found = {one.code: one for one in counted}
    first = {one.move.code: one.move.before for one in reversed(moves)}
    return [
        Column(part.code, task.code, part.title, part.kind, found[part.code].due, found[part.code].figures, first.get(part.code))
        for task, part in words.parts()
        if part.code in found
    ]


@dataclass(frozen=True)
class Asked:
    """What a board is asked for."""

    late: bool = False
    """Only facilities with something late,"""
    code: str = ""
    """in this milestone."""
    part: str = ""
    """Only those to which this task or milestone belongs."""
    kind: str = ""
    unit: str = ""
    """Only those in this administrative unit, as it is today."""

    def wanted(self, today: date) -> Wanted:
        return Wanted(today if self.late else None, self.code, self.part, self.kind, self.unit, today)


async def board(context: Context, which: PlanId, after: TrackId | None = None, asked: Asked = Asked()) -> Board:
    """Facilities by name, 50 a page.

    Raises: NotFound (also for a plan out of reach), NotAllowed, Malformed for a filter that names nothing.
    """
    demand(context.position, "plan.read", "*", context.today)
    position, today = context.position, context.today
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        total = await plans.count_tracks(session, which, position)
        if not total:
            raise NotFound("plan", which)
        words = await editions.words(session, context.house.policies, plan)
        units = await facility_units.names(session, plan.department, today)
        narrowings.check(asked.kind, asked.unit, (("late", asked.code), ("part", asked.part)), [name for name, _ in units], codes(words))
        wanted = asked.wanted(today)
        lines = await plans.board(session, which, position, after, wanted, PAGE + 1)
        shown = lines[:PAGE]
        usual = await plans.usual(session, which, today)
        others = await elsewhere(session, context.house.policies, plan)
        rows = await context.house.boards.rows(session, shown, Reading(usual, words.effective_from, today, others))
        return Board(
            plan,
            words,
            in_order(words, await plans.columns(session, plan, position, today), await editions.all_moves(session, which)),
            rows,
            total,
            await plans.count_tracks(session, which, position, Wanted(late_on=today)),
            total if asked == Asked() else await plans.count_tracks(session, which, position, wanted),
            shown[-1].track if len(lines) > PAGE else None,
            units,
            await mergers.authorities(session, which),
        )
