"""A file is written once: whoever comes second finds the first one's, even at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from store.files import write_once
from store.keys import KeyStore
from store.wrapping import Masters

AT_ONCE = 8


def test_of_many_at_once_one_stays_for_all(tmp_path: Path) -> None:
    start = Barrier(AT_ONCE)

    def write(number: int) -> bytes:
        start.wait()
        write_once(path, b"%d" % number)
        return path.read_bytes()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for turn in range(20):
            path = tmp_path / str(turn) / "one"
            seen = set(threads.map(write, range(AT_ONCE)))
            assert seen == {path.read_bytes()}
            assert list(path.parent.iterdir()) == [path]


def test_what_two_processes_seal_at_once_both_can_open(tmp_path: Path) -> None:
    """Each has its own key store, as worker and web have; the key of a new record is made once."""
    start, master = Barrier(AT_ONCE), bytes(32)

    def seal(number: int) -> bytes:
        keys = KeyStore(tmp_path, Masters(master))
        start.wait()
        keys.create(key)
        return keys.encrypt(key, b"%d" % number)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for turn in range(20):
            key = f"record/{turn}"
            sealed = list(threads.map(seal, range(AT_ONCE)))
            assert [KeyStore(tmp_path, Masters(master)).decrypt(key, one) for one in sealed] == [b"%d" % n for n in range(AT_ONCE)]
