"""How long a record is kept: classes, terms and the day a term ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.records import Outcome


class Trait(StrEnum):
    """What an episode was, as far as the schedules ask."""

    DIED = "died"
    LEFT_DYING = "left_dying"
    """Taken home dying (nặng xin về)."""
    PSYCHIATRIC = "psychiatric"
    WORK_ACCIDENT = "work_accident"
    TRAFFIC_ACCIDENT = "traffic_accident"
    DOMESTIC_ACCIDENT = "domestic_accident"
    """Tai nạn sinh hoạt."""
    ORGAN_DONOR = "organ_donor"
    """Gave tissue or an organ (Luật 75/2006)."""
    ORGAN_RECIPIENT = "organ_recipient"
    GRAFT = "graft"
    """A graft that is no donor's or recipient's file in the sense of Luật 75/2006."""
    COSMETIC_SURGERY = "cosmetic_surgery"
    INCIDENT = "incident"
    """A medical incident (sự cố y khoa) happened during the episode."""


class Kept(StrEnum):
    """What a row of the schedule is about."""

    RECORD = "record"
    """Hồ sơ bệnh án: one episode of care."""
    INCIDENT_FILE = "incident_file"
    """The incident's own file, which is not the patient's record."""
    REGISTER = "register"
    CERTIFICATE = "certificate"
    HEALTH_BOOK = "health_book"
    """Sổ sức khỏe điện tử: counted from the person's death."""


@dataclass(frozen=True)
class RetentionClass:
    """One row of the schedule."""

    code: str
    """Short name, kept with the record, e.g. `death`."""
    title: str
    """The row's words, in Vietnamese."""
    basis: str
    """Number, annex row or article."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    years: int | None
    """Years of the term; null for ever (vĩnh viễn)."""
    kept: Kept = Kept.RECORD
    """`record`, `incident_file`, `register`, `certificate` or `health_book`."""
    traits: frozenset[Trait] = frozenset()
    """An episode with any of these belongs to the class."""
    note: str = ""
    """What an officer should know before using the row."""

    @property
    def rank(self) -> float:
        """Longer terms rank higher; for ever ranks highest."""
        return float("inf") if self.years is None else self.years


@dataclass(frozen=True)
class Schedule:
    """One edition of the retention schedule. A term once set keeps the edition it was set by (TT 33/2025 Đ2 k3)."""

    edition: str
    """Short name of the edition, kept with each record."""
    title: str
    """What people read."""
    basis: str
    """Number and date of the circular."""
    certainty: Certainty
    """How sure we are of the basis as a whole."""
    effective_from: date
    """First day on which terms are set by this edition."""
    ordinary: str
    """Code of the class of an episode without any trait."""
    classes: tuple[RetentionClass, ...]
    """The rows."""
    access_log_years: int = 5
    """The access log of a record is kept as long as the record, and at least this many years."""
    incident_raises: bool = False
    """Whether an incident raises the record's own class to that of the incident file (default no: link and hold)."""
    effective_until: date | None = None
    """Last day on which terms are set by this edition; null while it lasts."""

    def of(self, code: str) -> RetentionClass:
        """Raises: NotFound."""
        for one in self.classes:
            if one.code == code:
                return one
        raise NotFound("retention_class", f"{self.edition}/{code}")


def traits_of(outcome: Outcome | None, named: Iterable[str] = ()) -> frozenset[Trait]:
    """What the outcome says of the episode, and what was named. Raises: Malformed for a word the schedules do not know."""
    named = frozenset(named)
    if unknown := named - set(Trait):
        raise Malformed(*(both(f"traits: không có “{one}”", f"“{one}” is unknown") for one in sorted(unknown)))
    died = {Trait.DIED} if outcome is Outcome.DIED else set()
    return frozenset(map(Trait, named)) | died


def judge(schedule: Schedule, traits: frozenset[Trait]) -> RetentionClass:
    """The class of an episode: of all that apply, the one kept longest (Luật Lưu trữ 33/2024 Đ15 k4)."""
    ordinary = schedule.of(schedule.ordinary)
    fitting = [one for one in schedule.classes if one.kept is Kept.RECORD and one.traits & traits]
    if schedule.incident_raises and Trait.INCIDENT in traits:
        fitting += [one for one in schedule.classes if one.kept is Kept.INCIDENT_FILE]
    return max((ordinary, *fitting), key=lambda one: one.rank)


def raised(current: RetentionClass, judged: RetentionClass) -> RetentionClass:
    """The class after a later event: it may rise, nothing lowers it."""
    return judged if judged.rank > current.rank else current


def term_starts(ended_on: date) -> date:
    """First day of the first full year of the term: the clock starts with the year the work ended (Luật Lưu trữ 33/2024 Đ15 k3)."""
    return date(ended_on.year + 1, 1, 1)


def keep_until(one: RetentionClass, ended_on: date) -> date | None:
    """Last day of keeping: 31/12 of the year of the end plus the years of the class; None for ever.

    `ended_on` is the day the episode ended (the discharge, not the archiving); for a health book, the day of death.
    """
    return None if one.years is None else date(ended_on.year + one.years, 12, 31)


def log_keep_until(schedule: Schedule, one: RetentionClass, ended_on: date, last_entry: date) -> date | None:
    """Last day of keeping the access log: with the record, and never sooner than the years after its last entry."""
    record = keep_until(one, ended_on)
    return None if record is None else max(record, date(last_entry.year + schedule.access_log_years, 12, 31))


def expired(until: date | None, today: date) -> bool:
    """Whether the term is over; being over permits a disposal to be proposed, no more."""
    return until is not None and until < today
