"""What was done before the plan was opened is declared: on a paper, with its day, and only where it is undeclared."""

from datetime import date, timedelta

import pytest

from domain.declarations import Claim, Declaration, check_declarations, check_report
from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.tracks import State
from tests.domain.tracks import ANH, OPENED, milestone, track

DAY = date(2026, 5, 31)
LATER = OPENED + timedelta(days=40)


@pytest.mark.parametrize(
    ("claim", "state"), [(Claim.DONE, State.REPORTED), (Claim.NOT_APPLICABLE, State.REPORTED), (Claim.DOING, State.OPEN)]
)
def test_a_declaration_is_a_report_too(claim: Claim, state: State) -> None:
    late = track(milestone("3.1-1", DAY, State.UNDECLARED))
    declared = late.declare(Declaration("3.1-1", claim, DAY, "Báo cáo 12/BC-BV ngày 30/5/2026"), ANH, LATER)
    assert (declared.of("3.1-1").state, declared.of("3.1-1").claim) == (state, claim)


def test_what_is_undeclared_is_not_reported_and_what_is_open_not_declared() -> None:
    with pytest.raises(WrongState):
        track(milestone("3.1-1", DAY, State.UNDECLARED)).report("3.1-1", DAY, ANH, LATER)
    with pytest.raises(WrongState):
        track(milestone("3.1-1", DAY)).declare(Declaration("3.1-1", Claim.DOING), ANH, LATER)
    with pytest.raises(NotFound):
        track(milestone("3.1-1", DAY)).report("9.9", DAY, ANH, LATER)


def test_a_declaration_without_paper_or_day_is_refused_with_every_fault() -> None:
    said = [
        Declaration("3.1-1", Claim.DONE),
        Declaration("3.1-2", Claim.DONE, date(2027, 1, 1), "Báo cáo 1"),
        Declaration("3.1-2", Claim.DOING),
    ]
    with pytest.raises(Malformed) as refused:
        check_declarations(said, date(2026, 11, 21))
    assert len(refused.value.facts) == 4


def test_a_slip_of_the_finger_is_no_day() -> None:
    (told,) = Declaration("3.1-1", Claim.DONE, date(1900, 3, 1), "Báo cáo số 1").faults(date(2026, 11, 20))
    assert "trước năm 2000" in told
    with pytest.raises(Incomplete, match="trước năm 2000"):
        check_report(Claim.DONE, date(1900, 3, 1), "", "Báo cáo số 1", files=False, today=date(2026, 11, 20))


@pytest.mark.parametrize("paper", [".", "--", " … "])
def test_marks_alone_are_no_paper(paper: str) -> None:
    for claim, day in ((Claim.DONE, DAY), (Claim.NOT_APPLICABLE, None)):
        (told,) = Declaration("3.1-1", claim, day, paper).faults(LATER.date())
        assert told.startswith("3.1-1, giấy tờ: chưa phải tên giấy tờ: ghi loại, số, ngày")
    with pytest.raises(Incomplete, match="cần tệp minh chứng hoặc giấy tờ"):
        check_report(Claim.DONE, DAY, "", paper, files=False, today=LATER.date())
    check_report(Claim.DONE, DAY, "", paper, files=True, today=LATER.date())


def test_an_explanation_is_no_novel() -> None:
    (told,) = Declaration("3.1-1", Claim.DONE, DAY, "Báo cáo 1", "a" * 401).faults(LATER.date())
    assert told.startswith("3.1-1, giải thích: nhiều nhất 400 ký tự")
