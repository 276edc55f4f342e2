"""Ending and describing a stack that runs, as `hsba down` and `hsba status` do."""

import json
import os
import signal
import time
from typing import NoReturn

import typer

from app.devstack.facts import status
from app.devstack.hold import Holder, holder
from app.devstack.installation import marks
from app.devstack.leftovers import sweep
from app.devstack.logs import log_of
from app.devstack.state import read
from app.settings import Settings

PATIENCE = 12.0
"""Seconds `hsba down` waits for a clean end before it kills."""


def end(settings: Settings, forget: bool, as_json: bool) -> None:
    """Ends the stack that holds the data folder and waits until it is gone; takes away what it leaves elsewhere."""
    held, began = holder(settings.data), time.monotonic()
    killed = False
    if held and held.pid:
        os.kill(held.pid, signal.SIGTERM)
        while holder(settings.data) == held:
            if not killed and time.monotonic() - began > PATIENCE:
                os.kill(held.pid, signal.SIGKILL)
                killed = True
            time.sleep(0.05)
    if not holder(settings.data):
        sweep(settings, forget)
    seconds = round(time.monotonic() - began, 2)
    if as_json:
        typer.echo(json.dumps({"was_running": held is not None, "killed": killed, "seconds": seconds}))
    elif held:
        typer.echo(f"Đã dừng sau {seconds} giây · stopped in {seconds} s" + (" (SIGKILL)" if killed else ""))
    else:
        typer.echo("Hệ thống không chạy · not running")


def tell(settings: Settings, as_json: bool) -> None:
    """Prints the state; exit code 1 when the stack is not running."""
    from app.cli import stamps

    now = status(settings)
    stamping = stamps.look(settings) if now["running"] or "database_url" in settings.given else None
    if as_json:
        typer.echo(json.dumps({**now, "stamps": stamps.told(stamping)}, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        from app.cli.board import table

        if now["parts"]:
            Console(highlight=False).print(table(now))
        if now["running"] and stamping is None:
            vi, en = "không hỏi được cơ sở dữ liệu (DATABASE_URL)", "the database does not answer (DATABASE_URL)"
            typer.echo(f"Chữ ký chờ dấu thời gian: chưa rõ, {vi} · signatures waiting for a time stamp: unknown, {en}")
        for line in stamps.lines(stamping):
            typer.echo(line)
        typer.echo(welcome(settings) if now["running"] else f"Hệ thống không chạy · not running ({settings.data})")
    if not now["running"]:
        raise typer.Exit(1)


def welcome(settings: Settings) -> str:
    """Where everything is, what is a stand-in, and what the first start has to say (`welcome.txt` in the data folder)."""
    known = status(settings)  # of the stack that runs, whatever this command was told itself
    lines = [f"{name:<12} {url}" for name, url in known["urls"].items()]
    lines += [f"Dùng tạm · stand-in: {one['vi']} · {one['en']} ({one['setting']})" for one in known["stand_ins"]]
    if any(part["name"] == "stories" and part["stage"] == "failed" for part in (read(settings.data) or {"parts": []})["parts"]):
        lines.append(f"CÂU CHUYỆN MẪU CHƯA DIỄN XONG · THE STORIES DID NOT END WELL: {log_of(settings.data, 'stories')}")
    known = marks(settings.data)
    if known.get("demo") and not known.get("stories", True) and not known.get("told"):
        lines.append(
            "Lần đầu đã chọn không diễn câu chuyện mẫu; `hsba demo` diễn · the first start chose no stories; `hsba demo` plays them"
        )
    from app.devstack.welcome import said

    return "\n".join([*lines, said(settings)]).rstrip()


def refuse_second(held: Holder, settings: Settings) -> NoReturn:
    """Says who runs this installation already."""
    end_with(
        f"{settings.data} đang được chạy bởi tiến trình {held.pid} từ {held.since} ({held.command}).",
        f"already run by process {held.pid} since {held.since}; `hsba status` shows it, `hsba down` ends it",
    )


def end_with(vi: str, en: str) -> NoReturn:
    """Ends the command with a sentence."""
    typer.echo(f"{vi} · {en}", err=True)
    raise typer.Exit(1)
