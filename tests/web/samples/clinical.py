"""Pages of a record's life: Đặng Văn Hỷ, 68, in Nội tổng hợp, with a potassium that matters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.web.samples.house import at
from web.admissions import Known, OpenRecordPage
from web.admitted import AdmittedPage
from web.audit import Happened
from web.borrowing import FaceBlock
from web.chains import StepLine
from web.discharges import DischargePage
from web.documents import DocumentPage
from web.filters import Filter
from web.finding import Narrowing, RecordLine, RecordsPage
from web.forms import Form, Option, Told
from web.grant_lines import Band
from web.inbox import Became, InboxPage, SetPage
from web.lists import TaskLine
from web.near import NearLine
from web.notices import NoticeLine
from web.orders import ACTS, CancelPage, OrderPage, PlaceOrderPage, WorkLine, WorklistPage
from web.parts import Part
from web.places import Place
from web.reading import EndedLine, Reading, ResultLine, VersionLine
from web.record_lines import DocumentLine, OrderBlock, ServiceLine, ShortcomingLine
from web.records import Day, Head, Keeping, Missing, RecordPage
from web.results import DeliverPage, SheetLine
from web.returned import Before, ReturnedLine
from web.spark import spark

NEAR = (NearLine("/outages/2", True, at(21, 7, 40), None), NearLine("/outages/1", False, at(22, 1), at(22, 5)))
HEAD = Head(
    "1",
    "BA-26-004512",
    "Đặng Văn Hỷ",
    "033058001234",
    "02/9/1958",
    "Nam",
    "Khoa Nội tổng hợp",
    at(18, 8, 20),
    "open",
    "Suy thận mạn giai đoạn 4 (N18.4); tăng huyết áp",
    "Nội trú",
)
OTHER = replace(
    Head("2", "BA-26-004498", "Nguyễn Thị Ỷ", "033192007771", "14/5/1992", "Nữ", "Khoa Nội tổng hợp", at(16, 22, 41), "discharged"),
    kind="Điều trị ngoại trú",
    complete_by=at(20, 22, 0),
    discharged_at=at(19, 22, 0),
    outcome="Chuyển cơ sở khám bệnh, chữa bệnh khác",
    disease="N18.4",
)
THIRD = Head(
    "3", "BA-26-003310", "Phạm Ẵm", "TAM-26-000119", "1941", "Nam", "Khoa Hồi sức tích cực", at(2, 3, 5, month=10), "archived", held=True
)
THIRD = replace(THIRD, discharged_at=at(12, 23, 50, month=10), outcome="Tử vong", disease="J181")

HAPPENED = (
    Happened(at(21, 12, 58), "Đỗ Văn Ữ", "Kỹ thuật viên, Khoa Xét nghiệm", "Ký bản 2", tone="good"),
    Happened(at(21, 12, 51), "Đỗ Văn Ữ", "Kỹ thuật viên, Khoa Xét nghiệm", "Lập bản 2"),
    Happened(
        at(21, 11, 40),
        "Nguyễn Thị Thuỳ Hạnh",
        "Bác sĩ, Khoa Xét nghiệm",
        "Từ chối ký bản 1",
        "“Kali 6,9 mmol/L: mẫu tan máu, đề nghị lấy lại mẫu.”",
        "bad",
    ),
    Happened(at(21, 9, 15), "Trần Quốc Bảo", "Bác sĩ, Khoa Nội tổng hợp", "Chỉ định sinh hóa máu", link="/orders/1"),
)


def _line(
    name: str, value: str, unit: str, low: str, high: str, flag: str = "", was: str = "", earlier: tuple[str, ...] = ()
) -> ResultLine:
    values = [Decimal(one.replace(",", ".")) for one in (*earlier, value)]
    picture = spark(values, Decimal(low.replace(",", ".")), Decimal(high.replace(",", "."))) if earlier else None
    return ResultLine(name, value, unit, f"{low} – {high}", flag, was, picture)


READING = Reading(
    document="11",
    version=2,
    title="Phiếu kết quả xét nghiệm sinh hóa máu",
    code="PKQ-26-118204",
    subject="Đặng Văn Hỷ, 1958 · BA-26-004512",
    place="Khoa Xét nghiệm",
    made_at=at(21, 12, 51),
    state="signing",
    steps=(
        StepLine("Kỹ thuật viên thực hiện", "Đỗ Văn Ữ", "signed", at(21, 12, 58)),
        StepLine("Người duyệt kết quả", "Nguyễn Thị Thuỳ Hạnh hoặc Bùi Đức Thọ", "waiting"),
        StepLine("Trưởng khoa Xét nghiệm", "Hoàng Thị Lễ", "not_yet"),
    ),
    content="9f2c1a7be0d34455aa0e1c2d3b4f5a6978877665544332211000ffeeddccbbaa",
    results=(
        _line("Glucose", "5,6", "mmol/L", "3,9", "6,4", earlier=("5,9", "5,4")),
        _line("Urê", "24,8", "mmol/L", "2,5", "7,5", "high", earlier=("19,2", "21,0", "22,7")),
        _line("Creatinin", "412", "µmol/L", "62", "120", "high", earlier=("355", "371", "398")),
        _line("Natri", "138", "mmol/L", "135", "145", earlier=("139", "137")),
        _line("Kali", "5,8", "mmol/L", "3,5", "5,0", "high", "6,9", ("5,1", "5,3", "5,6")),
        _line("Clo", "101", "mmol/L", "98", "106"),
        _line("Canxi toàn phần", "1,98", "mmol/L", "2,15", "2,55", "low", earlier=("2,11", "2,05")),
        _line("Albumin", "38", "g/L", "35", "50"),
    ),
    parts=(Part("Nhận xét", "Mẫu lấy lại lúc 12:10, không tan máu. Kali còn cao so với lần trước, đề nghị theo dõi điện tim."),),
    versions=(
        VersionLine(2, at(21, 12, 51), "Đỗ Văn Ữ", "signing", changes=("Kali 6,9 → 5,8 mmol/L (mẫu lấy lại)",)),
        VersionLine(1, at(21, 11, 20), "Đỗ Văn Ữ", "refused", "Kali 6,9 mmol/L: mẫu tan máu, đề nghị lấy lại mẫu."),
    ),
    record="/records/1",
    form=Form(request="r-1"),
    reasons=(Option("bad_sample", "Mẫu không đạt"), Option("wrong_result", "Nội dung chưa đúng"), Option("other", "Lý do khác")),
)
WARNED = replace(
    READING,
    steps=(replace(READING.steps[0], unchecked=True), *READING.steps[1:]),
    form=Form(
        request="r-1",
        values={"unchecked": "1"},
        told=Told(
            "Cảnh báo: chưa kiểm tra được chứng thư số còn hiệu lực hay đã bị thu hồi, vì tổ chức chứng thực không trả lời.",
            "Chưa ký gì. Hãy thử lại sau ít phút; hoặc nếu vẫn cần ký ngay thì xác nhận đã đọc cảnh báo này và nhập lại PIN. "
            "Văn bản chỉ được bảo toàn khi kiểm tra được; nếu chứng thư đã bị thu hồi thì chữ ký không có giá trị.",
        ),
    ),
)
DONE = replace(
    READING,
    held=True,
    state="stamping",
    form=None,
    waits_for="Anh/chị đã ký lúc 13:04 21/11/2026. Dấu thời gian sẽ được gắn khi dịch vụ trả lời; sau đó đến lượt Hoàng Thị Lễ.",
    steps=(READING.steps[0], StepLine("Người duyệt kết quả", "Nguyễn Thị Thuỳ Hạnh", "stamping", at(21, 13, 4)), READING.steps[2]),
)


def _task(n: int, form: str, subject: str, signed: str, hour: int, **more: object) -> TaskLine:
    return replace(TaskLine(str(n), 1, form, subject, signed, at(21, hour)), **more)  # type: ignore[arg-type]


TASKS = (
    _task(11, "Phiếu kết quả xét nghiệm sinh hóa máu", "Đ.V.H. 1958 · BA-26-004512", "1/3", 13, version=2, current=True, opened=True),
    _task(12, "Phiếu kết quả tổng phân tích tế bào máu", "N.T.Y. 1992 · BA-26-004498", "1/3", 12, opened=True, reviewed=True),
    _task(
        13,
        "Phiếu kết quả đông máu cơ bản",
        "P.A. 1941 · BA-26-003310",
        "1/3",
        11,
        opened=True,
        department="Khoa Hồi sức tích cực",
        held=True,
    ),
    _task(14, "Phiếu kết quả khí máu động mạch", "L.T.Q. 1977 · BA-26-004533", "1/3", 10, due=date(2026, 11, 20)),
    _task(15, "Tờ tổng kết bệnh án", "V.Đ.M. 1969 · BA-26-004401", "0/3", 9, due=date(2026, 11, 22)),
    _task(
        16,
        "Phiếu kết quả tổng phân tích nước tiểu",
        "T.T.B. 2003 · BA-26-004540",
        "1/3",
        8,
        later=at(22, 7),
        department="Khoa Nội tổng hợp",
    ),
)
FILTERS = (
    Filter("Tất cả", "/", 12, True),
    Filter("Chờ ký", "/?show=sign", 9),
    Filter("Quá hạn", "/?show=late", 1),
    Filter("Trong tập ký", "/?show=set", 1),
    Filter("Để sau", "/?show=later", 2),
    Filter("Bị trả lại", "/?show=returned", 1),
)
CHOSEN = (f"12/1/{READING.content}",)

ORDER = OrderBlock(
    "/orders/1",
    "CD-26-071203",
    at(21, 9, 15),
    "Trần Quốc Bảo",
    (
        ServiceLine("Sinh hóa máu 8 chỉ số", "Khoa Xét nghiệm", "resulted"),
        ServiceLine("Tổng phân tích tế bào máu", "Khoa Xét nghiệm", "rejected", "Mẫu đông, lấy lại trước 15:00 21/11/2026"),
        ServiceLine("Siêu âm ổ bụng", "Khoa Chẩn đoán hình ảnh", "ordered"),
    ),
    deliver="/orders/1/results/new",
)
MISSING = (
    Missing("Kết quả siêu âm ổ bụng", "Khoa Chẩn đoán hình ảnh", "/orders/1"),
    Missing("Phiếu kết quả sinh hóa máu: chờ ký (2/3)", "Nguyễn Thị Thuỳ Hạnh hoặc Bùi Đức Thọ", "/documents/11/2"),
)
KEEPING = Keeping(
    (Option("/holds/1", "Vụ án dân sự thụ lý số 12/2026/TLST-DS"),),
    "/holds/new?scope=record&code=BA-26-003310",
    "/holds/new?scope=patient&code=TAM-26-000119",
)
RECORD = RecordPage(
    HEAD,
    (
        Day(
            date(2026, 11, 21),
            (
                DocumentLine(
                    "/documents/11/2", "Phiếu kết quả xét nghiệm sinh hóa máu", 2, at(21, 12, 51), "Đỗ Văn Ữ", "unfinished", "1/3", 4
                ),
                DocumentLine("/documents/10/1", "Phiếu chỉ định", 1, at(21, 9, 15), "Trần Quốc Bảo", "complete", "1/1"),
            ),
        ),
        Day(
            date(2026, 11, 18),
            (DocumentLine("/documents/9/1", "Phiếu kết quả xét nghiệm sinh hóa máu", 1, at(18, 10, 2), "Đỗ Văn Ữ", "preserved", "3/3", 3),),
        ),
    ),
    (ORDER,),
    MISSING,
    HAPPENED,
    "Ra chỉ định",
    "/records/1/orders/new",
    "/records/1/discharge",
)

NOTICES = (
    NoticeLine(
        "Kết quả đã ký đủ, chờ anh/chị xác nhận đã xem", "Kết quả: Kali máu · Đ.V.H. · BA-26-004512", "/documents/9", at(21, 12, 40), ""
    ),
    NoticeLine(
        "Chứng thư số của anh/chị hết hạn ngày 05/12/2026 (còn 14 ngày): liên hệ phòng công nghệ thông tin để gia hạn",
        "",
        "/me",
        at(21, 7, 0),
        "bad",
    ),
    NoticeLine("Văn bản anh/chị lập bị từ chối ký", "Phiếu chỉ định · N.T.Ỷ. · BA-26-004498", "/documents/8", at(21, 9, 5), "bad"),
)

FORMS = {act: Form() for act in ACTS}
RETURNED = (
    ReturnedLine(
        "Kết quả: Sinh hóa máu 8 chỉ số",
        "/documents/11",
        "Đ.V.H. 1958 · BA-26-004512",
        "Kali 6,9 mmol/L: mẫu tan máu, đề nghị lấy lại mẫu.",
        "Nguyễn Thị Thuỳ Hạnh",
        at(21, 11, 40),
        "/orders/1/results/new?again=11",
    ),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/": (
        "inbox/show.html",
        InboxPage(
            Place(), FILTERS, TASKS, Form(), chosen=CHOSEN, reading=READING, later=Form(), notices=NOTICES, returned=RETURNED, outages=NEAR
        ),
        "approver",
    ),
    "/inbox-closed": (
        "inbox/show.html",
        InboxPage(
            Place(),
            FILTERS,
            TASKS,
            numbers=True,
            signing=Form(
                told=Told("Mã PIN không đúng", "Còn 4 lần thử, sau đó chứng thư bị khóa 15 phút."), faults={"pin": "Nhập lại mã PIN."}
            ),
        ),
        "approver",
    ),
    "/set": (
        "inbox/set.html",
        SetPage(
            1,
            (
                Became("Phiếu kết quả xét nghiệm sinh hóa máu", "/documents/11/2"),
                Became("Phiếu chỉ định", "/documents/10/1", "Văn bản đã có bản khác với bản anh/chị đọc."),
            ),
        ),
        "approver",
    ),
    "/inbox-empty": ("inbox/show.html", InboxPage(Place(), (Filter("Tất cả", "/", 0, True),), (), Form()), "doctor"),
    "/documents/11/2": ("documents/show.html", DocumentPage(READING, HAPPENED), "approver"),
    "/documents-warned": ("documents/show.html", DocumentPage(WARNED, HAPPENED), "approver"),
    "/documents-refused": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                form=Form(
                    values={"reason": "Kali 5,8 chưa phù hợp"},
                    told=Told("Văn bản đã có bản mới", "Bản 3 được lập lúc 13:02. Mở bản 3 để đọc rồi ký."),
                ),
            ),
            HAPPENED,
        ),
        "approver",
    ),
    "/documents-numbers": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                by_signing="Nhập PIN là cấp số: văn bản lấy số tiếp theo của ký hiệu QĐ-BV và mang chữ ký số của cơ sở.",
                form=Form(faults={"pin": "PIN không đúng; còn 4 lần thử."}, told=Told("PIN không đúng; còn 4 lần thử.")),
            ),
            HAPPENED,
        ),
        "approver",
    ),
    "/documents-long": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                title="Kết quả: " + "Rấtdài" * 30,
                subject="Đặng" + "Văn" * 40,
                place="Khoa" + "Xétnghiệm" * 20,
                form=None,
                ended=EndedLine("Nguyễn" * 20, at(21, 13, 20), "tanmáu" * 40),
                results=(ResultLine("Ka" * 60, "5,8" * 30, "mmol/L" * 20, "3,5 – 5,0" * 9, "high"),),
                parts=(Part("Nhận xét", "lấylạimẫu" * 40), Part("Ghi chú", "ngắn" * 40, short=True)),
            ),
            HAPPENED,
        ),
        "approver",
    ),
    "/documents-ended": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                state="refused",
                form=None,
                ended=EndedLine("Nguyễn Thị Thuỳ Hạnh", at(21, 13, 20), "Kali 6,9 mmol/L: mẫu tan máu, đề nghị lấy lại mẫu."),
                redo="/orders/1/results/new?again=11",
            ),
            HAPPENED,
        ),
        "technician",
    ),
    "/documents-closing": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                title="Tổng kết hồ sơ bệnh án",
                results=(),
                menders=(Option("1", "Trần Quốc Bảo, Khoa Nội tổng hợp"), Option("2", "Nguyễn Thị Nhàn, Khoa Nội tổng hợp")),
                form=Form(
                    values={"reason": "Chưa đủ", "lacks-1": "Thiếu giấy ra viện"},
                    faults={"mender-1": "Chọn người", "due-1": "Chọn ngày và giờ"},
                    told=Told("Dữ liệu chưa đúng.", lines=("Chọn người", "Chọn ngày và giờ"), links=("mender-1", "due-1")),
                ),
            ),
            HAPPENED,
        ),
        "records_officer",
    ),
    "/records-returned": (
        "records/show.html",
        replace(
            RECORD,
            head=OTHER,
            orders=(),
            next_words="",
            discharge="",
            close=Form(),
            shortcomings=(
                ShortcomingLine("Thiếu giấy ra viện", "Trần Quốc Bảo", at(20, 16, 0), mend=Form(), id="1"),
                ShortcomingLine("Ký lại biên bản hội chẩn", "Lại Thị Ngoãn", at(21, 16, 0), "Lại Thị Ngoãn", at(20, 9, 12)),
            ),
        ),
        "doctor",
    ),
    "/documents-stamping": ("documents/show.html", DocumentPage(DONE, HAPPENED), "approver"),
    "/documents-alarm": (
        "documents/show.html",
        DocumentPage(replace(READING, form=None, alarm=Form(), withdraw=Form()), HAPPENED),
        "doctor",
    ),
    "/documents-final": (
        "documents/show.html",
        DocumentPage(replace(READING, state="preserved", form=None, acknowledge=Form()), HAPPENED),
        "doctor",
    ),
    "/records": (
        "records/list.html",
        RecordsPage(
            "",
            (
                RecordLine(HEAD, "Trần Quốc Bảo"),
                RecordLine(OTHER, "Trần Quốc Bảo"),
                RecordLine(THIRD, "Lại Thị Ngoãn"),
            ),
            True,
            "/records?after=3",
            narrowing=Narrowing(Form(), (Option("33001/NTH", "Khoa Nội tổng hợp"),), False),
            asks=True,
            outages=NEAR,
        ),
        "doctor",
    ),
    "/records-found": (
        "records/list.html",
        RecordsPage(
            "BA-26-003310",
            (),
            True,
            narrowing=Narrowing(Form(values={"diagnosis": "J18"}), (Option("33001/NTH", "Khoa Nội tổng hợp"),), True),
            faces=(FaceBlock("3", "BA-26-003310", "P.Ẵ. 1958", "Khoa Hồi sức tích cực", "archived", False, True, True),),
            asks=True,
        ),
        "doctor",
    ),
    "/records-lent": (
        "records/show.html",
        replace(
            RECORD,
            head=THIRD,
            orders=(),
            missing=(),
            next_words="",
            discharge="",
            entrust="",
            admitted="",
            sheets="",
            closing=False,
            keep_until=date(2036, 12, 31),
            band=Band("/grants/1", "Đang đọc theo phiếu mượn (bình bệnh án, kiểm tra chất lượng)", at(25, 8, 20), True),
            part=True,
        ),
        "doctor",
    ),
    "/records/1": ("records/show.html", RECORD, "doctor"),
    "/records-archived": (
        "records/show.html",
        replace(
            RECORD,
            head=THIRD,
            orders=(),
            missing=(),
            next_words="",
            discharge="",
            keep_until=date(2036, 12, 31),
            copies=Form(),
            retention="/records/3/retention",
            incidents=("SC-07/2026, 19/11/2026",),
            new_incident="/records/3/incidents/new",
            keeping=KEEPING,
            whose="/patients/NB26-000119",
        ),
        "records_officer",
    ),
    "/records/new": (
        "records/new.html",
        OpenRecordPage(
            Form(faults={"citizen_id": "Số định danh có 12 chữ số; mới gõ được 11."}, values={"citizen_id": "03305800123"}),
            (Option("33001/NTH", "Khoa Nội tổng hợp"),),
            (Option("1", "Trần Quốc Bảo"),),
            (Option("inpatient", "Nội trú"), Option("day", "Điều trị ban ngày")),
        ),
        "doctor",
    ),
    "/records-known": (
        "records/new.html",
        OpenRecordPage(
            Form(
                values={"citizen_id": "033058001234", "patient": "Đặng Văn Hỷ Khác"},
                faults={"same_person": "Sửa phần nhập nhầm; nếu đúng là một người thì xác nhận và ghi lý do"},
            ),
            (Option("33001/NTH", "Khoa Nội tổng hợp"),),
            (Option("1", "Trần Quốc Bảo"),),
            (Option("inpatient", "Nội trú"), Option("day", "Điều trị ban ngày")),
            Known("BN-2026-0001", "Đặng Văn Hỷ", 1958),
        ),
        "doctor",
    ),
    "/records/1/admission": (
        "records/admitted.html",
        AdmittedPage(HEAD, Form(values={"admitted_at": "2026-11-18T08:20"}, faults={"reason": "Nêu lý do"})),
        "doctor",
    ),
    "/records/1/discharge-correction": (
        "records/discharge.html",
        DischargePage(
            OTHER,
            Form(
                values={"discharged_at": "2026-11-19T22:00", "outcome": "died", "summary": "Đã ổn định", "diagnosis": "Suy thận mạn"},
                faults={"reason": "Cần nêu lý do"},
                many={"trait": ("graft",)},
            ),
            (Option("improved", "Đỡ, giảm"), Option("died", "Tử vong")),
            (),
            (Option("left_dying", "Bệnh nặng xin về"), Option("graft", "Ghép mô khác")),
            corrects=True,
        ),
        "doctor",
    ),
    "/records/1/discharge": (
        "records/discharge.html",
        DischargePage(
            HEAD,
            Form(
                told=Told(
                    "Chưa thể kết thúc hồ sơ",
                    "Hoàn tất những việc dưới đây rồi làm lại.",
                    ("Kết quả siêu âm ổ bụng: Khoa Chẩn đoán hình ảnh",),
                )
            ),
            (Option("better", "Đỡ, giảm"), Option("cured", "Khỏi"), Option("worse", "Nặng hơn"), Option("died", "Tử vong")),
            MISSING,
            (Option("left_dying", "Bệnh nặng xin về"), Option("graft", "Ghép mô khác")),
        ),
        "doctor",
    ),
    "/records/1/orders/new": (
        "orders/new.html",
        PlaceOrderPage(
            HEAD,
            (Option("33001/XN", "Khoa Xét nghiệm"), Option("33001/CDHA", "Khoa Chẩn đoán hình ảnh")),
            (Option("laboratory", "Xét nghiệm"), Option("imaging", "Chẩn đoán hình ảnh")),
            6,
            Form(
                values={"service-1": "Sinh hóa máu 8 chỉ số", "department-2": "33001/CDHA", "service-2": "Siêu âm ổ bụng"},
                faults={"department-1": "Chọn khoa thực hiện dịch vụ 1"},
            ),
        ),
        "doctor",
    ),
    "/worklist": (
        "orders/worklist.html",
        WorklistPage(
            "Khoa Xét nghiệm",
            (
                WorkLine(
                    "/orders/1",
                    "Sinh hóa máu 8 chỉ số",
                    "Đặng Văn Hỷ, 1958",
                    "BA-26-004512",
                    "Khoa Nội tổng hợp",
                    "Trần Quốc Bảo",
                    at(21, 9, 15),
                    "ordered",
                ),
                WorkLine(
                    "/orders/2",
                    "Khí máu động mạch",
                    "Phạm Ẵm, 1941",
                    "BA-26-003310",
                    "Khoa Hồi sức tích cực",
                    "Lại Thị Ngoãn",
                    at(21, 10, 2),
                    "sampled",
                    held=True,
                ),
            ),
            RETURNED,
        ),
        "technician",
    ),
    "/orders/1": (
        "orders/show.html",
        OrderPage(
            HEAD,
            ORDER,
            "CD-26-071203",
            "/documents/10",
            HAPPENED,
            FORMS,
            (Option("2", "Tổng phân tích tế bào máu"),),
        ),
        "technician",
    ),
    "/orders-doctor": (
        "orders/show.html",
        OrderPage(
            HEAD,
            ORDER,
            "CD-26-071203",
            "/documents/10",
            HAPPENED,
            FORMS
            | {
                "cancellations": Form(
                    values={"reason": ""},
                    faults={"lines": "Chọn ít nhất một dịch vụ", "reason": "Cần nêu lý do hủy"},
                    told=Told("Dữ liệu chưa đúng.", lines=("Chọn ít nhất một dịch vụ", "Cần nêu lý do hủy")),
                )
            },
            cancel=(Option("2", "Tổng phân tích tế bào máu"), Option("3", "Siêu âm ổ bụng")),
        ),
        "doctor",
    ),
    "/orders/1/cancellations": (
        "orders/cancel.html",
        CancelPage(HEAD, "/orders/1", "CD-26-071203", (Option("3", "Siêu âm ổ bụng"),), "Người bệnh từ chối", True, Form("r-2")),
        "doctor",
    ),
    "/orders/1/results/new": (
        "results/new.html",
        DeliverPage(
            HEAD,
            "1",
            "CD-26-071203",
            (Option("1", "Sinh hóa máu 8 chỉ số"), Option("2", "Tổng phân tích tế bào máu")),
            6,
            (Option("", "theo khoảng tham chiếu"), Option("normal", "bình thường"), Option("H", "cao")),
            Form(
                values={"name-1": "Kali", "value-1": "5,8", "reference-1": "3,5 – 5,0", "flag-1": "normal", "name-2": "Natri"},
                faults={
                    "value-2": "Dòng 2: cần cả tên xét nghiệm và giá trị",
                    "flag-1": "Dòng 1: giá trị cao hơn khoảng tham chiếu, hãy chọn lại nhận định",
                    "sampled_at": "chọn ngày và giờ",
                },
                told=Told(
                    "Dữ liệu chưa đúng.",
                    lines=("Lấy mẫu lúc: chọn ngày và giờ", "Dòng 2: cần cả tên xét nghiệm và giá trị"),
                    links=("sampled_at", "value-2"),
                ),
                many={"line": ("2",)},
            ),
            others=(SheetLine("Kết quả: Đông máu cơ bản", "refused", "/orders/1/results/new?again=9"),),
        ),
        "technician",
    ),
    "/orders-1-results-again": (
        "results/new.html",
        DeliverPage(
            HEAD,
            "1",
            "CD-26-071203",
            (Option("1", "Sinh hóa máu 8 chỉ số"), Option("2", "Tổng phân tích tế bào máu")),
            3,
            (Option("", "theo khoảng tham chiếu"), Option("normal", "bình thường"), Option("H", "cao")),
            Form(values={"name-1": "Kali", "value-1": "6,9", "reference-1": "3,5 – 5,0", "flag-1": "H", "line-1": "1"}),
            Before("Kết quả: Sinh hóa máu", 1, "/documents/11/1", "Kali 6,9 mmol/L: mẫu tan máu, đề nghị lấy lại mẫu."),
            "11",
        ),
        "technician",
    ),
}
