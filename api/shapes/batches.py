"""Shapes of sets signed by one PIN."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.problems import problem
from api.shapes.shape import Act, Answer, Secret
from api.shapes.signatures import Chosen, Warned
from domain.batches import Batch, Line, LineState
from domain.errors import Refusal


class SignBatch(Act):
    """Signs a reviewed set with one PIN; nothing waits for the end."""

    pin: Secret
    warned: Warned = False
    set: Annotated[list[Chosen], Field(min_length=1, max_length=1000)]


class BatchLineAnswer(Answer):
    """What became of one document."""

    document: UUID
    version: int
    state: LineState
    problem: dict[str, object] | None

    @classmethod
    def of(cls, line: Line, refusal: Refusal | None) -> Self:
        told = problem(refusal) if refusal else None
        return cls(document=line.document, version=line.version, state=line.state, problem=told)


class BatchAnswer(Answer):
    """A set on its way; `ended_at` is null while it goes on."""

    id: UUID
    begun_at: datetime
    ended_at: datetime | None
    signed: int
    handed_back: int
    waiting: int
    lines: list[BatchLineAnswer]

    @classmethod
    def of(cls, batch: Batch, why: Callable[[Line], Refusal | None]) -> Self:
        return cls(
            id=batch.id,
            begun_at=batch.begun_at,
            ended_at=batch.ended_at,
            signed=batch.count(LineState.SIGNED),
            handed_back=batch.count(LineState.HANDED_BACK),
            waiting=batch.count(LineState.WAITING),
            lines=[BatchLineAnswer.of(line, why(line)) for line in batch.lines],
        )
