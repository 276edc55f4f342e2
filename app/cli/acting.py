"""Acting as a person on the command line: signed in by name and password, in the position that may do the act."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.parts import refuse_faults, refuse_stopped

if TYPE_CHECKING:
    from app.settings import Settings
    from services.context import Context

Login = Annotated[str, typer.Option("--as", help="Tên đăng nhập của người làm · sign-in name of who does it.", show_default=False)]


def password_of(login: str) -> str:
    """Asked on a terminal; elsewhere the first line of the standard input."""
    if sys.stdin.isatty():
        told: str = typer.prompt(f"Mật khẩu của {login} · password", hide_input=True, err=True)
        return told
    return sys.stdin.readline().rstrip("\n")


@asynccontextmanager
async def acting(settings: "Settings", login: str, act: str) -> AsyncIterator["Context"]:
    """This person at work, in the first position that may do `act`, signed out afterwards.

    Ends the command with the house's own sentence when anything is refused.
    """
    refuse_faults(settings, "serve")
    refuse_stopped(settings)
    from app import wiring
    from domain.errors import Refusal
    from domain.names import RequestId
    from domain.rights import RIGHTS
    from services import people
    from services.context import Context
    from services.messages import said

    password = password_of(login)
    try:
        async with wiring.house(settings) as house:
            token = await people.sign_in(house, login, password)
            try:
                posts = [post.position for post in (await people.who(house, token)).posts]
                able = [position for position in posts if position.role in RIGHTS[act]] or posts
                if not able:
                    raise typer.BadParameter(f"{login}: không giữ vị trí nào · holds no position", param_hint="--as")
                yield Context(house, able[0], RequestId(f"cli/{token_urlsafe(12)}"))
            finally:
                await people.sign_out(house, token)
    except Refusal as refused:
        typer.echo(" · ".join(said(refused)), err=True)
        raise typer.Exit(1) from refused
