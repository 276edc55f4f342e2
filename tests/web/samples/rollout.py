"""Pages of the Hưng Yên plan on 21/11/2026: 40 days before the deadline."""

from datetime import date

from tests.web.samples.house import HOSPITAL, at
from web.appraisals import AppraisalPage, CriterionLine, Vote
from web.audit import Happened
from web.forms import Form, Option
from web.plans import BoardPage, BoardRow, Cell, Column, PlanLine, PlansPage
from web.tracks import DeclarationPage, Declared, Evidence, MilestonePage, Paper, PlanPart, TaskOfPlan, TrackPage

TITLE = "Triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh Hưng Yên"
END = date(2026, 12, 31)
COLUMNS = (
    Column("3.1", "Khảo sát hiện trạng", date(2026, 5, 31), 15, 16, 1),
    Column("3.2", "Nâng cấp hạ tầng", date(2026, 12, 31), 8, 16, 0),
    Column("3.3", "HIS, LIS, RIS-PACS", date(2026, 12, 31), 6, 16, 0),
    Column("3.5a", "Ban hành quy chế", date(2026, 12, 31), 9, 16, 0),
    Column("3.5b", "Thẩm định", date(2026, 12, 31), 4, 16, 0),
    Column("3.6", "Không dùng bệnh án giấy", date(2026, 12, 31), 3, 16, 0),
)
NAMES = (
    "Bệnh viện Đa khoa tỉnh Hưng Yên",
    "Bệnh viện Đa khoa Phố Nối",
    "Bệnh viện Sản Nhi Hưng Yên",
    "Bệnh viện Y học cổ truyền Hưng Yên",
    "Bệnh viện Tâm thần kinh Hưng Yên",
    "Trung tâm Y tế Văn Giang",
    "Trung tâm Y tế Khoái Châu",
    "Trung tâm Y tế Ân Thi",
)


def _row(n: int, name: str) -> BoardRow:
    ahead = n % 4
    states = ("accepted",) * (1 + ahead) + ("reported", "doing", "blocked", "on_time", "undeclared")
    cells = tuple(
        Cell(
            states[k],
            date(2026, 5 + k, 12 + n) if states[k] in ("accepted", "reported") else None,
            f"/tracks/{n}/milestones/{column.code}",
        )
        for k, column in enumerate(COLUMNS)
    )
    if n == 6:
        cells = (Cell("late", None, "/tracks/6/milestones/3.1", 174), *cells[1:])
    return BoardRow(
        name,
        f"/tracks/{n}",
        "Bệnh viện" if "Bệnh viện" in name else "Trung tâm y tế",
        cells,
        date(2027, 1, 9) if n == 6 else date(2026, 12, 12 + n),
        -9 if n == 6 else 19 - n,
    )


BOARD = BoardPage(
    TITLE,
    "Kế hoạch /KH-UBND tháng 5/2026",
    "UBND tỉnh Hưng Yên",
    END,
    COLUMNS,
    tuple(_row(n, name) for n, name in enumerate(NAMES)),
    1,
    16,
    False,
    1,
    "1",
    later="/plans/1?after=8",
    table="/plans/1.csv",
)
HAPPENED = (
    Happened(at(20, 16, 12), "Phạm Thị Ngọc Ánh", "Quản trị bệnh viện", "Gửi báo cáo", "1 tệp minh chứng"),
    Happened(at(3, 8, 0), "hsba", "", "Nhắc việc: còn 28 ngày"),
    Happened(at(2, 10, 30), "Vũ Đình Kỳ", "Chuyên viên Sở Y tế", "Trả lại", "“Thiếu biên bản đo kiểm đường truyền dự phòng.”", "bad"),
)
FILE = Evidence(
    "Báo cáo khảo sát hạ tầng công nghệ thông tin.pdf",
    "1,4 MB",
    "9f2c1a7be0d34455aa0e1c2d3b4f5a6978877665544332211000ffeeddccbbaa",
    "/evidence/1",
)
PARTS = (
    PlanPart(
        "Các cơ sở khám bệnh, chữa bệnh thực hiện khảo sát, đánh giá hiện trạng hạ tầng phần cứng, phần mềm, hệ thống "
        "mạng (đường truyền) và bảo mật của đơn vị; phân tích để lựa chọn phương án;",
        "Báo cáo khảo sát",
    ),
    PlanPart(
        "xây dựng kế hoạch và báo cáo kế hoạch triển khai chi tiết tại đơn vị đảm bảo phù hợp "
        "với điều kiện, quy mô, mô hình khám bệnh, chữa bệnh của từng đơn vị.",
        "Kế hoạch triển khai của đơn vị",
    ),
)
TASKS = (
    TaskOfPlan("/tracks/1/milestones/3.2", "3.2", "Nâng cấp hạ tầng công nghệ thông tin", END, "doing"),
    TaskOfPlan("/tracks/1/milestones/3.5a", "3.5a", "Ban hành quy chế lập, sử dụng và quản lý bệnh án điện tử", date(2026, 11, 28), "soon"),
)


def _milestone(report: Form | None = None, judge: Form | None = None, state: str = "late", draft: str = "") -> MilestonePage:
    return MilestonePage(
        HOSPITAL,
        "1",
        "3.1",
        "Khảo sát đánh giá thực tế",
        "Mục II.3.1",
        PARTS,
        "Các cơ sở khám bệnh, chữa bệnh",
        ("Sở Y tế hướng dẫn, đôn đốc, giám sát",),
        date(2026, 5, 31),
        "Hoàn thành trong tháng 5/2026",
        state,
        (FILE,),
        HAPPENED,
        note="Đã khảo sát 14 khoa, 212 máy trạm, 3 máy chủ; đường truyền 200 Mbps, có dự phòng từ 15/10/2026." if judge else "",
        draft=draft,
        draft_words="Lập phiếu khảo sát" if draft else "",
        report=report,
        judge=judge,
    )


