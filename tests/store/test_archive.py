"""OCFL objects: written wholly or not at all, repeated safely, and every changed byte found."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import NotFound
from evidence.archive import judge
from store.files import write_once
from store.inventory import Inventory
from store.ocfl import ArchivedObject, Damaged, Ocfl

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
FILES = {"manifest.json": b"{}", "documents/order-1/v1.pdf.age": b"sealed", "documents/copy.age": b"sealed"}


@pytest.fixture
def archive(tmp_path: Path) -> Ocfl:
    return Ocfl(tmp_path / "archive")


def put(archive: Ocfl) -> ArchivedObject:
    return archive.put("urn:hsba:record:33001:BA-1", FILES, "Lưu trữ hồ sơ bệnh án", NOW)


def test_files_come_back_under_their_names(archive: Ocfl) -> None:
    made = put(archive)
    assert {name: path.read_bytes() for name, path in archive.files(made.id).items()} == FILES
    assert (made.path / "0=ocfl_object_1.1").read_text() == "ocfl_object_1.1\n"
    assert len(list((made.path / "v1" / "content").rglob("*.age"))) == 1, "equal bytes are kept once"


def test_a_repeat_changes_nothing(archive: Ocfl) -> None:
    first = put(archive)
    assert put(archive) == first
    assert not list((archive.root / "extensions" / "hsba-writing").iterdir())


async def test_two_attempts_at_once_make_one_object(archive: Ocfl) -> None:
    made = await asyncio.gather(*(asyncio.to_thread(put, archive) for _ in range(4)))
    assert len(set(made)) == 1
    assert not list((archive.root / "extensions" / "hsba-writing").iterdir())


@pytest.mark.parametrize("which", ["v1/content/manifest.json", "inventory.json", "v1/content/documents/order-1/v1.pdf.age"])
def test_a_changed_byte_is_found(archive: Ocfl, which: str) -> None:
    made = put(archive)
    path = made.path / which
    path.write_bytes(path.read_bytes().replace(path.read_bytes()[-2:-1], b"\x20", 1) + b" ")
    with pytest.raises(Damaged, match=which.rsplit("/", 1)[-1]):
        archive.verify(made.id)


def test_a_missing_file_is_found(archive: Ocfl) -> None:
    made = put(archive)
    (made.path / "v1/content/manifest.json").unlink()
    with pytest.raises(Damaged, match=r"manifest\.json"):
        archive.verify(made.id)


def test_what_was_never_archived(archive: Ocfl) -> None:
    for ask in (archive.verify, archive.files):
        with pytest.raises(NotFound):
            ask("urn:hsba:record:33001:BA-2")


def test_a_later_version_touches_no_byte_that_is_there(archive: Ocfl) -> None:
    first = put(archive)
    before = {path: path.read_bytes() for path in (first.path / "v1").rglob("*") if path.is_file()}
    more = {"documents/lab-result-2/v1.pdf.age": b"late", "manifest.json": b'{"more": 1}'}
    second = archive.add(first.id, more, "Bổ sung kết quả về sau", NOW)
    assert {path: path.read_bytes() for path in (first.path / "v1").rglob("*") if path.is_file()} == before
    assert {name: path.read_bytes() for name, path in archive.files(first.id).items()} == FILES | more
    assert second.inventory_sha256 != first.inventory_sha256
    assert judge(archive.root).faults(1) == []


def test_a_file_that_nobody_put_there_is_found(archive: Ocfl) -> None:
    made = put(archive)
    (made.path / "v1/content/guest.txt").write_bytes(b"")
    with pytest.raises(Damaged, match=r"guest\.txt"):
        archive.verify(made.id)


def test_an_object_keeps_the_digest_it_began_with(archive: Ocfl) -> None:
    inventory, written = Inventory("urn:hsba:record:33001:BA-0", "sha512").following(FILES, "Lưu trữ", NOW)
    place = archive.path(inventory.id)
    lying = {f"v1/content/{path}": content for path, content in written.items()} | {"0=ocfl_object_1.1": b"ocfl_object_1.1\n"}
    for folder in ("", "v1/"):
        lying[f"{folder}inventory.json"] = inventory.dumped()
        lying[f"{folder}inventory.json.sha512"] = f"{inventory.digest(inventory.dumped())} inventory.json\n".encode()
    for path, content in lying.items():
        write_once(place / path, content)
    archive.declare()
    archive.verify(inventory.id)
    archive.add(inventory.id, {"more.age": b"late"}, "Bổ sung", NOW)
    assert archive.inventory(inventory.id).algorithm == "sha512"
    assert judge(archive.root).faults(1) == []


def test_what_was_never_moved_into_its_place_is_swept(archive: Ocfl) -> None:
    put(archive)
    left = archive.root / "extensions" / "hsba-writing" / "torn"
    left.mkdir()
    assert archive.sweep(NOW - timedelta(days=1)) == 0
    assert archive.sweep(datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert not left.exists()
