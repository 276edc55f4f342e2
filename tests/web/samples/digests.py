"""The choice of a person, one given back, and what an administrator sees of letters."""

from datetime import date

from tests.web.samples.house import at
from web.digests import DigestPage, DigestsPage, LetterLine
from web.forms import Form, Option

RHYTHMS = (Option("none", "Không gửi"), Option("daily", "Hằng ngày"), Option("weekly", "Thứ Hai hằng tuần"))
KEPT = DigestPage(Form(values={"mail": "vu.dinh.ky@soyte.hungyen.gov.vn", "rhythm": "daily"}), RHYTHMS, kept=True)
WRONG = DigestPage(Form(values={"mail": "ky@"}, faults={"mail": "Địa chỉ thư điện tử không đúng, ví dụ ten@soyte.gov.vn"}), RHYTHMS)
LETTERS = DigestsPage(
    (Option("1", "Phạm Thị Ngọc Ánh", "anh@bvdk.vn"), Option("2", "Nguyễn Hồng Sơn", "")),
    Form(),
    (
        LetterLine("Phạm Thị Ngọc Ánh", "anh@bvdk.vn", date(2026, 11, 21), "mail_failed", 3, at(21, 9), "450 4.2.0 Thùng thư đang bận"),
        LetterLine("Phạm Thị Ngọc Ánh", "anh@bvdk.vn", date(2026, 11, 20), "mail_sent", 1, None, ""),
        LetterLine("Nguyễn Hồng Sơn", "son@bvdk.vn", date(2026, 11, 20), "mail_refused", 1, None, "550 5.1.1 Không có người nhận này"),
        LetterLine("Nguyễn Hồng Sơn", "son@bvdk.vn", date(2026, 11, 19), "mail_given_up", 8, None, "TimeoutError"),
        LetterLine("Nguyễn Hồng Sơn", "son@bvdk.vn", date(2026, 11, 18), "mail_claimed", 1, None, ""),
    ),
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/me/digest": ("people/digest.html", KEPT, "health_officer"),
    "/me/digest ": ("people/digest.html", WRONG, "administrator"),
    "/people/digests": ("people/digests.html", LETTERS, "administrator"),
}
