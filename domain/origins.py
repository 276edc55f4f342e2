"""Where a patient was transferred from, as the record that is opened for them keeps it."""

from dataclasses import dataclass
from datetime import date

from domain.faults import both
from domain.reasons import too_long


@dataclass(frozen=True)
class CameFrom:
    """As the slip they brought says (TT 01/2025/TT-BYT)."""

    facility: str
    """Name of the sending facility."""
    slip: str
    """Number or look-up code of the slip."""
    slip_day: date | None = None

    def faults(self, today: date) -> list[str]:
        """A line for each fault."""
        wanted = (
            ("came_from", self.facility, "ghi cơ sở đã chuyển người bệnh đến", "name the facility the patient comes from"),
            ("came_slip", self.slip, "ghi số phiếu chuyển", "give the number of the slip"),
        )
        found = [both(f"{name}: {vi}", en) for name, said, vi, en in wanted if not said.strip()]
        found += [fault for name, said, _, _ in wanted for fault in too_long(name, said)]
        if self.slip_day and self.slip_day > today:
            found.append("came_day: ngày của phiếu ở tương lai / lies in the future")
        return found
