"""The paper of a unit without an account: it has a number, and a day of the calendar that is not to come."""

from datetime import date

import pytest

from domain.errors import Incomplete
from domain.on_behalf import OWN, Behalf, names_paper

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Công văn số 215/CAT-PA05 ngày 12/10/2026", True),
        ("Thông báo 77/TB-STTTT, ngày 5 tháng 6 năm 2026", True),
        ("Công văn 215/CAT ngày 12-10-2026", True),
        ("Công văn ngày 12/10/2026", False),
        ("Công văn số 215/CAT-PA05", False),
        ("Công văn số 215/CAT-PA05 ngày 31/02/2026", False),
        ("Công văn số 215/CAT-PA05 ngày 29/11/2026", False),
        ("", False),
    ],
)
def test_a_paper_has_number_and_day(words: str, names: bool) -> None:
    assert names_paper(words, TODAY) is names


def test_only_another_units_act_needs_it_and_the_refusal_names_the_unit() -> None:
    OWN.check("", TODAY)
    Behalf("Bệnh viện Mắt").check("", TODAY)
    with pytest.raises(Incomplete, match="văn bản của Công an tỉnh có số và ngày"):
        Behalf("Công an tỉnh", True).check("Công văn", TODAY)
