"""Courses (tập huấn): planned for people by their roles, held with an attendance sheet everybody signs, and what counts of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.clock import EARLIEST
from domain.errors import Malformed, WrongState
from domain.evidence import Evidence
from domain.faults import both
from domain.names import CourseId, DocumentId, FacilityId, PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.readiness import Degree, Discipline, StaffLine, TrainingLine
from domain.reasons import LONGEST, reason_faults, too_long
from domain.roles import Role

MOST_ON_A_SHEET = 40
"""Names of one attendance sheet: more are several sheets."""
FARTHEST = 366
"""Days ahead a course may be planned."""


class CourseState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    """At least one attendance sheet was drawn up."""
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Trainee:
    """Somebody of the facility who may take part."""

    person: PersonId
    name: str
    title: str
    role: Role
    signs: bool
    """Has a token, and so a PIN to confirm with."""


@dataclass(frozen=True)
class Attendance:
    """One person of a course."""

    person: PersonId
    name: str
    title: str
    invited: bool
    present: bool = False
    """Said to have been there by whoever held the course."""
    sheet: DocumentId | None = None
    """The sheet that names them, unless it was refused or taken back."""
    signed_at: datetime | None = None
    """When they confirmed it themselves: only that counts."""


@dataclass(frozen=True)
class NewCourse:
    """A course to be planned."""

    title: str
    line: str
    """Code of the line of training it serves."""
    day: date
    place: str
    trainer: str

    def check(self, lines: Collection[str], today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = []
        for name, words in (("title", self.title), ("place", self.place), ("trainer", self.trainer)):
            faults += too_long(name, words, LONGEST if name == "title" else 400)
        if not self.title.strip():
            faults.append("title: ghi tên lớp tập huấn / give the course a title")
        if not self.place.strip():
            faults.append("place: ghi địa điểm / say where it is held")
        if not self.trainer.strip():
            faults.append("trainer: ghi người, đơn vị giảng / say who teaches")
        if self.line not in lines:
            faults.append(both(f"line: chọn một trong {', '.join(lines)}", f"one of {', '.join(lines)}"))
        if self.day < EARLIEST or (self.day - today).days > FARTHEST:
            faults.append("day: ngày tập huấn từ năm 2000, nhiều nhất một năm tới / from the year 2000 to a year ahead")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Course:
    """Immutable: an act gives a new one."""

    id: CourseId
    track: TrackId
    facility: FacilityId
    title: str
    line: str
    day: date
    place: str
    trainer: str
    state: CourseState
    planned_by: PersonId
    planned_at: datetime
    sheets: int = 0
    reason: str = ""
    """Why it was called off."""

    def record(
        self, present: Collection[PersonId], people: Mapping[PersonId, Trainee], known: Iterable[Attendance], today: date
    ) -> "Course":
        """Who was there; those with a PIN go onto the next sheet. Raises: WrongState, Malformed with every fault."""
        if self.state is CourseState.CALLED_OFF:
            raise WrongState("course.record", self.state)
        faults = []
        if self.day > today:
            faults.append(both(f"present: lớp mở ngày {self.day:%d/%m/%Y}, điểm danh từ ngày ấy", "attendance is signed from that day on"))
        if not present:
            faults.append("present: chọn ít nhất một người có mặt / choose at least one person who was there")
        if any(one not in people for one in present):
            faults.append("present: có người không thuộc cơ sở, tải lại trang và chọn lại / somebody is not of this facility")
        on_sheets = {one.person: one.name for one in known if one.sheet}
        faults += [
            both(f"present: {on_sheets[one]} đã có trong bảng điểm danh", f"{on_sheets[one]} stands on a sheet already")
            for one in present
            if one in on_sheets
        ]
        if sum(people[one].signs for one in present if one in people) > MOST_ON_A_SHEET:
            faults.append(both(f"present: nhiều nhất {MOST_ON_A_SHEET} người một bảng", f"{MOST_ON_A_SHEET} people at most on one sheet"))
        if faults:
            raise Malformed(*faults)
        return replace(self, state=CourseState.HELD, sheets=self.sheets + any(people[one].signs for one in present))

    def call_off(self, reason: str) -> "Course":
        """Raises: WrongState once it was held, Malformed."""
        if self.state is not CourseState.PLANNED:
            raise WrongState("course.call_off", self.state)
        if faults := reason_faults(reason):
            raise Malformed(*faults)
        return replace(self, state=CourseState.CALLED_OFF, reason=reason.strip())


@dataclass(frozen=True)
class Trained:
    """How far one line of training is."""

    line: TrainingLine
    numerator: int
    """Who signed their attendance."""
    denominator: int
    """Whose training it is, today."""
    present: int
    """Who was there by word of others only: they count nowhere else."""
    missing: tuple[str, ...]

    @property
    def short(self) -> int:
        """How many more have to sign."""
        return max(-(-self.line.percent * self.denominator // 100) - self.numerator, 0)

    @property
    def met(self) -> bool:
        return self.denominator > 0 and self.short == 0


def trained(line: TrainingLine, people: Iterable[Trainee], took_part: Mapping[str, Iterable[Attendance]]) -> Trained:
    """`took_part`: line → attendances of its courses."""
    wanted = {one.person: one for one in people if one.role in line.roles}
    mine = [one for one in took_part.get(line.code, ()) if one.person in wanted]
    signed = {one.person for one in mine if one.signed_at}
    present = {one.person for one in mine if one.present} - signed
    missing = tuple(one.name for one in wanted.values() if one.person not in signed)
    return Trained(line, len(signed), len(wanted), len(present), missing)


@dataclass(frozen=True)
class Qualification:
    """A degree with the paper that shows it."""

    person: PersonId
    degree: Degree
    discipline: Discipline
    words: str
    """Branch of study, as on the paper."""
    paper: OutsidePaper
    files: tuple[Evidence, ...] = ()

    def check(self, holders: Collection[PersonId], today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("words", self.words, 400) + self.paper.faults(today, needed=True)
        if self.person not in holders:
            faults.append("person: chọn người của cơ sở / choose somebody of this facility")
        if not self.words.strip():
            faults.append("words: ghi ngành đào tạo trên văn bằng / give the branch of study")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Staffed:
    """How far one line of staff is."""

    line: StaffLine
    numerator: int
    holders: tuple[str, ...]
    """Who fulfils it."""
    others: tuple[str, ...]
    """Who holds such a role without such a degree."""

    @property
    def short(self) -> int:
        return max(self.line.least - self.numerator, 0)

    @property
    def met(self) -> bool:
        return self.short == 0


def staffed(line: StaffLine, people: Iterable[Trainee], degrees: Iterable[Qualification]) -> Staffed:
    able = {
        one.person
        for one in degrees
        if one.degree.rank >= line.degree.rank and (line.discipline is Discipline.OTHER or one.discipline is line.discipline)
    }
    mine = {one.person: one.name for one in people if one.role in line.roles}
    holders = tuple(name for who, name in mine.items() if who in able)
    return Staffed(line, len(holders), holders, tuple(name for who, name in mine.items() if who not in able))
