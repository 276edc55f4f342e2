"""What a record that was handed in lacks: said by who returns it, with who mends it and by when; nothing closes before all is mended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import Malformed, NotAllowed, WrongState
from domain.faults import both
from domain.names import PersonId, ShortcomingId
from domain.people import Position
from domain.records import Record, RecordState
from domain.roles import Role

MOST = 30
"""Most shortcomings told at once."""
LONGEST = 500
"""Characters of one."""


@dataclass(frozen=True)
class NewShortcoming:
    """One thing to be mended."""

    what: str = field(repr=False)
    owed_by: PersonId
    """Who mends it."""
    due: datetime
    """By when."""


@dataclass(frozen=True)
class Shortcoming:
    """One that was told."""

    id: ShortcomingId
    what: str = field(repr=False)
    owed_by: PersonId
    due: datetime
    told_by: PersonId
    told_at: datetime
    mended_at: datetime | None = None
    mended_by: PersonId | None = None

    def mendable_by(self, position: Position, record: Record) -> bool:
        """Whoever owes it says so, the treating doctor, or the head of the treating department."""
        heads = position.role is Role.HEAD and position.works_in(record.department)
        return position.person in (self.owed_by, record.doctor) or heads

    def check_mend(self, position: Position, record: Record) -> None:
        """Raises: WrongState, NotAllowed."""
        if record.state is not RecordState.DISCHARGED or self.mended_at:
            raise WrongState("record.mend", "mended" if self.mended_at else record.state)
        if not self.mendable_by(position, record):
            raise NotAllowed(position.role, "record.mend", "")


def check(new: Sequence[NewShortcoming], now: datetime) -> None:
    """Raises: Malformed with a line for each fault."""
    faults = [both(f"shortcomings: nhiều nhất {MOST} điều", f"at most {MOST}")] if len(new) > MOST else []
    for n, one in enumerate(new):
        if not one.what.strip():
            faults.append(both(f"shortcomings[{n}].what: ghi điều phải bổ sung", "say what is to be mended"))
        if len(one.what) > LONGEST:
            faults.append(both(f"shortcomings[{n}].what: nhiều nhất {LONGEST} ký tự", f"at most {LONGEST} characters"))
        if one.due <= now:
            faults.append(both(f"shortcomings[{n}].due: hạn bổ sung phải ở tương lai", "must lie in the future"))
    if faults:
        raise Malformed(*faults)
