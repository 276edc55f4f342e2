"""Outages: the list, one that runs, one that is over with records to be confirmed, one that is declared; what is printed beforehand."""

from dataclasses import replace

from tests.web.samples.house import at
from web.audit import Happened
from web.downtime import DowntimePage
from web.forms import Form, Option, Told
from web.outages import DeclarePage, EntryLine, OutageLine, OutagePage, OutagesPage

OFFICER = "Đỗ Duy Khánh"
WARDS = (
    Option("33001/NOI", "Khoa Nội tổng hợp"),
    Option("33001/NGOAI", "Khoa Ngoại chấn thương, chỉnh hình và bỏng"),
    Option("33001/XN", "Khoa Xét nghiệm"),
)
LINES = (
    OutageLine("/outages/1", at(28, 22), at(29, 8), "outage_coming", True, "Toàn cơ sở", 0, False),
    OutageLine("/outages/2", at(21, 7, 40), None, "outage_running", False, "Khoa Xét nghiệm", 0, False),
    OutageLine("/outages/3", at(18, 7, 5), at(18, 9, 30), "outage_over", False, "Toàn cơ sở", 17, True),
    OutageLine("/outages/4", at(2, 13), at(2, 14), "outage_over", False, "Khoa Nội tổng hợp, Khoa Ngoại chấn thương", 0, True),
    OutageLine("/outages/5", at(1, 8), None, "outage_withdrawn", False, "Khoa Nội tổng hợp", 0, False),
)
LATE = EntryLine("1", "BA-26-004512", "Đ.V.H. 1958", "Khoa Nội tổng hợp", "Trần Quốc Bảo", 3, "entry_late", form=Form())
DONE = ("P.Ẵ. 1949", "Khoa Hồi sức tích cực", "Nguyễn Thị Lan", 12, "entry_confirmed", "Nguyễn Thị Lan", at(18, 16, 2))
ENTRIES = (
    replace(LATE, adds="/records/1/sheets"),
    replace(LATE, record="2", code="BA-26-004498", patient="N.T.Ỷ. 1992", sheets=0, adds="/records/2/sheets"),
    EntryLine("3", "BA-26-003310", *DONE),
)
OVER = OutagePage(
    address="/outages/3",
    started_at=at(18, 7, 5),
    ended_at=at(18, 9, 30),
    state="outage_over",
    planned=False,
    where="Toàn cơ sở",
    why="Mất điện khu nhà A, máy phát không chạy; máy chủ tắt theo UPS.",
    declared_by=OFFICER,
    declared_at=at(18, 9, 41),
    ended_by=OFFICER,
    due_at=at(19, 9, 41),
    withdrawn="",
    withdrawn_by="",
    entries=ENTRIES,
    owed=2,
    end=None,
    correct=None,
    withdraw=None,
    timeline=(
        Happened(at(18, 16, 2), "Nguyễn Thị Lan", "Bác sĩ", "Xác nhận đã nhập đủ sau gián đoạn", "BA-26-003310", "good"),
        Happened(at(18, 9, 41), OFFICER, "Cán bộ công nghệ thông tin", "Khai báo gián đoạn", "", "bad"),
    ),
)
TIMES = {"started_at": "2026-11-21T07:40", "ended_at": ""}
RUNNING = replace(
    OVER,
    address="/outages/2",
    started_at=at(21, 7, 40),
    ended_at=None,
    state="outage_running",
    where="Khoa Xét nghiệm",
    ended_by="",
    due_at=None,
    entries=(),
    owed=0,
    end=Form(values={"until": "2026-11-21T09:12"}),
    correct=Form(values=TIMES),
    withdraw=Form(),
)
FORMS = (
    Option("nursing-sheet", "Phiếu chăm sóc"),
    Option("order", "Phiếu chỉ định"),
    Option("consent", "Phiếu giải thích và ghi ý kiến về phẫu thuật, thủ thuật"),
    Option("treatment-sheet", "Tờ điều trị"),
)
CHOSEN = {"forms": ("nursing-sheet", "order", "treatment-sheet")}
PACK = Form(values={"department": "33001/NOI", "day": "2026-11-21"}, many=CHOSEN)
UNREADABLE = Told("Dữ liệu chưa đúng.", "", ("Chọn ngày và giờ",), ("started_at",), ("started_at",))
NONE_CHOSEN = Told("Dữ liệu chưa đúng.", "", ("Chọn ít nhất một biểu mẫu",), ("",), ("",))

PAGES: dict[str, tuple[str, object, str]] = {
    "/outages": ("outages/list.html", OutagesPage(LINES, True, True, "/outages?after=5"), "director"),
    "/outages-none": ("outages/list.html", OutagesPage((), False, True), "technician"),
    "/outages/new": ("outages/new.html", DeclarePage(Form(values={"started_at": "2026-11-21T07:40"}), WARDS), "administrator"),
    "/outages-new-refused": (
        "outages/new.html",
        DeclarePage(Form(faults={"started_at": "Chọn ngày và giờ"}, told=UNREADABLE, many={"departments": ("33001/XN",)}), WARDS),
        "administrator",
    ),
    "/outages/2": ("outages/show.html", RUNNING, "administrator"),
    "/outages/3": ("outages/show.html", OVER, "doctor"),
    "/outages-oversight": (
        "outages/show.html",
        replace(OVER, entries=tuple(replace(one, patient="", adds="", form=None) for one in ENTRIES)),
        "administrator",
    ),
    "/outages-withdrawn": (
        "outages/show.html",
        replace(RUNNING, state="outage_withdrawn", end=None, correct=None, withdrawn="Khai nhầm khoa", withdrawn_by=OFFICER),
        "director",
    ),
    "/downtime": ("downtime/show.html", DowntimePage(WARDS, FORMS, PACK, Form(), True), "records_officer"),
    "/downtime-blanks": ("downtime/show.html", DowntimePage((), FORMS, Form(), Form(told=NONE_CHOSEN), False), "administrator"),
}
