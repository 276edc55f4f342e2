"""`hsba archive simulate`: the coming years played on samples of the archive, against the development authority."""

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from app.devstack.simulation import Fate
    from app.settings import Settings

Until = Annotated[int, typer.Option("--until", help="Đến hết năm nào · to the end of which year.", min=2000, max=2150)]
Without = Annotated[bool, typer.Option("--without-renewal", help="Không gia hạn gì · nothing is renewed.")]
Samples = Annotated[int, typer.Option("--samples", help="Số văn bản lấy thử · how many documents.", min=1, max=100)]
STAND_IN = (
    "GIẢ LẬP: dấu thời gian của các năm sau do tổ chức chứng thực thử nghiệm của hsba cấp; không chứng minh điều gì về dịch vụ thật.\n"
    "SIMULATION: the time stamps of later years are made by hsba's development authority; they prove nothing of a real service."
)
WAYS = {"file": ("dấu lưu trữ trong tệp", "stamps in the file"), "record": ("hồ sơ bằng chứng", "evidence record")}


def simulate(
    login: Login, until: Until = 2046, without_renewal: Without = False, samples: Samples = 5, data: Data = None, as_json: Json = False
) -> None:
    """Diễn trước các năm tới: văn bản còn chứng minh được đến ngày nào · until which day documents stay provable, played forward."""
    settings = settings_of(data)
    if settings.production:
        typer.echo("Chế độ thật không giả lập: không có tổ chức chứng thực thử nghiệm · production simulates nothing", err=True)
        raise typer.Exit(78)
    typer.echo(STAND_IN, err=True)
    last = date(until, 12, 31)
    fates = asyncio.run(_played(settings, login, last, without_renewal, samples))
    typer.echo(json.dumps(_told(fates, last, without_renewal), ensure_ascii=False) if as_json else "\n".join(_lines(fates, last)))
    if any(one.fails_on for one in fates):
        raise typer.Exit(3)


async def _played(settings: "Settings", login: str, until: date, without_renewal: bool, many: int) -> "list[Fate]":
    from app.devstack.pki.years import NoAuthority
    from app.devstack.simulation import Rules, Sample, Simulation
    from services import archive

    async with acting(settings, login, "record.export") as context:
        found = [Sample(one.path, one.pdf, one.content) for one in await archive.samples(context, many)]
        book, facility = context.house.policies, context.position.facility
        rules = Rules(book.algorithms(context.today), book.care(facility, context.today).renewal_lead_months, not without_renewal)
        if not found:
            typer.echo("Kho chưa có hồ sơ nào: hãy diễn thử bằng hsba demo · nothing is archived yet: try hsba demo", err=True)
            raise typer.Exit(1)
        try:
            return await Simulation(settings.data / "pki", context.now, rules, until).play(found)
        except NoAuthority as missing:
            typer.echo(f"{missing}: không có tổ chức chứng thực thử nghiệm · there is no development authority", err=True)
            raise typer.Exit(1) from missing


def _told(fates: "list[Fate]", until: date, without_renewal: bool) -> dict[str, object]:
    samples = [
        {
            "sample": one.name,
            "way": one.way,
            "renewed": [day.isoformat() for day in one.renewed],
            "fails_on": one.fails_on.isoformat() if one.fails_on else None,
        }
        for one in fates
    ]
    return {"simulated": True, "until": until.isoformat(), "renewing": not without_renewal, "samples": samples}


def _lines(fates: "list[Fate]", until: date) -> list[str]:
    return [_line(one, until) for one in fates]


def _line(one: "Fate", until: date) -> str:
    vi, en = WAYS[one.way]
    renewed = ", ".join(f"{day:%d/%m/%Y}" for day in one.renewed) or "–"
    ends = f"✗ hỏng từ · fails on {one.fails_on:%d/%m/%Y}" if one.fails_on else f"✓ đến · to {until:%d/%m/%Y}"
    return f"{ends}   {one.name}   {vi} · {en}   gia hạn · renewed: {renewed}"
