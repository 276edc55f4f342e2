"""Everything killed with SIGKILL in the middle of the demo: up again, the same record goes on and ends archived."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from rich.console import Console

from app import ports
from app.demo.telling import Telling
from app.devstack import state
from tests.app.stacks import eventually

HSBA = Path(sys.executable).with_name("hsba")
SIGNERS = ["Phạm Văn Hùng", "Lê Gia Khánh", "Nguyễn Thanh Xuân"]


MIDDLE = "Bác sĩ duyệt kết quả ký kết quả"
"""The step after which everything dies: two of three signatures are there."""


class Installation:
    """A demo installation of its own, brought up and killed by its own commands."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = ports.free(set())
        self.environment = {**os.environ, "HSBA_TOKEN_POOL": "60"}

    def hsba(self, *words: str) -> str:
        command = (str(HSBA), *words, "--data", str(self.data))
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout

    def up(self) -> None:
        self.hsba("up", "--detach", "--no-stories", "--port", str(self.port))

    def begin_demo(self, told: Path) -> subprocess.Popen[bytes]:
        """The demo in the background, telling its steps into a file."""
        command = (str(HSBA), "demo", "--name", "kill-9", "--out", str(told.parent), "--data", str(self.data))
        with told.open("wb") as sink:
            return subprocess.Popen(command, env={**self.environment, "PYTHONUNBUFFERED": "1"}, stdout=sink, stderr=sink)

    def officer(self, *words: str, login: str = "lt.thu") -> dict[str, Any]:
        """What a command answers the records officer, or another person, who types the password."""
        command = (str(HSBA), *words, "--as", login, "--json", "--data", str(self.data))
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120, input="HsbaDemo2026\n")
        told: dict[str, Any] = {**json.loads(done.stdout), "exit": done.returncode}
        return told

    def kill(self) -> None:
        """Supervisor and parts, none of which may say goodbye."""
        found = state.read(self.data) or {"pid": 0, "parts": []}
        for pid in (found["pid"], *(part["pid"] for part in found["parts"])):
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def demo(self, out: Path, name: str = "kill-9") -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.hsba("demo", "--name", name, "--out", str(out), "--json"))
        return told


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data")
    made.up()
    yield made
    made.hsba("down")
    made.kill()


def test_a_demo_that_was_killed_goes_on_with_the_same_record(installation: Installation, tmp_path: Path) -> None:
    told = tmp_path / "told"
    playing = installation.begin_demo(told)
    eventually(lambda: MIDDLE in told.read_text(), within=90)
    installation.kill()
    playing.kill()
    playing.wait(10)
    installation.up()

    with keeper_killed_four_times(installation.data) as killed:
        demo = installation.demo(tmp_path / "out")
    assert len(killed) > 1, "acts under way waited for the keeper each time"
    assert (demo["record"]["archived"], demo["archived"]) == (True, 1)
    assert demo["record"]["code"] == "BA-kill-9"
    results = [one for one in demo["documents"] if one["form"] == "lab-result"]
    assert [len(one["signers"]) for one in results] == [3, 3]
    assert results[0]["signers"] == SIGNERS
    assert {one["form"] for one in demo["documents"] if one["organisation"]} == {
        "discharge-paper",
        "regulation",
        "procurement",
        "golive-decision",
    }
    assert "B-LTA" in installation.hsba("verify", results[0]["path"])
    assert not any(one["found"] for one in demo["steps"])
    the_archive_is_whole_and_its_keys_open_it(installation, tmp_path / "2046")
    the_plan_is_found_done(demo, installation.demo(tmp_path / "again", "another"))


@contextmanager
def keeper_killed_four_times(data: Path) -> Iterator[list[int]]:
    """A moment after it began to serve again, while the block runs; the processes that were killed.

    Not more often: the supervisor lets more time pass each time, and then it is away longer than people are patient.
    """
    killed, ended = list[int](), threading.Event()

    def kill() -> None:
        while len(killed) < 4 and not ended.wait(2):
            parts = (state.read(data) or {"parts": []})["parts"]
            pid = next((one["pid"] for one in parts if one["name"] == "keeper" and one["stage"] == "ready"), None)
            if pid and pid not in killed:
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        ended.set()
        killer.join()


