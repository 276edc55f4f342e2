"""Evidence lies beside the objects, on both disks, and comes back from the second."""

from hashlib import sha256
from pathlib import Path

import pytest

from domain.names import EvidenceId, id_of
from store.archive_copy import ArchiveCopy
from store.evidence_folder import FOLDER, EvidenceFolder
from store.ocfl import Damaged, Ocfl

GROUP = EvidenceId(id_of("evidence", 1))
OLD, NEW = b"one stamp", b"two stamps"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@pytest.fixture
def second(tmp_path: Path) -> Path:
    (tmp_path / "second").mkdir()
    return tmp_path / "second"


@pytest.fixture
def folder(tmp_path: Path, second: Path) -> EvidenceFolder:
    copy = ArchiveCopy(Ocfl(tmp_path / "first"), second)
    copy.prepare()
    return EvidenceFolder(copy)


def test_it_is_kept_twice_and_replaced_at_once(folder: EvidenceFolder, second: Path) -> None:
    folder.put(GROUP, OLD)
    folder.put(GROUP, NEW)
    assert folder.get(GROUP, digest(NEW)) == (second / FOLDER / f"{GROUP}.er").read_bytes() == NEW
    assert [path.name for path in folder.first.iterdir()] == [f"{GROUP}.er"]


def test_no_object_of_the_archive_lies_there(folder: EvidenceFolder, tmp_path: Path) -> None:
    folder.put(GROUP, OLD)
    assert list(Ocfl(tmp_path / "first").objects()) == []


@pytest.mark.parametrize("damage", [None, b"changed"])
def test_what_is_gone_or_changed_comes_back(folder: EvidenceFolder, damage: bytes | None) -> None:
    folder.put(GROUP, OLD)
    folder.path(GROUP).unlink()
    if damage:
        folder.path(GROUP).write_bytes(damage)
    assert folder.get(GROUP, digest(OLD)) == OLD
    assert folder.found(GROUP) == OLD


def test_a_copy_that_was_changed_too_brings_nothing_back(folder: EvidenceFolder, second: Path) -> None:
    folder.put(GROUP, OLD)
    for path in (folder.path(GROUP), second / FOLDER / f"{GROUP}.er"):
        path.write_bytes(b"changed")
    with pytest.raises(Damaged):
        folder.get(GROUP, digest(OLD))


def test_a_disk_that_was_away_gets_it_when_it_is_read_again(folder: EvidenceFolder, second: Path) -> None:
    second.rename(second.with_name("unplugged"))
    second.mkdir()
    folder.put(GROUP, OLD)
    assert list(second.iterdir()) == [], "an empty folder where the disk is mounted is not the disk"
    second.rmdir()
    second.with_name("unplugged").rename(second)
    folder.get(GROUP, digest(OLD))
    assert (second / FOLDER / f"{GROUP}.er").read_bytes() == OLD
