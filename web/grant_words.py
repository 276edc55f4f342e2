"""What grants, their purposes and the findings of a review are called."""

from web.words import _

GRANTS: dict[str, str] = {
    "loan": _("Phiếu mượn"),
    "outsider": _("Cơ quan ngoài"),
    "patient": _("Người bệnh, người đại diện"),
    "emergency": _("Mở khẩn cấp"),
    "receiving": _("Cơ sở tiếp nhận người bệnh"),
}
"""The words for `domain.grants.GrantKind`."""

PURPOSES: dict[str, str] = {
    "treatment": _("Điều trị"),
    "supplement": _("Bổ sung kết quả về muộn"),
    "study": _("Học tập, nghiên cứu"),
    "review": _("Bình bệnh án, kiểm tra chất lượng"),
    "complaint": _("Giải quyết khiếu nại"),
    "other": _("Mục đích khác"),
    "inspection": _("Thanh tra, kiểm tra"),
    "court": _("Tòa án, viện kiểm sát, cơ quan điều tra"),
    "insurer": _("Bảo hiểm"),
    "own": _("Chính người bệnh yêu cầu"),
    "represented": _("Người đại diện yêu cầu"),
}
"""The words for `domain.grants.Purpose`."""

FINDINGS: dict[str, str] = {"justified": _("Có lý do cấp cứu"), "unjustified": _("Không có lý do cấp cứu")}
"""The words for `domain.grants.Finding`."""
