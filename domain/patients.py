"""Who a record is of: a temporary code that gets its identity number, and records that go from one patient to another, traced.

TT 13/2025/TT-BYT Đ1 k3: each patient is keyed by số định danh cá nhân, with temporary codes for newborns, foreigners and unknown persons.
What was signed stays as it was signed: a sheet prints who the patient was then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.errors import Incomplete, KnownPatient, Malformed
from domain.faults import both
from domain.names import PatientId, RecordId
from domain.records import NewRecord, person_faults

DIGITS = 12
DIFFERENT = {
    "patient": "patient: khác họ tên đã ghi của người bệnh này / not the name this patient has here",
    "birth": "birth: khác ngày sinh đã ghi của người bệnh này / not the birthday this patient has here",
    "sex": "sex: khác giới tính đã ghi của người bệnh này / not the sex this patient has here",
}
"""What of a patient was typed otherwise than it is known, and how that is told."""

SEXES = {"male": "Nam", "female": "Nữ"}
"""As a paper prints it, where it is known."""


@dataclass(frozen=True)
class Identity:
    """A patient as the rows have it."""

    id: PatientId
    code: str
    name: str
    birth: date
    citizen_id: str | None = None
    temporary_code: str | None = None
    sex: str = "unknown"


@dataclass(frozen=True)
class Identified:
    """An identity number for a patient who had a temporary code."""

    citizen_id: str
    reason: str

    def check(self, patient: Identity) -> None:
        """Raises: Malformed; Incomplete when the patient has another number."""
        faults = []
        if not (self.citizen_id.isdigit() and len(self.citizen_id) == DIGITS):
            faults.append("citizen_id: số định danh cá nhân gồm 12 chữ số / twelve digits")
        if not self.reason.strip():
            faults.append("reason: cần nêu lý do, giấy tờ đã xem / give a reason and the paper that was seen")
        if faults:
            raise Malformed(*faults)
        if patient.citizen_id:
            raise Incomplete(
                both(f"citizen_id: người bệnh đã có số định danh {patient.citizen_id}", f"the patient has {patient.citizen_id}")
            )


@dataclass(frozen=True)
class Corrected:
    """Who a patient is, where it was mistyped; what was right is given as it is."""

    name: str
    birth: date
    sex: str
    """`male`, `female` or `unknown`."""
    citizen_id: str
    """Empty for a patient who has none yet: giving one is `Identified`."""
    reason: str

    def check(self, patient: Identity, today: date) -> None:
        """Raises: Malformed; Incomplete when nothing is other than it was."""
        faults = [] if self.name.strip() else ["patient: cần điền / must be given"]
        faults += person_faults(self.birth, self.sex, today)
        if patient.citizen_id and not (self.citizen_id.isdigit() and len(self.citizen_id) == DIGITS):
            faults.append("citizen_id: số định danh cá nhân gồm 12 chữ số / twelve digits")
        if self.citizen_id and not patient.citizen_id:
            faults.append("citizen_id: người bệnh chưa có số định danh: ghi ở mục ghi số / the patient has none yet: give it, there")
        if not self.reason.strip():
            faults.append("reason: cần nêu lý do, giấy tờ đã xem / give a reason and the paper that was seen")
        if faults:
            raise Malformed(*faults)
        if not self.changed(patient):
            raise Incomplete("patient: chưa sửa gì so với thông tin đã ghi / nothing is other than it was")

    def changed(self, patient: Identity) -> dict[str, tuple[str, str]]:
        """Field → as it was, as it becomes."""
        was = (patient.name, patient.birth.isoformat(), patient.sex, patient.citizen_id or "")
        becomes = (self.name.strip(), self.birth.isoformat(), self.sex, self.citizen_id)
        pairs = zip(("patient", "birth", "sex", "citizen_id"), was, becomes, strict=True)
        return {field: (old, new) for field, old, new in pairs if old != new}


@dataclass(frozen=True)
class Move:
    """Records that go from one patient to another: two who are one, or one who was two."""

    records: tuple[RecordId, ...]
    """Some of the first patient's, or all."""
    reason: str

    def check(self, source: Identity, target: Identity, owned: frozenset[RecordId]) -> None:
        """Raises: Malformed; Incomplete for a record that is not the first patient's."""
        faults = []
        if not self.reason.strip():
            faults.append("reason: cần nêu lý do / give a reason")
        if source.id == target.id:
            faults.append("to: phải là người bệnh khác / must be another patient")
        if not self.records:
            faults.append("records: chọn ít nhất một hồ sơ / choose at least one record")
        if faults:
            raise Malformed(*faults)
        if not owned.issuperset(self.records):
            raise Incomplete(both(f"records: có hồ sơ không phải của người bệnh {source.code}", f"a record is not of {source.code}"))


def check_joining(source: Identity, target: Identity) -> None:
    """All records of one go to another: never of two people with two identity numbers. Raises: Incomplete."""
    if source.citizen_id and target.citizen_id and source.citizen_id != target.citizen_id:
        vi = f"to: hai người bệnh có hai số định danh khác nhau ({source.citizen_id}, {target.citizen_id}), không nhập được"
        raise Incomplete(both(vi, "two people with two identity numbers are not joined"))


def differences(known: Identity, new: NewRecord, fold: Callable[[str], str]) -> tuple[str, ...]:
    """Which of `patient`, `birth` and `sex` are others than those of the known patient.

    A name is compared without marks, case and doubled blanks (`fold`); a sex that is not known on one side is no difference.
    """
    same = {
        "patient": fold(" ".join(known.name.split())) == fold(" ".join(new.patient.split())),
        "birth": known.birth == new.birth,
        "sex": known.sex == new.sex or "unknown" in (known.sex, new.sex),
    }
    return tuple(field for field, alike in same.items() if not alike)


def check_known(known: Identity, new: NewRecord, fold: Callable[[str], str], named: bool) -> None:
    """A record for somebody known is opened for them, and never for another under their number or code.

    `named`: whether whoever asks may know whose it is. Raises: KnownPatient.
    """
    others = () if new.same_person else differences(known, new, fold)
    astray = bool(new.patient_code) and new.patient_code != known.code
    if not others and not astray:
        return
    lines = [_whose(known, new, named), *(DIFFERENT[field] for field in others)]
    if astray:
        vi = f"patient_code: mở hồ sơ cho người bệnh {known.code}, hoặc sửa số định danh nếu nhập nhầm"
        lines.append(both(vi, f"open the record for patient {known.code}, or correct the number if it was mistyped"))
    if others:
        lines.append(
            "same_person: sửa phần nhập nhầm; nếu đúng là một người thì xác nhận và ghi lý do"
            " / correct what was mistyped; if it is the same person, confirm so and give the reason"
        )
    raise KnownPatient(*lines)


def _whose(known: Identity, new: NewRecord, named: bool) -> str:
    by_number = bool(new.citizen_id) and new.citizen_id == known.citizen_id
    field, what, which = ("citizen_id", "số định danh", "number") if by_number else ("patient_code", "mã", "code")
    vi, en = f"{known.name}, sinh năm {known.birth.year}", f"{known.name}, born in {known.birth.year}"
    return both(
        f"{field}: {what} này là của người bệnh {known.code}{f' ({vi})' if named else ''}",
        f"this {which} is patient {known.code}{f' ({en})' if named else ''}",
    )
