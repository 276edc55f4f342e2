"""`hsba archive hand-over` and `import`: a facility's whole archive, at a contract's end."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from services.handover import Handed

To = Annotated[Path, typer.Option("--to", help="Thư mục mới · a new folder.", file_okay=False, show_default=False)]
Recipient = Annotated[
    str, typer.Option("--recipient", help="Khóa công khai age của bên nhận (age1…) · the receiver's age recipient.", show_default=False)
]
Folder = Annotated[Path, typer.Argument(help="Thư mục bàn giao · the folder that was handed over.", exists=True, file_okay=False)]
Identity = Annotated[
    Path, typer.Option("--identity", help="Tệp khóa age của bên nhận · the receiver's key file.", exists=True, dir_okay=False)
]


def add_to(group: typer.Typer) -> None:
    """Adds the commands to the group `archive`."""
    group.command("hand-over")(hand_over)
    group.command("import")(take_in)


def hand_over(to: To, recipient: Recipient, login: Login, data: Data = None, as_json: Json = False) -> None:
    """Bàn giao toàn bộ kho lưu trữ của cơ sở, mã hóa cho bên nhận · the facility's whole archive, sealed for the receiver."""
    if to.exists() and any(to.iterdir()):
        raise typer.BadParameter(f"{to} đã có tệp · is not empty", param_hint="--to")
    settings = settings_of(data)

    async def handed() -> "Handed":
        from services import handover

        async with acting(settings, login, "archive.hand_over") as context:
            return await handover.export(context, to, recipient)

    _tell(asyncio.run(handed()), as_json, "Đã bàn giao", "handed over")


def take_in(folder: Folder, identity: Identity, login: Login, data: Data = None, as_json: Json = False) -> None:
    """Tiếp nhận kho lưu trữ được bàn giao; chạy lại được, không sửa gì đã có · takes a handed-over archive in; safe to repeat."""
    settings = settings_of(data)
    key = next((line for line in identity.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")), "")

    async def taken() -> "Handed":
        from services import handover

        async with acting(settings, login, "archive.take_in") as context:
            return await handover.take_in(context, folder, key)

    _tell(asyncio.run(taken()), as_json, "Đã tiếp nhận", "taken in")


def _tell(told: "Handed", as_json: bool, vi: str, en: str) -> None:
    if as_json:
        typer.echo(json.dumps({"records": told.records, "objects": told.objects, "keys": told.keys}))
    else:
        typer.echo(
            f"{vi}: {told.records} hồ sơ, {told.objects} đối tượng lưu trữ, {told.keys} khóa"
            f" · {en}: {told.records} records, {told.objects} objects, {told.keys} keys"
        )
