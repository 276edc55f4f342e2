"""The gate alone, with plain files in the place of a token: who remembers what, and what is put back."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from domain.errors import NotFound, Unavailable
from signing.gate import COUNT, Gate

SERIAL = "9f41c2d8a7e06b35"
FIRST, SECOND = "mã PIN thứ nhất".encode().ljust(40), "mã PIN thứ hai".encode().ljust(40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "tokens" / f"00000000-0000-4000-{SERIAL[:4]}-{SERIAL[4:]}"
    folder.mkdir(parents=True)
    return folder / "token.object"


@pytest.fixture
def ours(tmp_path: Path) -> Gate:
    return process(tmp_path)


def process(folder: Path) -> Gate:
    """A process of its own, as far as the gate knows."""
    return Gate(folder / "gate.lock", folder / "tokens")


def written(file: Path, count: int, content: bytes) -> None:
    """As SoftHSM writes it: how often it was written, then what it holds."""
    file.write_bytes(count.to_bytes(COUNT, "big") + content)


def act(gate: Gate, file: Path, count: int, content: bytes) -> None:
    with gate.at(SERIAL):
        written(file, count, content)


def counted(file: Path) -> int:
    return int.from_bytes(file.read_bytes()[:COUNT], "big")


def test_what_another_process_changed_is_not_undone_by_who_remembers_what_was_before(tmp_path: Path, file: Path, ours: Gate) -> None:
    written(file, 1, FIRST)
    act(ours, file, 2, FIRST)
    act(process(tmp_path), file, 3, SECOND)
    file.write_bytes(b"")
    with ours.at(SERIAL):
        assert file.read_bytes()[COUNT:] == SECOND


def test_what_is_put_back_counts_ahead_of_all_that_anybody_remembers(file: Path, ours: Gate) -> None:
    written(file, 1, FIRST)
    act(ours, file, 7, FIRST)
    act(ours, file, 90, FIRST)
    file.write_bytes(b"\0" * 12)
    with ours.at(SERIAL):
        assert (counted(file) > 90, file.read_bytes()[COUNT:]) == (True, FIRST)


def test_a_copy_that_is_gone_is_made_again_before_anything_is_done(file: Path, ours: Gate) -> None:
    written(file, 1, FIRST)
    act(ours, file, 2, FIRST)
    copy = file.with_suffix(".kept")
    copy.unlink()
    with ours.at(SERIAL):
        assert copy.read_bytes()[COUNT:] == FIRST


def test_a_copy_that_cannot_be_renewed_goes(file: Path, ours: Gate) -> None:
    """Else an old PIN would be put back over a new one."""
    written(file, 1, FIRST)
    act(ours, file, 2, FIRST)
    file.with_suffix(".new").mkdir()
    act(ours, file, 3, SECOND)
    assert not file.with_suffix(".kept").exists()
    with pytest.raises(Unavailable), ours.at(SERIAL):
        raise AssertionError("nothing is done without a copy")


def test_nothing_is_done_with_a_token_of_which_nothing_is_left(file: Path, ours: Gate) -> None:
    with pytest.raises(NotFound), ours.at(SERIAL):
        raise AssertionError
    for rubbish in (b"", b"\0" * (1 << 16)):
        file.write_bytes(rubbish)
        with pytest.raises(Unavailable), ours.at(SERIAL):
            raise AssertionError
    assert not file.with_suffix(".kept").exists()


def test_a_lock_that_was_replaced_locks_again(tmp_path: Path, file: Path, ours: Gate) -> None:
    written(file, 1, FIRST)
    act(ours, file, 2, FIRST)
    (tmp_path / "gate.lock").unlink()
    other = process(tmp_path)
    act(other, file, 3, FIRST)
    with ThreadPoolExecutor(1) as beside:
        with ours.at(SERIAL):
            waiting = beside.submit(act, other, file, 4, FIRST)
            assert not wait([waiting], 0.2).done
        waiting.result(5)
    assert counted(file) == 4
