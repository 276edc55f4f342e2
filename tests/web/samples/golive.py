"""Going live: the three decisions, one before and one in its watch, the province's list, a department's cut-over."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.cutovers import Medium, RecordMedium
from domain.forms import Field, Kind
from domain.golive_policies import Subject
from domain.names import PersonId, RecordId
from tests.web.samples.clinical import HEAD
from tests.web.samples.house import at
from web.cutovers import CHOICES, ConversionPage, CutoverPage, InpatientRow
from web.drafts import DraftPage
from web.forms import Form, Option, Told
from web.golive import OverviewPage, ReachedRow, SubjectRow
from web.golive_boards import ProvincePage, UnitRow, Why
from web.golive_pages import Counted, GateRow, GolivePage, IndicatorRow, PaperRow, StepRow, WardRow, WatchRow
from web.golive_words import REACHED
from web.inputs import inputs

HOSPITAL = "Bệnh viện Đa khoa tỉnh Hưng Yên"
RECORD = "Hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy"
HERE = "/tracks/1/golive/record"
GATES = (
    GateRow("3.5-1 Quy chế lập, cập nhật, sử dụng và quản lý bệnh án điện tử: đã được nghiệm thu", True, "/tracks/1/milestones/3.5-1"),
    GateRow("3.5-2 Quy chế quản lý, sử dụng chứng thư số: đã báo cáo, chờ Sở Y tế nghiệm thu", False, "/tracks/1/milestones/3.5-2"),
    GateRow("Người ở vị trí phải ký có chứng thư số còn hiệu lực: 96,4% (321/333) (yêu cầu ít nhất 95%)", True, "/facts/33001"),
    GateRow("Chữ ký số có dấu thời gian, 7 ngày qua: 100% (15310/15310) (yêu cầu ít nhất 99%)", True, "/facts/33001"),
    GateRow("Phê duyệt hồ sơ đề xuất cấp độ an toàn hệ thống thông tin: chưa ghi văn bản", False, f"{HERE}#papers"),
    GateRow("Thẩm định: minh chứng đã thay đổi sau kết luận, phải thẩm định lại", False, "/tracks/1/milestones/3.5-10"),
    GateRow("Thí điểm: Sở Y tế xác nhận ngày 20/11/2026", True, f"{HERE}#pilot"),
    GateRow("Diễn tập: chưa có", False, f"{HERE}#rehearsal"),
)
STEPS = (
    StepRow("Sở Y tế xem xét thí điểm", "Lương Thanh Tâm", at(20, 9), "20/11/2026 · Chạy ổn định, lỗi đã sửa"),
    StepRow("Diễn tập", "Bùi Hải Yến", at(12, 17), "12/11/2026 · chưa đạt · Máy trạm khoa Ngoại không ký được"),
)
BEFORE = GolivePage(
    facility=HOSPITAL,
    track="1",
    here=HERE,
    title=RECORD,
    basis="TT 13/2025/TT-BYT Đ4, Đ6; kế hoạch của các tỉnh",
    state="golive_preparing",
    first_day=None,
    gates=GATES,
    lacking=4,
    papers=(),
    wards=(),
    limits=(),
    watched=(),
    watch_ends=None,
    steps=STEPS,
    forms={"papers": Form(), "rehearsals": Form()},
    named=(Option("security", "Phê duyệt hồ sơ đề xuất cấp độ"), Option("restore", "Biên bản diễn tập khôi phục dữ liệu")),
)
WATCHED = tuple(
    WatchRow(date(2026, 12, n), (Counted(str(unsigned), unsigned > 20), Counted(str(n % 4), False), Counted(str(40 - n), 40 - n > 30)))
    for n, unsigned in ((18, 12), (17, 14), (16, 26), (15, 31))
)
WATCH = replace(
    BEFORE,
    state="golive_watching",
    first_day=date(2026, 12, 15),
    gates=tuple(one for one in GATES if one.holds),
    lacking=0,
    papers=(
        PaperRow("Quyết định sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy", "số 412/QĐ-BV", "/documents/72", "complete"),
        PaperRow("Công văn công bố, báo cáo", "số 98/BV-KHTH", "/documents/73", "complete"),
    ),
    wards=(
        WardRow("Khoa Cấp cứu", None, date(2026, 12, 17), "golive_reversed"),
        WardRow("Khoa Ngoại", date(2026, 12, 21), None, "golive_allowed"),
        WardRow("Khoa Nội tổng hợp", date(2026, 12, 15), None, "golive_begun"),
        WardRow("Khoa Nhi", None, None, "golive_waits"),
    ),
    limits=(("Văn bản quá hạn chưa ký đủ", "≤ 20"), ("Lần từ chối ký", "≤ 10"), ("Bản giấy chuyển đổi đã in", "≤ 30")),
    watched=WATCHED,
    watch_ends=date(2027, 1, 4),
    forms={"departments": Form(), "confirmation": Form()},
    back=f"{HERE}/reversal",
    indicators=(
        IndicatorRow(
            "Văn bản trong hồ sơ được ký đủ trong 30 ngày",
            "81,4% (4120/5061) (14/12/2026)",
            "98,7% (6012/6091) (18/12/2026)",
            "tốt hơn",
            "good",
            "đạt mức đặt ra",
            "hệ thống đếm",
        ),
        IndicatorRow(
            "Bản giấy chuyển đổi đã in trong 30 ngày",
            "112 (14/12/2026)",
            "340 (18/12/2026)",
            "kém hơn",
            "bad",
            "chưa đạt mức đặt ra",
            "hệ thống đếm",
        ),
        IndicatorRow(
            "Người ghi hồ sơ đã tập huấn phần mềm bệnh án",
            "212 người (05/08/2026)",
            "chưa khảo sát",
            "chưa so sánh được",
            "wait",
            "",
            "phiếu khảo sát",
        ),
    ),
    evaluation=f"{HERE}/evaluation",
    wards_to_begin=(Option("33001/NHI", "Khoa Nhi"),),
)
REFUSED = Form(
    faults={"held_on": "ngày diễn tập ở tương lai"},
    told=Told("Dữ liệu chưa đúng.", "", ("ngày diễn tập ở tương lai",), ("held_on",), ("held_on",)),
)
OVERVIEW = OverviewPage(
    HOSPITAL,
    "1",
    (
        SubjectRow(RECORD, f"/tracks/1/golive/{Subject.RECORD}", "golive_watching", date(2026, 12, 15), 0),
        SubjectRow("Lưu trữ và truyền tải hình ảnh y tế thay in phim", "/tracks/1/golive/film", "golive_preparing", None, 4),
        SubjectRow("Lưu trữ thông tin xét nghiệm thay in giấy", "/tracks/1/golive/laboratory", "golive_rehearsed", None, 1),
    ),
    tuple(
        ReachedRow(said, date(2026, 11, n), f"{n}/QĐ-BV, {n}/11/2026, {HOSPITAL}") if n < 14 else ReachedRow(said, None, "")
        for n, said in enumerate(REACHED.values(), 10)
    ),
    Form(),
    tuple(Option(state, said) for state, said in REACHED.items()),
    Form(told=Told("Dữ liệu chưa đúng.", "", ("ghi lý do",), ("why",))),
    (Option("equipped.1", "Đã có hạ tầng, phần mềm"),),
)
PROVINCE = ProvincePage(
    "/plans/1",
    "Kế hoạch triển khai hồ sơ bệnh án điện tử tỉnh Hưng Yên",
    date(2026, 12, 31),
    31,
    29,
    93,
    (
        UnitRow(
            "Trung tâm Y tế Khoái Châu",
            "/tracks/2/golive/record",
            "golive_preparing",
            None,
            0,
            9,
            (("Đã có hạ tầng, phần mềm", date(2026, 10, 2), "45/BB-TTYT"),),
            tuple(Why(one.words, one.address) for one in GATES if not one.holds)[:3],
            (Why("Diễn tập: chưa có", "/tracks/2/golive/record#rehearsal"),),
        ),
        UnitRow(
            "Bệnh viện Mắt",
            "/tracks/3/golive/record",
            "golive_watching",
            date(2026, 12, 15),
            3,
            4,
            (("Đã có quyết định thay giấy", date(2026, 12, 1), "12/QĐ-BV"), ("Đã công bố", date(2026, 12, 3), "34/BV-KHTH")),
            (),
            (),
        ),
    ),
    "/plans/1/golive?after=3",
)
INPATIENTS = (
    InpatientRow("BA-26-004512", "/records/1", "Đặng Văn Hỷ", at(18, 8, 20), "medium_hybrid"),
    InpatientRow("BA-26-004498", "/records/2", "Nguyễn Thị Ỷ", at(16, 22, 41), "medium_paper"),
    InpatientRow("BA-26-003310", "/records/3", "Phạm Ẵm", at(2, 3, 5), ""),
)
PLACE = "Tủ hồ sơ số 2, phòng hành chính khoa Nội"
CUTOVER = CutoverPage(
    "Khoa Nội tổng hợp",
    date(2026, 12, 15),
    False,
    "Chuyển sang điện tử từ ngày bắt đầu; phần giấy trước đó giữ nguyên",
    PLACE,
    INPATIENTS,
    tuple(Option(choice, said) for choice, said in CHOICES.items()),
    Form(values={"place": PLACE}),
)
BEGUN = replace(
    CUTOVER,
    begun=True,
    form=None,
    rows=(INPATIENTS[0], replace(INPATIENTS[1], convert="/records/2/conversion"), INPATIENTS[2]),
)
ON_PAPER = replace(
    HEAD, medium=RecordMedium(RecordId(UUID(int=2)), Medium.PAPER, date(2026, 12, 15), PLACE, PersonId(UUID(int=1)), at(14, 9))
)
BASES = """Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023
Căn cứ Thông tư số 13/2025/TT-BYT ngày 06 tháng 6 năm 2025 của Bộ trưởng Bộ Y tế hướng dẫn triển khai hồ sơ bệnh án điện tử
Căn cứ Quy định camera ban hành kèm theo Quyết định số 45/QĐ-BV ngày 05 tháng 01 năm 2026"""
DECISION = DraftPage(
    HOSPITAL,
    "1",
    "",
    RECORD,
    "Quyết định sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy",
    "TT 13/2025/TT-BYT Đ4, Đ6; NĐ 30/2020/NĐ-CP Đ14-15 và phụ lục I",
    inputs((Field("bases", "Căn cứ", Kind.TEXTS, True), Field("starts_on", "Sử dụng từ ngày", Kind.DAY, True)), {"bases": BASES}),
    Form(values={"bases": BASES}),
    f"{HERE}/decision",
    HERE,
)
PAGES: dict[str, tuple[str, object, str]] = {
    f"{HERE}/decision": ("tracks/draft.html", DECISION, "administrator"),
    "/tracks/1/golive": ("golive/overview.html", OVERVIEW, "administrator"),
    "/tracks/1/golive/record": ("golive/show.html", BEFORE, "administrator"),
    "/golive-refused": ("golive/show.html", replace(BEFORE, forms={"papers": Form(), "rehearsals": REFUSED}), "administrator"),
    "/golive-officer": ("golive/show.html", replace(BEFORE, forms={"pilot": Form()}), "health_officer"),
    "/golive-ready": (
        "golive/show.html",
        replace(BEFORE, lacking=0, gates=WATCH.gates, state="golive_rehearsed", draft=f"{HERE}/decision", draft_words="Lập quyết định"),
        "administrator",
    ),
    "/golive-watch": ("golive/show.html", WATCH, "administrator"),
    "/plans/1/golive": ("golive/province.html", PROVINCE, "health_officer"),
    "/cutover": ("golive/cutover.html", CUTOVER, "head"),
    "/cutover-begun": ("golive/cutover.html", BEGUN, "head"),
    "/records/2/conversion": (
        "golive/conversion.html",
        ConversionPage(ON_PAPER, date(2026, 12, 15), Form(values={"place": PLACE})),
        "doctor",
    ),
    "/cutover-none": ("golive/cutover.html", replace(CUTOVER, day=None, choice="", form=None, rows=()), "head"),
}
