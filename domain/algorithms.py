"""Digest algorithms that the archive's evidence rests on, and from which day one of them is held to be weak."""

from dataclasses import dataclass
from datetime import date

from domain.basis import Certainty

KEPT = ("sha256", "sha512")
"""Digests of every archived document that the house keeps or can make again."""


@dataclass(frozen=True)
class Weakness:
    """From a day on an algorithm proves nothing new."""

    algorithm: str
    """Name of the algorithm, e.g. `sha1`."""
    weak_from: date
    """First day on which it is no longer relied on; what rests on it is renewed before."""
    basis: str
    """Who says so, where."""
    certainty: Certainty
    """How sure we are; a forecast is `?`."""


@dataclass(frozen=True)
class AlgorithmTable:
    """One edition of what is held of digest algorithms; whatever rests on a weak one is renewed by a new hash tree."""

    edition: str
    """Short name of the edition."""
    basis: str
    """What the table rests on."""
    certainty: Certainty
    """How sure we are of it."""
    effective_from: date
    """First day of the edition."""
    preferred: tuple[str, ...]
    """Digest algorithms of new hash trees, first choice first: `sha256`, `sha512`."""
    weak: tuple[Weakness, ...] = ()
    """Algorithms with the day from which they are weak."""
    effective_until: date | None = None
    """Last day of the edition; null while it lasts."""

    def weak_from(self, algorithm: str) -> date | None:
        """None while nobody doubts it."""
        return next((one.weak_from for one in self.weak if one.algorithm == algorithm), None)

    def lasting(self, until: date) -> str | None:
        """The first choice that is not weak on the day; None when there is none."""
        return next((one for one in self.preferred if (self.weak_from(one) or date.max) > until), None)
