"""`hsba policies check`: what is wrong with the policy files, and what an officer should decide or ask about."""

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from app.settings import Settings
    from policies.faults import Fault
    from policies.findings import Finding

Folder = Annotated[
    Path | None,
    typer.Argument(help="Thư mục chính sách khác · another folder of policies.", exists=True, file_okay=False, show_default=False),
]


Facility = Annotated[
    str,
    typer.Option(
        "--facility", help="Xét cả trình tự ký của cơ sở này, theo người hôm nay · and this facility's chains.", show_default=False
    ),
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    group = typer.Typer(help="Chính sách: biểu mẫu, trình tự ký, thời hạn, kế hoạch · the policies.", no_args_is_help=True)
    group.command("check")(check)
    hsba.add_typer(group, name="policies")


def check(folder: Folder = None, facility: Facility = "", data: Data = None, as_json: Json = False) -> None:
    """Kiểm tra mọi tệp chính sách; mã thoát 1 khi có lỗi · check every policy file; exit code 1 on faults."""
    from policies.reader import files

    if folder and not files(folder):
        typer.echo(f"{folder} không có chính sách nào (*/*.yaml) · holds no policy", err=True)
        raise typer.Exit(2)
    faults, findings = looked_at(folder)
    if facility and not faults:
        faults, more = asyncio.run(_of(facility, folder, settings_of(data)))
        findings = (*findings, *more)
    if as_json:
        told: dict[str, list[Any]] = {"faults": [asdict(one) for one in faults], "findings": [asdict(one) for one in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for fault in faults:
            typer.echo(f"LỖI · FAULT {fault}")
        for finding in findings:
            typer.echo(f"{finding}")
        typer.echo(f"{len(faults)} lỗi, {len(findings)} điều cần xem · {len(faults)} faults, {len(findings)} findings")
    if faults:
        raise typer.Exit(1)


def looked_at(folder: Path | None) -> "tuple[tuple[Fault, ...], tuple[Finding, ...]]":
    """Faults, or when there are none the linter's findings as of today."""
    from domain.clock import day
    from policies.faults import PoliciesRefused
    from policies.lint import lint
    from policies.reader import SHIPPED, load

    try:
        book = load(folder or SHIPPED)
    except PoliciesRefused as refused:
        return refused.faults, ()
    return (), lint(book, day(datetime.now(UTC)))


async def _of(facility: str, folder: Path | None, settings: "Settings") -> "tuple[tuple[Fault, ...], tuple[Finding, ...]]":
    """What the facility's people of today make of its chains: these stand in rows."""
    from app import wiring
    from domain.clock import day
    from domain.errors import NotFound
    from domain.names import FacilityId
    from policies.reader import SHIPPED, load
    from services.chains import judged

    async with wiring.database(settings) as sessions:
        try:
            return await judged(sessions, load(folder or SHIPPED), FacilityId(facility), day(wiring.now()))
        except NotFound as no:
            typer.echo(f"Không có cơ sở {facility} · no such facility", err=True)
            raise typer.Exit(2) from no
