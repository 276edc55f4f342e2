"""Facilities as a workbook: an empty page to be filled in, a worked example beside it, and how it is done."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from policies.plan_columns import Column, Holds
from policies.plan_terms import NO, YES, Terms
from policies.workbook_writing import TOP, head, styled, write

PAGE, EXAMPLE, GUIDE = "Cơ sở", "Ví dụ", "Hướng dẫn"
FILLED = 500
"""Rows of the empty page that are formatted."""
KINDS: Terms = {
    "hospital": "bệnh viện",
    "centre": "trung tâm y tế",
    "clinic": "phòng khám",
    "health_department": "Sở Y tế",
}
COLUMNS = (
    Column("Mã", "code", "Mã cơ sở khám bệnh, chữa bệnh, 5 chữ số; của Sở Y tế là mã tỉnh, 2 chữ số", Holds.CODE, True, width=10),
    Column("Tên", "name", "Tên đầy đủ, như trong quyết định", needed=True, width=40),
    Column("Loại", "kind", "Chọn trong danh sách", Holds.TERM, True, terms=KINDS, width=16),
    Column("Địa danh", "place", "Địa danh ghi trên văn bản", needed=True, width=16),
    Column("Căn cứ", "basis", "Văn bản thành lập hoặc giấy phép hoạt động: loại, số, ngày", needed=True, width=46),
    Column("Đã công bố bệnh án điện tử", "published", "Ghi 'có' nếu đã công bố trước kế hoạch", Holds.YES, width=16),
    Column("Xã, phường", "unit", "Đơn vị hành chính, nếu biết", width=22),
    Column("Từ ngày", "unit_since", "Ngày bắt đầu thuộc xã, phường ấy; để trống là từ hôm nay", Holds.DATE, width=12),
    Column("Khoa, phòng", "departments", "Mỗi dòng trong ô: mã chữ hoa rồi tên; để trống là danh sách thường có", width=34),
    Column("Tên đăng nhập", "login", "Của người quản trị đầu tiên; để trống cả năm cột này là lập sau", Holds.CODE, width=16),
    Column("Họ và tên", "person", "Của người quản trị", width=24),
    Column("Mật khẩu", "password", "Ít nhất 8 ký tự; người nhận đổi khi vào lần đầu", Holds.CODE, width=16),
    Column("Mã PIN", "pin", "Của chứng thư số, 6–12 chữ số; người nhận đổi khi vào lần đầu", Holds.CODE, width=12),
    Column("Căn cứ phân công", "post_basis", "Văn bản phân công người quản trị", width=40),
)
ACCOUNT = frozenset({"login", "person", "password", "pin", "post_basis"})
"""Columns of the first administrator: all five, or none."""
STEPS = (
    "Điền trang Cơ sở, mỗi dòng một cơ sở. Trang Ví dụ chỉ để xem, không được đọc.",
    "Cột nền nâu là bắt buộc. Dòng trống được bỏ qua. Không đổi tên cột; thứ tự cột đổi được, cột không bắt buộc bỏ được.",
    "Nhận cả sổ hoặc không nhận gì: sai ô nào được chỉ đúng ô ấy, sửa rồi tải lên lại.",
    "Ngày gõ dạng 31/12/2026. Mã gõ đủ chữ số, kể cả số 0 ở đầu. Không dùng công thức, không gộp ô.",
    "Sở Y tế khác (ví dụ Sở sẽ tiếp nhận khi hợp nhất) do người giữ vị trí quản trị tại Sở Y tế thêm.",
    "Sổ có mật khẩu ban đầu thì cất kín, xóa sau khi đã giao tài khoản.",
)
WORKED: Sequence[dict[str, Any]] = (
    {
        "code": "33020",
        "name": "Bệnh viện Đa khoa Ví Dụ",
        "kind": "hospital",
        "place": "Hưng Yên",
        "basis": "Quyết định số 1205/QĐ-UBND ngày 20/5/2014",
        "published": True,
        "unit": "phường Phố Hiến",
        "departments": "BGD Ban Giám đốc\nKHTH Phòng Kế hoạch tổng hợp\nNOI Khoa Nội",
        "login": "qt.vidu",
        "person": "Nguyễn Thị Ví Dụ",
        "password": "đổi-ngay-2026",
        "pin": "135790",
        "post_basis": "Quyết định số 12/QĐ-BV ngày 05/01/2026",
    },
    {
        "code": "33021",
        "name": "Phòng khám Đa khoa Ví Dụ",
        "kind": "clinic",
        "place": "Khoái Châu",
        "basis": "Giấy phép hoạt động số 87/HY-GPHĐ ngày 12/3/2019",
    },
)


def template() -> bytes:
    """The workbook to be filled in."""
    book = Workbook()
    _page(book.active, PAGE, ())
    _page(book.create_sheet(), EXAMPLE, WORKED)
    guide = book.create_sheet(GUIDE)
    for row, step in enumerate(("Cách điền", *STEPS), 1):
        write(guide.cell(row, 1), step, Holds.TEXT)
    for row, column in enumerate(COLUMNS, len(STEPS) + 3):
        for place, words in enumerate((column.heading, column.says, "bắt buộc" if column.needed else ""), 1):
            write(guide.cell(row, place), words, Holds.TEXT)
    guide["A1"].font = Font(bold=True, size=12)
    for letter, width in (("A", 100), ("B", 80), ("C", 12)):
        guide.column_dimensions[letter].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _page(sheet: Any, name: str, rows: Sequence[dict[str, Any]]) -> None:
    sheet.title = name
    sheet.append([one.heading for one in COLUMNS])
    head(sheet, [one.needed for one in COLUMNS])
    for row, said in enumerate(rows, 2):
        for place, column in enumerate(COLUMNS, 1):
            write(sheet.cell(row, place), said.get(column.key), column.holds, column.terms)
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        styled(sheet.column_dimensions[letter], column.holds)
        for row in range(len(rows) + 2, (FILLED if not rows else 0) + 2):
            styled(sheet.cell(row, place), column.holds)
            sheet.cell(row, place).alignment = TOP
        _offer(sheet, column, f"{letter}2:{letter}{FILLED}")
    sheet.freeze_panes = "C2"


def _offer(sheet: Any, column: Column, cells: str) -> None:
    words = column.terms.values() if column.terms else (YES, NO) if column.holds is Holds.YES else ()
    if words:
        offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        offered.error = "Chọn trong danh sách."
        offered.add(cells)
        sheet.add_data_validation(offered)
