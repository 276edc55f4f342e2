"""How long a record is kept: classes, terms and the day a term ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.records import RecordKind


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
    kinds: tuple[RecordKind, ...] = ()
    """Of the ordinary class: kinds of record its row names; an episode of another kind follows it as its equivalent group."""
    equivalent_to: str = ""
    """Of a class for which the circular has no row: code of the class it is equivalent to, and never shorter than."""
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
    equivalent_basis: str = ""
    """By what a record, form or document without a row follows its equivalent group, never shorter; empty when no rule is known."""
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

    @property
    def choices(self) -> tuple[RetentionClass, ...]:
        """The classes a record may be put into, longest first: of records, and the incident file's where policy lets it raise them."""
        fitting = [one for one in self.classes if one.kept is Kept.RECORD or (self.incident_raises and one.kept is Kept.INCIDENT_FILE)]
        return tuple(sorted(fitting, key=lambda one: -one.rank))

    def choice(self, code: str) -> RetentionClass:
        """The same by its code, as somebody named it. Raises: Malformed."""
        for one in self.choices:
            if one.code == code:
                return one
        raise Malformed(both(f"retention_class: không có nhóm hồ sơ “{code}”", f"no class of records “{code}”"))

    @property
    def incident_file(self) -> RetentionClass:
        """The class of an incident's own file. Raises: NotFound."""
        for one in self.classes:
            if one.kept is Kept.INCIDENT_FILE:
                return one
        raise NotFound("retention_class", f"{self.edition}/{Kept.INCIDENT_FILE}")


def stated(named: Iterable[str]) -> frozenset[Trait]:
    """What somebody says of the episode. Raises: Malformed for a word the schedules do not know."""
    named = frozenset(named)
    if unknown := named - set(Trait):
        raise Malformed(*(both(f"traits: không có “{one}”", f"“{one}” is unknown") for one in sorted(unknown)))
    return frozenset(map(Trait, named))


def fitting(schedule: Schedule, traits: frozenset[Trait]) -> tuple[RetentionClass, ...]:
    """Every class that applies to an episode, the one kept longest first; the ordinary one is always among them."""
    found = [one for one in schedule.classes if one.kept is Kept.RECORD and one.traits & traits]
    if schedule.incident_raises and Trait.INCIDENT in traits:
        found += [one for one in schedule.classes if one.kept is Kept.INCIDENT_FILE]
    return tuple(sorted((*found, schedule.of(schedule.ordinary)), key=lambda one: -one.rank))


def judge(schedule: Schedule, traits: frozenset[Trait]) -> RetentionClass:
    """The class of an episode: of all that apply, the one kept longest (Luật Lưu trữ 33/2024 Đ15 k4)."""
    return fitting(schedule, traits)[0]


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
