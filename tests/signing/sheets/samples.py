"""One filled sheet of every form, as the hands fill them."""

from typing import Any

from tests.signing.sheets.appraising import DECISION, FOUNDING
from tests.signing.sheets.disposing import PAPERS, listed
from tests.signing.sheets.drawn_up import SEALED, SHEETS, WRITTEN
from tests.signing.sheets.reminding import EXTENSION, LETTER

Data = dict[str, Any]

FACILITY: Data = {
    "parent": "Sở Y tế tỉnh Hưng Yên",
    "facility": "Bệnh viện đa khoa tỉnh Hưng Yên",
    "place": "Hưng Yên",
    "code": "K7QZ2M4XTR5A",
    "version": 1,
    "edition": "2026-01",
}
PATIENT: Data = {"code": "BN26000317", "name": "Nguyễn Thị Thuỳ Hạnh", "birth": "14/03/1961", "sex": "Nữ", "citizen_id": "033161004567"}
RECORD: Data = FACILITY | {"record": "26.001234", "department": "Khoa Nội tổng hợp", "patient": PATIENT}


def chain(*stages: str, organisation: str = "") -> list[Data]:
    """One person a stage; the organisation's last."""
    asked = [(title, "digital") for title in stages] + ([(organisation, "organisation")] if organisation else [])
    return [{"step": f"s{n}", "title": title, "needed": 1, "method": method} for n, (title, method) in enumerate(asked)]


LINE: Data = {"number": 1, "service": "XN.0123", "name": "Định lượng Glucose [Máu]", "department": "Khoa Xét nghiệm"}
ORDER: Data = RECORD | {
    "ordered_at": "07:30 21/11/2026",
    "ordered_in": "Khoa Nội tổng hợp",
    "doctor": "Trần Đức Ưởng",
    "diagnosis": "Theo dõi đái tháo đường típ 2",
    "urgent": True,
    "lines": [LINE],
    "chain": chain("Bác sĩ chỉ định"),
}

VALUES: list[Data] = [
    {"service": "Hoá sinh máu", "name": "Glucose", "value": "11.8", "unit": "mmol/L", "reference": "≤ 6,4", "flag": "H"},
    {"service": "Hoá sinh máu", "name": "Kali", "value": "6.9", "unit": "mmol/L", "reference": "3,5 – 5,1", "flag": "critical"},
    {"service": "Hoá sinh máu", "name": "Natri", "value": "128", "unit": "mmol/L", "reference": "135 – 145", "flag": "L"},
    {"service": "Nước tiểu", "name": "Protein niệu", "value": "Dương tính (++)", "unit": "", "reference": "Âm tính", "flag": "A"},
    {"service": "Nước tiểu", "name": "Tỷ trọng", "value": "1.015", "unit": "", "reference": "≥ 1,005", "flag": ""},
]
LAB_RESULT: Data = RECORD | {
    "version": 2,
    "performed_in": "Khoa Xét nghiệm",
    "performer": "Phạm Thị Yến",
    "ordered_in": "Khoa Nội tổng hợp",
    "doctor": "Trần Đức Ưởng",
    "sampled_at": "2026-11-21T01:10:00Z",
    "received_at": "08:25 21/11/2026",
    "resulted_at": "09:40 21/11/2026",
    "values": VALUES,
    "conclusion": "Tăng đường huyết; đã báo bác sĩ điều trị.",
    "chain": chain("Người thực hiện", "Người duyệt kết quả", "Trưởng khoa xét nghiệm"),
}

CLOSING: Data = RECORD | {
    "opened_at": "07:05 12/11/2026",
    "discharged_at": "10:00 21/11/2026",
    "outcome": "improved",
    "diagnosis": "E11.9 – Đái tháo đường típ 2 không biến chứng",
    "summary": "Vào viện vì mệt, khát nhiều.\nĐiều trị: metformin → ổn định.",
    "keep_until": "31/12/2036",
    "chain": chain("Bác sĩ điều trị", "Trưởng khoa điều trị", "Người nhận hồ sơ (Phòng Kế hoạch tổng hợp)"),
}

BASES = ["Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15", "Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế;"]
RECIPIENTS = ["Sở Y tế (để báo cáo)", "Các khoa, phòng (để thực hiện)", "Lưu: VT, KHTH"]
DO_IT = "Trưởng các khoa, phòng và nhân viên của Bệnh viện chịu trách nhiệm thi hành Quyết định này."

