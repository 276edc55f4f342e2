"""Starting, ending and describing a stack, as `hsba up`, `hsba down` and `hsba status` do."""

import asyncio
import json
import os
import select
import signal
import subprocess
import time
from typing import Any, NoReturn

import typer

from app.cli.board import Board, reason, table
from app.cli.parts import refuse_faults
from app.devstack.child import python
from app.devstack.facts import facts, status
from app.devstack.hold import Held, Holder, hold, holder
from app.devstack.installation import PortTaken, prepare
from app.devstack.logs import log_of
from app.devstack.parts import parts
from app.devstack.state import read
from app.devstack.supervisor import StartFailed, Supervisor
from app.readiness import READY_FD
from app.settings import Settings

PATIENCE = 12.0
"""Seconds `hsba down` waits for a clean end before it kills."""


def stay(settings: Settings, empty: bool, as_json: bool) -> None:
    """Runs the stack in this process until it is told to stop."""
    refuse_faults(settings, "")
    try:
        with hold(settings.data):
            prepare(settings, empty)
            ready = Settings.read()
            with Board() as board:
                told: list[bool] = []

                def show(now: dict[str, Any]) -> None:
                    board.show(now)
                    if now["ready"] and not told:
                        told.append(True)
                        board.say(json.dumps(status(ready), ensure_ascii=False) if as_json else welcome(ready))

                asyncio.run(Supervisor(parts(ready), ready.data, facts(ready), show).run())
    except Held as held:
        refuse_second(held.holder, settings)
    except PortTaken as taken:
        end_with(
            f"Cổng {taken.args[1]} ({taken.args[0]}) đang có chương trình khác dùng; chọn cổng khác bằng --port.",
            f"port {taken.args[1]} is taken",
        )
    except StartFailed as failed:
        part = failed.state.as_json()
        end_with(
            f"Không khởi động được {part['name']}.",
            f"{part['name']} did not start: {reason(part)}; log: {log_of(settings.data, part['name'])}",
        )


def detach(settings: Settings, empty: bool, as_json: bool) -> None:
    """Starts the stack in a process of its own and returns when all of it is ready."""
    refuse_faults(settings, "")
    if held := holder(settings.data):
        refuse_second(held, settings)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    said, says = os.pipe()
    log = log_of(settings.data, "up")
    begins = log.stat().st_size if log.exists() else 0
    with log.open("ab") as sink:
        command = python("-m", "app", "up", *(["--empty"] if empty else []))
        environment = {**os.environ, READY_FD: str(says)}
        stack = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, pass_fds=(says,), start_new_session=True, env=environment
        )
    os.close(says)
    try:
        ready = follow(settings, stack.pid, said)
    except KeyboardInterrupt:
        stack.terminate()
        stack.wait()
        raise
    if not ready:
        end_with(
            "Không khởi động được", f"did not start: {(log.read_bytes()[begins:].decode(errors='replace').strip() or '?').splitlines()[-1]}"
        )
    settings = Settings.read()
    typer.echo(json.dumps(status(settings), ensure_ascii=False, indent=1) if as_json else welcome(settings))


def follow(settings: Settings, pid: int, said: int) -> bool:
    """Shows the start of a stack that runs elsewhere; tells whether it became ready."""
    with Board() as board:
        while True:
            heard = select.select([said], [], [], 0.25)[0]
            now = read(settings.data)
            if now and now["pid"] == pid:
                board.show(now)
            if heard:
                line = os.read(said, 4096)
                if not line or b"ready" in line:
                    return bool(line)


def end(settings: Settings, as_json: bool) -> None:
    """Ends the stack that holds the data folder and waits until it is gone."""
    held, began = holder(settings.data), time.monotonic()
    killed = False
    if held and held.pid:
        os.kill(held.pid, signal.SIGTERM)
        while holder(settings.data) == held:
            if not killed and time.monotonic() - began > PATIENCE:
                os.kill(held.pid, signal.SIGKILL)
                killed = True
            time.sleep(0.05)
    seconds = round(time.monotonic() - began, 2)
    if as_json:
        typer.echo(json.dumps({"was_running": held is not None, "killed": killed, "seconds": seconds}))
    elif held:
        typer.echo(f"Đã dừng sau {seconds} giây · stopped in {seconds} s" + (" (SIGKILL)" if killed else ""))
    else:
        typer.echo("Hệ thống không chạy · not running")


def tell(settings: Settings, as_json: bool) -> None:
    """Prints the state; exit code 1 when the stack is not running."""
    now = status(settings)
    if as_json:
        typer.echo(json.dumps(now, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        Console(highlight=False).print(table(now))
        typer.echo(welcome(settings) if now["running"] else f"Hệ thống không chạy · not running ({settings.data})")
    if not now["running"]:
        raise typer.Exit(1)


def welcome(settings: Settings) -> str:
    """Where everything is, what is a stand-in, and what the first start has to say (`welcome.txt` in the data folder)."""
    known = facts(settings)
    lines = [f"{name:<12} {url}" for name, url in known["urls"].items()]
    lines += [f"Dùng tạm · stand-in: {one['vi']} · {one['en']} ({one['setting']})" for one in known["stand_ins"]]
    said = settings.data / "welcome.txt"
    return "\n".join(lines + ([said.read_text().rstrip()] if said.is_file() else []))


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
