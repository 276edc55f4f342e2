"""Changes of the Hưng Yên plan: what was moved, another edition beside the one that runs, a file that was refused."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import at
from tests.web.samples.rollout import TITLE
from web.extensions import PaperLine
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
PAPERS = (
    PaperLine(
        "8F3KQ2WM7XTA",
        "/documents/9",
        "3.2-1",
        "Xây dựng danh mục, đề xuất mua sắm hạ tầng công nghệ thông tin",
        date(2026, 12, 12),
        date(2027, 1, 15),
        "signing",
    ),
    PaperLine(
        "2B5TQ9WM7XTC",
        "/documents/8",
        "3.5-1",
        "Quy chế về lập, cập nhật, sử dụng và quản lý bệnh án điện tử",
        date(2026, 12, 31),
        date(2027, 1, 31),
        "refused",
        "Nêu rõ ngày nhà thầu cam kết giao thiết bị",
        "/plans/1/changes?again=8#move",
    ),
    PaperLine(
        "14/SYT-NVY",
        "/documents/7",
        "3.1-2",
        "Xây dựng và báo cáo kế hoạch triển khai chi tiết",
        date(2026, 12, 5),
        date(2026, 12, 20),
        "extension_void",
        "hạn đã đổi trong lúc chờ ký; hãy lập văn bản mới",
    ),
)
SIGNED = replace(CHANGES, papers=PAPERS, signed=True, track="", facility="")
AGAIN = replace(
    SIGNED,
    move=Form(values={"code": "3.5-1", "to": "2027-01-31", "reason": "Chờ thẩm định", "paper": "Tờ trình số 61/TTr-BV ngày 25/11/2026"}),
    again="8",
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
    "/plans/1/changes/signed": ("plans/changes.html", SIGNED, "health_officer"),
    "/plans/1/changes/again": ("plans/changes.html", AGAIN, "health_officer"),
    "/plans/1/changes/2": ("plans/proposed.html", PROPOSED, "health_officer"),
    "/plans/1/changes/3": ("plans/proposed.html", REFUSED, "health_officer"),
    "/plan-papers/new": ("plans/enter.html", FAULTY, "health_officer"),
}
