"""What a hold must say to be placed: every fault at once, each at its field."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import Malformed
from domain.holds import Case, CaseKind, NewHold, Query, Scope
from domain.names import DepartmentId
from domain.reasons import LONGEST, LONGEST_LINE

TODAY = date(2026, 11, 28)
LATER = date(2027, 5, 28)
CASE = Case(CaseKind.LITIGATION, "Vụ án dân sự 12/2026/TLST-DS", "Toà án nhân dân khu vực 1", "45/CV-TA", date(2026, 11, 20))
NEW = NewHold(CASE, Scope.RECORD, "Toà án yêu cầu cung cấp, giữ nguyên hồ sơ", LATER, code="BA-26-004512")
WARD = Query(department=DepartmentId("33001/NOI"))


def faults(new: NewHold) -> str:
    with pytest.raises(Malformed) as no:
        new.check_place(TODAY)
    return "; ".join(no.value.facts)


def test_what_is_whole_is_placed() -> None:
    NEW.check_place(TODAY)
    replace(NEW, scope=Scope.PATIENT, code="BN-1").check_place(TODAY)
    replace(NEW, scope=Scope.QUERY, code="", query=WARD, standing=True).check_place(TODAY)
    replace(NEW, case=replace(CASE, paper="", paper_day=None)).check_place(TODAY)


def test_every_fault_is_told_at_once() -> None:
    told = faults(NewHold(Case(CaseKind.OTHER, " ", "", "1"), Scope.RECORD, " ", TODAY))
    for field in ("case:", "asked_by:", "paper:", "reason:", "review_by:", "code:"):
        assert field in told
    assert "mã người bệnh" in faults(replace(NEW, scope=Scope.PATIENT, code=" "))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(NEW, case=replace(CASE, name="x" * (LONGEST_LINE + 1))), "case:"),
        (replace(NEW, case=replace(CASE, paper="")), "paper:"),
        (replace(NEW, case=replace(CASE, paper_day=TODAY + timedelta(1))), "paper_day:"),
        (replace(NEW, reason="x" * (LONGEST + 1)), "reason:"),
        (replace(NEW, scope=Scope.QUERY), "query:"),
        (replace(NEW, scope=Scope.QUERY, query=Query(admitted_from=LATER, admitted_to=TODAY)), "admitted_to:"),
        (replace(NEW, query=WARD), "scope:"),
        (replace(NEW, standing=True), "scope:"),
    ],
)
def test_a_fault_names_its_field(wrong: NewHold, field: str) -> None:
    assert faults(wrong).startswith(field)
