"""`hsba keys found|recover|forget`: the wrapping key and its token, with the people who keep its components.

A component is on paper or in a file of its own; it is never an option, in a log or in an error.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from app.cli.options import Data, Json, settings_of
from app.cli.parts import refuse_faults

if TYPE_CHECKING:
    from app.settings import Settings
    from domain.components import Component
    from domain.errors import NotFound
    from signing.tokens import SecretRefused
    from signing.wrapping_token import WrappingToken
    from store.key_places import KeyPlaces

CLEARED = "\033[2J\033[3J\033[H"
"""Empties a terminal, the lines scrolled away too."""
Components = Annotated[
    list[Path] | None,
    typer.Option(
        "--component", help="Tệp của một thành phần, mỗi người giữ một tệp · the file of a component, one for each.", show_default=False
    ),
]
People = Annotated[
    int, typer.Option("--people", help="Số người giữ thành phần, trên màn hình · how many people, on the terminal.", min=2, max=9)
]
Inside = Annotated[bool, typer.Option("--inside", help="Thẻ tự sinh khóa, không có thành phần · the token makes it, no components.")]
Check = Annotated[
    str,
    typer.Option(
        "--key",
        help="Giá trị kiểm tra của khóa bọc, ghi trên phong bì · the wrapping key's check value, on its envelopes.",
        show_default=False,
    ),
]
Mark = Annotated[
    str,
    typer.Argument(
        help="Giá trị kiểm tra của khóa bọc cũ (16 chữ số), ghi trên phong bì của khóa đó; `hsba doctor` cho biết của khóa đang bọc"
        " · the older wrapping key's check value (16 digits), on that key's envelopes; `hsba doctor` shows the present key's."
    ),
]


def found(component: Components = None, people: People = 2, inside: Inside = False, data: Data = None, as_json: Json = False) -> None:
    """Lập khóa bọc trong thẻ, từ hai thành phần trở lên mỗi người giữ một · makes the wrapping key, in the token, from components."""
    from app.keeper.wrapping_keys import bring_in, make_inside, refuse_to_hide
    from domain.components import combined

    settings = settings_of(data)
    with _token(settings) as token:
        refuse_to_hide(token, _places(settings), settings.master_key.each() if settings.has_master else ())
        mark = make_inside(token) if inside else bring_in(token, combined(_given_out(component or [], people)))
        number = token.marks()[mark]
    _tell(
        as_json,
        {"key": mark.hex(), "number": number, "components": [str(one) for one in component or []]},
        f"Khóa bọc {number} đã vào thẻ, giá trị kiểm tra {mark.hex()}; `hsba keys rotate` đưa mọi khóa hồ sơ sang khóa này"
        f" · wrapping key {number} is in the token, check value {mark.hex()}; `hsba keys rotate` moves every record key to it",
    )


def recover(component: Components = None, people: People = 2, key: Check = "", data: Data = None, as_json: Json = False) -> None:
    """Phục hồi khóa bọc vào thẻ từ đủ các thành phần; sai thì không ghi gì · brings the wrapping key back from its components."""
    from app.keeper.wrapping_keys import bring_back, refuse_strange
    from domain.components import combined, read
    from domain.wrapped import mark_of

    settings = settings_of(data)
    parts = [read(one.read_text()) for one in component] if component else _typed_in(people, key)
    whole = combined(parts)
    refuse_strange(whole, _places(settings))
    with _token(settings) as token:
        new = bring_back(token, whole, _places(settings))
        number = token.marks()[mark_of(whole)]
    vi = "đã ở trong thẻ" if new else "vốn đã có trong thẻ"
    en = "is in the token" if new else "was in the token already"
    check = mark_of(whole).hex()
    _tell(as_json, {"key": check, "number": number, "new": new}, f"Khóa bọc {check} {vi} · the wrapping key {check} {en}")


def forget(mark: Mark, data: Data = None, as_json: Json = False) -> None:
    """Cho một khóa bọc cũ không còn bọc khóa nào nghỉ; hôm sau chạy lại thì hủy · retires an older key, and a day later destroys it."""
    from app import wiring
    from app.keeper import wrapping_keys
    from domain.clock import clock_time

    settings = settings_of(data)
    try:
        which = bytes.fromhex(mark)
    except ValueError:
        raise typer.BadParameter(
            "giá trị kiểm tra của khóa bọc cũ là 16 chữ số 0-9, a-f, đọc trên phong bì của khóa đó"
            " · the older wrapping key's check value is 16 digits 0-9, a-f: read it on that key's envelopes"
        ) from None
    with _token(settings) as token:
        end = wrapping_keys.forget(token, which, _places(settings), wiring.now())
    if end is None:
        _tell(as_json, {"key": mark, "destroyed": True}, f"Khóa bọc {mark} đã hủy · the wrapping key {mark} is destroyed")
        return
    _tell(
        as_json,
        {"key": mark, "destroyed": False, "from": end.isoformat()},
        f"Từ nay khóa bọc {mark} chỉ mở, không bọc nữa, và CHƯA bị hủy: khởi động lại mọi tiến trình giữ khóa,"
        f" rồi chạy lại lệnh này sau {clock_time(end)} · the wrapping key {mark} now opens only and is NOT destroyed yet:"
        f" restart every keeper, then run this again after {clock_time(end)}",
    )
    raise typer.Exit(1)


def opened(settings: "Settings") -> "WrappingToken":
    """The token as it is, for as long as the command runs. Ends the command in words when it does not open."""
    from app.keeper import token
    from domain.errors import NotFound
    from signing.tokens import SecretRefused

    try:
        return token.opened(settings)
    except (NotFound, SecretRefused) as wrong:
        _refuse(wrong)


def _refuse(wrong: "NotFound | SecretRefused") -> NoReturn:
    from app.keeper.token import what_to_do

    typer.echo(" · ".join(what_to_do(wrong)), err=True)
    raise typer.Exit(1) from wrong


def _places(settings: "Settings") -> "KeyPlaces":
    from store.key_places import KeyPlaces

    return KeyPlaces(settings.key_store, *settings.replica_folders)


@contextmanager
def _token(settings: "Settings") -> "Iterator[WrappingToken]":
    """The token, made when it is SoftHSM's and not there. Ends the command in words when it does not open or holds no such key."""
    refuse_faults(settings, "keep")
    from app.devstack.installation import write_pin
    from app.keeper.token import is_softhsm, opened_or_made
    from domain.errors import NotFound
    from signing.tokens import SecretRefused

    if is_softhsm(settings):
        write_pin(settings)
    try:
        with closing(opened_or_made(settings)) as token:
            yield token
    except (NotFound, SecretRefused) as wrong:
        _refuse(wrong)


