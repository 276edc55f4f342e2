"""What the head of a unit is told once everything is declared: what was said, what is over its day and open, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.declarations import Claim
from domain.tracks import State, Track

COMING = 5
"""Next milestones that a summary names."""


@dataclass(frozen=True)
class Summary:
    """Codes, in the plan's order where no day orders them."""

    done: tuple[str, ...]
    """Declared done."""
    doing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    undeclared: tuple[str, ...]
    overdue: tuple[str, ...]
    """Open now, past their last day; the longest first."""
    coming: tuple[str, ...]
    """Open now, by their next last day."""


def summary(track: Track, said: Mapping[str, Claim], today: date) -> Summary:
    """`said`: code → what was declared of it."""

    def claimed(claim: Claim) -> tuple[str, ...]:
        return tuple(one.code for one in track.milestones if said.get(one.code) is claim)

    dated = sorted((one.due, n, one.code) for n, one in enumerate(track.milestones) if one.state is State.OPEN and one.due)
    return Summary(
        claimed(Claim.DONE),
        claimed(Claim.DOING),
        claimed(Claim.NOT_APPLICABLE),
        tuple(one.code for one in track.milestones if one.state is State.UNDECLARED),
        tuple(code for due, _, code in dated if due < today),
        tuple(code for due, _, code in dated if due >= today)[:COMING],
    )
