"""Obstacles in lines: in the list, on a track, and on the milestones they block."""

from dataclasses import dataclass
from datetime import date

from domain.obstacles import Obstacle
from domain.outside_papers import OutsidePaper
from domain.tracks import Track
from services import obstacle_views
from services.context import Context
from web.reading import Words
from web.words import _, day


@dataclass(frozen=True)
class ObstacleLine:
    """One obstacle: what stands in the way, why, who can lift it, and how it stands."""

    address: str
    title: str
    cause: str
    lifter: str
    state: str
    """`obstacle_asked`, `obstacle_passed`, `obstacle_late`, `obstacle_answered`, `obstacle_resolved`, `obstacle_closed` or
    `obstacle_withdrawn`."""
    due: date | None
    days_late: int = 0
    milestones: tuple[str, ...] = ()
    facility: str = ""
    """In lists of many facilities."""


@dataclass(frozen=True)
class Blocks:
    """What stands in the way of a track, or of one milestone of it."""

    lines: tuple[ObstacleLine, ...] = ()
    """Open ones."""
    ended: int = 0
    ended_address: str = ""
    raise_address: str = ""
    """Where another is raised; empty for whoever does not."""


NONE = Blocks()


def obstacle_line(one: Obstacle, today: date, facility: str = "") -> ObstacleLine:
    late = one.days_late(today)
    words = (one.title, one.cause, one.lifter.name)
    return ObstacleLine(f"/obstacles/{one.id}", *words, state(one, today), one.due, late, one.milestones, facility)


def state(one: Obstacle, today: date) -> str:
    return "obstacle_late" if one.days_late(today) else f"obstacle_{one.state}"


def cited(paper: OutsidePaper, words: Words) -> str:
    """`77/TB-UBND ngày 18/11/2026 của Ủy ban nhân dân tỉnh`; empty when there is no paper."""
    if paper.empty or paper.day is None:
        return ""
    return words(_("%(number)s ngày %(day)s của %(issuer)s")) % {"number": paper.number, "day": day(paper.day), "issuer": paper.issuer}


async def blocks(context: Context, track: Track, milestone: str = "", raises: bool = True) -> Blocks:
    """Of the track, or of the milestone of this code. `raises`: whether another can be raised here."""
    found = await obstacle_views.of_track(context, track.id)
    here = [one for one in found if not milestone or milestone in one.milestones]
    address = f"/tracks/{track.id}/obstacles/new" + (f"?milestone={milestone}" if milestone else "")
    return Blocks(
        tuple(obstacle_line(one, context.today) for one in here if one.open),
        sum(not one.open for one in here),
        f"/obstacles?track={track.id}&show=ended",
        address if raises and obstacle_views.raises(context, track) else "",
    )
