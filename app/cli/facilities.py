"""`hsba facilities`: the facilities of a department of health, and bringing in many by a workbook."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from app.settings import Settings
    from services.facilities import FacilitiesView
    from store.queries.facilities import FacilityLine

Given = Annotated[Path, typer.Argument(help="Sổ .xlsx đã điền · a filled-in .xlsx.", exists=True, dir_okay=False)]
Out = Annotated[Path, typer.Argument(help="Tệp .xlsx sẽ ghi · .xlsx to write.", dir_okay=False)]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    group = typer.Typer(help="Cơ sở trực thuộc, Sở Y tế khác · facilities and other departments of health.", no_args_is_help=True)
    group.command("list")(list_)
    group.command()(add)
    group.command()(template)
    hsba.add_typer(group, name="facilities")


def list_(login: Login, data: Data = None, as_json: Json = False) -> None:
    """Cơ sở trực thuộc và Sở Y tế khác · a department's facilities, and the other departments there are."""
    view = asyncio.run(_read(settings_of(data), login))
    if as_json:
        told = {"facilities": [_told(one) for one in view.lines], "departments": [_told(one) for one in view.others]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for heading, lines in ((view.department.name, view.lines), ("Sở Y tế khác · other departments of health", view.others)):
        typer.echo(f"{heading}: {len(lines)}")
        for one in lines:
            of = one.facility
            typer.echo(f"  {of.id:<8}{of.name} · {of.kind} · {one.unit or '—'} · {one.accounts} tài khoản · {one.plans} kế hoạch")


def add(file: Given, login: Login, data: Data = None, as_json: Json = False) -> None:
    """Thêm mọi cơ sở trong một sổ, hoặc không thêm gì · bring in all facilities of a workbook, or none."""
    from policies.sheets import LARGEST

    settings = settings_of(data)
    with file.open("rb") as content:
        read = content.read(LARGEST + 1)
    added, faults = asyncio.run(_added(settings, login, file.name, read))
    if as_json:
        typer.echo(json.dumps({"added": added, "faults": faults}, ensure_ascii=False))
    elif faults:
        typer.echo(f"{len(faults)} lỗi, chưa thêm gì · faults, nothing was brought in", err=True)
        for one in faults:
            typer.echo(one, err=True)
    else:
        typer.echo(f"Đã thêm · brought in: {', '.join(added)}")
    if faults:
        raise typer.Exit(2)


def template(file: Out) -> None:
    """Sổ mẫu để điền cơ sở, có trang ví dụ · a workbook to be filled in, with a worked example."""
    from app.cli.plan_files import ending, write
    from policies.facility_workbooks import template as made

    ending(file, ".xlsx")
    write(file, made())


async def _read(settings: "Settings", login: str) -> "FacilitiesView":
    from services import facilities

    async with acting(settings, login, "facility.add") as context:
        return await facilities.read(context)


async def _added(settings: "Settings", login: str, name: str, content: bytes) -> tuple[list[str], list[str]]:
    """What was brought in, and every fault."""
    from domain.errors import Malformed
    from services import facility_workbooks

    async with acting(settings, login, "facility.add") as context:
        try:
            return list(await facility_workbooks.load(context, name, content)), []
        except Malformed as refused:
            return [], list(refused.facts)


def _told(one: "FacilityLine") -> dict[str, Any]:
    of = one.facility
    said = {"code": of.id, "name": of.name, "kind": of.kind, "place": of.place, "published": of.published}
    return {**said, "basis": one.basis, "unit": one.unit, "accounts": one.accounts, "plans": one.plans}
