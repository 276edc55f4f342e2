"""Inspection visits in lines: in the list, and on the track of the facility."""

from dataclasses import dataclass
from datetime import date

from domain.tracks import Track
from domain.visits import VisitState
from services import visit_views
from services.context import Context
from store.queries.visits import VisitLine as Line


@dataclass(frozen=True)
class VisitLine:
    """One visit: when, of what, how it stands."""

    address: str
    subject: str
    day: date
    state: str
    """`visit_planned`, `visit_overdue`, `visit_mending`, `visit_done` or `visit_called_off`."""
    undone: int = 0
    """Remedial tasks that are not accepted."""
    facility: str = ""
    """In lists of many facilities."""


@dataclass(frozen=True)
class Visits:
    """Those of a track."""

    lines: tuple[VisitLine, ...] = ()
    plan_address: str = ""
    """Where another is planned; empty for whoever does not."""


NO_VISITS = Visits()


def visit_line(one: Line, today: date, facility: str = "") -> VisitLine:
    visit = one.visit
    on = visit.minutes.held_on if visit.minutes else visit.day
    return VisitLine(
        f"/visits/{visit.id}", visit.subject, on, state(visit.state, visit.unrecorded(today), one.undone), one.undone, facility
    )


def state(of: VisitState, unrecorded: bool, undone: int) -> str:
    if of is VisitState.RECORDED:
        return "visit_mending" if undone else "visit_done"
    return "visit_overdue" if unrecorded else f"visit_{of}"


async def visits_of(context: Context, track: Track) -> Visits:
    found = await visit_views.of_track(context, track.id)
    plans = visit_views.plans_visits(context, track)
    return Visits(tuple(visit_line(one, context.today) for one in found), f"/tracks/{track.id}/visits/new" if plans else "")
