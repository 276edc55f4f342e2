"""A plan as what is printed of it: the words of its paper laid out as an office does, an open place where the paper leaves one."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from domain.budgets import BudgetTable
from domain.deadlines import Due
from domain.parts import Named, Part, Task
from domain.plans import Plan, Sort
from policies.plan_blocks import Block, Word
from policies.plan_contents import contents
from policies.plan_heads import OPEN, dated, day, decision, number, read, signer, source
from policies.plan_written import yaml_of

ARTICLE = re.compile(r"Điều \d")
"""Place of an article of a decision."""
WHOLE = frozenset({Word.CONFLICTS, Word.SPELLINGS, Word.REGULATIONS, Word.COUNTS, Word.NAMED, Word.SUBJECT, Word.NUMBER, Word.CATEGORY})
"""Sections and lines whose words stand nowhere else on the copy."""
GIVEN = frozenset({Word.LEAD, Word.CARRIES_OUT, Word.COORDINATE, Word.DELIVERABLE})
"""Lines that the annex of assignments has."""
ROLES = (("lead", "Chủ trì"), ("carries_out", "Thực hiện"), ("subject", "Nêu trong câu"))


def plan_sheet(plan: Plan) -> dict[str, Any]:
    """What `policies/forms/plan.typ` prints, and the data that goes along."""
    capacity, name = signer(plan)
    return {
        "code": plan.code,
        "edition": plan.edition,
        "issuer": plan.issuer or OPEN,
        "number": number(plan),
        "dated": dated(plan),
        "title": plan.title,
        "decision": decision(plan),
        "remark": f"(Nguồn: {plan.basis.partition(' (')[0]})" if plan.sort is Sort.ARTICLE else "",
        "source": source(plan),
        "bases": [_cited(plan, one.quote, one.title) for one in plan.cites if one.ground],
        "mentioned": [_cited(plan, one.quote, one.title) for one in plan.cites if not one.ground],
        "articles": [_passage(plan, *one) for one in _articles(plan)],
        "passages": [_passage(plan, one.place, one.quote) for one in plan.passages if not ARTICLE.match(one.place)],
        "goals": [{"place": one.due.place, "words": read(plan, one.quote)} for one in plan.goals],
        "tasks": [_task(plan, task) for task in plan.tasks],
        "indicators": [[f"{one.title}: {read(plan, one.quote)}", one.target, day(one.day)] for one in plan.indicators],
        "sources": [read(plan, one.quote) for one in plan.sources],
        "sums": [read(plan, one.quote) for one in plan.sums],
        "duties": list(_duties(plan)),
        "reports": [_report(plan, *said) for said in ((one.reporter, one.receiver, one.every, one.quote) for one in plan.reports)],
        "recipients": [read(plan, one) for one in plan.recipients] or [OPEN],
        "capacity": capacity,
        "signer": name,
        "given": [row for task in plan.tasks for row in _given(plan, task)],
        "tables": [_table(table) for table in plan.tables],
        "announced": [read(plan, one) for one in plan.announced],
        "beside": [told for section in contents(plan) for told in _beside(section)],
        "restored": bool(plan.restored),
        "attached": yaml_of(plan),
    }


def _articles(plan: Plan) -> Iterator[tuple[str, str]]:
    """The decision's articles, those among the duties too, each once."""
    said = [(one.place, one.quote) for one in plan.passages] + [(one.place, one.quote) for one in plan.duties]
    articles = dict.fromkeys(one for one in said if ARTICLE.match(one[0]))
    yield from sorted(articles, key=lambda one: int(re.findall(r"\d+", one[0])[0]))


def _passage(plan: Plan, place: str, quote: str) -> dict[str, str]:
    return {"place": place, "words": read(plan, quote)}


def _cited(plan: Plan, quote: str, title: str) -> str:
    said = read(plan, quote).rstrip(";. ")
    return said if title and title.casefold() in said.casefold() else f"{said} ({title})"


def _task(plan: Plan, task: Task) -> dict[str, Any]:
    return {
        "place": task.section or task.code,
        "title": task.title,
        "words": [read(plan, one) for one in task.words],
        "parts": [{"code": part.code, "words": read(plan, part.quote)} for part in task.parts],
        "said": list(dict.fromkeys(_said(plan, task))),
    }


def _said(plan: Plan, task: Task) -> Iterator[str]:
    """The paper's sentences on who and when, of the parts too; where they stand in another section, that."""
    parts = [one for part in task.parts for one in (part.lead, part.carries_out)]
    for one in (task.lead, task.carries_out, task.coordinate, *parts):
        if one:
            yield read(plan, one.words) + (f" ({one.place})" if one.place else "")
    for due in (*task.dues, *(due for part in task.parts for due in part.dues)):
        yield read(plan, due.words) + (f" ({due.place})" if due.place else "")


def _beside(block: Block, *above: str) -> Iterator[dict[str, Any]]:
    """What the data say beside the paper's words, which are printed where they stand; of places at odds both words, to be seen as one."""
    whole = block.title in WHOLE or (bool(above) and above[0] in WHOLE)
    lines = []
    for one in block.lines:
        both = whole or one.label in WHOLE
        if both or (one.words and one.label not in GIVEN):
            lines.append({"label": one.label, "place": one.place, "words": one.words, "quote": (one.reads or one.quote) if both else ""})
    if lines or block.blocks:
        yield {"number": block.number, "title": block.title, "lines": lines, "depth": len(above)}
    for inner in block.blocks:
        yield from _beside(inner, *above, block.title)


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
            "deliverable": read(plan, part.deliverable) or OPEN,
            "accepts": _name(plan, part.accepted_by or task.accepted_by) or OPEN,
        }


def _who(plan: Plan, task: Task, part: Part) -> list[str]:
    """Who leads and who carries it out, the part's own words before the task's."""
    own = {"lead": part.lead or task.lead, "carries_out": part.carries_out or task.carries_out, "subject": task.subject}
    return [f"{label}: {_units(plan, own[name])}" for name, label in ROLES if own[name]] or [OPEN]


def _units(plan: Plan, named: Named | None) -> str:
    return "; ".join(plan.unit(code).name for code in named.units) or read(plan, named.words) if named else ""


def _name(plan: Plan, code: str) -> str:
    return plan.unit(code).name if code else ""


def _due(plan: Plan, due: Due) -> str:
    said = read(plan, due.words).rstrip(". ")
    return f"{said} (chậm nhất {day(due.last)})" if due.last else said


def _duties(plan: Plan) -> Iterator[dict[str, Any]]:
    for (unit, through), said in groupby(plan.duties, lambda one: (one.unit, one.through)):
        by = f" (qua {plan.unit(through).name})" if through else ""
        yield {"unit": plan.unit(unit).name + by, "said": [{"place": one.place, "words": read(plan, one.quote)} for one in said]}


def _report(plan: Plan, reporter: str, receiver: tuple[str, ...], every: str, quote: str) -> list[str]:
    to = "; ".join(plan.unit(code).name for code in receiver)
    return [plan.unit(reporter).name, to or OPEN, read(plan, every) or OPEN, read(plan, quote)]


def _table(table: BudgetTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "place": table.place,
        "unit": table.unit_words,
        "columns": [column.title for column in table.columns],
        "lines": [[line.number, line.facility, *line.amounts] for line in table.lines],
        "printed": [column.printed for column in table.columns],
    }
