"""The file of a medical incident (sự cố y khoa): its own, kept for ever, linked to records and never one of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.errors import Malformed
from domain.faults import both
from domain.names import FacilityId, IncidentId, PersonId, Sha256

LONGEST_NUMBER, LONGEST_TITLE = 60, 300


@dataclass(frozen=True)
class NewIncident:
    """A file to be opened."""

    number: str
    """Of the incident's file; one of its own in the facility."""
    happened_on: date
    title: str = field(repr=False)
    """In a few words."""

    def check(self, today: date) -> None:
        """Raises: Malformed, with a line for each fault."""
        faults = []
        for name, value, longest in (("number", self.number, LONGEST_NUMBER), ("title", self.title, LONGEST_TITLE)):
            if not value.strip():
                faults.append(both(f"{name}: cần điền", "must be given"))
            if len(value) > longest:
                faults.append(both(f"{name}: nhiều nhất {longest} ký tự", f"at most {longest} characters"))
        if self.happened_on > today:
            faults.append(both("happened_on: ngày xảy ra ở tương lai", "lies in the future"))
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Incident:
    """A file that was opened (TT 33/2025/TT-BYT, annex, row 38: the file of the incident, not the patient's record)."""

    id: IncidentId
    facility: FacilityId
    number: str
    happened_on: date
    title: Sha256
    """Of the words, which lie on the shelf under the incident's own key: they outlive the record."""
    retention_class: str
    edition: str
    """Of the schedule by which it is kept."""
    opened_by: PersonId
    opened_at: datetime


def shelf_key(incident: IncidentId) -> str:
    """The key of an incident's words."""
    return f"incident/{incident}"
