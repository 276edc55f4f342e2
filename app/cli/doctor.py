"""`hsba doctor`: what this machine has, what is a stand-in, what is missing, and the command that mends it."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from app.devstack.examination import Finding

WORDS = {
    "good": ("tốt · good", "green"),
    "stand-in": ("dùng tạm · stand-in", "yellow"),
    "absent": ("không có, chỉ để kiểm thử · absent, for tests only", "dim"),
    "attention": ("cần xem · attention", "yellow"),
    "missing": ("thiếu · missing", "bold red"),
    "fault": ("sai · fault", "bold red"),
}


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(doctor)


def doctor(data: Data = None, as_json: Json = False) -> None:
    """Khám hệ thống: có gì, gì là đồ dùng tạm, thiếu gì · what is found, what is a stand-in, what is missing."""
    from app.devstack.examination import Health, examine

    findings = examine(settings_of(data))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        show(findings)
    if any(finding.health in (Health.MISSING, Health.FAULT) for finding in findings):
        raise typer.Exit(1)


def show(findings: "list[Finding]") -> None:
    """Prints one line for each finding, and below it what mends it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        word, colour = WORDS[finding.health]
        console.print(Text(f"{finding.what:<32}"), Text(f"{word:<22}", style=colour), Text(finding.found))
        if finding.mend:
            console.print(Text(f"{'':<32} → {finding.mend}", style="cyan"))
