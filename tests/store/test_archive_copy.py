"""A second copy of the archive: whatever one root loses the other brings back, and a copy that was changed mends nothing."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import Unavailable
from store.archive_copy import ArchiveCopy
from store.ocfl import Ocfl

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
WHICH = "urn:hsba:record:1"
FILES = {"README.txt": b"mo ta", "documents/order-1/v1.pdf.age": b"sealed", "manifest.json": b"{}"}


@pytest.fixture
def copy(tmp_path: Path) -> ArchiveCopy:
    (tmp_path / "second").mkdir()
    made = ArchiveCopy(Ocfl(tmp_path / "first"), tmp_path / "second")
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
    assert copy.mend(WHICH, fingerprint) == ([], [])
    DAMAGES[damage](place(copy))
    alone = ArchiveCopy(copy.first, None)
    assert alone.mend(WHICH, fingerprint)[1], "found, and nothing to mend it from"
    mended, left = copy.mend(WHICH, fingerprint)
    assert mended
    assert left == []
    assert copy.first.verify(WHICH).inventory_sha256 == fingerprint


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
    assert copy.mend(WHICH, fingerprint) == (["inventory.json"], [])


def test_a_copy_that_was_changed_mends_nothing(copy: ArchiveCopy) -> None:
    fingerprint = copy.first.fingerprint(WHICH)
    assert copy.second
    for root in (copy.first, copy.second):
        flip(root.path(WHICH) / "inventory.json")
    assert copy.mend(WHICH, fingerprint)[0] == []


def test_nothing_is_written_beneath_a_mount_that_is_away(copy: ArchiveCopy) -> None:
    assert copy.second
    shutil.rmtree(copy.second.root)
    with pytest.raises(Unavailable):
        copy.keep(WHICH)
    copy.keep_if_there(WHICH)
    assert not copy.second.root.exists()
