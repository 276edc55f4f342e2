"""What happened: the timeline of a thing is a view of its audit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.clock import clock_time
from store.queries.audit import TimelineLine
from web.grant_words import GRANTS, PURPOSES
from web.readiness_words import PREPARED
from web.referral_words import WAYS, WHYS
from web.retention_words import OBSTACLES
from web.rollout_words import ROLLED_OUT
from web.words import MEDIA, RECEIVERS, ROLES, SETTLED, _


@dataclass(frozen=True)
class Happened:
    """One line of a timeline: who did what when, in which position."""

    at: datetime
    who: str
    position: str
    what: str
    detail: str = ""
    tone: str = ""
    """`good`, `bad` or nothing: only for what changed a state."""
    link: str = ""


ACTS: dict[str, tuple[str, str]] = {
    "session.begin": (_("Đăng nhập"), ""),
    "chain.propose": (_("Đề nghị trình tự ký"), ""),
    "chain.approve": (_("Duyệt trình tự ký"), "good"),
    "chain.withdraw": (_("Rút trình tự ký"), "bad"),
    "person.enrol": (_("Thêm người"), "good"),
    "person.password": (_("Đổi mật khẩu"), ""),
    "person.pin": (_("Đổi mã PIN"), ""),
    "person.mail": (_("Đặt địa chỉ thư điện tử của người khác"), ""),
    "person.digest": (_("Chọn địa chỉ thư và lịch gửi thư tóm tắt"), ""),
    "record.open": (_("Mở hồ sơ bệnh án"), "good"),
    "record.come": (_("Ghi cơ sở đã chuyển người bệnh đến"), ""),
    "record.read": (_("Mở xem hồ sơ"), ""),
    "record.invite": (_("Mời khoa khác"), ""),
    "record.discharge": (_("Cho ra viện"), "good"),
    "record.close": (_("Lập tổng kết bệnh án"), "good"),
    "record.mend": (_("Ghi đã bổ sung hồ sơ"), "good"),
    "record.move": (_("Chuyển khoa điều trị"), "good"),
    "record.remind": (_("Nhắc hoàn thiện hồ sơ"), ""),
    "record.receive": (_("Tiếp nhận hồ sơ"), "good"),
    "record.confirm_class": (_("Xác nhận nhóm thời hạn lưu trữ"), "good"),
    "record.raise_class": (_("Kéo dài thời hạn lưu trữ"), "good"),
    "record.decide_class": (_("Lập quyết định điều chỉnh thời hạn"), ""),
    "record.correct_class": (_("Điều chỉnh thời hạn theo quyết định"), "good"),
    "incident.open": (_("Mở hồ sơ sự cố y khoa"), "bad"),
    "incident.link": (_("Gắn với hồ sơ sự cố y khoa"), "bad"),
    "incident.read": (_("Mở xem danh sách sự cố"), ""),
    "record.archive": (_("Lưu trữ hồ sơ"), "good"),
    "archive.hand_over": (_("Bàn giao toàn bộ kho lưu trữ"), ""),
    "archive.take_in": (_("Tiếp nhận kho lưu trữ bàn giao"), "good"),
    "patient.read": (_("Xem người bệnh"), ""),
    "patient.identify": (_("Ghi số định danh cá nhân"), "good"),
    "patient.move": (_("Chuyển hồ sơ sang người bệnh khác"), ""),
    "record.damaged": (_("Phát hiện tệp lưu trữ bị hỏng"), "bad"),
    "record.mended": (_("Phục hồi tệp lưu trữ từ bản sao"), "good"),
    "record.supplement": (_("Đưa phần bổ sung vào kho lưu trữ"), "good"),
    "record.renew": (_("Gia hạn dấu thời gian lưu trữ trong tệp"), "good"),
    "record.export": (_("Xuất bản sao hồ sơ"), ""),
    "order.place": (_("Ra chỉ định"), "good"),
    "order.redraw": (_("Lập lại phiếu chỉ định"), ""),
    "order.sample": (_("Lấy mẫu"), ""),
    "order.reject": (_("Từ chối mẫu"), "bad"),
    "order.cancel": (_("Hủy chỉ định"), "bad"),
    "result.deliver": (_("Trả kết quả"), "good"),
    "result.alarm": (_("Báo giá trị nguy hiểm"), "bad"),
    "result.hear": (_("Xác nhận đã biết giá trị nguy hiểm"), "good"),
    "result.acknowledge": (_("Xác nhận đã xem kết quả"), "good"),
    "sheet.write": (_("Lập phiếu"), "good"),
    "code.send": (_("Gửi mã OTP đến điện thoại"), ""),
    "code.unsent": (_("Tin nhắn mang mã OTP không gửi được"), "bad"),
    "document.read": (_("Mở xem văn bản"), ""),
    "document.glance": (_("Xem bình luận, phiếu ký hoặc tệp kèm"), ""),
    "evidence.read": (_("Mở xem tệp minh chứng"), ""),
    "document.sign": (_("Ký"), "good"),
    "document.confirm": (_("Xác nhận bằng PIN"), "good"),
    "batch.sign": (_("Ký một tập văn bản"), "good"),
    "document.stamp": (_("Gắn dấu thời gian"), "good"),
    "document.replace": (_("Báo người đã xem: bản đã trả bị thay thế"), "bad"),
    "document.know": (_("Xác nhận đã biết bản thay thế"), "good"),
    "document.refuse": (_("Từ chối ký"), "bad"),
    "document.withdraw": (_("Rút lại văn bản"), "bad"),
    "copy.issue": (_("Cấp bản sao cho người bệnh"), ""),
    "copy.hand_over": (_("Trao bản sao"), "good"),
    "copy.settle": (_("Xử lý bản sao đã cũ"), ""),
    "copy.read": (_("Mở tệp bản sao"), ""),
    "document.claim": (_("Nhận việc ký"), ""),
    "document.release": (_("Trả việc ký"), ""),
    "task.move": (_("Việc ký chuyển theo người"), ""),
    "absence.enter": (_("Ghi người nghỉ, không người thay"), ""),
    "absence.end": (_("Kết thúc việc nghỉ"), ""),
    "substitution.begin": (_("Phân công ký thay"), "good"),
    "substitution.end": (_("Kết thúc ký thay"), ""),
    "duty.enter": (_("Nhập lịch trực"), "good"),
    "duty.cancel": (_("Bỏ ca trực"), "bad"),
    "post.give": (_("Giao thêm chức vụ"), "good"),
    "post.end": (_("Thôi giữ chức vụ"), "bad"),
    "patient.correct": (_("Sửa thông tin người bệnh"), ""),
    "patient.same": (_("Xác nhận hồ sơ là của người bệnh đã có"), ""),
    "record.entrust": (_("Giao bác sĩ điều trị"), "good"),
    "record.correct_admission": (_("Sửa lúc vào viện"), "good"),
    "record.correct_discharge": (_("Sửa lúc ra viện"), "good"),
    "grant.ask": (_("Đề nghị mượn, xem hồ sơ"), ""),
    "grant.decide": (_("Quyết định đề nghị mượn, xem hồ sơ"), ""),
    "grant.end": (_("Kết thúc mượn, xem hồ sơ"), ""),
    "grant.emergency": (_("Mở hồ sơ khẩn cấp (phá kính)"), "bad"),
    "grant.review": (_("Xem xét lần mở khẩn cấp"), "good"),
    "referral.send": (_("Gửi gói hồ sơ chuyển cơ sở"), "good"),
    "referral.hand_over": (_("Trao gói hồ sơ cho cơ sở tiếp nhận"), "good"),
    "referral.receive": (_("Cơ sở tiếp nhận mở hồ sơ cho người bệnh"), "good"),
    "referral.decline": (_("Cơ sở tiếp nhận báo không tiếp nhận người bệnh"), "bad"),
    "referral.read": (_("Mở xem lần chuyển cơ sở"), ""),
    "referral.copy": (_("Lấy bản sao gói hồ sơ chuyển cơ sở"), ""),
    "outage.declare": (_("Khai báo gián đoạn"), "bad"),
    "outage.end": (_("Báo hết gián đoạn"), "good"),
    "outage.correct": (_("Sửa giờ gián đoạn"), ""),
    "outage.withdraw": (_("Rút lại khai báo gián đoạn"), ""),
    "outage.confirm": (_("Xác nhận đã nhập đủ sau gián đoạn"), "good"),
    "downtime.print": (_("In sẵn phòng khi gián đoạn"), ""),
    "hold.place": (_("Đặt lệnh giữ lại"), ""),
    "hold.extend": (_("Gia hạn giữ lại"), ""),
    "hold.lift": (_("Thôi giữ lại"), "good"),
    "hold.read": (_("Xem lệnh giữ lại"), ""),
    "disposal.propose": (_("Đề nghị tiêu hủy hồ sơ"), ""),
    "disposal.convene": (_("Lập hội đồng xác định giá trị hồ sơ"), ""),
    "disposal.council_signed": (_("Quyết định lập hội đồng đã ký đủ"), "good"),
    "disposal.take_out": (_("Đưa hồ sơ ra khỏi danh mục tiêu hủy"), ""),
    "disposal.vote": (_("Biểu quyết về danh mục tiêu hủy"), ""),
    "disposal.close": (_("Kết thúc biểu quyết, lập biên bản hội đồng"), "good"),
    "disposal.minutes_signed": (_("Biên bản hội đồng đã ký đủ"), "good"),
    "disposal.decide": (_("Lập quyết định hủy hồ sơ"), ""),
    "disposal.decision_signed": (_("Quyết định hủy hồ sơ đã ký đủ"), "good"),
    "disposal.withdraw": (_("Rút lại đề nghị tiêu hủy"), "bad"),
    "disposal.fell_out": (_("Hồ sơ bị loại khỏi danh mục, không hủy"), "bad"),
    "disposal.destroyed": (_("Đã hủy xong hồ sơ của danh mục"), "bad"),
    "disposal.certify": (_("Lập lại biên bản hủy hồ sơ"), ""),
    "disposal.closed": (_("Biên bản hủy hồ sơ đã ký đủ"), "good"),
    "record.destroy": (_("Hủy hồ sơ hết thời hạn lưu trữ"), "bad"),
    "document.comment": (_("Bình luận"), ""),
    "document.uncomment": (_("Rút lại bình luận"), ""),
    "document.issue": (_("Phát hành"), "good"),
    "document.preserve": (_("Bảo toàn"), "good"),
    "document.revoked": (_("Phát hiện chứng thư số bị thu hồi trước khi ký"), "bad"),
    "feed.make": (_("Tạo địa chỉ lịch"), ""),
    "feed.revoke": (_("Thu hồi địa chỉ lịch"), ""),
    **PREPARED,
    **ROLLED_OUT,
}
"""Act of the audit → its words and tone."""

READS = frozenset(
    {
        *("record.read", "referral.read", "incident.read", "patient.read", "hold.read", "evidence.read", "session.begin"),
        *("document.read", "document.glance", "copy.read"),
    }
)
"""Acts that change nothing: in a timeline only when everything is asked for."""


COPIED: Mapping[str, Mapping[str, str]] = {"medium": MEDIA, "to": RECEIVERS, "how": SETTLED}
"""Facts of an act on a copy, and their words."""
DISPOSED: Mapping[str, str] = {"records": _("%(n)s hồ sơ"), "voted_out": _("%(n)s hồ sơ không đủ phiếu"), "item": _("dòng %(n)s")}
"""Facts of an act on a disposal, and their words."""
REFERRED: Mapping[str, Mapping[str, str]] = {"way": WAYS, "declined": WHYS}
"""Facts of a transfer to another facility, and their words."""
NAMED = {"obstacle": "obstacles", "visit": "visits", "procurement": "procurement"}
"""Facts with which a line tells the name of what it is about, and leads to its page."""
FROM_TO = frozenset(
    {"record.move", "hold.extend", "patient.move", "outage.correct", "visit.move", "appraisal.fact_changed", "appraisal.basis_changed"}
)
"""Acts whose line tells from what to what."""
FEW = 4
"""Milestones named one by one; more are counted."""


def happened(
    lines: Iterable[TimelineLine], words: Callable[[str], str], reads: bool = False, titles: Mapping[str, str] | None = None
) -> tuple[Happened, ...]:
    """Lines of the audit, newest first, in the words of the house; `titles` names what they are about, when it is not the page."""
    return tuple(_line(one, words, titles or {}) for one in reversed(list(lines)) if reads or one.act not in READS)


def _line(line: TimelineLine, words: Callable[[str], str], titles: Mapping[str, str]) -> Happened:
    what, tone = ACTS.get(line.act, (line.act, ""))
    position = words(ROLES[line.role]) if line.role in ROLES else ""
    return Happened(line.at, line.person or "hsba", position, words(what), _detail(line, words, titles), tone, _link(line, titles))


def _detail(line: TimelineLine, words: Callable[[str], str], titles: Mapping[str, str]) -> str:
    """Which document and version, milestones or criterion, as far as the act says."""
    facts = line.facts
    codes = list(facts.get("milestones") or ([facts["milestone"]] if facts.get("milestone") else []))
    if len(codes) > FEW:
        return words(_("%(n)s mốc")) % {"n": len(codes)}
    named = [f"{code} {titles[code]}" if code in titles else code for code in codes]
    title = [titles[line.subject]] if line.subject in titles else []
    version = [words(_("bản %(n)s")) % {"n": facts["version"]}] if facts.get("version") else []
    copy = [words(said[told]) for key, said in COPIED.items() if (told := str(facts.get(key))) in said]
    unchecked = [words(_("chưa kiểm tra được chứng thư số"))] if facts.get("unchecked") else []
    hours = [clock_time(datetime.fromisoformat(facts[one])) for one in ("was", "becomes") if facts.get(one) and facts.get("becomes")]
    moved = [" → ".join(hours)] if hours else []
    moved += [words(_("không áp dụng: nhóm đã đổi sau khi lập quyết định"))] if facts.get("moot") else []
    moved += [f"{facts['from']} → {facts['to']}"] if line.act in FROM_TO and "from" in facts else []
    own = line.subject_kind == "hold" or any(map(facts.get, (*NAMED, "register")))
    named += [facts["name"]] if own and facts.get("name") else []
    if line.subject_kind == "disposal":
        named += [words(said) % {"n": facts[key]} for key, said in DISPOSED.items() if facts.get(key)]
        named += [words(OBSTACLES[facts["why"]]).lower()] if facts.get("why") in OBSTACLES else []
    named += [words(GRANTS[facts["granted_as"]])] if facts.get("granted_as") in GRANTS else []
    named += [words(PURPOSES[facts["purpose"]])] if facts.get("purpose") in PURPOSES else []
    if line.subject_kind == "referral" or facts.get("at_facility"):
        named += [str(facts[key]) for key in ("to", "record_there", "at_facility") if facts.get(key)]
        named += [words(said[facts[key]]) for key, said in REFERRED.items() if facts.get(key) in said]
    named += [words(_("nhập bù sau gián đoạn"))] if line.act == "sheet.write" and facts.get("outage") else []
    named += [facts["code"]] if line.act == "outage.confirm" and facts.get("code") else []
    stands = [words(_("ký thay người vắng"))] if facts.get("absent") and line.act == "document.sign" else []
    return ", ".join(
        [*title, *stands, *named, *([facts["criterion"]] if facts.get("criterion") else []), *version, *copy, *unchecked, *moved]
    )


def _link(line: TimelineLine, titles: Mapping[str, str]) -> str:
    """Where the line leads, unless that is the page it stands on."""
    if document := line.facts.get("document"):
        return f"/documents/{document}"
    for kind, place in NAMED.items():
        if which := line.facts.get(kind):
            return f"/{place}/{which}"
    if line.subject_kind == "referral":
        return f"/referrals/{line.subject}"
    return f"/{line.subject_kind}s/{line.subject}" if line.subject_kind in ("document", "order") and line.subject in titles else ""
