"""A record (hồ sơ bệnh án): one episode of care, from opening to archive."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.clock import clock_time, day
from domain.errors import Incomplete, Malformed, WrongState
from domain.faults import both, named
from domain.moments import admission_fault, discharge_fault
from domain.names import DepartmentId, FacilityId, PatientId, PersonId, RecordId, ReferralId
from domain.origins import CameFrom

DISEASE = re.compile(r"[A-Za-z][0-9]{2}(\.?[0-9A-Za-z]{1,4})?[*†]?$")
"""A code of ICD-10: `J18.1`, `J181`, `W01.02`."""
EXTERNAL = frozenset("VWXY")
"""First letters of chapter XX of ICD-10, external causes."""
PROCEDURE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}$")
MOST_CODES = 30
CODES = ("diagnosis_code", "cause_codes", "procedure_codes")
"""Fields of a discharge that are codes."""
OLDEST = 130
"""Years nobody has lived: an older birthday is a slip of the hand."""


class RecordState(StrEnum):
    OPEN = "open"
    DISCHARGED = "discharged"
    """Treatment ended; the closing sheet is missing, was returned, or is being signed."""
    RECEIVED = "received"
    """The records office has it."""
    ARCHIVED = "archived"
    DISPOSED = "disposed"
    """Destroyed by a disposal: what is left of it is a tombstone."""


OVER = frozenset({RecordState.ARCHIVED, RecordState.DISPOSED})
"""No process of its own is open for such a record."""


class RecordKind(StrEnum):
    """What kind of episode it is; each has its own term to be completed in."""

    INPATIENT = "inpatient"
    """Nội trú."""
    DAY = "day"
    """Điều trị ban ngày."""
    OUTPATIENT = "outpatient"
    """Điều trị ngoại trú: a course of visits, often of months."""
    VISIT = "visit"
    """Khám bệnh, không lập hồ sơ bệnh án: its sheets are kept, and no closing sheet is asked for."""


class Outcome(StrEnum):
    """Outcome of the episode; `died` decides the retention class (TT 33/2025, row 39)."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    TRANSFERRED = "transferred"
    DIED = "died"


@dataclass(frozen=True)
class Record:
    """The state of an episode as the rows have it; nothing clinical."""

    id: RecordId
    facility: FacilityId
    code: str
    patient: PatientId
    department: DepartmentId
    """Treating department."""
    doctor: PersonId
    """Treating doctor."""
    state: RecordState
    opened_at: datetime
    discharged_at: datetime | None = None
    outcome: Outcome | None = None
    received_at: datetime | None = None
    archive_at: datetime | None = None
    """When the policy term after reception ends."""
    archived_at: datetime | None = None
    kind: RecordKind = RecordKind.INPATIENT
    complete_by: datetime | None = None
    """Until when it is to be complete; None while treatment lasts."""
    remind_at: datetime | None = None
    """When those who owe it are told next; None when nobody is."""


@dataclass(frozen=True)
class Missing:
    """What keeps a record from being closed, and who owes it."""

    what: str
    """Code: `line`, `document`, `slip`, `shortcoming`, `back_entry` or `closing`."""
    title: str
    owed_by: str
    about: str = ""
    """Id of the outage, of a `back_entry`."""


def disease(code: str) -> str:
    """A code of ICD-10 as it is compared: `j18.1` → `J181`."""
    return code.strip().rstrip("*†").replace(".", "").upper()


def check_discharge(record: Record) -> None:
    if record.state is not RecordState.OPEN:
        raise WrongState("record.discharge", record.state)


def check_close(record: Record, missing: tuple[Missing, ...]) -> None:
    """The completeness check (TT 32/2023 Đ52; law.md §3). Raises: WrongState, Incomplete with a line for each missing thing."""
    if record.state is not RecordState.DISCHARGED:
        raise WrongState("record.close", record.state)
    if missing:
        raise Incomplete(*(named(f"{one.title} — {one.owed_by}") for one in missing))


