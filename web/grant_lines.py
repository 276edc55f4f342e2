"""Grants in words: who has it, for what, until when, and the band above what is read by one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.grants import Grant, GrantKind
from store.queries.grants import GrantedRecord
from store.queries.grants import GrantLine as Line
from web.grant_words import GRANTS, PURPOSES
from web.words import _, initials

Gettext = Callable[[str], str]


@dataclass(frozen=True)
class LentLine:
    """One grant in a list."""

    address: str
    who: str
    what: str
    """Its records."""
    purpose: str
    state: str
    asked_at: datetime
    until: datetime | None
    to_review: bool = False


@dataclass(frozen=True)
class Band:
    """Says above a page that it is read by a grant, until when, and that nothing is done there."""

    address: str
    words: str
    until: datetime
    part: bool = False
    """Only some documents of the record."""


def lent_line(one: Line, now: datetime, words: Gettext) -> LentLine:
    """As a list shows it; nothing clinical."""
    grant = one.grant
    return LentLine(
        f"/grants/{grant.id}",
        whom(grant, one.who),
        about(one.records, one.count, words),
        f"{words(GRANTS[grant.kind])} · {words(PURPOSES[grant.purpose])}",
        f"grant_{grant.state(now)}",
        grant.asked_at,
        grant.until if grant.open(now) else None,
        grant.to_review,
    )


def whom(grant: Grant, holder: str) -> str:
    """Who sees the record by it: `Ngô Hoàng Phúc`; `Nguyễn Văn Thẩm, Toà án nhân dân khu vực 1`."""
    return holder or ", ".join(one for one in (grant.asker.name, grant.asker.body) if one)


def about(records: tuple[GrantedRecord, ...], count: int, words: Gettext) -> str:
    """`BA-26-003310 · P.Ẵ. 1958`; of many the first and how many more."""
    if not records:
        return ""
    first = f"{records[0].code} · {initials(records[0].patient)} {records[0].birth_year}"
    return first if count == 1 else words(_("%(first)s và %(n)s hồ sơ khác")) % {"first": first, "n": count - 1}


def band(grant: Grant | None, words: Gettext) -> Band | None:
    """None for what is read by right."""
    if grant is None or grant.until is None:
        return None
    said = {
        GrantKind.LOAN: _("Đang đọc theo phiếu mượn (%(purpose)s)"),
        GrantKind.EMERGENCY: _("Đang mở khẩn cấp (phá kính); cán bộ lưu trữ sẽ xem xét"),
        GrantKind.OUTSIDER: _("Đang mở cho cơ quan ngoài xem (%(purpose)s)"),
        GrantKind.RECEIVING: _("Đang mở cho cơ sở tiếp nhận người bệnh (%(purpose)s)"),
        GrantKind.PATIENT: _("Đang mở theo đơn của người bệnh (%(purpose)s)"),
    }[grant.kind]
    purpose = words(PURPOSES[grant.purpose])
    return Band(f"/grants/{grant.id}", words(said) % {"purpose": purpose[:1].lower() + purpose[1:]}, grant.until, not grant.whole)
