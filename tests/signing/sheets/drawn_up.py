"""One filled sheet of every form that people draw up by its fields."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image

Data = dict[str, Any]

HUNG: Data = {"id": "9c1f3f4e-0000-5000-8000-000000000001", "name": "Trần Quốc Hùng"}
DUC: Data = {"id": "9c1f3f4e-0000-5000-8000-000000000002", "name": "Phạm Minh Đức"}
THUY: Data = {"id": "9c1f3f4e-0000-5000-8000-000000000003", "name": "Đặng Thị Thuỳ"}
WRITTEN: Data = {"author": "Nguyễn Thị Lan", "acted_at": "07:30 21/11/2026", "entered_at": "07:42 21/11/2026"}
PNEUMONIA = "Viêm phổi mắc phải cộng đồng (J18.9)"
STAY: Data = {"opened_at": "21:01 12/11/2026", "discharged_at": "10:00 21/11/2026"}


def _page() -> bytes:
    made = BytesIO()
    Image.new("L", (620, 877), 245).save(made, "JPEG")
    return made.getvalue()


SCANNED = _page()
SCAN: Data = {"sha256": sha256(SCANNED).hexdigest(), "media": "image/jpeg", "size": len(SCANNED), "width": 620, "height": 877}
SHEETS: dict[str, tuple[Data, tuple[str, ...]]] = {
    "treatment-sheet": (
        {
            "day": 3,
            "progress": "Tỉnh, da niêm mạc hồng.\nPhổi còn ran nổ đáy phải; ho giảm, đờm trắng.",
            "pulse": 88,
            "temperature": 37.4,
            "pressure": "120/70",
            "orders": "Theo dõi mạch, nhiệt độ 6 giờ một lần.\nXét nghiệm lại CRP ngày mai.",
            "medicines": [
                {"name": "Ceftriaxon 2 g", "dose": "2 g", "route": "Truyền tĩnh mạch", "times": "08:00"},
                {"name": "Paracetamol 500 mg", "dose": "1 viên", "route": "Uống", "times": "khi sốt ≥ 38,5 °C, cách 6 giờ"},
            ],
            "diet": "Cơm, cháo mềm",
            "care": "two",
        },
        ("Bác sĩ điều trị",),
    ),
    "nursing-sheet": (
        {
            "level": "two",
            "pulse": 88,
            "temperature": 37.4,
            "breathing": 20,
            "oxygen": 97,
            "assessment": "Người bệnh tỉnh, đỡ mệt.",
            "care": "Hướng dẫn ho có hiệu quả, vỗ rung lồng ngực.",
            "orders_done": "Truyền ceftriaxon lúc 08:00 theo y lệnh.",
        },
        ("Điều dưỡng",),
    ),
    "fifteen-day-summary": (
        {
            "from": "2026-11-06",
            "until": "2026-11-21",
            "diagnosis": PNEUMONIA,
            "progress": "Hết sốt từ ngày thứ tư.",
            "tests": "CRP 86 → 12 mg/L.",
            "treatment": "Kháng sinh tĩnh mạch 10 ngày.",
            "outcome": "Đáp ứng tốt.",
            "plan": "Chuyển kháng sinh uống, tiên lượng tốt.",
        },
        ("Bác sĩ điều trị", "Trưởng khoa"),
    ),
    "consultation-minutes": (
        {
            "held_at": "2026-11-21T09:00:00+07:00",
            "where": "Phòng giao ban khoa Nội",
            "kind": "between",
            "chair": HUNG,
            "members": [DUC, THUY],
            "outside": ["TS Lê Văn Ước, Bệnh viện Phổi Trung ương"],
            "summary": "Sốt kéo dài, không đáp ứng kháng sinh ban đầu.",
            "opinions": "Đề nghị chụp cắt lớp vi tính lồng ngực.",
            "diagnosis": PNEUMONIA,
            "conclusion": "Đổi kháng sinh, theo dõi sát hô hấp.",
        },
        ("Thư ký", "Thành viên", "Thành viên", "Chủ tọa"),
    ),
    "procedure-record": (
        {
            "kind": "operation",
            "grade": "one",
            "urgent": True,
            "begun_at": "2026-11-21T01:10:00Z",
            "ended_at": "2026-11-21T02:25:00Z",
            "surgeon": HUNG,
            "anaesthetist": DUC,
            "assistants": [THUY],
            "before": "Viêm ruột thừa cấp",
            "after": "Viêm ruột thừa cấp mủ",
            "method": "Phẫu thuật nội soi cắt ruột thừa",
            "anaesthesia": "Gây mê nội khí quản",
            "course": "Vào ổ bụng bằng ba trocar.\nCắt ruột thừa, lau ổ bụng, đóng các lỗ.",
            "blood_loss": 50,
        },
        ("Phẫu thuật viên", "Bác sĩ gây mê hồi sức", "Trưởng khoa"),
    ),
    "handover-sheet": (
        {
            "from": "Khoa Cấp cứu",
            "to": "Khoa Nội tổng hợp",
            "receiver": DUC,
            "reason": "Điều trị tiếp",
            "diagnosis": PNEUMONIA,
            "condition": "Tỉnh, SpO₂ 96 % khi thở khí phòng.",
        },
        ("Bác sĩ bàn giao", "Bác sĩ nhận"),
    ),
    "discharge-paper": (
        STAY | {"diagnosis": PNEUMONIA, "treatment": "Kháng sinh, hạ sốt.", "advice": "Uống thuốc theo đơn.", "leave_days": 5},
        ("Người hành nghề khám bệnh, chữa bệnh", "Đại diện cơ sở"),
    ),
    "record-summary": (
        STAY
        | {
            "admitted_for": "Sốt, ho",
            "diagnosis": PNEUMONIA,
            "course": "Sốt bốn ngày.",
            "treatment": "Kháng sinh.",
            "purpose": "Thanh toán",
        },
        ("Người lập", "Đại diện cơ sở"),
    ),
    "transfer-slip": (
        {
            "to": "Bệnh viện Bạch Mai",
            "leaves_at": "11:00 21/11/2026",
            "from_day": "12/11/2026",
            "signs": "Khó thở tăng.",
            "diagnosis": PNEUMONIA,
            "treatment": "Thở oxy kính 3 lít/phút.",
            "condition": "Tỉnh, huyết áp 110/70 mmHg.",
            "reason": "fitting",
            "transport": "Xe cứu thương",
        },
        ("Bác sĩ điều trị",),
    ),
    "revisit-slip": (
        {"seen_on": "2026-11-21", "diagnosis": PNEUMONIA, "visit_on": "2026-12-05", "note": "Mang theo phiếu này."},
        ("Bác sĩ điều trị",),
    ),
    "prescription": (
        {
            "kind": "common",
            "weight": 54.5,
            "diagnosis": PNEUMONIA,
            "medicines": [
                {"name": "Amoxicilin 500 mg", "quantity": "28", "unit": "viên", "usage": "Uống 2 viên/lần, 2 lần/ngày"},
                {"name": "Acetylcystein 200 mg", "quantity": "14", "unit": "gói", "usage": "Uống 1 gói/lần, 2 lần/ngày"},
            ],
            "days": 7,
            "visit_on": "28/11/2026",
        },
        ("Bác sĩ kê đơn",),
    ),
    "imaging-result": (
        {
            "performed_in": "Khoa Chẩn đoán hình ảnh",
            "taken_at": "08:05 21/11/2026",
            "service": "Chụp X-quang ngực thẳng",
            "accession_number": "CR26112100041",
            "study_uid": "1.2.840.113619.2.55.3.604688119.971.1763690000.467",
            "description": "Đám mờ không đồng nhất thùy dưới phổi phải.",
            "conclusion": "Hình ảnh viêm phổi thùy dưới phổi phải.",
            "critical": False,
        },
        ("Kỹ thuật viên", "Bác sĩ đọc kết quả"),
    ),
    "scanned-sheet": (
        {
            "sheet": "Tờ điều trị ngày 20/11/2026, khoa Nội tổng hợp",
            "why": "outage",
            "outage": "Mất điện 02:10–05:40 ngày 20/11/2026",
            "pages": 2,
            "signed_by": ["BS Nguyễn Thị Lan", "ĐD Trần Thị Ỷ"],
            "scan": SCAN,
            "original": "Kho hồ sơ giấy, hộp 12, tờ 3–4",
        },
        ("Người xác nhận bản quét",),
    ),
    "consent": (
        {
            "procedure": "Sinh thiết tuyến giáp dưới hướng dẫn siêu âm",
            "explainer": DUC,
            "diagnosis": "Nhân tuyến giáp thuỳ phải TIRADS 4",
            "risks": "Chảy máu, tụ máu tại chỗ, nhiễm trùng.",
            "alternatives": "Theo dõi bằng siêu âm; có thể bỏ sót tổn thương ác tính.",
            "way": "spoken",
            "giver": "representative",
            "representative": "Nguyễn Thị Hồng Ngọc",
            "relation": "con gái",
            "identity": "CCCD 033195001234, Cục CSQLHC, 02/03/2022",
            "outcome": "refused",
            "said": "Gia đình muốn chờ ý kiến tuyến trên.",
            "acts": [
                {
                    "who": "Nguyễn Thị Hồng Ngọc",
                    "as": "con gái, đại diện của người bệnh",
                    "what": "KHÔNG ĐỒNG Ý thực hiện",
                    "way": "lời nói, do bác sĩ ghi lại",
                    "at": "07:30 21/11/2026",
                }
            ],
        },
        ("Bác sĩ giải thích",),
    ),
}
"""Code → what it says, and the stages of its chain."""
SEALED = frozenset({"discharge-paper", "record-summary", "transfer-slip", "revisit-slip"})
"""Forms that end in the organisation's signature."""
