"""`hsba archive export`: plain copies of an archived record for whoever may have them."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from app.cli import handover
from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of
from app.cli.simulation import simulate
from domain.archived import LOST

if TYPE_CHECKING:
    from activities.file_renewals import RenewedFile
    from app.settings import Settings
    from domain.names import RecordId
    from services.archive import Checked
    from services.context import Context

Record = Annotated[str, typer.Argument(help="Mã hồ sơ hoặc id · the record's code or id.", show_default=False)]
AnyRecord = Annotated[
    str | None,
    typer.Argument(help="Mã hồ sơ hoặc id; bỏ trống: mọi hồ sơ · a record, or all there are.", show_default=False),
]
To = Annotated[Path, typer.Option("--to", help="Thư mục mới · a new folder.", file_okay=False, show_default=False)]

AsSealed = Annotated[
    bool,
    typer.Option(
        "--sealed", help="Nguyên đối tượng OCFL đã mã hóa, kèm khóa của hồ sơ (khoa.txt) · the sealed OCFL object, with the record's key."
    ),
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    group = typer.Typer(help="Kho lưu trữ · the archive.", no_args_is_help=True)
    group.command("export")(export)
    group.command("verify")(verify)
    handover.add_to(group)
    group.command("simulate")(simulate)
    group.command("renew")(renew)
    group.command("second-copy")(second_copy)
    hsba.add_typer(group, name="archive")


def export(record: Record, to: To, login: Login, sealed: AsSealed = False, data: Data = None, as_json: Json = False) -> None:
    """Trích bản sao đọc được của một hồ sơ đã lưu trữ; việc trích được ghi nhật ký · plain copies of an archived record; audited."""
    if to.exists() and any(to.iterdir()):
        raise typer.BadParameter(f"{to} đã có tệp · is not empty", param_hint="--to")
    made = sealed_of if sealed else copies_of
    copies = asyncio.run(made(settings_of(data), login, record))
    written = [str(write(to, name, content)) for name, content in copies.items()]
    typer.echo(json.dumps({"files": written}, ensure_ascii=False) if as_json else "\n".join(written))
    if lost := copies.get(LOST):
        typer.echo(lost.decode().rstrip(), err=True)
        raise typer.Exit(3)


def verify(login: Login, record: AnyRecord = None, data: Data = None, as_json: Json = False) -> None:
    """Đọc lại kho lưu trữ, đối chiếu từng tệp; không sửa gì · reads the archive again and compares every file; mends nothing."""
    found = asyncio.run(_verified(settings_of(data), login, record))
    if as_json:
        typer.echo(json.dumps({"records": found.records, "damaged": dict(found.damaged)}, ensure_ascii=False))
    else:
        typer.echo(
            f"Đã đọc {found.records} hồ sơ, {len(found.damaged)} hồ sơ bị hỏng · {found.records} records, {len(found.damaged)} damaged"
        )
        for code, files in found.damaged:
            typer.echo(f"{code}: {', '.join(files)}")
    if found.damaged:
        raise typer.Exit(3)


def renew(record: Record, login: Login, data: Data = None, as_json: Json = False) -> None:
    """Gia hạn dấu thời gian lưu trữ trong từng tệp của một hồ sơ; tệp cũ giữ nguyên · renews a record's files by a further time stamp."""
    made = asyncio.run(_renewed(settings_of(data), login, record))
    said = "\n".join(one.path for one in made) or "Không có văn bản nào để gia hạn · nothing to renew"
    told = {"renewed": [{"path": one.path, "sha256": one.sha256} for one in made]}
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else said)


def second_copy(data: Data = None, as_json: Json = False) -> None:
    """Nhận HSBA_ARCHIVE_COPY làm bản thứ hai của kho, khi đĩa mới đã gắn; ban đêm tự chép · marks a new, mounted disk."""
    from app import wiring

    settings = settings_of(data)
    if not settings.archive_copy or not Path(settings.archive_copy).is_dir():
        raise typer.BadParameter("cần một thư mục đã có · must name a folder that is there", param_hint="HSBA_ARCHIVE_COPY")
    wiring.archive_copy(settings).prepare()
    told = {"second_copy": str(settings.archive_copy)}
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else f"Đã nhận bản thứ hai · ready: {settings.archive_copy}")


async def _renewed(settings: "Settings", login: str, record: str) -> "list[RenewedFile]":
    """The hands work in this process: the stamps are asked for within the quotas of all."""
    from activities.file_renewals import FileRenewals
    from activities.preserving import Preservation
    from app import wiring
    from services import archive

    async with acting(settings, login, "record.renew") as context:
        which = await named(context, record)
        await archive.may_renew(context, which)
        sessions = context.house.sessions
        async with wiring.stamping(settings, sessions) as (revocation, stamps):
            hands = FileRenewals(wiring.desk(settings, sessions), wiring.archive_copy(settings), Preservation(revocation, stamps))
            return await hands.renew(which, context.actor, context.position)


async def _verified(settings: "Settings", login: str, record: str | None) -> "Checked":
    from services import archive

    async with acting(settings, login, "record.export") as context:
        return await archive.verify(context, await named(context, record) if record else None)


async def copies_of(settings: "Settings", login: str, record: str) -> dict[str, bytes]:
    """Path → plain bytes."""
    from services import archive

    async with acting(settings, login, "record.export") as context:
        return await archive.export(context, await named(context, record))


async def sealed_of(settings: "Settings", login: str, record: str) -> dict[str, bytes]:
    """The OCFL object byte for byte below `ho-so`, the documents' evidence records below `evidence`, and the record's key in `khoa.txt`."""
    from services import archive

    async with acting(settings, login, "record.export") as context:
        found = await archive.sealed(context, await named(context, record))
    files = {f"ho-so/{path.relative_to(found.folder)}": path.read_bytes() for path in sorted(found.folder.rglob("*")) if path.is_file()}
    return {**files, **found.proofs, "khoa.txt": f"{found.identity}\n".encode()}


async def named(context: "Context", record: str) -> "RecordId":
    """The record of this id or code. Raises: NotFound, NotAllowed."""
    from domain.errors import NotFound
    from domain.names import RecordId
    from services import records

    try:
        return RecordId(UUID(record))
    except ValueError:
        for line in await records.listing(context, record):
            if line.code == record:
                return line.id
        raise NotFound("record", record) from None


def write(folder: Path, name: str, content: bytes) -> Path:
    """Writes one copy for its owner only (file 0600, folders 0700); never outside the folder, never over a file. Raises OSError."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise PermissionError(f"{name}: outside {folder}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for above in reversed(path.relative_to(folder.resolve()).parents):
        (folder / above).mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
    return path
