"""Where a plan contradicts itself: days, order, levels, leads, names, numbering, and what a reader found."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from domain.basis import Certainty
from domain.deadlines import Due
from domain.mandates import Goal, Unit
from domain.parts import FACILITIES, LIVE, After, Kind, Named, Part, Scope, Task
from domain.plans import Plan
from policies import findings
from policies.findings import Finding
from policies.plan_clarity import PEOPLE, RESPONSIBILITY, TIME, WORK

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
DAY = timedelta(days=1)
"""`Trước ngày` and `chậm nhất ngày` differ by it: a tension, no contradiction."""
WITHIN = {Scope.FACILITY: FACILITIES, Scope.HOSPITAL: FACILITIES, Scope.BEDS: FACILITIES}
"""Whom a deadline binds → scopes of parts that reach some of them."""
Sided = tuple[str, str]


def conflicts(plan: Plan) -> Iterator[Finding]:
    yield from _numbering(plan)
    for task in plan.tasks:
        yield from _two_days(plan, task)
    yield from _goals(plan)
    yield from _order(plan)
    yield from _levels(plan)
    yield from _leads(plan)
    yield from _forms(plan)
    yield from _ended(plan)
    for one in plan.conflicts:
        sides, at = tuple(zip(one.places, one.quotes, strict=True)), _task_at(plan, *one.places)
        yield against(plan, at, one.aspect, one.sentence, "noted by a reader of the source", one.hard, sides, one.mend)


def against(plan: Plan, task: str, aspect: str, vi: str, en: str, hard: bool, sides: tuple[Sided, ...], mend: str) -> Finding:
    """Two places at odds."""
    where = f"plan {plan.code} {task}".rstrip()
    return Finding(findings.Sort.CONTRADICTION, where, aspect, vi, en, hard, sides, mend, task)


def reaches(outer: Scope, kind: Kind, part: Part) -> bool:
    """Whether a deadline for that kind and scope binds the part."""
    same = part.kind is kind or {part.kind, kind} <= LIVE
    return same and part.scope in WITHIN.get(outer, (outer,))


def _task_at(plan: Plan, *places: str) -> str:
    return next((task.code for place in places for task in plan.tasks if place == task.section), "")


def _numbering(plan: Plan) -> Iterator[Finding]:
    numbered = [NUMERALS.index(one) for one in plan.sections if one in NUMERALS]
    for missing in sorted(set(range(max(numbered, default=-1) + 1)) - set(numbered)):
        vi, sides = f"không có mục {NUMERALS[missing]}: đánh số sót hoặc thiếu phần", ((" → ".join(plan.sections), ""),)
        mend = "Đánh số lại, hoặc bổ sung mục thiếu."
        yield against(plan, "", WORK, vi, f"there is no section {NUMERALS[missing]}", False, sides, mend)
    codes = {re.sub(r"[a-zđ]$", "", task.code) for task in plan.tasks if task.numbered}
    for code, before in ((code, _before(code)) for code in sorted(codes)):
        if before and not any(one == before or one.startswith(f"{before}.") for one in codes):
            vi, en = f"không có mục {before} trước mục {code}", f"there is no {before} before {code}"
            yield against(plan, code, WORK, vi, en, False, (), "Đánh số lại.")
    for words in plan.announced:
        vi, sides = "nhắc đến phần không có trong bản này", (("", words),)
        yield against(plan, "", WORK, vi, "announces what is not there", False, sides, "Bổ sung phần đã nhắc.")


def _before(code: str) -> str:
    """The number before this one in its row, e.g. `3.2` before `3.3`; empty for a first one, or what is no number."""
    above, _, last = code.rpartition(".")
    return ".".join(filter(None, (above, str(int(last) - 1)))) if last.isdigit() and int(last) > 1 else ""


def _two_days(plan: Plan, task: Task) -> Iterator[Finding]:
    """Each pair of days once, wherever in the task it stands."""
    told: set[frozenset[date | None]] = set()
    for dues in dict.fromkeys((task.dues, *(part.dues for part in task.parts))):
        for one, other in combinations(dues, 2):
            if (pair := frozenset((one.last, other.last))) not in told:
                told.add(pair)
                yield from _apart(plan, task.code, one, other, one.place or task.section, other.place or task.section)


def _apart(plan: Plan, task: str, one: Due, other: Due, at: str, other_at: str) -> Iterator[Finding]:
    if one.last and other.last and one.last != other.last:
        vi = f"hai hạn khác nhau: {one.last:%d/%m/%Y} và {other.last:%d/%m/%Y}"
        en = f"two deadlines: {one.last} and {other.last}"
        hard = abs(one.last - other.last) > DAY
        yield against(plan, task, TIME, vi, en, hard, ((at, one.words), (other_at, other.words)), "Ghi một hạn cho cùng một việc.")


def _goals(plan: Plan) -> Iterator[Finding]:
    """Days promised outside the tasks, against each other and against the tasks; what a task's own deadlines tell is not told again."""
    owned = [{due.last for dues in (task.dues, *(part.dues for part in task.parts)) for due in dues} for task in plan.tasks]
    for one, other in combinations(plan.goals, 2):
        alike = one.kind is other.kind or {one.kind, other.kind} <= LIVE
        if alike and one.scope is other.scope and not any({one.due.last, other.due.last} <= days for days in owned):
            yield from _apart(plan, "", one.due, other.due, one.due.place, other.due.place)
    told = set()
    for goal in plan.goals:
        for task, days in zip(plan.tasks, owned, strict=True):
            late = max((last for part in task.parts for last in _ruling(task, part, goal)), default=None)
            if late and goal.due.last and late > goal.due.last not in days and (task.code, late, goal.due.last) not in told:
                told.add((task.code, late, goal.due.last))
                yield _later_than(plan, task, goal, late)


