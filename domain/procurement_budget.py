"""The plan's own budget lines, found by the facility they name, and held against what purchases take of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from domain.names import FacilityId, TrackId
from domain.plans import Plan
from domain.procurement_routes import ProcurementRules
from domain.procurement_totals import Amounts, Spent, grouped


@dataclass(frozen=True)
class BudgetLine:
    """One cell of a plan's budget table: what one facility has from one source."""

    code: str
    """`1/5/ns-tinh`: table, line as printed, column."""
    facility: str
    """As printed."""
    title: str
    """The column as printed."""
    source: str
    """Title of the plan's source of money."""
    amount: Decimal


def budget_lines(plan: Plan) -> tuple[BudgetLine, ...]:
    """Every amount of the plan's budget tables that is no total of others. Raises: Malformed for an amount that cannot be read."""
    return tuple(
        BudgetLine(f"{n}/{line.number}/{column.code}", line.facility, column.title, column.source, table.dong(line, place))
        for n, table in enumerate(plan.tables, 1)
        for line in table.lines
        for place, column in enumerate(table.columns)
        if not column.sums and line.amounts[place]
    )


SHORT = {"ttyt": "trung tâm y tế", "bv": "bệnh viện", "bvđk": "bệnh viện đa khoa", "yhct": "y học cổ truyền", "phcn": "phục hồi chức năng"}
"""How plans shorten names of facilities."""


def called(name: str) -> str:
    """A facility's name as it is compared: without capitals, its short forms written out."""
    return " ".join(SHORT.get(word, word) for word in normalize("NFC", name).casefold().replace(",", " ").split())


def lines_of(lines: Iterable[BudgetLine], facility: str) -> tuple[BudgetLine, ...]:
    """Those that name this facility, exactly or in short."""
    wanted = called(facility)
    return tuple(one for one in lines if called(one.facility) == wanted)


def planned(lines: Iterable[BudgetLine], rules: ProcurementRules, facilities: Mapping[str, tuple[FacilityId, str, TrackId]]) -> list[Spent]:
    """The plan's budget lines as rows: `facilities` by how they are called; the source is the fund that stands for it, or its own title."""
    funds = {source: fund.code for fund in rules.funds for source in fund.sources}
    found = []
    for one in lines:
        known = facilities.get(called(one.facility))
        which, name, track = known or (None, one.facility, None)
        fund = funds.get(one.source, one.source)
        found.append(Spent(which, name, track, None, one.title, "", fund, one.code, Amounts(planned=one.amount)))
    return found


def line_over(rows: Sequence[Spent]) -> dict[str, Amounts]:
    """Budget line → what is planned on it and what purchases take of it; only those that run over."""
    by_line = grouped((one for one in rows if one.line), lambda one: one.line)
    return {line: amounts for line, amounts in by_line.items() if amounts.over}
