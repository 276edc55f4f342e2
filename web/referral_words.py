"""What transfers to other facilities are called: how a package goes, why a patient is not taken in, the lists of those expected."""

from store.queries.referrals import Shown
from web.words import _

WAYS: dict[str, str] = {
    "patient": _("Người bệnh hoặc người nhà mang theo"),
    "escort": _("Nhân viên y tế đi cùng mang theo"),
    "messenger": _("Người của cơ sở tiếp nhận đến lấy"),
    "network": _("Gửi qua kênh điện tử hai bên đã thống nhất"),
}
"""The words for `domain.referrals.Way`."""

WHYS: dict[str, str] = {"not_come": _("Người bệnh không đến"), "refused": _("Không tiếp nhận")}
"""The words for `domain.referrals.Why`."""

LISTS = {Shown.WAITING: _("Đang chờ đến"), Shown.ANSWERED: _("Đã trả lời"), Shown.OVER: _("Hết hạn, bị thu hồi")}
"""The lists of patients sent here."""