def _ruling(task: Task, part: Part, goal: Goal) -> Iterator[date]:
    if reaches(goal.scope, goal.kind, part) and (due := task.due_of(part)) and due.last:
        yield due.last


def _later_than(plan: Plan, task: Task, goal: Goal, late: date) -> Finding:
    words = next(due.words for part in task.parts for due in task.dues_of(part) if due.last == late)
    aim = goal.due.last
    vi = f"hạn {late:%d/%m/%Y} muộn hơn mục tiêu {aim:%d/%m/%Y}"
    hard = bool(aim and late - aim > DAY)
    sides = ((task.section, words), (goal.due.place, goal.quote))
    return against(plan, task.code, TIME, vi, f"due {late}, later than the goal {aim}", hard, sides, f"Đưa hạn về {aim:%d/%m/%Y}.")


def _order(plan: Plan) -> Iterator[Finding]:
    """Tasks due before, or on the same day as, what must come first; each pair of tasks and days once."""
    parts = {part.code: (task, part) for task, part in plan.parts()}
    told = set()
    for task, part in parts.values():
        for after in part.after:
            first_task, first = parts[after.part]
            early, late = first_task.due_of(first), task.due_of(part)
            if early is None or late is None or not (early.last and late.last) or early.last < late.last or first_task is task:
                continue
            if (pair := (first_task.code, task.code, early.last, late.last)) not in told:
                told.add(pair)
                yield _too_early(plan, (task, late), (first_task, early), after)


def _too_early(plan: Plan, later: tuple[Task, Due], earlier: tuple[Task, Due], after: After) -> Finding:
    (task, late), (first, early) = later, earlier
    sides = ((task.section, late.words), (first.section, early.words))
    if early.last == late.last:
        vi = f"cùng hạn {late.last:%d/%m/%Y} với mục {first.code} phải xong trước ({after.why})"
        en = f"due on the same day as {first.code}, which comes first"
        return against(plan, task.code, TIME, vi, en, False, sides, f"Đặt hạn mục {first.code} sớm hơn.")
    vi = f"đến hạn {late.last:%d/%m/%Y}, trước khi mục {first.code} phải xong trước đến hạn {early.last:%d/%m/%Y} ({after.why})"
    en = f"due {late.last}, before {first.code}, which comes first, is due {early.last}"
    hard = after.certainty is Certainty.READ
    return against(plan, task.code, TIME, vi, en, hard, sides, f"Đưa hạn mục {first.code} về trước {late.last:%d/%m/%Y}.")