def _given_out(files: Sequence[Path], people: int) -> "tuple[Component, ...]":
    """New components, each with its keeper before any key is made of them."""
    from secrets import token_bytes

    from domain.components import LENGTH, founded

    if len(files) == 1:
        raise typer.BadParameter("ít nhất hai tệp · two files or more", param_hint="--component")
    parts = founded([token_bytes(LENGTH) for _ in range(len(files) or people)])
    if files:
        _write(parts, files)
    else:
        _refuse_no_terminal()
        for one in parts:
            _show(one)
    return parts


def _write(parts: "Sequence[Component]", files: Sequence[Path]) -> None:
    """Each into a new file of mode 0600. Raises: FileExistsError before anything is written."""
    for file in files:
        if file.exists() or files.count(file) > 1:
            raise FileExistsError(17, "File exists", str(file))
    for one, file in zip(parts, files, strict=True):
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as sealed:
            sealed.write(one.text())
            sealed.flush()
            os.fsync(sealed.fileno())


def _show(one: "Component") -> None:
    """On the terminal to one person alone, who writes it down and types it back; then it is gone."""
    from domain.components import written

    typer.prompt(
        f"Người giữ thành phần {one.number} vào, những người khác ra; Enter · keeper of component {one.number} alone",
        "",
        show_default=False,
    )
    title = f"Thành phần {one.number}/{one.of} của khóa {one.mark.hex()} · component {one.number} of {one.of}"
    typer.echo(f"{CLEARED}{title}\n\n{written(one.value)}\n")
    typer.prompt("Chép ra giấy, so lại từng nhóm; Enter · write it down, compare it", "", show_default=False)
    typer.echo(CLEARED, nl=False)
    while _asked(one.number) != one.value:
        typer.echo("Không đúng thành phần vừa chép; gõ lại · not what was shown, type it again", err=True)


def _typed_in(people: int, key: str) -> "list[Component]":
    from domain.components import Component

    _refuse_no_terminal()
    try:
        mark = bytes.fromhex(key)
    except ValueError:
        mark = b""
    if not mark:
        raise typer.BadParameter(
            "giá trị kiểm tra của khóa bọc cần phục hồi, trên phong bì · the wrapping key's check value, on its envelopes",
            param_hint="--key",
        )
    return [Component(number, people, _asked(number), mark) for number in range(1, people + 1)]


def _asked(number: int) -> bytes:
    """One component, typed unseen, again until its check value is right."""
    from domain.components import typed
    from domain.errors import Malformed
    from services.messages import said

    while True:
        words = typer.prompt(f"Gõ thành phần {number}, không hiện · type component {number}, unseen", hide_input=True)
        try:
            return typed(words, number)
        except Malformed as wrong:
            typer.echo(" · ".join(said(wrong)), err=True)


def _refuse_no_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _end("Cần màn hình và bàn phím, hoặc nêu tệp bằng --component", "needs a terminal, or files named by --component")


def _end(vi: str, en: str) -> NoReturn:
    typer.echo(f"{vi} · {en}", err=True)
    raise typer.Exit(2)


def _tell(as_json: bool, told: dict[str, object], words: str) -> None:
    import json

    typer.echo(json.dumps(told) if as_json else words)
