"""How days, numbers and states are written for people, in Vietnamese or English."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days are judged, and times shown, where the people are."""

Gettext = Callable[[str], str]


def moment(at: datetime) -> str:
    """`13:05 21/11/2026`, Vietnamese time whatever zone came in."""
    return at.astimezone(HOME).strftime("%H:%M %d/%m/%Y")


def day(of: date) -> str:
    """`21/11/2026`; an aware datetime is first brought to Vietnamese time."""
    return (of.astimezone(HOME) if isinstance(of, datetime) else of).strftime("%d/%m/%Y")


def iso(at: date) -> str:
    """For `<time datetime>`."""
    return at.isoformat()


def number(value: Decimal | int | str, locale: str) -> str:
    """`5,6` and `1.234.567` in Vietnamese; the decimals given are the decimals shown."""
    exact = Decimal(str(value))
    exponent = exact.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return str(format_decimal(exact, format="#,##0." + "0" * decimals if decimals else "#,##0", locale=locale))


def money(value: Decimal | int, locale: str) -> str:
    """`1.234.567 ₫`, with a space that does not break."""
    return f"{number(value, locale)}\N{NO-BREAK SPACE}₫"


def initials(name: str) -> str:
    """`Đ.V.H.` for Đặng Văn Hỷ: enough to know one's patient by in a list others can see."""
    return "".join(f"{word[0]}." for word in name.split())


def left(due: date, today: date, gettext: Gettext) -> str:
    """`còn 40 ngày` · `hôm nay` · `quá hạn 3 ngày`."""
    days = (due - today).days
    if days == 0:
        return gettext("hạn hôm nay")
    said = gettext("còn %(days)s ngày") if days > 0 else gettext("quá hạn %(days)s ngày")
    return said % {"days": abs(days)}


def due_state(due: date, today: date, soon: int = 14) -> str:
    """The state of a deadline: `late`, `soon` (within `soon` days) or `on_time`."""
    days = (due - today).days
    return "late" if days < 0 else "soon" if days <= soon else "on_time"


def age(at: datetime, now: datetime, gettext: Gettext) -> str:
    """How long something has waited: `vừa xong` · `35 phút` · `4 giờ` · `3 ngày`."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return gettext("vừa xong")
    if minutes < 60:
        return gettext("%(n)s phút") % {"n": minutes}
    if minutes < 48 * 60:
        return gettext("%(n)s giờ") % {"n": minutes // 60}
    return gettext("%(n)s ngày") % {"n": minutes // (24 * 60)}


def _(text: str) -> str:
    """Marks a text for the catalogue; it is translated when it is shown."""
    return text


NOBODY = _("Không còn ai ký được bước “%(step)s”: phân công người giữ vị trí, ký thay hoặc lập bản mới")
"""Told to who can help, and said on the document's own page."""
NOBODY_ELSE = _("Không còn ai ký được bước “%(step)s”: phân công người giữ vị trí hoặc lập bản mới (bước này không ký thay được)")
"""The same of a step of authorship, in which nobody stands in for another."""


SEXES: dict[str, str] = {"male": _("Nam"), "female": _("Nữ"), "unknown": _("Chưa rõ")}
EPISODES: dict[str, str] = {
    "inpatient": _("Nội trú"),
    "day": _("Điều trị ban ngày"),
    "outpatient": _("Điều trị ngoại trú"),
    "visit": _("Lượt khám, không lập hồ sơ bệnh án"),
}
"""The words for `domain.records.RecordKind`."""
OUTCOMES: dict[str, str] = {
    "recovered": _("Khỏi"),
    "improved": _("Đỡ, giảm"),
    "unchanged": _("Không thay đổi"),
    "worse": _("Nặng hơn"),
    "transferred": _("Chuyển cơ sở khám bệnh, chữa bệnh khác"),
    "died": _("Tử vong"),
}
"""The words for `domain.records.Outcome`."""

CERTAINTIES: dict[str, str] = {
    "S": _("đọc trong văn bản công khai"),
    "C": _("đọc trong tuyển tập có dẫn điều"),
    "I": _("suy luận, cơ sở đặt khác được"),
    "?": _("chưa xác nhận"),
}
"""The words for `domain.basis.Certainty`."""

