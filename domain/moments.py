"""When something in a patient's record can have happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clock import before, clock_time
from domain.faults import both
from domain.forms import Form, Kind
from domain.values import moment

AHEAD = timedelta(minutes=5)
"""How far another system's clock may be before ours."""


@dataclass(frozen=True)
class Episode:
    """What bounds the acts of one record."""

    born: date
    """Birthday of the patient."""
    opened_at: datetime
    """When the patient came: record and care began."""
    before: timedelta
    """How long before that an act may lie which is told in the record: emergency care, a sample taken beforehand."""

    def fault(self, at: datetime, now: datetime) -> str:
        """What is wrong with the moment of an act, `tiếng Việt / English`; empty when nothing is."""
        if fault := _fault(at, now, self.born):
            return fault
        if at < self.opened_at - self.before:
            hours, since = f"{self.before / timedelta(hours=1):g}", clock_time(self.opened_at)
            return both(
                f"sớm hơn lúc vào viện ({since}) quá {hours} giờ, xem lại ngày giờ hoặc chọn đúng hồ sơ",
                f"more than {hours} hours before the patient came ({since}): check the time, or choose the right record",
            )
        return ""


def admission_fault(came: datetime, now: datetime, born: date, within: timedelta) -> str:
    """What is wrong with the moment when a patient came, told now; `within`: how long ago that may be. Empty when nothing is."""
    days = within.days
    if fault := _fault(came, now, born):
        return fault
    return both(f"đã quá {days} ngày, xem lại năm", f"more than {days} days ago: check the year") if came < now - within else ""


def discharge_fault(left: datetime, now: datetime, born: date, came: datetime) -> str:
    """What is wrong with the moment when a patient left or died, told now; empty when nothing is.

    Judged by the minute, as pages tell it: whoever came within the same minute left no earlier.
    """
    if fault := _fault(left, now, born):
        return fault
    if left < came.replace(second=0, microsecond=0):
        since = clock_time(came)
        return both(f"sớm hơn lúc vào viện ({since}), xem lại ngày giờ", f"before the patient came ({since}): check the time")
    return ""


def _fault(at: datetime, now: datetime, born: date) -> str:
    if at.tzinfo is None:
        return "thiếu múi giờ / lacks its offset"
    if at > now + AHEAD:
        return "thời điểm ở tương lai / lies in the future"
    if before(at, born):
        on = born.strftime("%d/%m/%Y")
        return both(f"trước ngày sinh của người bệnh ({on}), xem lại ngày", f"before the patient was born ({on}): check the day")
    return ""


def happened(form: Form, data: Mapping[str, object], episode: Episode, now: datetime) -> Iterator[str]:
    """The faults of the moments that have happened, as `faults` tells the others; what cannot be read as a moment is left to it.

    What answers an order tells of nothing but what has happened.
    """
    for one in form.fields:
        judged = one.happened or (form.answers and one.kind is Kind.MOMENT)
        at = moment(data.get(one.name)) if judged else None
        if at and (fault := episode.fault(at, now)):
            yield form.spot(one.label).says(fault)
