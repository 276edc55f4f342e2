"""Where the rows of a plan's workbook stand in its data, and what each of them must say, however the plan came in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policies.faults import Fault
from policies.plan_columns import Column, Holds, Page
from policies.plan_pages import GENERAL, PAGES
from policies.sheets import Sheet

Owner = tuple[tuple[str, ...], str, Mapping[str, Any]]
"""Codes of the first columns, path, and what the rows of a page belong to."""
CODE = re.compile(r"[\w.()-]+")
"""It stands in addresses and in lists that commas divide."""
PLAN = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def rows(page: Page, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """(codes of the first columns, path, what the row stands for) of every row of a page."""
    for codes, path, owner in _owners(page, data):
        for number, item in enumerate(owner.get(page.into, [])):
            yield (str(number + 1),) if page.into == "tables" else codes, f"{path}{page.into}[{number}]", item


def _owners(page: Page, data: Mapping[str, Any]) -> Iterator[Owner]:
    headings = [one.heading for one in page.of]
    tasks = [(f"tasks[{n}].", task) for n, task in enumerate(data.get("tasks", []))]
    parts = [(f"{path}parts[{n}].", task["code"], part) for path, task in tasks for n, part in enumerate(task["parts"])]
    if not headings or page.into == "tables":
        yield (), "", data
    elif headings == ["Bảng số"]:
        yield from (((str(n + 1),), f"tables[{n}].", table) for n, table in enumerate(data.get("tables", [])))
    elif headings == ["Đầu việc"]:
        yield from (((part["code"],), path, part) for path, _, part in parts)
    elif headings == ["Nhiệm vụ"]:
        yield from (((task["code"],), path, task) for path, task in tasks)
    else:
        yield from (((task["code"], ""), path, task) for path, task in tasks)
        yield from (((task, part["code"]), path, part) for path, task, part in parts)


def value_at(item: Any, key: str) -> Any:
    """What stands at a column's path; None where nothing does."""
    for step in key.split(".") if key else ():
        if item is None:
            return None
        item = (item[int(step)] if int(step) < len(item) else None) if step.isdigit() else item.get(step)
    return item


def path_of(row: str, key: str) -> str:
    """The path of a column's value: `tasks[0]`, `lead.units` → `tasks[0].lead.units`."""
    steps = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in key.split(".")) if key else ""
    return f"{row}{steps}".lstrip(".")


def check_places(sheet: Sheet, data: Mapping[str, Any]) -> Iterator[Fault]:
    """What may not be empty is not, codes are codes, and items of a list are divided by what divides them in a workbook."""
    if not PLAN.fullmatch(data["code"]):
        yield sheet.fault(
            "code", "mã kế hoạch chỉ có chữ thường không dấu, số, gạch nối", "small letters without marks, digits and hyphens only"
        )
    # What every policy must say is said of every policy (`checks.check_edition`).
    yield from _row(sheet, tuple(one for one in GENERAL.columns if one.key not in ("basis", "edition")), "", data)
    for page in PAGES:
        for _, path, item in rows(page, data):
            yield from _row(sheet, page.columns, path, item)


def blanks(sheet: Sheet) -> Iterator[Fault]:
    """What the head of a plan may not leave empty and does: told also where the rest cannot be read yet."""
    data = sheet.data if isinstance(sheet.data, dict) else {}
    for column in GENERAL.columns:
        if column.needed and column.key in data and data[column.key] in (None, ""):
            yield sheet.fault(column.key, f"để trống '{column.heading}'", "must not be empty")


def _row(sheet: Sheet, columns: tuple[Column, ...], path: str, item: Any) -> Iterator[Fault]:
    for column in columns:
        group = column.key.partition(".")[0]
        if column.key != group and value_at(item, group) is None:
            continue
        value = value_at(item, column.key)
        if wrong := _wrong(column, value):
            yield sheet.fault(path_of(path, column.key), *wrong)


def _wrong(column: Column, value: Any) -> tuple[str, str] | None:
    if value in (None, "", []):
        return (f"để trống '{column.heading}'", "must not be empty") if column.needed else None
    if isinstance(value, str) and not value.strip():
        return "chỉ có dấu cách", "nothing but blanks"
    if column.holds is Holds.CODE and not CODE.fullmatch(value):
        return f"mã '{value}' chỉ được có chữ, số, chấm, gạch nối, ngoặc", "letters, digits, points, hyphens and brackets only"
    if column.holds is Holds.CODES and any(re.search(r"[,;\n]|^\s|\s$|^$", one) for one in value):
        return "mục để trống, hoặc có dấu phẩy, chấm phẩy, xuống dòng", "an item is empty, or has a comma, semicolon or line break"
    if column.holds is Holds.LINES and any("\n" in one or not one.strip() for one in value):
        return "mục để trống hoặc có xuống dòng", "an item is empty or has a line break"
    return None
