"""`hsba serve|work|sign|keep|schedule|migrate`: one part of the stack on its own, as the supervisor or a container starts it."""

from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING

import typer

from app.cli.options import Data, settings_of

if TYPE_CHECKING:
    from app.settings import Settings

MODULES = {"serve": "app.server", "work": "app.worker", "sign": "app.signer", "keep": "app.keeper.process", "schedule": "app.scheduler"}
"""Where each part's `run(settings)` lives; it serves until SIGTERM."""


def add_to(hsba: typer.Typer) -> None:
    """Registers the commands."""
    for command in (serve, work, sign, keep, schedule, migrate):
        hsba.command(rich_help_panel="Từng phần · single parts")(command)


def serve(data: Data = None) -> None:
    """Chạy máy chủ web và API · run the web and API server."""
    run("serve", data)


def work(data: Data = None) -> None:
    """Chạy tiến trình xử lý quy trình · run the worker."""
    run("work", data)


def sign(data: Data = None) -> None:
    """Chạy tiến trình ký, nơi duy nhất chạm tới khoá ký · run the signer, which alone reaches keys of signers."""
    run("sign", data)


def keep(data: Data = None) -> None:
    """Chạy tiến trình giữ khóa bọc, nơi duy nhất chạm tới thẻ của khóa ấy · run the keeper of the wrapping key."""
    run("keep", data)


def schedule(data: Data = None) -> None:
    """Chạy bộ lập lịch · run the scheduler."""
    run("schedule", data)


def migrate(data: Data = None) -> None:
    """Cập nhật bảng cơ sở dữ liệu, mỗi lúc chỉ một tiến trình · bring the tables up to date, one process at a time."""
    settings = settings_of(data)
    refuse_faults(settings, "migrate")
    refuse_stopped(settings)
    from sqlalchemy import make_url

    from store.migrate import upgrade

    owner, application = make_url(settings.migration_url).username, make_url(settings.database_url).username
    with owning(settings):
        upgrade(settings.migration_url, application if application and application != owner else "")


def owning(settings: "Settings") -> AbstractContextManager[None]:
    """In the private server the owner's role can be taken while this lasts; on another one the URL says how."""
    if {"database_url", "migration_url"} & settings.given:
        return nullcontext()
    from app.devstack.database import opened

    return opened(settings.data)


def run(command: str, data: Data) -> None:
    """Runs one part until it is told to stop."""
    settings = settings_of(data)
    refuse_faults(settings, command)
    import_module(MODULES[command]).run(settings)


def refuse_faults(settings: "Settings", command: str) -> None:
    """In production, ends the command when it would run on stand-ins or without its secrets."""
    from app.production import faults
    from app.readiness import HOPELESS

    found = faults(settings, command)
    for fault in found:
        typer.echo(f"{fault.setting}: {fault.vi} · {fault.en}", err=True)
    if found:
        raise typer.Exit(HOPELESS)


def refuse_stopped(settings: "Settings") -> None:
    """Ends the command when it needs the private servers of a stack that does not run."""
    from app.devstack.hold import holder

    if "database_url" not in settings.given and holder(settings.data) is None:
        typer.echo(f"Hệ thống không chạy ({settings.data}); hãy `hsba up` · not running: start it with `hsba up`", err=True)
        raise typer.Exit(1)
