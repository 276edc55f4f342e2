"""A plan written down and read back is the same plan: as YAML, as a workbook, the shipped ones and ones with odd words in them."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain.errors import Malformed
from domain.parts import Kind, Scope
from domain.plans import Plan
from policies import plan_terms
from policies.plan_pages import GENERAL, GUIDE, PAGES
from policies.plan_uploads import plan_of_upload
from policies.plan_workbooks import template, workbook_of
from policies.plan_written import ORDER, yaml_of
from policies.reader import SHIPPED, load

PLANS = {plan.code: plan for plan in load().plans}
SMALLEST = PLANS["ha-noi-2025"]
each = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


@each
def test_a_workbook_loses_nothing(plan: Plan) -> None:
    assert plan_of_upload("kế hoạch.xlsx", workbook_of(plan)) == plan


@each
def test_yaml_loses_nothing_and_keeps_the_order_of_the_shipped_files(plan: Plan) -> None:
    told = yaml_of(plan)
    assert plan_of_upload("ke-hoach.yaml", told.encode()) == plan
    shipped = (SHIPPED / "plans" / f"{plan.code}.yaml").read_text(encoding="utf-8")
    keys = [re.findall(r"^(\w+):", text, re.MULTILINE) for text in (told, shipped)]
    assert keys[0] == [key for key in ORDER[Plan] if key in keys[1]]
    assert keys[1][:20] == keys[0][:20], "from the code to the tasks the officers wrote them in one order"
    assert max(map(len, told.splitlines())) <= 160


@each
def test_a_workbook_saved_again_by_another_program_is_the_same_plan(plan: Plan) -> None:
    book = opened(workbook_of(plan))
    again = BytesIO()
    book.save(again)
    assert plan_of_upload("lai.xlsx", again.getvalue()) == plan


@settings(max_examples=25, deadline=None)
@given(st.lists(words, min_size=1, max_size=3), words)
def test_odd_words_come_back_letter_for_letter(notes: list[str], quote: str) -> None:
    """Formulas that are none, signs XML does not carry, escapes, line ends."""
    task = replace(SMALLEST.tasks[0], title=quote, words=tuple(notes))
    plan = replace(SMALLEST, notes=tuple(notes), recipients=(quote,), tasks=(task, *SMALLEST.tasks[1:]))
    assert plan_of_upload("la.xlsx", workbook_of(plan)) == plan
    assert plan_of_upload("la.yaml", yaml_of(plan).encode()) == plan


@pytest.mark.parametrize("said", ["=1+2", "_x000D_ là chữ", "hai\r\ndòng", "  đầu dòng", "-5", "1.0", "31/6", "có", "null", "\x07chuông"])
def test_words_that_a_program_would_take_for_something_else(said: str) -> None:
    plan = replace(SMALLEST, notes=(said,), signer=said)
    assert plan_of_upload("la.xlsx", workbook_of(plan)) == plan
    assert plan_of_upload("la.yaml", yaml_of(plan).encode()) == plan


def test_words_too_long_for_a_cell_are_refused_and_not_cut() -> None:
    with pytest.raises(Malformed, match="Ghi chú!A2"):
        workbook_of(replace(SMALLEST, notes=("a" * 40_000,)))


def test_every_closed_list_has_a_word_for_each_value() -> None:
    assert set(plan_terms.KINDS) == set(Kind)
    assert set(plan_terms.SCOPES) == set(Scope)
    for page in (GENERAL, *PAGES):
        for column in page.all:
            told = list(map(plan_terms.same, (column.terms or {}).values()))
            assert len(set(told)) == len(told), column.heading


def test_a_workbook_is_made_for_people() -> None:
    book = opened(workbook_of(PLANS["hung-yen-2026"]))
    assert book.sheetnames[:3] == [GUIDE, "Thông tin chung", "Ghi chú"]
    assert "Chép đúng từng chữ" in str([cell.value for cell in book[GUIDE]["A"]])
    parts, dues = book["Đầu việc"], book["Thời hạn"]
    assert (parts["A1"].value, parts["C1"].value, parts["D1"].value) == ("Nhiệm vụ", "Tên đầu việc", "Loại việc")
    assert parts["D2"].value == "Chỉ đạo, điều hành"
    assert parts.freeze_panes
    day = next(cell for cell in dues["G"][1:] if cell.value)
    assert (day.is_date, day.number_format) == (True, "dd/mm/yyyy")
    lists = [one.formula1 for one in parts.data_validations.dataValidation]
    assert any("Danh mục" in one for one in lists)
    assert book["Dòng kinh phí"]["D1"].value == "Tiền 1"


def test_money_stays_as_it_is_printed() -> None:
    book = opened(workbook_of(PLANS["bac-giang-2025"]))
    assert [cell.value for cell in book["Dòng kinh phí"][6]] == ["1", "5", "Bệnh viện Đa khoa tỉnh", "9,356", "4,410", None, "4,946"]


def test_the_template_is_a_plan_that_says_it_is_an_example() -> None:
    book = opened(template())
    assert "không có thật" in book[GUIDE]["A2"].value
    plan = plan_of_upload("mau.xlsx", template())
    assert (plan.code, plan.province) == ("vi-du", "Ví Dụ")
    assert all(getattr(plan, name) for name in ("units", "cites", "tasks", "indicators", "sources", "sums", "tables", "reports", "duties"))
    assert plan.code not in PLANS
