"""Papers of an appraisal beside its minutes, as an office would have them."""

from typing import Any

Data = dict[str, Any]
SUBJECT = "mức ứng dụng LIS"
FOUNDING: Data = {
    "council": "Hội đồng thẩm định mức ứng dụng LIS",
    "subject": SUBJECT,
    "appraised": "Bệnh viện đa khoa tỉnh Hưng Yên",
    "basis": "Thông tư số 54/2017/TT-BYT ngày 29/12/2017 của Bộ trưởng Bộ Y tế",
    "members": [
        {"name": "Nguyễn Văn Ưởng", "title": "Phó Giám đốc", "role": "Chủ tịch"},
        {"name": "Lê Văn Ước", "title": "Cán bộ công nghệ thông tin", "role": "Thư ký"},
        {"name": "Đỗ Thị Quỳnh", "title": "Trưởng khoa, Khoa Xét nghiệm", "role": "Ủy viên"},
    ],
    "quorum": 2,
    "held_at": "Hội trường tầng 3",
    "meets_at": "08:00 05/12/2026",
    "binding": True,
    "secret": False,
}
DECISION: Data = {
    "council": "Hội đồng thẩm định mức ứng dụng LIS",
    "subject": SUBJECT,
    "appraised": "Bệnh viện đa khoa tỉnh Hưng Yên",
    "minutes": "Biên bản họp Hội đồng thẩm định mức ứng dụng LIS, mã tra cứu K7QZ2M4XTR5A, ngày 05/12/2026",
    "verdict": "not_met",
    "binding": True,
    "level": "LIS đạt mức cơ bản; mức phải đạt theo kế hoạch: nâng cao",
    "missing": ["87: Quản lý hóa chất xét nghiệm"],
    "shortfalls": [{"code": "87", "what": "Bổ sung sổ nhập, xuất, tồn hóa chất trên hệ thống", "due": "30/12/2026"}],
    "articles": ["Khoa Xét nghiệm phối hợp với phòng Công nghệ thông tin thực hiện."],
}
