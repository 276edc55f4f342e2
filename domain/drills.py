"""Restore drills (diễn tập khôi phục): that a backup was restored on a day, what came of it, with signed minutes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.clock import EARLIEST, day
from domain.errors import Malformed, SamePerson, WrongState
from domain.evidence import Evidence
from domain.names import DrillId, FacilityId, PersonId, TrackId
from domain.reasons import LONGEST, reason_faults, too_long

LONGEST_DRILL = timedelta(days=14)


class DrillResult(StrEnum):
    RESTORED = "restored"
    """All of it, and it was checked."""
    PARTLY = "partly"
    FAILED = "failed"


@dataclass(frozen=True)
class NewDrill:
    """A drill to be recorded."""

    what: str
    """What was restored."""
    backup: str
    """From which backup: where it lay, what it is called."""
    backup_of: date
    """The day the backup is of."""
    started_at: datetime
    ended_at: datetime
    result: DrillResult
    words: str
    """How it was checked; what is missing when not all came back."""
    files: tuple[Evidence, ...]
    """The minutes."""

    def check(self, now: datetime) -> None:
        """Raises: Malformed with every fault."""
        faults = [f for name in ("what", "backup", "words") for f in too_long(name, getattr(self, name), LONGEST)]
        if not self.what.strip():
            faults.append("what: ghi khôi phục những gì / say what was restored")
        if not self.backup.strip():
            faults.append("backup: ghi bản sao lưu nào, để ở đâu / say which backup, and where it lay")
        if not self.words.strip():
            faults.append("words: ghi đã đối chiếu thế nào, còn thiếu gì / say how it was checked and what is missing")
        if self.ended_at > now:
            faults.append("ended_at: lúc kết thúc ở tương lai / the end lies in the future")
        if day(self.started_at) < EARLIEST:
            faults.append("started_at: lúc bắt đầu trước năm 2000, xem lại / lies before the year 2000")
        if not timedelta(0) < self.ended_at - self.started_at <= LONGEST_DRILL:
            faults.append("ended_at: kết thúc sau khi bắt đầu, nhiều nhất 14 ngày / after the beginning, 14 days at most")
        if self.backup_of > day(self.started_at):
            faults.append("backup_of: bản sao lưu phải có trước lúc bắt đầu / the backup is older than the drill")
        if not self.files:
            faults.append("file: gửi kèm biên bản diễn tập đã ký, tệp PDF / add the signed minutes as PDF")
        if faults:
            raise Malformed(*faults)


@dataclass(frozen=True)
class Drill:
    """A drill as it was recorded. Nothing of it is changed; a wrong entry is taken back with a reason."""

    id: DrillId
    track: TrackId
    facility: FacilityId
    said: NewDrill
    by: PersonId
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @property
    def minutes(self) -> int:
        """How long it took."""
        return int((self.said.ended_at - self.said.started_at).total_seconds() // 60)

    @property
    def counts(self) -> bool:
        """Whether it shows that a backup can be restored."""
        return self.withdrawn_at is None and self.said.result is DrillResult.RESTORED

    def withdraw(self, reason: str, by: PersonId, now: datetime) -> "Drill":
        """By somebody else than who recorded it. Raises: WrongState, SamePerson, Malformed."""
        if self.withdrawn_at:
            raise WrongState("drill.withdraw", "withdrawn")
        if by == self.by:
            raise SamePerson("drill.withdraw")
        if faults := reason_faults(reason):
            raise Malformed(*faults)
        return replace(self, withdrawn_at=now, withdrawn_why=reason.strip())
