"""Options that several commands share, and the settings they lead to."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.settings import Settings

Data = Annotated[Path | None, typer.Option("--data", help="Thư mục dữ liệu · data folder. [HSBA_DATA, .hsba]", show_default=False)]
Port = Annotated[
    int | None,
    typer.Option("--port", help="Cổng web, 0 là cổng trống bất kỳ · web port, 0 is any free one. [HSBA_PORT, 8000]", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Trả lời cho máy đọc · answer for machines.")]


def settings_of(data: Path | None = None, port: int | None = None) -> "Settings":
    """Settings of the environment with the options put over it; the environment keeps them for the processes started from here.

    Ends the command with a sentence when a setting cannot be understood.
    """
    from app import ports
    from app.settings import Settings

    folder = Path(data or os.environ.get("HSBA_DATA") or ".hsba").absolute()
    if folder.exists() and not folder.is_dir():
        typer.echo(f"Thư mục dữ liệu {folder} là một tệp · the data folder is a file", err=True)
        raise typer.Exit(2)
    os.environ["HSBA_DATA"] = str(folder)
    if port is not None:
        os.environ["HSBA_PORT"] = str(port or ports.free(set()))
    try:
        return Settings.read()
    except ValueError as wrong:
        typer.echo(f"Cấu hình sai · wrong setting: {wrong}", err=True)
        raise typer.Exit(2) from wrong
