"""Pages of who is there and who is not."""

from datetime import date, timedelta

from tests.web.samples.clinical import HEAD
from tests.web.samples.house import at
from web.absences import AbsenceLine, AbsencesPage
from web.admissions import EntrustPage
from web.duties import DutiesPage, ShiftLine
from web.forms import Form, Option, Told
from web.people import PersonLine
from web.posts import PostLine, PostsPage
from web.substitutions import SubstitutionLine, SubstitutionsPage

PEOPLE = (Option("1", "Nguyễn Thị Thuỳ Hạnh – Trưởng khoa, Khoa Xét nghiệm"), Option("2", "Trần Quốc Bảo – Bác sĩ, Khoa Xét nghiệm"))
PLACES = (Option("33001/XN", "Khoa Xét nghiệm"), Option("33001/NOI", "Khoa Nội tổng hợp"))
MONDAY = date(2026, 11, 16)
DAYS = (date(2026, 11, 20), date(2026, 11, 27))
NAMES = ("Nguyễn Thị Thuỳ Hạnh", "Trần Quốc Bảo")

ENDING = Form(
    values={"last": "2024-01-31", "why": "QĐ 12/QĐ-BV"},
    faults={"last": "Trước ngày giữ chức vụ"},
    told=Told("Không đúng dạng.", lines=("Trước ngày giữ chức vụ",)),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/substitutions": (
        "substitutions/show.html",
        SubstitutionsPage(
            (
                SubstitutionLine("1", *NAMES, *DAYS, "KT. · Giấy uỷ quyền 12/UQ-BV – 19/11/2026", "Khoa Xét nghiệm", True, True, "a"),
                SubstitutionLine(
                    "2", "Phạm Ẵm", "Đỗ Văn Ữ", date(2026, 12, 1), date(2026, 12, 3), "Q. · Lịch trực 3", "", False, False, "b"
                ),
            ),
            Form(
                told=Told("Người được chọn cũng vắng.", "Hãy chọn người khác."),
                values={"absent": "1", "since": "2026-11-20", "paper_number": "12/UQ-BV"},
            ),
            PEOPLE,
            PLACES,
            (Option("lab-result", "Phiếu kết quả xét nghiệm"),),
            (Option("authorisation", "Giấy uỷ quyền, quyết định giao phụ trách"),),
            (Option("KT.", "KT. – ký thay"),),
        ),
        "doctor",
    ),
    "/absences": (
        "absences/show.html",
        AbsencesPage(
            (
                AbsenceLine("1", "Đinh Văn Hải", date(2026, 11, 20), date(2026, 11, 27), "Nghỉ phép", True, True, "a" * 32),
                AbsenceLine("2", "Phạm Thị Ngọc Ánh", date(2026, 12, 1), date(2026, 12, 5), "", False, False, "b" * 32),
            ),
            Form(values={"person": PEOPLE[0].value, "since": "2026-11-21"}),
            PEOPLE,
        ),
        "administrator",
    ),
    "/absences-none": ("absences/show.html", AbsencesPage((), Form(), PEOPLE), "administrator"),
    "/substitutions-none": ("substitutions/show.html", SubstitutionsPage((), Form(), PEOPLE, PLACES, (), (), ()), "doctor"),
    "/duties": (
        "duties/show.html",
        DutiesPage(
            MONDAY,
            MONDAY - timedelta(days=7),
            MONDAY + timedelta(days=7),
            (
                ShiftLine("1", "Trần Quốc Bảo", "Bác sĩ trực", "Khoa Nội tổng hợp", at(20, 16, 30), at(21, 7), "Lịch trực 47", False, "a"),
                ShiftLine("2", "Nguyễn Hồng Sơn", "Trực lãnh đạo", "Toàn cơ sở", at(21, 7), at(21, 16, 30), "Lịch trực 47", True, "b"),
            ),
            True,
            Form(values={"paper": "Lịch trực 47 ngày 20/11/2026"}),
            PEOPLE,
            PLACES,
            (Option("doctor", "Bác sĩ trực"), Option("leader", "Trực lãnh đạo")),
        ),
        "records_officer",
    ),
    "/people/1/posts": (
        "people/posts.html",
        PostsPage(
            "1",
            "Trần Quốc Bảo",
            (PostLine("1", PersonLine("Trần Quốc Bảo", "doctor", "Khoa Nội tổng hợp", date(2024, 3, 1), None, "QĐ 87/QĐ-BV"), ENDING),),
            Form(),
            (Option("doctor", "Bác sĩ"), Option("head", "Trưởng khoa")),
            PLACES,
        ),
        "administrator",
    ),
    "/records/1/doctor": ("records/entrust.html", EntrustPage(HEAD, Form(), PEOPLE, "Trần Quốc Bảo"), "doctor"),
}
