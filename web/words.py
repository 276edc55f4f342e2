"""How days, numbers and states are written for people, in Vietnamese or English."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class State:
    """A state as people see it: words, a shape of the icon sprite, and a tone that never stands alone."""

    words: str
    shape: str
    tone: str = ""
    """`good`, `wait`, `bad`, or nothing."""


def _(text: str) -> str:
    """Marks a text for the catalogue; it is translated when it is shown."""
    return text


NOBODY = _("Không còn ai ký được bước “%(step)s”: phân công người giữ vị trí, ký thay hoặc lập bản mới")
"""Told to who can help, and said on the document's own page."""
NOBODY_ELSE = _("Không còn ai ký được bước “%(step)s”: phân công người giữ vị trí hoặc lập bản mới (bước này không ký thay được)")
"""The same of a step of authorship, in which nobody stands in for another."""

STATES: dict[str, State] = {
    # Documents and signatures.
    "waiting": State(_("chờ ký"), "waiting", "wait"),
    "not_yet": State(_("chưa đến lượt"), "waiting"),
    "signing": State(_("đang ký"), "working", "wait"),
    "signed": State(_("đã ký"), "signed", "good"),
    "confirmed": State(_("đã xác nhận"), "signed", "good"),
    "refused": State(_("bị từ chối"), "refused", "bad"),
    "stamping": State(_("chờ dấu thời gian"), "stamp", "wait"),
    "complete": State(_("hoàn tất"), "done", "good"),
    "preserved": State(_("đã bảo toàn"), "locked", "good"),
    "replaced": State(_("đã thay thế"), "replaced"),
    "withdrawn": State(_("đã rút"), "replaced"),
    "refused_act": State(_("chưa ký được"), "refused", "bad"),
    "unfinished": State(_("chưa ký đủ"), "waiting", "wait"),
    # Time-stamp services.
    "stamps_well": State(_("hoạt động"), "done", "good"),
    "stamps_resting": State(_("tạm nghỉ vì lỗi"), "late", "bad"),
    "stamps_probed": State(_("sắp thử lại"), "waiting", "wait"),
    "stamps_spent": State(_("hết hạn mức hôm nay"), "waiting", "wait"),
    # Evidence of the archive.
    "evidence_good": State(_("còn chứng minh được"), "locked", "good"),
    "evidence_due": State(_("đến lúc gia hạn"), "waiting", "wait"),
    "evidence_lost": State(_("đã hết hiệu lực"), "late", "bad"),
    "evidence_damaged": State(_("tệp hỏng hoặc mất"), "late", "bad"),
    "evidence_new": State(_("chờ dấu thời gian đầu tiên"), "stamp", "wait"),
    # Copies for patients.
    "given": State(_("đã cấp, chưa trao"), "waiting", "wait"),
    "handed": State(_("đã trao"), "signed", "good"),
    "outdated": State(_("bản đã cũ, cần thu hồi"), "late", "bad"),
    "settled": State(_("bản cũ đã xử lý"), "replaced"),
    # Records.
    "open": State(_("đang điều trị"), "record"),
    "discharged": State(_("đã ra viện, chưa kết thúc"), "due", "wait"),
    "closing": State(_("đang kết thúc hồ sơ"), "working", "wait"),
    "received": State(_("đã tiếp nhận"), "signed", "good"),
    "archived": State(_("đã lưu trữ"), "locked", "good"),
    "disposed": State(_("đã hủy"), "replaced"),
    # Outages, and what the records owe afterwards.
    "outage_coming": State(_("sắp tới"), "due", "wait"),
    "outage_running": State(_("đang gián đoạn"), "late", "bad"),
    "outage_over": State(_("đã kết thúc"), "done", "good"),
    "outage_withdrawn": State(_("đã rút lại"), "replaced"),
    "entry_owed": State(_("chưa xác nhận nhập đủ"), "waiting", "wait"),
    "entry_late": State(_("quá hạn xác nhận nhập đủ"), "late", "bad"),
    "entry_confirmed": State(_("đã xác nhận nhập đủ"), "done", "good"),
    # Holds; a record is held by any of them.
    "held": State(_("đang giữ lại"), "locked", "wait"),
    "hold_due": State(_("đang giữ lại, quá hạn xem xét"), "late", "bad"),
    "hold_lifted": State(_("đã thôi giữ lại"), "replaced"),
    # Disposals: their course, and what becomes of each record of the list.
    "disposal_proposed": State(_("đã đề nghị, chờ lập hội đồng"), "waiting", "wait"),
    "disposal_council": State(_("chờ ký quyết định lập hội đồng"), "waiting", "wait"),
    "disposal_voting": State(_("hội đồng đang biểu quyết"), "working", "wait"),
    "disposal_minutes": State(_("chờ ký biên bản hội đồng"), "waiting", "wait"),
    "disposal_reviewed": State(_("chờ lập quyết định hủy"), "waiting", "wait"),
    "disposal_decision": State(_("chờ ký quyết định hủy"), "waiting", "wait"),
    "disposal_waiting": State(_("đã quyết định, chờ hủy"), "due", "wait"),
    "disposal_destroyed": State(_("đã hủy, chờ ký biên bản hủy"), "waiting", "wait"),
    "disposal_closed": State(_("đã hủy xong"), "done", "good"),
    "disposal_withdrawn": State(_("đã rút lại"), "replaced"),
    "fate_listed": State(_("trong danh mục"), "record"),
    "fate_taken_out": State(_("đã đưa ra khỏi danh mục"), "refused"),
    "fate_voted_out": State(_("không đủ phiếu đồng ý hủy"), "refused"),
    "fate_fell_out": State(_("bị loại khỏi danh mục"), "locked", "wait"),
    "fate_destroyed": State(_("đã hủy"), "replaced"),
    # Grants; see `domain.grants.GrantState`.
    "grant_asked": State(_("chờ duyệt"), "waiting", "wait"),
    "grant_granted": State(_("đang cho xem"), "working", "good"),
    "grant_refused": State(_("không duyệt"), "refused", "bad"),
    "grant_withdrawn": State(_("đã rút đề nghị"), "replaced"),
    "grant_ended": State(_("hết hạn"), "done"),
    "grant_returned": State(_("đã trả"), "done", "good"),
    "grant_recalled": State(_("đã thu hồi"), "replaced"),
    "grant_unreviewed": State(_("chờ xem xét"), "late", "bad"),
    # Order lines.
    "ordered": State(_("đã chỉ định"), "waiting"),
    "sampled": State(_("đã lấy mẫu"), "working"),
    "resulted": State(_("có kết quả, chưa duyệt"), "waiting", "wait"),
    "approved": State(_("đã duyệt"), "done", "good"),
    "cancelled": State(_("đã hủy"), "replaced"),
    "rejected": State(_("mẫu bị từ chối"), "refused", "bad"),
    # Milestones.
    "on_time": State(_("đúng hạn"), "waiting"),
    "soon": State(_("sắp đến hạn"), "due", "wait"),
    "late": State(_("quá hạn"), "late", "bad"),
    "undeclared": State(_("chưa khai báo"), "unknown"),
    "doing": State(_("đang làm"), "working"),
    "reported": State(_("chờ xác nhận"), "waiting", "wait"),
    "accepted": State(_("đã xong"), "done", "good"),
    "sent_back": State(_("bị trả lại"), "refused", "bad"),
    "blocked": State(_("chờ việc trước"), "locked"),
    "not_applicable": State(_("không áp dụng"), "replaced"),
    # Appraisals: their course, criteria and votes.
    "evidence": State(_("đang thu thập minh chứng"), "working", "wait"),
    "voting": State(_("đang biểu quyết"), "waiting", "wait"),
    "minutes": State(_("chờ ký biên bản"), "waiting", "wait"),
    "closed": State(_("đã kết thúc"), "done", "good"),
    "bare": State(_("chưa có minh chứng"), "unknown"),
    "shown": State(_("đã có minh chứng"), "pdf"),
    "met": State(_("đạt"), "signed", "good"),
    "not_met": State(_("không đạt"), "refused", "bad"),
    "unvoted": State(_("chưa biểu quyết"), "waiting"),
    "voted": State(_("đã biểu quyết"), "signed", "good"),
    "stale": State(_("minh chứng đã thay đổi"), "late", "bad"),
    # A facility's own signature chains.
    "edition_proposed": State(_("chờ duyệt"), "waiting", "wait"),
    "edition_approved": State(_("đã duyệt, chưa đến ngày áp dụng"), "due", "wait"),
    "edition_in_force": State(_("đang áp dụng"), "done", "good"),
    "edition_ended": State(_("hết áp dụng"), "replaced"),
    "edition_withdrawn": State(_("đã rút trước khi áp dụng"), "refused"),
}
"""The one vocabulary of states: nothing else on a page invents words for a state."""

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

SEATS: dict[str, str] = {"chair": _("Chủ tịch"), "secretary": _("Thư ký"), "member": _("Ủy viên")}
"""The words for `domain.councils.Seat`."""

FACILITIES: dict[str, str] = {
    "hospital": _("Bệnh viện"),
    "centre": _("Trung tâm y tế"),
    "clinic": _("Phòng khám"),
    "health_department": _("Sở Y tế"),
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
