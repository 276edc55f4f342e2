"""The keeper: wraps and opens in its token, gives its key to nobody, and whoever kills it loses nothing."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from app import wiring
from app.keeper.client import KeeperClient
from domain.errors import Malformed, Unavailable
from domain.wrapped import Wrapped
from store.key_places import name_of
from store.keys import KeyStore
from store.wrapping import Both, Masters
from tests.app.keepers import Keeper, founded
from tests.app.stacks import eventually, hsba

KILLED, BEGUN = 6, 12


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    made = founded(tmp_path_factory.mktemp("keeper"))
    made.start()
    yield made
    made.kill()


def test_a_record_opens_through_the_keeper_and_through_no_other(keeper: Keeper, tmp_path: Path) -> None:
    keys = keeper.store()
    keys.create("record/1")
    sealed = keys.encrypt("record/1", b"words")
    assert keeper.store().decrypt("record/1", sealed) == b"words"
    with pytest.raises(InvalidTag):
        KeyStore(keeper.settings.key_store, Masters(bytes(32))).decrypt("record/1", sealed)


def test_a_wrapped_key_belongs_to_its_name_and_to_every_byte(keeper: Keeper) -> None:
    lying = keeper.client.wrap(b"identity", "name")
    assert keeper.client.unwrap(lying, "name") == b"identity"
    changed = [(lying[:at] + bytes([lying[at] ^ 1]) + lying[at + 1 :], "name") for at in (0, 8, 20, len(lying) - 1)]
    for wrong, name in (*changed, (lying, "other"), (lying[:30], "name"), (b"", "name")):
        with pytest.raises(InvalidTag):
            keeper.client.unwrap(wrong, name)
    assert keeper.client.unwrap(lying, "name") == b"identity", "a refusal disturbs nobody"


def test_what_the_door_does_not_understand_is_refused(keeper: Keeper) -> None:
    with pytest.raises(Malformed):
        keeper.client._ask("export")
    with pytest.raises(Malformed):
        keeper.client._ask("wrap", identity="không phải base64", name="name")


def test_it_tells_what_it_holds_and_no_key(keeper: Keeper) -> None:
    said = keeper.client.status()
    assert set(said) == {"serial", "keys", "wrapped", "unwrapped", "refused"}
    assert said["keys"] == {keeper.client.newest().hex(): 1}


def test_many_threads_ask_at_once(keeper: Keeper) -> None:
    lying = {str(number): keeper.client.wrap(str(number).encode(), str(number)) for number in range(8)}
    wrong: list[str] = []

    def ask(name: str) -> None:
        wrong.extend(name for _ in range(50) if keeper.client.unwrap(lying[name], name) != name.encode())

    threads = [threading.Thread(target=ask, args=(name,)) for name in lying]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_while_it_is_away_what_was_opened_stays_open_and_the_rest_is_told(keeper: Keeper) -> None:
    keys = keeper.store()
    for key in ("record/known", "record/unknown"):
        keys.create(key)
    sealed = {key: keys.encrypt(key, b"words") for key in ("record/known", "record/unknown")}
    later = keeper.store()
    assert later.decrypt("record/known", sealed["record/known"]) == b"words"
    keeper.kill()
    try:
        assert later.decrypt("record/known", sealed["record/known"]) == b"words"
        for act in (lambda: later.decrypt("record/unknown", sealed["record/unknown"]), lambda: later.create("record/new")):
            began = time.monotonic()
            with pytest.raises(Unavailable, match="keeper"):
                act()
            assert time.monotonic() - began < 0.5, "nobody waits for a keeper that is not there"
        assert not later.places.has(name_of("record/new")), "nothing is half done"
    finally:
        keeper.start()
    assert later.decrypt("record/unknown", sealed["record/unknown"]) == b"words"


def test_one_that_does_not_answer_is_given_up(keeper: Keeper) -> None:
    assert keeper.running
    os.kill(keeper.running.pid, signal.SIGSTOP)
    try:
        with pytest.raises(Unavailable, match="keeper"):
            KeeperClient(keeper.settings.keeper_socket, patience=0.2).newest()
    finally:
        os.kill(keeper.running.pid, signal.SIGCONT)


def test_killed_amid_its_work_it_loses_no_key(keeper: Keeper) -> None:
    """Killed while it wraps and while it logs in: each key that was made opens, in each place, and none is another one there."""
    numbers, made, ended = count(), dict[str, bytes](), threading.Event()

    def work() -> None:
        keys = keeper.store()
        while not ended.is_set():
            key = f"killed/{next(numbers)}"
            try:
                keys.create(key)
                made[key] = keys.encrypt(key, key.encode())
            except Unavailable:
                time.sleep(0.01)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    dice = random.Random(41)
    try:
        for _ in range(KILLED):
            before = len(made)
            eventually(lambda: len(made) > before + 5)  # noqa: B023
            time.sleep(dice.uniform(0, 0.02))
            keeper.kill()
            keeper.start()
        eventually(lambda: len(made) > before + 5)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    keys = keeper.store()
    assert all(keys.decrypt(key, sealed) == key.encode() for key, sealed in made.items())
    assert not list(keys.unreadable())


def test_a_token_torn_by_a_kill_at_its_login_is_put_back(keeper: Keeper) -> None:
    """SoftHSM empties the token's file before it writes it, at each login: the keeper logs in once, and keeps a copy beside."""
    lying = keeper.client.wrap(b"identity", "name")
    keeper.kill()
    (file,) = (keeper.settings.keeper_folder / "tokens").glob("*/token.object")
    os.truncate(file, 0)
    keeper.start()
    assert keeper.client.unwrap(lying, "name") == b"identity"


