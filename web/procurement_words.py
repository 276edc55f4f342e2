"""The words for purchases: how they are had, what somebody said, what happened, how sure the rules are."""

from domain.basis import Certainty
from domain.procurement_events import Did
from web.words import _

WAYS = {"purchase": _("Mua sắm"), "service": _("Thuê dịch vụ"), "both": _("Mua sắm và thuê dịch vụ")}
"""The words for `domain.procurement_routes.Way`."""
OPINIONS = {"agreed": _("Đồng ý"), "conditions": _("Đồng ý kèm điều kiện"), "refused": _("Không đồng ý, trả lại")}
"""The words for `domain.procurement.Opinion`."""
DONE = {
    Did.OPENED: _("Lập gói"),
    Did.EDITED: _("Sửa danh mục"),
    Did.SIGNED: _("Văn bản đã ký đủ"),
    Did.JUDGED: _("Ghi nhận ý kiến"),
    Did.SELECTED: _("Chọn nhà thầu"),
    Did.CONTRACTED: _("Ký hợp đồng"),
    Did.DELIVERED: _("Giao hàng"),
    Did.PAID: _("Thanh toán"),
    Did.STRUCK: _("Hủy ghi nhận nhầm"),
    Did.STOPPED: _("Dừng gói"),
}
"""The words for `domain.procurement.Did`."""
SURE = {
    Certainty.READ: "",
    Certainty.COMPENDIUM: _("đọc trong tuyển tập"),
    Certainty.INFERRED: _("suy luận, mặc định của hệ thống"),
    Certainty.UNCONFIRMED: _("chưa xác nhận"),
}
"""How sure the rules are of a step."""
