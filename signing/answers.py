"""What authorities said of certificates, kept for others who ask: one answer for each thing asked about and each address."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cryptography import x509

Link = tuple[x509.Certificate, x509.Certificate]
"""A certificate and the one that issued it."""


@dataclass(frozen=True)
class Place:
    """Where to ask, and about what."""

    about: str
    """SHA-256 of the certificate (OCSP), or of the authority whose list it is."""
    address: str
    is_list: bool


@dataclass(frozen=True)
class Answer:
    """An OCSP answer or a list, checked before it is kept."""

    der: bytes = field(repr=False)
    at: datetime
    """As of when the authority says it (thisUpdate)."""
    until: datetime
    """When the authority says more (nextUpdate)."""
    revoked: int
    """How many certificates it calls revoked: of two of one moment the one that knows more is the newer."""
    asked_at: datetime
    """When the question was sent."""

    def replaces(self, other: "Answer") -> bool:
        """A revocation learnt is not unlearnt by an answer that was made earlier and comes later."""
        return (self.at, self.revoked) >= (other.at, other.revoked)


@dataclass(frozen=True)
class Known:
    """What is kept of one place."""

    answer: Answer | None = None
    missed_at: datetime | None = None
    """When it was last asked in vain, if that was after the answer."""


class Answers(Protocol):
    """Keeps answers, and who did not answer."""

    async def find(self, place: Place, known: Answer | None = None) -> Known:
        """What is kept; the bytes of an answer that is `known` need not travel again."""
        ...

    async def keep(self, place: Place, link: Link, answer: Answer) -> Answer:
        """Keeps an answer unless a newer one is kept; the one kept now."""
        ...

    async def missed(self, place: Place, link: Link, at: datetime) -> None:
        """Nothing that counts came from there."""
        ...


class Memory:
    """Answers of one process."""

    def __init__(self) -> None:
        self._kept: dict[Place, Known] = {}

    async def find(self, place: Place, known: Answer | None = None) -> Known:
        return self._kept.get(place, Known())

    async def keep(self, place: Place, link: Link, answer: Answer) -> Answer:
        now_kept = newest(self._kept.get(place, Known()).answer, answer)
        self._kept[place] = Known(now_kept)
        return now_kept

    async def missed(self, place: Place, link: Link, at: datetime) -> None:
        self._kept[place] = Known(self._kept.get(place, Known()).answer, at)


def newest(kept: Answer | None, answer: Answer) -> Answer:
    """What is kept after one more answer: an older one only says that the newer was asked for again."""
    if kept is None or answer.replaces(kept):
        return answer
    return Answer(kept.der, kept.at, kept.until, kept.revoked, max(kept.asked_at, answer.asked_at))
