"""The token is lost: from the key store's replica, a copy of the archive and the components alone, every record opens again."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyrage
import pytest

from domain.errors import Refusal, Unavailable
from domain.names import RecordId
from services import archive
from services.context import Context, House
from store.blobs import Shelf
from store.key_places import MARKER
from store.keys import KeyStore
from store.wrapping import Both, Masters
from tests.app.keepers import Keeper, founded
from tests.app.stacks import hsba, told
from tests.care import archived, refusal
from tests.people import NAM
from tests.stack import Stack


@dataclass
class Moved:
    """The stack's keys, copied and wrapped by a token; one of its records."""

    keeper: Keeper
    stack: Stack
    record: RecordId
    envelopes: list[str]
    replica: Path

    def office(self) -> Context:
        """The records officer, where the token wraps; nothing was opened before."""
        house = self.stack.house
        shelf = Shelf(house.shelf.folder, self.keeper.store(self.replica), house.ocfl)
        return replace(self.stack.by(NAM), house=replace(house, shelf=shelf))


def unopened(house: House) -> list[str]:
    """Objects that other stories left without a key, or in pieces."""
    found = []
    for one in house.ocfl.objects():
        key = one.removeprefix("urn:hsba:").replace(":", "/", 1)
        try:
            for path in house.ocfl.files(one).values():
                if path.suffix == ".age":
                    house.shelf.keys.decrypt(key, path.read_bytes())
        except (Refusal, ValueError, OSError):
            found.append(one)
    return found


@pytest.fixture
async def moved(stack: Stack, tmp_path: Path) -> AsyncIterator[Moved]:
    record, _ = await archived(stack)
    envelopes = [word for name in ("one", "two") for word in ("--component", str(tmp_path / name))]
    data, replica = tmp_path / "data", tmp_path / "replica"
    shutil.copytree(stack.settings.key_store, data / "keys")
    replica.mkdir()
    (replica / MARKER).touch()
    master = stack.settings.master_key
    keeper = founded(data, *envelopes, HSBA_MASTER_KEY=master.text())
    keeper.start()
    keys = KeyStore(data / "keys", Both(keeper.client, Masters(*master.each())), [replica])
    keys.places.mend()
    keys.rotate()
    yield Moved(keeper, stack, record, envelopes, replica)
    keeper.kill()


async def test_every_record_opens_from_replica_archive_and_components(moved: Moved, tmp_path: Path) -> None:
    before = await archive.sealed(moved.office(), moved.record)
    assert pyrage.x25519.Identity.from_str(before.identity)
    moved.keeper.kill()
    shutil.rmtree(moved.keeper.data)
    shutil.copytree(moved.stack.settings.archive, tmp_path / "archive")

    copies = {"HSBA_KEY_STORE": str(moved.replica), "HSBA_ARCHIVE": str(tmp_path / "archive")}
    new = Keeper(tmp_path / "new")
    done = hsba("keys", "recover", *moved.envelopes, data=new.data, **copies)
    assert done.returncode == 0, done.stderr
    found = told(hsba("keys", "rehearse", "--token", "--sample", "10000", "--json", data=new.data, **copies))
    everything, closed = list(moved.stack.house.ocfl.objects()), unopened(moved.stack.house)
    assert (found["unreadable"], found["shut"]) == ([], closed), "all that opened before opens"
    assert found["opened"] == len(everything) - len(closed)

    shutil.copytree(moved.replica, new.data / "keys", dirs_exist_ok=True)
    new.start()
    try:
        after = await archive.sealed(replace(moved, keeper=new).office(), moved.record)
        assert after.identity == before.identity, "files of records were not touched"
    finally:
        new.kill()


async def test_while_the_keeper_is_away_its_part_is_named_and_nothing_is_half_done(moved: Moved) -> None:
    office = moved.office()
    moved.keeper.kill()
    assert "tiến trình giữ khóa bọc" in await refusal(Unavailable, archive.sealed(office, moved.record))
    moved.keeper.start()
    assert (await archive.sealed(office, moved.record)).identity
