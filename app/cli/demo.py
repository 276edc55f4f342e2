"""`hsba demo`: plays both stories against the running stack."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Data, Json, settings_of
from app.cli.parts import refuse_stopped

if TYPE_CHECKING:
    from app.settings import Settings

Out = Annotated[Path, typer.Option("--out", help="Thư mục cho các tệp PDF đã xong · folder for the finished PDFs.", file_okay=False)]
Name = Annotated[
    str,
    typer.Option(
        "--name",
        help="Tên bản diễn: cùng tên thì diễn tiếp, tên khác là hồ sơ mới · the same name goes on where it was, another is a new record.",
    ),
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the command."""
    hsba.command()(demo)


def demo(data: Data = None, out: Out = Path("demo-out"), name: Name = "demo", as_json: Json = False) -> None:
    """Diễn hai câu chuyện trên hệ thống đang chạy · play both stories on the running stack.

    Mỗi tên là một hồ sơ bệnh án mới. Kế hoạch của tỉnh chỉ có một lần trong mỗi bản cài đặt: bước đã làm được ghi "đã có từ trước".
    Each name is a new record. The province's plan exists once per installation: a step that was done before is told as "found done".
    """
    settings = settings_of(data)
    if "public_url" not in settings.given:
        refuse_stopped(settings)
    refuse_real(settings)
    out.mkdir(parents=True, exist_ok=True)  # before a minute of stories that could then not be written down
    from app.demo import run

    raise typer.Exit(run(settings, out, name, as_json))


def refuse_real(settings: "Settings") -> None:
    """Ends the command on a real facility: the stories' people are not there, and nothing of theirs belongs there."""
    from app.devstack.installation import marks

    if marks(settings.data).get("demo") is False:
        typer.echo("Đây là cơ sở thật, không có người mẫu để diễn · a real facility has no people for the stories", err=True)
        raise typer.Exit(1)
