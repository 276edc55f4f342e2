"""A plan's board as it stood on a day: from the past that every milestone keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain import narrowings
from domain.clock import day
from domain.errors import NotFound
from domain.names import PlanId, TrackId
from domain.narrowings import codes
from domain.people import demand
from domain.plans import Plan
from domain.standings import OF_UNIT, Shown, Standing, Unit, check_day, figures, is_one
from domain.tracks import Progress
from services.boards import Reading, row_of
from services.context import Context
from services.plans import PAGE, Board, Column, Past
from store.queries import facility_units, plans
from store.queries import plan_editions as editions
from store.queries import standings as queries
from store.queries.plans import BoardLine


@dataclass(frozen=True)
class Then:
    """Which day's board, and which units of it."""

    on: date
    shown: Shown = Shown.ALL
    part: str = ""
    """Code of a task or milestone."""
    only: TrackId | None = None
    """Track of one unit."""
    kind: str = ""
    """Only facilities of this kind,"""
    unit: str = ""
    """and in this administrative unit, as it was on that day."""
    after: TrackId | None = None
    """The last unit of the page before."""


async def board(context: Context, which: PlanId, asked: Then) -> Board:
    """Units by name, 50 a page, as they stood when the day was over; of today, as they stand now.

    Raises: NotFound (also for a plan out of reach), NotAllowed, Malformed for a day that has not come, or a filter that names nothing.
    """
    demand(context.position, "plan.read", "*", context.today)
    check_day(asked.on, context.today)
    async with context.house.sessions() as session:
        plan = await plans.plan(session, which)
        if not await plans.count_tracks(session, which, context.position):
            raise NotFound("plan", which)
        words = await editions.words(session, context.house.policies, plan)
        whole = (await queries.standing(session, plan, asked.on)).waiting(words)
        authority = await queries.authority(session, plan, asked.on)
        lying = await facility_units.facilities(session, asked.unit, asked.on) if asked.unit else None
        units = await facility_units.names(session, plan.department, asked.on)
    known = codes(words) | {code for one in whole.said.values() for code in (one.code, one.task)}
    narrowings.check(asked.kind, asked.unit, (("part", asked.part),), [name for name, _ in units], known)
    found = whole.reached_by(context.position)
    fits = found.fitting(asked.shown, asked.part, asked.only)
    fitting = [one for one in fits if asked.kind in ("", one.kind) and (lying is None or one.facility in lying)]
    begin = next((n for n, one in enumerate(fitting, 1) if one.track.id == asked.after), 0)
    page = fitting[begin : begin + PAGE]
    reading = Reading(whole.habit, words.effective_from, asked.on)
    return Board(
        plan,
        words,
        _columns(words, found, fitting, asked),
        [row_of(BoardLine(one.track.id, one.facility, one.name, one.kind, 0), one.track, reading) for one in page],
        len(found.units),
        len(found.fitting(Shown.LATE)),
        len(fitting),
        page[-1].track.id if len(fitting) > begin + PAGE else None,
        units,
        past=Past(asked.on, authority, day(plan.opened_at)),
    )


def _columns(words: Plan, found: Standing, units: Iterable[Unit], asked: Then) -> list[Column]:
    """What is counted in all units; of a board narrowed to one unit or to some state, those columns that have it, counted in its units.

    In the order of the plan as it is now; what it has no more comes last.
    """
    narrowed = asked.only is not None or asked.shown not in (Shown.ALL, Shown.LATE)
    by_code: dict[str, list[Progress]] = {}
    for unit in units if narrowed else found.units:
        for one in unit.track.milestones:
            by_code.setdefault(one.code, []).append(one)
    if asked.shown not in OF_UNIT:
        by_code = {code: of for code, of in by_code.items() if any(is_one(one, asked.shown, found.on) for one in of)}
    return [_column(found, code, of) for code, of in _in_order(words, by_code)]


def _in_order(words: Plan, by_code: Mapping[str, list[Progress]]) -> list[tuple[str, list[Progress]]]:
    order = {part.code: n for n, (_, part) in enumerate(words.parts())}
    return sorted(by_code.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))


def _column(found: Standing, code: str, of: list[Progress]) -> Column:
    said = found.said[code]
    due = min((one.due for one in of if one.due), default=None)
    return Column(code, said.task, said.title, said.kind, due, figures(of, found.on))
