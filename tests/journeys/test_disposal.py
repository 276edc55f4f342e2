"""Two hundred expired records: a council with a dissent, a hold between vote and destruction, and a backup that brings none back."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from app import wiring
from app.devstack.postgres import binaries
from app.settings import Settings
from domain.disposals import DisposalState, Fate, Obstacle
from domain.errors import NotFound
from services import archive, disposals, holds
from services.context import Context
from store.ocfl import Ocfl
from tests.disposing import COUNCIL, case, paper, reaches, signed
from tests.long_ago import DIAGNOSIS, LongAgo
from tests.people import DUC, HUNG, LAN, NAM, OANH, SON, THUY
from tests.stack import Stack, postgres

RECORDS = 200
OLD = LongAgo("HS15", RECORDS)


def backed_up(stack: Stack, to: Path) -> Path:
    """Everything a facility backs up, as it is now: database, archive, working files and tokens; never the key store."""
    to.mkdir()
    for name in ("archive", "blobs", "tokens"):
        shutil.copytree(getattr(stack.settings, name), to / name)
    url = stack.settings.migration_url.replace("+psycopg", "", 1)
    dump = (binaries(stack.settings.pg_bindir) / "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", to / "dump", url)
    subprocess.run([str(word) for word in dump], check=True, capture_output=True)
    return to


@asynccontextmanager
async def restored(stack: Stack, backup: Path, folder: Path) -> AsyncIterator[Context]:
    """The backup on another machine, with the key store as it is today."""
    settings = Settings.read({"HSBA_DATA": str(folder), "HSBA_ARCHIVE": str(backup / "archive"), "HSBA_BLOBS": str(backup / "blobs")})
    settings = replace(settings, key_store=stack.settings.key_store, master_key=stack.settings.master_key)
    (folder / "secrets").mkdir(parents=True)
    server = await postgres(settings)
    try:
        url = settings.migration_url.replace("+psycopg", "", 1)
        words = (binaries(settings.pg_bindir) / "pg_restore", "--no-owner", "--clean", "--if-exists", "--dbname", url, backup / "dump")
        await asyncio.to_thread(subprocess.run, [str(word) for word in words], capture_output=True, check=True)
        async with wiring.database(replace(settings, database_url=settings.migration_url)) as sessions:
            house = replace(stack.house, sessions=sessions, shelf=wiring.shelf(settings), ocfl=Ocfl(settings.archive))
            yield Context(house, NAM.position, stack.by(NAM).request)
    finally:
        server.terminate()
        await asyncio.to_thread(server.wait, 20)


async def test_two_hundred_records_and_what_no_backup_brings_back(stack: Stack, tmp_path: Path) -> None:
    await OLD.archived(stack)
    lying = sum(1 for _ in stack.house.ocfl.objects())
    backup = await asyncio.to_thread(backed_up, stack, tmp_path / "backup")
    seen = await disposals.preview(stack.by(NAM), date(2026, 1, 1))
    assert len(seen.items) == RECORDS
    which = await disposals.propose(stack.by(NAM), "Hồ sơ ra viện năm 2015", date(2026, 1, 1), (), seen.list_sha256)
    await disposals.convene(stack.by(NAM), which, COUNCIL, "Phòng họp tầng 2")
    await signed(stack, which, "disposal-council", SON, OANH)
    await reaches(stack, which, DisposalState.VOTING)
    for member in (SON, THUY, HUNG, LAN):
        await disposals.vote(stack.by(member), which, seen.list_sha256, [(None, True, "")])
    await disposals.vote(stack.by(DUC), which, seen.list_sha256, [(None, True, ""), (7, False, "Nên giữ để nghiên cứu")])
    await disposals.close(stack.by(SON), which, "Hội đồng đề nghị hủy toàn bộ danh mục")
    await signed(stack, which, "disposal-minutes", THUY, HUNG, DUC, LAN, SON)
    await reaches(stack, which, DisposalState.REVIEWED)
    await holds.place(stack.by(NAM), case(OLD.code(42)))
    await disposals.decide(stack.by(NAM), which)
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    items = {item.code: item for item in (await disposals.read(stack.by(NAM), which)).disposal.items}
    assert [one.code for one in items.values() if one.fate is not Fate.DESTROYED] == [OLD.code(42)]
    assert items[OLD.code(42)].reason == Obstacle.HELD
    await signed(stack, which, "destruction-certificate", NAM, OANH)
    await reaches(stack, which, DisposalState.CLOSED)
    assert (await paper(stack, which, "destruction-certificate"))["records"] == RECORDS - 1
    assert (await paper(stack, which, "disposal-minutes"))["dissent"] == [{"name": DUC.name, "item": 7, "note": "Nên giữ để nghiên cứu"}]
    assert sum(1 for _ in stack.house.ocfl.objects()) == lying - (RECORDS - 1)
    async with restored(stack, backup, tmp_path / "restored") as officer:
        assert sum(1 for _ in officer.house.ocfl.objects()) == lying, "the files are back, every one of them"
        opened = [number for number in OLD.numbers if await readable(officer, number)]
    assert opened == [42]


async def readable(officer: Context, number: int) -> bool:
    try:
        plain = await archive.export(officer, OLD.record(number))
    except NotFound:
        return False
    return DIAGNOSIS.encode() in plain["record.json"]
