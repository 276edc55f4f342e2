"""The archive's judge sees what ocfl-py's own command passes over."""

from pathlib import Path

import pytest
from ocfl import Object, StorageRoot, VersionMetadata

from evidence import archive, spoil


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
