"""The workbook of declarations: downloaded, filled in by an office, read back; every fault has its cell."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.declarations import Claim, Declaration
from policies.declaration_rows import CAPS, Filled, filled
from policies.declaration_workbooks import COLUMNS, PAGE, Line, workbook_of
from policies.faults import PoliciesRefused

TODAY = date(2026, 11, 28)
LINES = (
    Line("33001", "Bệnh viện Đa khoa tỉnh", "3.1-1", "Khảo sát, đánh giá hiện trạng", date(2026, 5, 31)),
    Line("33001", "Bệnh viện Đa khoa tỉnh", "3.10", "Kết nối", None),
    Line("33002", "Bệnh viện Mắt", "3.1-1", "Khảo sát, đánh giá hiện trạng", date(2026, 5, 31)),
)
UNITS: dict[str, tuple[Declaration, ...]] = {"33001": (), "33002": ()}
PAPER = "Báo cáo 45/BC-BV ngày 30/5/2026"


def book(*cells: tuple[str, Any]) -> bytes:
    """The downloaded workbook with these cells filled in."""
    found = load_workbook(BytesIO(workbook_of("Kế hoạch của tỉnh", LINES)))
    for place, value in cells:
        found[PAGE][place] = value
    out = BytesIO()
    found.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "khai-bao.xlsx") -> dict[str, Filled]:
    return filled(name, content, UNITS, LINES, TODAY)


def places(content: bytes, unit: str) -> list[str]:
    return [fault.cell for fault in read(content)[unit].faults]


def test_what_an_office_fills_in_comes_back_and_empty_rows_say_nothing() -> None:
    said = read(book(("F2", "đã xong"), ("G2", date(2026, 5, 30)), ("H2", PAPER), ("F4", "Đang làm")))
    assert said["33001"] == Filled((Declaration("3.1-1", Claim.DONE, date(2026, 5, 30), PAPER),))
    assert said["33002"] == Filled((Declaration("3.1-1", Claim.DOING),))
    assert read(book()) == {}


def test_a_workbook_sent_again_says_only_what_is_new() -> None:
    content = book(("F2", "đã xong"), ("G2", date(2026, 5, 30)), ("H2", PAPER), ("F3", "đang làm"))
    before = {"33001": (Declaration("3.1-1", Claim.DONE, date(2026, 5, 30), PAPER),)}
    assert filled("a.xlsx", content, before, LINES[1:2], TODAY) == {"33001": Filled((Declaration("3.10", Claim.DOING),), (), 1)}
    other = {"33001": (Declaration("3.1-1", Claim.DOING),)}
    assert [one.cell for one in filled("a.xlsx", content, other, LINES[1:2], TODAY)["33001"].faults] == [f"{PAGE}!C2"]


def test_it_offers_the_states_and_shows_what_is_asked() -> None:
    sheet = load_workbook(BytesIO(workbook_of("Kế hoạch của tỉnh", LINES)))[PAGE]
    assert [one.value for one in sheet[1]] == [one.heading for one in COLUMNS]
    assert [one.value for one in sheet[3]][:4] == ["33001", "Bệnh viện Đa khoa tỉnh", "3.10", "Kết nối"]
    assert {one.formula1 for one in sheet.data_validations.dataValidation} == {'"đã xong,đang làm,không áp dụng"', "36526"}


def test_every_fault_has_its_cell_and_belongs_to_its_unit() -> None:
    wrong = book(("F2", "xong rồi"), ("F3", "đã xong"), ("G3", date(2027, 1, 1)), ("F4", "đang làm"))
    assert places(wrong, "33001") == [f"{PAGE}!F2", f"{PAGE}!H3", f"{PAGE}!G3"]
    assert read(wrong)["33002"].faults == ()
    assert places(book(("H2", PAPER)), "33001") == [f"{PAGE}!F2"], "a paper without a state"
    twice = book(("F2", "đang làm"), ("C3", "3.1-1"), ("F3", "đang làm"))
    assert places(twice, "33001") == [f"{PAGE}!C3"]
    assert places(book(("C2", "9.9"), ("F2", "đang làm")), "33001") == [f"{PAGE}!C2"]
    assert places(book(("F2", "đã xong"), ("G2", "31/02/2026"), ("H2", TODAY)), "33001") == [f"{PAGE}!G2", f"{PAGE}!H2"]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ((("A2", "99999"), ("F2", "đang làm")), f"{PAGE}!A2"),
        ((("A2", None), ("F2", "đang làm")), f"{PAGE}!A2"),
        ((("F2", "=1+1"),), f"{PAGE}!F2"),
        ((("A1", "Đơn vị nào"),), f"{PAGE}!A1"),
        ((("B1", "Tình trạng"),), f"{PAGE}!F1"),
    ],
    ids=["another unit", "no unit", "a formula", "a column is gone", "a column twice"],
)
def test_what_nobody_can_place_is_refused_whole(cells: tuple[tuple[str, Any], ...], place: str) -> None:
    with pytest.raises(PoliciesRefused) as refused:
        read(book(*cells))
    assert [fault.cell for fault in refused.value.faults] == [place]


def test_merged_cells_other_files_and_too_many_rows_are_refused() -> None:
    found = load_workbook(BytesIO(book()))
    found[PAGE].merge_cells("F2:F3")
    out = BytesIO()
    found.save(out)
    for content, name in ((out.getvalue(), "a.xlsx"), (b"a;b", "a.csv"), (b"PK", "a.xlsx")):
        with pytest.raises(PoliciesRefused):
            read(content, name)
    many = [Line("33001", "Bệnh viện", f"m{n}", "Mốc", None) for n in range(CAPS.rows)]
    with pytest.raises(PoliciesRefused, match=f"{CAPS.rows} dòng"):
        filled("a.xlsx", workbook_of("Kế hoạch", many), UNITS, many, TODAY)


def test_what_comes_first_is_told_at_the_cell_and_an_older_workbook_has_no_explanation() -> None:
    content = book(("F2", "đã xong"), ("G2", date(2026, 5, 30)), ("H2", PAPER), ("I2", "Đã chạy từ trước"), ("F4", "đang làm"))

    def turns(unit: str, said: Sequence[Declaration]) -> list[tuple[str, str, str, str]]:
        return [(one.code, field, "chờ", "waits") for one in said if unit == "33001" for field in ("state", "day")]

    told = filled("khai-bao.xlsx", content, UNITS, LINES, TODAY, turns)
    assert [one.cell for one in told["33001"].faults] == [f"{PAGE}!F2", f"{PAGE}!G2"]
    assert told["33001"].said[0].note == "Đã chạy từ trước"
    assert told["33002"].faults == ()
    found = load_workbook(BytesIO(content))
    found[PAGE].delete_cols(9)
    out = BytesIO()
    found.save(out)
    assert read(out.getvalue())["33001"].said[0].note == ""
    (fault,) = read(book(("I2", "Vì sao")))["33001"].faults
    assert fault.cell == f"{PAGE}!F2", "an explanation of nothing"
