"""`hsba welcome`: a new one-time link for the first administrator of a real facility."""

import asyncio
import json

import typer

from app.cli.options import Data, Json, settings_of
from app.cli.parts import refuse_faults, refuse_stopped


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(welcome)


def welcome(data: Data = None, as_json: Json = False) -> None:
    """Đường dẫn mới để lập quản trị viên đầu tiên · a new link to set up the first administrator; the earlier one is void."""
    settings = settings_of(data)
    refuse_faults(settings, "serve")
    refuse_stopped(settings)
    from app.devstack.first_link import renew
    from app.devstack.installation import marks
    from app.devstack.welcome import LINK, write
    from domain.errors import WrongState

    try:
        text = asyncio.run(renew(settings))
    except WrongState as founded:
        typer.echo("Đã có quản trị viên; người đó thêm những người khác · there is an administrator, who brings in the others", err=True)
        raise typer.Exit(1) from founded
    if marks(settings.data):  # a stack of this machine: `hsba status` tells it as well
        write(settings, text)
    token = text.rstrip().rpartition(LINK)[2]
    typer.echo(json.dumps({"url": f"{settings.public_url}{LINK}{token}"}) if as_json else text.rstrip())