WAYS_OF_RENEWAL: dict[str, str] = {
    "stamp": _("thêm dấu thời gian"),
    "tree": _("lập lại cây băm"),
}
"""The words for `domain.renewals.Way`, where there is one."""

CLAIMS: dict[str, str] = {"doing": _("Đang làm"), "done": _("Đã xong"), "not_applicable": _("Không áp dụng")}
"""The words for `domain.tracks.Claim`."""

HAPPENINGS: dict[str, str] = {
    "opened": _("mở lộ trình"),
    "due": _("nhắc trước hạn"),
    "today": _("nhắc đúng ngày đến hạn"),
    "late": _("nhắc quá hạn"),
    "escalated": _("báo cấp trên"),
    "reported": _("báo cáo xong"),
    "accepted": _("được nghiệm thu"),
    "succeeded": _("chuyển việc cho đơn vị kế thừa"),
}
"""The words for `domain.rehearsal.What`."""

ORIGINS: dict[str, str] = {"paper": _("Văn bản giấy"), "system": _("Hệ thống khác"), "hsba": _("hsba đếm")}
"""The words for `domain.indicators.Origin`."""

RHYTHMS: dict[str, str] = {"none": _("Không gửi"), "daily": _("Hằng ngày"), "weekly": _("Thứ Hai hằng tuần")}
"""The words for `domain.digests.Rhythm`."""

ASPECTS: dict[str, str] = {
    "người": _("rõ người"),
    "việc": _("rõ việc"),
    "thời gian": _("rõ thời gian"),
    "trách nhiệm": _("rõ trách nhiệm"),
    "sản phẩm": _("rõ sản phẩm"),
    "thẩm quyền": _("rõ thẩm quyền"),
}
"""The words for the six clarities (`policies.plan_clarity.SIX`)."""

CONTENTS: dict[str, str] = {
    "Văn bản": _("Văn bản"),
    "Tên": _("Tên"),
    "Mã": _("Mã"),
    "Ấn bản": _("Ấn bản"),
    "Tỉnh, thành phố": _("Tỉnh, thành phố"),
    "Cơ quan ban hành": _("Cơ quan ban hành"),
    "Số": _("Số"),
    "Ngày ban hành": _("Ngày ban hành"),
    "Loại nguồn": _("Loại nguồn"),
    "Người ký": _("Người ký"),
    "Nơi đọc được": _("Nơi đọc được"),
    "Mức chắc chắn": _("Mức chắc chắn"),
    "Thời gian mở kế hoạch": _("Thời gian mở kế hoạch"),
    "Các mục": _("Các mục"),
    "Ghi chú": _("Ghi chú"),
    "Căn cứ": _("Căn cứ"),
    "Nhắc đến": _("Nhắc đến"),
    "Phần chung": _("Phần chung"),
    "Nguyên văn": _("Nguyên văn"),
    "Mục tiêu có ngày": _("Mục tiêu có ngày"),
    "Nhiệm vụ": _("Nhiệm vụ"),
    "Chủ trì": _("Chủ trì"),
    "Thực hiện": _("Thực hiện"),
    "Chủ ngữ của câu": _("Chủ ngữ của câu"),
    "Phối hợp": _("Phối hợp"),
    "Lời văn": _("Lời văn"),
    "Thời hạn": _("Thời hạn"),
    "Nghiệm thu": _("Nghiệm thu"),
    "Chưa rõ": _("Chưa rõ"),
    "Loại việc, phạm vi": _("Loại việc, phạm vi"),
    "Sản phẩm": _("Sản phẩm"),
    "Mức phải đạt": _("Mức phải đạt"),
    "Đếm": _("Đếm"),
    "Cơ sở nêu tên": _("Cơ sở nêu tên"),
    "Chờ": _("Chờ"),
    "Chỉ tiêu": _("Chỉ tiêu"),
    "Số phải đạt": _("Số phải đạt"),
    "Tử số": _("Tử số"),
    "Mẫu số": _("Mẫu số"),
    "Ngày đạt": _("Ngày đạt"),
    "Nguồn số liệu": _("Nguồn số liệu"),
    "hsba đếm đầu việc": _("hsba đếm đầu việc"),
    "Kinh phí": _("Kinh phí"),
    "Nguồn": _("Nguồn"),
    "Số tiền": _("Số tiền"),
    "Cột": _("Cột"),
    "Đơn vị tính": _("Đơn vị tính"),
    "Tiền để làm gì": _("Tiền để làm gì"),
    "Báo cáo": _("Báo cáo"),
    "Trách nhiệm": _("Trách nhiệm"),
    "Nơi nhận": _("Nơi nhận"),
    "Đơn vị": _("Đơn vị"),
    "Danh sách quy chế": _("Danh sách quy chế"),
    "Tên viết nhiều cách": _("Tên viết nhiều cách"),
    "Hai chỗ không khớp, do người đọc thấy": _("Hai chỗ không khớp, do người đọc thấy"),
    "Điều rõ": _("Điều rõ"),
    "Nên viết": _("Nên viết"),
    "Nhắc đến mà bản này không có": _("Nhắc đến mà bản này không có"),
}
"""The words for `policies.plan_blocks.Word`: what sections and lines of a plan are called."""