def the_components_alone_open(installation: Installation, envelopes: list[str], to: Path) -> Any:
    """What a rehearsal says on another machine, which has copies of key store and archive, and the components."""
    for part in ("keys", "archive"):
        shutil.copytree(installation.data / part, to / part)
    elsewhere = Installation(to)
    elsewhere.hsba("keys", "recover", *envelopes)
    return json.loads(elsewhere.hsba("keys", "rehearse", "--token", "--json"))


def the_archive_is_whole_and_its_keys_open_it(installation: Installation, to: Path) -> None:
    """Read again, wrapped by a key of sealed components, recovered from these, and handed over sealed; a changed byte is named."""
    assert installation.officer("archive", "verify") == {"records": 1, "damaged": {}, "exit": 0}
    keys = json.loads(installation.hsba("keys", "mend", "--json"))["keys"]
    envelopes = [word for name in ("one", "two") for word in ("--component", str(to.parent / name))]
    installation.hsba("keys", "found", *envelopes)
    assert json.loads(installation.hsba("keys", "rotate", "--json")) == {"wrapped": keys}
    whole = {"keys": keys, "unreadable": [], "opened": 1, "shut": []}
    assert json.loads(installation.hsba("keys", "rehearse", "--json")) == whole
    assert the_components_alone_open(installation, envelopes, to.parent / "elsewhere") == whole
    installation.officer("archive", "export", "BA-kill-9", "--sealed", "--to", str(to))
    assert (to / "khoa.txt").read_text().startswith("AGE-SECRET-KEY-1")
    handed = to.parent / "handed"
    receiver = pyrage.x25519.Identity.generate()
    (to.parent / "receiver.txt").write_text(f"# khóa\n{receiver}\n")
    words: tuple[str, ...] = ("archive", "hand-over", "--to", str(handed), "--recipient", str(receiver.to_public()))
    assert installation.officer(*words, login="gd.minh")["objects"] == 1
    words = ("archive", "import", str(handed), "--identity", str(to.parent / "receiver.txt"))
    assert installation.officer(*words, login="qt.hoa") | {"keys": 0} == {"records": 0, "objects": 0, "keys": 0, "exit": 0}
    played = installation.officer("archive", "simulate", "--samples", "1", "--until", "2046", "--without-renewal")
    assert (played["exit"], {one["way"] for one in played["samples"]}) == (3, {"file", "record"})
    assert all("2038-01-01" < one["fails_on"] < "2040-01-01" for one in played["samples"])
    assert installation.officer("archive", "simulate", "--samples", "1")["exit"] == 0
    assert len(installation.officer("archive", "renew", "BA-kill-9")["renewed"]) >= 3
    assert installation.officer("archive", "verify")["damaged"] == {}
    lying = next(installation.data.glob("archive/???/???/???/*/v1/content/README.txt"))
    lying.write_text(lying.read_text().replace("OCFL", "OCFI", 1))
    spoilt = installation.officer("archive", "verify")
    assert (spoilt["exit"], spoilt["damaged"]) == (3, {"BA-kill-9": ["v1/content/README.txt"]})
    lying.write_text(lying.read_text().replace("OCFI", "OCFL", 1))


def the_plan_is_found_done(demo: dict[str, Any], other: dict[str, Any]) -> None:
    """Under another name: another record, and the one plan as it was."""
    assert {(one["story"], one["found"]) for one in other["steps"]} == {(1, False), (2, True), (2, False)}
    assert [one["step"] for one in other["steps"] if one["story"] == 2 and not one["found"]] == [
        "Kiểm tra chữ ký từng tệp như `hsba verify`"
    ]
    papers = [[one["sha256"] for one in told["documents"] if one["story"] == 2] for told in (demo, other)]
    assert papers[0] == papers[1]
    assert (other["record"]["code"], other["track"]) == ("BA-another", demo["track"])


def test_a_step_that_sent_no_act_is_told_as_found_done() -> None:
    sent, console = [0], Console(record=True, file=StringIO(), width=200)
    telling = Telling(console)
    telling.begin("một", acts=lambda: sent[0])
    with telling.step("đã làm"):
        pass
    assert telling.idle
    with telling.step("làm"):
        sent[0] += 1
    with telling.step("chờ", found=telling.idle):
        pass
    assert [one.found for one in telling.steps] == [True, False, False]
    told = console.export_text()
    assert "– đã làm: đã có từ trước · found done\n" in told
    assert "✓ làm" in told
    assert "✓ chờ" in told
