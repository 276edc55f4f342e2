"""Criteria, votes and the verdict of a council: on readiness, on the level of a system, or on a proposal to buy."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from domain.basis import Certainty
from domain.errors import Incomplete
from domain.facts import Check
from domain.faults import both
from domain.names import PersonId, Sha256
from domain.seats import Field


class Weight(StrEnum):
    """What missing a criterion means."""

    MUST = "must"
    """Not met → the verdict is not met (TT 54/2017 Đ4 k3: one criterion missing, the level is missing)."""
    SHOULD = "should"
    """Not met → named in the minutes, the verdict stands."""


class Finding(StrEnum):
    """What a member, and then the council, finds on a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


PASSES = frozenset({Finding.MET, Finding.NOT_APPLICABLE})
"""What is not applicable stands in nobody's way."""


class Ground(StrEnum):
    """Who sets the council up and acts on its verdict."""

    FACILITY = "facility"
    PROVINCE = "province"


class Again(StrEnum):
    """Which criteria a further round votes on."""

    CHANGED = "changed"
    """Those not met, and those whose evidence is no longer what was judged; the others keep what was found."""
    ALL = "all"


@dataclass(frozen=True)
class Grade:
    """A level that a system may reach; `basic` before `advanced`."""

    code: str
    """Short name."""
    title: str
    """As plans and papers word it, e.g. `nâng cao`."""


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
    grade: str = ""
    """Code of the level it belongs to; empty where the edition has no levels."""
    check: Check | None = None
    """What hsba itself looks at in its own rows and shows with its numbers; it may be linked as evidence. Null for none.

    A regulation that it names (`subject`) is also what files rest on that are brought for the criterion while it is in force.
    """


