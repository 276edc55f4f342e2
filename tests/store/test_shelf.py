"""The shelf and its keys: what lies there is sealed, named by its bytes, written once, and gone with its key."""

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotFound
from domain.names import Sha256
from store.blobs import Shelf
from store.key_places import MARKER
from store.keys import KeyStore
from store.ocfl import Ocfl
from store.wrapping import Masters

MASTER = bytes(range(32))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "blobs", KeyStore(tmp_path / "keys", Masters(MASTER)), Ocfl(tmp_path / "archive"))


async def test_what_is_put_comes_back_and_lies_sealed(shelf: Shelf) -> None:
    content = "Nguyễn Thị Hạnh, đái tháo đường".encode()
    digest = await shelf.put("record/1", content)
    assert digest == sha256(content).hexdigest()
    assert await shelf.get("record/1", digest) == content
    sealed = shelf.path("record/1", digest).read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert content not in sealed
    assert shelf.path("record/1", digest).parent.stat().st_mode & 0o077 == 0


async def test_it_is_written_once_and_young_again_when_put_again(shelf: Shelf) -> None:
    """Whoever puts the same bytes again is about to name them in a row: the sweep must not take them first."""
    digest = await shelf.put("record/1", b"words")
    path = shelf.path("record/1", digest)
    before = path.read_bytes()
    os.utime(path, (0, 0))
    assert await shelf.put("record/1", b"words") == digest
    assert path.read_bytes() == before
    assert path.stat().st_mtime > time.time() - 60
    assert [one.name for one in path.parent.iterdir()] == [path.name]


async def test_what_is_not_there_or_not_what_it_says(shelf: Shelf) -> None:
    digest = await shelf.put("record/1", b"words")
    with pytest.raises(NotFound):
        await shelf.get("record/1", Sha256("0" * 64))
    with pytest.raises(NotFound):
        await shelf.get("record/2", digest)
    other = await shelf.put("record/1", b"other words")
    shelf.path("record/1", digest).write_bytes(shelf.path("record/1", other).read_bytes())
    with pytest.raises(NotFound):
        await shelf.get("record/1", digest)


async def test_each_record_has_a_key_of_its_own(shelf: Shelf) -> None:
    one, two = await shelf.put("record/1", b"words"), await shelf.put("record/2", b"words")
    sealed = shelf.path("record/1", one).read_bytes()
    assert shelf.keys.decrypt("record/1", sealed) == b"words"
    with pytest.raises(ValueError, match="sealed bytes"):
        shelf.keys.decrypt("record/2", sealed)
    assert one == two


async def test_a_file_that_is_not_whole_is_not_there(shelf: Shelf) -> None:
    """Whoever reads it hears a refusal: a fault nobody foresaw would be tried again and again."""
    path = shelf.path("record/1", digest := await shelf.put("record/1", b"words"))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(NotFound):
        await shelf.get("record/1", digest)


async def test_a_destroyed_key_takes_its_files_along(shelf: Shelf, tmp_path: Path) -> None:
    digest = await shelf.put("record/1", b"words")
    for file in (tmp_path / "keys").iterdir():
        file.unlink()
    later = Shelf(tmp_path / "blobs", KeyStore(tmp_path / "keys", Masters(MASTER)), Ocfl(tmp_path / "archive"))
    with pytest.raises(NotFound):
        await later.get("record/1", digest)


async def test_wrapped_keys_open_with_the_master_key_only(shelf: Shelf, tmp_path: Path) -> None:
    digest = await shelf.put("record/1", b"words")
    (file,) = (path for path in (tmp_path / "keys").iterdir() if path.name != MARKER)
    assert b"AGE-SECRET-KEY" not in file.read_bytes()
    again = Shelf(tmp_path / "blobs", KeyStore(tmp_path / "keys", Masters(MASTER)), Ocfl(tmp_path / "archive"))
    assert await again.get("record/1", digest) == b"words"
    stranger = Shelf(tmp_path / "blobs", KeyStore(tmp_path / "keys", Masters(bytes(32))), Ocfl(tmp_path / "archive"))
    with pytest.raises(InvalidTag):
        await stranger.get("record/1", digest)


@given(content=st.binary(max_size=2000))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    shelf = Shelf(folder / "blobs", KeyStore(folder / "keys", Masters(MASTER)), Ocfl(folder / "archive"))
    assert shelf.get_now("record/any", shelf.put_now("record/any", content)) == content
