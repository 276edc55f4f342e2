"""Who is behind in a plan, on what and why: units by the days of their latest milestone, and whom the plan asks."""

from dataclasses import dataclass
from datetime import date

from domain.boards import cell
from domain.names import FacilityId, TrackId
from domain.plans import Plan
from domain.standings import Shown, is_one
from domain.tracks import Track


@dataclass(frozen=True)
class BehindWork:
    """A milestone of a unit over its last day."""

    code: str
    title: str
    due: date | None
    days: int
    why: str
    """As `domain.boards.Cell.why`."""
    waits_for: tuple[str, ...]
    asked: str
    """Who is to do it, as the plan names them; empty where the unit itself is meant or nobody is named."""
    leads: str
    """Who leads it, as the plan names them."""


@dataclass(frozen=True)
class Silent:
    """A unit that has not declared what was due: of it nobody knows whether it is late."""

    track: TrackId
    facility: FacilityId
    name: str
    codes: tuple[str, ...]
    """In the plan's order."""
    since: date
    """The earliest of their last days."""


def late_work(track: Track, words: Plan, today: date, part: str = "") -> tuple[BehindWork, ...]:
    """Most days late first; of the task or milestone `part` alone when it is named."""
    said = {found.code: (task, found) for task, found in words.parts()}
    found = []
    for one in track.milestones:
        task, of = said.get(one.code, (None, None))
        if not is_one(one, Shown.LATE, today) or part not in ("", one.code, task.code if task else ""):
            continue
        shown = cell(track, one, today)
        asked = leads = ""
        if task and of:
            doer, lead = words.doer(task, of), of.lead or task.lead
            asked = words.unit(doer).name if doer else ""
            leads = "; ".join(words.unit(code).name for code in lead.units) if lead else ""
        title = of.title if of else ""
        found.append(BehindWork(one.code, title, one.due, shown.days_late, shown.why, shown.waits_for, asked, leads))
    return tuple(sorted(found, key=lambda one: (-one.days, one.code)))
