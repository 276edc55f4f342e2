"""The `6 rõ` of a plan: who, what, when, who answers for it, what comes out, who decides."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from domain.basis import Certainty
from domain.deadlines import Due, DueForm
from domain.parts import Task
from domain.plans import Plan, Sort
from policies import findings
from policies.findings import Finding

PEOPLE, WORK, TIME, RESPONSIBILITY, PRODUCT, AUTHORITY = SIX = ("người", "việc", "thời gian", "trách nhiệm", "sản phẩm", "thẩm quyền")
"""The `6 rõ`: what each is clear by, as far as the paper says it in words.

- `người`: who does it stands there as such (`chủ trì`, `đơn vị thực hiện`), for the task or for each of its parts; a mere subject is not.
- `việc`: what is to be done ends, and no two places say other things of it.
- `thời gian`: there is a last day; of what never ends, an interval.
- `trách nhiệm`: one unit can be held to it (a group: each of it for itself): it leads, or alone carries it out, or alone is the subject of
  the sentence, or a duty makes it lead. Not clear where the paper names nobody, or several and no leader.
- `sản phẩm`: each part says what is there when it is done.
- `thẩm quyền`: who accepts or decides is read in the paper.

Each is unclear as well where a reader noted something open in it, or two places are at odds about it.
"""
SHORT = timedelta(days=31)
"""A deadline so soon after the plan was issued leaves no time for it."""


def clarity(plan: Plan, found: tuple[Finding, ...]) -> dict[str, dict[str, bool]]:
    """Task → which of the `6 rõ` is clear in it."""
    spoilt = {(one.task, one.aspect) for one in found}
    return {task.code: {aspect: (task.code, aspect) not in spoilt for aspect in SIX} for task in plan.tasks}


def unclear(plan: Plan) -> Iterator[Finding]:
    yield from _paper(plan)
    for task in plan.tasks:
        yield from _people(plan, task)
        yield from _time(plan, task)
        yield from _product(plan, task)
        yield from _authority(plan, task)
        for note in task.unclear:
            yield about(plan, task, note.aspect, note.sentence, "noted by a reader of the source")
    yield from _lists(plan)
    yield from _reports(plan)


def about(plan: Plan, task: Task | None, aspect: str, vi: str, en: str, words: str = "", mend: str = "") -> Finding:
    """Something open in a task, or in the plan as a whole."""
    where = f"plan {plan.code} {task.code}" if task else f"plan {plan.code}"
    quotes = ((task.section if task else "", words),) if words else ()
    return Finding(findings.Sort.UNCLEAR, where, aspect, vi, en, quotes=quotes, mend=mend, task=task.code if task else "")


def _paper(plan: Plan) -> Iterator[Finding]:
    if plan.sort is Sort.ARTICLE:
        vi = "nguồn là một bài báo, không phải kế hoạch: điều bài không nói là chưa biết"
        yield about(plan, None, AUTHORITY, vi, "the source is a news article, not the plan", mend="Tìm bản kế hoạch đã ký để đối chiếu.")
        return
    if not plan.number:
        yield about(plan, None, AUTHORITY, "chưa có số", "the paper has no number", plan.number_words, "Điền số của bản ban hành.")
    if plan.issued_on is None:
        yield about(plan, None, TIME, "chưa có ngày ban hành", "the paper has no day of issue", plan.dated_words, "Điền ngày ban hành.")


def _people(plan: Plan, task: Task) -> Iterator[Finding]:
    named = task.lead or task.carries_out
    if not named and not all(part.lead or part.carries_out for part in task.parts):
        vi = "không ghi đơn vị thực hiện" + ("; chỉ có chủ ngữ của câu" if task.subject else "")
        found = about(plan, task, PEOPLE, vi, "names nobody who carries it out", mend="Thêm dòng 'Đơn vị thực hiện'.")
        yield replace(found, quotes=((task.subject.place or task.section, task.subject.words),)) if task.subject else found
        yield from _answers(plan, task)
    if task.carries_out and not task.lead and len(task.carries_out.units) > 1:
        vi = "nhiều đơn vị cùng thực hiện, không ghi ai chủ trì"
        yield about(
            plan, task, RESPONSIBILITY, vi, "several carry it out and nobody leads", task.carries_out.words, "Ghi một đơn vị chủ trì."
        )


def _answers(plan: Plan, task: Task) -> Iterator[Finding]:
    """Of a task that nobody is named for as carrying it out: whether somebody can be held to it all the same."""
    if any(duty.lead and task.code in duty.about for duty in plan.duties):
        return
    if task.subject is None:
        vi, en = "không nêu ai, nên không rõ ai chịu trách nhiệm", "names nobody, so nobody answers for it"
        yield about(plan, task, RESPONSIBILITY, vi, en, mend="Ghi đơn vị chủ trì.")
    elif len(task.subject.units) > 1:
        vi, en = "câu nêu nhiều đơn vị, không ghi ai chủ trì", "the sentence speaks of several and nobody leads"
        yield about(plan, task, RESPONSIBILITY, vi, en, task.subject.words, "Ghi một đơn vị chủ trì.")


def _time(plan: Plan, task: Task) -> Iterator[Finding]:
    if not task.dues and not all(part.dues for part in task.parts):
        yield about(plan, task, TIME, "không ghi thời gian", "gives no time", mend="Thêm dòng 'Thời gian thực hiện' với ngày cuối.")
    for due in dict.fromkeys((*task.dues, *(due for part in task.parts for due in part.dues))):
        yield from _due(plan, task, due)


def _due(plan: Plan, task: Task, due: Due) -> Iterator[Finding]:
    if due.tentative:
        yield about(plan, task, TIME, "hạn mới là dự kiến", "the deadline is tentative", due.words, "Chốt một ngày.")
    if due.form is DueForm.CONTINUOUS and not due.rhythm:
        vi = "việc thường xuyên, không ghi chu kỳ"
        yield about(plan, task, TIME, vi, "continuous, no interval given", due.words, "Ghi chu kỳ kiểm tra, báo cáo (tháng, quý).")
    if due.form is DueForm.AFTER:
        vi = ("hạn tính từ việc khác" if due.after else "hạn chờ việc ngoài kế hoạch") + (
            "" if due.days_after else ", không ghi trong bao lâu"
        )
        yield about(plan, task, TIME, vi, "due after something else", due.words, "Ghi ngày muộn nhất.")
    if due.form is DueForm.ROAD_MAP:
        vi, mend = "dẫn một lộ trình mà kế hoạch không ghi ngày", "Nhập lộ trình hoặc ghi ngày."
        yield about(plan, task, TIME, vi, "refers to a road map without days", due.words, mend)
    soon = plan.issued_on and due.last and timedelta(0) <= due.last - plan.issued_on < SHORT
    if soon and due.form is not DueForm.CONTINUOUS:
        vi = f"hạn {due.last:%d/%m/%Y} cách ngày ban hành không quá một tháng"
        yield about(plan, task, TIME, vi, f"due {due.last}, within a month of issue", due.words, "Xem lại hạn.")
    if due.last and due.last < plan.day:
        vi = f"hạn {due.last:%d/%m/%Y} đã qua khi ban hành"
        yield about(plan, task, TIME, vi, f"due {due.last}, before the plan was issued", due.words, "Sửa hạn.")


def _product(plan: Plan, task: Task) -> Iterator[Finding]:
    for part in task.parts:
        if not part.deliverable:
            vi = f"{part.code}: không ghi sản phẩm"
            yield about(plan, task, PRODUCT, vi, f"{part.code}: names no deliverable", part.quote, "Ghi văn bản hoặc kết quả phải có.")


def _authority(plan: Plan, task: Task) -> Iterator[Finding]:
    if not task.accepted_by or task.accepted_certainty is not Certainty.READ:
        vi, mend = "không ghi ai nghiệm thu, ai quyết định", "Ghi ai nghiệm thu kết quả."
        yield about(plan, task, AUTHORITY, vi, "names nobody who accepts or decides", mend=mend)


def _lists(plan: Plan) -> Iterator[Finding]:
    for one in plan.regulations:
        if not one.closed:
            task = next(task for task in plan.tasks if task.code == one.task)
            vi = "danh mục quy chế, quy trình để mở"
            yield about(plan, task, WORK, vi, "the list of regulations is open", one.quote, "Liệt kê đủ, bỏ dấu ba chấm.")


def _reports(plan: Plan) -> Iterator[Finding]:
    for report in plan.reports:
        if not re.search(r"tuần|tháng|quý|năm|ngày \d", report.every):
            vi = f"không ghi chu kỳ báo cáo của {plan.unit(report.reporter).name}"
            yield about(plan, None, TIME, vi, "gives no interval of reporting", report.quote, "Ghi chu kỳ và ngày chốt số liệu.")
