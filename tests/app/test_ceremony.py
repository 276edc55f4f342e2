"""The wrapping key is made by people who keep its components apart, brought back from them alone, and never seen elsewhere."""

import json
import os
import pty
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from select import select
from stat import S_IMODE

import pytest
from cryptography.exceptions import InvalidTag

from app.devstack import state
from app.devstack.installation import write_pin
from app.keeper.wrapping_keys import WAIT
from app.settings import Settings
from domain.components import read
from domain.errors import Unavailable
from store.key_places import RETIRED, name_of
from store.keys import KeyStore
from store.wrapping import Masters
from tests.app.keepers import Keeper, founded
from tests.app.stacks import ROOT, hsba, told

NAMES = ("lan.txt", "nam.txt", "son.txt")


@pytest.fixture
def envelopes(tmp_path: Path) -> Path:
    made = tmp_path / "envelopes"
    made.mkdir()
    return made


def options(folder: Path, *names: str) -> list[str]:
    return [word for name in names or NAMES for word in ("--component", str(folder / name))]


@pytest.fixture
def keeper(tmp_path: Path, envelopes: Path) -> Iterator[Keeper]:
    """A facility whose key three people made, with records; each place of the key store has them."""
    made = founded(tmp_path / "data", *options(envelopes))
    made.start()
    (tmp_path / "replica").mkdir()
    keys = made.store(tmp_path / "replica")
    keys.places.prepare()
    for number in range(3):
        keys.create(f"record/{number}")
    yield made
    made.kill()