SURVEY: Data = FACILITY | {
    "surveyed_on": "2026-11-02",
    "respondent": "Lê Văn Ước",
    "beds": 1450,
    "systems": [{"kind": "HIS", "level": "mức 6"}, {"kind": "RIS-PACS"}],
    "restore_tested": False,
    "chain": chain("Người lập phiếu", "Giám đốc"),
}
PROCUREMENT: Data = FACILITY | {
    "to": "Sở Y tế tỉnh Hưng Yên",
    "subject": "phần mềm hồ sơ bệnh án điện tử",
    "kind": "service",
    "bases": BASES,
    "need": "Bệnh viện chưa có phần mềm đáp ứng Thông tư 13/2025/TT-BYT.",
    "items": [{"name": "Thuê phần mềm", "unit": "tháng", "quantity": 36, "price": 25_000_000}],
    "funding": "quỹ phát triển hoạt động sự nghiệp",
    "starts_on": "01/12/2026",
    "ends_on": "2029-11-30",
    "recipients": RECIPIENTS,
    "chain": chain("Người lập đề xuất", "Giám đốc", organisation="Văn thư"),
}
ARTICLE: Data = {"title": "Phạm vi điều chỉnh", "text": "1. Quy chế này quy định việc lập hồ sơ.\n2. Áp dụng với mọi nhân viên."}
REGULATION: Data = FACILITY | {
    "title": "Quy chế hồ sơ bệnh án điện tử",
    "bases": BASES,
    "articles": ["Ban hành kèm theo Quyết định này Quy chế hồ sơ bệnh án điện tử.", DO_IT],
    "chapters": [{"title": "Quy định chung", "articles": [ARTICLE, ARTICLE]}, {"title": "Tổ chức thực hiện", "articles": [ARTICLE]}],
    "recipients": RECIPIENTS,
    "chain": chain("Giám đốc", organisation="Văn thư"),
}
INSTEAD = "Dự thay Đỗ Thị Quỳnh theo Giấy uỷ quyền 12/GUQ-BV"
MINUTES: Data = FACILITY | {
    "council": "Hội đồng chuyên môn thẩm định",
    "founded_by": "Quyết định số 215/QĐ-BV ngày 02/11/2026",
    "appraised": "Bệnh viện đa khoa tỉnh Hưng Yên",
    "opened_at": "08:00 20/11/2026",
    "closed_at": "10:30 20/11/2026",
    "held_at": "Phòng họp A",
    "members": [
        {"name": "Nguyễn Văn Ưởng", "title": "Phó Giám đốc", "role": "Chủ tịch", "present": True},
        {"name": "Đỗ Thị Quỳnh", "title": "Trưởng khoa Nội", "role": "Thành viên", "present": False},
        {"name": "Trần Thị Nhã", "title": "Bác sĩ, Khoa Nội", "role": "Thành viên", "present": True, "instead": INSTEAD},
        {"name": "Lê Văn Ước", "role": "Thư ký", "present": True},
    ],
    "interests": [{"name": "Lê Văn Ước", "on": "TC01", "reason": "người soạn quy chế"}],
    "binding": True,
    "shortfalls": [{"code": "TC02", "what": "Thử ký bằng chứng thư đã thu hồi", "due": "20/12/2026"}],
    "quorum": 2,
    "criteria": [
        {"code": "TC01", "title": "Cơ sở đã ban hành quy chế", "yes": 2, "no": 0, "met": True},
        {"code": "TC02", "title": "Chứng thư số bị thu hồi thì bị từ chối", "yes": 1, "no": 2, "met": False, "note": "Chưa thử"}
        | {"dissent": ["Lê Văn Ước (đạt)"]},
    ],
    "verdict": "not_met",
    "missing": ["TC02"],
    "evidence": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "chain": chain("Thư ký", "Thành viên", "Chủ tịch hội đồng"),
}
GOLIVE: Data = FACILITY | {
    "bases": BASES,
    "minutes": "Biên bản họp Hội đồng thẩm định ngày 20/11/2026",
    "starts_on": "2026-12-01",
    "scope": "toàn bộ hồ sơ bệnh án mở từ ngày này",
    "articles": [DO_IT],
    "recipients": RECIPIENTS,
    "chain": chain("Giám đốc", organisation="Văn thư"),
}

ABOUT = "sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy"
DECIDED = "Quyết định sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy, số 412/QĐ-BV ngày 01/12/2026"
GOLIVE_LETTER: Data = FACILITY | {
    "about": ABOUT,
    "decision": DECIDED,
    "to": ["Bộ Y tế (Trung tâm Thông tin y tế Quốc gia)", "Sở Y tế tỉnh Hưng Yên"],
    "starts_on": "15/12/2026",
    "published_at": "https://bvdkhungyen.example.vn",
    "words": "Hội đồng chuyên môn thẩm định ngày 28/11/2026, kết luận đáp ứng.\nCác khoa bắt đầu lần lượt; theo dõi 14 ngày.",
    "recipients": RECIPIENTS,
    "chain": chain("Giám đốc", organisation="Văn thư"),
}
GOLIVE_REVERSAL: Data = FACILITY | {
    "bases": BASES,
    "about": ABOUT,
    "decision": DECIDED,
    "where": "Khoa Ngoại",
    "starts_on": "18/12/2026",
    "reason": "Ba ngày liền trên 20 văn bản quá 24 giờ chưa ký đủ vì đường truyền của khoa gián đoạn",
    "articles": [DO_IT],
    "recipients": RECIPIENTS,
    "chain": chain("Giám đốc", organisation="Văn thư"),
}

