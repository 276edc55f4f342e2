"""From which day on going live is evaluated: that on which its first department began."""

from datetime import date
from itertools import pairwise

from domain.errors import WrongState
from domain.going_live import Act, GoLive


def ran_from(one: GoLive) -> date | None:
    """The day on which the first department began in this turn; while none did, in the newest one that was reversed."""
    ends = [0, *(n for n, step in enumerate(one.steps, 1) if step.act is Act.REVERSED and step.department is None), len(one.steps)]
    turns = [one.steps[since:until] for since, until in pairwise(ends)]
    days = [[step.day for step in turn if step.act is Act.ALLOW and step.day] for turn in reversed(turns)]
    return next((min(begun) for begun in days if begun), None)


def evaluated_from(one: GoLive, today: date) -> date:
    """Raises: WrongState before any department has begun."""
    begun = ran_from(one)
    if begun is None or begun > today:
        raise WrongState("golive.evaluate", "not_begun")
    return begun
