"""Keepers that tests start, kill and start again: each a process of its own on a data folder of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.keeper.client import KeeperClient
from app.readiness import READY_FD
from app.settings import Settings
from store.keys import KeyStore
from tests.app.stacks import ROOT, hsba


@dataclass
class Keeper:
    """A data folder with a token, and the process that holds it, while it runs."""

    data: Path
    running: subprocess.Popen[bytes] | None = field(default=None)
    environment: Mapping[str, str] = field(default_factory=dict)
    """What else it is told, as the token of another machine's keeper."""

    @property
    def settings(self) -> Settings:
        return Settings.read({"HSBA_DATA": str(self.data), **self.environment})

    @property
    def client(self) -> KeeperClient:
        return KeeperClient(self.settings.keeper_socket)

    def store(self, *replicas: Path) -> KeyStore:
        """The key store of this folder, wrapped by this keeper, as another process has it."""
        return KeyStore(self.settings.key_store, self.client, replicas)

    def begin(self) -> int:
        """Returns at once; where it says that it serves."""
        hears, says = os.pipe()
        environment = {"PATH": os.environ["PATH"], "HSBA_DATA": str(self.data), **self.environment, READY_FD: str(says)}
        command = (sys.executable, "-m", "app", "keep")
        self.running = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=(says,), stderr=subprocess.PIPE)
        os.close(says)
        return hears

    def start(self) -> None:
        """Returns when it serves."""
        hears = self.begin()
        assert self.running
        with os.fdopen(hears, "rb") as words:
            told = words.readline()
        assert told == b"ready\n", self.running.communicate()[1].decode()

    def kill(self) -> None:
        """As the power would end it."""
        if self.running:
            self.running.kill()
            self.running.communicate()
            self.running = None

    def end(self) -> int:
        """Its exit code."""
        assert self.running
        self.running.terminate()
        self.running.communicate()
        return self.running.returncode


def founded(data: Path, *words: str, **environment: str) -> Keeper:
    """A folder with a new key in a new token; nothing runs yet."""
    done = hsba("keys", "found", *(words or ("--inside",)), "--json", data=data, **environment)
    assert done.returncode == 0, done.stderr
    return Keeper(data)
