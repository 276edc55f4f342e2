"""What a facility must show before it drops paper, for each of three subjects, and how it is watched afterwards: data of the policies."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.evaluations import EvaluationLine
from domain.facts import Check
from domain.parts import Kind


class Subject(StrEnum):
    """What is used in place of paper: three separate decisions."""

    RECORD = "record"
    """Hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy."""
    FILM = "film"
    """Lưu trữ và truyền tải hình ảnh y tế thay in phim."""
    LABORATORY = "laboratory"
    """Lưu trữ thông tin xét nghiệm thay in giấy."""


@dataclass(frozen=True)
class MilestoneGate:
    """Milestones of a kind, as far as the facility's plan has them."""

    kind: Kind
    """Kind of milestone, e.g. `regulation`."""
    basis: str
    """What the demand rests on."""
    certainty: Certainty
    """How sure we are of it."""


@dataclass(frozen=True)
class FactGate:
    """What hsba itself counts."""

    check: Check
    """The fact and its bounds."""
    basis: str
    """What the demand rests on."""
    certainty: Certainty
    """How sure we are of it."""


@dataclass(frozen=True)
class PaperGate:
    """A paper that must be named, such as the approval of the security dossier."""

    code: str
    """Short name, e.g. `security`."""
    title: str
    """What people read."""
    title_en: str
    """The same in English."""
    basis: str
    """What the demand rests on."""
    certainty: Certainty
    """How sure we are of it."""
    check: Check | None = None
    """What a register of hsba may show instead: while it holds no paper need be named."""
    valid_days: int = 0
    """Days after which a named paper no longer counts; 0 for papers that do not run out."""


@dataclass(frozen=True)
class WatchLimit:
    """What is counted on each day after go-live."""

    check: Check
    """The fact and its limit; counted for each day by itself."""
    reverses: bool = False
    """Whether a day beyond the limit is a ground to go back to paper; else it is only told."""


@dataclass(frozen=True)
class GolivePolicy:
    """What one of the three decisions asks; a facility's own edition goes before the default."""

    subject: Subject
    """`record`, `film` or `laboratory`."""
    edition: str
    """Short name of the edition."""
    title: str
    """What people read."""
    title_en: str
    """The same in English."""
    about: str
    """What the decision's heading says: `sử dụng … thay …`."""
    basis: str
    """What the decision rests on."""
    certainty: Certainty
    """How sure we are of it."""
    effective_from: date
    """First day of the edition."""
    verdict: bool
    """Whether the council's met verdict on the evidence as it is now is needed."""
    pilot: bool
    """Whether the department of health must have accepted the pilot."""
    rehearsal: bool
    """Whether a day of rehearsal must have gone well."""
    rehearsal_valid_days: int
    """Days after which a rehearsal no longer counts."""
    watch_days: int
    """Days after the first department began in which it is watched before it is confirmed."""
    bases: tuple[str, ...] = ()
    """The lines that begin with `Căn cứ`, with which a decision is begun."""
    milestones: tuple[MilestoneGate, ...] = ()
    """Kinds of milestone that must be accepted."""
    facts: tuple[FactGate, ...] = ()
    """What hsba itself must count."""
    papers: tuple[PaperGate, ...] = ()
    """Papers that must be named."""
    watch: tuple[WatchLimit, ...] = ()
    """What is counted on each day of the watch."""
    evaluation: tuple[EvaluationLine, ...] = ()
    """Indicators held against what was before the first department began."""
    facility: str = ""
    """Code of the facility; empty for the default."""
    effective_until: date | None = None
    """Last day of the edition; null while it lasts."""
