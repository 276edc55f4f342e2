"""Until when the record of an ended episode is to be complete, and who is told when it is not (law.md §3: a facility's setting)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.steps import Rung


@dataclass(frozen=True)
class CompletionTerm:
    """Of one kind of record. Nothing is ever closed or approved by it."""

    within_hours: int
    """Hours after the episode ended within which the record is to be complete; later it is shown as late."""
    remind_before_hours: int = 0
    """Hours before the end of the term at which the treating doctor is reminded; 0 for no reminder before it."""
    again_hours: int = 24
    """Hours between reminders of a record that is late."""
    ladder: tuple[Rung, ...] = ()
    """Who else is told, by hours since the term ended."""

    def due(self, ended: datetime) -> datetime:
        """When the record is to be complete."""
        return ended + timedelta(hours=self.within_hours)

    def next(self, due: datetime, after: datetime | None = None) -> datetime:
        """The first moment after `after`, or of all, at which somebody is to be told."""
        return min(at for at in self._moments(due, after) if after is None or at > after)

    def rungs(self, due: datetime, at: datetime) -> tuple[Rung, ...]:
        """The rungs that are reached."""
        return tuple(rung for rung in self.ladder if due + timedelta(hours=rung.after_hours) <= at)

    def _moments(self, due: datetime, after: datetime | None) -> Iterator[datetime]:
        if self.remind_before_hours:
            yield due - timedelta(hours=self.remind_before_hours)
        yield due
        yield from (due + timedelta(hours=rung.after_hours) for rung in self.ladder)
        again = timedelta(hours=self.again_hours)
        yield due + again * ((max(after, due) - due) // again + 1 if after else 1)