GOLIVE_EVALUATION: Data = FACILITY | {
    "about": ABOUT,
    "decision": DECIDED,
    "begun": "15/12/2026",
    "to": ["Sở Y tế tỉnh Hưng Yên"],
    "results": "Sau sáu tuần, mọi khoa lâm sàng ghi và ký hồ sơ trên hệ thống; thời gian ra viện giảm.",
    "measured": [
        {
            "indicator": "Văn bản trong hồ sơ được ký đủ trong 30 ngày",
            "before": "81,4% (4120/5061) (ngày 14/12/2026)",
            "now": "98,7% (6012/6091) (ngày 26/01/2027)",
            "better": "càng cao càng tốt",
            "turn": "tốt hơn",
            "source": "hệ thống đếm",
        },
        {
            "indicator": "Người ghi hồ sơ đã tập huấn phần mềm bệnh án",
            "before": "212 người (ngày 05/08/2026)",
            "now": "chưa có",
            "better": "càng cao càng tốt",
            "turn": "chưa so sánh được",
            "source": "phiếu khảo sát",
        },
    ],
    "others": [
        {
            "indicator": "Chi phí in phim mỗi tháng",
            "before": "182.000.000 đồng",
            "now": "9.500.000 đồng",
            "source": "Phòng Tài chính kế toán",
        }
    ],
    "obstacles": "Khoa Ngoại còn ký chậm ngoài giờ hành chính.",
    "proposals": "Đề nghị Sở Y tế bố trí kinh phí thay 12 máy trạm đã cũ.",
    "recipients": RECIPIENTS,
    "chain": chain("Giám đốc", organisation="Văn thư"),
}

RETENTION_DECISION: Data = RECORD | {
    "issuer": "Giám đốc Bệnh viện đa khoa tỉnh Hưng Yên",
    "bases": ["Căn cứ TT 33/2025/TT-BYT, phụ lục nhóm 01", "Căn cứ TT 33/2025/TT-BYT, phụ lục, dòng 40"],
    "discharged_on": "20/11/2026",
    "old_class": "Hồ sơ bệnh án tâm thần, tai nạn lao động, tai nạn giao thông",
    "old_code": "special",
    "old_until": "31/12/2046",
    "new_class": "Hồ sơ bệnh án nội trú, ngoại trú",
    "new_code": "ordinary",
    "new_until": "31/12/2036",
    "schedule": "TT 33/2025",
    "reason": "Mã V80.0 được ghi nhầm cho người bệnh ngã ngựa trong sân nhà.\nĐã xem lại tờ điều trị ngày 18/11/2026.",
    "chain": chain("Giám đốc", organisation="Văn thư"),
}

CONTENTS: Data = RECORD | {
    "frozen_at": "10:05 21/11/2026",
    "documents": 2,
    "pages": 4,
    "lines": [
        {"number": 1, "title": "Tổng kết hồ sơ bệnh án", "code": "K7QZ2M4XTR5A", "at": "09:00 20/11/2026", "first": 1, "last": 3},
        {
            "number": 2,
            "title": "Phiếu chỉ định: Định lượng Glucose",
            "code": "M3PLNOKQ7VS6",
            "at": "07:30 12/11/2026",
            "first": 4,
            "last": 4,
        },
    ],
    "code": "",
    "chain": [],
}

DISPOSALS: dict[str, Data] = {
    code: FACILITY | listed(6) | said | {"chain": chain(*stages, organisation=organisation)}
    for code, (said, stages, organisation) in PAPERS.items()
}
SAMPLES: dict[str, Data] = (
    DISPOSALS
    | {
        "order": ORDER,
        "lab-result": LAB_RESULT,
        "closing": CLOSING,
        "contents": CONTENTS,
        "survey": SURVEY,
        "procurement": PROCUREMENT,
        "regulation": REGULATION,
        "council-minutes": MINUTES,
        "appraisal-council": FACILITY | FOUNDING | {"chain": chain("Giám đốc", organisation="Văn thư")},
        "appraisal-decision": FACILITY | DECISION | {"chain": chain("Giám đốc", organisation="Văn thư")},
        "golive-decision": GOLIVE,
        "golive-letter": GOLIVE_LETTER,
        "golive-reversal": GOLIVE_REVERSAL,
        "golive-evaluation": GOLIVE_EVALUATION,
        "retention-decision": RETENTION_DECISION,
        "deadline-extension": EXTENSION | {"chain": chain("Giám đốc", organisation="Văn thư")},
        "reminder-letter": LETTER | {"chain": chain("Giám đốc", organisation="Văn thư")},
    }
    | {
        code: RECORD | WRITTEN | data | {"chain": chain(*stages, organisation="Văn thư" if code in SEALED else "")}
        for code, (data, stages) in SHEETS.items()
    }
)
