"""A progress report as a workbook: the whole, by task, by unit, what is late; each number leads to the board it was counted from."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from domain.boards import Figures
from domain.clock import clock_time
from domain.names import TrackId
from domain.progress_reports import Report
from domain.report_links import Links
from domain.standings import Shown
from policies.plan_columns import Holds
from policies.report_words import LIVE, UNSIGNED, called, day, moved, reason, subject, why
from policies.workbook_writing import head, styled, write

LINK = Font(color="0B5C6B", underline="single")
BOLD = Font(bold=True)
COUNTED = (
    ("Số mốc", Shown.ALL),
    ("Đã báo cáo xong", Shown.REPORTED),
    ("Đã xác nhận", Shown.ACCEPTED),
    ("Không áp dụng", Shown.NOT_APPLICABLE),
    ("Quá hạn", Shown.LATE),
    ("Chưa khai báo", Shown.UNDECLARED),
)
"""Headings of the counted columns, and which units each number is of; in the order of `domain.boards.Figures.numbers`."""
UNITS = ("Đơn vị", *(name for name, _ in COUNTED), "Quá hạn nhất (ngày)", "Vận hành", "Dự kiến", "Sớm nhất", "Muộn nhất", "Dư (ngày)")
Cell = tuple[Any, str]
"""A value, and where it leads."""


def workbook_of(report: Report, base: str = "") -> bytes:
    """xlsx; `base` stands before each address in it."""
    links = Links(report.plan, report.as_of, base)
    book = Workbook()
    first = book.active
    first.title = "Tổng hợp"
    _whole(first, report, links)
    _sheet(
        book, "Theo việc", ("Mã", "Việc", "Hạn", *(name for name, _ in COUNTED)), (10, 70, 13, *[13] * len(COUNTED)), _tasks(report, links)
    )
    _sheet(book, "Theo cơ sở", UNITS, (46, *[12] * len(COUNTED), 14, 28, *[13] * 3, 11), _units(report, links))
    heads = ("Đơn vị", "Mã", "Việc", "Hạn", "Quá hạn (ngày)", "Vì sao", "Mới quá hạn")
    _sheet(book, "Việc trễ", heads, (46, 10, 70, 13, 12, 40, 12), _late(report, links))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _whole(sheet: Any, report: Report, links: Links) -> None:
    """What it is, then each number with its link; then obstacles, moved days and what was newly done."""
    for words, value, link in _facts(report, links):
        row = sheet.max_row + 1 if sheet["A1"].value is not None else 1
        _put(sheet.cell(row, 1), (words, ""))
        sheet.cell(row, 1).font = BOLD
        _put(sheet.cell(row, 2), (value, link))
    _list(sheet, "Vướng mắc chưa gỡ", ("Đơn vị", "Vướng mắc", "Cơ quan gỡ được", "Nêu ngày", "Hạn trả lời"), _obstacles(report, links))
    _list(sheet, "Hạn đã đổi trong kỳ", ("Mốc", "Lý do, văn bản", "Phạm vi", "Hạn cũ", "Hạn mới"), _moves(report, links))
    newly = "Đã xong" if report.content.first else f"Mới xong sau ngày {day(report.content.since)}"
    _list(sheet, newly, ("Đơn vị", "Việc", "Tình trạng", "Ngày xong"), _done(report, links))
    for letter, width in zip("ABCDE", (46, 80, 30, 13, 13), strict=True):
        sheet.column_dimensions[letter].width = width


def _facts(report: Report, links: Links) -> Iterable[tuple[str, Any, str]]:
    said, live = report.content, report.content.live
    yield "Báo cáo", subject(report), links.report(report.id)
    yield "Kỳ báo cáo", called(report.every, report.period), ""
    yield "Số liệu đến hết ngày", report.as_of, links.board()
    yield "Lập lúc", clock_time(report.made_at), ""
    yield "Cơ quan phụ trách", said.authority, ""
    yield "", UNSIGNED, ""
    yield "Số đơn vị", said.units, links.board()
    yield "Đơn vị có việc quá hạn", said.late_units, links.board(Shown.LATE)
    for (words, shown), value in zip(COUNTED, said.figures.numbers, strict=True):
        yield words, value, links.board(shown)
    yield "Trong đó không áp dụng đã được chấp thuận", said.figures.waived, ""
    yield "Cơ sở đã vận hành (được xác nhận)", live.verified, links.board(Shown.LIVE)
    yield "Cơ sở báo đã vận hành", live.said, links.board(Shown.LIVE_SAID)
    yield "Cơ sở đã đến hạn vận hành", live.due, links.board(Shown.LIVE_DUE)
    yield "Cơ sở phải vận hành", live.total, ""
    yield "Không tính: đã được chấp thuận không áp dụng", "; ".join(live.aside), ""
    yield "Vẫn tính: khai không áp dụng, chờ chấp thuận", "; ".join(live.aside_said), ""
    yield "Hạn vận hành cuối cùng", live.by, ""


def _obstacles(report: Report, links: Links) -> list[Sequence[Cell]]:
    return [
        ((one.name, links.track(one.track)), (one.title, links.obstacle(one.id)), (one.lifter, ""), (one.raised_on, ""), (one.due, ""))
        for one in report.content.obstacles
    ]


def _moves(report: Report, links: Links) -> list[Sequence[Cell]]:
    return [
        ((one.code, links.board(part=one.code)), (reason(one), ""), (moved(one.units), ""), (one.before, ""), (one.after, ""))
        for one in report.content.moves
    ]


def _done(report: Report, links: Links) -> list[Sequence[Cell]]:
    return [
        (
            (one.name, links.track(one.track)),
            (f"{one.code} {one.title}", links.milestone(one.track, one.code)),
            (why(one.why, ()), ""),
            (one.done_on, ""),
        )
        for one in report.content.done
    ]


def _list(sheet: Any, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    if not rows:
        return
    at = sheet.max_row + 2
    _put(sheet.cell(at, 1), (title, ""))
    sheet.cell(at, 1).font = BOLD
    for place, words in enumerate(heads, 1):
        _put(sheet.cell(at + 1, place), (words, ""))
        sheet.cell(at + 1, place).font = BOLD
    for row, cells in enumerate(rows, at + 2):
        for place, cell in enumerate(cells, 1):
            _put(sheet.cell(row, place), cell)


def _sheet(book: Workbook, name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(list(heads))
    head(sheet, [False] * len(heads))
    for row, cells in enumerate(rows, 2):
        for place, cell in enumerate(cells, 1):
            _put(sheet.cell(row, place), cell)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(sheet.max_row, 2)}"


def _put(cell: Any, told: Cell) -> None:
    value, link = told
    holds = Holds.DATE if isinstance(value, date) else Holds.NUMBER if isinstance(value, int) else Holds.TEXT
    if value in (None, ""):
        styled(cell, Holds.TEXT)
        return
    write(cell, value, holds)
    if link:
        cell.hyperlink = link
        cell.font = LINK


def _counted(figures: Figures, links: Links, part: str = "", unit: TrackId | None = None) -> tuple[Cell, ...]:
    """A zero leads nowhere: nothing was counted."""
    pairs = zip(COUNTED, figures.numbers, strict=True)
    return tuple((value, links.board(shown, part, unit) if value else "") for (_, shown), value in pairs)


def _tasks(report: Report, links: Links) -> Iterable[Sequence[Cell]]:
    for task in report.content.tasks:
        yield ((task.code, links.board(part=task.code)), (task.title, ""), (None, ""), *_counted(task.figures, links, task.code))
        for part in task.parts:
            yield ((part.code, links.board(part=part.code)), (part.title, ""), (part.due, ""), *_counted(part.figures, links, part.code))


def _units(report: Report, links: Links) -> Iterable[Sequence[Cell]]:
    for one in report.content.lines:
        days = ((one.expected, ""), (one.near, ""), (one.far, ""), (one.slack, ""))
        named = (one.name, links.track(one.track))
        yield (named, *_counted(one.figures, links, unit=one.track), (one.worst or None, ""), (LIVE[one.live], ""), *days)


def _late(report: Report, links: Links) -> Iterable[Sequence[Cell]]:
    for one in report.content.late:
        work = ((one.code, links.milestone(one.track, one.code)), (one.title, ""), (one.due, ""), (one.days, ""))
        yield ((one.name, links.track(one.track)), *work, (why(one.why, one.waits_for), ""), ("có" if one.new else "", ""))
