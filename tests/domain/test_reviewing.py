"""What a reviewed set may hold: opened, read long enough, few enough."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.basis import Certainty
from domain.care import CareSettings
from domain.errors import Incomplete, Malformed, SetRefused
from domain.reasons import OTHER, Reason, told
from domain.reviewing import NAMED, Chosen, check_opened, check_reviewed, check_set

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
CARE = CareSettings(
    "thử", "Quy chế thử", Certainty("I"), date(2026, 1, 1), set_cap=25, signed_singly=("decision",), dwell_seconds={"closing": 10}
)
ONE = Chosen("Tờ điều trị (TDT-1)", "treatment-sheet", NOON, NOON, CARE)
REASONS = (Reason("bad_sample", "Mẫu không đạt", "Bad sample"), Reason(OTHER, "Lý do khác", "Another reason"))


def test_a_set_of_what_was_opened_is_good() -> None:
    check_set([ONE] * 25, CARE)
    check_opened([ONE])


def test_what_was_not_opened_is_named() -> None:
    with pytest.raises(Incomplete, match=r"chưa mở xem Tờ điều trị \(TDT-1\)"):
        check_set([ONE, replace(ONE, opened_at=None)], CARE)
    with pytest.raises(Incomplete) as no:
        check_opened([replace(ONE, opened_at=None)] * (NAMED + 5))
    assert len(no.value.facts) == NAMED + 1
    assert no.value.facts[-1] == "và 5 văn bản khác / and 5 more"


def test_one_more_than_the_cap_is_too_many() -> None:
    with pytest.raises(SetRefused, match="tập có 26 văn bản, mỗi lần ký nhiều nhất 25"):
        check_set([ONE] * 26, CARE)


def test_what_is_signed_by_itself_joins_no_set() -> None:
    with pytest.raises(SetRefused, match=r"Quyết định .* phải mở đọc và ký riêng"):
        check_reviewed(replace(ONE, name="Quyết định (QD-1)", form="decision"))


@pytest.mark.parametrize(("seconds", "left"), [(0, 10), (9.2, 1), (9.999, 1), (10, 0), (3600, 0)])
def test_a_form_is_read_for_its_seconds(seconds: float, left: int) -> None:
    one = replace(ONE, form="closing", at=NOON + timedelta(seconds=seconds))
    if not left:
        return check_reviewed(one)
    with pytest.raises(SetRefused, match=f"còn phải đọc thêm {left} giây"):
        check_reviewed(one)
    return None


def test_each_facility_has_its_own_rule() -> None:
    elsewhere = replace(ONE, form="closing", settings=replace(CARE, dwell_seconds={}))
    check_set([elsewhere], CARE)


def test_a_reason_is_one_of_the_list_and_the_other_needs_words() -> None:
    assert told(REASONS, "bad_sample", "") == "Mẫu không đạt"
    assert told(REASONS, "bad_sample", " tán huyết ") == "Mẫu không đạt: tán huyết"
    assert told(REASONS, OTHER, "Người bệnh đã chuyển khoa") == "Người bệnh đã chuyển khoa"
    with pytest.raises(Incomplete):
        told(REASONS, OTHER, " ")
    with pytest.raises(Incomplete):
        told((replace(REASONS[0], needs_words=True),), "bad_sample", "")
    with pytest.raises(Malformed, match=r"Mẫu không đạt \(bad_sample\), Lý do khác \(other\) / "):
        told(REASONS, "mood", "Không thích")
