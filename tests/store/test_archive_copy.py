"""A second copy of the archive: whatever one root loses the other brings back, and a copy that was changed mends nothing."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import Unavailable
from store.archive_copy import ArchiveCopy
from store.ocfl import Ocfl, Overtaken

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
WHICH = "urn:hsba:record:1"
FILES = {"README.txt": b"mo ta", "documents/order-1/v1.pdf.age": b"sealed", "manifest.json": b"{}"}


@pytest.fixture
def copy(tmp_path: Path) -> ArchiveCopy:
    (tmp_path / "second").mkdir()
    made = ArchiveCopy(Ocfl(tmp_path / "first"), tmp_path / "second")
    made.prepare()
    made.first.put(WHICH, FILES, "Lưu trữ", NOW)
    made.keep(WHICH)
    return made


def place(copy: ArchiveCopy) -> Path:
    return copy.first.path(WHICH)


def flip(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit of a file": lambda object_: flip(object_ / "v1/content/documents/order-1/v1.pdf.age"),
    "a bit of the inventory": lambda object_: flip(object_ / "inventory.json"),
    "a bit of a version's inventory": lambda object_: flip(object_ / "v1/inventory.json"),
    "the word beside the inventory": lambda object_: (object_ / "inventory.json.sha256").unlink(),
    "the declaration": lambda object_: (object_ / "0=ocfl_object_1.1").unlink(),
    "a file gone": lambda object_: (object_ / "v1/content/manifest.json").unlink(),
    "a file too many": lambda object_: (object_ / "v1/content/guest.txt").write_bytes(b"?"),
    "the whole object": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_found_and_mended(copy: ArchiveCopy, damage: str) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    assert copy.check(WHICH, fingerprint) == ([], [])
    DAMAGES[damage](place(copy))
    alone = ArchiveCopy(copy.first, None)
    assert alone.check(WHICH, fingerprint)[1], "found, and nothing to mend it from"
    mended, left = copy.check(WHICH, fingerprint)
    assert mended
    assert left == []
    assert copy.first.verify(WHICH).inventory_sha256 == fingerprint


def test_what_the_second_disk_never_had_is_filled_and_nothing_is_called_mended(copy: ArchiveCopy) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    flip(place(copy) / "v1/content/documents/order-1/v1.pdf.age")
    assert copy.second
    shutil.rmtree(copy.second.path(WHICH))
    assert copy.check(WHICH, fingerprint) == ([], ["v1/content/documents/order-1/v1.pdf.age"])
    assert (copy.second.path(WHICH) / "v1/content/manifest.json").exists()


def test_a_version_more_is_kept_twice(copy: ArchiveCopy) -> None:
    copy.first.add(WHICH, {"more.age": b"late"}, "Bổ sung", NOW)
    copy.keep(WHICH)
    copy.keep(WHICH)
    assert copy.second
    assert copy.second.verify(WHICH).inventory_sha256 == copy.first.fingerprint(WHICH)


def test_an_object_that_is_whole_but_another_is_damage(copy: ArchiveCopy, tmp_path: Path) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    other = Ocfl(tmp_path / "other")
    other.put(WHICH, {**FILES, "manifest.json": b"{ }"}, "Lưu trữ", NOW)
    shutil.rmtree(place(copy))
    shutil.copytree(other.path(WHICH), place(copy))
    assert copy.first.verify(WHICH), "nothing in it says so"
    assert copy.check(WHICH, fingerprint) == (["inventory.json"], [])


def test_a_copy_that_was_changed_mends_nothing(copy: ArchiveCopy) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    assert copy.second
    for root in (copy.first, copy.second):
        flip(root.path(WHICH) / "inventory.json")
    assert copy.check(WHICH, fingerprint)[0] == []


def test_nothing_is_written_beneath_a_mount_that_is_away(copy: ArchiveCopy) -> None:
    assert copy.second
    away = copy.second.root.rename(copy.second.root.with_name("unmounted"))
    copy.second.root.mkdir()
    with pytest.raises(Unavailable):
        copy.keep(WHICH)
    with pytest.raises(Unavailable):
        copy.remove(WHICH)
    assert WHICH in copy.first, "nothing is half removed"
    assert not copy.kept(WHICH)
    assert not any(copy.second.root.iterdir()), "an empty mount point is no copy"
    assert any(away.iterdir())


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_second_copy_is_read_too_and_mended_from_the_first(copy: ArchiveCopy, damage: str) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    assert copy.second
    DAMAGES[damage](copy.second.path(WHICH))
    mended, left = copy.check(WHICH, fingerprint)
    assert left == []
    assert bool(mended) == (damage != "the whole object"), "damage is told, also where it was mended; what is filled is not"
    assert copy.second.verify(WHICH).inventory_sha256 == fingerprint


def test_a_version_that_the_row_does_not_know_yet_is_no_damage_and_is_not_rolled_back(copy: ArchiveCopy) -> None:
    before = copy.first.fingerprint(WHICH)
    copy.first.add(WHICH, {"more.age": b"late"}, "Bổ sung", NOW)
    now = copy.first.fingerprint(WHICH)
    assert copy.check(WHICH, before) == ([], [])
    assert copy.first.fingerprint(WHICH) == now
    flip(place(copy) / "v2/content/more.age")
    assert copy.check(WHICH, before) == (["v2/content/more.age"], [])
    assert copy.second
    assert copy.second.verify(WHICH).inventory_sha256 == now


def test_an_older_copy_does_not_help_a_newer_object(copy: ArchiveCopy) -> None:
    before = copy.first.fingerprint(WHICH)
    copy.first.add(WHICH, {"more.age": b"late"}, "Bổ sung", NOW)
    flip(place(copy) / "v2/content/more.age")
    mended, left = copy.check(WHICH, before)
    assert (mended, left) == ([], ["v2/content/more.age"])
    assert copy.first.inventory(WHICH).head == "v2"


def test_two_hands_on_an_object_wait_for_each_other(copy: ArchiveCopy) -> None:
    head = copy.first.fingerprint(WHICH)

    def add(number: int) -> bool:
        try:
            copy.add(WHICH, {f"{number}.age": b"late"}, "Bổ sung", NOW, head)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(add, range(4))) == [False, False, False, True]
    copy.first.verify(WHICH)
