"""A reminder letter: to whom it goes, and what is wrong with its words."""

from dataclasses import replace
from datetime import date

import pytest

from domain import letters
from domain.errors import Malformed
from domain.letters import LateUnit, LateWork, LetterWords, Reminded, about, check_besides, check_words, chosen, opening_of
from domain.names import DocumentId, FacilityId, TrackId, id_of
from policies.reader import load

TODAY = date(2026, 11, 21)
WORDS = LetterWords("Thực hiện kế hoạch.", "", date(2026, 11, 28), ("Như trên", "Lưu: VT"))


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


def test_what_was_not_declared_is_never_called_late() -> None:
    silent = replace(MAT, work=tuple(replace(one, undeclared=True) for one in MAT.work))
    both = replace(MAT, work=(*NHI.work, replace(MAT.work[1], undeclared=True)))
    assert (silent.days, len(silent.late), len(silent.undeclared), both.days, len(both.late)) == (0, 0, 3, 20, 1)
    of_plan = "của kế hoạch triển khai hồ sơ bệnh án điện tử"
    assert [about(units) for units in ((MAT,), (silent,), (MAT, silent))] == [
        f"đôn đốc các việc quá hạn {of_plan}",
        f"đôn đốc khai báo tiến độ các việc {of_plan}",
        f"đôn đốc các việc quá hạn và việc chưa khai báo {of_plan}",
    ]


def told(number: str, on: date, *codes: str) -> Reminded:
    return Reminded(DocumentId(id_of("letter", number or "signing")), number, on, TODAY, bool(number), codes)


def test_a_second_letter_of_one_day_about_the_same_is_known_of_or_refused() -> None:
    sent, signing = told("01/SYT-NVY", TODAY, "3.0"), told("", date(2026, 11, 19), "3.2")
    earlier = told("09/SYT-NVY", date(2026, 11, 20), "3.0")
    letters = {MAT.track: [sent, signing, earlier], NHI.track: [told("02/SYT-NVY", TODAY, "9.9")]}
    with pytest.raises(Malformed) as refused:
        check_besides((MAT, NHI), letters, (), TODAY)
    assert [fact.partition(" đã đôn đốc")[0] for fact in refused.value.facts] == [
        "besides: công văn số 01/SYT-NVY ngày 21/11/2026",
        "besides: công văn đang trình ký, lập ngày 19/11/2026",
    ]
    with pytest.raises(Malformed, match="đang trình ký"):
        check_besides((MAT, NHI), letters, (sent.document,), TODAY)
    check_besides((MAT, NHI), letters, (sent.document, signing.document), TODAY)
    check_besides((NHI,), letters, (), TODAY)


def test_every_fault_of_the_words_is_told() -> None:
    check_words(WORDS, TODAY)
    wrong = replace(WORDS, opening=" ", closing="x" * (letters.LONGEST + 1), by_when=TODAY, recipients=("Như trên",) * 31)
    with pytest.raises(Malformed) as refused:
        check_words(wrong, TODAY)
    assert [fault.partition(":")[0] for fault in refused.value.facts] == ["opening", "closing", "by_when", "recipients"]
    for nobody in ((), ("", " ")):
        with pytest.raises(Malformed, match="recipients: ghi nơi nhận"):
            check_words(replace(WORDS, recipients=nobody), TODAY)


def test_the_opening_names_the_plan_by_its_number_or_without_it() -> None:
    for plan in load().plans:
        said = opening_of(plan, reminded=False)
        assert plan.title in said
        assert "nhắc việc" not in said, "nobody was reminded"
        assert "đã theo dõi và nhắc việc các đơn vị" in opening_of(plan, reminded=True)
        assert "số  " not in said
        assert "None" not in said
