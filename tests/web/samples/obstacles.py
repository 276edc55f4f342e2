"""What stands in a track's way: the list, one as each side sees it, one that is raised."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import at
from web.filters import Filter
from web.forms import Form, Option, Told
from web.obstacle_lines import Blocks, ObstacleLine
from web.obstacles import MilestoneLink, ObstaclePage, ObstaclesPage, StepLine
from web.raising import RaisingPage

PLAN = "Triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh Hưng Yên"
HOSPITAL, LUNG = "Bệnh viện Đa khoa tỉnh", "Bệnh viện Phổi"
ANH, TAM = "Phạm Thị Ngọc Ánh", "Lương Thanh Tâm"
MONEY = "Chưa có nguồn mua máy chủ và thiết bị lưu trữ cho hồ sơ bệnh án điện tử"
CAUSE = "Quỹ phát triển hoạt động sự nghiệp năm 2026 đã chi hết cho hệ thống PACS; dự toán bổ sung chưa được duyệt."
PROPOSAL = "Bố trí 700 triệu đồng từ ngân sách tỉnh trong năm 2026 để mua 2 máy chủ, xong trước 20/12/2026."
FINANCE, PROVINCE = "Sở Tài chính", "Ủy ban nhân dân tỉnh"
FILTERS = (
    Filter("Còn vướng", "/obstacles", 7, True),
    Filter("Quá hạn trả lời", "/obstacles?show=late", 1),
    Filter("Chờ Sở Y tế trả lời", "/obstacles?show=asked", 3),
    Filter("Chờ cấp trên trả lời", "/obstacles?show=passed", 3),
    Filter("Đã trả lời, chờ xác nhận", "/obstacles?show=answered", 1),
    Filter("Đã kết thúc", "/obstacles?show=ended", 12),
)
LINES = (
    ObstacleLine("/obstacles/1", MONEY, CAUSE, PROVINCE, "obstacle_late", date(2026, 11, 14), 7, ("3.2-1", "3.2-2"), HOSPITAL),
    ObstacleLine(
        "/obstacles/2",
        "Chưa được cấp chứng thư số cho 42 bác sĩ",
        "Đơn vị cung cấp chưa trả hồ sơ.",
        "Sở Y tế tỉnh Hưng Yên",
        "obstacle_asked",
        date(2026, 11, 28),
        0,
        ("3.3b-5",),
        LUNG,
    ),
    ObstacleLine("/obstacles/3", "Đường truyền dự phòng chưa có", "Hết hợp đồng.", FINANCE, "obstacle_answered", None, 0, (), LUNG),
)
STEPS = (
    StepLine(
        f"Chuyển cấp trên → {PROVINCE}",
        TAM,
        at(2, 9, 5),
        "Vượt thẩm quyền của Sở; kèm dự toán của bệnh viện.",
        "1520/SYT-KHTC ngày 02/11/2026 của Sở Y tế tỉnh Hưng Yên",
        date(2026, 11, 14),
    ),
    StepLine("Nêu lại", ANH, at(30, 8, 12, month=10), "Đã cân đối lại, vẫn thiếu 700 triệu đồng.", "", date(2026, 11, 10)),
    StepLine("Trả lời", TAM, at(26, 16, 40, month=10), "Đề nghị bệnh viện tự cân đối nguồn trong dự toán đã giao."),
    StepLine(f"Nêu vướng mắc → {FINANCE}", ANH, at(20, 10, 0, month=10), "", "", date(2026, 10, 30)),
)
PASSED = ObstaclePage(
    "/obstacles/1",
    MONEY,
    "/tracks/1",
    HOSPITAL,
    PLAN,
    "obstacle_late",
    7,
    CAUSE,
    PROPOSAL,
    PROVINCE,
    date(2026, 11, 14),
    ANH,
    at(20, 10, 0, month=10),
    (
        MilestoneLink("/tracks/1/milestones/3.2-1", "3.2-1 Xây dựng danh mục, đề xuất mua sắm"),
        MilestoneLink("/tracks/1/milestones/3.2-2", "3.2-2 Nâng cấp hạ tầng công nghệ thông tin"),
    ),
    STEPS,
    True,
    {
        "answer": Form(values={"paper_issuer": PROVINCE}),
        "pass": Form(values={"sent_issuer": "Sở Y tế tỉnh Hưng Yên"}),
        "close": Form(),
    },
    (Option("bo-y-te", "Bộ Y tế"), Option("so-tai-chinh", FINANCE)),
)
REFUSED = Form(
    values={"words": "Đồng ý bố trí"},
    faults={"paper_number": "Ghi số văn bản", "paper_day": "Chọn ngày của văn bản"},
    told=Told(
        "Dữ liệu chưa đúng.",
        "",
        ("Ghi số văn bản", "Chọn ngày của văn bản"),
        ("paper_number", "paper_day"),
        ("paper_number", "paper_day"),
    ),
)
ANSWERED = replace(
    PASSED,
    state="obstacle_answered",
    days_late=0,
    due=None,
    steps=(
        StepLine(
            "Trả lời", TAM, at(19, 15, 30), "Đồng ý bổ sung 700 triệu đồng cho bệnh viện.", "77/TB-UBND ngày 18/11/2026 của UBND tỉnh"
        ),
        *STEPS,
    ),
    from_above=False,
    forms={"confirm": Form(), "reopen": Form(), "withdraw": Form()},
    above=(),
)
RAISING = RaisingPage(
    HOSPITAL,
    "/tracks/1",
    Form(values={"lifter": "department"}, many={"milestone": ("3.2-1",)}),
    (Option("department", "Sở Y tế tỉnh Hưng Yên"), Option("so-tai-chinh", FINANCE), Option("ubnd-tinh", PROVINCE)),
    (Option("3.2-1", "3.2-1 Xây dựng danh mục, đề xuất mua sắm"), Option("3.2-2", "3.2-2 Nâng cấp hạ tầng công nghệ thông tin")),
)
BLOCKS = Blocks(LINES[:2], 3, "/obstacles?track=1&show=ended", "/tracks/1/obstacles/new")
"""Of a track and of one of its milestones."""

PAGES: dict[str, tuple[str, object, str]] = {
    "/obstacles": (
        "obstacles/list.html",
        ObstaclesPage(
            FILTERS,
            Form(),
            (Option("1", PLAN), Option("2", "Kế hoạch của năm 2027")),
            (Option("ubnd-tinh", f"{PROVINCE} (4)"), Option("department", "Sở Y tế tỉnh Hưng Yên (3)")),
            "",
            LINES,
            following="/obstacles?after=3",
        ),
        "health_officer",
    ),
    "/obstacles-none": (
        "obstacles/list.html",
        ObstaclesPage(FILTERS[:1], Form(values={"track": "1"}), (), (), "ended", (), "/tracks/1"),
        "administrator",
    ),
    "/obstacles/1": ("obstacles/show.html", PASSED, "health_officer"),
    "/obstacles-refused": ("obstacles/show.html", replace(PASSED, forms={**PASSED.forms, "answer": REFUSED}), "health_officer"),
    "/obstacles-answered": ("obstacles/show.html", ANSWERED, "administrator"),
    "/obstacles-seen": ("obstacles/show.html", replace(PASSED, milestones=(), forms={}), "director"),
    "/tracks/1/obstacles/new": ("obstacles/new.html", RAISING, "administrator"),
}
