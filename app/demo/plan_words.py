"""What the demo's people write in the second story. All invented but the numbers of laws and of the province's plan."""

from datetime import date, timedelta
from typing import Any

PLAN = "hung-yen-2026"
DOING = frozenset(
    (
        *("1-1", "1-2", "1-3", "1-4", "2-3", "2-4", "3.1-1", "3.2-1", "3.2-2", "3.3b-4", "3.4-1", "3.4-2", "3.4-3", "3.4-4"),
        *("3.5-1", "3.5-10", "3.6-1", "3.6-2", "3.6-3", "3.7a-1", "3.7b-1"),
    )
)
"""Milestones that are being done; of the others the demo's facilities say that they are done."""
UNSAID = frozenset(("3.5-4", "3.5-7", "3.5-8", "3.3b-3"))
"""Milestones that the centre leaves undeclared."""
SURVEY, PROCUREMENT, INFRASTRUCTURE, REGULATION, APPRAISAL, GOLIVE = "3.1-1", "3.2-1", "3.2-2", "3.5-1", "3.5-10", "3.6-2"
RETURNED = "Biên bản chưa có xác nhận của nhà thầu và chưa nêu kết quả đo kiểm đường truyền; đề nghị bổ sung."
BASES = [
    "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;",
    "Căn cứ Luật Giao dịch điện tử số 20/2023/QH15;",
    "Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế hướng dẫn triển khai hồ sơ bệnh án điện tử;",
]
RECIPIENTS = ["Như trên;", "Sở Y tế tỉnh Hưng Yên (để báo cáo);", "Lưu: VT, KHTH."]


def written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def declarations(codes: list[str], opened_on: date, office: str, doing: frozenset[str] = DOING) -> list[dict[str, Any]]:
    """For each undeclared milestone: being done, or done before the plan was opened, with its paper."""
    done_on = opened_on - timedelta(days=20)
    paper = {"done_on": done_on.isoformat(), "paper": f"Quyết định số 318/QĐ-{office} ngày {written(done_on)}"}
    return [{"code": code, "claim": "doing"} if code in doing else {"code": code, "claim": "done", **paper} for code in codes]


def survey(opened_on: date) -> dict[str, Any]:
    return {
        "surveyed_on": written(opened_on),
        "respondent": "Vũ Thị Thanh Hòa, Phòng Kế hoạch tổng hợp",
        "beds": 620,
        "visits_per_day": 1150,
        "writers": 512,
        "certificates": 486,
        "systems": [
            {"kind": "HIS", "name": "Phần mềm quản lý bệnh viện", "level": "Mức 6", "linked": "LIS, RIS-PACS, BHXH"},
            {"kind": "LIS", "name": "Phần mềm quản lý xét nghiệm", "level": "Nâng cao", "linked": "HIS, 14 máy xét nghiệm"},
            {"kind": "RIS-PACS", "name": "Hệ thống chẩn đoán hình ảnh", "level": "Nâng cao", "linked": "HIS"},
        ],
        "workstations": 340,
        "servers": 6,
        "network": "Hai đường cáp quang độc lập, 300 Mb/s",
        "backup_power": True,
        "restore_tested": True,
        "security_level": "Cấp độ 3",
        "gaps": "Khoa Khám bệnh còn thiếu 24 máy tính bảng để ký tại giường bệnh.",
        "needs": "Thuê dịch vụ hồ sơ bệnh án điện tử; bổ sung thiết bị ký số cho 26 nhân viên.",
    }


def procurement(opened_on: date) -> dict[str, Any]:
    return {
        "to": "Sở Y tế tỉnh Hưng Yên",
        "subject": "Đề xuất thuê dịch vụ hồ sơ bệnh án điện tử và mua thiết bị ký số",
        "kind": "both",
        "bases": BASES,
        "need": "Bệnh viện chưa có bộ máy quy trình ký và lưu trữ hồ sơ bệnh án điện tử; kết quả khảo sát cho thấy còn thiếu thiết bị ký.",
        "items": [
            {"name": "Dịch vụ hồ sơ bệnh án điện tử", "unit": "tháng", "quantity": 24, "price": 38_500_000, "note": "Thuê trọn gói"},
            {"name": "Máy tính bảng ký tại giường bệnh", "unit": "chiếc", "quantity": 24, "price": 8_900_000},
            {"name": "Chứng thư số cá nhân, 3 năm", "unit": "chứng thư", "quantity": 26, "price": 1_200_000},
        ],
        "funding": "Quỹ phát triển hoạt động sự nghiệp của bệnh viện năm 2026 và 2027",
        "method": "Đấu thầu rộng rãi qua mạng",
        "starts_on": written(opened_on + timedelta(days=30)),
        "ends_on": written(opened_on + timedelta(days=760)),
        "requirements": "Lưu trữ trong nước; an toàn hệ thống thông tin cấp độ 3; bàn giao toàn bộ dữ liệu khi hết hợp đồng.",
        "recipients": RECIPIENTS,
    }


def regulation() -> dict[str, Any]:
    return {
        "title": "Quy chế lập, cập nhật, sử dụng và quản lý hồ sơ bệnh án điện tử",
        "bases": BASES,
        "proposer": "Trưởng phòng Kế hoạch tổng hợp",
        "articles": [
            {
                "chapter": "Quy định chung",
                "title": "Phạm vi điều chỉnh",
                "text": "Quy chế này quy định việc lập, ký, sửa, xem, sao chép và lưu trữ hồ sơ.",
            },
            {"title": "Đối tượng áp dụng", "text": "Mọi nhân viên bệnh viện và các đơn vị kết nối với hệ thống của bệnh viện."},
            {
                "chapter": "Ký và lưu trữ",
                "title": "Ký kết quả xét nghiệm",
                "text": "Người thực hiện, bác sĩ duyệt và trưởng khoa ký bằng chứng thư số của mình.",
            },
            {"title": "Đóng hồ sơ", "text": "Hồ sơ được hoàn thành trong 24 giờ kể từ khi người bệnh ra viện."},
        ],
        "carried_out_by": "Các khoa, phòng và cá nhân liên quan chịu trách nhiệm thi hành Quyết định này.",
        "recipients": RECIPIENTS,
    }


GATE_PAPERS = {
    "security": ("215/QĐ-SKHCN", "Sở Khoa học và Công nghệ"),
    "restore": ("31/BB-BVĐK", "Bệnh viện Đa khoa tỉnh Hưng Yên"),
}
"""Gate → number and issuer of the paper it asks for."""


def golive(opened_on: date) -> dict[str, Any]:
    return {
        "issuer": "Giám đốc Bệnh viện Đa khoa tỉnh Hưng Yên",
        "bases": BASES,
        "proposer": "Hội đồng chuyên môn",
        "starts_on": written(opened_on + timedelta(days=10)),
        "scope": "Toàn bộ hồ sơ bệnh án nội trú, ngoại trú và điều trị ban ngày tại bệnh viện.",
        "articles": [
            "Phòng Công nghệ thông tin công bố trên trang thông tin điện tử của bệnh viện và báo cáo Sở Y tế.",
            "Trong 14 ngày đầu, các khoa báo cáo sự cố hằng ngày về Phòng Kế hoạch tổng hợp.",
        ],
        "recipients": RECIPIENTS,
    }


FOUNDED_BY = "Quyết định số 402/QĐ-BVĐK về thành lập Hội đồng chuyên môn"
PLACE = "Hội trường tầng 3, Bệnh viện Đa khoa tỉnh Hưng Yên"
CONCLUSION = "Bệnh viện đáp ứng điều kiện sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy."
