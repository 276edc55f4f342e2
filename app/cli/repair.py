"""`hsba repair`: starts every process that should be open and is not, from the rows of the database."""

import asyncio
import json

import typer

from app.cli.options import Data, Json, settings_of
from app.cli.parts import refuse_faults, refuse_stopped


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(repair)


def repair(data: Data = None, as_json: Json = False) -> None:
    """Khởi động lại mọi quy trình còn dang dở từ cơ sở dữ liệu · start every open process again from rows."""
    settings = settings_of(data)
    refuse_faults(settings, "work")
    refuse_stopped(settings)
    from app import wiring
    from services.repair import look_again, restart_open

    async def restarted() -> dict[str, int]:
        async with wiring.database(settings) as sessions:
            temporal = await wiring.temporal(settings)
            found = await restart_open(sessions, temporal)
            await look_again(sessions, temporal)
            return found

    found = asyncio.run(restarted())
    if as_json:
        typer.echo(json.dumps(found))
    else:
        for kind, count in found.items():
            typer.echo(f"{kind:<12} khởi động lại {count} · restarted {count}")
