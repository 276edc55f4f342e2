"""What must be true of a plan's data beyond its shape: codes that exist, days that fit, no circle, amounts that can be read."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial

from domain.budgets import BudgetTable
from domain.deadlines import DATED, PERIODS, Due, DueForm, Nature
from domain.errors import Malformed, NotFound
from domain.faults import halves
from domain.law_texts import LawTable
from domain.parts import FACILITIES, Named, Part, Scope, Task
from domain.plans import Plan
from policies.checks import repeated
from policies.faults import Fault
from policies.plan_places import check_places
from policies.plan_written import bare
from policies.sheets import Sheet


def check_plan(sheet: Sheet, plan: Plan) -> Iterator[Fault]:
    yield from check_places(sheet, bare(plan))
    yield from _twice(sheet, "tasks", ((f"tasks[{n}].code", task.code) for n, task in enumerate(plan.tasks)))
    parts = ((f"tasks[{n}].parts[{k}].code", part.code) for n, task in enumerate(plan.tasks) for k, part in enumerate(task.parts))
    yield from _twice(sheet, "parts", parts)
    yield from _twice(sheet, "units", ((f"units[{n}].code", unit.code) for n, unit in enumerate(plan.units)))
    known = {unit.code for unit in plan.units}
    for path, unit in _named_units(plan):
        if unit and unit not in known:
            yield sheet.fault(
                path, f"không có đơn vị '{unit}' trong danh sách đơn vị (units)", f"unit '{unit}' is not among units", lacks="units"
            )
    for number, task in enumerate(plan.tasks):
        yield from _check_task(sheet, f"tasks[{number}]", task, plan)
    yield from _check_rest(sheet, plan)
    yield from _check_money(sheet, plan)


def _twice(sheet: Sheet, of: str, codes: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for each code that another thing has already, at the later one."""
    first: dict[str, str] = {}
    for path, code in codes:
        if code in first:
            yield sheet.fault(path, f"mã '{code}' đã dùng ở {first[code]}", f"code '{code}' is used at {first[code]} already", doubles=of)
        first.setdefault(code, path)


def check_law(sheet: Sheet, law: LawTable) -> Iterator[Fault]:
    yield from repeated(sheet, "texts", (text.number for text in law.texts))
    for number, outer in enumerate(law.deadlines):
        if outer.nature not in (Nature.LEGAL, Nature.DIRECTED):
            yield sheet.fault(f"deadlines[{number}].nature", "chỉ nhận: legal, directed", "allowed: legal, directed")


def _named_units(plan: Plan) -> Iterator[tuple[str, str]]:
    for number, unit in enumerate(plan.units):
        yield f"units[{number}].successor", unit.successor
    for number, task in enumerate(plan.tasks):
        yield from _roles(f"tasks[{number}]", task.accepted_by, task.lead, task.carries_out, task.subject, task.coordinate)
        for index, part in enumerate(task.parts):
            yield from _roles(f"tasks[{number}].parts[{index}]", part.accepted_by, part.lead, part.carries_out)
    for number, duty in enumerate(plan.duties):
        yield f"duties[{number}].unit", duty.unit
        yield f"duties[{number}].through", duty.through
    for number, report in enumerate(plan.reports):
        yield f"reports[{number}].reporter", report.reporter
        yield from ((f"reports[{number}].receiver", unit) for unit in report.receiver)


def _roles(path: str, accepted_by: str, *named: Named | None) -> Iterator[tuple[str, str]]:
    yield f"{path}.accepted_by", accepted_by
    for name, one in zip(("lead", "carries_out", "subject", "coordinate"), named, strict=False):
        yield from ((f"{path}.{name}.units", unit) for unit in (one.units if one else ()))


def _check_task(sheet: Sheet, path: str, task: Task, plan: Plan) -> Iterator[Fault]:
    dues = [(f"{path}.dues[{n}]", due) for n, due in enumerate(task.dues)]
    dues += [(f"{path}.parts[{n}].dues[{k}]", due) for n, part in enumerate(task.parts) for k, due in enumerate(part.dues)]
    for place, due in dues:
        yield from _check_due(sheet, place, due, {task.code for task in plan.tasks})
    if not task.parts:
        yield sheet.fault(f"{path}.parts", "nhiệm vụ không có phần việc nào", "the task has no part", lacks="tasks")
    for number, part in enumerate(task.parts):
        yield from _check_part(sheet, f"{path}.parts[{number}]", part, task, plan)


def _check_part(sheet: Sheet, path: str, part: Part, task: Task, plan: Plan) -> Iterator[Fault]:
    doer, acceptor = _doer(plan, task, part), part.accepted_by or task.accepted_by
    if doer and doer == acceptor:
        yield sheet.fault(f"{path}.accepted_by", "không ai được tự nghiệm thu việc của mình", "nobody accepts what they report themselves")
    if bool(part.facilities) is not (part.scope is Scope.NAMED):
        yield sheet.fault(
            f"{path}.facilities",
            "phạm vi 'Cơ sở nêu tên' (named), và chỉ phạm vi ấy, phải nêu tên cơ sở",
            "the scope `named`, and it alone, names facilities",
        )
    parts = {other.code: other for _, other in plan.parts()}
    for number, after in enumerate(part.after):
        if after.part not in parts:
            vi, en = f"không có phần việc '{after.part}'", f"there is no part '{after.part}'"
            yield sheet.fault(f"{path}.after[{number}].part", vi, en, lacks="parts")
    if part.code in _before(part.code, parts):
        yield sheet.fault(f"{path}.after", "các phần việc chờ nhau thành vòng", "the parts wait for each other in a circle")


