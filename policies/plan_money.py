"""A plan's sums: what its tables add up to, against what is printed in them and in the text."""

from collections.abc import Iterator
from decimal import Decimal

from domain.budgets import BudgetTable, Sum
from domain.plans import Plan
from policies.findings import Finding
from policies.plan_clarity import WORK
from policies.plan_conflicts import against

MILLION = Decimal(1_000_000)


def money(plan: Plan) -> Iterator[Finding]:
    for table in plan.tables:
        yield from _table(plan, table)
    for one in plan.sums:
        yield from _made_of(plan, one)
        yield from _restated(plan, one)


def _table(plan: Plan, table: BudgetTable) -> Iterator[Finding]:
    for number, column in enumerate(table.columns):
        printed, made = table.printed(number), table.total(number)
        if printed is not None and printed != made:
            vi = f"cột '{column.title}': in {column.printed}, cộng các dòng được {million(made)} triệu đồng"
            sides = ((table.place, f"{column.title}: {column.printed}"),)
            yield against(
                plan,
                "",
                WORK,
                vi,
                f"the column adds up to {made / MILLION:,f} million dong",
                True,
                sides,
                f"Sửa tổng thành {million(made)} triệu đồng.",
            )
    for line, number, made in table.across():
        cell = f"'{table.columns[number].title}' in {line.amounts[number]}"
        vi = f"dòng {line.number} {line.facility}: {cell}, cộng các cột được {million(made)}"
        sides = ((table.place, f"{line.facility} {' '.join(line.amounts)}"),)
        yield against(
            plan,
            "",
            WORK,
            vi,
            f"line {line.number} adds up to {made / MILLION:,f} million dong",
            True,
            sides,
            f"Sửa thành {million(made)} triệu đồng.",
        )


def _made_of(plan: Plan, one: Sum) -> Iterator[Finding]:
    parts = [other for other in plan.sums if other.code in one.sums]
    made = sum((other.dong for other in parts), Decimal(0))
    if parts and made != one.dong:
        vi = f"{one.amount} {one.unit}, nhưng các phần cộng được {million(made)} triệu đồng"
        sides = ((one.place, one.quote), *((other.place, other.quote) for other in parts))
        yield against(plan, "", WORK, vi, f"the parts add up to {made / MILLION:,f} million dong", True, sides, "Sửa tổng hoặc các phần.")


def _restated(plan: Plan, one: Sum) -> Iterator[Finding]:
    for table in plan.tables:
        for number, column in enumerate(table.columns):
            made = table.total(number)
            if column.code != one.column or made == one.dong:
                continue
            rounded = abs(made - one.dong) < one.step
            vi = f"lời văn ghi {one.amount} {one.unit}, cột '{column.title}' cộng được {million(made)} triệu đồng"
            vi += " (làm tròn xuống)" if rounded and one.dong < made else ""
            sides = ((one.place, one.quote), (table.place, f"{column.title}: {column.printed or million(made)}"))
            en = f"the text says {one.amount} {one.unit}, the column makes {made / MILLION:,f} million dong"
            mend = f"Thống nhất một số, hoặc nói rõ phần chênh {million(abs(made - one.dong))} triệu đồng."
            yield against(plan, "", WORK, vi, en, not rounded, sides, mend)


def million(amount: Decimal) -> str:
    """An amount in millions of dong as an office writes it: `12.690`, `90.597,5`."""
    whole, _, fraction = f"{amount / MILLION:,f}".partition(".")
    rest = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
