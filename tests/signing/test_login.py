"""Login belongs to process and token, not to a session (reference: signing.md §1.3): what that could break, and does not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from threading import Barrier, Event
from time import monotonic

import pytest

from app.devstack import softhsm
from signing.cms import Scheme
from signing.pool import Pool, Spare
from signing.tokens import OpenToken, SecretRefused, Tokens
from tests.signing.room import Room

DIGEST = sha256("Phiếu kết quả".encode()).digest()
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def spares(room: Room) -> Iterator[list[Spare]]:
    """Three tokens nobody has; they go back."""
    taken = [room.desk.pool.take() for _ in range(3)]
    yield taken
    room.desk.pool.add(taken)


@pytest.fixture
def spare(spares: list[Spare]) -> Spare:
    return spares[0]


def signs(token: OpenToken, times: int = 1) -> int:
    return sum(bool(token.sign(DIGEST, Scheme.ECDSA)) for _ in range(times))


def test_a_wrong_secret_is_refused_also_while_its_owner_is_logged_in(room: Room, spare: Spare) -> None:
    """The module itself would let anybody in then, whatever the secret."""
    tokens, inside, out = room.desk.tokens, Event(), Event()

    def owner() -> int:
        with tokens.open(spare.serial, spare.secret) as token:
            inside.set()
            out.wait(0.3)
            return signs(token, 20)

    def guesser() -> None:
        inside.wait(5)
        with pytest.raises(SecretRefused), tokens.open(spare.serial, "000000"):
            pass

    with ThreadPoolExecutor(2) as threads:
        made, refused = threads.submit(owner), threads.submit(guesser)
        assert made.result(10) == 20
        refused.result(10)


def test_two_batches_of_one_person_do_not_log_each_other_out(room: Room, spare: Spare) -> None:
    """To close a session that logged in logs out all others of its token."""
    tokens, together = room.desk.tokens, Barrier(2)

    def batch() -> int:
        together.wait(5)
        made = 0
        for _ in range(40):
            with tokens.open(spare.serial, spare.secret) as token:
                made += signs(token, 2)
        return made

    with ThreadPoolExecutor(2) as threads:
        assert [one.result(30) for one in (threads.submit(batch), threads.submit(batch))] == [80, 80]


def test_another_person_who_logs_out_is_not_in_the_way(room: Room, spares: list[Spare]) -> None:
    one, other, _ = spares
    with room.desk.tokens.open(one.serial, one.secret) as mine:
        assert signs(mine) == 1
        with room.desk.tokens.open(other.serial, other.secret) as theirs:
            assert signs(theirs) == 1
        assert signs(mine, 5) == 5


async def test_somebody_enrolled_meanwhile_waits_for_the_batch_and_does_not_end_it(room: Room, spare: Spare) -> None:
    """A token made by another process is seen only after the module is started again, which would kill every session."""
    await softhsm.fill(room.folder, room.desk.pool.count() + 1)
    new = Pool(room.folder / "pool.json")._read()[-1]
    tokens, inside = room.desk.tokens, Event()
    assert new.serial not in tokens.serials

    def batch() -> float:
        with tokens.open(spare.serial, spare.secret) as token:
            inside.set()
            end = monotonic() + 0.3
            while monotonic() < end:
                signs(token)
            return monotonic()

    def newcomer() -> float:
        inside.wait(5)
        with tokens.open(new.serial, new.secret) as token:
            signs(token)
            return monotonic()

    with ThreadPoolExecutor(2) as threads:
        done, begun = threads.submit(batch), threads.submit(newcomer)
        assert begun.result(10) > done.result(10)


def test_wrong_secrets_never_lock_a_token_so_that_the_lock_is_ours(room: Room, spare: Spare) -> None:
    """Nor do they leave sessions behind. Wrong PINs are counted in `tests/signing/test_door.py`."""
    for number in range(120):
        with pytest.raises(SecretRefused), room.desk.tokens.open(spare.serial, f"wrong-{number}"):
            pass
    with room.desk.tokens.open(spare.serial, spare.secret) as token:
        assert signs(token) == 1


def test_a_token_that_is_known_is_opened_without_a_search(room: Room, spare: Spare) -> None:
    """Looking through 500 tokens costs 38 ms: it is done at the start, and for one that is new."""
    looks: list[int] = []

    class Watched(Tokens):
        def _look(self) -> None:
            looks.append(1)
            super()._look()

    tokens = Watched(softhsm.library())
    for _ in range(10):
        with tokens.open(spare.serial, spare.secret) as token:
            assert signs(token) == 1
    assert len(looks) == 1


def alone(room: Room, spares: list[Spare], what: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with these tokens as `spares` and the tokens opened as `tokens`."""
    given = repr([(one.serial, one.secret) for one in spares])
    begin = f"""
    import os, sys
    from concurrent.futures import ThreadPoolExecutor
    from app.devstack import softhsm
    from signing.cms import Scheme
    from signing.tokens import Tokens
    spares, tokens = {given}, Tokens(softhsm.library())
    """
    environ = os.environ | softhsm.configure(room.folder)
    return subprocess.run(
        [sys.executable, "-c", dedent(begin) + dedent(what)], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )


def test_threads_of_a_process_sign_without_a_crash(room: Room, spares: list[Spare]) -> None:
    """Without the locking of `signing.module`: SIGSEGV, SIGABRT or a hang within seconds."""
    what = """
    def act(n):
        serial, secret = spares[n % len(spares)]
        for _ in range(80):
            with tokens.open(serial, secret) as token:
                token.sign(bytes(32), Scheme.ECDSA)
        return 80
    with ThreadPoolExecutor(8) as threads:
        print(sum(threads.map(act, range(8))))
    """
    said = alone(room, spares, what)
    assert (said.returncode, said.stdout.strip()) == (0, "640"), said.stderr


def test_a_forked_process_cannot_use_what_it_inherits(room: Room, spares: list[Spare]) -> None:
    """It would find a session that is logged in and sign at once."""
    what = """
    import warnings
    warnings.simplefilter("ignore")
    serial, secret = spares[0]
    def refused(act):
        try:
            act()
        except RuntimeError as no:
            return "forked" in str(no)
        return False
    with tokens.open(serial, secret) as token:
        assert token.sign(bytes(32), Scheme.ECDSA)
        child = os.fork()
        if child == 0:
            fine = refused(lambda: token.sign(bytes(32), Scheme.ECDSA))
            fine = fine and refused(lambda: tokens.open(serial, secret).__enter__())
            fine = fine and refused(lambda: Tokens(softhsm.library()))
            os._exit(0 if fine else 7)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        assert token.sign(bytes(32), Scheme.ECDSA)
    """
    said = alone(room, spares[:1], what)
    assert (said.returncode, said.stdout.strip()) == (0, "0"), said.stderr
