"""The key store: the same keys in each place, wrapped anew without touching a record's file, and destroyed for good."""

import shutil
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound, Unavailable
from store.keys import KeyStore

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    made = (tmp_path / "keys", tmp_path / "second", tmp_path / "third")
    for place in made:
        place.mkdir()
    return made


def store(places: tuple[Path, ...], *masters: bytes) -> KeyStore:
    return KeyStore(places[0], *(masters or (OLD,)), replicas=places[1:])


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir() if path.is_file()}


def test_a_key_is_the_same_in_every_place(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    sealed = keys.encrypt("record/1", b"words")
    for place in places:
        assert KeyStore(place, OLD).decrypt("record/1", sealed) == b"words"


def test_a_lost_place_is_filled_again(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    for path in places[1].iterdir():
        path.unlink()
    mended = keys.places.mend()
    assert (mended.keys, mended.copied, mended.destroyed) == (1, 1, 0)
    assert names(places[0]) == names(places[1]) == names(places[2])


def test_work_goes_on_while_a_place_is_away_and_nothing_is_written_beneath_its_mount(places: tuple[Path, ...]) -> None:
    keys = store(places)
    shutil.rmtree(places[2])
    keys.create("record/1")
    assert keys.decrypt("record/1", keys.encrypt("record/1", b"words")) == b"words"
    assert not places[2].exists()
    with pytest.raises(Unavailable):
        keys.places.mend()
    places[2].mkdir()
    assert keys.places.mend().copied == 1


def test_a_destroyed_key_is_gone_everywhere_and_stays_gone(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for key in ("record/1", "record/2"):
        keys.create(key)
    sealed = keys.encrypt("record/1", b"words")
    old = {path.name: path.read_bytes() for path in places[1].iterdir()}
    keys.destroy("record/1")
    keys.destroy("record/1")
    for place in places:
        assert len(names(place)) == 1
        with pytest.raises(NotFound):
            KeyStore(place, OLD).decrypt("record/1", sealed)
    with pytest.raises(NotFound):
        keys.decrypt("record/1", sealed)
    with pytest.raises(NotFound):
        keys.create("record/1")
    for name, content in old.items():
        (places[1] / name).write_bytes(content)
    assert keys.places.mend().destroyed == 1
    assert len(names(places[1])) == 1
    assert keys.decrypt("record/2", keys.encrypt("record/2", b"other")) == b"other"


def test_nothing_is_destroyed_while_a_place_is_away(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    shutil.rmtree(places[1])
    with pytest.raises(Unavailable):
        keys.destroy("record/1")
    assert keys.exported("record/1").startswith("AGE-SECRET-KEY-1")


def test_another_process_forgets_a_destroyed_key_too(places: tuple[Path, ...]) -> None:
    web, worker = store(places), store(places)
    web.create("record/1")
    sealed = web.encrypt("record/1", b"words")
    worker.destroy("record/1")
    with pytest.raises(NotFound):
        web.decrypt("record/1", sealed)


def test_rotation_wraps_anew_and_the_files_of_records_stay(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for number in range(3):
        keys.create(f"record/{number}")
    sealed = keys.encrypt("record/1", b"words")
    both = store(places, NEW, OLD)
    assert both.decrypt("record/1", sealed) == b"words"
    assert (both.rotate(), both.rotate()) == (3, 0)
    for place in places:
        after = KeyStore(place, NEW)
        assert after.decrypt("record/1", sealed) == b"words"
        assert not list(after.unreadable())
        assert len(list(KeyStore(place, OLD).unreadable())) == 3
    with pytest.raises(InvalidTag):
        KeyStore(places[0], OLD).decrypt("record/1", sealed)


def test_a_rotation_that_was_interrupted_goes_on(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for number in range(3):
        keys.create(f"record/{number}")
    first = KeyStore(places[0], NEW, OLD)
    done, *_ = (path for path in places[0].iterdir() if path.is_file())
    rest = {path: path.read_bytes() for path in places[0].iterdir() if path.is_file() and path != done}
    first.rotate()
    for path, before in rest.items():
        path.write_bytes(before)
    assert store(places, NEW, OLD).rotate() == 2
    assert not list(KeyStore(places[0], NEW).unreadable())


def test_a_key_from_before_keys_were_marked_still_opens(places: tuple[Path, ...]) -> None:
    nonce, made = bytes(12), store(places)
    made.create("record/1")
    identity = made.exported("record/1").encode()
    (path,) = (path for path in places[0].iterdir() if path.is_file())
    path.write_bytes(nonce + AESGCM(OLD).encrypt(nonce, identity, b"record/1"))
    with pytest.raises(InvalidTag):
        store(places, NEW).exported("record/1")
    assert store(places).exported("record/1").encode() == identity
    assert store(places, NEW, OLD).rotate() == 1


def test_a_key_of_another_installation_is_taken_in(places: tuple[Path, ...], tmp_path: Path) -> None:
    theirs = KeyStore(tmp_path / "theirs", NEW)
    theirs.create("record/9")
    sealed = theirs.encrypt("record/9", b"words")
    ours = store(places)
    ours.adopt("record/9", theirs.exported("record/9"))
    assert ours.decrypt("record/9", sealed) == b"words"
    with pytest.raises(ValueError, match="no age identity"):
        ours.adopt("record/8", "AGE-SECRET-KEY-1NOTHING")