CRITERIA = (
    "Số định danh người bệnh",
    "Ký số theo vai trò",
    "Kiểm tra chứng thư trước khi ký",
    "Lịch sử phiên bản",
    "Phân quyền và nhật ký xem",
    "Xuất dữ liệu XML/JSON",
    "Lưu trữ độc lập với HIS",
    "Sao lưu và diễn tập khôi phục",
    "Quy chế bệnh án điện tử",
    "Kiểm thử an toàn thông tin",
)


def _appraisal(open_: bool) -> AppraisalPage:
    states = ("met", "met", "stale" if not open_ else "met", "voted", "unvoted")
    lines = tuple(
        CriterionLine(n, title, states[min(n, 5) - 1], f"/appraisals/1?criterion={n}", n == (5 if open_ else 3))
        for n, title in enumerate(CRITERIA, 1)
    )
    return AppraisalPage(
        HOSPITAL,
        "1",
        "Hội đồng chuyên môn thẩm định bệnh án điện tử",
        "Bộ tiêu chí 2026-01",
        "doing" if open_ else "stale",
        lines,
        5 if open_ else 3,
        CRITERIA[4] if open_ else CRITERIA[2],
        "Thông tư 13/2025/TT-BYT Điều 3; Công văn 365/TTYQG-GPQLCL mục III.1.1 đ, g",
        "Quyền xem, nhập, sửa, hủy, khôi phục tách riêng theo chức vụ và khoảng thời gian; mọi lượt xem "
        "hồ sơ được ghi lại và không sửa được.",
        (FILE,),
        (
            Vote("Vũ Đình Kỳ (chủ tịch)", "voted" if open_ else "met"),
            Vote("Ngô Bá Thạch", "unvoted" if open_ else "not_met", "Chưa thấy bản ghi lượt xem của tháng 9."),
            Vote("Phạm Thị Ngọc Ánh (thư ký)", "voted" if open_ else "met"),
        ),
        open_,
        HAPPENED,
        vote=Form() if open_ else None,
        close=Form() if open_ else None,
        upload=None if open_ else Form(),
        running="" if open_ else "9 tiêu chí đạt, 1 tiêu chí phải thẩm định lại vì minh chứng thay đổi.",
        following="/appraisals/1?criterion=6" if open_ else "",
        minutes="" if open_ else "/documents/77/1",
    )


PAGES: dict[str, tuple[str, object, str]] = {
    "/plans": (
        "plans/list.html",
        PlansPage(
            (PlanLine("/plans/1", TITLE, "Kế hoạch /KH-UBND tháng 5/2026", "Tỉnh Hưng Yên", END, 16, 45, 96, 1),),
            Form(),
            (Option("hung-yen-2026", "Kế hoạch của UBND tỉnh Hưng Yên, tháng 5/2026", "16 cơ sở, 9 mốc, hạn cuối 31/12/2026"),),
        ),
        "health_officer",
    ),
    "/plans/1": ("plans/board.html", BOARD, "health_officer"),
    "/tracks/1": (
        "tracks/show.html",
        TrackPage(
            HOSPITAL,
            "Kế hoạch /KH-UBND tháng 5/2026",
            "/plans/1",
            END,
            "doing",
            3,
            9,
            TASKS,
            (TaskOfPlan("/tracks/1/milestones/3.1", "3.1", "Khảo sát đánh giá thực tế", date(2026, 5, 31), "reported", "Sở Y tế"),),
            TASKS,
            (
                Paper("Quyết định thành lập Hội đồng chuyên môn", "Quyết định 318/QĐ-BV", date(2026, 10, 2), "/documents/70/1", "complete"),
                Paper("Quy chế bệnh án điện tử", "chưa có số", None, "/documents/71/1", "signing"),
            ),
            date(2026, 12, 19),
            "/tracks/1/declarations/new",
            2,
            gates=("Thẩm định sẵn sàng: chưa có kết luận đạt.", "Quy chế bệnh án điện tử: chờ ký (1/2)."),
        ),
        "administrator",
    ),
    "/tracks/1/milestones/3.1": ("tracks/task.html", _milestone(report=Form()), "administrator"),
    "/milestones-draft": ("tracks/task.html", _milestone(draft="/tracks/1/milestones/3.1/document/new", state="soon"), "administrator"),
    "/milestones-judge": ("tracks/task.html", _milestone(judge=Form(), state="reported"), "health_officer"),
    "/tracks/1/declarations/new": (
        "tracks/declare.html",
        DeclarationPage(
            HOSPITAL,
            "1",
            date(2026, 11, 21),
            (
                Declared("3.1", "Khảo sát đánh giá thực tế", date(2026, 5, 31)),
                Declared("2", "Triển khai quy định, hướng dẫn chuyên môn kỹ thuật", date(2026, 6, 30)),
            ),
            (Option("done", "Đã xong"), Option("doing", "Đang làm"), Option("not_applicable", "Không áp dụng")),
            Form(faults={"paper-3.1": "Mốc đã xong cần ghi giấy tờ."}),
        ),
        "administrator",
    ),
    "/appraisals/1": ("appraisals/show.html", _appraisal(True), "health_officer"),
    "/appraisals-closed": ("appraisals/show.html", _appraisal(False), "administrator"),
}
