"""What a part waits for in other tracks: the department's own, another unit's of the province, and the facilities'.

What the department or another unit of the province says of itself is enough for a facility to go on, as in its own track. What others say
is enough for the department once it is verified, of all whom it concerns: it verifies them itself. Where the source itself says so nothing
goes on before; where it is our reading of the source people are told, and what was done all the same is reported.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from domain.basis import Certainty
from domain.parts import FACILITIES, After, Part
from domain.plans import Plan


@dataclass(frozen=True)
class Count:
    """How far a milestone is in all running tracks of a plan; those whom it does not concern are not counted."""

    units: int = 0
    reported: int = 0
    """Reported or accepted."""
    accepted: int = 0
    due: date | None = None
    """The last of the last days of those that are open."""


@dataclass(frozen=True)
class Held:
    """What a milestone waits for in other tracks."""

    of: str
    """Code of the milestone that waits."""
    code: str
    title: str
    by: str
    """Name of the unit that does it, as the plan has it; empty for facilities, or when nobody is named."""
    facilities: bool
    """It stands in the facilities' tracks."""
    done: int
    """Units that are through,"""
    units: int
    """of so many that have it."""
    due: date | None
    """The last of the last days of those that are not."""
    binds: bool
    """The source says so in words: before it nothing is drawn up, reported or verified."""

    @property
    def told(self) -> str:
        """For a refusal."""
        return f"{self.code} {self.title} ({f'{self.done}/{self.units}' if self.facilities else self.by or 'Sở Y tế'})"


def crossing(plan: Plan) -> dict[str, tuple[After, ...]]:
    """Part → what comes before it and may stand in another track. Of facilities' parts one does not wait for another facility's."""
    parts = {part.code: part for _, part in plan.parts()}
    found = {code: tuple(one for one in part.after if not _alike(part, parts[one.part])) for code, part in parts.items()}
    return {code: afters for code, afters in found.items() if afters}


def across(plan: Plan, code: str, mine: Collection[str]) -> tuple[After, ...]:
    """What must be done first by others; `mine`: codes of the track the part stands in."""
    return tuple(one for one in crossing(plan).get(code, ()) if one.part not in mine)


def verified(part: Part) -> bool:
    """Whether what it waits for elsewhere must be accepted, not only reported."""
    return part.scope not in FACILITIES


def held(plan: Plan, counts: Mapping[str, Count]) -> tuple[Held, ...]:
    """What is not through yet; of what no running track has nothing is waited for."""
    parts = {part.code: (task, part) for task, part in plan.parts()}
    found = []
    for code, afters in crossing(plan).items():
        for after in afters:
            (task, first), count = parts[after.part], counts.get(after.part, Count())
            done = count.accepted if verified(parts[code][1]) else count.reported
            doer = "" if first.scope in FACILITIES else plan.doer(task, first)
            by, binds = plan.unit(doer).name if doer else "", after.certainty is Certainty.READ
            if done < count.units:
                found.append(Held(code, first.code, first.title, by, first.scope in FACILITIES, done, count.units, count.due, binds))
    return tuple(found)


def _alike(one: Part, other: Part) -> bool:
    return one.scope in FACILITIES and other.scope in FACILITIES
