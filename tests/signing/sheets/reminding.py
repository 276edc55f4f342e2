"""A letter that reminds late units of a plan, filled as the hands fill it."""

from typing import Any

Data = dict[str, Any]

UNITS = (
    "Bệnh viện Đa khoa tỉnh Hưng Yên",
    "Bệnh viện Đa khoa Phố Nối",
    "Bệnh viện Sản Nhi Hưng Yên",
    "Bệnh viện Y học cổ truyền Hưng Yên",
    "Bệnh viện Tâm thần kinh Hưng Yên",
    "Bệnh viện Bệnh nhiệt đới Hưng Yên",
    "Bệnh viện Mắt Hưng Yên",
    "Trung tâm Y tế Văn Giang",
    "Trung tâm Y tế Khoái Châu",
    "Trung tâm Y tế Ân Thi",
    "Trung tâm Y tế Tiên Lữ",
    "Phòng khám Đa khoa Thái Bình Dương",
)
WORK = (
    ("3.1-1", "Khảo sát, đánh giá hiện trạng", "", "31/05/2026", 174),
    ("3.1-2", "Xây dựng và báo cáo kế hoạch triển khai chi tiết", "Kế hoạch triển khai chi tiết của đơn vị", "31/05/2026", 174),
    ("3.2-1", "Xây dựng danh mục, đề xuất mua sắm hạ tầng công nghệ thông tin", "Tờ trình đề xuất mua sắm", "31/07/2026", 113),
    ("3.5-1", "Quy chế về lập, cập nhật, sử dụng và quản lý bệnh án điện tử", "Quyết định ban hành quy chế", "31/10/2026", 21),
)
OPENING = (
    "Thực hiện Kế hoạch số 156/KH-UBND ngày 28/4/2026 của Ủy ban nhân dân tỉnh Hưng Yên về triển khai hồ sơ bệnh án điện tử tại các cơ sở "
    "khám bệnh, chữa bệnh trên địa bàn tỉnh, Sở Y tế đã theo dõi, nhắc việc các đơn vị theo từng mốc của kế hoạch."
)
HEAD: Data = {
    "parent": "Ủy ban nhân dân tỉnh Hưng Yên",
    "facility": "Sở Y tế tỉnh Hưng Yên",
    "place": "Hưng Yên",
    "code": "QW7ZK2M4XTR5",
    "version": 1,
    "edition": "2026-11",
}


def letter(*units: str, work: int = len(WORK)) -> Data:
    """To these units, each late with so much."""
    keys = ("code", "title", "deliverable", "due", "days")
    lines = [{"unit": unit, **dict(zip(keys, one, strict=True))} for unit in units for one in WORK[:work]]
    return HEAD | {
        "plan": "Triển khai hồ sơ bệnh án điện tử trên địa bàn tỉnh Hưng Yên",
        "about": "đôn đốc các việc quá hạn của kế hoạch triển khai hồ sơ bệnh án điện tử",
        "to": list(units),
        "opening": OPENING,
        "as_of": "2026-11-21",
        "by_when": "2026-11-30",
        "lines": lines,
        "closing": "Đề nghị các đơn vị nghiêm túc triển khai thực hiện.",
        "recipients": ["Như trên", "UBND tỉnh (để báo cáo)", "Giám đốc, các Phó Giám đốc Sở (để chỉ đạo)", "Lưu: VT, NVY"],
    }


LETTER: Data = letter(*UNITS)
EXTENSION: Data = HEAD | {
    "plan": "Triển khai hồ sơ bệnh án điện tử trên địa bàn tỉnh Hưng Yên",
    "about": "điều chỉnh thời hạn thực hiện nhiệm vụ của kế hoạch triển khai hồ sơ bệnh án điện tử",
    "to": ["Các đơn vị thực hiện kế hoạch"],
    "opening": OPENING.partition(", Sở Y tế")[0] + "; căn cứ Tờ trình số 61/TTr-BV ngày 25/11/2026 của Bệnh viện Đa khoa tỉnh Hưng Yên.",
    "lines": [
        {
            "code": "3.2-1",
            "title": "Xây dựng danh mục, đề xuất mua sắm hạ tầng công nghệ thông tin",
            "deliverable": "Tờ trình đề xuất mua sắm",
            "before": "31/12/2026",
            "after": "15/01/2027",
        }
    ],
    "reason": "Nhà thầu giao thiết bị chậm do bão số 12, đã có cam kết giao trước ngày 10/01/2027.",
    "closing": "Các nội dung khác của kế hoạch không thay đổi. Đề nghị các đơn vị căn cứ thời hạn nêu trên để tổ chức thực hiện.",
    "recipients": ["Như trên", "Giám đốc, các Phó Giám đốc (để chỉ đạo)", "Lưu: VT, hồ sơ kế hoạch"],
}
