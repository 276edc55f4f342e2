"""Summaries after a plan was opened late: of one unit for its head, and of all for the department, with what a workbook brought."""

from datetime import date

from tests.web.samples.house import HOSPITAL, at
from tests.web.samples.rollout import END, TITLE
from web.authorities import AuthoritiesPage, AuthorityLine
from web.forms import Form, Option
from web.summaries import LoadedLine, PlanSummaryPage, SaidLine, TrackSummaryPage, UnitLine, totals

SAID = "/tracks/1/milestones/3.1-1"
OPENED = date(2026, 11, 21)
NOT_OURS = SaidLine(
    SAID, "3.3b-3", "Không in phim (RIS-PACS)", END, None, "Công văn 51/BV ngày 02/6/2026", "", "Phạm Thị Ngọc Ánh", at(21, 9, 0)
)
SUMMARY = TrackSummaryPage(
    HOSPITAL,
    "1",
    TITLE,
    "/plans/1",
    OPENED,
    (SaidLine(SAID, "3.1-2", "Xây dựng kế hoạch triển khai chi tiết", date(2026, 5, 31)),),
    (SaidLine(SAID, "3.6-2", "Vận hành chính thức hồ sơ bệnh án điện tử thay hồ sơ giấy", END),),
    (
        SaidLine(
            SAID,
            "3.1-1",
            "Khảo sát, đánh giá hiện trạng",
            date(2026, 5, 31),
            date(2026, 5, 30),
            "Báo cáo 45/BC-BV ngày 30/5/2026",
            HOSPITAL,
            "Vũ Đình Kỳ",
            at(21, 9, 0),
        ),
    ),
    (SaidLine(SAID, "3.2-2", "Nâng cấp hạ tầng công nghệ thông tin", END, by="Phạm Thị Ngọc Ánh", at=at(21, 9, 0)),),
    (NOT_OURS,),
    (),
)
_UNITS = (
    UnitLine("/tracks/3/summary", "Sở Y tế tỉnh Hưng Yên", 2, 7, 0, 0, 3, END),
    UnitLine("/tracks/1/summary", HOSPITAL, 12, 18, 3, 0, 9, date(2026, 12, 15)),
    UnitLine("/tracks/2/summary", "Trung tâm Y tế huyện Khoái Châu", 0, 0, 0, 33, 0, None),
)
FAULTS = ("Khai báo lại!G12: phải là ngày, dạng 31/12/2026 (đang là 'tháng 5')", "Khai báo lại!H14: cần ghi giấy tờ làm căn cứ")
LOADED = (
    LoadedLine("/tracks/1/summary", HOSPITAL, 33, ()),
    LoadedLine("/tracks/2/summary", "Trung tâm Y tế huyện Khoái Châu", 0, FAULTS),
)
ALL = PlanSummaryPage(TITLE, "1", OPENED, _UNITS, totals(_UNITS), Form(), LOADED)
AUTHORITIES = AuthoritiesPage(
    (AuthorityLine("CA33", "Công an tỉnh Hưng Yên", "cong-an-tinh", 0), AuthorityLine("KHCN33", "Sở Khoa học và Công nghệ", "so-khcn", 2)),
    (Option("bao-ptth", "Báo và Phát thanh, Truyền hình Hưng Yên (bao-ptth)"), Option("bhxh-tinh", "Bảo hiểm xã hội tỉnh (bhxh-tinh)")),
    Form(),
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/authorities": ("plans/authorities.html", AUTHORITIES, "health_officer"),
    "/tracks/1/summary": ("tracks/summary.html", SUMMARY, "administrator"),
    "/plans/1/summary": ("plans/summary.html", ALL, "health_officer"),
}
