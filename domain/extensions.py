"""A last day that is moved by a signed paper (văn bản điều chỉnh thời hạn): what it says, and whether it may still take effect."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both
from domain.letters import named
from domain.names import DocumentId, TrackId
from domain.plan_changes import check_move
from domain.plans import Plan

FORM = "deadline-extension"
ABOUT = "điều chỉnh thời hạn thực hiện nhiệm vụ của kế hoạch triển khai hồ sơ bệnh án điện tử"
EVERYBODY = "Các đơn vị thực hiện kế hoạch"
"""To whom it goes when the day is moved for all."""
CLOSING = "Các nội dung khác của kế hoạch không thay đổi. Đề nghị các đơn vị căn cứ thời hạn nêu trên để tổ chức thực hiện."
COPIES = ("Như trên", "Giám đốc, các Phó Giám đốc (để chỉ đạo)", "Lưu: VT, hồ sơ kế hoạch")


@dataclass(frozen=True)
class NewDate:
    """Another last day of a milestone, in these tracks or in all."""

    code: str
    to: date
    reason: str
    paper: str
    """Number and day of the paper that moves it; where a paper is to be signed first, of the one it rests on."""
    tracks: tuple[TrackId, ...] = ()
    again: DocumentId | None = None
    """The paper that was refused or taken back, of which this is the next version."""


class Void(StrEnum):
    """Why a paper that everybody signed moves nothing."""

    GONE = "gone"
    """The edition that runs now has no such milestone, or gives it no last day."""
    BOUND = "bound"
    """Its last day is a legal or directed one now, or lies outside the plan's term."""
    MOVED = "moved"
    """Its last day was moved meanwhile: the paper says another one."""
    CLOSED = "closed"
    """A track it is for runs no more."""


def void(words: Plan, new: NewDate, before: date, stands: date | None, runs: bool) -> Void | None:
    """Judged when everybody has signed. `before`: the day the paper moves from; `stands`: the one that runs now."""
    if not runs:
        return Void.CLOSED
    if new.code not in {part.code for task, part in words.parts() if any(due.last for due in task.dues_of(part))}:
        return Void.GONE
    try:
        check_move(words, new.code, new.to, new.reason, new.paper)
    except Malformed:
        return Void.BOUND
    return Void.MOVED if stands != before else None


def check_other(new: NewDate, before: date) -> None:
    """A paper moves a day. Raises: Malformed."""
    if new.to == before:
        raise Malformed(
            both("to: hạn mới trùng với hạn đang chạy, không có gì để ký", "it is the last day already, nothing is to be signed")
        )


def opening_of(plan: Plan, paper: str) -> str:
    """The opening paragraph: what is carried out, and what it rests on."""
    return f"Thực hiện {named(plan)} về “{plan.title}”; căn cứ {paper.strip().rstrip('.;')}."
