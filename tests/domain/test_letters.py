"""A reminder letter: to whom it goes, and what is wrong with its words."""

from dataclasses import replace
from datetime import date

import pytest

from domain import letters
from domain.errors import Malformed
from domain.letters import LateUnit, LateWork, LetterWords, check_words, chosen, opening_of
from domain.names import FacilityId, TrackId, id_of
from policies.reader import load

TODAY = date(2026, 11, 21)
WORDS = LetterWords("Thực hiện kế hoạch.", "", date(2026, 11, 28))


def unit(name: str, many: int = 1) -> LateUnit:
    work = tuple(LateWork(f"3.{n}", "Khảo sát", "", date(2026, 11, 1), 20 + n) for n in range(many))
    return LateUnit(TrackId(id_of("track", name)), FacilityId(name), name, work)


MAT, NHI = unit("Bệnh viện Mắt", 3), unit("Bệnh viện Nhi")


def test_it_goes_to_whom_was_named_or_to_all_that_are_late() -> None:
    assert chosen((MAT, NHI), ()) == (MAT, NHI)
    assert chosen((MAT, NHI), (NHI.track,)) == (NHI,)
    assert MAT.days == 22


@pytest.mark.parametrize(
    ("late", "named", "said"),
    [
        ((), (), "không có đơn vị nào quá hạn"),
        ((MAT,), (NHI.track,), "nay không còn việc quá hạn"),
        ((unit("Bệnh viện Lớn", letters.MOST + 1),), (), "nhiều nhất 1000"),
    ],
)
def test_nobody_late_somebody_who_is_not_and_too_many_lines_are_refused(
    late: tuple[LateUnit, ...], named: tuple[TrackId, ...], said: str
) -> None:
    with pytest.raises(Malformed) as refused:
        chosen(late, named)
    assert said in str(refused.value)


def test_every_fault_of_the_words_is_told() -> None:
    check_words(WORDS, TODAY)
    wrong = replace(WORDS, opening=" ", closing="x" * (letters.LONGEST + 1), by_when=TODAY, recipients=("Như trên",) * 31)
    with pytest.raises(Malformed) as refused:
        check_words(wrong, TODAY)
    assert [fault.partition(":")[0] for fault in refused.value.facts] == ["opening", "closing", "by_when", "recipients"]


def test_the_opening_names_the_plan_by_its_number_or_without_it() -> None:
    for plan in load().plans:
        said = opening_of(plan)
        assert plan.title in said
        assert "số  " not in said
        assert "None" not in said
