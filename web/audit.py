"""What happened: the timeline of a thing, and the audit page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from store.queries.audit import TimelineLine
from web.words import ROLES, _


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


@dataclass(frozen=True)
class AuditPage:
    """Acts and reads, newest first, of one facility, person or thing."""

    about: str
    """What the lines are about, in words; empty for everything the position reaches."""
    query: str
    lines: tuple[Happened, ...]
    older: str = ""
    """Address of the next page; empty at the end."""


ACTS: dict[str, tuple[str, str]] = {
    "session.begin": (_("Đăng nhập"), ""),
    "person.enrol": (_("Thêm người"), "good"),
    "record.open": (_("Mở hồ sơ bệnh án"), "good"),
    "record.read": (_("Mở xem hồ sơ"), ""),
    "record.invite": (_("Mời khoa khác"), ""),
    "record.discharge": (_("Cho ra viện"), "good"),
    "record.close": (_("Lập tổng kết bệnh án"), "good"),
    "record.receive": (_("Tiếp nhận hồ sơ"), "good"),
    "record.archive": (_("Lưu trữ hồ sơ"), "good"),
    "record.export": (_("Xuất bản sao hồ sơ"), ""),
    "order.place": (_("Chỉ định"), "good"),
    "order.sample": (_("Lấy mẫu"), ""),
    "order.reject": (_("Từ chối mẫu"), "bad"),
    "order.cancel": (_("Hủy chỉ định"), "bad"),
    "result.deliver": (_("Trả kết quả"), "good"),
    "result.acknowledge": (_("Xác nhận đã xem kết quả"), "good"),
    "document.read": (_("Mở xem văn bản"), ""),
    "document.sign": (_("Ký"), "good"),
    "document.stamp": (_("Gắn dấu thời gian"), "good"),
    "document.refuse": (_("Từ chối ký"), "bad"),
    "document.issue": (_("Phát hành"), "good"),
    "document.preserve": (_("Bảo toàn"), "good"),
}
"""Act of the audit → its words and tone."""

READS = frozenset({"record.read", "document.read", "session.begin"})
"""Acts of the audit that change nothing: on the audit page, not in a timeline."""


def happened(lines: Iterable[TimelineLine], words: Callable[[str], str], reads: bool = False) -> tuple[Happened, ...]:
    """Lines of the audit, newest first, in the words of the house."""
    return tuple(_line(one, words) for one in reversed(list(lines)) if reads or one.act not in READS)


def _line(line: TimelineLine, words: Callable[[str], str]) -> Happened:
    what, tone = ACTS.get(line.act, (line.act, ""))
    version = line.facts.get("version")
    detail = words(_("bản %(n)s")) % {"n": version} if version else ""
    link = f"/{line.subject_kind}s/{line.subject}" if line.subject_kind in ("document", "order") else ""
    position = words(ROLES[line.role]) if line.role in ROLES else ""
    return Happened(line.at, line.person or "hsba", position, words(what), detail, tone, link)