def test_killed_as_it_begins_it_leaves_a_token_that_opens(keeper: Keeper) -> None:
    lying = keeper.client.wrap(b"identity", "name")
    dice = random.Random(42)
    for _ in range(BEGUN):
        keeper.kill()
        os.close(keeper.begin())
        time.sleep(dice.uniform(0.1, 0.4))
    keeper.kill()
    keeper.start()
    assert keeper.client.unwrap(lying, "name") == b"identity"


def test_told_to_end_it_ends_well(keeper: Keeper) -> None:
    try:
        assert keeper.end() == 0
        assert not keeper.settings.keeper_socket.exists()
    finally:
        keeper.start()


def test_one_whose_token_fails_ends_to_be_started_anew(tmp_path: Path) -> None:
    """Modules of real tokens have to be loaded anew after such a thing: whoever supervises does it."""
    made = founded(tmp_path)
    made.start()
    try:
        wrapping_key(made).unlink()
        with pytest.raises(Unavailable, match="keeper"):
            made.client.wrap(b"identity", "name")
        assert made.running
        assert made.running.wait(5) == 1
    finally:
        made.kill()


def test_a_keeper_of_another_machine_wraps_by_the_newest_key_unasked(tmp_path: Path) -> None:
    """Both have the same HSM. Only the one that a rotation asked has been told of the newer key."""
    first = founded(tmp_path / "one")
    shared = {"HSBA_KEEPER_FOLDER": str(first.settings.keeper_folder), "HSBA_KEEPER_PIN": first.settings.keeper_pin.text()}
    second = Keeper(tmp_path / "two", environment=shared)
    for one in (first, second):
        one.start()
    try:
        before = second.client.wrap(b"identity", "name")
        founded(tmp_path / "one")
        after = second.client.wrap(b"identity", "name")
        assert Wrapped.of(before).mark != Wrapped.of(after).mark == first.client.newest()
    finally:
        for one in (first, second):
            one.kill()


def wrapping_key(of: Keeper) -> Path:
    """The file in which SoftHSM keeps it."""
    (file,) = (one for one in (of.settings.keeper_folder / "tokens").glob("*/*.object") if one.name != "token.object")
    return file


@pytest.mark.parametrize(
    ("spoilt", "said"), [("pin", "không mở bằng HSBA_KEEPER_PIN"), ("token", "Không có thẻ"), ("key", "không có khóa bọc")]
)
def test_what_keeps_it_from_starting_is_said_once_and_not_tried_again(tmp_path: Path, spoilt: str, said: str) -> None:
    made = founded(tmp_path)
    environment = {"HSBA_KEEPER_PIN": "1234"} if spoilt == "pin" else {"HSBA_KEEPER_TOKEN": "other"} if spoilt == "token" else {}
    if spoilt == "key":
        wrapping_key(made).unlink()
    done = hsba("keep", data=tmp_path, **environment)
    assert (done.returncode, said in done.stderr) == (78, True), done.stderr
    assert "Traceback" not in done.stderr


def test_an_hsm_that_is_away_is_tried_again(tmp_path: Path) -> None:
    """Its network is down while the keeper starts: no PIN was tried, and nobody has to be there when it is back."""
    made = founded(tmp_path / "data")
    (tmp_path / "empty").mkdir()
    away, module = tmp_path / "away.conf", tmp_path / "vendor.so"
    away.write_text(f"directories.tokendir = {tmp_path / 'empty'}\nobjectstore.backend = file\n")
    module.write_bytes(Path(made.settings.keeper_module).read_bytes())
    vendor = {"HSBA_KEEPER_MODULE": str(module), "SOFTHSM2_CONF": str(away)}
    done = hsba("keep", data=made.data, **vendor)
    assert (done.returncode, "Không có thẻ" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    again = Keeper(made.data, environment={**vendor, "SOFTHSM2_CONF": str(made.settings.keeper_folder / "softhsm2.conf")})
    again.start()
    try:
        assert again.client.unwrap(again.client.wrap(b"identity", "name"), "name") == b"identity"
    finally:
        again.kill()


def test_what_a_master_key_wrapped_opens_beside_the_token_and_moves_into_it(keeper: Keeper, tmp_path: Path) -> None:
    master, replica = bytes(range(32)), tmp_path / "replica"
    before = KeyStore(tmp_path / "keys", Masters(master))
    for number in range(3):
        before.create(f"record/{number}")
    sealed = before.encrypt("record/1", b"words")
    replica.mkdir()
    both = KeyStore(tmp_path / "keys", Both(keeper.client, Masters(master)), [replica])
    both.places.prepare()
    both.places.mend()
    assert both.decrypt("record/1", sealed) == b"words"
    both.create("record/3")
    assert both.places.marks()[keeper.client.newest()] == 2
    assert (both.rotate(), both.rotate()) == (6, 0)
    for place in (tmp_path / "keys", replica):
        assert KeyStore(place, keeper.client).decrypt("record/1", sealed) == b"words"
    with pytest.raises(InvalidTag):
        KeyStore(replica, Masters(master)).decrypt("record/1", sealed)


def test_an_installation_of_before_goes_on_with_its_master_key_until_it_is_told_otherwise(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "master_key").write_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    settings = Keeper(tmp_path).settings
    assert not settings.by_token
    wiring.keys(settings).create("record/1")
    assert wiring.key_places(settings).marks() == {Masters(bytes(range(32))).newest(): 1}
