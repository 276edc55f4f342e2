"""`hsba plans rehearse`: a plan played to its end, as a table."""

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Json
from app.cli.plans import Code, Folder, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.plans import Plan
    from domain.rehearsal import Rehearsal

ScenarioFile = Annotated[
    Path | None,
    typer.Option("--scenario", help="Tệp kịch bản YAML; không nêu là mọi đơn vị đúng hạn · scenario; else all on time.", exists=True),
]
Csv = Annotated[bool, typer.Option("--csv", help="Bảng dạng CSV · the table as CSV.")]
NAMES = ("day", "hour", "unit", "milestone", "what", "to", "why")


def rehearse(code: Code, scenario: ScenarioFile = None, folder: Folder = None, as_csv: Csv = False, as_json: Json = False) -> None:
    """Diễn tập: ai được nhắc ngày nào, việc gì trễ, khi nào vận hành · who is reminded when, what is late, when it is live."""
    plan, played = play(code, scenario, folder)
    if as_csv:
        typer.echo(table(plan, played), nl=False)
    elif as_json:
        typer.echo(json.dumps(told(plan, played), ensure_ascii=False, indent=1))
    else:
        for row in rows_of(plan, played):
            typer.echo("  ".join(row))
        for line in came(plan, played):
            typer.echo(line)


def play(code: str, scenario: Path | None, folder: Path | None) -> "tuple[Plan, Rehearsal]":
    """Ends the command when plan or scenario are faulty."""
    from domain.calendars import calendar_of
    from domain.rehearsal import rehearse
    from policies.faults import PoliciesRefused
    from policies.reader import SHIPPED, load
    from policies.scenarios import cast
    from policies.scenarios import scenario as read

    plan, _ = plan_of(code, folder)
    try:
        said = read(scenario, plan) if scenario else cast(plan)
    except PoliciesRefused as refused:
        typer.echo(f"{refused}", err=True)
        raise typer.Exit(1) from refused
    care = next(one for one in load(folder or SHIPPED).settings if not one.facility)
    calendar = calendar_of(care)
    return plan, rehearse(plan, said, calendar)


def came(plan: "Plan", played: "Rehearsal") -> "Iterator[str]":
    """How each unit came through."""
    from web.rehearsal_words import coming, held, names

    called = names(plan, played, str)
    for one in played.outcomes:
        because, days = held(one, called, str), coming(one)
        live = f"vận hành {one.live_on:%d/%m/%Y}" if one.live_on else "không có ngày vận hành"
        late = ", ".join(f"{code} ({'; '.join(filter(None, (f'{n} ngày', because.get(code))))})" for code, n in one.late)
        left = ", ".join(f"{code} ({said})" if (said := days.get(code) or because.get(code)) else code for code in one.missing)
        ends = f"chưa xong khi diễn tập dừng ngày {played.ends:%d/%m/%Y}"
        yield f"{called[one.player.code]}: {live} · trễ: {late or 'không việc nào trễ'} · {ends}: {left or 'không'}"


def rows_of(plan: "Plan", played: "Rehearsal") -> "Iterator[tuple[str, ...]]":
    """The table in the words of the pages."""
    from web.rehearsal_words import rows

    return rows(plan, played, str)


def table(plan: "Plan", played: "Rehearsal") -> str:
    """CSV with a head."""
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(NAMES)
    written.writerows(rows_of(plan, played))
    return out.getvalue()


def told(plan: "Plan", played: "Rehearsal") -> dict[str, object]:
    """The whole play for machines: units by their codes."""
    from web.rehearsal_words import held, names

    called = names(plan, played, str)
    outcomes = [
        {
            "unit": one.player.code,
            "live_on": one.live_on.isoformat() if one.live_on else None,
            "late": dict(one.late),
            "missing": list(one.missing),
            "why": held(one, called, str),
            "reported_on": {code: said.on.isoformat() for code, said in one.why if said.on},
        }
        for one in played.outcomes
    ]
    ends = {"begins": played.begins.isoformat(), "ends": played.ends.isoformat()}
    units = [(one.unit, one.to) for one in played.table]
    return {
        "scenario": played.scenario.title,
        **ends,
        "table": [
            dict(zip(NAMES, row, strict=True)) | {"unit": unit, "to": to}
            for row, (unit, to) in zip(rows_of(plan, played), units, strict=True)
        ],
        "outcomes": outcomes,
    }
