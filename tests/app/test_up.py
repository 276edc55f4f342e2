"""`hsba up`, `status` and `down` on the real servers of this machine; the journeys run the whole house on them."""

import os
import signal
import stat
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app import ports, wiring
from app.devstack import state
from app.devstack.database import opened
from app.devstack.postgres import OWNER, SUPERUSER
from app.places import sockets
from app.settings import Settings
from tests.app.stacks import eventually, hsba, lives, naming, told

PARTS = {
    "postgres",
    "temporal",
    "pki",
    "database",
    "migrations",
    "tokens",
    "wrapping-key",
    "keeper",
    "signer",
    "worker",
    "scheduler",
    "web",
}


def status(data: Path) -> Any:
    """What `hsba status --json` answers."""
    return told(hsba("status", "--json", data=data))


def part(data: Path, name: str) -> Any:
    """What the supervisor last wrote of one part."""
    return next(one for one in (state.read(data) or {"parts": []})["parts"] if one["name"] == name)


def test_status_tells_addresses_paths_processes_and_the_root_certificate(running: Path) -> None:
    now = status(running)
    assert (now["running"], now["ready"]) == (True, True)
    assert now["stamps"] == {"waiting": 0, "oldest": None, "services": []}, "nobody has signed"
    assert set(now["urls"]) == {"web", "temporal", "temporal_ui", "pki", "tsa"}
    assert now["paths"]["data"] == str(running)
    assert {one["name"] for one in now["parts"]} >= PARTS
    assert all(lives(one["pid"]) for one in now["parts"] if one["stage"] == "ready")
    assert now["root_certificate"]["pem"].startswith("-----BEGIN CERTIFICATE-----")
    assert "PRIVATE KEY" not in now["root_certificate"]["pem"]
    assert {one["setting"] for one in now["stand_ins"]} >= {
        "DATABASE_URL",
        "TEMPORAL_ADDRESS",
        "PKCS11_MODULE",
        "HSBA_KEEPER_MODULE",
        "HSBA_TSA_URL",
    }


def test_status_tells_what_stands_in_for_the_running_stack_not_for_who_asks(running: Path) -> None:
    asked = hsba("status", "--json", data=running, HSBA_MESSAGE_URL="https://tin-nhan.example.vn")
    assert "HSBA_MESSAGE_URL" in {one["setting"] for one in told(asked)["stand_ins"]}
    shown = hsba("status", data=running, HSBA_MESSAGE_URL="https://tin-nhan.example.vn").stdout
    assert "messages.txt" in shown


def test_status_says_so_when_it_cannot_ask_the_database(running: Path) -> None:
    shown = hsba("status", data=running, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (shown.returncode, "chưa rõ, không hỏi được cơ sở dữ liệu" in shown.stdout) == (0, True), shown.stdout


def test_secrets_and_sockets_are_for_their_owner_only(running: Path) -> None:
    for path in [running, running / "secrets", *(running / "secrets").iterdir(), sockets(running) / "pg"]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_application_may_add_to_the_audit_and_never_change_it(running: Path) -> None:
    with psycopg.connect(host=str(sockets(running) / "pg"), user="hsba_app", dbname="hsba") as database:
        rights = (
            "select has_table_privilege('audit', right_name) from unnest(array['insert', 'select', 'update', 'delete']) as r(right_name)"
        )
        assert [row[0] for row in database.execute(rights.encode())] == [True, True, False, False]
        assert database.execute(b"show fsync").fetchone() == ("on",)


@pytest.mark.parametrize("role", [SUPERUSER, OWNER])
def test_while_the_stack_runs_nobody_is_the_owner_or_the_superuser(running: Path, role: str) -> None:
    place = str(sockets(running) / "pg")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=place, user=role, dbname="hsba", connect_timeout=2)
    with opened(running), psycopg.connect(host=place, user=role, dbname="hsba") as database:
        assert database.execute(b"select current_user").fetchone() == (role,)
    assert hsba("migrate", data=running).returncode == 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=place, user=role, dbname="hsba", connect_timeout=2)


def test_a_server_that_does_not_listen_is_left_closed(running: Path) -> None:
    server = part(running, "postgres")["pid"]
    os.kill(server, signal.SIGSTOP)
    try:
        before = (running / "pg" / "pg_ident.conf").read_text()
        done = hsba("migrate", data=running)
    finally:
        os.kill(server, signal.SIGCONT)
    assert (done.returncode, (running / "pg" / "pg_ident.conf").read_text()) == (1, before)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("act", [b"create table x ()", b"drop trigger audit_only_grows on audit", b"delete from audit", b"set role hsba"])
def test_the_application_changes_no_table_and_no_audit(running: Path, act: bytes) -> None:
    place = str(sockets(running) / "pg")
    with psycopg.connect(host=place, user="hsba_app", dbname="hsba") as one, pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute(act)


