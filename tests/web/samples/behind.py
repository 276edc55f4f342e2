"""Who is behind in a plan."""

from datetime import date

from tests.web.samples.rollout import NAMES, TITLE
from web.behind import BehindPage, SilentUnit, Stands, Unit, Work
from web.forms import Form, Option

DUE = date(2026, 5, 31)
WORKS = (
    Work("3.1-1", "Khảo sát, đánh giá hiện trạng", "/tracks/1/milestones/3.1-1", DUE, 174, "chưa làm", "", ""),
    Work(
        "3.1-2",
        "Xây dựng và báo cáo kế hoạch triển khai chi tiết",
        "/tracks/1/milestones/3.1-2",
        DUE,
        174,
        "chờ việc trước 3.1-1",
        "Các cơ sở khám bệnh, chữa bệnh",
        "Sở Y tế",
    ),
)
UNITS = tuple(
    Unit(
        name,
        f"/tracks/{n}",
        2 - n % 2,
        174 - 20 * n,
        WORKS[: 2 - n % 2],
        "công văn số 05/SYT-NVY ngày 14/11/2026" if n else "",
        "/documents/90" if n else "",
        () if n else (Stands("Chưa có nguồn mua máy chủ", "/obstacles/1", "Sở Tài chính"),),
    )
    for n, name in enumerate(NAMES[:3])
)
PARTS = (Option("3.1", "3.1 Khảo sát đánh giá thực tế"), Option("3.1-1", "– 3.1-1 Khảo sát, đánh giá hiện trạng"))
SILENT = (
    SilentUnit("Bệnh viện Y học cổ truyền Hưng Yên", "/tracks/9", ("3.1-1", "3.1-2", "3.1-3"), DUE, "", ""),
    SilentUnit("Trung tâm Y tế Tiên Lữ", "/tracks/10", ("3.1-3",), DUE, "công văn số 05/SYT-NVY ngày 14/11/2026", "/documents/90"),
)
LATER = "/plans/1/behind?after=1"
LIST = BehindPage("/plans/1", TITLE, UNITS, 53, 91, Form(), PARTS, date(2026, 11, 21), SILENT, 7, write="/plans/1/letters/new", later=LATER)
NOBODY = BehindPage("/plans/1", TITLE, (), 0, 0, Form(), (), date(2026, 11, 21))

PAGES: dict[str, tuple[str, object, str]] = {
    "/plans/1/behind": ("plans/behind.html", LIST, "health_officer"),
    "/plans/1/behind/none": (
        "plans/behind.html",
        BehindPage("/plans/1", TITLE, (), 0, 0, Form(), (), date(2026, 11, 21)),
        "health_officer",
    ),
}
