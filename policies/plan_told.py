"""A plan as plain data, so that anyone can hold it against the paper: what the source does not say is null."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.budgets import BudgetTable
from domain.deadlines import Due
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_clarity import clarity


def told(plan: Plan, findings: Sequence[Finding]) -> dict[str, Any]:
    """The plan, each task with its `6 rõ` and each table with its computed totals in dong."""
    clear = clarity(plan, tuple(findings))
    found: dict[str, Any] = {one.name: _plain(plan, getattr(plan, one.name)) for one in fields(plan)}
    for task in found["tasks"]:
        task["clarity"] = clear[task["code"]]
    for table, columns in zip(plan.tables, found["tables"], strict=True):
        columns["computed_totals_dong"] = [str(table.total(number)) for number in range(len(table.columns))]
    return found


def finding_told(plan: Plan, one: Finding) -> dict[str, Any]:
    """One finding, with the key under which a decision about it is kept."""
    severity = "hard" if one.hard else "soft"
    quotes = [_quote(plan, place, words) for place, words in one.quotes]
    said = {"key": one.key, "kind": one.sort, "severity": severity, "task": one.task or None, "aspect": one.aspect or None}
    return {**said, "vi": one.vi, "en": one.en, "quotes": quotes, "mend": one.mend or None}


def _quote(plan: Plan, place: str, words: str) -> dict[str, Any]:
    reads = plan.reads(words)
    return {"place": place or None, "quote": words or None} | ({"restored": reads} if reads else {})


def _plain(plan: Plan, value: Any) -> Any:
    if is_dataclass(value):
        return _object(plan, value)
    if isinstance(value, tuple | list):
        return [_plain(plan, one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return None if value == "" else value


def _object(plan: Plan, value: Any) -> dict[str, Any]:
    found = {one.name: _plain(plan, getattr(value, one.name)) for one in fields(value)}
    words = getattr(value, "quote", None) or getattr(value, "words", None)
    if isinstance(words, str) and (reads := plan.reads(words)):
        found["restored"] = reads
    if isinstance(value, Due):
        found["last_day"] = value.last.isoformat() if value.last else None
    if isinstance(value, BudgetTable):
        found["unit_in_dong"] = str(value.unit.dong)
    return found
