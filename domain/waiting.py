"""What a part waits for in other tracks: the department's own, another unit's of the province, and the facilities'.

What the department or another unit of the province says of itself is enough for a facility to go on, as in its own track. What others say
is enough for the department once it is verified, of all whom it concerns: it verifies them itself.
"""

from collections.abc import Collection

from domain.parts import FACILITIES, After, Scope
from domain.plans import Plan


def across(plan: Plan, code: str, mine: Collection[str]) -> tuple[After, ...]:
    """What must be done first by others; `mine`: codes of the track the part stands in.

    Of facilities' parts none: what one facility has and another has not is not waited for. Nothing for what the plan has no more.
    """
    scopes = {part.code: part.scope for _, part in plan.parts()}
    afters = (one for _, part in plan.parts() if part.code == code for one in part.after)
    return tuple(one for one in afters if one.part not in mine and not _alike(scopes[code], scopes[one.part]))


def verified(plan: Plan, code: str) -> bool:
    """Whether what a part waits for elsewhere must be accepted, not only reported."""
    return all(part.scope not in FACILITIES for _, part in plan.parts() if part.code == code)


def _alike(one: Scope, other: Scope) -> bool:
    return one in FACILITIES and other in FACILITIES
