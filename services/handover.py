"""A facility's whole archive handed over at a contract's end, and taken in elsewhere: objects byte for byte, rows and keys sealed."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from sqlalchemy.ext.asyncio import AsyncSession

from domain.archived import object_id
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.people import demand
from services.context import Context, House
from store import handover
from store.files import write_once
from store.ocfl import Ocfl
from store.writes import audit

ROWS, KEYS, WORDS, OBJECTS = "rows.json.age", "keys.json.age", "words", "archive"
README = """BÀN GIAO KHO LƯU TRỮ HỒ SƠ BỆNH ÁN

archive/        kho OCFL 1.1, từng byte như bản gốc; mỗi hồ sơ có README.txt của nó
words/          lời ghi kèm hồ sơ (lý do giữ lại, lý do chuyển …), mã hóa bằng khóa riêng
keys.json.age   khóa của từng hồ sơ, mã hóa cho bên nhận:  age --decrypt --identity <khóa của bên nhận> keys.json.age
rows.json.age   mọi điều cơ sở dữ liệu biết về các hồ sơ, mã hóa cho bên nhận; người được nêu tên không kèm mật khẩu

Bên nhận dùng hsba gõ:  hsba archive import <thư mục này> --identity <tệp khóa> --as <quản trị>
In English: an OCFL root, and keys and rows encrypted with age to the receiver. `hsba archive import` takes it in.
"""


@dataclass(frozen=True)
class Handed:
    """What was handed over, or taken in."""

    records: int
    objects: int
    keys: int


async def export(context: Context, to: Path, recipient: str) -> Handed:
    """Everything of the facility's archived records into a new folder; keys and rows are encrypted to the receiver's age recipient.

    Each object is verified before and after it is copied. Audited. Raises: NotAllowed, Malformed (no recipient), Damaged.
    """
    demand(context.position, "archive.hand_over", "*", context.today)
    sealed = _recipient(recipient)
    facility = context.position.facility
    async with context.house.sessions.begin() as session:
        rows = await handover.told(session, facility)
        await _note(session, context, "archive.hand_over", records=len(rows["record"]))
    keys = await asyncio.to_thread(_exported, context.house, rows)
    objects = await asyncio.to_thread(_copied, context.house.ocfl, Ocfl(to / OBJECTS), [object_id(key) for key in keys])
    await asyncio.to_thread(_words, context.house, to, list(keys))
    for name, what in ((ROWS, rows), (KEYS, keys)):
        write_once(to / name, pyrage.encrypt(json.dumps(what, default=str).encode(), [sealed]))
    write_once(to / "README.txt", README.encode())
    return Handed(len(rows["record"]), objects, len(keys))


async def take_in(context: Context, folder: Path, identity: str) -> Handed:
    """Takes a handed-over archive in: objects, keys, rows; safe to repeat, and nothing that is there is changed.

    Raises: NotAllowed, Malformed (no such folder, another's key, another facility, records that were destroyed here), Damaged.
    """
    demand(context.position, "archive.take_in", "*", context.today)
    rows, keys = (_opened(folder / name, identity) for name in (ROWS, KEYS))
    if [one["id"] for one in rows["facility"]] != [context.position.facility]:
        vi = "folder: kho này của cơ sở khác, không phải cơ sở của vị trí đang dùng"
        raise Malformed(both(vi, "this archive is another facility's"))
    house = context.house
    await asyncio.to_thread(_demand_none_destroyed, house, rows, keys)
    objects = await asyncio.to_thread(_copied, Ocfl(folder / OBJECTS), house.ocfl, list(Ocfl(folder / OBJECTS).objects()))
    for key, own in keys.items():
        await asyncio.to_thread(house.shelf.keys.adopt, key, own)
    await asyncio.to_thread(_laid, house, folder)
    async with house.sessions.begin() as session:
        added = await handover.taken_in(session, rows)
        await _note(session, context, "archive.take_in", records=added)
    return Handed(added, objects, len(keys))


def _demand_none_destroyed(house: House, rows: handover.Rows, keys: Mapping[str, str]) -> None:
    """What was handed over before a disposal here brings nothing of it back. Raises: Malformed."""
    given = {key: str(row["code"]) for row in rows["record"] if (key := f"record/{row['id']}") in keys}
    gone = sorted(code for key, code in given.items() if house.shelf.keys.gone(key))
    if gone:
        some = ", ".join(gone[:5]) + ("…" if len(gone) > 5 else "")
        vi = f"folder: {len(gone)} hồ sơ trong gói đã tiêu hủy tại đây ({some}); không nhập gì, hãy dùng gói bàn giao lập sau đợt tiêu hủy"
        raise Malformed(both(vi, "records of it were destroyed here; nothing was taken in: use one made after the disposal"))


def _recipient(told: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(told.strip())
    except pyrage.RecipientError as wrong:
        raise Malformed("recipient: cần khóa công khai age của bên nhận (age1…) / the receiver's age recipient") from wrong


def _opened(path: Path, identity: str) -> Any:
    try:
        own = pyrage.x25519.Identity.from_str(identity.strip())
        return json.loads(pyrage.decrypt(path.read_bytes(), [own]))
    except FileNotFoundError:
        raise Malformed(both(f"folder: không có {path.name}", f"{path.name} is missing")) from None
    except (pyrage.IdentityError, pyrage.DecryptError) as wrong:
        raise Malformed("identity: khóa này không mở được gói bàn giao / this key does not open it") from wrong


def _exported(house: House, rows: handover.Rows) -> dict[str, str]:
    """Key of the shelf → identity, of everything that has one."""
    found = {}
    for key in _keys(rows):
        try:
            found[key] = house.shelf.keys.exported(key)
        except NotFound:
            continue  # destroyed with its record, or never needed
    return found


def _keys(rows: handover.Rows) -> Iterator[str]:
    kinds = {"record": "record", "hold": "hold", "incident_file": "incident", "patient_move": "patient-move", "outage": "outage"}
    kinds |= {"disposal": "disposal"}
    for table, kind in kinds.items():
        yield from (f"{kind}/{row['id']}" for row in rows[table])


def _copied(source: Ocfl, target: Ocfl, objects: list[str]) -> int:
    """Objects that are in the first root and not in the second; each is verified in both."""
    copied = 0
    for one in objects:
        if one in source:
            fingerprint = source.verify(one).inventory_sha256
            if one not in target:
                target.take(source.path(one), one)
                copied += 1
            if target.verify(one).inventory_sha256 != fingerprint:
                raise Malformed(both(f"archive: {one} khác với bản đã có", "differs from the one that is here"))
    return copied


def _words(house: House, to: Path, keys: list[str]) -> None:
    """Working files that no object holds: reasons, words of acts."""
    for key in keys:
        folder = house.shelf.path(key, "").parent
        if folder.is_dir():
            shutil.copytree(folder, to / WORDS / folder.name, dirs_exist_ok=True)


def _laid(house: House, folder: Path) -> None:
    for one in sorted((folder / WORDS).glob("*/*.age")):
        write_once(house.shelf.folder / one.parent.name / one.name, one.read_bytes())


async def _note(session: AsyncSession, context: Context, act: str, **facts: object) -> None:
    about = ("facility", context.position.facility)
    await audit.note_act(session, context.now, context.actor, context.position, act, about, None, **facts)
