"""Who a record is of: a temporary code that gets its identity number, and records that go from one patient to another, traced.

TT 13/2025/TT-BYT Đ1 k3: each patient is keyed by số định danh cá nhân, with temporary codes for newborns, foreigners and unknown persons.
What was signed stays as it was signed: a sheet prints who the patient was then.
"""

from dataclasses import dataclass
from datetime import date

from domain.errors import Incomplete, Malformed
from domain.faults import both
from domain.names import PatientId, RecordId

DIGITS = 12


@dataclass(frozen=True)
class Identity:
    """A patient as the rows have it."""

    id: PatientId
    code: str
    name: str
    birth: date
    citizen_id: str | None = None
    temporary_code: str | None = None


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
