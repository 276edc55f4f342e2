"""Words of going live: its states, a facility's states, what happened in a step."""

from collections.abc import Mapping

from domain.evaluations import Turn
from domain.facility_states import State as FacilityState
from domain.going_live import Act
from web.words import _

REACHED: Mapping[FacilityState, str] = {
    FacilityState.EQUIPPED: _("Đã có hạ tầng, phần mềm"),
    FacilityState.DEPLOYED: _("Đang triển khai, có thể còn song song với giấy"),
    FacilityState.SELF_ASSESSED: _("Đã tự đánh giá"),
    FacilityState.APPRAISED: _("Đã thẩm định"),
    FacilityState.DECIDED: _("Đã có quyết định thay giấy"),
    FacilityState.PUBLISHED: _("Đã công bố"),
    FacilityState.LISTED: _("Có tên trên cổng của Bộ Y tế"),
    FacilityState.PAPER_FREE: _("Không còn dùng giấy"),
}
STEPS: Mapping[Act, str] = {
    Act.NAME: _("Ghi văn bản làm điều kiện"),
    Act.PILOT: _("Sở Y tế xem xét thí điểm"),
    Act.REHEARSE: _("Diễn tập"),
    Act.DECIDE: _("Lập quyết định, trình ký"),
    Act.DECIDED: _("Quyết định đã ban hành"),
    Act.PUBLISH: _("Lập công văn công bố, báo cáo"),
    Act.PUBLISHED: _("Đã công bố, báo cáo"),
    Act.ALLOW: _("Cho khoa bắt đầu"),
    Act.CONFIRM: _("Xác nhận thay giấy hẳn"),
    Act.REVERSE: _("Lập quyết định quay lại bản giấy"),
    Act.REVERSED: _("Quay lại bản giấy"),
    Act.EVALUATE: _("Lập báo cáo đánh giá, trình ký"),
    Act.LAPSED: _("Văn bản đã ký nhưng không còn giá trị áp dụng"),
    Act.EVALUATED: _("Báo cáo đánh giá đã ban hành"),
}
PAPERS: Mapping[Act, str] = {
    Act.DECIDE: _("Quyết định thay giấy"),
    Act.PUBLISH: _("Công văn công bố, báo cáo"),
    Act.REVERSE: _("Quyết định quay lại bản giấy"),
    Act.EVALUATE: _("Báo cáo đánh giá"),
}
"""The papers of it, as its page lists them."""
TURNS: Mapping[Turn, tuple[str, str]] = {
    Turn.BETTER: ("good", _("tốt hơn")),
    Turn.WORSE: ("bad", _("kém hơn")),
    Turn.SAME: ("", _("không đổi")),
    Turn.UNKNOWN: ("wait", _("chưa so sánh được")),
}
"""What became of an indicator: class of its mark, words."""
