"""The words of a progress report on paper and in a workbook, as an office writes them."""

from collections.abc import Mapping
from datetime import date

from domain.cadences import Every, Period
from domain.progress_reports import MoveLine, Report

QUARTERS = ("I", "II", "III", "IV")
WHY: Mapping[str, str] = {
    "short": "hội đồng kết luận chưa đạt",
    "sent_back": "báo cáo bị trả lại",
    "blocked": "chờ việc trước",
    "doing": "đang làm, chưa xong",
    "not_begun": "chưa làm",
    "reported": "chờ xác nhận",
    "accepted": "đã được xác nhận",
    "not_applicable": "không áp dụng",
}
LIVE: Mapping[str, str] = {
    "live": "đã vận hành",
    "live_said": "báo đã vận hành, chờ xác nhận",
    "live_due": "đến hạn, chưa vận hành",
    "coming": "chưa đến hạn",
    "aside_said": "khai không áp dụng, chờ chấp thuận",
    "aside": "không áp dụng, đã chấp thuận",
    "": "không có mốc vận hành",
}
UNSIGNED = "Bản kết xuất từ hsba, chưa ký, chưa phải văn bản phát hành"


def day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""


def called(every: Every | None, period: Period) -> str:
    """`tháng 11/2026`, `tuần 48/2026`, `quý IV/2026`, else `đến ngày 28/11/2026`; what is no whole month says its days."""
    last = period.last
    days = f" (từ {day(period.first)} đến {day(last)})"
    match every:
        case Every.WEEK:
            year, week, _ = last.isocalendar()
            return f"tuần {week}/{year}{days}"
        case Every.MONTH:
            return f"tháng {last.month}/{last.year}{'' if period.first.day == 1 else days}"
        case Every.QUARTER:
            return f"quý {QUARTERS[(last.month - 1) // 3]}/{last.year}{'' if period.first.day == 1 else days}"
        case _:
            return f"đến ngày {day(last)}"


def subject(report: Report) -> str:
    """`Tiến độ triển khai hồ sơ bệnh án điện tử … tháng 11/2026`."""
    title = report.content.title
    about = title[:1].lower() + title[1:] if title.casefold().startswith("triển khai") else f"thực hiện {title}"
    return f"Tiến độ {about} {called(report.every, report.period)}"


def why(code: str, waits_for: tuple[str, ...]) -> str:
    told = WHY.get(code, code)
    return f"{told} {', '.join(waits_for)}" if waits_for else told


def moved(units: int) -> str:
    return f"{units} đơn vị" if units else "cả kế hoạch"


def reason(move: MoveLine) -> str:
    """Why a last day was moved, and the paper it rests on."""
    return "; ".join(one for one in (move.reason, move.paper) if one)
