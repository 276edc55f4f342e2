"""What records are looked for by."""

import re
from dataclasses import dataclass
from datetime import date

from domain.errors import Malformed
from domain.names import DepartmentId
from domain.records import RecordState, disease

CODE = re.compile(r"[A-Z][0-9][0-9A-Z]*")


@dataclass(frozen=True)
class Search:
    """Records that fit everything given."""

    words: str = ""
    """A name, with or without marks; or the code of the record or patient, or the identity number."""
    state: RecordState | None = None
    department: DepartmentId | None = None
    """Treating department."""
    admitted_from: date | None = None
    admitted_to: date | None = None
    """Last day of admission, in Vietnam."""
    diagnosis: str = ""
    """Beginning of the ICD-10 code of the main diagnosis, from the discharge on."""

    def check(self) -> None:
        """Raises: Malformed."""
        found = []
        if self.diagnosis.strip() and not CODE.fullmatch(disease(self.diagnosis)):
            found.append("diagnosis: mã ICD-10 gồm một chữ và ít nhất một chữ số, ví dụ J18 / a letter and at least one digit")
        if self.admitted_from and self.admitted_to and self.admitted_to < self.admitted_from:
            found.append("admitted_to: trước ngày bắt đầu / before the first day")
        if found:
            raise Malformed(*found)
