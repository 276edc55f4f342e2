"""`hsba plans open`: begins a province's plan for its facilities."""

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from app.settings import Settings

Code = Annotated[str, typer.Argument(help="Mã kế hoạch · the plan's code.", show_default=False)]
Facilities = Annotated[
    list[str] | None, typer.Option("--facility", help="Mã cơ sở, nhắc lại được; không nêu là tất cả · facility, may be repeated; else all.")
]
OpenedOn = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Ngày bắt đầu · day it begins. [hôm nay · today]", show_default=False)
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    group = typer.Typer(help="Kế hoạch của tỉnh · a province's plans.", no_args_is_help=True)
    group.command("open")(open_)
    hsba.add_typer(group, name="plans")


def open_(code: Code, login: Login, facilities: Facilities = None, on: OpenedOn = None, data: Data = None, as_json: Json = False) -> None:
    """Mở một kế hoạch, với tư cách chuyên viên Sở Y tế · open a plan as an officer of the department of health."""
    plan = asyncio.run(opened(settings_of(data), login, code, facilities or [], on))
    typer.echo(json.dumps({"plan": plan}) if as_json else f"Đã mở kế hoạch · opened: {plan}")


async def opened(settings: "Settings", login: str, code: str, facilities: list[str], on: datetime | None) -> str:
    """The id of the plan opened."""
    from domain.names import FacilityId
    from services import plans

    async with acting(settings, login, "plan.open") as context:
        return str(await plans.open_plan(context, code, tuple(map(FacilityId, facilities)), on.date() if on else None))
