"""Pages of how long a record is kept, and of incidents' files: a rider's fall, 20 years, with everything that can stand there."""

from dataclasses import replace
from datetime import date

from tests.web.samples.clinical import HEAD, OTHER, READING
from tests.web.samples.house import at
from web.documents import DocumentPage
from web.forms import Form, Option, Told
from web.incidents import IncidentLine, IncidentsPage, NewIncidentPage
from web.kept import KeptBlock
from web.retention import FileLine, GroundLine, RetentionPage, TermLine

SPECIAL = "Hồ sơ bệnh án tâm thần, tai nạn lao động, tai nạn giao thông"
CHOICES = (
    Option("death", "Hồ sơ bệnh án tử vong (30 năm)"),
    Option("special", f"{SPECIAL} (20 năm)"),
    Option("ordinary", "Hồ sơ bệnh án nội trú, ngoại trú (10 năm)"),
)
PROPOSED = RetentionPage(
    OTHER,
    date(2046, 12, 31),
    SPECIAL,
    20,
    "TT 33/2025/TT-BYT, phụ lục, dòng 40",
    "đọc trong tuyển tập có dẫn điều",
    "",
    "TT 33/2025",
    "TT 33/2025/TT-BYT, phụ lục nhóm 01; cách tính năm theo Luật Lưu trữ 33/2024/QH15 Đ15 k3-k4",
    date(2026, 11, 20),
    (
        GroundLine(
            "Tai nạn giao thông",
            "theo mã nguyên nhân ngoài V23.4",
            "Tai nạn giao thông, vận tải (V01–V99). ICD-10, chương XX (V01–V99, tai nạn vận tải); TT 33/2025/TT-BYT, phụ lục, dòng 40 "
            "(“tai nạn giao thông”) (suy luận, cơ sở đặt khác được)",
        ),
        GroundLine("Bệnh nặng xin về", "bác sĩ điều trị nêu khi cho ra viện", ""),
    ),
    ("Hồ sơ bệnh án nội trú, ngoại trú (10 năm)",),
    False,
    "TT 33/2025/TT-BYT Đ1 k2 b",
    False,
    (TermLine("Đề nghị từ lúc ra viện", f"{SPECIAL}, TT 33/2025", "31/12/2046", at(20, 15, 30), "hsba"),),
    confirm=Form(
        values={"retention_class": "ordinary"},
        faults={"reason": "Cần nêu lý do"},
        told=Told("Dữ liệu chưa đúng.", "", ("Lý do, khi chọn nhóm ngắn hơn: cần nêu lý do",), ("",), ("reason",)),
    ),
    choices=CHOICES,
    new_incident="/records/2/incidents/new",
)
ANEW = replace(
    PROPOSED,
    confirmed=True,
    confirm=None,
    otherwise="Nhóm này do cán bộ lưu trữ chọn.",
    first=SPECIAL,
    terms=(
        TermLine("Chọn nhóm khác với đề nghị", "Hồ sơ bệnh án tử vong, TT 33/2025", "31/12/2056", at(21, 8, 5), "Vũ Văn Nam", "Nhầm hồ sơ"),
        *PROPOSED.terms,
    ),
    anew=Form(
        faults={"anew_reason": "Nêu lý do xác nhận lại"},
        told=Told("Dữ liệu chưa đúng.", "", ("Lý do xác nhận lại: nêu lý do xác nhận lại",), ("",), ("anew_reason",)),
    ),
    other=CHOICES[1:],
)
CORRECTED = replace(
    PROPOSED,
    head=replace(OTHER, state="archived", complete_by=None),
    until=date(2036, 12, 31),
    title="Hồ sơ bệnh án nội trú, ngoại trú",
    years=10,
    basis="TT 33/2025/TT-BYT, phụ lục, dòng 44",
    note="Trẻ em và điều trị ban ngày không có dòng riêng, theo dòng này (I).",
    confirmed=True,
    confirm=None,
    otherwise="Nhóm này do quyết định điều chỉnh.",
    first="Hồ sơ bệnh án tử vong",
    terms=(
        TermLine(
            "Điều chỉnh bằng quyết định",
            "Hồ sơ bệnh án nội trú, ngoại trú, TT 33/2025",
            "31/12/2036",
            at(21, 16, 0),
            "Vũ Văn Nam",
            "",
            "/documents/9",
        ),
        TermLine(
            "Chọn nhóm khác với đề nghị",
            f"{SPECIAL}, TT 33/2025",
            "31/12/2046",
            at(21, 8, 5),
            "Vũ Văn Nam",
            "Người bệnh không tử vong tại viện; ghi nhầm kết quả",
            shorter=True,
        ),
        TermLine("Đề nghị từ lúc ra viện", "Hồ sơ bệnh án tử vong, TT 33/2025", "31/12/2056", at(20, 15, 30), "hsba"),
    ),
    decisions=(
        FileLine("Quyết định điều chỉnh thời hạn lưu trữ hồ sơ bệnh án", "K7QZ2M4XTR5A", "/documents/9", "preserved"),
        FileLine("Quyết định điều chỉnh thời hạn lưu trữ hồ sơ bệnh án", "M3PLNOKQ7VS6", "/documents/8", "refused"),
    ),
    incidents=(FileLine("SC-07/2026", "19/11/2026 · Ngã trong buồng bệnh khi đi vệ sinh ban đêm", "/incidents"),),
    raising=Form(),
    deciding=Form(told=Told("Dữ liệu chưa đúng.", "", ("hồ sơ đang ở nhóm này",), ("",), ("decide_retention_class",))),
    longer=CHOICES[:1],
    other=CHOICES[:2],
)
EVER = replace(
    PROPOSED,
    until=None,
    years=None,
    title="Hồ sơ giải quyết sự cố y khoa",
    basis="TT 33/2025/TT-BYT, phụ lục, dòng 38",
    grounds=(),
    others=(),
    equivalent=True,
    proposed="Hồ sơ bệnh án tử vong (30 năm) – TT 33/2025",
    confirm=None,
)
FALL = IncidentLine(
    "SC-07/2026",
    date(2026, 11, 19),
    "Ngã trong buồng bệnh khi đi vệ sinh ban đêm, gãy cổ xương đùi phải",
    "Trần Quốc Hùng",
    date(2026, 11, 20),
    (Option("/records/1", "BA-26-004512"), Option("/records/2", "BA-26-004498")),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/records/2/retention": ("retention/show.html", PROPOSED, "records_officer"),
    "/records-anew/retention": ("retention/show.html", ANEW, "records_officer"),
    "/records-corrected/retention": ("retention/show.html", CORRECTED, "records_officer"),
    "/records-for-ever/retention": ("retention/show.html", EVER, "doctor"),
    "/incidents": (
        "incidents/list.html",
        IncidentsPage((FALL, replace(FALL, number="SC-06/2026", title="Nhầm nhóm máu khi lĩnh", records=()))),
        "records_officer",
    ),
    "/incidents-none": ("incidents/list.html", IncidentsPage(()), "records_officer"),
    "/records/1/incidents/new": (
        "incidents/new.html",
        NewIncidentPage(
            HEAD,
            Form(values={"number": "SC-07/2026"}, faults={"number": "Số SC-07/2026 đã có"}),
            Form(),
            (Option("7", "SC-07/2026 · Ngã trong buồng bệnh"),),
            "TT 33/2025/TT-BYT, phụ lục, dòng 38",
        ),
        "records_officer",
    ),
    "/documents-received": (
        "documents/show.html",
        DocumentPage(
            replace(
                READING,
                title="Tổng kết hồ sơ bệnh án",
                results=(),
                kept=KeptBlock(SPECIAL, date(2046, 12, 31), "/records/1/retention", False),
            ),
            (),
        ),
        "records_officer",
    ),
}
