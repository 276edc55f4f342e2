"""The first page of a plan's workbook: how it is filled in, and what each column is for."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font

from policies.plan_columns import Column, Holds
from policies.plan_pages import GENERAL, GUIDE, PAGES
from policies.plan_terms import YES

WORKED = "MẪU: các trang sau đã điền một ví dụ, tỉnh Ví Dụ không có thật. Xóa các dòng ví dụ rồi điền kế hoạch thật, kể cả mã kế hoạch."
STEPS = (
    "Sổ này chứa trọn một kế hoạch của tỉnh: mỗi trang một danh sách, mỗi dòng một mục, mỗi ô một điều.",
    "Chép đúng từng chữ ở các cột Nguyên văn, Lời văn. Điều văn bản không ghi thì để trống ô, không tự thêm.",
    "Cột nền nâu là bắt buộc ở mỗi dòng đã điền. Dòng trống được bỏ qua. Không đổi tên trang, tên cột; thứ tự trang, cột thì đổi được.",
    "Ngày gõ dạng 31/12/2026. Mã, số nhiệm vụ, số tiền là chữ (ô đã đặt kiểu Văn bản): gõ như in trên giấy, ví dụ 3.10 hoặc 14,49.",
    "Không dùng công thức, không gộp ô, không liên kết sang sổ khác: sổ có những thứ đó bị từ chối, kèm tên ô.",
    "Kiểm tra: hsba plans check TEP.xlsx nêu mọi lỗi, mỗi lỗi kèm trang và ô.",
)


def guide(sheet: Any, steps: Sequence[str]) -> None:
    sheet.title = GUIDE
    sheet.append(["Cách điền", "", "", ""])
    for step in steps:
        sheet.append([step])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(vertical="top")
    sheet.append([])
    sheet.append(["Trang", "Cột", "Cách ghi", "Bắt buộc"])
    first = sheet.max_row
    for page in (GENERAL, *PAGES):
        sheet.append([page.name, "", page.says, ""])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for column in page.all:
            sheet.append(["", column.heading, how(column), YES if column.needed else ""])
    for cell in (sheet["A1"], *sheet[first]):
        cell.font = Font(bold=True, size=12)
    for letter, width in (("A", 20), ("B", 30), ("C", 90), ("D", 10)):
        sheet.column_dimensions[letter].width = width


def how(column: Column) -> str:
    held = "" if column.holds in (Holds.TEXT, Holds.TERM) else f"{column.holds.value}. "
    return f"{held[:1].upper()}{held[1:]}{column.says}".strip(". ")
