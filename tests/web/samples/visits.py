"""Inspection visits: the list, one that is planned, one with its minutes and remedial tasks, one that is recorded."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import at
from web.evidence import File
from web.filters import Filter
from web.forms import Form, Option, Told
from web.recording import MinutesPage
from web.visit_lines import VisitLine, Visits
from web.visiting import VisitingPage
from web.visits import FindingLine, MendingStep, RemedyLine, VisitPage, VisitsPage

PLAN = "Triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh Hưng Yên"
HOSPITAL = "Bệnh viện Đa khoa tỉnh Hưng Yên"
OFFICE = "Sở Y tế tỉnh Hưng Yên"
SUBJECT = "Hạ tầng, mua sắm và quy chế phục vụ hồ sơ bệnh án điện tử"
ANH, TAM, KY = "Phạm Thị Ngọc Ánh", "Lương Thanh Tâm", "Vũ Đình Kỳ"
FILTERS = (
    Filter("Sắp kiểm tra", "/visits", 4, True),
    Filter("Còn việc khắc phục", "/visits?show=mending", 2),
    Filter("Không còn việc khắc phục", "/visits?show=done", 9),
    Filter("Đã hủy", "/visits?show=called_off", 1),
)
LINES = (
    VisitLine("/visits/2", "Quy chế và chứng thư số", date(2026, 11, 18), "visit_overdue", 0, "Bệnh viện Phổi"),
    VisitLine("/visits/3", SUBJECT, date(2026, 11, 28), "visit_planned", 0, HOSPITAL),
    VisitLine("/visits/1", SUBJECT, date(2026, 10, 12), "visit_mending", 2, HOSPITAL),
)
MINUTES = (File("Biên bản kiểm tra 12.pdf", "1,4 MB", "9f" * 32, "/evidence/1"),)
FINDINGS = (
    FindingLine("/tracks/1/milestones/3.1-1", "3.1-1 Khảo sát, đánh giá hiện trạng", "Đạt", "", "met", "3.1-1"),
    FindingLine(
        "/tracks/1/milestones/3.2-1",
        "3.2-1 Xây dựng danh mục, đề xuất mua sắm",
        "Chưa đạt",
        "Chưa có biên bản nghiệm thu máy chủ; danh mục thiếu thiết bị ký số tại khoa.",
        "not_met",
        "3.2-1",
        True,
    ),
    FindingLine("/tracks/1/milestones/3.5-1", "3.5-1 Quy chế về bệnh án điện tử", "Chưa đạt", "Dự thảo chưa ban hành.", "not_met", "3.5-1"),
)
SET = MendingStep("Giao việc khắc phục", TAM, at(12, 16, 0, month=10), "", None, "", ())
REPORTED = MendingStep(
    "Báo cáo đã khắc phục",
    ANH,
    at(18, 9, 30),
    "Đã nghiệm thu hai máy chủ.",
    date(2026, 11, 17),
    "45/BB-BV ngày 17/11/2026 của bệnh viện",
    MINUTES,
)
BACK = MendingStep("Trả lại để bổ sung", KY, at(10, 14, 0), "Biên bản thiếu chữ ký của nhà thầu.", None, "", ())
WAITING = RemedyLine(
    1, "Lập biên bản nghiệm thu máy chủ", HOSPITAL, date(2026, 11, 20), "remedy_reported", "3.2-1 Xây dựng danh mục", (REPORTED, BACK, SET)
)
LATE = RemedyLine(2, "Ban hành quy chế về bệnh án điện tử", HOSPITAL, date(2026, 11, 14), "remedy_late", "3.5-1 Quy chế", (SET,))
RECORDED = VisitPage(
    "/visits/1",
    SUBJECT,
    HOSPITAL,
    "/tracks/1",
    PLAN,
    date(2026, 10, 12),
    "visit_mending",
    (TAM, KY, "Nguyễn Văn Bình, Phó trưởng phòng, Sở Tài chính"),
    "215/QĐ-SYT ngày 02/10/2026 của Sở Y tế tỉnh Hưng Yên",
    TAM,
    at(3, 8, 0, month=10),
    FINDINGS,
    (replace(WAITING, judge=Form()), LATE),
    "12/BB-SYT",
    date(2026, 10, 12),
    "Cơ bản đáp ứng; còn hai việc phải khắc phục trước ngày 20/11/2026.",
    MINUTES,
    forms={"give": Form()},
    doers=(Option("facility", HOSPITAL), Option("department", OFFICE)),
    milestones=(Option("3.2-1", "3.2-1 Xây dựng danh mục, đề xuất mua sắm"),),
)
PLANNED = replace(
    RECORDED,
    day=date(2026, 11, 28),
    state="visit_planned",
    findings=tuple(replace(one, verdict="", said="", state="") for one in FINDINGS),
    remedies=(),
    number="",
    held_on=None,
    conclusion="",
    files=(),
    record="/visits/3/minutes",
    forms={"move": Form(), "call_off": Form()},
)
WRONG = Form(
    values={"done_on-2": "2026-11-20", "words-2": "Đã ban hành"},
    told=Told("Còn thiếu.", "", ("Cần tệp minh chứng hoặc giấy tờ làm căn cứ",), ("",), ("file-2",)),
    faults={"file-2": "Cần tệp minh chứng hoặc giấy tờ làm căn cứ"},
)
OF_TRACK = Visits(LINES[1:], "/tracks/1/visits/new")
OFFICERS = (Option("1", TAM), Option("2", KY))
LOOKED = (Option("3.1-1", "3.1-1 Khảo sát, đánh giá hiện trạng"), Option("3.2-1", "3.2-1 Xây dựng danh mục, đề xuất mua sắm"))

PAGES: dict[str, tuple[str, object, str]] = {
    "/visits": (
        "visits/list.html",
        VisitsPage(FILTERS, Form(), (Option("1", PLAN), Option("2", "Kế hoạch năm 2027")), "", LINES),
        "health_officer",
    ),
    "/visits-none": ("visits/list.html", VisitsPage(FILTERS[:1], Form(), (), "done", (), "/visits?after=3"), "administrator"),
    "/visits/1": ("visits/show.html", RECORDED, "health_officer"),
    "/visits-mending": (
        "visits/show.html",
        replace(RECORDED, remedies=(WAITING, replace(LATE, report=WRONG)), forms={}),
        "administrator",
    ),
    "/visits-planned": ("visits/show.html", PLANNED, "health_officer"),
    "/visits-called-off": (
        "visits/show.html",
        replace(PLANNED, state="visit_called_off", reason="Bão số 9", record="", forms={}, findings=(), paper=""),
        "administrator",
    ),
    "/visits-own": ("visits/show.html", replace(RECORDED, remedies=(replace(WAITING, doer=OFFICE, own=True),)), "health_officer"),
    "/tracks/1/visits/new": (
        "visits/new.html",
        VisitingPage(HOSPITAL, "/tracks/1", Form(many={"officer": ("1",)}), OFFICERS, LOOKED),
        "health_officer",
    ),
    "/visits/1/minutes": (
        "visits/minutes.html",
        MinutesPage(
            "/visits/1", HOSPITAL, SUBJECT, date(2026, 11, 28), Form(), (Option("met", "Đạt"), Option("not_met", "Chưa đạt")), LOOKED
        ),
        "health_officer",
    ),
}
