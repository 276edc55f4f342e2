"""What every process that acts for people shares: its copy of the rows, and who may replace it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Generic, Protocol, TypeVar

from temporalio import workflow

from activities.documents import Of
from activities.processes import Processes
from workflows.failures import answer
from workflows.options import QUICK, STEADY


class Standing(Protocol):
    """How a thing stands after an act."""

    @property
    def begins(self) -> Of | None:
        """The version whose signing begins with the act."""
        ...


S = TypeVar("S", bound=Standing)
Hand = Callable[[Any, Any], Awaitable[S | None]]


class Process(Generic[S]):
    """One hand at a time: else what was read before an act could be heard after it, and stand for a month."""

    def __init__(self) -> None:
        self.stands: S | None = None
        self.one_at_a_time = asyncio.Lock()

    async def act(self, hand: Hand[S], act: object) -> S:
        """A person's act; what it begins to sign is started. Raises: its refusal, Unavailable."""
        async with self.one_at_a_time:
            stands: S = await answer(workflow.execute_local_activity_method(hand, act, **QUICK))  # type: ignore[arg-type]
            self.stands = stands
        await self.begin(stands)
        return stands

    async def begin(self, stands: S) -> None:
        """Starts the signing of what an act drew up."""
        if stands.begins:
            await workflow.execute_local_activity_method(Processes.sign, stands.begins, **STEADY)

    async def hear(self, hand: Hand[S], of: object) -> None:
        """How it stands by the rows; nothing when there are none."""
        async with self.one_at_a_time:
            self.stands = await workflow.execute_local_activity_method(hand, of, **STEADY)
