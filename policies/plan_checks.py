"""What must be true of a plan's data beyond its shape: codes that exist, days that fit, no circle."""

from collections.abc import Iterator
from datetime import timedelta

from domain.deadlines import Due, DueForm, Nature
from domain.parts import Part, Task
from domain.plans import Plan
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet


def check_plan(sheet: Sheet, plan: Plan) -> Iterator[Fault]:
    yield from repeated(sheet, "tasks", (task.code for task in plan.tasks))
    yield from repeated(sheet, "tasks", (part.code for _, part in plan.parts()))
    yield from repeated(sheet, "units", (unit.code for unit in plan.units))
    for path, unit in _named_units(plan):
        if unit and unit not in {known.code for known in plan.units}:
            yield sheet.fault(path, f"không có đơn vị '{unit}' trong units", f"unit '{unit}' is not among units")
    for number, task in enumerate(plan.tasks):
        yield from _check_task(sheet, f"tasks[{number}]", task, plan)
    yield from _check_rest(sheet, plan)


def _named_units(plan: Plan) -> Iterator[tuple[str, str]]:
    for number, unit in enumerate(plan.units):
        yield f"units[{number}].successor", unit.successor
    for number, task in enumerate(plan.tasks):
        yield f"tasks[{number}].lead", task.lead
        yield f"tasks[{number}].accepted_by", task.accepted_by
        yield from ((f"tasks[{number}].coordinate", unit) for unit in task.coordinate)
        for index, part in enumerate(task.parts):
            yield f"tasks[{number}].parts[{index}].lead", part.lead
            yield f"tasks[{number}].parts[{index}].accepted_by", part.accepted_by
    for number, duty in enumerate(plan.duties):
        yield f"duties[{number}].unit", duty.unit
        yield f"duties[{number}].through", duty.through
    for number, report in enumerate(plan.reports):
        yield f"reports[{number}].reporter", report.reporter
        yield from ((f"reports[{number}].receiver", unit) for unit in report.receiver)


def _check_task(sheet: Sheet, path: str, task: Task, plan: Plan) -> Iterator[Fault]:
    dues = [(f"{path}.due", task.due), *((f"{path}.also_due[{n}]", due) for n, due in enumerate(task.also_due))]
    dues += [(f"{path}.parts[{n}].due", part.due) for n, part in enumerate(task.parts)]
    for place, due in dues:
        if due:
            yield from _check_due(sheet, place, due)
    if not task.parts:
        yield sheet.fault(f"{path}.parts", "nhiệm vụ không có phần việc nào", "the task has no part")
    for number, part in enumerate(task.parts):
        yield from _check_part(sheet, f"{path}.parts[{number}]", part, task, plan)


def _check_part(sheet: Sheet, path: str, part: Part, task: Task, plan: Plan) -> Iterator[Fault]:
    if not part.quote.strip():
        yield sheet.fault(f"{path}.quote", "thiếu nguyên văn", "the source's own words are missing")
    lead, acceptor = part.lead or task.lead, part.accepted_by or task.accepted_by
    if lead and lead == acceptor:
        yield sheet.fault(f"{path}.accepted_by", "không ai được tự nghiệm thu việc của mình", "nobody accepts what they report themselves")
    parts = {other.code: other for _, other in plan.parts()}
    for number, after in enumerate(part.after):
        if after.part not in parts:
            yield sheet.fault(f"{path}.after[{number}].part", f"không có phần việc '{after.part}'", f"there is no part '{after.part}'")
    if part.code in _before(part.code, parts):
        yield sheet.fault(f"{path}.after", "các phần việc chờ nhau thành vòng", "the parts wait for each other in a circle")


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


def _check_due(sheet: Sheet, path: str, due: Due) -> Iterator[Fault]:
    if due.form in (DueForm.MONTH, DueForm.RANGE) and (due.first is None or due.first > due.day):
        yield sheet.fault(f"{path}.first", "phải có ngày đầu, không sau ngày cuối", "needs a first day that is not after the last")
    if due.form is DueForm.MONTH and ((due.day + timedelta(days=1)).day != 1 or due.first != due.day.replace(day=1)):
        yield sheet.fault(f"{path}.day", "tháng phải từ ngày 1 đến ngày cuối tháng", "a month runs from its first to its last day")
    if not due.words.strip():
        yield sheet.fault(f"{path}.words", "thiếu nguyên văn", "the source's own words are missing")


def _check_rest(sheet: Sheet, plan: Plan) -> Iterator[Fault]:
    tasks = {task.code for task in plan.tasks}
    for number, duty in enumerate(plan.duties):
        for code in duty.about:
            if code not in tasks:
                yield sheet.fault(f"duties[{number}].about", f"không có nhiệm vụ '{code}'", f"there is no task '{code}'")
    for number, outer in enumerate(plan.outer):
        if outer.nature not in (Nature.LEGAL, Nature.DIRECTED):
            yield sheet.fault(f"outer[{number}].nature", "chỉ nhận: legal, directed", "allowed: legal, directed")
