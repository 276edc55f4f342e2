"""What another edition of a plan changes, and what of it may not be: a legal or directed last day is never moved back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.deadlines import Due, Nature
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
    """Of `worded` and `moved`, what is said otherwise besides, by the names of `SAID`."""


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
    natures = [due.nature if (due := _due(*one)) else None for one in (was, now)]
    other = (*other, *(("nature",) if natures[0] is not natures[1] else ()))
    days = _last(*was), _last(*now)
    words = _words(*was), _words(*now)
    if days[0] != days[1]:
        return Change(ChangeKind.MOVED, part.code, part.title, *days, *words, other)
    if other or words[0] != words[1]:
        return Change(ChangeKind.WORDED, part.code, part.title, *days, *words, other)
    return None


def _otherwise(task: Task, part: Part, new_task: Task, new: Part) -> tuple[str, ...]:
    found = [name for name in SAID if getattr(part, name) != getattr(new, name)]
    whole = {"lead": (task.lead, new_task.lead), "carries_out": (task.carries_out, new_task.carries_out)}
    return tuple(dict.fromkeys([*found, *(name for name, (one, other) in whole.items() if one != other)]))


def _due(task: Task, part: Part) -> Due | None:
    return next(iter(task.dues_of(part)), None)


def _last(task: Task, part: Part) -> date | None:
    due = _due(task, part)
    return due.last if due else None


def _words(task: Task, part: Part) -> str:
    due = _due(task, part)
    return due.words if due else ""


def check_edition(old: Plan, new: Plan, earlier: Iterable[Plan] = ()) -> tuple[Change, ...]:
    """The changes; `earlier` are editions before `old`, whose legal and directed days bind too: a part that comes back is no new one.

    Raises: Malformed: another plan, the same edition, nothing changed, or each day that may not be moved back.
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
    if faults := list(_held([old, *earlier], new, found)):
        raise Malformed(*faults)
    return found


def _held(editions: list[Plan], new: Plan, found: tuple[Change, ...]) -> Iterator[str]:
    """What binds stays: its day comes no later, it is not dropped, and it is not called the plan's own."""
    natures = {part.code: due.nature if (due := _due(task, part)) else None for task, part in new.parts()}
    for one in found:
        dues = (_due(task, part) for plan in editions for task, part in plan.parts() if part.code == one.code)
        bound = next((due for due in dues if due and due.last and due.nature not in MOVABLE), None)
        if bound is None:
            continue
        if one.kind is ChangeKind.REMOVED:
            yield both(
                f"{one.code}: việc có hạn {_whose(bound.nature)} không được bỏ", "what has a legal or directed last day is not dropped"
            )
        elif natures[one.code] in (None, *MOVABLE):
            yield both(f"{one.code}: hạn {_whose(bound.nature)} không đổi thành hạn của kế hoạch", "it is not called the plan's own")
        elif not may_move(bound.nature, bound.last, one.after):
            yield both(f"{one.code}: {refused(bound.nature)}", "a legal or directed last day is never moved back")


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


def check_term(plan: Plan, to: date) -> None:
    """A last day lies in the plan's term, or in the year after it. Raises: Malformed."""
    last = plan.effective_until.replace(year=plan.effective_until.year + 1)
    if not plan.effective_from <= to <= last:
        told = f"to: hạn phải từ {plan.effective_from:%d/%m/%Y} đến {last:%d/%m/%Y}, trong kỳ kế hoạch hoặc năm sau đó"
        raise Malformed(both(told, "outside the plan's term and the year after it"))


def check_move(nature: Nature | None, before: date | None, after: date, reason: str, paper: str, present: date | None = None) -> None:
    """`before`: the last day of the plan's own words, to which a shortening may be taken back; `present`: as it stands in the tracks.

    Raises: Malformed with every fault.
    """
    faults = [*reason_faults(reason), *(both("paper: dài quá 500 ký tự", "too long") for _ in [0] if len(paper) > LONGEST)]
    if not may_move(nature, before, after) and nature is not None:
        faults.append(both(f"to: {refused(nature)}", "a legal or directed last day is never moved back"))
    if after == present:
        faults.append(both("to: trùng hạn đang có", "the same day as now"))
    if not paper.strip():
        faults.append(both("paper: cần ghi số, ngày văn bản cho đổi hạn", "name the paper that moves it"))
    if faults:
        raise Malformed(*faults)
