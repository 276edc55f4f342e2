"""Records that others than the team see: the list, one to decide, one borrowed, an emergency to review, the requests."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import at
from web.audit import Happened
from web.borrowing import BorrowingPage, FaceBlock, Tab
from web.filters import Filter
from web.forms import Form, Option, Told
from web.grant_lines import LentLine
from web.grants import GrantPage, GrantsPage, LentRecord, Said

OFFICER, BORROWER = "Lê Thị Ỷ", "Trần Quốc Bảo"
LINES = (
    LentLine(
        "/grants/1",
        BORROWER,
        "BA-26-003310 · P.Ẵ. 1958",
        "Phiếu mượn · Bình bệnh án, kiểm tra chất lượng",
        "grant_granted",
        at(18, 8, 20),
        at(25, 8, 20),
    ),
    LentLine(
        "/grants/2",
        "Nguyễn Văn Thẩm, Tòa án nhân dân khu vực 1, tỉnh Hưng Yên",
        "BA-26-003310 · P.Ẵ. 1958 và 11 hồ sơ khác",
        "Cơ quan ngoài · Tòa án, viện kiểm sát, cơ quan điều tra",
        "grant_granted",
        at(16, 14, 5),
        at(30, 9),
    ),
    LentLine(
        "/grants/3", "Đỗ Văn Ữ", "BA-26-004512 · Đ.V.H. 1958", "Mở khẩn cấp · Điều trị", "grant_granted", at(19, 2, 41), at(20, 2, 41), True
    ),
)
FILTERS = (
    Filter("Đang cho xem", "/grants", 14, True),
    Filter("Chờ duyệt", "/grants?show=asked", 3),
    Filter("Phá kính chờ xem xét", "/grants?show=review", 1),
    Filter("Đã kết thúc", "/grants?show=over", 482),
)
FACE = FaceBlock("1", "BA-26-003310", "P.Ẵ. 1958", "Khoa Hồi sức tích cực", "archived", False, True, True)
DOCUMENTS = (Option("1", "Tổng kết bệnh án"), Option("2", "Phiếu kết quả xét nghiệm huyết học"), Option("3", "Biên bản hội chẩn"))
ASKED = GrantPage(
    address="/grants/1",
    who=BORROWER,
    kind="Phiếu mượn",
    purpose="Bình bệnh án, kiểm tra chất lượng",
    state="grant_asked",
    paper="",
    paper_day=None,
    days=7,
    may_copy=False,
    until=None,
    records=(LentRecord("/records/3", "BA-26-003310", "P.Ẵ. 1958", "Khoa Hồi sức tích cực", "archived"),),
    documents=(),
    said=(Said("Đề nghị", BORROWER, at(18, 8), "Bình bệnh án tử vong theo lịch của khoa ngày 25/11."),),
    decide=Form(values={"days": "7"}),
    choices=DOCUMENTS,
    longest=14,
    end=None,
    own=False,
    waits=True,
    review=None,
    findings=(),
    copies=(),
    copying=None,
    timeline=(Happened(at(18, 8), BORROWER, "Bác sĩ", "Đề nghị mượn, xem hồ sơ", "Phiếu mượn", ""),),
)
LENT = replace(ASKED, state="grant_granted", until=at(25, 8, 20), decide=None, choices=(), own=True, waits=False, end=Form())
COURT = replace(
    LENT,
    who="Nguyễn Văn Thẩm, Tòa án nhân dân khu vực 1, tỉnh Hưng Yên",
    kind="Cơ quan ngoài",
    purpose="Tòa án, viện kiểm sát, cơ quan điều tra",
    paper="45/2026/QĐ-CCCC",
    paper_day=date(2026, 11, 9),
    may_copy=True,
    own=False,
    documents=(Option("/documents/1", "Tổng kết bệnh án"),),
    said=(
        Said("Đề nghị", OFFICER, at(16, 14, 5), "Tòa án yêu cầu cung cấp bản sao hồ sơ."),
        Said("Duyệt", "Nguyễn Hồng Sơn", at(16, 15, 30), "Cung cấp bản sao theo yêu cầu."),
    ),
    copies=("/records/3/copies?grant=2",),
    copying=Form(),
)
BROKEN = replace(
    LENT,
    who="Đỗ Văn Ữ",
    kind="Mở khẩn cấp",
    purpose="Điều trị",
    own=False,
    said=(Said("Mở khẩn cấp", "Đỗ Văn Ữ", at(19, 2, 41), "Người bệnh ngừng tim tại hành lang khoa Cấp cứu."),),
    review=Form(
        values={"finding": "justified"},
        faults={"words": "Ghi lý do"},
        told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("words",), ("words",)),
    ),
    findings=(Option("justified", "Có lý do cấp cứu"), Option("unjustified", "Không có lý do cấp cứu")),
)
PURPOSES = (Option("treatment", "Điều trị"), Option("review", "Bình bệnh án, kiểm tra chất lượng"))
TABS = (Tab("/grants/new?kind=outsider", "Cơ quan ngoài", True), Tab("/grants/new?kind=patient", "Người bệnh, người đại diện", False))
NEW = BorrowingPage("loan", (), Form(values={"codes": "BA-26-003310", "days": "7"}), PURPOSES, 14, FACE, Form())
OUTSIDE = replace(NEW, kind="outsider", tabs=TABS, face=replace(FACE, reached=True), emergency=None, longest=30, choices=DOCUMENTS)

PAGES: dict[str, tuple[str, object, str]] = {
    "/grants": ("grants/list.html", GrantsPage("", FILTERS, LINES, True, following="/grants?after=3"), "records_officer"),
    "/grants/mine": ("grants/list.html", GrantsPage("", FILTERS[:2], LINES[:1], False, True), "doctor"),
    "/grants-none": ("grants/list.html", GrantsPage("không có", FILTERS, (), False), "director"),
    "/grants/1": ("grants/show.html", ASKED, "records_officer"),
    "/grants-lent": ("grants/show.html", LENT, "doctor"),
    "/grants/2": ("grants/show.html", COURT, "records_officer"),
    "/grants/3": ("grants/show.html", BROKEN, "records_officer"),
    "/grants/new": ("grants/new.html", NEW, "doctor"),
    "/grants-emergency": (
        "grants/new.html",
        replace(
            NEW,
            face=replace(FACE, state="open", may_borrow=False),
            emergency=Form(faults={"why": "Ghi lý do"}, told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("why",), ("why",))),
        ),
        "doctor",
    ),
    "/grants-outside": ("grants/new.html", OUTSIDE, "records_officer"),
    "/grants-patient": ("grants/new.html", replace(OUTSIDE, kind="patient", face=None, choices=()), "records_officer"),
}
