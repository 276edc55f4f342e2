"""Every process but the signer is fenced off from the keys, for good, its children too."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TRY = """
import json, os, subprocess, sys
from app.confinement import confine
from app.settings import Settings

settings = Settings.read({"HSBA_DATA": sys.argv[1], "HSBA_TICKETS": sys.argv[2], "HSBA_PIN_PEPPER_FILE": sys.argv[3]})
told = {}

def tried(what, how):
    try:
        how()
        told[what] = "done"
    except PermissionError:
        told[what] = "refused"

confine(settings)
secrets = settings.data / "secrets"
tried("token", lambda: (settings.tokens / "key").read_bytes())
tried("token by a link", lambda: (settings.data.parent / "link" / "tokens" / "key").read_bytes())
tried("tokens listed", lambda: os.listdir(settings.tokens))
tried("token removed", lambda: os.unlink(settings.tokens / "key"))
tried("ticket", lambda: os.listdir(settings.tickets))
tried("pepper", lambda: (secrets / "pin_pepper").read_text())
tried("pepper given", lambda: open(sys.argv[3]))
tried("master key", lambda: (secrets / "master_key").read_text())
tried("blobs", lambda: (settings.blobs / "new").write_bytes(b""))
tried("signer's memory", lambda: open(f"/proc/{os.getppid()}/mem", "rb"))
told["child"] = "done" if subprocess.run(["cat", settings.tokens / "key"], capture_output=True).returncode == 0 else "refused"
print(json.dumps(told))
"""


@pytest.fixture
def told(tmp_path: Path) -> dict[str, str]:
    """What a process that fenced itself could still do in an installation with one key."""
    data, tickets = tmp_path / "data", tmp_path / "tickets"
    for folder in (data / "tokens", data / "secrets", tickets):
        folder.mkdir(mode=0o700, parents=True)
    for file in (data / "tokens" / "key", data / "secrets" / "pin_pepper", data / "secrets" / "master_key"):
        file.write_text("secret")
    (tmp_path / "link").symlink_to(data)
    given = tmp_path / "given"
    given.write_text("secret")
    done = subprocess.run([sys.executable, "-c", TRY, str(data), str(tickets), str(given)], capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_keys_tickets_and_the_pepper_are_out_of_reach(told: dict[str, str]) -> None:
    hidden = ("token", "token by a link", "tokens listed", "token removed", "ticket", "pepper", "pepper given", "signer's memory", "child")
    assert {what: told[what] for what in hidden} == dict.fromkeys(hidden, "refused")


def test_everything_else_is_as_before(told: dict[str, str]) -> None:
    assert (told["master key"], told["blobs"]) == ("done", "done")
