"""Amounts as printed: what a comma means is said for each table, and what does not fit is refused."""

from decimal import Decimal

import pytest

from domain.budgets import BudgetTable, Column, Line, MoneyUnit, Separator, Sum, dong
from domain.errors import Malformed

THOUSANDS, DECIMAL = Separator.THOUSANDS, Separator.DECIMAL


@pytest.mark.parametrize(
    ("printed", "unit", "comma", "amount"),
    [
        ("3,135", MoneyUnit.MILLION, THOUSANDS, 3_135_000_000),
        ("90,597", MoneyUnit.MILLION, THOUSANDS, 90_597_000_000),
        ("90,5", MoneyUnit.BILLION, DECIMAL, 90_500_000_000),
        ("14,49", MoneyUnit.BILLION, DECIMAL, 14_490_000_000),
        ("1.234.567", MoneyUnit.DONG, DECIMAL, 1_234_567),
        ("450", MoneyUnit.THOUSAND, THOUSANDS, 450_000),
        ("1,234.5", MoneyUnit.MILLION, THOUSANDS, 1_234_500_000),
        ("3.1350", MoneyUnit.MILLION, THOUSANDS, 3_135_000),
        ("0.125", MoneyUnit.MILLION, THOUSANDS, 125_000),
        ("1,234.567", MoneyUnit.MILLION, THOUSANDS, 1_234_567_000),
        ("1234.567", MoneyUnit.MILLION, THOUSANDS, 1_234_567_000),
    ],
)
def test_an_amount_is_read_as_its_table_says(printed: str, unit: MoneyUnit, comma: Separator, amount: int) -> None:
    assert dong(printed, unit, comma) == amount


@pytest.mark.parametrize(
    "printed", ["1.234,5", "12,34", ",135", "1,2,3", "x", "1,234,5", "1.2.3", "NaN", "", "1_000", "1e3", "-5", "3.", "1234,567"]
)
def test_mixed_separators_and_what_is_no_number_are_refused(printed: str) -> None:
    with pytest.raises(Malformed, match="dấu phân cách"):
        dong(printed, MoneyUnit.MILLION, THOUSANDS)


@pytest.mark.parametrize(("printed", "comma", "meant"), [("3.135", THOUSANDS, "3,135"), ("9,356", DECIMAL, "9.356")])
def test_thousands_written_with_the_other_sign_are_refused_and_told_how_to_be_written(printed: str, comma: Separator, meant: str) -> None:
    with pytest.raises(Malformed) as refused:
        dong(printed, MoneyUnit.MILLION, comma)
    said = refused.value.facts[0]
    assert f"nếu là hàng nghìn ghi '{meant}'" in said
    assert f"nếu đúng là phần lẻ ghi '{printed}0'" in said


def table(*lines: Line, printed: str = "") -> BudgetTable:
    columns = (Column("all", "Tổng", printed=printed, sums=("province", "own")), Column("province", "Tỉnh"), Column("own", "Tự có"))
    return BudgetTable("Phụ lục", "Phụ lục", MoneyUnit.MILLION, "ĐVT: Triệu đồng", THOUSANDS, "hạ tầng", columns, lines)


def test_columns_are_added_up_down_and_across() -> None:
    made = table(Line("1", "A", ("1,500", "1,000", "500")), Line("2", "B", ("300", "", "299")), printed="1,800")
    assert made.total(0) == made.printed(0) == Decimal(1_800_000_000)
    assert [(line.facility, column, value) for line, column, value in made.across()] == [("B", 0, Decimal(299_000_000))]


def test_a_sum_knows_how_finely_it_is_printed() -> None:
    assert Sum("all", "90,5", MoneyUnit.BILLION, DECIMAL, "90,5 tỷ đồng").step == 100_000_000
    assert Sum("all", "19", MoneyUnit.BILLION, DECIMAL, "19 tỷ đồng").step == 1_000_000_000
