"""`hsba keys`: the key store's own chores. What it says of a key is its file's name; no key is ever printed."""

import json
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import ceremony
from app.cli.options import Data, Json, settings_of
from app.cli.parts import refuse_faults

if TYPE_CHECKING:
    from app.settings import Settings
    from store.blobs import Shelf

Sample = Annotated[int, typer.Option("--sample", help="Số hồ sơ mở thử · archived records to open.", min=1)]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    group = typer.Typer(help="Kho khóa hồ sơ · the key store.", no_args_is_help=True)
    for command in (ceremony.found, ceremony.recover, mend, rotate, ceremony.forget, rehearse):
        group.command()(command)
    hsba.add_typer(group, name="keys")


NewPlace = Annotated[
    bool, typer.Option("--new-place", help="Nhận các thư mục đã nêu làm chỗ giữ khóa, khi đĩa mới đã gắn · marks new, mounted folders.")
]


def mend(new_place: NewPlace = False, data: Data = None, as_json: Json = False) -> None:
    """Đối chiếu các bản sao của kho khóa, bù khóa thiếu, xóa lại khóa đã hủy · levels the copies of the key store."""
    settings = settings_of(data)
    from app import wiring

    places = wiring.key_places(settings)
    if new_place:
        places.prepare()
    found = places.mend()
    _tell(
        as_json,
        {"keys": found.keys, "copied": found.copied, "destroyed": found.destroyed},
        f"{found.keys} khóa; bù {found.copied} bản thiếu; xóa lại {found.destroyed} bản của khóa đã hủy"
        f" · {found.keys} keys, {found.copied} copies brought back, {found.destroyed} destroyed keys had come back",
    )


def rotate(data: Data = None, as_json: Json = False) -> None:
    """Bọc lại mọi khóa bằng khóa bọc mới nhất trong thẻ; không ghi lại tệp hồ sơ · wraps every key by the newest wrapping key."""
    settings = settings_of(data)
    refuse_faults(settings, "work")
    from app import wiring

    keys = wiring.keys(settings)
    anew = keys.rotate()
    _tell(as_json, {"wrapped": anew}, f"Đã bọc lại {anew} tệp khóa; {_next_step(settings)}")


def _next_step(settings: "Settings") -> str:
    """What is left to do after a rotation."""
    if settings.by_token and not settings.has_master:
        return (
            "khóa bọc cũ trong thẻ hủy bằng `hsba keys forget` kèm giá trị kiểm tra của nó, ghi trên phong bì của khóa đó"
            " · files wrapped anew; `hsba keys forget` with the older key's check value, on its envelopes, destroys it"
        )
    return "nay bỏ khóa chủ cũ khỏi HSBA_MASTER_KEY, hoặc xóa secrets/master_key · files wrapped anew; now leave the older master key out"


Direct = Annotated[
    bool, typer.Option("--token", help="Mở thẳng thẻ vừa phục hồi, không qua tiến trình giữ khóa · opens the token itself, no keeper runs.")
]


def rehearse(sample: Sample = 20, token: Direct = False, data: Data = None, as_json: Json = False) -> None:
    """Diễn tập phục hồi: mọi khóa mở được bằng khóa bọc đang có, và mở thử hồ sơ lưu trữ · proves that keys and archive open.

    Chạy với HSBA_KEY_STORE, HSBA_ARCHIVE trỏ tới bản sao cần thử. Run it against the copies to be tried.
    """
    settings = settings_of(data)
    from app import wiring

    shelf = wiring.shelf(settings, ceremony.opened(settings) if token else None)
    keys = shelf.keys
    closed = sorted(keys.unreadable())
    opened, shut = _opened(shelf, list(islice(shelf.archive.objects(), sample)))
    told = {"keys": sum(1 for _ in keys.places.names()), "unreadable": closed, "opened": opened, "shut": shut}
    words = (
        f"{told['keys']} khóa, {len(closed)} không mở được; mở thử {opened} hồ sơ, {len(shut)} không mở được"
        f" · {told['keys']} keys, {len(closed)} unreadable; {opened} records opened, {len(shut)} not"
    )
    _tell(as_json, told, "\n".join((words, *closed, *shut)))
    if closed or shut or not opened:
        raise typer.Exit(3)


def _opened(shelf: "Shelf", objects: list[str]) -> tuple[int, list[str]]:
    """How many objects opened, every sealed file of them; and the ids of those that did not."""
    from cryptography.exceptions import InvalidTag

    from domain.errors import Refusal

    shut = []
    for one in objects:
        key = one.removeprefix("urn:hsba:").replace(":", "/", 1)
        try:
            for path in shelf.archive.files(one).values():
                if path.suffix == ".age":
                    shelf.keys.decrypt(key, path.read_bytes())
        except (Refusal, ValueError, InvalidTag, OSError):
            shut.append(one)
    return len(objects) - len(shut), shut


def _tell(as_json: bool, told: dict[str, object], words: str) -> None:
    typer.echo(json.dumps(told) if as_json else words)
