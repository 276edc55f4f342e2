"""How the answer of an activity leaves an update."""

from collections.abc import Awaitable
from typing import TypeVar

from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as TimedOut

R = TypeVar("R")


async def answer(work: Awaitable[R], silent: str = "database") -> R:
    """Awaits an activity; its refusal becomes the update's own answer, anything else `Unavailable`.

    `silent` is the part that does not answer when the time is over.
    """
    try:
        return await work
    except (ActivityError, ApplicationError, TimedOut) as failed:
        # A local activity's failure comes as it is, any other activity's inside an ActivityError.
        told = failed.cause if isinstance(failed, ActivityError) else failed
        if isinstance(told, ApplicationError) and told.non_retryable:
            raise told from failed
        part = silent if isinstance(told, TimedOut) else "database"
        raise ApplicationError("Unavailable", part, type="Unavailable", non_retryable=True) from failed