def _doer(plan: Plan, task: Task, part: Part) -> str:
    """Empty where it names a unit that is not in the file: that is a fault of its own."""
    try:
        return plan.doer(task, part)
    except NotFound:
        return ""


def _before(code: str, parts: dict[str, Part]) -> set[str]:
    """Every part that must be done before this one, at any remove."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        part = parts.get(waiting.pop())
        new = {after.part for after in part.after} - found if part else set()
        found |= new
        waiting += new
    return found


def _check_due(sheet: Sheet, path: str, due: Due, tasks: set[str]) -> Iterator[Fault]:
    if due.form in DATED and due.day is None:
        yield sheet.fault(f"{path}.day", "hạn này phải có ngày", "this form of deadline needs a day")
    if due.form in PERIODS and (due.first is None or (due.day and due.first > due.day)):
        yield sheet.fault(f"{path}.first", "phải có ngày đầu, không sau ngày cuối", "needs a first day that is not after the last")
    if due.form in WHOLE and due.day and due.first and not _is_whole(due):
        yield sheet.fault(
            f"{path}.day", "tháng, quý, năm phải từ ngày đầu đến ngày cuối", "a month, quarter or year runs from its first to its last day"
        )
    if (due.after and due.form is not DueForm.AFTER) or not set(due.after) <= tasks:
        vi = "chỉ hạn dạng 'sau việc khác' (after) nêu mã nhiệm vụ đi trước, của kế hoạch này"
        lacks = "tasks" if due.form is DueForm.AFTER else ""
        yield sheet.fault(f"{path}.after", vi, "only the form `after` names tasks, and tasks of this plan", lacks=lacks)


WHOLE = {DueForm.MONTH: 1, DueForm.QUARTER: 3, DueForm.YEAR: 12}
"""Periods of the calendar → their months."""


def _is_whole(due: Due) -> bool:
    months = WHOLE[due.form]
    if due.first is None or due.day is None:
        return False
    begins = due.first.day == 1 and (due.first.month - 1) % months == 0
    ends = (due.day + timedelta(days=1)).day == 1
    return begins and ends and due.first.year == due.day.year and due.day.month - due.first.month == months - 1


def _check_rest(sheet: Sheet, plan: Plan) -> Iterator[Fault]:
    tasks = {task.code for task in plan.tasks}
    for number, duty in enumerate(plan.duties):
        for code in duty.about:
            if code not in tasks:
                yield sheet.fault(f"duties[{number}].about", f"không có nhiệm vụ '{code}'", f"there is no task '{code}'", lacks="tasks")
    for number, one in enumerate(plan.regulations):
        if one.task not in tasks:
            vi, en = f"không có nhiệm vụ '{one.task}'", f"there is no task '{one.task}'"
            yield sheet.fault(f"regulations[{number}].task", vi, en, lacks="tasks")
    for number, goal in enumerate(plan.goals):
        yield from _check_due(sheet, f"goals[{number}].due", goal.due, tasks)
    tracked = {part.code for _, part in plan.parts() if part.scope in FACILITIES}
    for number, indicator in enumerate(plan.indicators):
        for code in indicator.counts:
            if code not in tracked:
                vi, en = f"không có phần việc '{code}' nào của các cơ sở", f"'{code}' is no part of the facilities' tracks"
                yield sheet.fault(f"indicators[{number}].counts", vi, en, lacks="parts")


def _check_money(sheet: Sheet, plan: Plan) -> Iterator[Fault]:
    columns = {column.code for table in plan.tables for column in table.columns}
    codes = {one.code for one in plan.sums}
    for number, one in enumerate(plan.sums):
        yield from _readable(sheet, f"sums[{number}].amount", partial(getattr, one, "dong"))
        if not set(one.sums) <= codes or (one.column and one.column not in columns):
            yield sheet.fault(f"sums[{number}]", "nêu khoản hoặc cột không có", "names a sum or a column that is not there")
    for number, table in enumerate(plan.tables):
        yield from _check_table(sheet, f"tables[{number}]", table)


def _check_table(sheet: Sheet, path: str, table: BudgetTable) -> Iterator[Fault]:
    for index, line in enumerate(table.lines):
        if len(line.amounts) != len(table.columns):
            vi = f"dòng có {len(line.amounts)} ô, bảng có {len(table.columns)} cột"
            yield sheet.fault(f"{path}.lines[{index}].amounts", vi, f"{len(line.amounts)} cells for {len(table.columns)} columns")
            continue
        for cell in range(len(table.columns)):
            yield from _readable(sheet, f"{path}.lines[{index}].amounts[{cell}]", partial(table.dong, line, cell))
    for cell in range(len(table.columns)):
        yield from _readable(sheet, f"{path}.columns[{cell}].printed", partial(table.printed, cell))


def _readable(sheet: Sheet, path: str, read: Callable[[], object]) -> Iterator[Fault]:
    try:
        read()
    except Malformed as fault:
        yield sheet.fault(path, *halves(fault.facts[0]))
