"""Every process is fenced off from the keys that are not its business, for good, its children too."""

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from app.settings import Settings

TRY = """
import json, os, subprocess, sys
from app.confinement import confine, confine_keeper, confine_signer
from app.settings import Settings

beside = {name: sys.argv[4] + "/" + name for name in ("replica", "other replica", "second copy", "before an outage")}
settings = Settings.read({
    "HSBA_DATA": sys.argv[1],
    "HSBA_TICKETS": sys.argv[2],
    "HSBA_PIN_PEPPER_FILE": sys.argv[3],
    "HSBA_KEY_REPLICAS": beside["replica"] + ":" + beside["other replica"],
    "HSBA_ARCHIVE_COPY": beside["second copy"],
    "HSBA_DOWNTIME_FOLDER": beside["before an outage"],
})
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
for name, place in beside.items():
    tried(name, lambda: os.listdir(place))
tried("archive", lambda: os.listdir(settings.archive))
tried("stories", lambda: os.listdir(settings.data / "stories"))
tried("blobs", lambda: (settings.blobs / "new").write_bytes(b""))
tried("signer's memory", lambda: open(f"/proc/{os.getppid()}/mem", "rb"))
print(json.dumps(told))
"""


BESIDE = ("replica", "other replica", "second copy", "before an outage")
"""Folders on other disks that settings name."""


def fenced(tmp_path: Path, *which: str) -> dict[str, str]:
    """What a process that fenced itself could still do in an installation with one key."""
    data, tickets = tmp_path / "data", tmp_path / "tickets"
    rooms = (data / room for room in ("tokens", "keeper", "keys", "blobs", "archive", "stories", "secrets", "pki", "pg"))
    for folder in (*rooms, tickets, *(tmp_path / "beside" / name for name in BESIDE)):
        folder.mkdir(mode=0o700, parents=True)
    secrets = ("secrets/pin_pepper", "secrets/master_key", "secrets/keeper_pin", "secrets/payload_keys")
    kept = ("tokens/key", "keeper/key", *secrets, "pki/ca.pem", "pki/secret", "pg/pg_ident.conf")
    for file in (data / one for one in kept):
        file.write_text("secret")
    (tmp_path / "link").symlink_to(data)
    given = tmp_path / "given"
    given.write_text("secret")
    command = [sys.executable, "-c", TRY, str(data), str(tickets), str(given), str(tmp_path / "beside"), *which]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    assert (data / "pg" / "pg_ident.conf").read_text() == "secret"
    return found


def test_keys_and_what_they_could_be_made_of_are_out_of_reach_and_all_else_is_as_before(tmp_path: Path) -> None:
    told = fenced(tmp_path)
    reached = {"master key", "payload keys", "wrapped keys", "blobs", "archive", "stories", *BESIDE}
    assert {what for what, how in told.items() if how == "done"} == reached


def test_the_signer_reaches_its_own_keys_and_neither_the_authority_s_nor_the_database_s_nor_the_archive(tmp_path: Path) -> None:
    told = fenced(tmp_path, "signer")
    refused = {
        "wrapping key",
        "wrapping key's PIN",
        "authority's key",
        "authority's folder",
        "database's files",
        "who may be what",
        "signer's memory",
        "archive",
        "second copy",
        "before an outage",
    }
    assert {what for what, how in told.items() if how == "refused"} == refused


def test_the_keeper_reaches_its_own_token_and_nothing_that_it_opens(tmp_path: Path) -> None:
    told = fenced(tmp_path, "keeper")
    assert {what for what, how in told.items() if how == "done"} == {"wrapping key", "wrapping key's PIN"}


EVERY = """
import json, sys
from dataclasses import fields, replace
from pathlib import Path
from typing import get_type_hints
from app.confinement import confine_keeper
from app.secret import Secret
from app.settings import Settings

hints, values = get_type_hints(Settings), {}
for one in (part.name for part in fields(Settings) if part.metadata and part.name != "data"):
    place = Path(sys.argv[2]) / one
    places = {Path: place, str: str(place), Secret: Secret(one, path=place / "file")}
    if hints[one] in places:
        values[one] = places[hints[one]]
        place.mkdir()
        (place / "file").write_text("secret")
confine_keeper(replace(Settings.read({"HSBA_DATA": sys.argv[1]}), **values))
told = {}
for one in values:
    try:
        told[one] = (Path(sys.argv[2]) / one / "file").read_text()
    except PermissionError:
        told[one] = "refused"
print(json.dumps(told))
"""
KEEPERS = {"keeper_socket", "keeper_module", "keeper_folder", "keeper_pin", "signer_socket", "pkcs11_module", "pg_bindir"}
"""What the keeper needs, and what is nobody's secret: programs, and the folder of the sockets."""


def test_whatever_path_a_setting_names_is_out_of_the_keeper_s_reach_unless_it_is_the_keeper_s(tmp_path: Path) -> None:
    """Each setting is given a folder of its own here, also one that is still to come; the keeper's lies behind a link."""
    (tmp_path / "data" / "secrets").mkdir(parents=True)
    (tmp_path / "data" / "keeper").symlink_to(tmp_path / "named" / "keeper_folder")
    (tmp_path / "data" / "itself").symlink_to(tmp_path / "data")
    (tmp_path / "named").mkdir()
    command = [sys.executable, "-c", EVERY, str(tmp_path / "data"), str(tmp_path / "named")]
    told: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    named = {"archive_copy", "key_replicas", "downtime_folder", "blobs", "payload_keys"}
    assert named < told.keys() < {one.name for one in fields(Settings)}
    assert {one for one, how in told.items() if how != "refused"} == KEEPERS


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
