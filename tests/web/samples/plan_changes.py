"""Changes of the Hưng Yên plan: what was moved, another edition beside the one that runs, a file that was refused."""

from datetime import date

from tests.web.samples.house import at
from tests.web.samples.rollout import TITLE
from web.forms import Form, Option, Told
from web.plan_changes import ChangeLine, ChangesPage, EditionLine, MoveLine, ProposedPage
from web.plan_entries import EnterPage

MOVES = (
    MoveLine(
        "3.2-1",
        "Xây dựng danh mục, đề xuất mua sắm",
        date(2026, 12, 5),
        date(2026, 12, 12),
        "Bão số 12, hai huyện ven biển mất điện ba ngày",
        "Công văn số 1882/SYT-NVY ngày 18/11/2026 của Sở Y tế",
        "",
        "Phạm Thị Thảo",
        at(9, 10),
    ),
    MoveLine(
        "3.1-1",
        "Khảo sát, đánh giá hiện trạng",
        date(2026, 5, 31),
        date(2026, 5, 25),
        "",
        "Kế hoạch số 245/KH-UBND ngày 15/5/2026 của UBND tỉnh",
        "3",
        "Phạm Thị Thảo",
        at(8, 2),
    ),
)
CHANGES = ChangesPage(
    TITLE,
    "3",
    "1",
    "hung-yen-2026",
    (
        EditionLine("/plans/1/changes/2", "4", "ke-hoach-sua-doi.xlsx", "Phạm Thị Thảo", at(10, 0)),
        EditionLine("", "3", "", "Phạm Thị Thảo", at(8, 0)),
    ),
    MOVES,
    Form(),
    Form(),
    (Option("3.1-1", "3.1-1 Khảo sát, đánh giá hiện trạng"), Option("3.2-1", "3.2-1 Xây dựng danh mục, đề xuất mua sắm")),
    "7",
    "Bệnh viện Đa khoa tỉnh",
)
PROPOSED = ProposedPage(
    TITLE,
    "1",
    "4",
    "3",
    (
        ChangeLine(
            "3.2-1",
            "Xây dựng danh mục, đề xuất mua sắm",
            "đổi hạn",
            True,
            date(2026, 12, 5),
            date(2026, 12, 15),
            "trước 05/12/2026",
            "trước ngày 15/12/2026",
        ),
        ChangeLine("3.7-1", "Tập huấn bổ sung cho trạm y tế", "thêm", False, None, date(2026, 12, 20), "", "trong tháng 12/2026"),
        ChangeLine("3.5-8", "Quy chế khai thác dữ liệu", "thôi", False, date(2026, 12, 31), None, "", ""),
    ),
    (),
    Form(),
    "/plans/1/changes/2",
)
REFUSED = ProposedPage(
    TITLE, "1", "4", "3", PROPOSED.changes, ("3.6-2: hạn cấp trên giao không được lùi; chỉ rút ngắn được",), None, "/plans/1/changes/3"
)
FAULTY = EnterPage(
    Form(
        told=Told(
            "Dữ liệu gửi lên không hợp lệ.",
            "",
            ("ke-hoach.xlsx Thời hạn!C7: không có ngày 31/6", "ke-hoach.xlsx Đầu việc!B12: mã 3.1-2 đã có ở dòng 9"),
            ("", ""),
            ("", ""),
        )
    )
)
PAGES = {
    "/plans/1/changes": ("plans/changes.html", CHANGES, "health_officer"),
    "/plans/1/changes/2": ("plans/proposed.html", PROPOSED, "health_officer"),
    "/plans/1/changes/3": ("plans/proposed.html", REFUSED, "health_officer"),
    "/plan-papers/new": ("plans/enter.html", FAULTY, "health_officer"),
}
