"""The papers of a disposal, filled as the hands fill them."""

from typing import Any

Data = dict[str, Any]

ORDINARY = "Hồ sơ bệnh án nội trú, ngoại trú thông thường"
SPECIAL = "Hồ sơ bệnh án tâm thần, tai nạn lao động, tai nạn giao thông"
TITLE = "Tiêu hủy hồ sơ bệnh án hết thời hạn lưu trữ năm 2025"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MEMBERS: list[Data] = [
    {"name": "Nguyễn Hồng Sơn", "title": "Giám đốc", "role": "Chủ tịch", "present": True},
    {"name": "Đặng Thị Thuỳ", "title": "Trưởng khoa, Khoa Xét nghiệm", "role": "Thư ký", "present": True},
    {"name": "Nguyễn Thị Lan", "title": "Bác sĩ, Khoa Nội tổng hợp", "role": "Thành viên", "present": False},
    {"name": "Phạm Minh Đức", "title": "Bác sĩ, Khoa Xét nghiệm", "role": "Thành viên", "present": True},
    {"name": "Trần Quốc Hùng", "title": "Trưởng khoa, Khoa Nội tổng hợp", "role": "Thành viên", "present": True},
]
OUT: list[Data] = [
    {"number": 2, "code": "BA-15-004502", "why": "không đủ phiếu đồng ý hủy", "reason": ""},
    {"number": 5, "code": "BA-15-004505", "why": "đưa ra khỏi danh mục", "reason": "Người bệnh đề nghị cấp bản sao, chờ cấp xong."},
]


def listed(many: int) -> Data:
    """A list of so many records."""
    lines = [
        {"number": n, "code": f"BA-15-{4500 + n:06}", "class": SPECIAL if n % 5 == 0 else ORDINARY, "until": "31/12/2025"}
        for n in range(1, many + 1)
    ]
    special = many // 5
    classes = [{"class": ORDINARY, "records": many - special}, *([{"class": SPECIAL, "records": special}] if special else [])]
    return {"disposal": TITLE, "records": many, "list_sha256": SHA256, "classes": classes, "lines": lines}


COUNCIL: Data = {"members": MEMBERS, "held_at": "Phòng họp tầng 2", "quorum": 3}
MINUTES: Data = COUNCIL | {
    "founded_by": "Quyết định thành lập hội đồng xác định giá trị hồ sơ bệnh án, số 41/QĐ-BV ngày 20/11/2026",
    "opened_at": "08:00 20/11/2026",
    "closed_at": "10:30 23/11/2026",
    "proposed": 8,
    "out": OUT,
    "tallies": [
        {"items": "1, 3, 4, 6–8", "records": 6, "yes": 4, "no": 0, "counted": 4, "members": 5, "aside": ""},
        {
            "items": "2",
            "records": 1,
            "yes": 2,
            "no": 1,
            "counted": 3,
            "members": 5,
            "aside": "Trần Quốc Hùng: là bác sĩ điều trị, đã lập văn bản, đã ký văn bản",
        },
    ],
    "dissent": [{"name": "Phạm Minh Đức", "item": 2, "note": "Còn giá trị nghiên cứu: ca bệnh hiếm gặp, đang có đề tài."}],
    "conclusion": "Đề nghị Giám đốc quyết định hủy các hồ sơ còn lại trong danh mục.",
}
DECISION: Data = {
    "minutes": "Biên bản họp hội đồng xác định giá trị hồ sơ bệnh án ngày 23/11/2026",
    "waiting_days": 30,
    "out": OUT,
}
CERTIFICATE: Data = {
    "decision": "Quyết định hủy hồ sơ bệnh án hết thời hạn lưu trữ, số 52/QĐ-BV ngày 24/11/2026",
    "destroyed_at": "02:10 24/12/2026",
    "places": "khóa mã hóa tại mọi bản sao của kho khóa; tệp tại kho lưu trữ và mọi bản sao của kho lưu trữ; tệp làm việc",
    "no_dump_after": "23/01/2027",
    "out": [*OUT, {"number": 7, "code": "BA-15-004507", "why": "bị loại khỏi danh mục", "reason": "đang được giữ lại"}],
}
PAPERS: dict[str, tuple[Data, tuple[str, ...], str]] = {
    "disposal-council": (COUNCIL, ("Giám đốc",), "Văn thư"),
    "disposal-minutes": (MINUTES, ("Thư ký", "Thành viên", "Thành viên", "Thành viên", "Chủ tịch hội đồng"), ""),
    "disposal-decision": (DECISION, ("Giám đốc",), "Văn thư"),
    "destruction-certificate": (CERTIFICATE, ("Cán bộ lưu trữ",), "Văn thư"),
}
"""Code → what it says beyond the list, the stages of its chain, the organisation's stage."""
