"""A paper made elsewhere: its number, its day and who issued it, as far as they have to be told."""

from dataclasses import dataclass
from datetime import date

from domain.reasons import too_long


@dataclass(frozen=True)
class OutsidePaper:
    """Văn bản: số, ngày, nơi ban hành; empty when there is none."""

    number: str = ""
    day: date | None = None
    issuer: str = ""

    @property
    def empty(self) -> bool:
        return not self.number.strip() and not self.issuer.strip() and self.day is None

    def faults(self, today: date, needed: bool) -> list[str]:
        """A line for each fault; what is told of a paper is told whole. `needed`: whether there must be one."""
        found = too_long("paper_number", self.number) + too_long("paper_issuer", self.issuer)
        if self.empty and not needed:
            return found
        if not self.number.strip():
            found.append("paper_number: ghi số văn bản / give the number of the paper")
        if not self.issuer.strip():
            found.append("paper_issuer: ghi nơi ban hành / say who issued it")
        if self.day is None:
            found.append("paper_day: chọn ngày của văn bản / choose the day of the paper")
        elif self.day > today:
            found.append("paper_day: ngày văn bản ở tương lai / lies in the future")
        return found
