"""Inspection visits (đợt kiểm tra): planned for a day, recorded with minutes and findings, followed by remedial tasks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.clock import EARLIEST, too_far
from domain.errors import Malformed, NotAllowed, WrongState
from domain.evidence import Evidence
from domain.faults import both
from domain.names import FacilityId, PersonId, PlanId, TrackId, VisitId
from domain.outside_papers import OutsidePaper
from domain.reasons import LONGEST, reason_faults, too_long
from domain.tracks import Track

MOST_MEMBERS = 40
NO_PAPER = OutsidePaper()


class VisitState(StrEnum):
    PLANNED = "planned"
    RECORDED = "recorded"
    """Its minutes are there."""
    CALLED_OFF = "called_off"


class Verdict(StrEnum):
    """What was found of a milestone."""

    MET = "met"
    NOT_MET = "not_met"


@dataclass(frozen=True)
class VisitMember:
    """Who goes: an officer of the department, or somebody named in words."""

    name: str
    """With the post, of somebody without an account."""
    person: PersonId | None = None


@dataclass(frozen=True)
class Looked:
    """A milestone that is looked at, and what was found."""

    milestone: str
    verdict: Verdict | None = None
    words: str = ""


@dataclass(frozen=True)
class NewVisit:
    """A visit to be planned."""

    day: date
    subject: str
    """What is looked at, in words."""
    officers: tuple[PersonId, ...] = ()
    others: tuple[str, ...] = ()
    """Members without an account here, each a line: name and post."""
    milestones: tuple[str, ...] = ()
    paper: OutsidePaper = NO_PAPER
    """The decision that sets up the group, if any."""

    def check(self, track: Track, officers: Collection[PersonId], today: date) -> None:
        """`officers`: those of the department. Raises: NotAllowed for the department's own track, Malformed with every fault."""
        if track.own:
            raise NotAllowed("", "visit.plan", "own")
        found = [] if self.subject.strip() else ["subject: ghi nội dung kiểm tra / say what is looked at"]
        found += too_long("subject", self.subject, LONGEST) + self.paper.faults(today, needed=False) + too_far("day", self.day, today)
        if self.day < EARLIEST:
            found.append("day: ngày kiểm tra trước năm 2000, xem lại / lies before the year 2000")
        if not self.officers and not self.others:
            found.append("officers: chọn hoặc ghi ít nhất một thành viên / name at least one member")
        if len(self.officers) + len(self.others) > MOST_MEMBERS:
            found.append(both(f"officers: nhiều nhất {MOST_MEMBERS} thành viên", f"{MOST_MEMBERS} members at most"))
        if not set(self.officers) <= set(officers):
            found.append("officers: chỉ chọn người của Sở Y tế / officers of the department only")
        for one in self.others:
            found += too_long("others", one)
        known = {one.code for one in track.milestones}
        unknown = [code for code in self.milestones if code not in known]
        found += [both(f"milestones: lộ trình không có mốc {code}", f"the track has no milestone {code}") for code in unknown]
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Minutes:
    """Biên bản kiểm tra."""

    number: str
    held_on: date
    conclusion: str
    files: tuple[Evidence, ...]

    def faults(self, today: date) -> list[str]:
        found = [] if self.number.strip() else ["number: ghi số biên bản / give the number of the minutes"]
        found += too_long("number", self.number) + too_long("conclusion", self.conclusion, LONGEST)
        if self.held_on > today:
            found.append("held_on: ngày kiểm tra ở tương lai / lies in the future")
        if self.held_on < EARLIEST:
            found.append("held_on: ngày kiểm tra trước năm 2000, xem lại / lies before the year 2000")
        if not self.conclusion.strip():
            found.append("conclusion: ghi kết luận / give the conclusion")
        if not self.files:
            found.append("file: gửi kèm biên bản đã ký, tệp PDF / add the signed minutes as PDF")
        return found


@dataclass(frozen=True)
class Visit:
    """A visit as its row has it. Immutable: an act gives a new one."""

    id: VisitId
    track: TrackId
    plan: PlanId
    facility: FacilityId
    department: FacilityId
    day: date
    subject: str
    members: tuple[VisitMember, ...]
    looked: tuple[Looked, ...]
    """In the plan's order."""
    paper: OutsidePaper
    state: VisitState
    planned_by: PersonId
    planned_at: datetime
    minutes: Minutes | None = None
    reason: str = ""
    """Why it was called off."""
    remedies: int = 0
    """Remedial tasks it gave."""
    told: bool = False
    """That its day passed without minutes was told."""

    def unrecorded(self, today: date) -> bool:
        """Its day has passed and nothing is recorded."""
        return self.state is VisitState.PLANNED and self.day < today

    def move(self, to: date, reason: str, today: date) -> "Visit":
        """Raises: WrongState, Malformed."""
        self._planned("visit.move")
        found = reason_faults(reason)
        if to < today:
            found.append("day: ngày này đã qua / this day is over")
        found += too_far("day", to, today)
        if found:
            raise Malformed(*found)
        return replace(self, day=to, told=False)

    def call_off(self, reason: str) -> "Visit":
        """Raises: WrongState, Malformed."""
        self._planned("visit.call_off")
        if found := reason_faults(reason):
            raise Malformed(*found)
        return replace(self, state=VisitState.CALLED_OFF, reason=reason.strip())

    def record(self, minutes: Minutes, findings: Iterable[Looked], today: date) -> "Visit":
        """Minutes, and what was found of each milestone it looked at. Raises: WrongState, Malformed with every fault."""
        self._planned("visit.record")
        given = {one.milestone: one for one in findings}
        faults = minutes.faults(today)
        wanted = {one.milestone for one in self.looked}
        faults += [both(f"{code}: không thuộc đợt kiểm tra này", f"{code}: not looked at") for code in given if code not in wanted]
        for code in (one.milestone for one in self.looked):
            found = given.get(code)
            if found is None or found.verdict is None:
                faults.append(both(f"{code}: chọn đạt hoặc chưa đạt", f"{code}: met or not met"))
            elif found.verdict is Verdict.NOT_MET and not found.words.strip():
                faults.append(both(f"{code}: ghi điều chưa đạt", f"{code}: say what is not met"))
        if faults:
            raise Malformed(*faults)
        looked = tuple(replace(given[one.milestone], words=given[one.milestone].words.strip()) for one in self.looked)
        return replace(self, state=VisitState.RECORDED, minutes=minutes, looked=looked)

    def _planned(self, act: str) -> None:
        if self.state is not VisitState.PLANNED:
            raise WrongState(act, self.state)
