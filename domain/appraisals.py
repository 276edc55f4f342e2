"""Criteria, votes and the verdict of a council on readiness (or on a proposal to buy)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from domain.basis import Certainty
from domain.errors import Incomplete
from domain.names import PersonId, Sha256


class Weight(StrEnum):
    """What missing a criterion means."""

    MUST = "must"
    """Not met → the verdict is not met (TT 54/2017 Đ4 k3: one criterion missing, the level is missing)."""
    SHOULD = "should"
    """Not met → named in the minutes, the verdict stands."""


@dataclass(frozen=True)
class Criterion:
    """One line of the council's list."""

    code: str
    """Short name, e.g. `TC01`."""
    title: str
    """What must be so, one sentence in Vietnamese."""
    show: str
    """What to show the council: the evidence."""
    basis: str
    """Number and article it rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    weight: Weight = Weight.MUST
    """`must` or `should`."""


@dataclass(frozen=True)
class CriteriaEdition:
    """One edition of a council's list, and how the council decides."""

    council: str
    """Which council: `readiness` (hội đồng chuyên môn) or `purchase` (the province's IT council)."""
    edition: str
    """Short name of the edition, kept with each appraisal."""
    title: str
    """What people read."""
    basis: str
    """Number and article of what the list rests on."""
    certainty: Certainty
    """How sure we are of the basis as a whole."""
    effective_from: date
    """First day on which an appraisal may be opened by this edition."""
    seats: int
    """Members of the council, chair and secretary included."""
    quorum: int
    """Members who must have voted on every criterion."""
    criteria: tuple[Criterion, ...]
    """The list, in the order the council works through it."""
    effective_until: date | None = None
    """Last day on which an appraisal may be opened by this edition; null while it lasts."""


@dataclass(frozen=True)
class Vote:
    """What one member found on one criterion, on the evidence this member saw."""

    person: PersonId
    criterion: str
    met: bool
    evidence: Sha256
    """SHA-256 of the criterion's evidence file as it was read."""
    note: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the council found, bound to the evidence it found it on."""

    met: bool
    missing: tuple[str, ...]
    """Codes of the must-criteria not met, in the list's order."""
    advised: tuple[str, ...]
    """Codes of the should-criteria not met."""
    evidence: Sha256
    """`evidence_hash` of everything that was judged."""
    edition: str

    def stale(self, evidence: Mapping[str, Sha256]) -> bool:
        """Whether the evidence is no longer what was judged."""
        return evidence_hash(evidence) != self.evidence


def evidence_hash(evidence: Mapping[str, Sha256]) -> Sha256:
    """SHA-256 over `code hash` lines in the order of the codes: one name for the whole set."""
    lines = "".join(f"{code} {evidence[code]}\n" for code in sorted(evidence))
    return Sha256(sha256(lines.encode()).hexdigest())


def valid_votes(votes: Iterable[Vote], evidence: Mapping[str, Sha256]) -> tuple[Vote, ...]:
    """The last vote of each member on each criterion, as far as it was cast on the evidence as it is now."""
    last = {(vote.person, vote.criterion): vote for vote in votes}
    return tuple(vote for vote in last.values() if evidence.get(vote.criterion) == vote.evidence)


def voted(votes: Iterable[Vote], edition: CriteriaEdition, evidence: Mapping[str, Sha256]) -> frozenset[PersonId]:
    """The members who have voted on every criterion that has evidence."""
    asked = {criterion.code for criterion in edition.criteria if criterion.code in evidence}
    cast: dict[PersonId, set[str]] = {}
    for vote in valid_votes(votes, evidence):
        cast.setdefault(vote.person, set()).add(vote.criterion)
    return frozenset(person for person, codes in cast.items() if asked <= codes)


def quorum_met(votes: Iterable[Vote], edition: CriteriaEdition, evidence: Mapping[str, Sha256]) -> bool:
    """Whether enough members have voted on everything; no evidence at all is no quorum."""
    return len(voted(votes, edition, evidence)) >= edition.quorum


def verdict(votes: Iterable[Vote], edition: CriteriaEdition, evidence: Mapping[str, Sha256]) -> Verdict:
    """The council's verdict: a criterion is met when more than half of the members who voted on everything say so.

    `evidence` is criterion code → SHA-256 of its file; a criterion without evidence is not met. Raises: Incomplete without a quorum.
    """
    votes = tuple(votes)
    members = voted(votes, edition, evidence)
    if len(members) < edition.quorum:
        raise Incomplete(f"quorum {len(members)}/{edition.quorum}")
    counted = [vote for vote in valid_votes(votes, evidence) if vote.person in members]
    lacking = tuple(c for c in edition.criteria if not _met(c.code, counted, len(members)))
    missing = tuple(c.code for c in lacking if c.weight is Weight.MUST)
    advised = tuple(c.code for c in lacking if c.weight is Weight.SHOULD)
    return Verdict(not missing, missing, advised, evidence_hash(evidence), edition.edition)


def _met(code: str, votes: Iterable[Vote], members: int) -> bool:
    return sum(vote.met for vote in votes if vote.criterion == code) * 2 > members
