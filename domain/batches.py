"""A reviewed set signed by one PIN: what became of each document, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.names import BatchId, DocumentId, FacilityId, PersonId, PositionId, RequestId, Sha256

CHUNK = 25
"""Documents that one attempt of the signer takes up."""


class LineState(StrEnum):
    """What became of one document of a batch."""

    WAITING = "waiting"
    SIGNED = "signed"
    HANDED_BACK = "handed_back"
    """Not signed, with its reason; its task stands in the inbox as before, unless it was somebody else's turn."""


@dataclass(frozen=True)
class Line:
    """One document version as the person reviewed it."""

    number: int
    document: DocumentId
    version: int
    content: Sha256
    capacity: FacilityId | None
    """The organisation whose key is used; None for the person's own."""
    state: LineState = LineState.WAITING
    refusal: str = ""
    """Name of the refusal in `domain/errors.py`."""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """A set on its way."""

    id: BatchId
    person: PersonId
    position: PositionId
    request: RequestId
    begun_at: datetime
    ended_at: datetime | None
    lines: tuple[Line, ...]

    def count(self, state: LineState) -> int:
        return sum(line.state is state for line in self.lines)

    def request_of(self, line: Line) -> RequestId:
        """Each document's own act: the same as when the page signs the set by itself."""
        return request_of(self.request, line.document, line.version)


def request_of(request: RequestId, document: DocumentId, version: int) -> RequestId:
    return RequestId(f"{request}/{document}/{version}")


def twice(lines: Sequence[tuple[DocumentId, int]]) -> bool:
    """Whether a document stands in the set twice."""
    return len({document for document, _ in lines}) < len(lines)
