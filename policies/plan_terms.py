"""The words an office reads and writes for the closed lists of a plan: in its workbook, and on its printed copy."""

from collections.abc import Mapping
from unicodedata import normalize

from domain.basis import Certainty
from domain.budgets import MoneyUnit, Separator
from domain.deadlines import DueForm, Nature
from domain.mandates import UnitKind
from domain.parts import Kind, Scope
from domain.plans import Sort

Terms = Mapping[str, str]
"""Value → word."""

SORTS: Terms = {Sort.PLAN: "Kế hoạch", Sort.DECISION: "Quyết định kèm kế hoạch", Sort.ARTICLE: "Bài báo kể lại kế hoạch"}
CERTAINTIES: Terms = {
    Certainty.READ: "S: đọc trong văn bản",
    Certainty.COMPENDIUM: "C: một tuyển tập dẫn",
    Certainty.INFERRED: "I: suy luận",
    Certainty.UNCONFIRMED: "?: chưa xác nhận",
}
UNITS: Terms = {
    UnitKind.MINISTRY: "Bộ, cơ quan trung ương",
    UnitKind.PROVINCE: "Tỉnh (UBND, Chủ tịch UBND tỉnh)",
    UnitKind.DEPARTMENT: "Sở, ban, ngành",
    UnitKind.POLICE: "Công an",
    UnitKind.INSURANCE: "Bảo hiểm xã hội",
    UnitKind.MEDIA: "Báo, đài",
    UnitKind.DISTRICT: "Cấp huyện (đến 30/6/2025)",
    UnitKind.COMMUNE: "Cấp xã",
    UnitKind.FACILITY: "Một cơ sở nêu tên",
    UnitKind.GROUP: "Nhóm đơn vị gọi chung",
    UnitKind.OTHER: "Khác",
}
KINDS: Terms = {
    Kind.DIRECTION: "Chỉ đạo, điều hành",
    Kind.PLANNING: "Xây dựng kế hoạch",
    Kind.GUIDANCE: "Hướng dẫn chuyên môn",
    Kind.SURVEY: "Khảo sát hiện trạng",
    Kind.FINANCE: "Kinh phí, giá dịch vụ",
    Kind.PROCUREMENT: "Mua sắm, thuê dịch vụ",
    Kind.INFRASTRUCTURE: "Hạ tầng",
    Kind.SOFTWARE: "Phần mềm",
    Kind.CERTIFICATES: "Chứng thư số",
    Kind.CONNECTION: "Kết nối, liên thông",
    Kind.SECURITY: "An toàn thông tin",
    Kind.REGULATION: "Quy chế, quy định",
    Kind.STAFFING: "Nhân lực",
    Kind.TRAINING: "Đào tạo, tập huấn",
    Kind.COUNCIL: "Thành lập hội đồng",
    Kind.APPRAISAL: "Thẩm định",
    Kind.PILOT: "Thí điểm, chạy thử",
    Kind.DEPLOYMENT: "Triển khai sử dụng",
    Kind.GOLIVE: "Chính thức sử dụng",
    Kind.PAPER_FREE: "Bỏ hồ sơ giấy",
    Kind.MAINTENANCE: "Cập nhật, duy trì",
    Kind.CEREMONY: "Lễ công bố",
    Kind.COMMUNICATION: "Truyền thông",
    Kind.REPORT: "Báo cáo",
    Kind.EVALUATION: "Sơ kết, tổng kết, đánh giá",
    Kind.OTHER: "Khác",
}
SCOPES: Terms = {
    Scope.FACILITY: "Mọi cơ sở khám bệnh, chữa bệnh",
    Scope.HOSPITAL: "Mọi bệnh viện",
    Scope.BEDS: "Cơ sở có giường bệnh",
    Scope.NAMED: "Cơ sở nêu tên",
    Scope.PUBLISHED: "Bệnh viện đã công bố",
    Scope.DEPARTMENT: "Sở Y tế",
    Scope.PROVINCE: "Đơn vị khác của tỉnh",
}
FORMS: Terms = {
    DueForm.ON: "đúng ngày",
    DueForm.BY: "đến hết ngày",
    DueForm.BEFORE: "trước ngày",
    DueForm.FROM: "từ ngày",
    DueForm.MONTH: "trong tháng",
    DueForm.QUARTER: "trong quý",
    DueForm.YEAR: "trong năm",
    DueForm.RANGE: "từ ngày đến ngày",
    DueForm.CONTINUOUS: "thường xuyên",
    DueForm.AFTER: "sau việc khác",
    DueForm.ROAD_MAP: "theo lộ trình",
}
NATURES: Terms = {
    Nature.LEGAL: "luật định",
    Nature.DIRECTED: "cấp trên giao",
    Nature.OWN: "kế hoạch tự đặt",
    Nature.LOCAL: "cơ sở tự đặt",
}
MONEY: Terms = {unit: unit.value for unit in MoneyUnit}
SEPARATORS: Terms = {Separator.THOUSANDS: "phẩy ngăn hàng nghìn", Separator.DECIMAL: "phẩy thập phân"}
YES, NO = "có", "không"


def same(word: str) -> str:
    """A word so that two ways of typing it are one: composed letters, no case, single blanks."""
    return " ".join(normalize("NFC", word).casefold().split())


def value_of(terms: Terms, word: str) -> str | None:
    """The value of a word, or of the value itself; None when the list has neither."""
    said = same(word)
    return next((str(value) for value, term in terms.items() if said in (same(term), same(str(value)))), None)
