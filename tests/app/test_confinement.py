"""Every process is fenced off from the keys that are not its business, for good, its children too."""

import json
import subprocess
import sys
from pathlib import Path

TRY = """
import json, os, subprocess, sys
from app.confinement import confine, confine_keeper, confine_signer
from app.settings import Settings

settings = Settings.read({"HSBA_DATA": sys.argv[1], "HSBA_TICKETS": sys.argv[2], "HSBA_PIN_PEPPER_FILE": sys.argv[3]})
told = {}

def tried(what, how):
    try:
        how()
        told[what] = "done"
    except PermissionError:
        told[what] = "refused"

{"signer": confine_signer, "keeper": confine_keeper}.get(sys.argv[-1], confine)(settings)
secrets = settings.data / "secrets"
tried("token", lambda: (settings.tokens / "key").read_bytes())
tried("token by a link", lambda: (settings.data.parent / "link" / "tokens" / "key").read_bytes())
tried("tokens listed", lambda: os.listdir(settings.tokens))
told["child"] = "done" if subprocess.run(["cat", settings.tokens / "key"], capture_output=True).returncode == 0 else "refused"
tried("token removed", lambda: os.unlink(settings.tokens / "key"))
tried("ticket", lambda: os.listdir(settings.tickets))
tried("pepper", lambda: (secrets / "pin_pepper").read_text())
tried("pepper given", lambda: open(sys.argv[3]))
tried("wrapping key", lambda: (settings.keeper_folder / "key").read_bytes())
tried("wrapping key's PIN", lambda: (secrets / "keeper_pin").read_text())
tried("payload keys", lambda: (secrets / "payload_keys").read_text())
tried("wrapped keys", lambda: os.listdir(settings.key_store))
tried("master key", lambda: (secrets / "master_key").read_text())
tried("authority's key", lambda: (settings.data / "pki" / "ca.pem").read_text())
tried("authority's word", lambda: (settings.data / "pki" / "secret").read_text())
tried("authority's folder", lambda: (settings.data / "pki" / "new").write_text(""))
tried("database's files", lambda: os.listdir(settings.data / "pg"))
tried("who may be what", lambda: (settings.data / "pg" / "pg_ident.conf").write_text("hsba root postgres"))
tried("new ticket", lambda: (settings.tickets / "new").write_bytes(b""))
tried("blobs", lambda: (settings.blobs / "new").write_bytes(b""))
tried("signer's memory", lambda: open(f"/proc/{os.getppid()}/mem", "rb"))
print(json.dumps(told))
"""


def fenced(tmp_path: Path, *which: str) -> dict[str, str]:
    """What a process that fenced itself could still do in an installation with one key."""
    data, tickets = tmp_path / "data", tmp_path / "tickets"
    for folder in (data / "tokens", data / "keeper", data / "keys", data / "blobs", data / "secrets", data / "pki", data / "pg", tickets):
        folder.mkdir(mode=0o700, parents=True)
    secrets = ("secrets/pin_pepper", "secrets/master_key", "secrets/keeper_pin", "secrets/payload_keys")
    kept = ("tokens/key", "keeper/key", *secrets, "pki/ca.pem", "pki/secret", "pg/pg_ident.conf")
    for file in (data / one for one in kept):
        file.write_text("secret")
    (tmp_path / "link").symlink_to(data)
    given = tmp_path / "given"
    given.write_text("secret")
    command = [sys.executable, "-c", TRY, str(data), str(tickets), str(given), *which]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    assert (data / "pg" / "pg_ident.conf").read_text() == "secret"
    return found


def test_keys_and_what_they_could_be_made_of_are_out_of_reach_and_all_else_is_as_before(tmp_path: Path) -> None:
    told = fenced(tmp_path)
    assert {what for what, how in told.items() if how == "done"} == {"master key", "payload keys", "wrapped keys", "blobs"}


def test_the_signer_reaches_its_own_keys_and_neither_the_authority_s_nor_who_may_be_what_in_the_database(tmp_path: Path) -> None:
    told = fenced(tmp_path, "signer")
    refused = {
        "wrapping key",
        "wrapping key's PIN",
        "authority's key",
        "authority's folder",
        "database's files",
        "who may be what",
        "signer's memory",
    }
    assert {what for what, how in told.items() if how == "refused"} == refused


def test_the_keeper_reaches_its_own_token_and_nothing_that_it_opens(tmp_path: Path) -> None:
    told = fenced(tmp_path, "keeper")
    assert {what for what, how in told.items() if how == "done"} == {"wrapping key", "wrapping key's PIN"}


LATE = """
import sys
from pathlib import Path
from app.confinement import fence

program = Path(sys.argv[1])
sys.path.insert(0, str(program))
import early
assert fence([program / "data" / "tokens"], program)
print("fenced", flush=True)
sys.stdin.readline()
import late
try:
    (program / "data" / "tokens" / "key").read_text()
except PermissionError:
    print("refused")
"""


def test_modules_are_found_also_after_something_was_made_beside_them(tmp_path: Path) -> None:
    (tmp_path / "data" / "tokens").mkdir(parents=True)
    (tmp_path / "data" / "tokens" / "key").write_text("secret")
    for module in ("early", "late"):
        (tmp_path / f"{module}.py").touch()
    command = [sys.executable, "-c", LATE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "fenced\n"
        (tmp_path / "demo-out").mkdir()
        told, _ = process.communicate("\n")
    assert told == "refused\n"
