"""What single sheets say: a result in words, a proposal that adds up, minutes that count who was there."""

from tests.signing.sheets.conftest import Press
from tests.signing.sheets.samples import LAB_RESULT, MINUTES, PROCUREMENT, REGULATION, SURVEY


def test_a_result_says_what_is_out_of_range_in_words(press: Press) -> None:
    text = press.text("lab-result", LAB_RESULT)
    assert "Glucose 11.8 mmol/L ≤ 6,4 ↑ Cao" in text
    assert "Natri 128 mmol/L 135 – 145 ↓ Thấp" in text
    assert "Kali 6.9 mmol/L 3,5 – 5,1 !! Nguy hiểm" in text
    assert "Protein niệu Dương tính (++) Âm tính • Bất thường" in text
    assert "Tỷ trọng 1.015 ≥ 1,005" in text
    assert "Lấy mẫu lúc: 08:10 21/11/2026" in text
    assert "Bản 2 – thay thế bản 1" in text


def test_a_decision_prints_neither_number_nor_day(press: Press) -> None:
    text = press.text("regulation", REGULATION)
    assert "Số, ngày: tại chữ ký số của cơ quan" in text
    assert "tháng 11 năm 2026" not in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc" in text
    assert "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;" in text
    assert "Chương II TỔ CHỨC THỰC HIỆN" in text
    assert "Điều 3. Phạm vi điều chỉnh" in text
    assert "SỐ, NGÀY, CHỮ KÝ SỐ CỦA CƠ QUAN" in text


def test_a_proposal_adds_up_and_has_a_place_for_number_and_seal(press: Press) -> None:
    text = press.text("procurement", PROCUREMENT)
    assert "36 25.000.000 900.000.000" in text
    assert "Tổng cộng 900.000.000" in text
    assert "SỐ, NGÀY, CHỮ KÝ SỐ CỦA CƠ QUAN" in text
    assert "tháng 11 năm 2026" not in text, "its day is that of its number"
    assert "từ ngày 01/12/2026 đến ngày 30/11/2029" in text


def test_a_survey_shows_what_is_not_known(press: Press) -> None:
    text = press.text("survey", SURVEY)
    assert "Số giường bệnh thực kê 1.450 giường" in text
    assert "Hưng Yên, ngày 21 tháng 11 năm 2026" in text
    assert "Có sao lưu và đã thử phục hồi dữ liệu Không" in text
    assert "Đường truyền —" in text


def test_minutes_count_who_was_there_and_how_they_voted(press: Press) -> None:
    text = press.text("council-minutes", MINUTES)
    assert "Có mặt 3/3 thành viên. Mỗi tiêu chí cần ít nhất 2 phiếu." in text
    assert "Dự thay Đỗ Thị Quỳnh theo Giấy uỷ quyền 12/GUQ-BV" in text
    assert "– Lê Văn Ước: không biểu quyết về TC01, lý do: người soạn quy chế." in text
    assert "TC02 Chứng thư số bị thu hồi thì bị từ chối Chưa thử Ý kiến khác: Lê Văn Ước (đạt) 1 2 0 Chưa đạt" in text
    assert "Qua 1/2 tiêu chí. Hội đồng kết luận: chưa đáp ứng điều kiện" in text
    assert "TC02 Thử ký bằng chứng thư đã thu hồi 20/12/2026" in text
    assert "Tiêu chí bắt buộc chưa đạt: TC02." in text


def test_a_result_may_be_a_conclusion_alone(press: Press) -> None:
    text = press.text("lab-result", LAB_RESULT | {"values": []})
    assert ("Tăng đường huyết" in text, "Khoảng tham chiếu" in text, "chỉ số" in text) == (True, False, False)