def check_archive(record: Record, unpreserved: int, now: datetime, classified: bool = True) -> None:
    """`classified`: whether the class it is kept by was confirmed. Raises: WrongState, Incomplete."""
    if record.state is not RecordState.RECEIVED or record.archive_at is None or record.archive_at > now:
        raise WrongState("record.archive", record.state)
    if unpreserved:
        raise Incomplete(both(f"{unpreserved} văn bản chưa được bảo toàn", f"{unpreserved} documents not yet preserved"))
    if not classified:
        raise Incomplete(both("nhóm thời hạn lưu trữ chưa được xác nhận", "the retention class is not confirmed yet"))


def person_faults(birth: date, sex: str, today: date) -> list[str]:
    """What cannot be of somebody who lives today."""
    faults = []
    if sex not in ("male", "female", "unknown"):
        faults.append("sex: male, female hoặc unknown / male, female or unknown")
    if birth > today:
        faults.append("birth: ngày sinh ở tương lai / lies in the future")
    if birth.year < today.year - OLDEST:
        faults.append(both(f"birth: ngày sinh đã quá {OLDEST} năm, xem lại năm sinh", f"more than {OLDEST} years ago: check the year"))
    return faults


@dataclass(frozen=True)
class NewRecord:
    """An episode to be opened. The patient is keyed by số định danh cá nhân or by a temporary code (TT 13/2025 Đ1 k3)."""

    code: str
    """Số hồ sơ; unique in the facility."""
    patient_code: str
    """Empty for whoever has this `citizen_id` here; of a number that nobody has yet, the number becomes the code."""
    patient: str
    birth: date
    sex: str
    """`male`, `female` or `unknown`."""
    department: DepartmentId
    doctor: PersonId
    reason: str
    """Why the patient came."""
    diagnosis: str = ""
    citizen_id: str | None = None
    """12 digits."""
    temporary_code: str | None = None
    address: str = ""
    admitted_at: datetime | None = None
    """When the patient came, if that was before the record is opened (TT 32/2023/TT-BYT Đ52 k2 d: time of the act and time of entry)."""
    kind: RecordKind = RecordKind.INPATIENT
    referral: ReferralId | None = None
    """The transfer of another facility of this installation that it is opened for."""
    came_from: CameFrom | None = None
    """Of a patient transferred from elsewhere: what the slip says."""
    same_person: bool = False
    """It is the known patient of this number or code, though name, birth or sex are others: the record is opened for them as known."""
    same_reason: str = ""
    """Why that is sure, and what paper was seen."""

    def check(self, now: datetime, within: timedelta) -> None:
        """`within`: how long before now the patient may have come. Raises: Malformed, with a line for each fault."""
        today = day(now)
        faults = [
            both(f"{field}: cần điền", "must be given")
            for field in ("code", "patient_code", "patient", "reason")
            if not str(getattr(self, field)).strip() and not (field == "patient_code" and self.citizen_id and not self.patient_code)
        ]
        if self.same_person and not self.same_reason.strip():
            faults.append("same_reason: cần nêu lý do, giấy tờ đã xem / give a reason and the paper that was seen")
        if not self.citizen_id and not self.temporary_code:
            faults.append("citizen_id: cần số định danh cá nhân hoặc mã tạm / give the citizen id or a temporary code")
        if self.citizen_id and not (self.citizen_id.isdigit() and len(self.citizen_id) == 12):
            faults.append("citizen_id: số định danh cá nhân gồm 12 chữ số / twelve digits")
        faults += person_faults(self.birth, self.sex, today)
        if self.admitted_at and (fault := admission_fault(self.admitted_at, now, self.birth, within)):
            faults.append(f"admitted_at: {fault}")
        if self.came_from:
            faults += self.came_from.faults(today)
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Admission:
    """When the patient came, told anew, and why."""

    at: datetime
    reason: str

    def check(self, now: datetime, born: date, within: timedelta, left: datetime | None = None) -> None:
        """`within`: how long before now the patient may have come; `left`: when they left, if they did. Raises: Malformed."""
        faults = [f"admitted_at: {fault}"] if (fault := admission_fault(self.at, now, born, within)) else []
        if left and not faults and self.at > left:
            since = clock_time(left)
            vi = f"admitted_at: muộn hơn lúc ra viện ({since}), xem lại ngày giờ"
            faults.append(both(vi, f"after the discharge ({since}): check the time, or correct the discharge first"))
        if not self.reason.strip():
            faults.append("reason: cần nêu lý do / give a reason")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Discharge:
    """The end of treatment, as the treating doctor states it."""

    outcome: Outcome
    diagnosis: str
    summary: str
    """Course and treatment, for the closing sheet."""
    traits: tuple[str, ...] = ()
    """What else the retention schedule asks of the episode (domain.retention.Trait)."""
    diagnosis_code: str = ""
    """ICD-10 code of the main diagnosis."""
    cause_codes: tuple[str, ...] = ()
    """ICD-10 codes of external causes (chapter XX), with place and activity where they are coded."""
    procedure_codes: tuple[str, ...] = ()
    """Codes of the procedures done, by the list the facility uses."""
    discharged_at: datetime | None = None
    """When the patient left, died or was transferred; None for now (TT 32/2023/TT-BYT Đ52 k2 d: time of the act and time of entry)."""

    def left_at(self, came: datetime, now: datetime) -> datetime:
        """When the episode ended: never before it began, though a page tells minutes only."""
        return max(self.discharged_at or now, came)

    def check(self, now: datetime, born: date, came: datetime) -> None:
        """`came`: when the patient came. Raises: Malformed, with a line for each fault."""
        told = self.discharged_at
        wrong = [f"discharged_at: {fault}"] if told and (fault := discharge_fault(told, now, born, came)) else []
        if "died" in self.traits and self.outcome is not Outcome.DIED:
            wrong.append(
                "traits: kết quả không phải tử vong, sửa kết quả hoặc bỏ “died” / the outcome is not death: mend it or drop “died”"
            )
        if faults := wrong + self._code_faults():
            raise Malformed(*faults)

    @property
    def codes(self) -> dict[str, Any]:
        """Those that were given: they lie with the diagnosis, and leave the rows with it."""
        given = {name: getattr(self, name) for name in CODES}
        return {name: code if isinstance(code, str) else list(code) for name, code in given.items() if code}

    def _code_faults(self) -> list[str]:
        """A line for each code that cannot be one."""
        faults = [] if not self.diagnosis_code or DISEASE.match(self.diagnosis_code) else [_no_code("diagnosis_code", self.diagnosis_code)]
        for number, code in enumerate(self.cause_codes):
            if not (DISEASE.match(code) and code[0].upper() in EXTERNAL):
                vi = f"cause_codes[{number}]: “{code}” không phải mã nguyên nhân ngoài của ICD-10 (V01–Y98)"
                faults.append(both(vi, f"“{code}” is no ICD-10 code of an external cause (V01–Y98)"))
        faults += [_no_code(f"procedure_codes[{n}]", code) for n, code in enumerate(self.procedure_codes) if not PROCEDURE.match(code)]
        if max(len(self.cause_codes), len(self.procedure_codes)) > MOST_CODES:
            faults.append(both(f"codes: nhiều nhất {MOST_CODES} mã mỗi loại", f"at most {MOST_CODES} codes of a kind"))
        return faults


@dataclass(frozen=True)
class DischargeCorrection:
    """The end of treatment, told anew as a whole, and why."""

    told: Discharge
    reason: str

    def left_at(self, came: datetime, was: datetime) -> datetime:
        """As it was told before when no moment is told, or the same minute: pages tell no seconds."""
        told = self.told.discharged_at
        same = told is None or told == was.replace(second=0, microsecond=0)
        return was if same else self.told.left_at(came, was)

    def check(self, record: Record, now: datetime, born: date) -> None:
        """`record`: as it stands. Raises: Malformed, with a line for each fault."""
        faults = [] if self.reason.strip() else [both("reason: cần nêu lý do", "give a reason")]
        try:
            self.told.check(now, born, record.opened_at)
        except Malformed as wrong:
            faults = [*wrong.facts, *faults]
        if faults:
            raise Malformed(*faults)


def _no_code(field: str, code: str) -> str:
    return both(f"{field}: “{code}” không đúng dạng mã", f"“{code}” does not look like a code")
