"""A progress report as what is printed of it: `policies/forms/progress-report.typ` lays it out."""

from typing import Any

from domain.boards import Figures
from domain.clock import VIETNAM, clock_time
from domain.progress_reports import Report, TaskLine, UnitLine, WorkLine
from policies.report_words import LIVE, called, day, moved, reason, subject, why

MOST = 400
"""Late milestones that are printed: the rest is in the workbook and on the page."""


def report_sheet(report: Report, base: str = "") -> dict[str, Any]:
    """`base`: the address people type, for the place where every number can be followed."""
    said, live = report.content, report.content.live
    made = report.made_at.astimezone(VIETNAM)
    return {
        "code": "bao-cao-tien-do",
        "facility": said.authority,
        "place": said.place,
        "dated": f"ngày {made:%d} tháng {made:%m} năm {made:%Y}",
        "subject": subject(report),
        "title": said.title,
        "number": said.number,
        "period": called(report.every, report.period),
        "as_of": day(report.as_of),
        "made_at": clock_time(report.made_at),
        "since": day(said.since),
        "address": f"{base}/plans/{report.plan}/reports/{report.id}" if base else "",
        "units": said.units,
        "late_units": said.late_units,
        "figures": vars(said.figures),
        "live": vars(live) | {"by": day(live.by), "aside": list(live.aside), "aside_said": list(live.aside_said)},
        "tasks": [_task(task) for task in said.tasks],
        "lines": [_unit(one) for one in said.lines],
        "late": [_late(one) for one in said.late[:MOST]],
        "unprinted": max(len(said.late) - MOST, 0),
        "first": said.first,
        "newly_late": sum(one.new for one in said.late),
        "done": [[one.name, f"{one.code} {one.title}", why(one.why, ()), day(one.done_on)] for one in said.done[:MOST]],
        "newly_done": len(said.done),
        "obstacles": [[one.name, one.title, one.lifter, day(one.due)] for one in said.obstacles],
        "moves": [[one.code, day(one.before), day(one.after), moved(one.units), reason(one)] for one in said.moves],
    }


def _figures(of: Figures) -> list[str]:
    return ["–" if one is None else str(one) for one in of.numbers]


def _range(near: str, expected: str, far: str) -> str:
    return f"{expected}\n({near} – {far})" if near != far else expected


def _task(task: TaskLine) -> dict[str, Any]:
    parts = [{"code": part.code, "title": part.title, "due": day(part.due), "figures": _figures(part.figures)} for part in task.parts]
    return {"code": task.code, "title": task.title, "figures": _figures(task.figures), "parts": parts}


def _unit(one: UnitLine) -> list[str]:
    return [one.name, *_figures(one.figures), LIVE[one.live], _range(day(one.near), day(one.expected), day(one.far))]


def _late(one: WorkLine) -> dict[str, Any]:
    work = {"unit": one.name, "code": one.code, "title": one.title, "due": day(one.due), "days": one.days}
    return work | {"why": why(one.why, one.waits_for), "new": one.new}
