"""What the codes of an episode say of how long its record is kept: signs as data, and the class proposed from them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.records import Outcome, RecordKind
from domain.retention import RetentionClass, Schedule, Trait, fitting


class Source(StrEnum):
    """Where a sign is read."""

    KIND = "kind"
    """The kind of record."""
    OUTCOME = "outcome"
    """The outcome of this very episode."""
    DIAGNOSIS = "diagnosis"
    """The code of the main diagnosis (ICD-10)."""
    CAUSE = "cause"
    """A code of an external cause (ICD-10, chapter XX)."""
    PROCEDURE = "procedure"
    """A code of a procedure, by the list the facility uses."""
    STATED = "stated"
    """No sign: the treating doctor said so."""
    INCIDENT = "incident"
    """No sign: the file of an incident is linked to the record."""


WHOLE = frozenset({Source.KIND, Source.OUTCOME})
"""Sources with words of the house, which are compared whole; of the others codes are compared by their beginnings."""
SAID = frozenset({Source.STATED, Source.INCIDENT})
"""What no code says."""


@dataclass(frozen=True)
class Sign:
    """One rule: a code of an episode means a trait."""

    code: str
    """Short name of the sign."""
    title: str
    """What people read, in Vietnamese."""
    source: Source
    """`kind`, `outcome`, `diagnosis`, `cause` or `procedure`."""
    codes: tuple[str, ...]
    """Codes by their beginnings, or ranges of them, both ends included: `Y96`, `V01-V99`; of kinds and outcomes, the words."""
    trait: Trait
    """What the episode then was."""
    basis: str
    """What the rule rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    places: tuple[str, ...] = ()
    """Of causes W00–Y34: fourth characters (place of occurrence) one of which the code must have; empty for any."""
    activities: tuple[str, ...] = ()
    """Of causes V01–Y34: fifth characters (activity) one of which the code must have; empty for any."""
    unless: frozenset[Trait] = frozenset()
    """The sign means nothing when another one gives any of these."""
    note: str = ""
    """What an officer should know."""

    def means(self, code: str) -> bool:
        """Whether this code of its source is one of the sign's."""
        if self.source in WHOLE:
            return code in self.codes
        bare = plain(code)
        placed = not self.places or bare[3:4] in self.places
        active = not self.activities or bare[4:5] in self.activities
        return placed and active and any(_within(bare, span) for span in self.codes)


@dataclass(frozen=True)
class SignTable:
    """One edition of the signs; a facility's own goes before the default."""

    edition: str
    """Short name of the edition, kept with each proposal."""
    title: str
    """What people read."""
    basis: str
    """What the table rests on."""
    certainty: Certainty
    """How sure we are of it as a whole."""
    effective_from: date
    """First day on which classes are proposed by this edition."""
    signs: tuple[Sign, ...]
    """The rules."""
    facility: str = ""
    """Code of the facility; empty for the default."""
    effective_until: date | None = None
    """Last day of the edition; null while it lasts."""


@dataclass(frozen=True)
class Facts:
    """What of an episode decides how long its record is kept."""

    kind: RecordKind
    outcome: Outcome | None = None
    diagnosis: str = field(default="", repr=False)
    causes: tuple[str, ...] = field(default=(), repr=False)
    procedures: tuple[str, ...] = field(default=(), repr=False)
    stated: frozenset[Trait] = frozenset()
    incident: bool = False
    """The file of an incident is linked to the record."""

    def codes(self, source: Source) -> tuple[str, ...]:
        """What there is to be read of a source."""
        told: dict[Source, tuple[str, ...]] = {
            Source.KIND: (self.kind,),
            Source.OUTCOME: (self.outcome,) if self.outcome else (),
            Source.DIAGNOSIS: (self.diagnosis,) if self.diagnosis else (),
            Source.CAUSE: self.causes,
            Source.PROCEDURE: self.procedures,
        }
        return told.get(source, ())


@dataclass(frozen=True)
class Ground:
    """Why an episode has a trait. The code that was read is clinical and stays with the diagnosis; the rest stays with the term."""

    trait: Trait
    source: Source
    title: str = ""
    """The words of the sign; empty for what the doctor stated."""
    basis: str = ""
    certainty: Certainty | None = None
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Proposal:
    """The class an episode's record is proposed for, and why."""

    schedule: Schedule
    table: str
    """Edition of the signs."""
    chosen: RetentionClass
    grounds: tuple[Ground, ...]
    others: tuple[RetentionClass, ...]
    """What else applied, and is kept no longer."""
    equivalent: bool
    """No row names this kind of record: it follows the ordinary one as its equivalent group."""


def propose(schedule: Schedule, table: SignTable, facts: Facts) -> Proposal:
    """The class of all that the signs and the doctor say, kept longest (Luật Lưu trữ 33/2024 Đ15 k4)."""
    grounds = tuple(_grounds(table, facts))
    chosen, *others = fitting(schedule, frozenset(one.trait for one in grounds))
    return Proposal(schedule, table.edition, chosen, grounds, tuple(others), equivalent(schedule, chosen, facts.kind))


def equivalent(schedule: Schedule, chosen: RetentionClass, kind: RecordKind) -> bool:
    """Whether a record of this kind is in the class only as the equivalent group: no row names the kind."""
    return bool(chosen.kinds) and chosen.code == schedule.ordinary and kind not in chosen.kinds


def _grounds(table: SignTable, facts: Facts) -> Iterator[Ground]:
    yield from (Ground(trait, Source.STATED) for trait in sorted(facts.stated))
    if facts.incident:
        yield Ground(Trait.INCIDENT, Source.INCIDENT)
    found = [(sign, code) for sign in table.signs for code in facts.codes(sign.source) if sign.means(code)]
    certain = facts.stated | {sign.trait for sign, _ in found if not sign.unless}
    for sign, code in found:
        if not sign.unless & certain:
            yield Ground(sign.trait, sign.source, sign.title, sign.basis, sign.certainty, code)


def plain(code: str) -> str:
    """A code without points and blanks, in capitals: systems write `V01.1` and `V011`."""
    return "".join(code.split()).replace(".", "").upper()


def _within(bare: str, span: str) -> bool:
    first, _, last = (plain(one) for one in span.partition("-"))
    last = last or first
    return first <= bare[: len(first)] and bare[: len(last)] <= last
