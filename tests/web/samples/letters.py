"""Letters that remind late units: the list, a new one, and one that is drawn up again."""

from datetime import date

from tests.web.samples.rollout import NAMES, TITLE
from web.forms import Form
from web.letters import Besides, LateLine, LetterLine, LettersPage, NewLetterPage, WorkLine

LIST = LettersPage(
    TITLE,
    "/plans/1",
    8,
    2,
    (
        LetterLine("QW7ZK2M4XTR5", "/documents/92", "signing", date(2026, 11, 21), date(2026, 11, 28), 8),
        LetterLine("HW7ZK2M4XTR6", "/documents/91", "refused", date(2026, 11, 20), date(2026, 11, 27), 3, "/plans/1/letters/new?again=91"),
        LetterLine("05/SYT-NVY", "/documents/90", "preserved", date(2026, 11, 14), date(2026, 11, 21), 6),
    ),
    "/plans/1/letters/new",
)
WORK = (
    WorkLine("3.1-1", "Khảo sát, đánh giá hiện trạng", date(2026, 5, 31), 174, "/tracks/1/milestones/3.1-1"),
    WorkLine("3.2-1", "Xây dựng danh mục, đề xuất mua sắm", date(2026, 11, 1), 20, "/tracks/1/milestones/3.2-1"),
)
UNDECLARED = (
    WorkLine("3.1-1", "Khảo sát, đánh giá hiện trạng", date(2026, 5, 31), 174, "/tracks/9/milestones/3.1-1", undeclared=True),
    WorkLine("3.1-2", "Xây dựng kế hoạch triển khai chi tiết", date(2026, 5, 31), 174, "/tracks/9/milestones/3.1-2", undeclared=True),
)
SILENT = LateLine("9", "Bệnh viện Y học cổ truyền Hưng Yên", "/tracks/9", 0, UNDECLARED, "", "", today=False)
BOTH = LateLine("10", "Trung tâm Y tế Tiên Lữ", "/tracks/10", 174, (WORK[0], UNDECLARED[1]), "", "", today=False)
LATE = tuple(
    LateLine(
        str(n),
        name,
        f"/tracks/{n}",
        174,
        WORK[: 1 + n % 2],
        ("công văn số 05/SYT-NVY ngày 14/11/2026", "", "công văn số 06/SYT-NVY ngày 21/11/2026")[n % 3],
        "/documents/90" if n % 3 != 1 else "",
        n % 3 == 2,
    )
    for n, name in enumerate(NAMES)
)
UNITS = (SILENT, BOTH, *LATE)
SENT = (Besides("90", "công văn số 06/SYT-NVY ngày 21/11/2026"),)
WORDS = {
    "opening": "Thực hiện Kế hoạch số 156/KH-UBND ngày 28/4/2026 của Ủy ban nhân dân tỉnh Hưng Yên, Sở Y tế đã nhắc việc các đơn vị.",
    "closing": "Đề nghị các đơn vị nghiêm túc triển khai thực hiện.",
    "by_when": "2026-11-30",
    "recipients": "Như trên\nGiám đốc, các Phó Giám đốc (để chỉ đạo)\nLưu: VT, hồ sơ kế hoạch",
}
TICKED = {"unit": tuple(one.track for one in UNITS if not one.today)}
NEW = NewLetterPage(TITLE, "/plans/1/letters", Form(values=WORDS, many=TICKED), UNITS, (9, 13), (2, 3), 2, SENT)
FAULTS = {"by_when": "Chọn một ngày sau hôm nay để đơn vị báo cáo", "units": "Chọn ít nhất một đơn vị"}
AGAIN = NewLetterPage(
    TITLE, "/plans/1/letters", Form(values=WORDS, faults=FAULTS), UNITS[:2], (1, 1), (2, 3), 0, (), "91", "Ghi rõ số kế hoạch"
)
NOBODY = NewLetterPage(TITLE, "/plans/1/letters", Form(values=WORDS), (), (0, 0), (0, 0), 0)

PAGES: dict[str, tuple[str, object, str]] = {
    "/plans/1/letters": ("plans/letters.html", LIST, "health_officer"),
    "/plans/1/letters ": ("plans/letters.html", LettersPage(TITLE, "/plans/1", 0, 0, ()), "health_officer"),
    "/plans/1/letters/new": ("plans/letter.html", NEW, "health_officer"),
    "/plans/1/letters/again": ("plans/letter.html", AGAIN, "health_officer"),
    "/plans/1/letters/nobody": ("plans/letter.html", NOBODY, "health_officer"),
}
