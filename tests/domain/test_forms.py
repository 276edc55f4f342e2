"""A form is filled, and what is wrong with it is said in its own words."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.basis import Certainty
from domain.conditions import When
from domain.filling import faults
from domain.forms import Field, Form, Kind, Paper, Subject

LINES = (Field("name", "Tên xét nghiệm", required=True), Field("flag", "Cảnh báo", Kind.CHOICE, choices={"H": "Cao", "L": "Thấp"}))
FORM = Form(
    code="lab-result",
    name="Phiếu kết quả xét nghiệm",
    name_en="Laboratory result",
    subject=Subject.RECORD,
    edition="2026-01",
    effective_from=date(2025, 7, 21),
    basis="TT 32/2023/TT-BYT",
    certainty=Certainty.INFERRED,
    template="lab-result.typ",
    paper=Paper.CLINICAL,
    fields=(
        Field("performer", "Người thực hiện", required=True, longest=20),
        Field("resulted_at", "Thời điểm có kết quả", Kind.MOMENT),
        Field("day", "Ngày", Kind.DAY),
        Field("beds", "Số giường", Kind.INTEGER),
        Field("price", "Đơn giá", Kind.MONEY),
        Field("ratio", "Tỷ lệ", Kind.NUMBER),
        Field("urgent", "Cấp cứu", Kind.FLAG),
        Field("note", "Ghi chú", Kind.LONG_TEXT),
        Field("bases", "Căn cứ", Kind.TEXTS),
        Field("values", "Kết quả", Kind.LINES, required=True, longest=3, fields=LINES),
    ),
    english={"Kết quả": "Results", "Cảnh báo": "Flag", "Cao": "High", "Thấp": "Low"},
)
GOOD = {"performer": "Phạm Thị Yến", "values": [{"name": "Glucose", "flag": "H"}, {"name": "Kali", "flag": ""}]}


BOUNDED = Form(
    code="bounded",
    name="Có giới hạn",
    name_en="Bounded",
    subject=Subject.RECORD,
    edition="1",
    effective_from=date(2026, 1, 1),
    basis="",
    certainty=Certainty.INFERRED,
    template="sheet.typ",
    paper=Paper.CLINICAL,
    fields=(Field("temperature", "Nhiệt độ", Kind.NUMBER, least=20, most=45), Field("bed", "Giường", Kind.INTEGER, least=1)),
)


def vietnamese(form: Form, data: dict[str, object]) -> tuple[str, ...]:
    """What is wrong, in Vietnamese; each fault is told in English as well."""
    halves = [fault.split(" / ") for fault in faults(form, data)]
    assert all(len(both) == 2 and both[1].partition(": ")[2].isascii() for both in halves), halves
    return tuple(vi for vi, _ in halves)


ENGLISH = {"Bắt đầu lúc": "Begun at", "Kết thúc lúc": "Ended at", "Thành viên": "Members", "Chủ trì": "Chair"}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"temperature": 37.5, "bed": 1}, ()),
        ({"temperature": 375.0}, ("Nhiệt độ: không thể có, xem lại số: phải từ 20 đến 45",)),
        ({"temperature": 3.75}, ("Nhiệt độ: không thể có, xem lại số: phải từ 20 đến 45",)),
        ({"bed": 0}, ("Giường: không thể có, xem lại số: phải từ 1",)),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused(data: dict[str, object], found: tuple[str, ...]) -> None:
    assert vietnamese(BOUNDED, data) == found


def test_a_filled_form_has_no_fault() -> None:
    everything = GOOD | {
        "resulted_at": "09:40 21/11/2026",
        "day": "21/11/2026",
        "beds": 0,
        "price": 350_000,
        "ratio": -1.5,
        "urgent": False,
    }
    assert faults(FORM, everything | {"note": "Dòng một\nDòng hai", "bases": ["Căn cứ"]}) == ()


def test_the_head_of_the_sheet_is_not_judged() -> None:
    assert faults(FORM, GOOD | {"patient": {"name": "Hạnh"}, "facility": "Bệnh viện"}) == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"performer": " "}, "Người thực hiện: hãy điền"),
        ({"performer": None}, "Người thực hiện: hãy điền"),
        ({"performer": 7}, "Người thực hiện: phải là chữ"),
        ({"performer": "Yến\nHạnh"}, "Người thực hiện: chỉ một dòng"),
        ({"performer": "Y" * 21}, "Người thực hiện: nhiều nhất 20 ký tự"),
        ({"performer": "Yến\x00"}, "Người thực hiện: có ký tự không in được (U+0000), hãy bỏ đi"),
        ({"note": "nửa chữ \ud83d"}, "Ghi chú: có ký tự không in được (U+D83D), hãy bỏ đi"),
        ({"values": []}, "Kết quả: hãy điền"),
        ({"values": "Glucose"}, "Kết quả: phải là danh sách các dòng"),
        ({"values": [{"name": "Kali"}, {"flag": "H"}]}, "Kết quả, dòng 2, Tên xét nghiệm: hãy điền"),
        ({"values": [{"name": "Kali", "flag": "X"}]}, "Kết quả, dòng 1, Cảnh báo: hãy chọn một trong: Cao (H), Thấp (L)"),
        ({"values": [{"name": "Kali", "colour": "đỏ"}]}, "Kết quả, dòng 1, colour: biểu mẫu không có mục này, hãy bỏ đi"),
        ({"values": [{"name": "Kali"}] * 4}, "Kết quả: nhiều nhất 3 dòng"),
        ({"resulted_at": "2026-11-21T09:40:00"}, "Thời điểm có kết quả: thiếu múi giờ, viết như 2026-11-21T13:05:00+07:00"),
        ({"resulted_at": "hôm qua"}, "Thời điểm có kết quả: phải là thời điểm, viết như 13:05 21/11/2026"),
        ({"day": "31/02/2026"}, "Ngày: phải là ngày, viết như 21/11/2026"),
        ({"beds": -1}, "Số giường: phải là số nguyên, không âm"),
        ({"beds": True}, "Số giường: phải là số nguyên, không âm"),
        ({"price": 1.5}, "Đơn giá: phải là số nguyên, không âm"),
        ({"ratio": float("nan")}, "Tỷ lệ: phải là số"),
        ({"urgent": "có"}, "Cấp cứu: phải là có hoặc không"),
        ({"bases": ["Căn cứ", " "]}, "Căn cứ: phải là danh sách các dòng chữ, không dòng nào trống"),
        ({"colour": "đỏ"}, "colour: biểu mẫu không có mục này, hãy bỏ đi"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(data: dict[str, object], said: str) -> None:
    assert vietnamese(FORM, GOOD | data) == (said,)


@pytest.mark.parametrize("moment", ["2026-11-21T09:40:00+07:00", "2026-11-21T02:40:00Z", "09:40 21/11/2026"])
def test_moments_as_machines_and_offices_write_them(moment: str) -> None:
    assert faults(FORM, GOOD | {"resulted_at": moment}) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([field.name for field in FORM.fields]) | st.text(max_size=8), JSON, max_size=8))
def test_no_data_makes_it_stumble(data: dict[str, object]) -> None:
    assert all(": " in fault for fault in faults(FORM, data))


def test_a_fault_is_told_by_the_words_of_each_language() -> None:
    wrong = GOOD | {"values": [{"name": "Glucose", "flag": "X"}]}
    vi = "Kết quả, dòng 1, Cảnh báo: hãy chọn một trong: Cao (H), Thấp (L)"
    assert faults(FORM, wrong) == (f"{vi} / Results, line 1, Flag: choose one of: High (H), Low (L)",)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (Field("kind", "Loại", Kind.CHOICE, choices={"a": "A"}), ["a"], "Loại: hãy chọn một trong: A (a)"),
        (Field("kind", "Loại", Kind.CHOICE, choices={"a": "A"}), {"a": 1}, "Loại: hãy chọn một trong: A (a)"),
        (Field("weight", "Cân nặng", Kind.NUMBER), 10**400, "Cân nặng: phải là số"),
        (Field("weight", "Cân nặng", Kind.NUMBER), float("nan"), "Cân nặng: phải là số"),
        (Field("pulse", "Mạch", Kind.INTEGER), 10**400, "Mạch: phải là số nguyên, không âm"),
    ],
)
def test_whatever_a_machine_sends_is_judged(field: Field, value: object, said: str) -> None:
    assert vietnamese(replace(FORM, fields=(field,)), {field.name: value}) == (said,)


WAY = Field("way", "Cách xác nhận", Kind.CHOICE, required=True, choices={"paper": "Ký giấy", "witnessed": "Có người làm chứng"})
WITNESSES = Field("witnesses", "Người làm chứng", Kind.PEOPLE, required=True, least=2, most=2, when=When("way", ("witnessed",)))
ASKING = replace(BOUNDED, fields=(WAY, WITNESSES))
A, B, C = (str(UUID(int=number)) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"way": "paper"}, ()),
        ({"way": "witnessed", "witnesses": [A, B]}, ()),
        ({"way": "witnessed"}, ("Người làm chứng: hãy điền",)),
        ({"way": "witnessed", "witnesses": [A]}, ("Người làm chứng: phải chọn ít nhất 2 người",)),
        ({"way": "witnessed", "witnesses": [A, B, C]}, ("Người làm chứng: nhiều nhất 2 người",)),
        ({"way": "paper", "witnesses": [A, B]}, ("Người làm chứng: lựa chọn ở trên không cần mục này, hãy bỏ trống",)),
    ],
)
def test_what_is_asked_only_on_a_condition(data: dict[str, object], found: tuple[str, ...]) -> None:
    assert vietnamese(ASKING, data) == found


BEGUN, ENDED = Field("begun", "Bắt đầu lúc", Kind.MOMENT), Field("ended", "Kết thúc lúc", Kind.MOMENT, not_before="begun")


@pytest.mark.parametrize(
    ("begun", "ended", "found"),
    [
        ("15:00 21/11/2026", "15:00 21/11/2026", ()),
        ("15:00 21/11/2026", "2026-11-21T09:30:00+01:00", ()),
        ("15:30 21/11/2026", "15:00 21/11/2026", ("Kết thúc lúc: sớm hơn Bắt đầu lúc, xem lại giờ",)),
        ("", "15:00 21/11/2026", ()),
        ("bốn giờ", "15:00 21/11/2026", ("Bắt đầu lúc: phải là thời điểm, viết như 13:05 21/11/2026",)),
    ],
)
def test_an_end_does_not_lie_before_its_beginning(begun: str, ended: str, found: tuple[str, ...]) -> None:
    assert vietnamese(replace(FORM, english=ENGLISH, fields=(BEGUN, ENDED)), {"begun": begun, "ended": ended}) == found


def test_who_is_nobody_is_named() -> None:
    form = replace(FORM, fields=(Field("members", "Thành viên", Kind.PEOPLE), Field("chair", "Chủ trì", Kind.PERSON)))
    assert [fault.split(" / ")[0] for fault in faults(form, {"members": [A, "bs.lann"], "chair": [A]})] == [
        "Thành viên: không có ai là “bs.lann”, hãy chọn người trong danh sách",
        "Chủ trì: chỉ một người",
    ]
    assert [fault.split(" / ")[0] for fault in faults(form, {"members": A})] == ["Thành viên: phải là danh sách người"]