@dataclass(frozen=True)
class CriteriaEdition:
    """One edition of a council's list, and how the council decides."""

    council: str
    """Which council: `readiness`, `lis`, `ris-pacs` (the professional council) or `purchase` (the province's IT council)."""
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
    """Fewest members of the council, chair and secretary included."""
    quorum: int
    """Fewest members who vote on each criterion; never less than more than half of the council as it is called."""
    criteria: tuple[Criterion, ...]
    """The list, in the order the council works through it."""
    effective_until: date | None = None
    """Last day on which an appraisal may be opened by this edition; null while it lasts."""
    name: str = "Hội đồng thẩm định"
    """Name of the council, as its papers print it."""
    subject: str = "điều kiện sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy"
    """What it appraises, as its papers print it."""
    seats_most: int = 0
    """Most members; 0 for exactly `seats`."""
    needs: Mapping[Field, int] = field(default_factory=dict)
    """How many members of which kind at least: `it`, `clinical`, `outside`."""
    ground: Ground = Ground.FACILITY
    """Whether the facility or the department of health sets the council up, and signs the decision on its verdict."""
    binding: bool = True
    """Whether the verdict binds, or advises whoever decides; the papers say so."""
    secret: bool = False
    """Whether votes stay secret for good: only their counts are shown, and no dissent is named."""
    again: Again = Again.CHANGED
    """Which criteria a further round votes on: `changed` or `all`."""
    decided: bool = False
    """Whether a signed decision on the verdict follows the minutes, and not they but it reports the milestone."""
    reports: bool = True
    """Whether a met verdict reports the milestone; that on a proposal to buy does not: the purchase is still to come."""
    series: str = ""
    """Of its decisions, when it is another than that of their forms: `QĐ-SYT` where the department of health decides."""
    system: str = ""
    """The system whose level it appraises, as plans name it: `LIS`, `RIS-PACS`; empty for none."""
    grades: tuple[Grade, ...] = ()
    """The levels, lowest first."""

    def fewest(self, members: int) -> int:
        """Votes that each criterion needs in a council of so many."""
        return max(self.quorum, members // 2 + 1)


@dataclass(frozen=True)
class Vote:
    """What one member found on one criterion, on the evidence this member saw."""

    person: PersonId
    criterion: str
    finding: Finding
    evidence: Sha256
    """`evidence_of` the criterion's files as they were read."""
    note: str = ""


@dataclass(frozen=True)
class Round:
    """What a sitting judges: in a further round some criteria are carried over from the one before."""

    asked: Collection[str]
    """Codes of the criteria that are voted on."""
    quorum: int
    carried: Mapping[str, Finding] = field(default_factory=dict)
    """Code → what an earlier round found, for the others."""
    demanded: str = ""
    """Code of the level that is demanded; empty where there are none, and then every must counts."""


@dataclass(frozen=True)
class Tally:
    """How a criterion was voted on."""

    met: int
    not_met: int
    not_applicable: int
    aside: tuple[PersonId, ...] = ()
    """Members who have no word on it."""


@dataclass(frozen=True)
class Verdict:
    """What the council found, bound to the evidence it found it on."""

    met: bool
    missing: tuple[str, ...]
    """Codes of the must-criteria not met, in the list's order; of a level, those up to the demanded one."""
    advised: tuple[str, ...]
    """Codes of the other criteria not met."""
    evidence: Sha256
    """`evidence_hash` of everything that was judged."""
    edition: str
    findings: Mapping[str, Finding] = field(default_factory=dict)
    grade: str = ""
    """Code of the level reached; empty for none."""

    def stale(self, evidence: Mapping[str, Sha256]) -> bool:
        """Whether the evidence is no longer what was judged."""
        return evidence_hash(evidence) != self.evidence


def evidence_of(files: Iterable[Sha256]) -> Sha256:
    """One name for what is shown for a criterion: the file's own hash, or SHA-256 over the hashes of several, sorted."""
    hashes = sorted(set(files))
    if len(hashes) == 1:
        return hashes[0]
    return Sha256(sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest())


def evidence_hash(evidence: Mapping[str, Sha256]) -> Sha256:
    """SHA-256 over `code hash` lines in the order of the codes: one name for the whole set."""
    lines = "".join(f"{code} {evidence[code]}\n" for code in sorted(evidence))
    return Sha256(sha256(lines.encode()).hexdigest())


def valid_votes(votes: Iterable[Vote], evidence: Mapping[str, Sha256]) -> tuple[Vote, ...]:
    """The last vote of each member on each criterion, as far as it was cast on the evidence as it is now."""
    last = {(vote.person, vote.criterion): vote for vote in votes}
    return tuple(vote for vote in last.values() if evidence.get(vote.criterion) == vote.evidence)


def short(votes: Iterable[Vote], evidence: Mapping[str, Sha256], sitting: Round) -> tuple[str, ...]:
    """Criteria that have evidence and are asked, with fewer valid votes than the council needs."""
    cast = [vote.criterion for vote in valid_votes(votes, evidence)]
    return tuple(code for code in sitting.asked if code in evidence and cast.count(code) < sitting.quorum)


def verdict(votes: Iterable[Vote], edition: CriteriaEdition, evidence: Mapping[str, Sha256], sitting: Round) -> Verdict:
    """The council's verdict; `evidence` is criterion code → `evidence_of` its files.

    A criterion is met when more than half of those who voted on it, and did not find it not applicable, say so; without evidence it is not
    met. Missing one criterion of a level gives the next lower level (TT 54/2017 Đ4 k3). Raises: Incomplete where a criterion has no quorum.
    """
    votes = tuple(votes)
    if lacking := short(votes, evidence, sitting):
        vi = f"chưa đủ {sitting.quorum} phiếu ở tiêu chí {', '.join(lacking)}"
        raise Incomplete(both(vi, f"fewer than {sitting.quorum} votes on {', '.join(lacking)}"))
    if not any(code in evidence for code in (*sitting.asked, *sitting.carried)):
        raise Incomplete(both("evidence: chưa có minh chứng nào để thẩm định", "no evidence to appraise"))
    counted = valid_votes(votes, evidence)
    findings = {c.code: sitting.carried.get(c.code) or found(c.code, counted) for c in edition.criteria}
    lacks = [c for c in edition.criteria if findings[c.code] not in PASSES]
    wanted = _wanted(edition, sitting.demanded)
    missing = tuple(c.code for c in lacks if c.weight is Weight.MUST and (not wanted or c.grade in wanted))
    advised = tuple(c.code for c in lacks if c.code not in missing)
    return Verdict(not missing, missing, advised, evidence_hash(evidence), edition.edition, findings, reached(edition, findings))


def found(code: str, votes: Iterable[Vote]) -> Finding:
    """What the votes say of a criterion; a tie is not met, as is what nobody voted on."""
    cast = [vote.finding for vote in votes if vote.criterion == code]
    aside = cast.count(Finding.NOT_APPLICABLE)
    if aside * 2 > len(cast):
        return Finding.NOT_APPLICABLE
    return Finding.MET if cast.count(Finding.MET) * 2 > len(cast) - aside else Finding.NOT_MET


def reached(edition: CriteriaEdition, findings: Mapping[str, Finding]) -> str:
    """Code of the highest level of which, and of all levels below, every must-criterion is met; empty for none."""
    code = ""
    for grade in edition.grades:
        if any(findings.get(c.code) not in PASSES for c in edition.criteria if c.grade == grade.code and c.weight is Weight.MUST):
            return code
        code = grade.code
    return code


def _wanted(edition: CriteriaEdition, demanded: str) -> frozenset[str]:
    """The demanded level and those below it; none where no level is demanded."""
    codes = [grade.code for grade in edition.grades]
    return frozenset(codes[: codes.index(demanded) + 1]) if demanded in codes else frozenset()
