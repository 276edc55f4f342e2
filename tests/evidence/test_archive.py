"""The archive's judge sees what ocfl-py's own command passes over."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ocfl import Object, StorageRoot, VersionMetadata

from evidence import archive, spoil
from evidence.hashed_layout import NAME, HashedLayout
from store.ocfl import Ocfl


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A storage root with two objects."""
    root = StorageRoot(root=str(tmp_path / "archive"), layout_name="0003-hash-and-id-n-tuple-storage-layout")
    root.initialize(spec_version="1.1")
    metadata = VersionMetadata(created="2026-11-21T10:00:00Z", message="Lưu trữ", name="hsba", address="https://example.vn")
    for number in ("1", "2"):
        source, made = tmp_path / f"record-{number}", tmp_path / f"object-{number}"
        source.mkdir()
        (source / "sheet.age").write_text(f"phiếu {number}")
        Object(identifier=f"urn:record:{number}").create(srcdir=str(source), objdir=str(made), metadata=metadata)
        root.add(str(made))
    return tmp_path / "archive"


def test_a_sound_archive_has_no_fault(shelf: Path) -> None:
    assert archive.judge(shelf).faults(2) == []


def test_another_number_of_objects_than_records_is_a_fault(shelf: Path) -> None:
    assert archive.judge(shelf).faults(3) == ["2 objects for 3 archived records"]


def test_a_changed_byte_is_named(shelf: Path, tmp_path: Path) -> None:
    faults = archive.judge(spoil.corrupted_archive(shelf, tmp_path / "corrupted")).faults(2)
    assert "1 of 2 objects are good" in faults
    assert any("sheet.age" in fault for fault in faults)


def test_a_lost_object_is_named(shelf: Path, tmp_path: Path) -> None:
    faults = archive.judge(spoil.thinned_archive(shelf, tmp_path / "thinned")).faults(2)
    assert "1 objects for 2 archived records" in faults


def test_an_empty_archive_is_no_evidence(tmp_path: Path) -> None:
    StorageRoot(root=str(tmp_path / "empty")).initialize(spec_version="1.1")
    assert archive.judge(tmp_path / "empty").faults(0)


def test_a_folder_that_is_no_archive_is_a_fault(tmp_path: Path) -> None:
    assert "the storage root is not sound" in archive.judge(tmp_path).faults(1)


@pytest.fixture
def ours(tmp_path: Path) -> Ocfl:
    """The house's own archive with two records."""
    made = Ocfl(tmp_path / "ours")
    for number in ("1", "2"):
        made.put(f"urn:record:{number}", {"documents/sheet.age": b"age-encryption.org/v1"}, "Lưu trữ", datetime.now(UTC))
    return made


def test_the_archive_that_the_house_writes_has_no_fault(ours: Ocfl) -> None:
    assert archive.judge(ours.root).faults(2) == []


def test_an_object_in_another_place_than_its_layout_says_is_named(ours: Ocfl) -> None:
    path = ours.path("urn:record:1")
    shutil.move(path, path.with_name("0" * 64))
    assert any(fault.startswith("urn:record:1 lies at") for fault in archive.judge(ours.root).faults(2))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "487/326/d8c/487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d"),
        (
            {"digestAlgorithm": "md5", "tupleSize": 2, "numberOfTuples": 15, "shortObjectRoot": True},
            "08/31/97/66/fb/6c/29/35/dd/17/5b/94/26/77/17/e0",
        ),
        ({"tupleSize": 0, "numberOfTuples": 0}, "487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d"),
    ],
)
def test_the_hashed_layout_agrees_with_the_examples_of_its_specification(given: dict[str, object], path: str) -> None:
    layout = HashedLayout()
    layout.configure({"extensionName": NAME} | given)
    assert layout.identifier_to_path("..hor/rib:le-$id") == path
