"""What was done about a facility's readiness, in words: certificates, courses, endpoints, security, drills."""

from web.words import _

PREPARED: dict[str, tuple[str, str]] = {
    "certificate.ask": (_("Lập danh sách đề nghị cấp chứng thư số"), ""),
    "certificate.asked": (_("Công văn đề nghị cấp chứng thư số đã ký đủ"), "good"),
    "certificate.issue": (_("Ghi chứng thư số đã cấp"), ""),
    "certificate.hand_over": (_("Nhận bàn giao chứng thư số"), "good"),
    "certificate.test": (_("Ghi đã ký thử bằng chứng thư số"), "good"),
    "certificate.lose": (_("Báo mất, hỏng chứng thư số"), "bad"),
}
"""Act of the audit → its words and tone."""