def test_a_second_up_says_who_holds_the_data(running: Path) -> None:
    holder = status(running)
    second = hsba("up", "--empty", data=running)
    assert second.returncode == 1
    assert str(holder["pid"]) in second.stderr
    assert holder["since"] in second.stderr


def test_killed_parts_come_back_each_by_itself(running: Path) -> None:
    names = ("postgres", "temporal", "pki", "keeper", "signer", "worker", "scheduler", "web")
    before = {name: part(running, name) for name in names}
    for one in before.values():
        os.kill(one["pid"], signal.SIGKILL)
    for name, was in before.items():
        eventually(lambda: part(running, name)["stage"] == "ready" and part(running, name)["pid"] != was["pid"], within=60)  # noqa: B023
        assert part(running, name)["restarts"] > was["restarts"]
    assert part(running, "worker")["ended"] == "SIGKILL"


def test_the_running_parts_wrap_by_the_token(running: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(running)})
    keys = wiring.keys(settings)
    keys.create("record/by-token")
    assert keys.decrypt("record/by-token", keys.encrypt("record/by-token", b"words")) == b"words"
    assert not (running / "secrets" / "master_key").exists()
    found = {one["what"]: one for one in told(hsba("doctor", "--json", data=running))}
    assert found["khóa bọc · wrapping key"]["health"] == "stand-in"
    assert found["giữ khóa · keeper"]["health"] == "good"
    (mark,) = wiring.key_places(settings).marks()
    assert mark.hex() in found["giữ khóa · keeper"]["found"]


def test_everything_listens_on_loopback_only(running: Path) -> None:
    sessions = {one["pid"] for one in status(running)["parts"] if one["pid"]}
    assert listening(sessions) <= {"0100007F"}


def test_life_and_end_of_two_installations_side_by_side(running: Path, data: Path) -> None:
    up = hsba("up", "--detach", "--servers", "--empty", "--port", str(ports.free(set())), "--json", data=data)
    assert up.returncode == 0, up.stderr
    assert not set(ports.kept(data).values()) & set(ports.kept(running).values())
    secrets = (data / "secrets" / "keeper_pin").read_text()
    os.kill(told(up)["pid"], signal.SIGKILL)
    eventually(lambda: not naming(str(data)), within=15)
    kept = ports.kept(data)
    again = hsba("up", "--detach", "--servers", "--json", data=data)
    assert again.returncode == 0, again.stderr
    assert (ports.kept(data), (data / "secrets" / "keeper_pin").read_text()) == (kept, secrets)
    down = told(hsba("down", "--json", data=data))
    assert down["was_running"]
    assert not down["killed"]
    assert down["seconds"] < 10
    assert not naming(str(data))
    assert hsba("status", "--json", data=data).returncode == 1
    assert status(running)["ready"]


def test_the_stories_are_not_for_a_real_facility(running: Path, tmp_path: Path) -> None:
    demo = hsba("demo", "--out", str(tmp_path / "out"), data=running)
    assert demo.returncode == 1
    assert demo.stderr.startswith("Đây là cơ sở thật")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("how", [(), ("--detach",)])
def test_a_taken_port_is_named_and_nothing_is_left_behind(running: Path, data: Path, how: tuple[str, ...]) -> None:
    port = ports.kept(running)["pki"]
    up = hsba("up", "--empty", "--port", str(port), *how, data=data / "new")
    assert up.returncode == 1
    assert f"Cổng {port} (web) đang có chương trình khác dùng" in up.stderr
    assert list(data.iterdir()) == []


def test_an_address_this_machine_has_not_is_told_apart_from_a_taken_port(data: Path) -> None:
    up = hsba("up", "--empty", data=data / "new", HSBA_HOST="192.0.2.1", HSBA_PORT=str(ports.free(set())))
    assert (up.returncode, list(data.iterdir())) == (1, [])
    assert "HSBA_HOST" in up.stderr
    assert "đang có chương trình khác dùng" not in up.stderr


def listening(pids: set[int]) -> set[str]:
    """Addresses (hexadecimal, as in /proc/net/tcp) these processes listen on."""
    inodes = {os.readlink(link) for pid in pids for link in Path(f"/proc/{pid}/fd").iterdir() if link.exists() or link.is_symlink()}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes}


def test_tickets_leave_the_memory_with_the_stack_once_they_are_over(data: Path, tmp_path: Path) -> None:
    tickets = tmp_path / "shm"
    tickets.mkdir(mode=0o700)
    for name, good_for in (("over", -1), ("good", 300)):
        (tickets / name).touch()
        os.utime(tickets / name, (time.time() + good_for,) * 2)
    hsba("down", data=data, HSBA_TICKETS=str(tickets))
    assert [path.name for path in tickets.iterdir()] == ["good"]
    hsba("down", "--forget", data=data, HSBA_TICKETS=str(tickets))
    assert not tickets.exists()
