"""Progress reports of a plan: the list, one of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.boards import Figures
from domain.cadences import Every, Period
from domain.names import ObstacleId, PlanId, ProgressReportId, TrackId, id_of
from domain.progress_reports import Content, Live, MoveLine, ObstacleLine, PartLine, Report, TaskLine, UnitLine, WorkLine
from tests.web.samples.house import at
from tests.web.samples.rollout import NAMES, TITLE
from web.forms import Form, Option, Told
from web.progress_reports import RHYTHMS, Line, ReportsPage
from web.report_pages import report_page
from web.report_words import closing

END = date(2026, 12, 31)
SPRING = date(2026, 5, 31)
PLAN = PlanId(id_of("plan", "sample"))
TRACKS = tuple(TrackId(id_of("track", name)) for name in NAMES)


def _part(code: str, title: str, done: int, due: date | None = END, late: int = 0) -> PartLine:
    return PartLine(code, title, due, Figures(16, done, max(done - 2, 0), late, 1 if done < 8 else 0, 1 if done in (8, 9) else 0, 0))


def _task(code: str, title: str, *parts: PartLine) -> TaskLine:
    sums = [sum(getattr(one.figures, name) for one in parts) for name in Figures.__match_args__]
    return TaskLine(code, title, Figures(*sums), parts)


TASKS = (
    _task("1", "Tăng cường chỉ đạo, điều hành", _part("1-1", "Xác định là nhiệm vụ trọng tâm; lập kế hoạch rõ người, rõ việc", 16, None)),
    _task(
        "3.1",
        "Khảo sát đánh giá thực tế",
        _part("3.1-1", "Khảo sát, đánh giá hiện trạng", 15, SPRING, 1),
        _part("3.1-2", "Xây dựng và báo cáo kế hoạch triển khai chi tiết", 14, SPRING, 2),
    ),
    _task("3.2", "Nâng cấp hạ tầng", _part("3.2-1", "Xây dựng danh mục, đề xuất mua sắm", 9), _part("3.2-2", "Nâng cấp hạ tầng", 8)),
    _task("3.6", "Triển khai hồ sơ bệnh án điện tử", _part("3.6-1", "Thẩm định", 3), _part("3.6-2", "Triển khai hồ sơ bệnh án điện tử", 2)),
)


def _unit(n: int, name: str) -> UnitLine:
    near = date(2026, 12, 1) + timedelta(days=n * 3)
    state = ("live", "live_said", "coming", "aside_said", "aside", "coming")[min(n, 5)]
    return UnitLine(
        TRACKS[n],
        name,
        "hospital" if n < 5 else "health_centre",
        Figures(33, 30 - 2 * n, 27 - 2 * n, n % 3, 0, n % 2, 0),
        174 if n % 3 else 0,
        near,
        near + timedelta(days=12),
        near + timedelta(days=40),
        18 - 3 * n,
        state,
    )


LATE = tuple(
    WorkLine(TRACKS[n], NAMES[n], code, title, due, (date(2026, 11, 30) - due).days, why, waits, new)
    for n, code, title, due, why, waits, new in (
        (6, "3.1-1", "Khảo sát, đánh giá hiện trạng", SPRING, "not_begun", (), False),
        (6, "3.1-2", "Xây dựng và báo cáo kế hoạch triển khai chi tiết", SPRING, "blocked", ("3.1-1",), False),
        (4, "3.1-2", "Xây dựng và báo cáo kế hoạch triển khai chi tiết", SPRING, "sent_back", (), True),
    )
)
DONE = (
    WorkLine(TRACKS[0], NAMES[0], "3.6-2", "Triển khai hồ sơ bệnh án điện tử", END, 0, "accepted", (), True, date(2026, 11, 20)),
    WorkLine(TRACKS[1], NAMES[1], "3.2-2", "Nâng cấp hạ tầng", END, 0, "reported", (), True, date(2026, 11, 24)),
)
OBSTACLES = (
    ObstacleLine(
        ObstacleId(id_of("obstacle", 1)),
        TRACKS[3],
        NAMES[3],
        "Chưa có nguồn mua máy chủ",
        "Sở Tài chính",
        date(2026, 11, 3),
        date(2026, 11, 25),
    ),
)
MOVES = (MoveLine(date(2026, 11, 12), "3.2-1", date(2026, 11, 30), END, "Chờ phân bổ vốn", "Công văn 1520/SYT-KHTC ngày 12/11/2026", 0),)
CONTENT = Content(
    TITLE,
    "Số: …/KH-UBND",
    "Sở Y tế tỉnh Hưng Yên",
    "Hưng Yên",
    16,
    2,
    Figures(112, 67, 53, 3, 4, 5, 2),
    Live(1, 2, 0, 15, END, ("Trung tâm Kiểm soát bệnh tật",), ("Bệnh viện Tâm thần kinh",)),
    TASKS,
    tuple(_unit(n, name) for n, name in enumerate(NAMES)),
    LATE,
    DONE,
    OBSTACLES,
    MOVES,
    date(2026, 10, 31),
)
REPORT = Report(
    ProgressReportId(id_of("progress_report", "sample")),
    PLAN,
    Every.MONTH,
    Period(date(2026, 11, 1), date(2026, 11, 30)),
    datetime(2026, 11, 30, 17, 20, tzinfo=UTC),
    "",
    CONTENT,
)
HERE = f"/plans/{PLAN}"
LIST = ReportsPage(
    HERE,
    TITLE,
    (
        Line(f"{HERE}/reports/2", "đến ngày 21/11/2026", date(2026, 11, 21), at(21, 9, 12), "Vũ Đình Kỳ", 112, 64, 5, 3),
        Line(f"{HERE}/reports/1", "tháng 10/2026", date(2026, 10, 31), at(1, 0, 20), "", 112, 51, 0, 0),
    ),
    "hàng tháng, chốt số liệu ngày cuối tháng",
    date(2026, 11, 30),
    (("Hàng tháng", "báo cáo định kỳ hàng tháng (trước ngày 20) về Sở Y tế"),),
    "2026-11-21",
    Form(values={"on": "2026-11-21"}),
    Form(values={"every": "month", "weekday": "5", "day": "31"}),
    tuple(Option(one, said) for one, said in RHYTHMS),
    tuple(Option(str(n), said) for n, said in enumerate(closing(), 1)),
    tuple(Option(str(n), str(n)) for n in range(1, 31)),
)
FAULT = {"on": "Chọn ngày từ 21/11/2026 trở về trước, ngày sau chưa có số liệu"}
WRONG = replace(LIST, make=Form(values={"on": "2026-12-01"}, faults=FAULT, told=Told("Dữ liệu chưa đúng.", "", (FAULT["on"],))))
EMPTY = replace(REPORT, every=None, made_by="Vũ Đình Kỳ", content=replace(CONTENT, late=(), done=(), obstacles=(), moves=()))
NOTHING = ReportsPage(HERE, TITLE, (), "", None, (), "2026-11-21")

PAGES: dict[str, tuple[str, object, str]] = {
    "/plans/1/reports": ("plans/reports.html", LIST, "health_officer"),
    "/plans/1/reports/wrong": ("plans/reports.html", WRONG, "health_officer"),
    "/plans/1/reports/none": ("plans/reports.html", NOTHING, "health_officer"),
    "/plans/1/reports/1": ("plans/report.html", report_page(REPORT, str), "health_officer"),
    "/plans/1/reports/2": ("plans/report.html", report_page(EMPTY, str), "health_officer"),
}
