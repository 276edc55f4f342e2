"""A plan's money as blocks: where it comes from, sums in the text, tables as printed with what they add up to."""

from collections.abc import Iterator

from domain.budgets import BudgetTable, Column, Sum
from domain.plans import Plan
from policies.plan_blocks import NOTHING, Block, Line, Word
from policies.plan_money import million
from policies.plan_terms import SEPARATORS


def money(plan: Plan) -> Block:
    sources = (Line(Word.SOURCE, one.title, one.quote) for one in plan.sources)
    return Block(Word.MONEY, lines=(*sources, *map(_sum, plan.sums)), blocks=tuple(map(_table, plan.tables)))


def _sum(one: Sum) -> Line:
    said = [f"{one.amount} {one.unit} = {million(one.dong)} triệu đồng", SEPARATORS[one.comma]]
    said += [f"năm {one.year}"] if one.year else []
    said += [f"gồm {', '.join(one.sums)}"] if one.sums else []
    said += [f"bằng tổng cột {one.column}"] if one.column else []
    return Line(Word.SUM, f"{one.code}: {'; '.join(said)}", one.quote, one.place)


def _table(table: BudgetTable) -> Block:
    lines = (
        Line(Word.UNIT_OF_MONEY, f"{table.unit}; {SEPARATORS[table.comma]}", table.unit_words),
        *([Line(Word.CATEGORY, "", table.category)] if table.category else []),
        *(Line(Word.COLUMN, _column(one)) for one in table.columns),
    )
    return Block(table.title, table.place, lines, rows=tuple(_rows(table)))


def _column(one: Column) -> str:
    said = [f"mã {one.code}"]
    said += [f"nguồn: {one.source}"] if one.source else []
    said += [f"năm {one.year}"] if one.year else []
    said += [f"gồm {', '.join(one.sums)}"] if one.sums else []
    return f"{one.title}: {'; '.join(said)}"


def _rows(table: BudgetTable) -> Iterator[tuple[str, ...]]:
    yield ("TT", "Đơn vị", *(column.title for column in table.columns))
    yield from ((line.number, line.facility, *line.amounts) for line in table.lines)
    yield ("", "Tổng in", *(column.printed or NOTHING for column in table.columns))
    yield ("", "Cộng lại, triệu đồng", *(million(table.total(number)) for number in range(len(table.columns))))
