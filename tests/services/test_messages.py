"""What a refusal says in each language: Vietnamese in Vietnamese only, English in English only, and what to do in both."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.councils import AppraisalState
from domain.disposals import DisposalState, Fate
from domain.errors import CodeRefused, Incomplete, Malformed, PinRefused, WrongState
from domain.faults import BOUND, at, both, halves, named
from domain.grants import GrantKind, GrantState
from domain.obstacles import ObstacleState
from domain.remedies import RemedyState
from domain.visits import VisitState
from services.messages import said

FAULTS = {
    "a field by its name in data": (
        "birth: ngày sinh ở tương lai / lies in the future",
        "birth: ngày sinh ở tương lai",
        "birth: lies in the future",
    ),
    "a field by its words on the page": ("Mạch: phải là số / Pulse: must be a number", "Mạch: phải là số", "Pulse: must be a number"),
    "a line of a list": ("dòng 2: không có người này / line 2: no such person", "dòng 2: không có người này", "line 2: no such person"),
    "a place in a body": ("lines[0].code: cần điền / must be given", "lines[0].code: cần điền", "lines[0].code: must be given"),
    "no field at all": ("chưa chọn văn bản nào / nothing chosen", "chưa chọn văn bản nào", "nothing chosen"),
    "one language": ("J3-2", "J3-2", "J3-2"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_one_language_at_a_time(fault: str) -> None:
    fact, vi, en = FAULTS[fault]
    assert said(Malformed(fact)) == (f"Dữ liệu chưa đúng: {vi}", f"The data is not right: {en}")


def test_every_fault_is_told_in_each_language() -> None:
    no = Incomplete("reason: cần nêu lý do / give a reason", "file: cần tệp / add a file")
    assert said(no) == ("Còn thiếu: reason: cần nêu lý do; file: cần tệp", "Missing: reason: give a reason; file: add a file")


@pytest.mark.parametrize("typed", ["12 / 2026", "Trưởng khoa / Phó khoa", "a  /  b", "Sai /", "/", "/ nhầm", "a / / b"])
def test_typed_words_part_no_languages(typed: str) -> None:
    """They are read as they were typed, but for a blank that no longer breaks."""
    vi, en = said(Incomplete(both(f"code: số {typed} đã có", f"{typed} is there"), both(f"form: {typed}", f"form: {typed}"), named(typed)))
    assert vi.replace(BOUND, " /") == f"Còn thiếu: code: số {typed} đã có; form: {typed}; {typed}"
    assert en.replace(BOUND, " /") == f"Missing: code: {typed} is there; form: {typed}; {typed}"


@example("", "/", "a")
@given(st.text(" /a", max_size=8), st.text(" /a", max_size=8), st.text(" /a", max_size=8))
def test_what_is_joined_is_parted_where_it_was_joined(vi: str, en: str, place: str) -> None:
    for fault, typed in ((both(vi, en), (vi, en)), (at(place, place, both(vi, en)), (f"{place}: {vi}", f"{place}: {en}"))):
        assert tuple(half.replace(BOUND, " /") for half in halves(fault)) == typed


COURSES: dict[str, Iterable[str]] = {
    "disposal.withdraw": [*DisposalState, *(set(Fate) - {Fate.LISTED})],
    "appraisal.vote": AppraisalState,
    "obstacle.answer": ObstacleState,
    "visit.move": VisitState,
    "remedy.judge": RemedyState,
    "grant.end": GrantState,
    "grant.review": [*(set(GrantKind) - {GrantKind.EMERGENCY}), "reviewed"],
    "hold.extend": ["lifted"],
}


@pytest.mark.parametrize("act", COURSES)
def test_what_does_not_fit_says_where_it_stands_and_what_to_do(act: str) -> None:
    told = {str(state): said(WrongState(act, state)) for state in COURSES[act]}
    assert [state for state, (vi, en) in told.items() if "Trạng thái hiện tại" in vi or "present state" in en] == []


def test_a_lifted_hold_says_since_when_and_by_whom() -> None:
    vi, en = said(WrongState("hold.lift", "lifted", "28/11/2026", "Nguyễn Hồng Sơn"))
    assert vi == "Lệnh giữ lại này đã được thôi giữ ngày 28/11/2026, do Nguyễn Hồng Sơn. Vẫn cần giữ thì đặt lệnh mới."
    assert en.startswith("This hold was lifted on 28/11/2026 by Nguyễn Hồng Sơn.")


@pytest.mark.parametrize(("left", "told"), [(1, "1 try left."), (2, "2 tries left."), (0, "0 tries left.")])
def test_one_try_is_one_try_in_english(left: int, told: str) -> None:
    assert said(PinRefused(left))[1] == f"Wrong PIN; {told}"
    vi = f"Mã OTP không đúng; còn {left} lần thử. Dùng mã trong tin nhắn mới nhất."
    assert said(CodeRefused("wrong", left)) == (vi, f"Wrong one-time code; {told} Use the newest message.")
