"""Whether a paper that everybody signed may still move its day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.errors import Malformed
from domain.extensions import NewDate, Void, check_other, opening_of, void
from policies.reader import load

PLAN = load(Path("policies")).plan("hung-yen-2026")
NEW = NewDate("3.2-1", date(2027, 1, 15), "Bão số 12", "Tờ trình số 61/TTr-BV")
BEFORE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("new", "stands", "runs", "why"),
    [
        (NEW, BEFORE, True, None),
        (NEW, date(2027, 1, 10), True, Void.MOVED),
        (NEW, None, True, Void.MOVED),
        (NEW, BEFORE, False, Void.CLOSED),
        (replace(NEW, code="9.9-9"), BEFORE, True, Void.GONE),
        (replace(NEW, code="3.6-2", to=date(2027, 6, 1)), BEFORE, True, Void.BOUND),
        (replace(NEW, to=date(2031, 1, 1)), BEFORE, True, Void.BOUND),
    ],
)
def test_it_is_judged_by_the_edition_that_runs_then(new: NewDate, stands: date | None, runs: bool, why: Void | None) -> None:
    assert void(PLAN, new, BEFORE, stands, runs) is why


def test_a_paper_moves_a_day() -> None:
    check_other(NEW, BEFORE)
    with pytest.raises(Malformed):
        check_other(replace(NEW, to=BEFORE), BEFORE)


def test_it_opens_with_what_it_carries_out_and_rests_on() -> None:
    said = opening_of(PLAN, " Tờ trình số 61/TTr-BV. ")
    assert said.startswith("Thực hiện Kế hoạch")
    assert said.endswith("; căn cứ Tờ trình số 61/TTr-BV.")
