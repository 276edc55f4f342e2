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

    from domain.rehearsal import Rehearsal

ScenarioFile = Annotated[
    Path | None,
    typer.Option("--scenario", help="Tệp kịch bản YAML; không nêu là mọi đơn vị đúng hạn · scenario; else all on time.", exists=True),
]
Csv = Annotated[bool, typer.Option("--csv", help="Bảng dạng CSV · the table as CSV.")]
NAMES = ("day", "hour", "unit", "milestone", "what", "to", "why")


def rehearse(code: Code, scenario: ScenarioFile = None, folder: Folder = None, as_csv: Csv = False, as_json: Json = False) -> None:
    """Diễn tập: ai được nhắc ngày nào, việc gì trễ, khi nào vận hành · who is reminded when, what is late, when it is live."""
    played = play(code, scenario, folder)
    if as_csv:
        typer.echo(table(played), nl=False)
    elif as_json:
        typer.echo(json.dumps(told(played), ensure_ascii=False, indent=1))
    else:
        for row in rows_of(played):
            typer.echo("  ".join(row))
        for outcome in played.outcomes:
            live = f"vận hành {outcome.live_on:%d/%m/%Y}" if outcome.live_on else "không có ngày vận hành"
            late = ", ".join(f"{milestone} ({days} ngày)" for milestone, days in outcome.late) or "không việc nào trễ"
            typer.echo(f"{outcome.player.name}: {live} · trễ: {late} · chưa xong: {', '.join(outcome.missing) or 'không'}")


def play(code: str, scenario: Path | None, folder: Path | None) -> "Rehearsal":
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
    return rehearse(plan, said, calendar)


def rows_of(played: "Rehearsal") -> "Iterator[tuple[str, ...]]":
    """The table in the words of the pages."""
    from domain.rehearsal import What
    from services.rehearsals import rows
    from web.words import HAPPENINGS

    return rows(played, {what: HAPPENINGS[what] for what in What})


def table(played: "Rehearsal") -> str:
    """CSV with a head."""
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(NAMES)
    written.writerows(rows_of(played))
    return out.getvalue()


def told(played: "Rehearsal") -> dict[str, object]:
    """The whole play for machines."""
    outcomes = [
        {
            "unit": one.player.code,
            "live_on": one.live_on.isoformat() if one.live_on else None,
            "late": dict(one.late),
            "missing": list(one.missing),
        }
        for one in played.outcomes
    ]
    ends = {"begins": played.begins.isoformat(), "ends": played.ends.isoformat()}
    return {
        "scenario": played.scenario.title,
        **ends,
        "table": [dict(zip(NAMES, row, strict=True)) for row in rows_of(played)],
        "outcomes": outcomes,
    }
