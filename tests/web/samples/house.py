"""The people who look, and the pages of the house itself."""

from datetime import UTC, date, datetime
from uuid import UUID

from domain.names import PersonId, PositionId
from web.errors import ErrorPage, HeldPage
from web.forms import Form, Option, Told
from web.founding import FoundingPage, proposed
from web.help import KeysPage
from web.passwords import MePage
from web.people import EnrolPage, PeoplePage, PersonLine, SignInPage
from web.sessions import Held, SignedIn
from web.stamps import ServiceLine, StampsPage

NOW = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
HOSPITAL = "Bệnh viện Đa khoa tỉnh Hưng Yên"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A time of 2026 as clocks in Hưng Yên show it."""
    return datetime(2026, month, day, hour - 7 if hour >= 7 else hour + 17, minute, tzinfo=UTC)


def _person(number: int, name: str, *held: tuple[str, str, str]) -> SignedIn:
    positions = tuple(Held(PositionId(UUID(int=number * 10 + n)), *one) for n, one in enumerate(held))
    return SignedIn(PersonId(UUID(int=number)), name, positions, positions[0])


PEOPLE = {
    "doctor": _person(1, "Trần Quốc Bảo", ("doctor", "Khoa Nội tổng hợp", HOSPITAL), ("head", "Khoa Nội tổng hợp", HOSPITAL)),
    "approver": _person(2, "Nguyễn Thị Thuỳ Hạnh", ("doctor", "Khoa Xét nghiệm", HOSPITAL)),
    "technician": _person(3, "Đỗ Văn Ữ", ("technician", "Khoa Xét nghiệm", HOSPITAL)),
    "administrator": _person(4, "Phạm Thị Ngọc Ánh", ("administrator", "", HOSPITAL)),
    "health_officer": _person(5, "Vũ Đình Kỳ", ("health_officer", "Phòng Nghiệp vụ Y", "Sở Y tế tỉnh Hưng Yên")),
    "director": _person(7, "Nguyễn Hồng Sơn", ("director", "", HOSPITAL)),
    "records_officer": _person(6, "Lê Thị Ỷ", ("records_officer", "Phòng Kế hoạch tổng hợp", HOSPITAL)),
}

PAGES: dict[str, tuple[str, object, str]] = {
    "/sign-in": (
        "people/sign_in.html",
        SignInPage(Form(), "/", demo=(("tran.quoc.bao", "Bác sĩ, Khoa Nội tổng hợp"), ("do.van.u", "Kỹ thuật viên, Khoa Xét nghiệm"))),
        "",
    ),
    "/sign-in-refused": (
        "people/sign_in.html",
        SignInPage(
            Form(
                values={"name": "tran.quoc.bao"},
                told=Told("Tên đăng nhập hoặc mật khẩu không đúng", "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt. Còn 3 lần thử."),
            ),
            "/records",
            leaving="Nguyễn Thị Thuỳ Hạnh",
        ),
        "",
    ),
    "/sign-in-held": (
        "people/sign_in.html",
        SignInPage(Form(), "/records", ended=True, held='["/records/1/orders", [["request", "1"]]]'),
        "",
    ),
    "/error-held": (
        "errors/held.html",
        HeldPage(
            Told("Phiên làm việc đã hết trước khi gửi, chưa có gì được ghi."),
            ("Trả lại để bổ sung: thiếu biên bản nghiệm thu.\nNộp trước 30/11/2026.", "https://" + "rất-dài-" * 20),
        ),
        "doctor",
    ),
    "/first": (
        "people/first.html",
        FoundingPage(
            "abc",
            Form(faults={"facility_code": "Gồm 5 chữ số."}, values={"departments": proposed("hospital")}),
            (Option("hospital", "Bệnh viện"), Option("centre", "Trung tâm y tế"), Option("health_department", "Sở Y tế")),
        ),
        "",
    ),
    "/stamps": (
        "stamps/show.html",
        StampsPage(
            50,
            at(21, 11, 40),
            "1 giờ",
            (
                ServiceLine("vnpt", "stamps_spent", None, "10/s 5000/day", 5000, 5000, "", 0, None),
                ServiceLine(
                    "tsa.nhà-cung-cấp.vn:8443",
                    "stamps_resting",
                    at(21, 13, 6),
                    "20/20m",
                    812,
                    None,
                    "Malformed: http: 503",
                    124,
                    at(21, 13, 4),
                ),
                ServiceLine("dự-phòng", "stamps_well", None, "", 3, None, "", 0, None),
            ),
        ),
        "administrator",
    ),
    "/help/keys": ("help/keys.html", KeysPage(), "doctor"),
    "/error": (
        "errors/page.html",
        ErrorPage(
            Told(
                "Bộ phận điều phối quy trình chưa trả lời",
                "Chưa có gì được ghi. Đợi một phút rồi làm lại; nếu vẫn thế, báo cán bộ công nghệ thông tin.",
            )
        ),
        "doctor",
    ),
    "/people": (
        "people/list.html",
        PeoplePage(
            HOSPITAL,
            "",
            (
                PersonLine("Trần Quốc Bảo", "doctor", "Khoa Nội tổng hợp", date(2024, 3, 1), None, "Quyết định 87/QĐ-BV ngày 26/02/2024"),
                PersonLine("Nguyễn Thị Thuỳ Hạnh", "doctor", "Khoa Xét nghiệm", date(2022, 9, 15), None, "QĐ 412/QĐ-BV ngày 09/9/2022"),
                PersonLine(
                    "Hoàng Văn Đễ",
                    "technician",
                    "Khoa Xét nghiệm",
                    date(2020, 1, 1),
                    date(2026, 12, 31),
                    "QĐ 3/QĐ-BV",
                ),
            ),
            may_enrol=True,
        ),
        "administrator",
    ),
    "/me": (
        "people/me.html",
        MePage(
            "Trần Quốc Bảo",
            "tran.quoc.bao",
            Form(told=Told("Dữ liệu chưa đúng."), faults={"password_again": "Hai lần nhập không giống nhau."}),
            Form(),
            at(2, 9),
            over=True,
            changed="pin",
        ),
        "doctor",
    ),
    "/people/new": (
        "people/new.html",
        EnrolPage(
            HOSPITAL,
            Form(
                faults={"login": "Tên này đã có người dùng. Thử thêm năm sinh."},
                values={"name": "Trần Quốc Bảo", "login": "tran.quoc.bao"},
            ),
            (Option("doctor", "Bác sĩ"), Option("nurse", "Điều dưỡng")),
            (Option("33001/XN", "Khoa Xét nghiệm"), Option("33001/NTH", "Khoa Nội tổng hợp")),
        ),
        "administrator",
    ),
}
