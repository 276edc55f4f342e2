"""What a person reads on the sheets, page by page, with every mark."""

import pytest

from domain.errors import Malformed
from domain.filling import faults
from domain.forms import RESERVED
from signing.sheets import shown
from tests.signing.sheets.conftest import Press, pages
from tests.signing.sheets.samples import LAB_RESULT, LINE, MINUTES, ORDER, PROCUREMENT, REGULATION, SAMPLES, SURVEY

HOUSE = {"code", "version", "edition", "chain"}


@pytest.mark.parametrize("code", SAMPLES)
def test_every_form_is_shipped_filled_and_printed(press: Press, code: str) -> None:
    data = SAMPLES[code]
    assert faults(press.forms[code], {name: value for name, value in data.items() if name not in HOUSE}) == ()
    for page in pages(press.print(code, data)):
        assert data["code"] in page
        assert f"Mẫu {code}" in page


@pytest.mark.parametrize("code", SAMPLES)
def test_no_field_takes_a_name_the_house_adds(press: Press, code: str) -> None:
    assert not RESERVED & {field.name for field in press.forms[code].fields}


def test_a_result_says_what_is_out_of_range_in_words(press: Press) -> None:
    text = press.text("lab-result", LAB_RESULT)
    assert "Glucose 11.8 mmol/L ≤ 6,4 ↑ Cao" in text
    assert "Natri 128 mmol/L 135 – 145 ↓ Thấp" in text
    assert "Kali 6.9 mmol/L 3,5 – 5,1 !! Nguy hiểm" in text
    assert "Protein niệu Dương tính (++) Âm tính • Bất thường" in text
    assert "Tỷ trọng 1.015 ≥ 1,005" in text
    assert "Lấy mẫu lúc: 08:10 21/11/2026" in text
    assert "Bản 2 – thay thế bản 1" in text


def test_the_patient_stands_on_every_page(press: Press) -> None:
    long = LAB_RESULT | {"values": LAB_RESULT["values"] * 20}
    texts = pages(press.print("lab-result", long))
    assert len(texts) > 2
    for number, page in enumerate(texts, 1):
        assert "Nguyễn Thị Thuỳ Hạnh · Mã người bệnh BN26000317 · Hồ sơ 26.001234" in page
        assert f"Trang {number}/{len(texts)}" in page
        assert "Khoảng tham chiếu" in page or number == len(texts)


@pytest.mark.parametrize("lines", range(26, 36))
def test_no_signature_stands_alone_on_a_page(press: Press, lines: int) -> None:
    last = pages(press.print("order", ORDER | {"lines": [LINE] * lines}))[-1]
    assert f"Tổng số: {lines} dịch vụ." in last
    assert "BÁC SĨ CHỈ ĐỊNH" in last


def test_decomposed_names_are_composed(press: Press) -> None:
    split = ORDER | {"doctor": "Vu\u031b\u0303 Thi\u0323 Ye\u0302\u0301n"}
    assert "Vữ Thị Yến" in press.text("order", split)


def test_a_character_no_font_has_is_named_with_its_field(press: Press) -> None:
    with pytest.raises(Malformed, match=r"diagnosis: ký tự “中” \(U\+4E2D\) không in được"):
        press.print("order", ORDER | {"diagnosis": "Viêm 中"})
    with pytest.raises(Malformed, match=r"lines: ký tự .* \(U\+0007\)"):
        press.print("order", ORDER | {"lines": [LINE | {"name": "Chuông\x07"}]})


def test_typst_markup_in_data_is_only_text(press: Press) -> None:
    assert "#panic() *đậm* $x$ [ _a_ @b" in press.text("order", ORDER | {"diagnosis": "#panic() *đậm* $x$ [ _a_ @b"})


def test_a_decision_prints_neither_number_nor_day(press: Press) -> None:
    text = press.text("regulation", REGULATION)
    assert "Số, ngày: tại chữ ký số của cơ quan" in text
    assert "tháng 11 năm 2026" not in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc" in text
    assert "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;" in text
    assert "Chương II TỔ CHỨC THỰC HIỆN" in text
    assert "Điều 3. Phạm vi điều chỉnh" in text
    assert "SỐ, NGÀY, CHỮ KÝ SỐ CỦA CƠ QUAN" in text


def test_a_proposal_adds_up_and_is_dated(press: Press) -> None:
    text = press.text("procurement", PROCUREMENT)
    assert "36 25.000.000 900.000.000" in text
    assert "Tổng cộng 900.000.000" in text
    assert "Hưng Yên, ngày 21 tháng 11 năm 2026" in text
    assert "từ ngày 01/12/2026 đến ngày 30/11/2029" in text


def test_a_survey_shows_what_is_not_known(press: Press) -> None:
    text = press.text("survey", SURVEY)
    assert "Số giường bệnh thực kê 1.450 giường" in text
    assert "Có sao lưu và đã thử phục hồi dữ liệu Không" in text
    assert "Đường truyền —" in text


def test_minutes_count_who_was_there_and_how_they_voted(press: Press) -> None:
    text = press.text("council-minutes", MINUTES)
    assert "Có mặt 2/3 thành viên; số tối thiểu để họp và biểu quyết là 2: đủ điều kiện." in text
    assert "TC02 Chứng thư số bị thu hồi thì bị từ chối Chưa thử 0 2 Chưa đạt" in text
    assert "Đạt 1/2 tiêu chí. Hội đồng kết luận: chưa đáp ứng điều kiện" in text
    assert "Tiêu chí bắt buộc chưa đạt: TC02." in text


def test_what_only_looks_like_a_moment_is_printed_as_it_was_typed() -> None:
    assert shown({"at": "2026-11-21T08:05:00+07:00"}) == {"at": "08:05 21/11/2026"}
    assert shown({"note": "2026-99-99T10:00Z"}) == {"note": "2026-99-99T10:00Z"}


def test_a_result_may_be_a_conclusion_alone(press: Press) -> None:
    text = press.text("lab-result", LAB_RESULT | {"values": []})
    assert ("Tăng đường huyết" in text, "Khoảng tham chiếu" in text, "chỉ số" in text) == (True, False, False)
