"""Purchases: those of a track, one at each sort of step, its items and papers as they are typed, what a plan's come to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.procurement_totals import Amounts
from tests.web.samples.house import HOSPITAL, at
from web.appraisal_lines import Appraised
from web.filters import Filter
from web.forms import Form, Option, Told
from web.inputs import Input
from web.procurement import PurchasePage, PurchasesPage
from web.procurement_lines import EventLine, ItemLine, PaperLine, PurchaseLine, StepMark
from web.procurement_papers import PaperPage
from web.procuring import ItemsPage
from web.spending import Row, SpendingPage

PLAN = "Triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh Hưng Yên"
TITLE = "Máy chủ, thiết bị lưu trữ và bộ lưu điện cho hồ sơ bệnh án điện tử"
ANH, TAM = "Phạm Thị Ngọc Ánh", "Lương Thanh Tâm"
COUNCIL = "Hội đồng thẩm định ứng dụng công nghệ thông tin của tỉnh; Sở Khoa học và Công nghệ tham gia"


def dong(millions: int) -> Decimal:
    return Decimal(millions) * 1_000_000


STEPS = (
    StepMark("Lập và ký tờ trình", "Đơn vị có nhu cầu", "Kế hoạch V.1", "suy luận, mặc định của hệ thống", "done", date(2026, 10, 12)),
    StepMark(
        "Hội đồng ứng dụng công nghệ thông tin của tỉnh thẩm định đề xuất",
        COUNCIL,
        "Kế hoạch V.3; việc thẩm định bằng hội đồng suy từ kế hoạch Đắk Nông V.4",
        "chưa xác nhận",
        "done",
        date(2026, 10, 20),
        "Đồng ý kèm điều kiện",
        "12/BB-HĐ ngày 20/10/2026 của Sở Khoa học và Công nghệ",
    ),
    StepMark("Phê duyệt kinh phí từ nguồn của đơn vị", "Thủ trưởng cơ sở", "Thẩm quyền của đơn vị", "", "done", date(2026, 10, 27)),
    StepMark("Lựa chọn nhà thầu", "Chủ đầu tư", "Theo quy định về đấu thầu", "chưa xác nhận", "done", date(2026, 11, 5)),
    StepMark("Rà soát điều khoản hợp đồng", "Cán bộ công nghệ thông tin", "CV 365/TTYQG-GPQLCL III.2", "", "done", date(2026, 11, 6)),
    StepMark("Ký hợp đồng", "Cơ sở và nhà thầu", "Theo quy định về đấu thầu", "chưa xác nhận", "done", date(2026, 11, 9)),
    StepMark("Giao hàng, bàn giao", "Nhà thầu giao, cơ sở nhận", "Thông lệ", "suy luận, mặc định của hệ thống", "now"),
    StepMark("Ký biên bản nghiệm thu", "Cơ sở", "Thông lệ", "suy luận, mặc định của hệ thống", "later"),
)
SERVER = ItemLine(
    1,
    "Máy chủ 2 bộ xử lý, 256 GB bộ nhớ",
    "Máy chủ và lưu trữ · Nguồn kinh phí của cơ sở khám bệnh, chữa bệnh",
    "chiếc",
    2,
    dong(350),
    Amounts(None, dong(700), dong(690), dong(720), dong(200), Decimal(0)),
    2,
    1,
    0,
    ("over_committed",),
    "Máy chủ hiện có không đủ cho hồ sơ bệnh án điện tử",
)
UPS = ItemLine(
    2,
    "Bộ lưu điện 10 kVA",
    "Điện, phòng máy chủ, phòng cháy chữa cháy · Nguồn vốn xã hội hóa và vốn huy động hợp pháp khác",
    "bộ",
    1,
    dong(85),
    Amounts(None, dong(85), dong(85), dong(80), Decimal(0), Decimal(0)),
    1,
    0,
    0,
    (),
)
EVENTS = (
    EventLine(
        10,
        "Thanh toán",
        ANH,
        at(19, 15, 20),
        "",
        "Tạm ứng",
        "77/UNC ngày 19/11/2026 của Kho bạc",
        "",
        None,
        ("Máy chủ: 200.000.000 ₫",),
        strikes=True,
    ),
    EventLine(
        9,
        "Giao hàng: Giao hàng, bàn giao",
        ANH,
        at(18, 9, 10),
        "",
        "",
        "01/BBGN ngày 18/11/2026 của Công ty Minh An",
        "",
        None,
        ("Máy chủ: 1 chiếc",),
        strikes=True,
    ),
    EventLine(
        8,
        "Ký hợp đồng: Ký hợp đồng",
        ANH,
        at(9, 10, 5),
        "",
        "",
        "18/HĐ-BV ngày 09/11/2026 của Công ty Minh An",
        "",
        date(2026, 12, 15),
        ("Máy chủ: 2 chiếc · 720.000.000 ₫", "Bộ lưu điện 10 kVA: 1 bộ · 80.000.000 ₫"),
    ),
    EventLine(7, "Văn bản đã ký đủ: Rà soát điều khoản hợp đồng", "hsba", at(6, 16, 2), "good", document="/documents/2"),
    EventLine(
        3,
        "Ghi nhận ý kiến: Hội đồng thẩm định – Đồng ý kèm điều kiện",
        TAM,
        at(20, 14, 30, month=10),
        "",
        "Kết nối được với kho dữ liệu dùng chung của tỉnh; tương thích sau hợp nhất tỉnh.",
        "12/BB-HĐ ngày 20/10/2026 của Sở Khoa học và Công nghệ",
    ),
    EventLine(1, "Lập gói", ANH, at(5, 8, 0, month=10), ""),
)
DELIVERING = PurchasePage(
    "/procurement/1",
    TITLE,
    "/tracks/1",
    HOSPITAL,
    PLAN,
    "Mua sắm",
    "purchase_open",
    "2026-11",
    "3.2-2 Nâng cấp hạ tầng công nghệ thông tin",
    "/tracks/1/milestones/3.2-2",
    "Công ty cổ phần công nghệ Minh An",
    STEPS,
    "Giao hàng, bàn giao",
    "Nhà thầu giao, cơ sở nhận",
    "",
    "delivery",
    "delivery",
    "",
    (SERVER, UPS),
    Amounts(None, dong(785), dong(775), dong(800), dong(200), Decimal(0)),
    ("over_committed",),
    (
        PaperLine(f"Tờ trình đề xuất mua sắm, thuê dịch vụ: {TITLE}", "/documents/1", "complete", False, "12/TTr-BV", date(2026, 10, 12)),
        PaperLine(f"Phiếu rà soát điều khoản hợp đồng: {TITLE}", "/documents/2", "complete", False),
    ),
    EVENTS,
    {
        "deliver": Form(values={"delivered-1": "1", "delivered-2": "1", "paper_issuer": "Công ty Minh An"}),
        "pay": Form(),
        "strike": Form(),
        "stop": Form(),
    },
)
OPINIONS = (Option("agreed", "Đồng ý"), Option("conditions", "Đồng ý kèm điều kiện"), Option("refused", "Không đồng ý, trả lại"))
REFUSED = Form(
    values={"opinion": "conditions", "approved-1": "690.000.000"},
    faults={"words": "Ghi điều kiện", "paper_number": "Ghi số văn bản"},
    told=Told("Dữ liệu chưa đúng.", "", ("Ghi điều kiện", "Ghi số văn bản"), ("words", "paper_number"), ("words", "paper_number")),
)
JUDGED = replace(
    DELIVERING,
    steps=(
        STEPS[0],
        replace(STEPS[1], state="now", on=None, opinion="", paper=""),
        *(replace(each, state="later", on=None) for each in STEPS[2:]),
    ),
    waits="Phê duyệt kinh phí từ nguồn của đơn vị",
    by="Thủ trưởng cơ sở",
    kind="approval",
    step="approval-own",
    items=(replace(SERVER, amounts=Amounts(None, dong(700)), contracted=0, delivered=0, over=()),),
    totals=Amounts(None, dong(700)),
    over=(),
    papers=DELIVERING.papers[:1],
    events=EVENTS[-1:],
    supplier="",
    forms={"judge": REFUSED, "stop": Form()},
    opinions=OPINIONS,
)
SEEN = replace(JUDGED, forms={}, opinions=(), waits="Hội đồng thẩm định đề xuất", by=COUNCIL, recorder="department", kind="appraisal")
CONTRACT = replace(
    JUDGED, kind="contract", step="contract", waits="Ký hợp đồng", forms={"contract": Form(values={"quantity-1": "2"})}, opinions=()
)
SELECTION = replace(CONTRACT, kind="selection", step="selection", waits="Lựa chọn nhà thầu", forms={"select": Form()})
DRAWING = replace(
    SEEN,
    recorder="",
    state="purchase_returned",
    waits="Lập và ký tờ trình",
    by="Đơn vị có nhu cầu",
    paper_address="/procurement/1/papers/proposal",
    edit="/procurement/1/items",
    papers=(replace(DELIVERING.papers[0], before=True),),
)
COUNCILS = (
    Appraised("Thẩm định lần 2: " + TITLE, "/appraisals/5", "voting"),
    Appraised("Thẩm định lần 1: " + TITLE, "/appraisals/4", "not_met"),
)
APPRAISING = replace(SEEN, appraisals=COUNCILS)
ASKING = replace(SEEN, forms={"appraise": Form(), "stop": Form()}, recorder="", appraisals=COUNCILS[1:])
STRUCK = replace(
    JUDGED,
    forms={
        "judge": Form(values={"opinion": "agreed", "approved-1": "69.000.000", "paper_number": "15/QĐ-BV", "paper_day": "2026-10-27"}),
        "strike": Form(
            values={"event": "3"},
            faults={"mistake": "Ghi lý do"},
            told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("mistake",), ("mistake",)),
        ),
        "stop": Form(),
    },
    events=(
        EventLine(
            5,
            "Hủy ghi nhận nhầm: Phê duyệt kinh phí từ nguồn của đơn vị",
            ANH,
            at(27, 9, 12, month=10),
            "bad",
            "Thiếu một số không so với quyết định",
            entries=("Máy chủ: 69.000.000 ₫",),
        ),
        EventLine(
            4,
            "Ghi nhận ý kiến: Phê duyệt kinh phí từ nguồn của đơn vị – Đồng ý",
            ANH,
            at(27, 9, 5, month=10),
            "",
            "",
            "15/QĐ-BV ngày 27/10/2026 của Bệnh viện",
            entries=("Máy chủ: 69.000.000 ₫",),
            struck=True,
        ),
        replace(EVENTS[4], strikes=True),
        EVENTS[-1],
    ),
)
SIGNING = replace(SEEN, signing="/documents/1", recorder="", waits="Lập và ký tờ trình")


def one(name: str, label: str, value: str = "", kind: str = "text", unit: str = "", choices: tuple[Option, ...] = ()) -> Input:
    return Input(name, label, kind, True, unit, value, choices, ())


CATEGORIES = (Option("servers", "Máy chủ và lưu trữ"), Option("power", "Điện, phòng máy chủ, phòng cháy chữa cháy"))
FUNDS = (Option("own", "Nguồn kinh phí của cơ sở khám bệnh, chữa bệnh"), Option("state", "Ngân sách nhà nước"))
ROWS = (
    (
        one("items-1-name", "Nội dung", "Máy chủ"),
        one("items-1-unit", "Đơn vị tính", "chiếc"),
        one("items-1-quantity", "Số lượng", "2", "integer"),
        one("items-1-price", "Đơn giá dự kiến", "350000000", "money", "₫"),
        one("items-1-category", "Nhóm", "servers", "choice", choices=CATEGORIES),
        one("items-1-fund", "Nguồn kinh phí", "own", "choice", choices=FUNDS),
        one("items-1-why", "Lý do", "Thiếu theo khảo sát"),
    ),
)
ITEMS = ItemsPage(
    HOSPITAL,
    "/tracks/1",
    "",
    "/tracks/1/procurement",
    "/tracks/1/procurement",
    Form(values={"way": "purchase", "milestone": "3.2-2", "items-1-name": "Máy chủ", "items-1-unit": "chiếc"}),
    (Input("items", "Danh mục", "lines", True, "", "", (), ROWS),),
    (Option("purchase", "Mua sắm"), Option("service", "Thuê dịch vụ"), Option("both", "Mua sắm và thuê dịch vụ")),
    (Option("3.2-2", "3.2-2 Nâng cấp hạ tầng công nghệ thông tin"),),
)
CHOSEN = (Option("yes", "Có"), Option("no", "Không có"), Option("not_needed", "Không áp dụng"))
OWNERSHIP = "Dữ liệu hồ sơ bệnh án thuộc quyền của cơ sở khám bệnh, chữa bệnh"
CLAUSES = PaperPage(
    HOSPITAL,
    "/tracks/1",
    TITLE,
    "Phiếu rà soát điều khoản hợp đồng",
    "/procurement/1/papers/clauses",
    "/procurement/1",
    "CV 365/TTYQG-GPQLCL III.2",
    (
        Input(
            "found-data-ownership",
            f"Có trong hợp đồng: {OWNERSHIP}",
            "choice",
            True,
            "",
            "yes",
            CHOSEN,
            (),
            OWNERSHIP,
            "CV 365/TTYQG-GPQLCL III.2 (C)",
        ),
        one("place-data-ownership", f"Điều, khoản hoặc lý do: {OWNERSHIP}", "Điều 7"),
        one("draft", "Dự thảo hợp đồng (số, phiên bản, ngày)"),
    ),
    Form(values={"found-data-ownership": "yes", "place-data-ownership": "Điều 7"}),
    "Thiếu điều khoản về dữ liệu",
)
LINES = (
    PurchaseLine("/procurement/1", TITLE, "Mua sắm", "purchase_open", "Giao hàng, bàn giao · Nhà thầu", DELIVERING.totals, DELIVERING.over),
    PurchaseLine(
        "/procurement/2", "Phần mềm ký số", "Thuê dịch vụ", "purchase_returned", "Lập và ký tờ trình", Amounts(None, dong(120)), ()
    ),
)
FILTERS = (
    Filter("Theo cơ sở", "/plans/1/procurement?by=facility", 2, True),
    Filter("Theo nhóm", "/plans/1/procurement?by=category", 3),
    Filter("Theo nguồn kinh phí", "/plans/1/procurement?by=fund", 3),
    Filter("Theo dòng dự toán", "/plans/1/procurement?by=line", 2),
)
TOTAL = Amounts(dong(9356), dong(905), dong(775), dong(800), dong(200), Decimal(0))
SPENDING = SpendingPage(
    "/plans/1",
    PLAN,
    FILTERS,
    (
        Row(HOSPITAL, "/plans/1/procurement?by=facility&key=1", replace(TOTAL, planned=dong(600)), ("over_committed", "over_proposed")),
        Row("Bệnh viện Phổi", "/plans/1/procurement?by=facility&key=2", Amounts(dong(8756)), ()),
    ),
    TOTAL,
    ("over_committed",),
    True,
    "",
    "/plans/1/procurement?by=facility",
    "/plans/1/procurement.xlsx",
    True,
    1,
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/tracks/1/procurement": (
        "procurement/list.html",
        PurchasesPage(HOSPITAL, "/tracks/1", "/plans/1/procurement", LINES, "/tracks/1/procurement/new"),
        "administrator",
    ),
    "/tracks/2/procurement": ("procurement/list.html", PurchasesPage(HOSPITAL, "/tracks/2", "/plans/1/procurement", (), ""), "director"),
    "/procurement/1": ("procurement/show.html", DELIVERING, "administrator"),
    "/procurement-judged": ("procurement/show.html", JUDGED, "administrator"),
    "/procurement-seen": ("procurement/show.html", SEEN, "director"),
    "/procurement-contract": ("procurement/show.html", CONTRACT, "administrator"),
    "/procurement-selection": ("procurement/show.html", SELECTION, "administrator"),
    "/procurement-appraising": ("procurement/show.html", APPRAISING, "director"),
    "/procurement-asking": ("procurement/show.html", ASKING, "administrator"),
    "/procurement-struck": ("procurement/show.html", STRUCK, "health_officer"),
    "/procurement-drawing": ("procurement/show.html", DRAWING, "administrator"),
    "/procurement-signing": ("procurement/show.html", SIGNING, "administrator"),
    "/tracks/1/procurement/new": ("procurement/items.html", ITEMS, "administrator"),
    "/procurement/1/items": ("procurement/items.html", replace(ITEMS, title=TITLE, action="/procurement/1/items"), "administrator"),
    "/procurement/1/papers/clauses": ("procurement/paper.html", CLAUSES, "administrator"),
    "/plans/1/procurement": ("procurement/plan.html", SPENDING, "health_officer"),
    "/plans/2/procurement": (
        "procurement/plan.html",
        replace(SPENDING, rows=(), planned=False, shown=HOSPITAL, whole=False, warned=0, over=()),
        "administrator",
    ),
}
