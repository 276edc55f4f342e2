"""Words of progress reports and of who is behind, on pages."""

from datetime import date

from domain.cadences import LAST, Cadence, Every, Period
from web.reading import Words
from web.words import _

WHY = {
    "short": _("hội đồng kết luận chưa đạt"),
    "sent_back": _("báo cáo bị trả lại"),
    "blocked": _("chờ việc trước"),
    "doing": _("đang làm, chưa xong"),
    "not_begun": _("chưa làm"),
    "reported": _("chờ xác nhận"),
    "accepted": _("đã được xác nhận"),
    "not_applicable": _("không áp dụng"),
}
"""Why a milestone is late, or how a done one stands."""
WEEKDAYS = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
QUARTERS = ("I", "II", "III", "IV")
STATES = {
    "live": "accepted",
    "live_said": "reported",
    "live_due": "late",
    "coming": "on_time",
    "aside": "not_applicable",
    "aside_said": "waiving",
}


def closing() -> tuple[str, ...]:
    """The days of a week, from Monday on."""
    return WEEKDAYS


def state_of(live: str) -> str:
    """How far a unit is with going live, in the states of a milestone."""
    return STATES.get(live, "")


def why_words(code: str, waits_for: tuple[str, ...], words: Words) -> str:
    told = words(WHY[code]) if code in WHY else code
    return f"{told} {', '.join(waits_for)}" if waits_for else told


def waiting(reason: str, paper: str) -> str:
    return "; ".join(one for one in (reason, paper) if one)


def every_words(entered: Cadence, words: Words) -> str:
    """`hàng tháng, chốt số liệu ngày cuối tháng`."""
    if entered.every is Every.WEEK:
        return words(_("hàng tuần, chốt số liệu hết %(day)s")) % {"day": words(WEEKDAYS[entered.day - 1])}
    told = words(_("ngày cuối tháng")) if entered.day == LAST else words(_("ngày %(n)s")) % {"n": entered.day}
    if entered.every is Every.MONTH:
        return words(_("hàng tháng, chốt số liệu %(day)s")) % {"day": told}
    return words(_("hàng quý, chốt số liệu %(day)s của tháng cuối quý")) % {"day": told}


def period_words(every: Every | None, period: Period, words: Words) -> str:
    """`tháng 11/2026`; what is no whole month says its days."""
    last = period.last
    days = f" ({_day(period.first)} – {_day(last)})"
    if every is Every.WEEK:
        year, week, _weekday = last.isocalendar()
        return words(_("tuần %(n)s/%(year)s")) % {"n": week, "year": year} + days
    whole = "" if period.first.day == 1 else days
    if every is Every.MONTH:
        return words(_("tháng %(n)s/%(year)s")) % {"n": last.month, "year": last.year} + whole
    if every is Every.QUARTER:
        return words(_("quý %(n)s/%(year)s")) % {"n": QUARTERS[(last.month - 1) // 3], "year": last.year} + whole
    return words(_("đến ngày %(day)s")) % {"day": _day(last)}


def _day(of: date) -> str:
    return f"{of:%d/%m/%Y}"