def _levels(plan: Plan) -> Iterator[Finding]:
    said = [(task, part, part.level) for task, part in plan.parts() if part.level]
    for (task, part, one), (other_task, other_part, other) in combinations(said, 2):
        if one.system == other.system and one.level != other.level:
            vi = f"{one.system}: mức '{one.level}' và mức '{other.level}'"
            sides = ((task.section, part.quote), (other_task.section, other_part.quote))
            en = f"{one.system}: level '{one.level}' and level '{other.level}'"
            yield against(plan, other_task.code, WORK, vi, en, False, sides, "Ghi một mức.")


def _leads(plan: Plan) -> Iterator[Finding]:
    """A duty that makes somebody lead what another leads, or what nobody leads where the task stands."""
    for duty in plan.duties:
        for task in plan.tasks if duty.lead else ():
            role = task.lead or task.carries_out
            if task.code not in duty.about or not role or (task.lead and duty.unit in task.lead.units):
                continue
            theirs = ", ".join(plan.unit(code).name for code in role.units)
            vi = f"mục {duty.place} giao {plan.unit(duty.unit).name} chủ trì; mục {task.section} ghi {theirs}"
            vi += "" if task.lead else " thực hiện, không ai chủ trì"
            en = f"{duty.place} makes {duty.unit} lead, {task.section} names {', '.join(role.units)}"
            sides = ((task.section, role.words), (duty.place, duty.quote))
            yield against(plan, task.code, RESPONSIBILITY, vi, en, False, sides, "Ghi cùng một đơn vị chủ trì ở cả hai mục.")


def _forms(plan: Plan) -> Iterator[Finding]:
    for one in plan.spellings:
        vi = f"một tên, {len(one.forms)} cách viết: {', '.join(one.forms)}"
        yield against(plan, "", WORK, vi, "one name in several forms", False, tuple(("", form) for form in one.forms), one.sentence)


def _ended(plan: Plan) -> Iterator[Finding]:
    """Units that end before what they lead, carry out or are charged with is over."""
    for unit in plan.units:
        until = unit.valid_until
        if until is None or until >= plan.effective_until:
            continue
        late = [task for task in plan.tasks if any(unit.code in one.units for one in _roles(task)) and _outlives(plan, task, until)]
        charged = list(dict.fromkeys(duty.place for duty in plan.duties if duty.unit == unit.code))
        if late or charged:
            yield _gone(plan, unit, until, late, charged)


def _gone(plan: Plan, unit: Unit, until: date, late: list[Task], charged: list[str]) -> Finding:
    where = ", ".join((*(task.section for task in late), *charged))
    vi = f"{unit.name} chỉ còn đến hết {until:%d/%m/%Y} ({unit.basis}, {unit.certainty}), việc được giao ở mục {where} còn sau ngày đó"
    en = f"{unit.code} ends on {until}, what it is charged with goes on"
    sides = [(task.section, one.words) for task in late[:2] for one in _roles(task) if unit.code in one.units]
    sides = sides or [(duty.place, duty.quote) for duty in plan.duties if duty.unit == unit.code][:1]
    mend = f"Ghi đơn vị kế tục: {plan.unit(unit.successor).name}." if unit.successor else "Ghi đơn vị kế tục."
    return against(plan, "", PEOPLE, vi, en, False, tuple(sides), mend)


def _roles(task: Task) -> list[Named]:
    mine = (task.lead, task.carries_out, task.subject, *(one for part in task.parts for one in (part.lead, part.carries_out)))
    return [one for one in mine if one]


def _outlives(plan: Plan, task: Task, until: date) -> bool:
    """Whether it is due later; without a day, whether the plan runs on."""
    days = [due.last for due in (*task.dues, *(due for part in task.parts for due in part.dues)) if due.last]
    return max(days, default=plan.effective_until) > until
