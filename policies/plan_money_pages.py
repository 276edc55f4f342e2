"""The pages of a plan's workbook that hold its money."""

from collections.abc import Iterator

from policies import plan_terms as terms
from policies.plan_columns import CODE, CODES, NUMBER, TABLE, TERM, Column, Page, quote

MONEY_PAGES = (
    Page("Nguồn kinh phí", "sources", "Tiền từ đâu.", (Column("Nguồn", "title", "", needed=True, width=45), quote())),
    Page(
        "Số tiền",
        "sums",
        "Số tiền nêu trong lời văn.",
        (
            Column("Mã", "code", "Tên ngắn không dấu", CODE, True),
            Column("Số tiền", "amount", "Như in, ví dụ 14,49", needed=True),
            Column("Đơn vị tính", "unit", "", TERM, True, terms.MONEY),
            Column("Dấu phẩy là", "comma", "Dấu chấm là dấu còn lại", TERM, True, terms.SEPARATORS, width=24),
            Column("Mục", "place", ""),
            Column("Năm", "year", "Năm ngân sách", NUMBER, width=8),
            Column("Gồm các khoản", "sums", "Mã các khoản cộng lại", CODES),
            Column("Bằng tổng cột", "column", "Mã cột của bảng kinh phí", CODE),
            quote(),
        ),
    ),
    Page(
        "Bảng kinh phí",
        "tables",
        "Mỗi bảng tiền một dòng; cột và dòng của bảng ở hai trang sau.",
        (
            Column("Tên bảng", "title", "Như in", needed=True, width=50),
            Column("Chỗ đứng", "place", "Ví dụ Phụ lục"),
            Column("Đơn vị tính", "unit", "", TERM, True, terms.MONEY),
            Column("Dòng đơn vị tính", "unit_words", "Như in, ví dụ ĐVT: Triệu đồng", width=24),
            Column("Dấu phẩy là", "comma", "Dấu chấm là dấu còn lại", TERM, True, terms.SEPARATORS, width=24),
            Column("Tiền để làm gì", "category", "Lời của kế hoạch", width=30),
        ),
        (TABLE,),
    ),
    Page(
        "Cột kinh phí",
        "columns",
        "Các cột tiền của bảng, theo thứ tự in.",
        (
            Column("Mã cột", "code", "Tên ngắn không dấu", CODE, True),
            Column("Tên cột", "title", "Như in", needed=True, width=40),
            Column("Nguồn", "source", "Để trống ở cột tổng", width=40),
            Column("Năm", "year", "Năm ngân sách", NUMBER, width=8),
            Column("Tổng in dưới cột", "printed", "Như in"),
            Column("Gồm các cột", "sums", "Của cột tổng: mã các cột cộng lại", CODES),
        ),
        (TABLE,),
    ),
    Page(
        "Dòng kinh phí",
        "lines",
        "Các dòng của bảng; tiền ở các cột Tiền 1, Tiền 2 …, theo thứ tự các cột của bảng.",
        (Column("TT", "number", "Như in", width=8), Column("Đơn vị", "facility", "Như in", needed=True, width=45)),
        (TABLE,),
    ),
)

AMOUNT = "Tiền"
"""Heading of the cells of a money table, with their number."""


def amounts(most: int) -> Iterator[Column]:
    """Cells of the lines of money tables."""
    return (Column(f"{AMOUNT} {n}", f"amounts.{n - 1}", "Như in; để trống khi ô trống", width=14) for n in range(1, most + 1))