CHOICES: dict[str, str] = {
    "mend": _("Sửa kế hoạch"),
    "keep": _("Giữ nguyên"),
    "asked": _("Đã hỏi cơ quan ban hành"),
    "false": _("Phát hiện không đúng"),
}
"""The words for `domain.plan_decisions.Choice`."""

MEDIA: dict[str, str] = {"paper": _("Bản giấy"), "electronic": _("Bản điện tử")}
"""The words for `domain.copies.Medium`."""

RECEIVERS: dict[str, str] = {
    "patient": _("Người bệnh"),
    "representative": _("Người đại diện của người bệnh"),
    "facility": _("Cơ sở khám bệnh, chữa bệnh khác"),
}
"""The words for `domain.copies.Receiver`."""

SETTLED: dict[str, str] = {
    "recalled": _("Đã thu hồi bản cũ"),
    "renewed": _("Đã trao bản mới"),
    "told": _("Đã báo người giữ bản cũ"),
}
"""The words for `domain.copies.Settled`."""

CASES: dict[str, str] = {
    "complaint": _("Khiếu nại, tố cáo, phản ánh"),
    "litigation": _("Tố tụng"),
    "inspection": _("Thanh tra, kiểm tra, giám định"),
    "incident": _("Sự cố y khoa"),
    "other": _("Vụ việc khác"),
}
"""The words for `domain.holds.CaseKind`."""

STEPS: dict[str, str] = {
    "raised": _("Nêu vướng mắc"),
    "passed": _("Chuyển cấp trên"),
    "answered": _("Trả lời"),
    "reopened": _("Nêu lại"),
    "resolved": _("Xác nhận đã gỡ"),
    "closed": _("Đóng kèm văn bản"),
    "withdrawn": _("Rút vướng mắc"),
}
"""Steps of an obstacle's history."""
VERDICTS: dict[str, str] = {"met": _("Đạt"), "not_met": _("Chưa đạt")}
"""What a visit found of a milestone."""
MENDING: dict[str, str] = {
    "set": _("Giao việc khắc phục"),
    "reported": _("Báo cáo đã khắc phục"),
    "sent_back": _("Trả lại để bổ sung"),
    "accepted": _("Xác nhận đã khắc phục"),
}
"""Steps of a remedial task's history."""
SEATS: dict[str, str] = {"chair": _("Chủ tịch"), "secretary": _("Thư ký"), "member": _("Ủy viên")}
"""The words for `domain.councils.Seat`."""

FACILITIES: dict[str, str] = {
    "hospital": _("Bệnh viện"),
    "centre": _("Trung tâm y tế"),
    "clinic": _("Phòng khám"),
    "health_department": _("Sở Y tế"),
    "authority": _("Cơ quan, đơn vị của tỉnh"),
}
"""The words for the kinds of facility."""

ROLES: dict[str, str] = {
    "doctor": _("Bác sĩ"),
    "nurse": _("Điều dưỡng"),
    "technician": _("Kỹ thuật viên"),
    "head": _("Trưởng khoa"),
    "records_officer": _("Cán bộ lưu trữ hồ sơ"),
    "clerk": _("Văn thư"),
    "director": _("Giám đốc"),
    "it_officer": _("Cán bộ công nghệ thông tin"),
    "administrator": _("Quản trị bệnh viện"),
    "health_officer": _("Chuyên viên Sở Y tế"),
    "integrator": _("Hệ thống kết nối"),
}
"""The words for `domain.people.Role`."""
