"""Starting a stack: in this process, or in one of its own."""

import asyncio
import errno
import json
import os
import select
import subprocess
from typing import Any, NoReturn

import typer

from app.cli.board import Board, reason
from app.cli.parts import refuse_faults
from app.cli.running import end_with, refuse_second, welcome
from app.devstack.child import python
from app.devstack.facts import facts, status
from app.devstack.hold import Held, hold, holder
from app.devstack.installation import PortRefused, check_ports, marks, prepare
from app.devstack.leftovers import sweep
from app.devstack.logs import log_of
from app.devstack.parts import Wish, parts
from app.devstack.state import read
from app.devstack.supervisor import StartFailed, Supervisor
from app.devstack.welcome import demo_text, write
from app.readiness import HOPELESS, READY_FD
from app.settings import Settings


def stay(settings: Settings, wish: Wish, as_json: bool) -> None:
    """Runs the stack in this process until it is told to stop."""
    refuse_early(settings, wish)
    try:
        with hold(settings.data):
            prepare(settings, wish.empty, wish.stories)
            ready = Settings.read()
            if marks(ready.data)["demo"]:
                write(ready, demo_text(ready))
            with Board() as board:
                told: list[bool] = []

                def show(now: dict[str, Any]) -> None:
                    board.show(now)
                    if now["ready"] and not told:
                        told.append(True)
                        board.say(json.dumps(status(ready), ensure_ascii=False) if as_json else welcome(ready))

                asyncio.run(Supervisor(parts(ready, wish), ready.data, facts(ready), show).run())
            sweep(ready)
    except Held as held:
        refuse_second(held.holder, settings)
    except PortRefused as refused:
        refuse_port(refused)
    except PermissionError as denied:
        if denied.filename:
            raise
        end_with("Không dùng được một thư mục của hệ thống.", str(denied))
    except StartFailed as failed:
        part = failed.state.as_json()
        end_with(
            f"Không khởi động được {part['name']}.",
            f"{part['name']} did not start: {reason(part)}; log: {log_of(settings.data, part['name'])}",
        )


def detach(settings: Settings, wish: Wish, as_json: bool) -> None:
    """Starts the stack in a process of its own and returns when all of it is ready."""
    refuse_early(settings, wish)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    said, says = os.pipe()
    log = log_of(settings.data, "up")
    begins = log.stat().st_size if log.exists() else 0
    with log.open("ab") as sink:
        command = python("-m", "app", "up", *wish.words())
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
        last = log.read_bytes()[begins:].decode(errors="replace").strip().splitlines()
        typer.echo(last[-1] if last else f"Không khởi động được · did not start: {log}", err=True)
        raise typer.Exit(1)
    settings = Settings.read()
    typer.echo(json.dumps(status(settings), ensure_ascii=False, indent=1) if as_json else welcome(settings))


def refuse_early(settings: Settings, wish: Wish) -> None:
    """Ends the command for every reason that is known before anything is made: then nothing is left behind."""
    refuse_faults(settings, "")
    refuse_demo(settings, wish)
    if held := holder(settings.data):
        refuse_second(held, settings)
    try:
        check_ports(settings)
    except PortRefused as refused:
        refuse_port(refused)
    decided = marks(settings.data)
    if wish.empty and decided.get("demo"):
        typer.echo(
            "Thư mục này đã bắt đầu với dữ liệu mẫu, --empty không còn tác dụng · begun with demo data, --empty changes nothing", err=True
        )


def refuse_port(refused: PortRefused) -> NoReturn:
    """Says which port cannot be had, and why."""
    name, port, why = refused.args
    if why.errno != errno.EADDRINUSE:
        end_with(f"Không mở được cổng {port} ({name}); xem HSBA_HOST và --port.", f"port {port} cannot be opened: {why}")
    vi, en = ("chọn cổng khác bằng --port", "--port chooses another") if name == "web" else ("hãy tắt nó", "end that program")
    end_with(f"Cổng {port} ({name}) đang có chương trình khác dùng; {vi}.", f"port {port} is taken; {en}")


def refuse_demo(settings: Settings, wish: Wish) -> None:
    """In production, ends the command when the data folder holds demo people, whose password all the world knows, or would get them."""
    if settings.production and marks(settings.data).get("demo", not wish.empty):
        typer.echo("Chế độ thật không nhận dữ liệu mẫu; dùng --empty trên thư mục mới · production takes no demo data: --empty", err=True)
        raise typer.Exit(HOPELESS)


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
