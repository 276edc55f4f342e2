"""What a plan's purchases come to, counted by facility, category, source and budget line; and taken away as a workbook."""

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum

from domain.names import PlanId
from domain.procurement_totals import Amounts, Spent, grouped, total
from policies.procurement_workbooks import Table, workbook_of
from services.context import Context
from services.plan_exports import MEDIA, Exported, Format
from services.procurement_shown import PlanProcurements
from services.procurement_views import of_plan


class By(StrEnum):
    """What amounts are counted by."""

    FACILITY = "facility"
    CATEGORY = "category"
    FUND = "fund"
    LINE = "line"


KEYS: Mapping[By, Callable[[Spent], str]] = {
    By.FACILITY: lambda row: row.facility or row.name,
    By.CATEGORY: lambda row: row.category,
    By.FUND: lambda row: row.fund,
    By.LINE: lambda row: row.line,
}
HEADS = {By.FACILITY: "Cơ sở", By.CATEGORY: "Nhóm", By.FUND: "Nguồn kinh phí", By.LINE: "Dòng dự toán"}
SHEETS = {By.FACILITY: "Theo cơ sở", By.CATEGORY: "Theo nhóm", By.FUND: "Theo nguồn", By.LINE: "Theo dòng dự toán"}
NOWHERE = {By.CATEGORY: "(dự toán chung, không chia nhóm)", By.LINE: "(không gắn dòng dự toán)"}


def names(view: PlanProcurements, by: By) -> dict[str, str]:
    """Key → what people read."""
    known: dict[str, str] = {}
    for row in view.rows:
        key = KEYS[by](row)
        match by:
            case By.FACILITY:
                known[key] = row.name
            case By.CATEGORY:
                known[key] = view.rules.category(key) if key else NOWHERE[by]
            case By.FUND:
                known[key] = view.rules.fund(key)
            case By.LINE:
                known.setdefault(key, NOWHERE[by])
    if by is By.LINE:
        known |= {line.code: f"{line.facility}: {line.title}" for line in view.lines if line.code in known}
    return known


def counted(view: PlanProcurements, by: By) -> dict[str, Amounts]:
    return grouped(view.rows, KEYS[by])


async def export(context: Context, which: PlanId) -> Exported:
    """Raises: NotAllowed, NotFound."""
    view = await of_plan(context, which)
    async with context.house.printing:
        content = await asyncio.to_thread(workbook_of, tables(view))
    return Exported(f"mua-sam-{view.plan.code}-{context.today.isoformat()}.xlsx", MEDIA[Format.XLSX], content)


def tables(view: PlanProcurements) -> list[Table]:
    whole = total(row.amounts for row in view.rows)
    by = []
    for one in By:
        called = names(view, one)
        rows = [((called[key],), amounts) for key, amounts in counted(view, one).items()]
        by.append(Table(SHEETS[one], (HEADS[one],), rows, whole))
    items = [
        ((row.name, row.title, view.rules.category(row.category) if row.category else "", view.rules.fund(row.fund), row.line), row.amounts)
        for row in view.rows
    ]
    return [*by, Table("Từng mục", ("Cơ sở", "Gói, mục hoặc dòng dự toán", "Nhóm", "Nguồn kinh phí", "Dòng dự toán"), items, whole)]
