"""What another edition of a plan changes, and what of it may not be: a legal or directed last day is never moved back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.deadlines import Due, Nature, ruling
from domain.errors import Malformed
from domain.faults import both
from domain.parts import Part, Task
from domain.plans import Plan
from domain.reasons import reason_faults


class ChangeKind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    """Dropped: what runs of it keeps its history and waits for nothing."""
    MOVED = "moved"
    """Another last day."""
    WORDED = "worded"
    """Other words, another unit, another order; the last day is as it was."""


@dataclass(frozen=True)
class Change:
    """One part that another edition changes."""

    kind: ChangeKind
    code: str
    title: str
    before: date | None = None
    """The last day of the edition before."""
    after: date | None = None
    words_before: str = ""
    words_after: str = ""
    fields: tuple[str, ...] = ()
    """Of `worded` and `moved`, what is said otherwise besides: names of `SAID`, and `nature` of the last day."""


LONGEST = 500
"""Letters of the words that name a paper."""
MOVABLE = frozenset({Nature.OWN, Nature.LOCAL})
"""Natures of a last day that the province may move back."""
SAID = ("title", "kind", "scope", "lead", "carries_out", "deliverable", "quote", "after", "level", "indicator", "facilities", "accepted_by")


def changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    """What `new` changes, in its order; what it drops comes last."""
    before = {part.code: (task, part) for task, part in old.parts()}
    after = {part.code: (task, part) for task, part in new.parts()}
    found = [one for code, pair in after.items() if (one := _change(before.get(code), pair))]
    dropped = (
        Change(ChangeKind.REMOVED, code, part.title, _last(task, part)) for code, (task, part) in before.items() if code not in after
    )
    return (*found, *dropped)


def _change(was: tuple[Task, Part] | None, now: tuple[Task, Part]) -> Change | None:
    task, part = now
    if was is None:
        return Change(ChangeKind.ADDED, part.code, part.title, None, _last(task, part), "", _words(task, part))
    other = _otherwise(*was, *now)
    days = _last(*was), _last(*now)
    words = _words(*was), _words(*now)
    if days[0] != days[1]:
        return Change(ChangeKind.MOVED, part.code, part.title, *days, *words, other)
    if other or words[0] != words[1]:
        return Change(ChangeKind.WORDED, part.code, part.title, *days, *words, other)
    return None


def _otherwise(task: Task, part: Part, new_task: Task, new: Part) -> tuple[str, ...]:
    found = [name for name in SAID if getattr(part, name) != getattr(new, name)]
    dues = task.due_of(part), new_task.due_of(new)
    whole = {
        "lead": (task.lead, new_task.lead),
        "carries_out": (task.carries_out, new_task.carries_out),
        "nature": tuple(due.nature if due else None for due in dues),
    }
    return tuple(dict.fromkeys([*found, *(name for name, (one, other) in whole.items() if one != other)]))


def _last(task: Task, part: Part) -> date | None:
    due = task.due_of(part)
    return due.last if due else None


def _words(task: Task, part: Part) -> str:
    due = task.due_of(part)
    return due.words if due else ""


def check_edition(old: Plan, new: Plan) -> tuple[Change, ...]:
    """The changes. Raises: Malformed: another plan, the same edition, nothing changed, or everything that binds and would be loosened.

    What binds is neither dropped nor called otherwise, so the edition that runs has all that ever bound.
    """
    if new.code != old.code:
        raise Malformed(both(f"code: bản này là kế hoạch {new.code}, không phải {old.code}", "another plan's code"))
    if (new.province, new.issuer) != (old.province, old.issuer):
        here = f"{old.province}, {old.issuer}"
        raise Malformed(both(f"province, issuer: bản này không phải của {here}; đó là kế hoạch khác, hãy đặt mã khác", "another plan"))
    if new.edition == old.edition:
        raise Malformed(both(f"edition: bản {new.edition} đang chạy, hãy đặt tên bản khác", "this edition runs already, name another"))
    found = changes(old, new)
    if not found:
        raise Malformed(both("edition: bản này không khác bản đang chạy", "it changes nothing"))
    if faults := list(_held(old, new, found)):
        raise Malformed(*faults)
    return found


def _held(old: Plan, new: Plan, found: tuple[Change, ...]) -> Iterator[str]:
    """A legal or directed last day comes no later; what has one is not dropped, and it is not called the plan's own."""
    before, after = _bounds(old), _bounds(new)
    for one in found:
        bound = before.get(one.code)
        if bound is None or bound.last is None:
            continue
        now = after.get(one.code)
        if one.kind is ChangeKind.REMOVED:
            yield both(f"{one.code}: việc có hạn {_whose(bound.nature)} không được bỏ", "what has such a last day is not dropped")
        elif now is None:
            yield both(f"{one.code}: hạn {_whose(bound.nature)} không đổi thành hạn của kế hoạch", "it is not called the plan's own")
        elif not may_move(bound.nature, bound.last, now.last):
            yield both(f"{one.code}: {refused(bound.nature)}", "a legal or directed last day is never moved back")


