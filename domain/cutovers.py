"""The day a department drops paper: what becomes of the records of patients who are there, so that nothing is kept twice afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Incomplete, Malformed, WrongState
from domain.faults import both
from domain.names import DepartmentId, PersonId, RecordId
from domain.reasons import too_long


class Choice(StrEnum):
    """What becomes of the records under treatment."""

    FINISH = "finish"
    """They end on paper."""
    CONVERT = "convert"
    """From the day on they are electronic; what was written before stays on paper."""


class Medium(StrEnum):
    """What a record that was begun on paper is kept on."""

    PAPER = "paper"
    HYBRID = "hybrid"


MEDIUM: Mapping[Choice, Medium] = {Choice.FINISH: Medium.PAPER, Choice.CONVERT: Medium.HYBRID}
OTHER: Mapping[Choice, Choice] = {Choice.FINISH: Choice.CONVERT, Choice.CONVERT: Choice.FINISH}


@dataclass(frozen=True)
class RecordMedium:
    """On what a record is kept, since which day, and where its paper lies."""

    record: RecordId
    medium: Medium
    day: date
    place: str
    by: PersonId
    at: datetime

    @property
    def paper_part(self) -> str:
        """What of the record is on paper, and where it lies, as the list of contents says it."""
        turn = "từ" if self.medium is Medium.PAPER else "trước"
        return f"phần ghi {turn} ngày {self.day:%d/%m/%Y} để tại: {self.place}"


@dataclass(frozen=True)
class Cutover:
    """What a department chose for its day."""

    department: DepartmentId
    day: date
    choice: Choice
    place: str
    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Chosen:
    """What is chosen: for all, and by code the records for which it is the other."""

    choice: Choice
    place: str
    exceptions: tuple[str, ...] = ()

    def check(self, day: date | None, known: Mapping[str, RecordId], today: date) -> None:
        """`day`: on which the department begins; `known`: its present records by code.

        Raises: Incomplete before the department was allowed a day, WrongState once it has begun, Malformed with what is wrong.
        """
        if day is None:
            vi = "khoa chưa được cho bắt đầu; quản trị bệnh viện ghi ngày bắt đầu của khoa sau khi quyết định đã công bố"
            raise Incomplete(both(vi, "the department has no day yet; the administrator enters it once the decision is published"))
        if day <= today:
            raise WrongState("cutover.choose", "begun", f"{day:%d/%m/%Y}")
        faults = place_faults(self.place)
        if strangers := [one for one in self.exceptions if one not in known]:
            said = ", ".join(strangers)
            faults.append(both(f"exceptions: khoa không điều trị hồ sơ {said}", f"the department does not treat {said}"))
        if faults:
            raise Malformed(*faults)

    def media(self, known: Mapping[str, RecordId]) -> dict[RecordId, Medium]:
        """Each of the department's records with what it is kept on."""
        other = OTHER[self.choice]
        return {which: MEDIUM[other if code in self.exceptions else self.choice] for code, which in known.items()}


def place_faults(place: str) -> list[str]:
    if not place.strip():
        return ["place: ghi nơi để phần hồ sơ giấy / say where the paper lies"]
    return too_long("place", place)


def check_convert(was: RecordMedium | None, place: str) -> None:
    """A record that was to end on paper becomes electronic after all. Raises: WrongState, Malformed."""
    if was is None or was.medium is Medium.HYBRID:
        raise WrongState("cutover.convert", "hybrid" if was else "electronic")
    if faults := place_faults(place):
        raise Malformed(*faults)


def check_electronic(was: RecordMedium | None, act: str, today: date) -> None:
    """From its department's day on nothing is drawn up here in a record that ends on paper: else it would be kept twice.

    Raises: WrongState with the day and where the paper lies.
    """
    if was and was.medium is Medium.PAPER and was.day <= today:
        raise WrongState(act, "on_paper", f"{was.day:%d/%m/%Y}", was.place)
