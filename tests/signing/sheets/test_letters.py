"""A reminder letter as an office lays it out: what it is about below the number, to whom, the table, who gets copies."""

from tests.signing.sheets.conftest import Press, pages
from tests.signing.sheets.reminding import EXTENSION, LETTER, UNITS, letter
from tests.signing.sheets.samples import chain

SIGNED = {"chain": chain("Giám đốc", organisation="Văn thư")}


def test_it_has_no_kind_above_it_and_says_what_it_is_about_below_the_number(press: Press) -> None:
    text = press.text("reminder-letter", LETTER | SIGNED)
    assert "V/v đôn đốc các việc quá hạn" in text
    assert "Kính gửi: 12 đơn vị có tên trong bảng dưới đây." in text
    assert "còn 12 đơn vị với 48 việc đã quá thời hạn" in text
    assert "trước ngày 30/11/2026" in text
    assert all(f"{n}. {unit} (4 việc)" in text for n, unit in enumerate(UNITS, 1))
    assert text.index("nghiêm túc triển khai thực hiện./.") < text.index("Nơi nhận:") < text.index("– Lưu: VT, NVY.")


def test_few_addressees_are_named_and_one_stands_on_the_line(press: Press) -> None:
    three = press.text("reminder-letter", letter(*UNITS[:3], work=1) | SIGNED)
    assert "– Bệnh viện Đa khoa Phố Nối; – Bệnh viện Sản Nhi Hưng Yên." in three
    one = press.text("reminder-letter", letter(UNITS[0]) | SIGNED)
    assert "Kính gửi: Bệnh viện Đa khoa tỉnh Hưng Yên." in one
    assert "đơn vị còn 4 việc đã quá thời hạn" in one


def test_what_was_not_declared_stands_apart_and_is_not_called_late(press: Press) -> None:
    unsaid = [line | {"undeclared": True} for line in letter(UNITS[3], work=2)["lines"]]
    late = letter(UNITS[0])
    both = press.text("reminder-letter", late | {"to": [UNITS[0], UNITS[3]], "lines": [*late["lines"], *unsaid]} | SIGNED)
    assert "còn 1 đơn vị với 4 việc đã quá thời hạn" in both
    assert "1 đơn vị với 2 việc đã qua thời hạn mà đơn vị chưa khai báo, nên chưa biết đã xong hay chưa (các bảng dưới đây)" in both
    assert both.index("3. Khai báo trên hệ thống") < both.index("4. Người đứng đầu") < both.index("VIỆC QUÁ HẠN CỦA TỪNG ĐƠN VỊ")
    assert both.index("VIỆC QUÁ HẠN CỦA TỪNG ĐƠN VỊ") < both.index("VIỆC ĐÃ QUA THỜI HẠN, ĐƠN VỊ CHƯA KHAI BÁO")
    alone = press.text("reminder-letter", letter(UNITS[3]) | {"lines": unsaid} | SIGNED)
    assert "đơn vị 2 việc đã qua thời hạn" not in alone
    assert "đơn vị có 2 việc đã qua thời hạn mà đơn vị chưa khai báo" in alone
    assert "1. Khai báo trên hệ thống" in alone
    assert "VIỆC QUÁ HẠN CỦA" not in alone


def test_a_provinces_name_does_not_break_at_the_head(press: Press) -> None:
    head = pages(press.print("reminder-letter", LETTER | SIGNED))[0].splitlines()
    assert any("TỈNH HƯNG YÊN" in " ".join(line.split()) for line in head if "ỦY BAN" not in line), "it stands on one line below"


def test_a_units_name_never_ends_a_page_and_is_said_again_where_its_list_goes_on(press: Press) -> None:
    sheets = pages(press.print("reminder-letter", LETTER | SIGNED))
    for page in sheets:
        lines = [line for line in page.splitlines() if line.strip() and "Trang " not in line and "Mẫu" not in line and "Mã tra" not in line]
        assert not lines[-1].endswith("(4 việc)"), lines[-1]
    assert sum(page.count("(4 việc)") for page in sheets) >= len(UNITS)


def test_a_paper_that_moves_a_day_says_both_days_the_reason_and_that_the_rest_stays(press: Press) -> None:
    text = press.text("deadline-extension", EXTENSION | SIGNED)
    assert "V/v điều chỉnh thời hạn thực hiện nhiệm vụ" in text
    assert "Kính gửi: Các đơn vị thực hiện kế hoạch." in text
    assert text.index("31/12/2026") < text.index("15/01/2027") < text.index("Lý do: Nhà thầu giao")
    assert "để tổ chức thực hiện./." in text
    several = press.text("deadline-extension", EXTENSION | SIGNED | {"to": [*UNITS[:2]]})
    assert "– Bệnh viện Đa khoa Phố Nối." in several
