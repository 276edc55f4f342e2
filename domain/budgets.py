"""A plan's money: sources, sums named in its text, and tables, each amount as printed and in dong."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both


class MoneyUnit(StrEnum):
    """The unit of printed amounts (ĐVT)."""

    DONG = "đồng"
    THOUSAND = "nghìn đồng"
    MILLION = "triệu đồng"
    BILLION = "tỷ đồng"

    @property
    def dong(self) -> Decimal:
        return Decimal(1000) ** list(MoneyUnit).index(self)


class Separator(StrEnum):
    """What a comma means; the point then means the other."""

    THOUSANDS = "thousands"
    DECIMAL = "decimal"


@dataclass(frozen=True)
class Source:
    """Where money comes from, or how the paper would have it spent."""

    title: str
    """What people read."""
    quote: str
    """The source's own words."""


@dataclass(frozen=True)
class Sum:
    """An amount named in the text."""

    code: str
    """Short name."""
    amount: str
    """As printed, e.g. `90,5`."""
    unit: MoneyUnit
    """As printed behind it."""
    comma: Separator
    """What a comma in it means."""
    quote: str
    """The source's own words."""
    place: str = ""
    """Section of the source."""
    year: int | None = None
    """The year it is for; null when the source gives none."""
    sums: tuple[str, ...] = ()
    """Codes of the sums it is made of, when the source says so."""
    column: str = ""
    """Code of the column whose total it restates."""

    @property
    def dong(self) -> Decimal:
        """Raises: Malformed."""
        return dong(self.amount, self.unit, self.comma)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, in dong."""
        return _step(self.amount, self.comma) * self.unit.dong


@dataclass(frozen=True)
class Column:
    """One column of amounts."""

    code: str
    """Short name."""
    title: str
    """As printed."""
    source: str = ""
    """Title of the source of money; empty for a total."""
    year: int | None = None
    """The year it is for."""
    printed: str = ""
    """The total as printed under it."""
    sums: tuple[str, ...] = ()
    """Of a total, codes of the columns it adds up."""


@dataclass(frozen=True)
class Line:
    """One facility's line of a table."""

    number: str
    """As printed."""
    facility: str
    """As printed."""
    amounts: tuple[str, ...]
    """One for each column, as printed; empty where the cell is."""


@dataclass(frozen=True)
class BudgetTable:
    """A table of money."""

    title: str
    """As printed."""
    place: str
    """Where it stands."""
    unit: MoneyUnit
    """As printed (ĐVT)."""
    unit_words: str
    """The source's own words."""
    comma: Separator
    """What a comma in its cells means."""
    category: str
    """What the money is for, in the source's words."""
    columns: tuple[Column, ...]
    """In the printed order."""
    lines: tuple[Line, ...]
    """In the printed order."""

    def dong(self, line: Line, column: int) -> Decimal:
        """Nought for an empty cell. Raises: Malformed."""
        return dong(line.amounts[column] or "0", self.unit, self.comma)

    def total(self, column: int) -> Decimal:
        """The computed total of a column, in dong. Raises: Malformed."""
        return sum((self.dong(line, column) for line in self.lines), Decimal(0))

    def printed(self, column: int) -> Decimal | None:
        """The printed total, in dong. Raises: Malformed."""
        said = self.columns[column].printed
        return dong(said, self.unit, self.comma) if said else None

    def across(self) -> Iterator[tuple[Line, int, Decimal]]:
        """Lines where a column that adds others up does not: the line, the column, what the others make."""
        codes = [column.code for column in self.columns]
        for number, column in enumerate(self.columns):
            for line in self.lines if column.sums else ():
                made = sum((self.dong(line, codes.index(code)) for code in column.sums), Decimal(0))
                if made != self.dong(line, number):
                    yield line, number, made


def dong(printed: str, unit: MoneyUnit, comma: Separator) -> Decimal:
    """A printed amount in dong.

    Raises: Malformed when it is no number, its separators are mixed (`1.234,5`, commas for thousands), or its fraction looks like
    thousands written with the other sign (`3.135`, commas for thousands): a thousandfold error that no reader would see.
    """
    whole, fraction = _signs(comma)
    ahead, *behind = printed.split(fraction)
    groups = ahead.split(whole)
    wrong = len(behind) > 1 or (len(groups) > 1 and (len(groups[0]) > 3 or any(len(one) != 3 for one in groups[1:])))
    if wrong or not all(one.isascii() and one.isdigit() for one in (*groups, *behind)):
        raise Malformed(_no_amount(printed, comma))
    if behind and len(behind[0]) == 3 and len(groups) == 1 and len(ahead) <= 3 and not ahead.startswith("0"):
        raise Malformed(_other_sign(printed, comma))
    return Decimal("".join(groups) + ("." + behind[0] if behind else "")) * unit.dong


def _signs(comma: Separator) -> tuple[str, str]:
    """What divides thousands, what stands before a fraction."""
    return (",", ".") if comma is Separator.THOUSANDS else (".", ",")


def _step(printed: str, comma: Separator) -> Decimal:
    fraction = "." if comma is Separator.THOUSANDS else ","
    return Decimal(1).scaleb(-len(printed.partition(fraction)[2]))


def _no_amount(printed: str, comma: Separator) -> str:
    whole, fraction = _signs(comma)
    vi = f"số tiền '{printed}' không đọc được: dấu phân cách không thống nhất hoặc không phải số; {_as_declared(comma)}, ví dụ "
    vi += f"'1{whole}234{fraction}5'"
    return both(vi, f"amount '{printed}' cannot be read: mixed separators, or no number")


def _other_sign(printed: str, comma: Separator) -> str:
    whole, fraction = _signs(comma)
    vi = f"số tiền '{printed}' trái với dấu đã khai ({_as_declared(comma)}): nếu là hàng nghìn ghi '{printed.replace(fraction, whole)}', "
    vi += f"nếu đúng là phần lẻ ghi '{printed}0', nếu cả bảng in như vậy thì sửa mục Dấu phẩy (comma)"
    en = f"amount '{printed}' goes against the declared separators: write '{printed.replace(fraction, whole)}' for thousands, "
    return both(vi, en + f"'{printed}0' for a fraction, or mend `comma` when the whole table is printed so")


def _as_declared(comma: Separator) -> str:
    if comma is Separator.THOUSANDS:
        return "dấu phẩy ngăn hàng nghìn, dấu chấm trước phần lẻ"
    return "dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ"
