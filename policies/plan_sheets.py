"""A plan as what is printed of it: the words of its paper laid out as an office does, an open place where the paper leaves one."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from domain.budgets import BudgetTable
from domain.deadlines import Due
from domain.parts import Named, Part, Task
from domain.plans import Plan, Sort
from policies.plan_terms import CERTAINTIES
from policies.plan_written import yaml_of

OPEN = "…"
"""An open place, as an office writes it."""
ROLES = (("lead", "Chủ trì"), ("carries_out", "Thực hiện"), ("subject", "Nêu trong câu"))
CAPACITY = re.compile(r"(?:KT|TM|TL|TUQ|Q)\.")


def plan_sheet(plan: Plan) -> dict[str, Any]:
    """What `policies/forms/plan.typ` prints, and the data that goes along."""
    capacity, name = _signer(plan)
    return {
        "code": plan.code,
        "edition": plan.edition,
        "issuer": plan.issuer or OPEN,
        "number": _number(plan),
        "dated": _dated(plan),
        "title": plan.title,
        "decision": _decision(plan),
        "source": _source(plan),
        "bases": [_cited(plan, one.quote, one.title) for one in plan.cites if one.ground],
        "mentioned": [_cited(plan, one.quote, one.title) for one in plan.cites if not one.ground],
        "goals": [{"place": one.due.place, "words": _read(plan, one.quote)} for one in plan.goals],
        "tasks": [_task(plan, task) for task in plan.tasks],
        "indicators": [[_read(plan, one.quote), one.target, _day(one.day)] for one in plan.indicators],
        "sources": [_read(plan, one.quote) for one in plan.sources],
        "sums": [_read(plan, one.quote) for one in plan.sums],
        "duties": list(_duties(plan)),
        "reports": [_report(plan, *said) for said in ((one.reporter, one.receiver, one.every, one.quote) for one in plan.reports)],
        "recipients": [_read(plan, one) for one in plan.recipients] or [OPEN],
        "capacity": capacity,
        "signer": name,
        "given": [row for task in plan.tasks for row in _given(plan, task)],
        "tables": [_table(table) for table in plan.tables],
        "announced": [_read(plan, one) for one in plan.announced],
        "restored": bool(plan.restored),
        "attached": yaml_of(plan),
    }


def _read(plan: Plan, words: str) -> str:
    return plan.reads(words) or words


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else OPEN


def _number(plan: Plan) -> str:
    """After `Số: `; the blank before the stroke stays one."""
    if plan.number:
        return plan.number
    said = re.sub(r"(?i)^\s*số\s*:?\s*", "", plan.number_words)
    return OPEN + said if said.startswith("/") else said or OPEN


def _dated(plan: Plan) -> str:
    """The date line; what it leaves out is left open."""
    said = _read(plan, plan.dated_words)
    if not said and plan.issued_on:
        said = f"ngày {plan.issued_on:%d} tháng {plan.issued_on:%m} năm {plan.issued_on:%Y}"
    said = said or "ngày tháng năm"
    said = re.sub(r"ngày\s*(?=/)", f"ngày {OPEN}", said)
    said = re.sub(r"ngày\s+(?=tháng)", f"ngày {OPEN} ", said)
    said = re.sub(r"tháng\s+(?=năm)", f"tháng {OPEN} ", said)
    said = re.sub(r"năm\s*$", f"năm {OPEN}", said)
    return f"{OPEN}, {said}" if said.startswith("ngày") else said


def _decision(plan: Plan) -> str:
    if plan.sort is not Sort.DECISION:
        return ""
    return f"(Kèm theo Quyết định số {_number(plan)} ngày {_day(plan.issued_on)} của {plan.issuer or OPEN})"


def _source(plan: Plan) -> str:
    """What the copy was made from; the name of a file says nothing to who reads the paper."""
    return f"{re.sub(r' *[(][^()]*[.]txt[)]', '', plan.basis)} ({CERTAINTIES[plan.certainty].partition(': ')[2]})"


def _cited(plan: Plan, quote: str, title: str) -> str:
    said = _read(plan, quote).rstrip(";. ")
    return said if title and title.casefold() in said.casefold() else f"{said} ({title})"


def _signer(plan: Plan) -> tuple[list[str], str]:
    """The capacity, a line for each post, and the name."""
    words = _read(plan, plan.signer).split()
    post = [word for number, word in enumerate(words) if all(one.isupper() or CAPACITY.match(one) for one in words[: number + 1])]
    name = " ".join(words[len(post) :])
    lines = re.split(r"\s+(?=PHÓ )", " ".join(post)) if post else [OPEN]
    return lines, name or OPEN


def _task(plan: Plan, task: Task) -> dict[str, Any]:
    return {
        "place": task.section or task.code,
        "title": task.title,
        "words": [_read(plan, one) for one in task.words],
        "parts": [{"code": part.code, "words": _read(plan, part.quote)} for part in task.parts],
        "said": list(dict.fromkeys(_said(plan, task))),
    }


def _said(plan: Plan, task: Task) -> Iterator[str]:
    """The paper's sentences on who and when."""
    for one in (task.lead, task.carries_out, task.coordinate):
        if one:
            yield _read(plan, one.words)
    yield from (_read(plan, due.words) for due in task.dues)


def _given(plan: Plan, task: Task) -> Iterator[dict[str, Any]]:
    """The table of assignments: the task, then its parts."""
    yield {"task": True, "number": task.section or task.code, "what": task.title}
    for part in task.parts:
        yield {
            "task": False,
            "number": part.code,
            "what": part.title,
            "who": _who(plan, task, part),
            "with": _units(plan, task.coordinate) or OPEN,
            "due": [_due(plan, due) for due in task.dues_of(part)] or [OPEN],
            "deliverable": _read(plan, part.deliverable) or OPEN,
            "accepts": _name(plan, part.accepted_by or task.accepted_by) or OPEN,
        }


def _who(plan: Plan, task: Task, part: Part) -> list[str]:
    """Who leads and who carries it out, the part's own words before the task's."""
    own = {"lead": part.lead or task.lead, "carries_out": part.carries_out or task.carries_out, "subject": task.subject}
    return [f"{label}: {_units(plan, own[name])}" for name, label in ROLES if own[name]] or [OPEN]


def _units(plan: Plan, named: Named | None) -> str:
    return "; ".join(plan.unit(code).name for code in named.units) or _read(plan, named.words) if named else ""


def _name(plan: Plan, code: str) -> str:
    return plan.unit(code).name if code else ""


def _due(plan: Plan, due: Due) -> str:
    said = _read(plan, due.words).rstrip(". ")
    return f"{said} (chậm nhất {_day(due.last)})" if due.last else said


def _duties(plan: Plan) -> Iterator[dict[str, Any]]:
    for (unit, through), said in groupby(plan.duties, lambda one: (one.unit, one.through)):
        by = f" (qua {plan.unit(through).name})" if through else ""
        yield {"unit": plan.unit(unit).name + by, "said": [{"place": one.place, "words": _read(plan, one.quote)} for one in said]}


def _report(plan: Plan, reporter: str, receiver: tuple[str, ...], every: str, quote: str) -> list[str]:
    to = "; ".join(plan.unit(code).name for code in receiver)
    return [plan.unit(reporter).name, to or OPEN, _read(plan, every) or OPEN, _read(plan, quote)]


def _table(table: BudgetTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "place": table.place,
        "unit": table.unit_words,
        "columns": [column.title for column in table.columns],
        "lines": [[line.number, line.facility, *line.amounts] for line in table.lines],
        "printed": [column.printed for column in table.columns],
    }
