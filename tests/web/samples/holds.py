"""Records kept from disposal: the list by case, a hold with its history, one that is being placed."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import at
from web.audit import Happened
from web.filters import Filter
from web.forms import Form, Option, Told
from web.hold_lines import HeldLine, HoldLine
from web.holds import CaseBlock, HoldPage, HoldsPage, Lifted, Longer
from web.placing import PlacingPage, PreviewBlock, ScopeTab

OFFICER, DIRECTOR = "Lê Thị Ỷ", "Nguyễn Hồng Sơn"
LAWSUIT = "Vụ án dân sự thụ lý số 12/2026/TLST-DS"
AUDIT = "Đoàn thanh tra theo Quyết định 345/QĐ-SYT"
RECORDS = (
    HeldLine("/records/1", "BA-26-004512", "Đặng Văn Hỷ", "033058001234", "Khoa Nội tổng hợp", at(18, 8, 20), "open", "Nội trú"),
    HeldLine("/records/2", "BA-26-004498", "Nguyễn Thị Ỷ", "033192007771", "Khoa Nội tổng hợp", at(16, 22, 41), "discharged", "Nội trú"),
    HeldLine(
        "/records/3", "BA-26-003310", "Phạm Ẵm", "TAM-26-000119", "Khoa Hồi sức tích cực", at(2, 3, 5, month=10), "archived", "Nội trú"
    ),
)
CONDITIONS = "Khoa Nội tổng hợp; bác sĩ Trần Quốc Bảo; vào viện từ 01/01/2026; vào viện đến hết 30/06/2026"
FILTERS = (
    Filter("Đang giữ lại", "/holds", 48, True),
    Filter("Quá hạn xem xét", "/holds?show=due", 2),
    Filter("Đã thôi giữ", "/holds?show=lifted", 131),
)
CASES = (
    CaseBlock(
        AUDIT,
        "Thanh tra, kiểm tra, giám định",
        (
            HoldLine(
                "/holds/3", f"312 hồ sơ theo điều kiện: {CONDITIONS}; cả hồ sơ khớp về sau", "held", date(2027, 1, 15), OFFICER, at(10, 9)
            ),
        ),
    ),
    CaseBlock(
        LAWSUIT,
        "Tố tụng",
        (
            HoldLine("/holds/1", "Hồ sơ BA-26-003310 · Phạm Ẵm", "hold_due", date(2026, 11, 15), OFFICER, at(2, 9, month=5)),
            HoldLine(
                "/holds/2", "Mọi hồ sơ của người bệnh TAM-26-000119 · Phạm Ẵm", "held", date(2027, 2, 1), DIRECTOR, at(3, 14, 10, month=8)
            ),
        ),
    ),
)
HOLD = HoldPage(
    address="/holds/1",
    case=LAWSUIT,
    kind="Tố tụng",
    asked_by="Tòa án nhân dân khu vực 1, tỉnh Hưng Yên",
    paper="45/2026/QĐ-CCCC",
    paper_day=date(2026, 4, 28),
    what="Hồ sơ BA-26-003310 · Phạm Ẵm",
    state="hold_due",
    why="Tòa án yêu cầu cung cấp và giữ nguyên hồ sơ đến khi giải quyết xong vụ án.",
    placed_by=OFFICER,
    placed_at=at(2, 9, month=5),
    review_by=date(2026, 11, 15),
    longer=(Longer(date(2026, 8, 1), date(2026, 11, 15), OFFICER, at(30, 15, 2, month=7), "Tòa án gia hạn chuẩn bị xét xử."),),
    lifted=None,
    extend=Form(),
    lift=Form(),
    own=False,
    records=(replace(RECORDS[2], address=""),),
    reached=1,
    following="",
    timeline=(
        Happened(at(30, 15, 2, month=7), OFFICER, "Cán bộ lưu trữ hồ sơ", "Gia hạn giữ lại", f"{LAWSUIT}, 01/08/2026 → 15/11/2026", ""),
        Happened(at(2, 9, month=5), OFFICER, "Cán bộ lưu trữ hồ sơ", "Đặt lệnh giữ lại", LAWSUIT, ""),
    ),
)
LIFTED = replace(
    HOLD,
    case=AUDIT,
    kind="Thanh tra, kiểm tra, giám định",
    what=f"312 hồ sơ theo điều kiện: {CONDITIONS}",
    state="hold_lifted",
    paper="",
    paper_day=None,
    longer=(),
    lifted=Lifted(DIRECTOR, at(20, 10, 30), "Đã có kết luận thanh tra; không còn yêu cầu giữ.", "88/KL-TTr ngày 18/11/2026"),
    extend=None,
    lift=None,
    records=RECORDS,
    reached=312,
    following="/holds/1?after=3",
)
KINDS = (Option("litigation", "Tố tụng"), Option("inspection", "Thanh tra, kiểm tra, giám định"))


def _tabs(current: int) -> tuple[ScopeTab, ...]:
    said = (("record", "Một hồ sơ"), ("patient", "Mọi hồ sơ của một người bệnh"), ("query", "Hồ sơ theo điều kiện"))
    return tuple(ScopeTab(f"/holds/new?scope={scope}", words, n == current) for n, (scope, words) in enumerate(said))


QUERY = PlacingPage(
    "query",
    _tabs(2),
    Form(values={"department": "33001/NTH", "admitted_from": "2026-01-01", "admitted_to": "2026-06-30", "standing": "1"}),
    KINDS,
    (Option("33001/NTH", "Khoa Nội tổng hợp"),),
    (Option("1", "Trần Quốc Bảo"),),
    (Option("death", "Hồ sơ bệnh án người bệnh tử vong"),),
    (Option("inpatient", "Nội trú"),),
    PreviewBlock(312, RECORDS, "department=33001%2FNTH"),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/holds": ("holds/list.html", HoldsPage("", FILTERS, CASES, True, "/holds?after=3"), "records_officer"),
    "/holds-none": ("holds/list.html", HoldsPage("không có", (FILTERS[0],), (), False), "director"),
    "/holds/1": ("holds/show.html", HOLD, "director"),
    "/holds-own": ("holds/show.html", replace(HOLD, lift=None, own=True), "director"),
    "/holds-lifted": ("holds/show.html", LIFTED, "records_officer"),
    "/holds-lift-refused": (
        "holds/show.html",
        replace(HOLD, lift=Form(faults={"why": "Ghi lý do"}, told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("why",), ("why",)))),
        "director",
    ),
    "/holds/new": (
        "holds/new.html",
        PlacingPage(
            "record",
            _tabs(0),
            Form(
                values={"code": "BA-26-00331"},
                faults={"code": "Không có hồ sơ số BA-26-00331"},
                told=Told("Còn thiếu.", "", ("Không có hồ sơ số BA-26-00331",), ("code",), ("code",)),
            ),
            KINDS,
        ),
        "records_officer",
    ),
    "/holds-patient": ("holds/new.html", PlacingPage("patient", _tabs(1), Form(), KINDS), "director"),
    "/holds-conditions": ("holds/new.html", replace(QUERY, form=Form(), preview=None), "records_officer"),
    "/holds-query": ("holds/new.html", QUERY, "records_officer"),
}
