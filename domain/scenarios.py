"""How the units of a rehearsal go about a plan: who they are, and what goes otherwise than on time."""

from dataclasses import dataclass
from datetime import date

from domain.plans import FacilityKind, Milestone


@dataclass(frozen=True)
class Player:
    """A unit of the rehearsal."""

    code: str
    """Short name; of an authority the code it has in the plan."""
    name: str
    """What people read."""
    kind: FacilityKind
    """What it is."""
    published: bool = False
    """Whether it has published its electronic records already."""


@dataclass(frozen=True)
class Delay:
    """What goes otherwise than on time."""

    why: str
    """The cause, in words."""
    days: int | None = None
    """Days later than planned; null when it is never reported."""
    facilities: tuple[str, ...] = ()
    """Codes of units; none means all."""
    milestones: tuple[str, ...] = ()
    """Codes of milestones or of tasks, or kinds; none means all."""

    def of(self, player: Player) -> bool:
        """Whether it is about this unit."""
        return not self.facilities or player.code in self.facilities

    def hits(self, milestone: Milestone) -> bool:
        """Whether it is about this milestone."""
        return not self.milestones or bool({milestone.code, milestone.task, str(milestone.kind)} & set(self.milestones))


@dataclass(frozen=True)
class Scenario:
    """How the units of a rehearsal go about the plan."""

    title: str
    """What people read."""
    players: tuple[Player, ...]
    """Its units."""
    begins: date | None = None
    """The day the plan is opened; null for the day it was issued, or else its first day."""
    ends: date | None = None
    """The last day played; null for a month after the plan's last, or later, once all that is ever done is accepted."""
    reports_before: int = 0
    """Days before its last day on which a milestone is reported."""
    accepts_after: int = 3
    """Days after a report on which it is verified."""
    delays: tuple[Delay, ...] = ()
    """What goes otherwise."""
