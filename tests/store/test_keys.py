"""The key store: the same keys in each place, wrapped anew without touching a record's file, and destroyed for good."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound, Unavailable
from store.key_places import MARKER, KeyPlaces, name_of
from store.keys import KeyStore
from store.wrapping import Masters

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    made = (tmp_path / "keys", tmp_path / "second", tmp_path / "third")
    for place in made:
        place.mkdir()
    return made


def store(places: tuple[Path, ...], *masters: bytes) -> KeyStore:
    made = KeyStore(places[0], Masters(*(masters or (OLD,))), replicas=places[1:])
    for place in places:
        if place.is_dir() and not any(place.iterdir()):
            (place / MARKER).write_text("hsba")
    return made


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir() if path.is_file() and path.name != MARKER}


def test_a_key_is_the_same_in_every_place(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    sealed = keys.encrypt("record/1", b"words")
    for place in places:
        assert KeyStore(place, Masters(OLD)).decrypt("record/1", sealed) == b"words"


def test_a_lost_place_is_filled_again(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    for name in names(places[1]):
        (places[1] / name).unlink()
    mended = keys.places.mend()
    assert (mended.keys, mended.copied, mended.destroyed) == (1, 1, 0)
    assert names(places[0]) == names(places[1]) == names(places[2])


def test_work_goes_on_while_a_place_is_away_and_nothing_is_written_beneath_its_mount(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for path in places[2].iterdir():
        path.unlink()
    keys.create("record/1")
    assert keys.decrypt("record/1", keys.encrypt("record/1", b"words")) == b"words"
    assert not any(places[2].iterdir()), "an empty mount point is no place"
    with pytest.raises(Unavailable):
        keys.places.mend()
    keys.places.prepare()
    assert keys.places.mend().copied == 1


def test_a_destroyed_key_is_gone_everywhere_and_stays_gone(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for key in ("record/1", "record/2"):
        keys.create(key)
    sealed = keys.encrypt("record/1", b"words")
    old = {name: (places[1] / name).read_bytes() for name in names(places[1])}
    keys.destroy("record/1")
    keys.destroy("record/1")
    for place in places:
        assert len(names(place)) == 1
        with pytest.raises(NotFound):
            KeyStore(place, Masters(OLD)).decrypt("record/1", sealed)
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
    away = places[1].rename(places[1].with_name("unmounted"))
    places[1].mkdir()
    with pytest.raises(Unavailable):
        keys.destroy("record/1")
    assert names(away)
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
    assert (both.rotate(), both.rotate()) == (9, 0)
    for place in places:
        after = KeyStore(place, Masters(NEW))
        assert after.decrypt("record/1", sealed) == b"words"
        assert not list(after.unreadable())
        assert len(list(KeyStore(place, Masters(OLD)).unreadable())) == 3
    with pytest.raises(InvalidTag):
        KeyStore(places[0], Masters(OLD)).decrypt("record/1", sealed)


def test_a_rotation_that_was_killed_between_two_places_goes_on(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for number in range(3):
        keys.create(f"record/{number}")
    before = {(place, name): (place / name).read_bytes() for place in places for name in names(place)}
    store(places, NEW, OLD).rotate()
    for (place, name), content in before.items():
        if place != places[0]:
            (place / name).write_bytes(content)
    assert store(places, NEW, OLD).rotate() == 6
    assert not [name for place in places for name in KeyStore(place, Masters(NEW)).unreadable()]


def test_a_first_place_that_comes_up_empty_makes_no_other_key(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    sealed = keys.encrypt("record/1", b"words")
    for path in places[0].iterdir():
        path.unlink()
    later = KeyStore(places[0], Masters(OLD), replicas=places[1:])
    later.create("record/1")
    assert later.decrypt("record/1", sealed) == b"words"
    assert not names(places[0]), "nothing is written beneath its mount"
    later.places.prepare()
    later.create("record/1")
    assert later.places.mend().copied == 1
    assert KeyStore(places[0], Masters(OLD)).decrypt("record/1", sealed) == b"words"


def test_a_rotation_brings_no_destroyed_key_back(places: tuple[Path, ...]) -> None:
    keys = store(places)
    keys.create("record/1")
    (name,) = names(places[0])
    content = (places[0] / name).read_bytes()
    keys.destroy("record/1")
    (places[0] / name).write_bytes(content)
    store(places, NEW, OLD).rotate()
    with pytest.raises(NotFound):
        store(places, NEW, OLD).exported("record/1")
    assert not any((place / name).exists() for place in places)


def test_a_key_from_before_keys_were_marked_still_opens(places: tuple[Path, ...]) -> None:
    nonce, made = bytes(12), store(places)
    made.create("record/1")
    identity = made.exported("record/1").encode()
    for place in places:
        (name,) = names(place)
        (place / name).write_bytes(nonce + AESGCM(OLD).encrypt(nonce, identity, b"record/1"))
    with pytest.raises(InvalidTag):
        store(places, NEW).exported("record/1")
    assert store(places).exported("record/1").encode() == identity
    assert store(places, NEW, OLD).rotate() == 3


def test_a_key_of_another_installation_is_taken_in(places: tuple[Path, ...], tmp_path: Path) -> None:
    theirs = KeyStore(tmp_path / "theirs", Masters(NEW))
    theirs.create("record/9")
    sealed = theirs.encrypt("record/9", b"words")
    ours = store(places)
    ours.adopt("record/9", theirs.exported("record/9"))
    assert ours.decrypt("record/9", sealed) == b"words"
    with pytest.raises(ValueError, match="no age identity"):
        ours.adopt("record/8", "AGE-SECRET-KEY-1NOTHING")


class Disturbed(Masters):
    """While the first key is opened, another process destroys the others."""

    def __init__(self, places: KeyPlaces, *masters: bytes) -> None:
        super().__init__(*masters)
        self._places = places

    def unwrap(self, lying: bytes, name: str) -> bytes:
        for other in set(self._places.names()) - {name}:
            self._places.destroy(other)
        return super().unwrap(lying, name)


class Overtaken(KeyPlaces):
    """Between the listing of a name and the reading of its file another process destroys it."""

    def names(self, place: Path | None = None) -> Iterator[str]:
        for name in list(super().names(place)):
            if name == name_of("record/1"):
                KeyPlaces(self.folder, *self.all[1:]).destroy(name)
            yield name


def test_a_record_destroyed_during_a_rotation_does_not_end_it(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for number in range(4):
        keys.create(f"record/{number}")
    rotating = KeyStore(places[0], Disturbed(keys.places, NEW, OLD), places[1:])
    assert rotating.rotate() == 3, "the one that is left, in three places"
    assert store(places, NEW).places.marks() == {Masters(NEW).newest(): 3}


def test_a_record_destroyed_meanwhile_is_neither_unreadable_nor_counted(places: tuple[Path, ...]) -> None:
    keys = store(places)
    for number in range(3):
        keys.create(f"record/{number}")
    assert Overtaken(*places).marks() == {Masters(OLD).newest(): 6}
    reading = KeyStore(places[0], Disturbed(keys.places, OLD), places[1:])
    assert not list(reading.unreadable())


def test_a_key_that_is_being_shredded_is_not_called_unreadable(places: tuple[Path, ...]) -> None:
    """Its name is among the destroyed before its bytes are overwritten."""
    keys = store(places)
    keys.create("record/1")
    for place in places:
        (place / "destroyed").mkdir()
        (place / "destroyed" / name_of("record/1")).touch()
        (place / name_of("record/1")).write_bytes(bytes(100))
    assert not list(keys.unreadable())
    assert keys.rotate() == 0


def test_a_file_that_goes_without_having_been_destroyed_is_told(places: tuple[Path, ...]) -> None:
    """A disk that goes amid a count must not look like keys that nobody has."""

    class Unplugged(KeyPlaces):
        def names(self, place: Path | None = None) -> Iterator[str]:
            for name in list(super().names(place)):
                (self.folder / name).unlink(missing_ok=True)
                yield name

    store(places).create("record/1")
    with pytest.raises(Unavailable, match="keys"):
        Unplugged(*places).marks()


def test_nothing_is_wrapped_any_more_by_a_key_that_is_retired(places: tuple[Path, ...]) -> None:
    """Whatever the keeper believes: one that does not see the newer key writes nothing that nobody could open later."""
    late, fresh = store(places, OLD, NEW), store(places, NEW, OLD)
    late.create("record/1")
    fresh.rotate()
    retired = datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert fresh.places.retire(Masters(OLD).newest(), retired) == retired
    assert fresh.places.retire(Masters(OLD).newest(), retired + timedelta(hours=2)) == retired, "what was noted first stays"
    for act in (lambda: late.create("record/2"), lambda: late.adopt("record/3", fresh.exported("record/1")), late.rotate):
        with pytest.raises(Unavailable, match="keeper"):
            act()
    assert names(places[0]) == {name_of("record/1")}
    assert fresh.places.marks() == {Masters(NEW).newest(): 3}, "and nothing goes back to it"
    fresh.create("record/2")
    fresh.places.take_back(Masters(OLD).newest())
    late.create("record/3")