def lies(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_each_component_lies_in_a_file_of_its_own_and_nowhere_else(keeper: Keeper, envelopes: Path) -> None:
    parts = [read((envelopes / name).read_text()) for name in NAMES]
    assert {S_IMODE((envelopes / name).stat().st_mode) for name in NAMES} == {0o600}
    assert [(one.number, one.of, one.mark) for one in parts] == [(n, 3, keeper.client.newest()) for n in (1, 2, 3)]
    key = bytes(a ^ b ^ c for a, b, c in zip(*(one.value for one in parts), strict=True))
    everywhere = b"".join(lies(keeper.data).values())
    for secret in (key, *(one.value for one in parts)):
        assert secret not in everywhere
        assert secret.hex().encode() not in everywhere.lower()
    opened = KeyStore(keeper.settings.key_store, Masters(key))
    assert not list(opened.unreadable()), "the token has this very key: it wraps in the same shape"


def test_no_file_is_written_over(keeper: Keeper, envelopes: Path) -> None:
    before = lies(envelopes), keeper.client.status()["keys"]
    again = hsba("keys", "found", *options(envelopes, "new.txt", "nam.txt"), data=keeper.data)
    assert (again.returncode, "nam.txt: đã có" in again.stderr) == (1, True), again.stderr
    twice = hsba("keys", "found", *options(envelopes, "new.txt", "new.txt"), data=keeper.data)
    alone = hsba("keys", "found", *options(envelopes, "new.txt"), data=keeper.data)
    assert (twice.returncode, alone.returncode) == (1, 2)
    assert (lies(envelopes), keeper.client.status()["keys"]) == before


def test_from_the_components_alone_every_key_opens_in_a_new_token(keeper: Keeper, envelopes: Path, tmp_path: Path) -> None:
    mark = keeper.client.newest()
    keeper.kill()
    elsewhere = {"HSBA_KEY_STORE": str(tmp_path / "replica")}
    done = hsba("keys", "recover", *options(envelopes), "--json", data=tmp_path / "new", **elsewhere)
    assert told(done) == {"key": mark.hex(), "number": 1, "new": True}
    rehearsed = hsba("keys", "rehearse", "--token", "--json", data=tmp_path / "new", **elsewhere)
    assert told(rehearsed) == {"keys": 3, "unreadable": [], "opened": 0, "shut": []}
    again = hsba("keys", "recover", *options(envelopes), "--json", data=tmp_path / "new", **elsewhere)
    assert told(again)["new"] is False


def test_a_wrong_component_is_named_and_nothing_is_written(keeper: Keeper, envelopes: Path, tmp_path: Path) -> None:
    founded(tmp_path / "other", *options(envelopes, "a", "b", "c"))
    text = (envelopes / "son.txt").read_text()
    (envelopes / "slip").write_text(re.sub(r"value: (.)", lambda found: f"value: {'1' if found[1] == '0' else '0'}", text))
    tried = {
        (*NAMES[:2], "slip"): "thành phần 3: sai số kiểm tra",
        (*NAMES[:2], "c"): "có cái của khóa khác",
        NAMES[:2]: "cần đủ thành phần 1 đến 3",
        ("a", "b", "c"): "không bọc khóa hồ sơ nào trong kho khóa",
    }
    for names, said in tried.items():
        done = hsba("keys", "recover", *options(envelopes, *names), data=tmp_path / "new", HSBA_KEY_STORE=str(tmp_path / "replica"))
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
        assert not re.search(r"[0-9A-F]{4} [0-9A-F]{4}", done.stdout + done.stderr)
        assert not (tmp_path / "new").exists()


def test_a_new_key_never_hides_that_the_old_one_is_lost(keeper: Keeper, tmp_path: Path) -> None:
    keeper.kill()
    for words in (("found", "--inside"), ("found", *options(tmp_path, "x", "y"))):
        done = hsba("keys", *words, data=tmp_path / "new", HSBA_KEY_STORE=str(tmp_path / "replica"))
        assert (done.returncode, "hsba keys recover" in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "x").exists()
    up = hsba("up", "--servers", "--empty", "--port", "0", data=tmp_path / "up", HSBA_KEY_STORE=str(tmp_path / "replica"))
    assert up.returncode == 1
    assert next(one for one in (state.read(tmp_path / "up") or {})["parts"] if one["name"] == "wrapping-key")["ended"] == "exit 78"


def test_who_moves_from_a_master_key_makes_the_new_one_on_purpose(tmp_path: Path, envelopes: Path) -> None:
    """One that a start made by itself would wrap records, and be in nobody's envelopes."""
    master = {"HSBA_MASTER_KEY": b64encode(bytes(range(32))).decode(), "HSBA_WRAPPED_BY": "token"}
    before = KeyStore(tmp_path / "keys", Masters(bytes(range(32))))
    before.create("record/1")
    identity = before.exported("record/1")
    step = [sys.executable, "-m", "app.devstack.wrapping_key", "--data", str(tmp_path)]
    done = subprocess.run(step, cwd=ROOT, env=begun(tmp_path, **master), capture_output=True, text=True, check=False)
    assert (done.returncode, "hsba keys found" in done.stderr) == (78, True), done.stderr
    moving = founded(tmp_path, *options(envelopes), **master)
    assert subprocess.run(step, cwd=ROOT, env=begun(tmp_path, **master), check=False).returncode == 0
    moving.start()
    try:
        assert told(hsba("keys", "rotate", "--json", data=tmp_path, **master)) == {"wrapped": 1}
        found = {one["what"]: one for one in told(hsba("doctor", "--json", data=tmp_path, **master))}
        assert found["HSBA_MASTER_KEY"]["found"] == "hết cần · needed no more"
        assert moving.store().exported("record/1") == identity
    finally:
        moving.kill()


def begun(data: Path, **environment: str) -> dict[str, str]:
    """What a step of a start finds: the PIN is made."""
    write_pin(Settings.read({"HSBA_DATA": str(data)}))
    return {"PATH": os.environ["PATH"], **environment}


def test_a_new_key_wraps_everything_anew_and_only_then_the_old_one_goes(keeper: Keeper, envelopes: Path, tmp_path: Path) -> None:
    old, keys = keeper.client.newest(), keeper.store()
    sealed, before = keys.encrypt("record/1", b"words"), keys.places.read(name_of("record/1"))
    both = {"HSBA_KEY_REPLICAS": str(tmp_path / "replica")}
    founded(keeper.data, *options(envelopes, "new-1", "new-2"))
    unknown = hsba("keys", "forget", "00" * 8, data=keeper.data, **both)
    assert (unknown.returncode, f"trong thẻ có {old.hex()}, " in unknown.stderr) == (1, True), unknown.stderr
    garbled = hsba("keys", "forget", "phong bì 1", data=keeper.data, **both)
    assert (garbled.returncode, "phong bì của khóa đó" in " ".join(garbled.stderr.replace("│", " ").split())) == (2, True), garbled.stderr
    early = hsba("keys", "forget", old.hex(), data=keeper.data, **both)
    assert (early.returncode, "6 tệp của kho khóa còn do" in early.stderr) == (1, True), early.stderr
    assert told(hsba("keys", "rotate", "--json", data=keeper.data, **both)) == {"wrapped": 6}
    new = keeper.client.newest()
    assert keeper.settings.key_store.exists()
    assert keeper.store(tmp_path / "replica").places.marks() == {new: 6}
    using = hsba("keys", "forget", new.hex(), data=keeper.data, **both)
    assert (using.returncode, "là khóa đang bọc" in using.stderr) == (1, True), using.stderr
    waits = hsba("keys", "forget", old.hex(), "--json", data=keeper.data, **both)
    assert (waits.returncode, json.loads(waits.stdout)["destroyed"]) == (1, False), waits.stderr
    assert keeper.client.unwrap(before, name_of("record/1")), "it still opens what was on its way"
    in_words = hsba("keys", "forget", old.hex(), data=keeper.data, **both)
    assert (in_words.returncode, "CHƯA bị hủy" in in_words.stdout) == (1, True), in_words.stderr
    a_day_later(keeper.settings.key_store, tmp_path / "replica")
    keys.places.folder.joinpath(name_of("record/late")).write_bytes(before)
    late = hsba("keys", "forget", old.hex(), data=keeper.data, **both)
    assert (late.returncode, "1 tệp của kho khóa còn do" in late.stderr) == (1, True), "what came behind the first count is found"
    keys.places.folder.joinpath(name_of("record/late")).unlink()
    assert told(hsba("keys", "forget", old.hex(), "--json", data=keeper.data, **both))["destroyed"] is True
    with pytest.raises(InvalidTag):
        keeper.client.unwrap(before, name_of("record/1"))
    assert keeper.client.status()["keys"] == {new.hex(): 2}
    assert keeper.store().decrypt("record/1", sealed) == b"words"
    back = hsba("keys", "recover", *options(envelopes), data=keeper.data, **both)
    assert back.returncode == 1, "it wraps nothing of this store any more"


def a_day_later(*places: Path) -> None:
    """What was noted in them was noted a day ago."""
    for place in places:
        for noted in (place / RETIRED).iterdir():
            noted.write_text((datetime.fromisoformat(noted.read_text()) - WAIT).isoformat())


def test_a_retired_key_brought_back_into_an_empty_token_wraps_again(keeper: Keeper, envelopes: Path, tmp_path: Path) -> None:
    places = keeper.store().places
    places.retire(keeper.client.newest(), datetime(2026, 7, 1, tzinfo=UTC))
    with pytest.raises(Unavailable, match="keeper"):
        keeper.store().create("record/new")
    done = hsba("keys", "recover", *options(envelopes), data=tmp_path / "new", HSBA_KEY_STORE=str(places.folder))
    assert done.returncode == 0, done.stderr
    keeper.store().create("record/new")


def test_a_leftover_master_key_that_wraps_nothing_hides_no_loss(keeper: Keeper, tmp_path: Path) -> None:
    """The token's folder is lost; the master key of before lies about still, though every key moved into the token long ago."""
    keeper.kill()
    leftover = {"HSBA_MASTER_KEY": b64encode(bytes(range(32))).decode(), "HSBA_WRAPPED_BY": "token"}
    done = hsba("keys", "found", "--inside", data=tmp_path / "new", HSBA_KEY_STORE=str(tmp_path / "replica"), **leftover)
    assert (done.returncode, "hsba keys recover" in done.stderr) == (1, True), done.stderr


def test_an_older_key_brought_back_opens_and_does_not_wrap(keeper: Keeper, envelopes: Path, tmp_path: Path) -> None:
    old = keeper.client.newest()
    founded(tmp_path / "later", *options(tmp_path, "x", "y"))
    done = hsba("keys", "recover", *options(envelopes), "--json", data=tmp_path / "later", HSBA_KEY_STORE=str(tmp_path / "replica"))
    assert told(done) == {"key": old.hex(), "number": 0, "new": True}
    later = Keeper(tmp_path / "later")
    later.start()
    try:
        assert later.client.newest() != old
        assert not list(KeyStore(tmp_path / "replica", later.client).unreadable())
    finally:
        later.kill()


def test_without_a_terminal_nothing_is_shown(tmp_path: Path) -> None:
    done = hsba("keys", "found", data=tmp_path)
    assert (done.returncode, "--component" in done.stderr) == (2, True)
    assert not re.search(r"[0-9A-F]{4} [0-9A-F]{4}", done.stdout + done.stderr)


class Terminal:
    """A command on a terminal of its own, with somebody before it."""

    def __init__(self, data: Path, *words: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = {"PATH": os.environ["PATH"], "HSBA_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "app", "keys", *words]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.seen = ""

    def until(self, words: str) -> str:
        """What came up to these words, and they."""
        while words not in self.seen:
            assert select([self._ours], [], [], 30)[0], self.seen
            self.seen += os.read(self._ours, 4096).decode(errors="replace")
        found, _, self.seen = self.seen.partition(words)
        return found

    def type(self, words: str) -> None:
        os.write(self._ours, words.encode() + b"\n")

    def end(self) -> int:
        while True:
            try:
                if not os.read(self._ours, 4096):
                    break
            except OSError:
                break
        os.close(self._ours)
        return self.process.wait()


def test_two_people_write_theirs_down_one_after_the_other_and_type_them_in_again(tmp_path: Path) -> None:
    on_paper, terminal = [], Terminal(tmp_path / "data", "found", "--people", "2")
    for number in (1, 2):
        terminal.until(f"component {number} alone")
        terminal.type("")
        shown = terminal.until("compare it")
        on_paper.append(re.findall(r"(?:[0-9A-F]{4} ){17}[0-9A-F]{4}", shown)[0])
        terminal.type("")
        assert "\033[3J" in terminal.until(f"type component {number}, unseen: "), "it is cleared before the next one comes"
        if number == 1:
            terminal.type(on_paper[0][:-1] + ("0" if on_paper[0][-1] != "0" else "1"))
            terminal.until("sai số kiểm tra")
            terminal.until("type component 1, unseen: ")
        terminal.type(on_paper[number - 1].lower())
    check = re.findall(r"check value ([0-9a-f]{16})", terminal.until("moves every record key"))[0]
    assert terminal.end() == 0
    again = Terminal(tmp_path / "new", "recover", "--people", "2", "--key", check)
    for number in (1, 2):
        again.until(f"type component {number}, unseen: ")
        again.type(on_paper[number - 1])
    heard = again.until(f"the wrapping key {check} is in the token")
    assert again.end() == 0
    assert on_paper[0] not in heard, "what is typed is not shown"
    assert Settings.read({"HSBA_DATA": str(tmp_path / "new")}).keeper_pin.exists
