"""At a contract's end the whole archive goes to another installation: byte for byte, readable there, and by nobody on the way."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyrage
import pytest

from activities.documents import bytes_key
from app import wiring
from app.settings import Settings
from domain.archived import object_id
from domain.errors import Malformed, NotAllowed
from domain.holds import Case, CaseKind, NewHold, Scope
from domain.names import RequestId
from domain.origins import CameFrom
from services import archive, handover, held, holds, records
from services.context import Context
from store.blobs import Shelf
from store.keys import KeyStore
from store.ocfl import Damaged, Ocfl
from store.queries import referrals
from store.tables.people import FacilityRow, PersonRow, PositionRow
from store.wrapping import Masters
from store.writes import referrals as writes
from tests.care import archived, refusal
from tests.people import CENTRE, FACILITIES, HOSPITAL, LAN, NAM, SON, YEN
from tests.stack import Stack, postgres

ROOT = pyrage.x25519.Identity.generate()
SECRET = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{20}|" + "Thuỳ Hạnh".encode())
MASTER = "bàn giao".encode().ljust(32, b"-")


@asynccontextmanager
async def elsewhere(stack: Stack, folder: Path) -> AsyncIterator[Context]:
    """Another installation of the same hospital, with its administrator and nobody else."""
    (folder / "secrets").mkdir(parents=True)
    settings = replace(Settings.read({"HSBA_DATA": str(folder)}), master_key=stack.settings.payload_keys)
    server = await postgres(settings)
    try:
        async with wiring.database(replace(settings, database_url=settings.migration_url)) as sessions:
            async with sessions.begin() as session:
                name, kind, _ = FACILITIES[HOSPITAL]
                session.add(FacilityRow(id=HOSPITAL, name=name, kind=kind))
                session.add(PersonRow(id=YEN.id, login=YEN.login, name=YEN.name, password_hash="!"))
                await session.flush()
                session.add(PositionRow(**{**vars(YEN.position), "role": str(YEN.role)}))
            keys = KeyStore(settings.key_store, Masters(MASTER))
            ocfl = Ocfl(settings.archive)
            house = replace(stack.house, sessions=sessions, shelf=Shelf(settings.blobs, keys, ocfl), ocfl=ocfl)
            yield Context(house, YEN.position, RequestId("take-in"))
    finally:
        server.terminate()
        server.wait(20)


def lying(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


async def test_what_is_handed_over_is_the_same_elsewhere(stack: Stack, tmp_path: Path) -> None:
    record, document = await archived(stack)
    code = (await records.read(stack.by(NAM), record)).page.record.code
    about = Case(CaseKind.COMPLAINT, "KN 05/2026", "Gia đình")
    hold = await holds.place(stack.by(NAM), NewHold(about, Scope.RECORD, "Đang giải quyết", date(2027, 12, 1), code=code))
    async with stack.sessions.begin() as session:
        await writes.come(session, record, CameFrom("Bệnh viện Nhi Trung ương", "12/GCV"))
    await refusal(NotAllowed, handover.export(stack.by(NAM), tmp_path / "x", str(ROOT.to_public())))
    await refusal(Malformed, handover.export(stack.by(SON), tmp_path / "x", "age1không"))
    handed = await handover.export(stack.by(SON), tmp_path / "handed", str(ROOT.to_public()))
    assert handed.records >= handed.objects >= 1, "of destroyed records the rows go along"
    package = lying(tmp_path / "handed")
    assert not [name for name, content in package.items() if SECRET.search(content)]
    async with elsewhere(stack, tmp_path / "elsewhere") as there:
        await refusal(Malformed, handover.take_in(there, tmp_path / "handed", str(pyrage.x25519.Identity.generate())))
        taken = await handover.take_in(there, tmp_path / "handed", str(ROOT))
        assert (taken.records, taken.objects) == (handed.records, handed.objects)
        again = await handover.take_in(replace(there, request=RequestId("take-in-2")), tmp_path / "handed", str(ROOT))
        assert (again.records, again.objects) == (0, 0)
        async with there.house.sessions() as session:
            came = await referrals.origin(session, record)
        assert came
        assert came.came_from.slip == "12/GCV"
        name = object_id(bytes_key(record))
        assert lying(there.house.ocfl.path(name)) == lying(stack.house.ocfl.path(name))
        officer = Context(there.house, NAM.position, RequestId("read"))
        view = await records.read(officer, record)
        assert (view.page.record.code, view.page.held, view.page.patient.name) == (code, True, "Nguyễn Thị Thuỳ Hạnh")
        assert await archive.export(officer, record) == await archive.export(stack.by(NAM), record)
        assert (await held.read(officer, hold)).reason == "Đang giải quyết"
        assert "record.archive" in {line.act for line in view.timeline}
        assert document in {one.id for one, _ in view.documents}
        assert (await archive.verify(officer)).damaged == ()
        there.house.shelf.keys.destroy(bytes_key(record))
        late = handover.take_in(replace(there, request=RequestId("take-in-3")), tmp_path / "handed", str(ROOT))
        assert code in await refusal(Malformed, late), "what was destroyed meanwhile is named, and nothing comes back"


async def test_a_damaged_object_is_not_handed_over(stack: Stack, tmp_path: Path) -> None:
    record, _ = await archived(stack)
    path = next(one for one in stack.house.ocfl.files(object_id(bytes_key(record))).values() if one.suffix == ".age")
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    try:
        with pytest.raises(Damaged, match=path.name):
            await handover.export(stack.by(SON), tmp_path / "handed", str(ROOT.to_public()))
    finally:
        path.write_bytes(good)


async def test_another_facilitys_archive_is_not_taken_in(stack: Stack, tmp_path: Path) -> None:
    await archived(stack)
    await handover.export(stack.by(SON), tmp_path / "handed", str(ROOT.to_public()))
    far = replace(YEN.position, facility=CENTRE)
    context = Context(stack.house, far, RequestId("far"))
    await refusal(Malformed, handover.take_in(context, tmp_path / "handed", str(ROOT)))
    await refusal(NotAllowed, handover.take_in(stack.by(LAN), tmp_path / "handed", str(ROOT)))
