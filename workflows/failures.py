"""How the answer of an activity leaves an update."""

from collections.abc import Awaitable
from typing import TypeVar

from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as TimedOut

R = TypeVar("R")

FILES = frozenset({"OSError", "PermissionError", "FileNotFoundError", "FileExistsError", "NotADirectoryError", "IsADirectoryError"})
"""Faults of the folders and files of the process that worked, as Temporal names them: the database had nothing to do with it."""


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
        raise ApplicationError("Unavailable", _away(told, silent), type="Unavailable", non_retryable=True) from failed


def _away(told: BaseException | None, silent: str) -> str:
    if isinstance(told, TimedOut):
        return silent
    if isinstance(told, ApplicationError) and told.type == "Unavailable" and told.details:
        return str(told.details[0])
    return "worker" if isinstance(told, ApplicationError) and told.type in FILES else "database"
