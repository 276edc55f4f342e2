"""How the reasons for keeping a record, and those against destroying it, are written for people."""

from web.words import _

TRAITS: dict[str, str] = {
    "died": _("Tử vong trong đợt điều trị này"),
    "left_dying": _("Bệnh nặng xin về"),
    "psychiatric": _("Bệnh tâm thần"),
    "work_accident": _("Tai nạn lao động"),
    "traffic_accident": _("Tai nạn giao thông"),
    "domestic_accident": _("Tai nạn sinh hoạt"),
    "organ_donor": _("Người hiến mô, bộ phận cơ thể"),
    "organ_recipient": _("Người được ghép mô, bộ phận cơ thể"),
    "graft": _("Ghép mô khác"),
    "cosmetic_surgery": _("Phẫu thuật thẩm mỹ"),
    "incident": _("Sự cố y khoa"),
}
"""The words for `domain.retention.Trait`."""

SOURCES: dict[str, str] = {
    "kind": _("theo loại hồ sơ"),
    "outcome": _("theo kết quả điều trị"),
    "diagnosis": _("theo mã bệnh chính"),
    "cause": _("theo mã nguyên nhân ngoài"),
    "procedure": _("theo mã phẫu thuật, thủ thuật"),
    "stated": _("bác sĩ điều trị nêu khi cho ra viện"),
    "incident": _("có hồ sơ sự cố gắn với hồ sơ này"),
}
"""The words for `domain.retention_signs.Source`."""

SETTINGS: dict[str, str] = {
    "proposed": _("Đề nghị từ lúc ra viện"),
    "confirmed": _("Xác nhận nhóm được đề nghị"),
    "chosen": _("Chọn nhóm khác với đề nghị"),
    "raised": _("Kéo dài vì sự việc về sau"),
    "corrected": _("Điều chỉnh bằng quyết định"),
}
"""The words for `domain.retention_terms.How`."""

OBSTACLES: dict[str, str] = {
    "not_expired": _("Thời hạn lưu trữ chưa hết"),
    "held": _("Đang được giữ lại"),
    "linked": _("Gắn với hồ sơ sự cố y khoa, được lưu trữ lâu hơn"),
    "changed": _("Hồ sơ đã thay đổi sau khi lập danh mục"),
    "class_changed": _("Nhóm hoặc thời hạn lưu trữ đã thay đổi sau khi lập danh mục"),
    "not_archived": _("Hồ sơ không ở trạng thái lưu trữ"),
    "listed_elsewhere": _("Đã có trong danh mục tiêu hủy khác"),
}
"""The words for `domain.disposals.Obstacle`."""
