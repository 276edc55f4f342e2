"""`hsba up|down|status`: the whole stack of one data folder."""

from typing import Annotated

import typer

from app.cli.options import Data, Json, Port, settings_of

Detach = Annotated[bool, typer.Option("--detach", help="Trả dấu nhắc khi mọi thứ đã sẵn sàng · return when all is ready.")]
Empty = Annotated[bool, typer.Option("--empty", help="Bắt đầu một cơ sở thật, không dữ liệu mẫu · a real facility, no demo data.")]
Servers = Annotated[
    bool, typer.Option("--servers", help="Chỉ các máy chủ nền, để tự chạy từng phần · only the servers, to run parts by hand.")
]


NoStories = Annotated[
    bool, typer.Option("--no-stories", help="Lần đầu không diễn hai câu chuyện mẫu · do not play the two stories at the first start.")
]
Forget = Annotated[bool, typer.Option("--forget", help="Huỷ cả vé ký còn hạn · also drop signing tickets that are still good.")]


def add_to(hsba: typer.Typer) -> None:
    """Registers the commands."""
    for command in (up, down, status):
        hsba.command(rich_help_panel="Hệ thống · the stack")(command)


def up(
    data: Data = None,
    port: Port = None,
    detach: Detach = False,
    empty: Empty = False,
    servers: Servers = False,
    no_stories: NoStories = False,
    as_json: Json = False,
) -> None:
    """Khởi động mọi thứ trên máy này · start everything on this machine."""
    from app.cli import starting
    from app.devstack.parts import Wish

    settings, wish = settings_of(data, port), Wish(empty, servers, not no_stories)
    (starting.detach if detach else starting.stay)(settings, wish, as_json)


def down(data: Data = None, forget: Forget = False, as_json: Json = False) -> None:
    """Dừng mọi thứ · stop everything."""
    from app.cli import running

    running.end(settings_of(data), forget, as_json)


def status(data: Data = None, as_json: Json = False) -> None:
    """Cho biết từng phần đang ra sao, ở địa chỉ nào · tell how each part is, and where."""
    from app.cli import running

    running.tell(settings_of(data), as_json)
