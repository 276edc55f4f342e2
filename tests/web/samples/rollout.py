"""Pages of the Hưng Yên plan on 21/11/2026: 40 days before the deadline."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.forecasts import Forecast, Habit
from domain.forms import Field, Kind
from domain.on_behalf import Behalf
from domain.schedules import Bar
from services.plans import Past
from tests.web.samples.house import HOSPITAL, at
from tests.web.samples.obstacles import BLOCKS
from tests.web.samples.visits import OF_TRACK
from web.acceptances import AcceptancePage, ReportedLine
from web.appraisal_lines import Appraised, Judging
from web.audit import Happened
from web.boards import BoardPage, BoardRow, Cell, Column, Group
from web.declarations import DeclarationPage, Declared
from web.drafts import DraftPage
from web.errands import ErrandLine
from web.evidence import File
from web.filters import Filter
from web.forms import Form, Option, Told
from web.gantt import gantt
from web.inbox import InboxPage
from web.inputs import inputs
from web.milestone_lines import DeclaredLine, ReportLine
from web.milestones import MilestonePage
from web.places import Place
from web.plans import PlanLine, PlansPage
from web.tracks import GateLine, Paper, Remind, TaskOfPlan, TrackPage
from web.waiting_lines import NOTHING, Elsewhere, ElsewhereLine

TITLE = "Triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh Hưng Yên"
END = date(2026, 12, 31)


def _expected(day: date) -> Forecast:
    return Forecast(day - timedelta(days=6), day, day + timedelta(days=20), Habit(-6, 0, 20, 11))


BARS = (
    Bar("3.1-1", date(2026, 5, 1), date(2026, 6, 8), date(2026, 5, 31), True, False),
    Bar("3.2-2", date(2026, 6, 8), date(2027, 1, 19), END, False, True),
    Bar("3.6-2", date(2027, 1, 19), date(2027, 1, 19), END, False, True),
)


def _column(code: str, title: str, done: int, due: date | None = END, late: int = 0) -> Column:
    return Column(code, title, due, f"/plans/1?part={code}", f"/plans/1?late={code}", done, 16, late)


COLUMNS = (
    _column("1-1", "Xác định là nhiệm vụ trọng tâm; lập kế hoạch rõ người, rõ việc, rõ tiến độ, rõ kết quả, rõ trách nhiệm", 16, None),
    replace(_column("3.1-1", "Khảo sát, đánh giá hiện trạng", 15, date(2026, 6, 10), 1), was=date(2026, 5, 31)),
    _column("3.1-2", "Xây dựng và báo cáo kế hoạch triển khai chi tiết", 14, date(2026, 5, 31)),
    _column("3.2-1", "Xây dựng danh mục, đề xuất mua sắm", 9),
    _column("3.2-2", "Nâng cấp hạ tầng công nghệ thông tin", 8),
    _column("3.3b-1", "HIS đạt tối thiểu mức độ 6", 6),
    _column("3.3b-2", "LIS đạt mức độ nâng cao", 6),
    _column("3.3b-3", "RIS-PACS đạt mức độ nâng cao", 5),
    _column("3.3b-5", "Đăng ký chứng thư số, chữ ký số, chữ ký điện tử", 7),
    _column("3.5-1", "Quy chế về lập, cập nhật, sử dụng và quản lý bệnh án điện tử", 9),
    _column("3.5-2", "Quy chế quản lý, sử dụng chứng thư số, chữ ký điện tử, chữ ký số", 9),
    _column("3.5-9", "Thành lập Hội đồng chuyên môn", 6),
    _column("3.5-10", "Thẩm định các tiêu chí về bệnh án điện tử", 4),
    _column("3.6-2", "Triển khai hồ sơ bệnh án điện tử đầy đủ", 3),
    _column("3.6-3", "Bệnh viện không sử dụng hồ sơ bệnh án giấy", 3),
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
    ahead = 3 + n % 4
    states = ("accepted",) * (1 + ahead) + ("reported", "doing", "blocked", "sent_back", "soon", "on_time", "undeclared") + ("on_time",) * 9
    cells: tuple[Cell | None, ...] = tuple(
        Cell(
            states[k],
            date(2026, 5 + k % 6, 12 + n) if states[k] in ("accepted", "reported") else None,
            f"/tracks/{n}/milestones/{column.code}",
        )
        for k, column in enumerate(COLUMNS)
    )
    if n == 6:
        cells = (cells[0], Cell("late", None, "/tracks/6/milestones/3.1-1", 174), *cells[2:-1], None)
    return BoardRow(
        name,
        f"/tracks/{n}",
        "Bệnh viện" if "Bệnh viện" in name else "Trung tâm y tế",
        cells,
        _expected(date(2027, 1, 9) if n == 6 else date(2026, 12, 12 + n)),
        -9 if n == 6 else 19 - n,
    )


REMINDED = (Remind("công văn số 05/SYT-NVY ngày 14/11/2026", "/documents/90", date(2026, 11, 21)),)
LATE: dict[str, Any] = {"late_days": 31, "reminded": REMINDED, "province": "/plans/1/letters/new"}
BOARD = BoardPage(
    TITLE,
    "Số: …/KH-UBND",
    "Ủy ban nhân dân tỉnh Hưng Yên",
    END,
    tuple(
        Group(code, title, f"/plans/1?part={code}", many)
        for code, title, many in (
            ("1", "Tăng cường chỉ đạo, điều hành", 1),
            ("3.1", "Khảo sát đánh giá thực tế", 2),
            ("3.2", "Nâng cấp hạ tầng", 2),
            ("3.3b", "Nâng cấp phần mềm", 4),
            ("3.5", "Hoàn thiện các điều kiện khác", 4),
            ("3.6", "Triển khai hồ sơ bệnh án điện tử", 2),
        )
    ),
    COLUMNS,
    tuple(_row(n, name) for n, name in enumerate(NAMES)),
    16,
    1,
    16,
    "1",
    "/plans/1",
    "/plans/1?late=1",
    only_late=False,
    later="/plans/1?after=8",
    letters="/plans/1/letters",
    reports="/plans/1/reports",
    today="2026-11-21",
)
BOARD_THEN = replace(
    BOARD,
    past=Past(date(2026, 10, 15), "Sở Y tế tỉnh Thái Bình", date(2026, 5, 10)),
    asked=Form(values={"on": "2026-10-15"}),
    now="/plans/1",
    narrowed="đơn vị đã báo cáo xong",
    every_task="/plans/1",
)
BOARD_WRONG = replace(
    BOARD, today="2026-11-21", asked=Form(values={"on": "2027-01-01"}, faults={"on": "Chọn ngày từ 21/11/2026 trở về trước"})
)
HAPPENED = (
    Happened(at(20, 16, 12), "Phạm Thị Ngọc Ánh", "Quản trị bệnh viện", "Báo cáo đã xong", "3.1-1"),
    Happened(at(3, 8, 0), "hsba", "", "Nhắc việc", "3.1-1"),
    Happened(at(2, 10, 30), "Vũ Đình Kỳ", "Chuyên viên Sở Y tế", "Trả lại để bổ sung", "3.1-1", "bad"),
)
DIGEST = "9f2c1a7be0d34455aa0e1c2d3b4f5a6978877665544332211000ffeeddccbbaa"
FILE = File("Báo cáo khảo sát hạ tầng công nghệ thông tin.pdf", "1,4 MB", DIGEST, "/evidence/1")
QUOTE = (
    "Các cơ sở khám bệnh, chữa bệnh thực hiện khảo sát, đánh giá hiện trạng hạ tầng phần cứng, phần mềm, hệ thống "
    "mạng (đường truyền) và bảo mật của đơn vị; phân tích để lựa chọn phương án;"
)
REPORTS = (
    ReportLine(
        "Phạm Thị Ngọc Ánh",
        at(20, 16, 12),
        "Đã xong",
        date(2026, 11, 18),
        "",
        "Đã khảo sát 14 khoa, 212 máy trạm, 3 máy chủ; đường truyền 200 Mbps, có dự phòng từ 15/10/2026.",
        (FILE,),
        "reported",
        "",
        "",
    ),
    ReportLine(
        "Phạm Thị Ngọc Ánh",
        at(1, 9, 0),
        "Đã xong",
        date(2026, 10, 30),
        "Báo cáo 12/BC-BV ngày 30/10/2026",
        "",
        (),
        "sent_back",
        "Thiếu biên bản đo kiểm đường truyền dự phòng.",
        "",
    ),
)
TASKS = (
    TaskOfPlan("/tracks/1/milestones/3.2-2", "3.2-2", "Nâng cấp hạ tầng công nghệ thông tin", END, "doing"),
    TaskOfPlan(
        "/tracks/1/milestones/3.5-1", "3.5-1", "Quy chế về lập, cập nhật, sử dụng và quản lý bệnh án điện tử", date(2026, 11, 28), "soon"
    ),
    TaskOfPlan("/tracks/1/milestones/1-4", "1-4", "Giao ban, báo cáo định kỳ, đột xuất", None, "doing"),
)
GATES = (
    GateLine("Thẩm định: chưa có kết luận của hội đồng", "/tracks/1/milestones/3.5-10"),
    GateLine("Quy chế bảo đảm an toàn, an ninh thông tin", "/tracks/1/milestones/3.5-3"),
)

FILTERS = (Filter("Tất cả", "/", 26, True), Filter("Quá hạn", "/?show=late", 1))
ERRANDS = (
    ErrandLine(
        "Xác nhận báo cáo", "3.1-1 Khảo sát, đánh giá hiện trạng · Bệnh viện Đa khoa Phố Nối", "/tracks/1", at(2, 9, 0), date(2026, 5, 31)
    ),
    ErrandLine("Biểu quyết thẩm định: còn 7 tiêu chí", "Bệnh viện Mắt tỉnh Hưng Yên", "/appraisals/1", at(20, 16, 0)),
    ErrandLine("Xác nhận 23 báo cáo", "Trung tâm Y tế huyện Khoái Châu", "/tracks/2", at(21, 8, 0)),
    ErrandLine("Khai báo lại 6 mốc", "Sở Y tế tỉnh Hưng Yên", "/tracks/3/declaration", at(21, 8, 0)),
    ErrandLine(
        "Mua sắm: ghi thẩm định, phê duyệt 1 gói",
        "Máy chủ và thiết bị lưu trữ: Sở Tài chính thẩm định đề xuất kinh phí · Bệnh viện Đa khoa Phố Nối",
        "/procurement/1",
        at(20, 9, 0),
    ),
)


ELSEWHERE = Elsewhere(
    (
        ElsewhereLine("4-9", "Thành lập Hội đồng chuyên môn", "Sở Y tế chưa báo cáo xong", ""),
        ElsewhereLine("3.5-10", "Thẩm định mức độ triển khai", "3/25 cơ sở đã được xác nhận xong", "/plans/1?part=3.5-10"),
    ),
    binds=True,
)


def _milestone(
    report: Form | None = None,
    judge: Form | None = None,
    state: str = "late",
    draft: str = "",
    declare: str = "",
    aside: bool = False,
    waits: bool = False,
) -> MilestonePage:
    return MilestonePage(
        HOSPITAL,
        "1",
        "3.1-1",
        "Khảo sát, đánh giá hiện trạng",
        "3.1. Khảo sát đánh giá thực tế",
        (("", QUOTE, " xây dựng kế hoạch triển khai chi tiết."), ("Hoàn thành trong tháng 5/2026.", "", "")),
        "Báo cáo khảo sát",
        ("Kế hoạch không nói ai nhận báo cáo khảo sát; đọc là Sở Y tế.",),
        "Các cơ sở khám bệnh, chữa bệnh",
        "Sở Y tế hướng dẫn, đôn đốc, giám sát",
        "Sở Y tế",
        date(2026, 5, 31),
        ("Hoàn thành trong tháng 5/2026",),
        state,
        174 if state == "late" else 0,
        REPORTS if judge else REPORTS[1:],
        HAPPENED,
        after=(Paper("Xây dựng danh mục, đề xuất mua sắm", "3.2-1", None, "/tracks/1/milestones/3.2-1"),) if waits else (),
        document=Paper("Phiếu khảo sát hiện trạng", "", None, "/documents/70", "refused") if draft else None,
        draft=draft,
        draft_words="Lập lại: Phiếu khảo sát hiện trạng" if draft else "",
        declare=declare,
        report=report,
        aside=aside,
        waits_for="Sở Y tế" if declare else "",
        elsewhere=ELSEWHERE if waits else NOTHING,
        judge=judge,
    )


FAULT = Told("Còn thiếu thông tin.", "", ("Cần nêu vì sao không áp dụng cho đơn vị",), ("why",), ("why",))
WAIVE = replace(
    _milestone(report=Form(), state="soon"),
    waive=Form(faults={"why": "Cần nêu vì sao không áp dụng cho đơn vị"}, told=FAULT),
    behalf=Behalf("Công an tỉnh", True),
)
SAID = DeclaredLine("Đã xong", "Vũ Đình Kỳ", at(20, 16, 12), HOSPITAL)
EXCUSED = replace(
    _milestone(judge=Form(), state="reported"),
    excuses=True,
    declared=SAID,
    reports=(replace(REPORTS[1], declared=True, behalf=HOSPITAL, state="reported", judged_note=""),),
)
SHORT = replace(
    _milestone(state="short"),
    code="3.3-2",
    title="LIS đạt mức nâng cao",
    judging=Judging(
        (Appraised("Thẩm định lần 1: mức ứng dụng LIS · đạt mức cơ bản", "/appraisals/3", "not_met"),),
        "mức ứng dụng LIS",
        Form(),
        "/tracks/1/milestones/3.3-2/appraisals",
    ),
)
FIELDS = (
    Field("surveyed_on", "Ngày khảo sát", Kind.DAY, True),
    Field("beds", "Số giường bệnh thực kê", Kind.INTEGER, unit="giường"),
    Field("restore_tested", "Có sao lưu và đã thử phục hồi dữ liệu", Kind.FLAG),
    Field("kind", "Loại đề xuất", Kind.CHOICE, True, choices={"purchase": "mua sắm", "service": "thuê dịch vụ"}),
    Field("systems", "Phần mềm", Kind.LINES, True, fields=(Field("name", "Tên, nhà cung cấp"), Field("level", "Mức đạt"))),
    Field("bases", "Căn cứ", Kind.TEXTS, True),
    Field("at", "Lúc", Kind.MOMENT),
    Field("gaps", "Tồn tại", Kind.LONG_TEXT),
)
DRAFT = DraftPage(
    HOSPITAL,
    "1",
    "3.1-1",
    "Khảo sát, đánh giá hiện trạng",
    "Phiếu khảo sát hiện trạng",
    "Mục II các kế hoạch của tỉnh (khảo sát, đánh giá hiện trạng)",
    inputs(FIELDS, {"systems-rows": "2"}),
    Form(faults={"surveyed_on": "Hãy điền", "systems": "Hãy điền"}, values={"beds": "520"}),
    "/tracks/1/milestones/3.1-1/document",
    "/tracks/1/milestones/3.1-1",
    "Thiếu số máy trạm",
)


ACCEPTANCE = AcceptancePage(
    HOSPITAL,
    "1",
    (
        ReportedLine(
            "3.1-1",
            1,
            "Khảo sát, đánh giá hiện trạng hạ tầng công nghệ thông tin",
            "/tracks/1/milestones/3.1-1",
            "Đã xong",
            date(2026, 5, 20),
            date(2026, 5, 31),
            "Báo cáo 45/BC-BV ngày 20/5/2026",
            "",
            "Phạm Ngọc Anh",
            2,
        ),
        ReportedLine(
            "3.7c-1",
            1,
            "Triển khai lễ công bố",
            "/tracks/1/milestones/3.7c-1",
            "Không áp dụng",
            None,
            None,
            "Công văn 12/BV-KHTH",
            "Đơn vị không tổ chức riêng.",
            "Phạm Ngọc Anh",
            0,
        ),
    ),
    Form(
        told=Told("Đã xác nhận 4 mốc; những mốc sau chưa xác nhận được.", "", ("3.1-1: Báo cáo đã được trả lại.",)),
        many={"milestones": ("3.1-1/1",)},
    ),
    False,
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/plans": (
        "plans/list.html",
        PlansPage(
            (
                PlanLine(
                    "/plans/1",
                    TITLE,
                    "Số: …/KH-UBND",
                    "Ủy ban nhân dân tỉnh Hưng Yên",
                    END,
                    16,
                    45,
                    96,
                    1,
                    12,
                    "/plan-papers/hung-yen-2026",
                ),
            ),
            (Option("/plan-papers/hung-yen-2026", TITLE, "Ủy ban nhân dân tỉnh Hưng Yên"),),
            Form(),
            (Option("hung-yen-2026", TITLE, "Số: …/KH-UBND · Ủy ban nhân dân tỉnh Hưng Yên"),),
            tuple(Option(str(n), name) for n, name in enumerate(NAMES)),
        ),
        "health_officer",
    ),
    "/plans/1/then": ("plans/board.html", BOARD_THEN, "health_officer"),
    "/plans/1/wrong": ("plans/board.html", BOARD_WRONG, "health_officer"),
    "/plans/1": ("plans/board.html", BOARD, "health_officer"),
    "/tracks/1": (
        "tracks/show.html",
        TrackPage(
            HOSPITAL,
            "1",
            TITLE,
            "/plans/1",
            END,
            "doing",
            3,
            29,
            TASKS,
            (TaskOfPlan("/tracks/1/milestones/3.1-1", "3.1-1", "Khảo sát, đánh giá hiện trạng", END, "reported", "Sở Y tế"),),
            TASKS,
            (
                Paper("Phiếu khảo sát hiện trạng", "SURVEY-26-000001", None, "/documents/70", "complete"),
                Paper("Quyết định ban hành quy chế", "12/QĐ-BV", date(2026, 11, 20), "/documents/71", "preserved"),
            ),
            HAPPENED,
            _expected(date(2027, 1, 19)),
            -19,
            "3.2-2 Nâng cấp hạ tầng công nghệ thông tin",
            14,
            gantt(
                BARS,
                {"3.1-1": "Khảo sát, đánh giá hiện trạng", "3.2-2": "Nâng cấp hạ tầng công nghệ thông tin"},
                "/tracks/1",
                date(2026, 11, 21),
            ),
            "/tracks/1/declaration",
            TASKS[:2],
            (TaskOfPlan("/tracks/1/milestones/3.4-1", "3.4-1", "Liên thông dữ liệu bảo hiểm y tế", END, "reported", "Sở Y tế"),),
            "/tracks/1/golive",
            gates=GATES,
            appraisals=(Appraised("Thẩm định lần 1: điều kiện sử dụng hồ sơ bệnh án điện tử", "/appraisals/1", "not_met"),),
            trigger=Form(),
            blocks=BLOCKS,
            visits=OF_TRACK,
            reminded=REMINDED,
        ),
        "administrator",
    ),
    "/tracks/1/milestones/3.1-1": ("tracks/milestone.html", _milestone(report=Form()), "administrator"),
    "/milestones-draft": ("tracks/milestone.html", _milestone(Form(), draft="/tracks/1/draft", state="soon", aside=True), "administrator"),
    "/milestones-declare": ("tracks/milestone.html", _milestone(declare="/tracks/1/declaration", state="undeclared"), "administrator"),
    "/milestones-late": ("tracks/milestone.html", replace(_milestone(report=Form(), state="late"), **LATE), "health_officer"),
    "/milestones-waive": ("tracks/milestone.html", WAIVE, "health_officer"),
    "/milestones-excused": ("tracks/milestone.html", EXCUSED, "health_officer"),
    "/milestones-judge": ("tracks/milestone.html", _milestone(judge=Form(), state="reported"), "health_officer"),
    "/milestones-judge-waits": ("tracks/milestone.html", _milestone(judge=Form(), state="reported", waits=True), "health_officer"),
    "/milestones-short": ("tracks/milestone.html", SHORT, "administrator"),
    "/milestones-blocked": ("tracks/milestone.html", _milestone(state="blocked", waits=True), "administrator"),
    "/milestones-obstacle": ("tracks/milestone.html", replace(_milestone(report=Form()), blocks=BLOCKS), "administrator"),
    "/inbox-officer": ("inbox/show.html", InboxPage(Place(), FILTERS, (), Form(), errands=ERRANDS), "health_officer"),
    "/tracks/1/draft": ("tracks/draft.html", DRAFT, "administrator"),
    "/tracks/1/acceptance": ("tracks/accept.html", ACCEPTANCE, "health_officer"),
    "/tracks/1/declaration": (
        "tracks/declare.html",
        DeclarationPage(
            HOSPITAL,
            "1",
            date(2026, 11, 21),
            (
                Declared("3.1-1", "Khảo sát, đánh giá hiện trạng", date(2026, 5, 31)),
                Declared("1-4", "Giao ban, báo cáo định kỳ, đột xuất", None),
                Declared("3.6-2", "Triển khai hồ sơ bệnh án điện tử đầy đủ", date(2026, 12, 30), ("3.5-1", "3.5-10", "3.2-2", "3.3b-1")),
            ),
            (Option("done", "Đã xong"), Option("doing", "Đang làm"), Option("not_applicable", "Không áp dụng")),
            Form(faults={"paper-3.1-1": "Cần ghi giấy tờ làm căn cứ", "on-3.6-2": "Ngày 01/11/2025 trước ngày của việc nó chờ"}),
            Form(),
        ),
        "administrator",
    ),
}