def _dues(plan: Plan) -> dict[str, Due | None]:
    return {part.code: task.due_of(part) for task, part in plan.parts()}


def _bounds(plan: Plan) -> dict[str, Due | None]:
    """Of each part the strictest legal or directed deadline: it binds also where the plan's own is stricter and rules."""
    return {part.code: ruling(due for due in task.dues_of(part) if due.nature not in MOVABLE) for task, part in plan.parts()}


def may_move(nature: Nature | None, before: date | None, after: date | None) -> bool:
    """Any last day may come sooner; only the plan's own and local ones may come later, or be left open."""
    if nature is None or nature in MOVABLE or before is None:
        return True
    return after is not None and after <= before


def refused(nature: Nature) -> str:
    """Why a last day is not moved back, for people."""
    return f"hạn {_whose(nature)} không được lùi; chỉ rút ngắn được"


def _whose(nature: Nature) -> str:
    return "luật định" if nature is Nature.LEGAL else "cấp trên giao"


@dataclass(frozen=True)
class Move:
    """A last day that was moved, for the whole plan or in one track."""

    code: str
    before: date | None
    after: date | None
    reason: str
    paper: str
    """Number and day of the paper that moves it."""
    edition: str = ""
    """The edition that moved it, when one did."""


YEAR = timedelta(days=366)


def check_paper(paper: str) -> None:
    """The words that name a paper. Raises: Malformed."""
    if faults := list(_paper_faults(paper)):
        raise Malformed(*faults)


def _paper_faults(paper: str) -> Iterator[str]:
    if not paper.strip():
        yield both("paper: cần ghi số, ngày văn bản", "name the paper with its number and date")
    if len(paper) > LONGEST:
        yield both(f"paper: dài quá {LONGEST} ký tự", f"more than {LONGEST} characters")


def check_move(plan: Plan, code: str, to: date, reason: str, paper: str) -> date:
    """The last day of the plan's own words, to which a shortening may be taken back. Raises: Malformed with every fault."""
    due = _dues(plan).get(code)
    if due is None or due.last is None:
        told = f"code: kế hoạch không ghi ngày cho {code}" if code in _dues(plan) else f"code: kế hoạch không có mốc {code}"
        raise Malformed(both(f"{told}; muốn đặt hạn thì nhập bản mới", "the plan gives it no last day; enter another edition"))
    faults = [*reason_faults(reason), *_paper_faults(paper)]
    if not plan.effective_from <= to <= plan.effective_until + YEAR:
        term = f"{plan.effective_from:%d/%m/%Y} đến {plan.effective_until + YEAR:%d/%m/%Y}"
        faults.append(both(f"to: hạn phải từ {term}, trong kỳ kế hoạch hoặc năm sau đó", "outside the plan's term and the year after it"))
    if (bound := _bounds(plan)[code]) and not may_move(bound.nature, bound.last, to):
        faults.append(both(f"to: {refused(bound.nature)}", "a legal or directed last day is never moved back"))
    if faults:
        raise Malformed(*faults)
    return due.last
