"""A workbook of facilities: what the template holds, what is read of it, and each fault with its cell."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from domain.clock import day
from domain.facilities import NewFacility, wrong_in
from policies.facility_rows import listed
from policies.facility_workbooks import COLUMNS, EXAMPLE, GUIDE, PAGE, template
from policies.faults import PoliciesRefused
from tests.stack import TestClock

HEADINGS = [one.heading for one in COLUMNS]
EYES = ["33020", "Bệnh viện Mắt", "Bệnh viện", "Hưng Yên", "Quyết định số 1205/QĐ-UBND ngày 20/5/2014", "có", "phường Phố Hiến"]


def made(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, page: str = PAGE) -> bytes:
    book = Workbook()
    assert book.active
    book.active.title = page
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def refused(content: bytes, name: str = "co-so.xlsx") -> list[str]:
    with pytest.raises(PoliciesRefused) as no:
        listed(name, content)
    return [f"{one.cell}: {one.vi}" for one in no.value.faults]


def test_the_template_asks_for_facilities_and_its_example_is_good_but_is_not_read() -> None:
    book = load_workbook(BytesIO(template()))
    assert book.sheetnames == [PAGE, EXAMPLE, GUIDE]
    assert [one.value for one in book[PAGE][1]] == HEADINGS
    assert refused(template()) == ["Cơ sở!A2: chưa điền cơ sở nào"]
    del book[PAGE]
    book[EXAMPLE].title = PAGE
    out = BytesIO()
    book.save(out)
    found = listed("co-so.xlsx", out.getvalue()).facilities
    assert [one.code for one in found] == ["33020", "33021"]
    assert [bool(one.account) for one in found] == [True, False]
    assert found[0].departments[2] == ("NOI", "Khoa Nội")
    assert wrong_in(found, day(TestClock()())) == []


def test_a_row_is_a_facility_and_empty_rows_are_passed_over() -> None:
    found = listed("co-so.xlsx", made(EYES, [], ["33021", *EYES[1:5]]))
    assert found.facilities[0] == NewFacility("33020", "Bệnh viện Mắt", "hospital", "Hưng Yên", EYES[4], True, "phường Phố Hiến")
    short = [HEADINGS[1], HEADINGS[0], *HEADINGS[2:5]]
    assert listed("co-so.xlsx", made(["Bệnh viện Mắt", *EYES[:1], *EYES[2:5]], headings=short)).facilities[0].code == "33020"
    wrong = wrong_in([found.facilities[0], found.facilities[0]], day(TestClock()()))
    assert [found.at(one) for one in wrong] == ["Cơ sở!A2", "Cơ sở!A4"]


def test_what_a_cell_cannot_hold_is_told_with_its_cell() -> None:
    told = refused(made([*EYES[:2], "trạm y tế", *EYES[3:5], "chắc là có", "xã Đông Tảo", "31/6/2025"]))
    assert [one.partition(":")[0] for one in told] == ["Cơ sở!C2", "Cơ sở!F2", "Cơ sở!H2"]
    assert "bệnh viện; trung tâm y tế; phòng khám; Sở Y tế" in told[0]
    assert refused(made(EYES[:4], headings=HEADINGS[:4])) == ["Cơ sở!A1: thiếu cột: Căn cứ"]
    assert refused(made(EYES, headings=[*HEADINGS[:5], "Mã"])) == ["Cơ sở!F1: cột 'Mã' có hai lần"]
    assert "ô có công thức" in refused(made(["=1+1", *EYES[1:]]))[0]
    assert refused(b"khong phai so")
    assert refused(made(EYES), "co-so.csv")
