"""A plan as lines a person reads beside the paper."""

from collections.abc import Iterator

from domain.budgets import BudgetTable
from domain.deadlines import Due
from domain.parts import Named, Part, Task
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_clarity import clarity
from policies.plan_money import million

NOTHING = "—"
ROLES = (("lead", "chủ trì"), ("carries_out", "thực hiện"), ("subject", "chủ ngữ của câu"), ("coordinate", "phối hợp"))


def lines(plan: Plan, findings: tuple[Finding, ...]) -> Iterator[str]:
    """Everything of the plan, task by task; words of a badly recognised source with what they read."""
    yield f"{plan.title}"
    yield f"  mã {plan.code} · {plan.issuer} · số {plan.number or NOTHING} · ngày {_day(plan)} · {plan.sort} · {plan.certainty}"
    yield from (f"  ghi chú: {note}" for note in plan.notes)
    yield from ("", "Căn cứ · rests on")
    yield from (f"  {one.number or NOTHING} {one.title}" + ("" if one.ground else " (nhắc đến)") for one in plan.cites)
    yield from _goals(plan)
    for task in plan.tasks:
        yield from _task(plan, task, clarity(plan, findings)[task.code])
    yield from ("", "Trách nhiệm · duties")
    for duty in plan.duties:
        yield f"  {duty.place} {plan.unit(duty.unit).name}{' (chủ trì)' if duty.lead else ''}: {_read(plan, duty.quote)}"
    yield from _money(plan)
    yield from ("", "Báo cáo · reports")
    yield from (f"  {plan.unit(one.reporter).name}, {one.every or NOTHING}: {_read(plan, one.quote)}" for one in plan.reports)
    yield from ("", "Nơi nhận · recipients")
    yield from (f"  {_read(plan, one)}" for one in plan.recipients)
    if plan.units:
        yield from ("", "Đơn vị · units")
        yield from (f"  {one.name}{_ended(plan, one.code)}" for one in plan.units)


def _day(plan: Plan) -> str:
    return f"{plan.issued_on:%d/%m/%Y}" if plan.issued_on else NOTHING


def _goals(plan: Plan) -> Iterator[str]:
    if plan.goals:
        yield from ("", "Mục tiêu có ngày · goals")
    for goal in plan.goals:
        yield f"  {goal.due.place} {goal.kind} {goal.scope}, {_due(goal.due)}: {_read(plan, goal.quote)}"


def _task(plan: Plan, task: Task, clear: dict[str, bool]) -> Iterator[str]:
    yield ""
    yield f"{task.section or task.code} {task.title}"
    for name, label in ROLES:
        named: Named | None = getattr(task, name)
        if named:
            yield f"  {label}: {', '.join(plan.unit(one).name for one in named.units)} «{_read(plan, named.words)}»"
    yield from (f"  hạn: {_due(due)} «{_read(plan, due.words)}»" for due in task.dues)
    yield f"  6 rõ: {' · '.join(('✓ ' if said else '✗ ') + aspect for aspect, said in clear.items())}"
    for part in task.parts:
        yield from _part(plan, part)


def _part(plan: Plan, part: Part) -> Iterator[str]:
    level = f" · {part.level.system} mức {part.level.level}" if part.level else ""
    yield f"  {part.code} {part.title} [{part.kind}, {part.scope}{level}]"
    yield f"    sản phẩm: {part.deliverable or NOTHING}"
    yield f"    «{_read(plan, part.quote)}»"
    yield from (f"    hạn riêng: {_due(due)} «{_read(plan, due.words)}»" for due in part.dues)
    yield from (f"    sau {after.part}: {after.why} ({after.certainty})" for after in part.after)


def _due(due: Due) -> str:
    days = " đến ".join(f"{day:%d/%m/%Y}" for day in (due.first, due.last) if day)
    marks = [due.form, due.nature, *(["dự kiến"] if due.tentative else []), *([f"sau {', '.join(due.after)}"] if due.after else [])]
    return f"{days or NOTHING} ({', '.join(marks)})"


def _money(plan: Plan) -> Iterator[str]:
    yield from ("", "Kinh phí · money")
    yield from (f"  {one.title}: {_read(plan, one.quote)}" for one in plan.sources)
    yield from (f"  {one.place} {one.amount} {one.unit} = {million(one.dong)} triệu đồng: {_read(plan, one.quote)}" for one in plan.sums)
    for table in plan.tables:
        yield from _table(table)


def _table(table: BudgetTable) -> Iterator[str]:
    yield f"  {table.place} {table.title} ({table.unit_words}; dấu phẩy: {table.comma})"
    yield f"    {' | '.join(('TT', 'Đơn vị', *(column.title for column in table.columns)))}"
    yield from (f"    {' | '.join((line.number, line.facility, *line.amounts))}" for line in table.lines)
    yield f"    in: {' | '.join(column.printed or NOTHING for column in table.columns)}"
    yield f"    cộng lại, triệu đồng: {' | '.join(million(table.total(number)) for number in range(len(table.columns)))}"


def _read(plan: Plan, words: str) -> str:
    reads = plan.reads(words)
    return f"{words} [phục hồi: {reads}]" if reads else words


def _ended(plan: Plan, code: str) -> str:
    unit = plan.unit(code)
    after = f" → {plan.unit(unit.successor).name}" if unit.successor else ""
    until = f" đến hết {unit.valid_until:%d/%m/%Y}" if unit.valid_until else ""
    return f"{until}{after} ({unit.basis}, {unit.certainty})" if until or after else ""
