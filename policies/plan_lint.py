"""What a plan leaves unclear ("6 rõ") and where it contradicts itself, the law, or what binds it from above."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.basis import Certainty
from domain.deadlines import Due, DueForm
from domain.parts import Part, Scope, Task
from domain.plans import Plan
from policies.findings import Finding, Sort

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
SHORT = timedelta(days=31)
WITHIN = {
    Scope.FACILITY: (Scope.FACILITY, Scope.HOSPITAL, Scope.PUBLISHED),
    Scope.HOSPITAL: (Scope.FACILITY, Scope.HOSPITAL, Scope.PUBLISHED),
}
"""Whom an outer deadline binds → scopes of parts that reach some of them."""


def lint_plan(plan: Plan) -> Iterator[Finding]:
    yield from _paper(plan)
    for task in plan.tasks:
        yield from _task(plan, task)
    yield from _acceptance(plan)
    yield from _deliverables(plan)
    yield from _order(plan)
    yield from _outer(plan)
    yield from _cites(plan)
    yield from _duties(plan)


def _unclear(plan: Plan, where: str, aspect: str, vi: str, en: str) -> Finding:
    return Finding(Sort.UNCLEAR, f"plan {plan.code} {where}".rstrip(), aspect, vi, en)


def _contradiction(plan: Plan, where: str, vi: str, en: str) -> Finding:
    return Finding(Sort.CONTRADICTION, f"plan {plan.code} {where}".rstrip(), "thời gian", vi, en)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _paper(plan: Plan) -> Iterator[Finding]:
    if not plan.number:
        yield _unclear(plan, "", "thẩm quyền", f"chưa có số ('{plan.number_words}')", "the paper has no number")
    if not re.search(r"ngày \d", plan.dated_words):
        yield _unclear(plan, "", "thời gian", f"chưa có ngày ban hành ('{plan.dated_words}')", "the paper has no day of issue")
    expected = NUMERALS[: NUMERALS.index(plan.sections[-1]) + 1] if plan.sections and plan.sections[-1] in NUMERALS else plan.sections
    for numeral in expected:
        if numeral not in plan.sections:
            yield _unclear(plan, "", "việc", f"không có mục {numeral}: đánh số sót hoặc thiếu phần", f"there is no section {numeral}")


def _task(plan: Plan, task: Task) -> Iterator[Finding]:
    if not task.lead:
        yield _unclear(plan, task.code, "người", "không ghi đơn vị thực hiện", "names nobody who carries it out")
    if task.due is None and all(part.due is None for part in task.parts):
        yield _unclear(plan, task.code, "thời gian", "không ghi thời gian", "gives no time")
    if task.due:
        yield from _due(plan, task, task.due)
    for note in task.unclear:
        yield _unclear(plan, task.code, note.aspect, note.sentence, "noted by a reader of the source")


def _due(plan: Plan, task: Task, due: Due) -> Iterator[Finding]:
    if due.tentative:
        yield _unclear(plan, task.code, "thời gian", f"hạn mới là dự kiến ('{due.words}')", "the deadline is tentative")
    if due.form is DueForm.RECURRING:
        yield _unclear(plan, task.code, "thời gian", f"việc thường xuyên, không ghi chu kỳ ('{due.words}')", "recurring, no interval given")
    if due.last - plan.effective_from < SHORT:
        vi = f"hạn {_day(due.last)} cách ngày ban hành không quá một tháng"
        yield _unclear(plan, task.code, "thời gian", vi, f"due {due.last}, within a month of issue")
    for other in task.also_due:
        if other.last != due.last:
            vi = f"hai hạn khác nhau: '{due.words}' ({_day(due.last)}) và '{other.words}' ({_day(other.last)})"
            yield _contradiction(plan, task.code, vi, f"two deadlines: {due.last} and {other.last}")


def _acceptance(plan: Plan) -> Iterator[Finding]:
    unstated = [task.code for task in plan.tasks if not task.accepted_by or task.accepted_certainty is not Certainty.READ]
    if unstated:
        vi = f"không ghi ai nghiệm thu: {', '.join(unstated)}"
        yield _unclear(plan, "", "thẩm quyền", vi, f"names nobody who accepts: {', '.join(unstated)}")


def _deliverables(plan: Plan) -> Iterator[Finding]:
    for _, part in plan.parts():
        if not part.deliverable:
            yield _unclear(plan, part.code, "sản phẩm", "không ghi sản phẩm", "names no deliverable")


def _order(plan: Plan) -> Iterator[Finding]:
    parts = {part.code: (task, part) for task, part in plan.parts()}
    tight: dict[tuple[str, str], date] = {}
    for task, part in parts.values():
        for after in part.after:
            first_task, first = parts[after.part]
            early, late = _last(first_task, first), _last(task, part)
            if early and late and early > late:
                why = f"{first.code} phải xong trước ({after.why}, {after.certainty})"
                vi = f"đến hạn {_day(late)}, trước khi {first.code} đến hạn {_day(early)}; {why}"
                yield _contradiction(plan, part.code, vi, f"due {late}, before {first.code}, which must come first, is due {early}")
            elif early and early == late and first_task is not task:
                tight[first_task.code, task.code] = early
    for (one, other), day in tight.items():
        yield _unclear(plan, other, "thời gian", f"cùng hạn {_day(day)} với mục {one} phải xong trước", f"due on the same day as {one}")


def _last(task: Task, part: Part) -> date | None:
    due = part.due or task.due
    return due.last if due else None


def _outer(plan: Plan) -> Iterator[Finding]:
    for outer in plan.outer:
        for task, part in plan.parts():
            last = _last(task, part)
            if part.kind is outer.kind and part.scope in WITHIN.get(outer.scope, (outer.scope,)) and last and last > outer.day:
                vi = f"hạn {_day(last)} muộn hơn {_day(outer.day)} theo {outer.basis}"
                yield _contradiction(plan, part.code, vi, f"due {last}, later than {outer.day} by {outer.basis}")


def _cites(plan: Plan) -> Iterator[Finding]:
    for cited in plan.cites:
        if cited.replaced_by and cited.replaced_from and cited.replaced_from <= plan.effective_until:
            vi = f"dẫn {cited.number}, được {cited.replaced_by} thay thế từ {_day(cited.replaced_from)} ({cited.certainty})"
            yield Finding(
                Sort.CONTRADICTION,
                f"plan {plan.code}",
                "",
                vi,
                f"cites {cited.number}, replaced by {cited.replaced_by} from {cited.replaced_from}",
            )


def _duties(plan: Plan) -> Iterator[Finding]:
    loose = sorted({duty.unit for duty in plan.duties if not duty.about})
    if loose:
        names = ", ".join(plan.unit(code).name for code in loose)
        yield _unclear(
            plan, "", "thời gian", f"có trách nhiệm không gắn nhiệm vụ, không có hạn: {names}", f"duties without a time: {names}"
        )
    for report in plan.reports:
        if not re.search(r"tuần|tháng|quý|năm|ngày \d", report.every):
            vi = f"không ghi chu kỳ báo cáo ('{report.every}')"
            yield _unclear(plan, plan.unit(report.reporter).name, "thời gian", vi, "gives no interval of reporting")
