"""Commands answer at once, are all described, and doctor tells what mends."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from app.cli import hsba as commands
from tests.app.stacks import ROOT, hsba


def test_help_answers_at_once() -> None:
    """By the processor's time: the clock on the wall also counts whoever else works on this machine."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    help_text = subprocess.run([sys.executable, "-m", "app", "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "Hồ sơ bệnh án điện tử" in help_text
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (ended.ru_utime + ended.ru_stime) - (began.ru_utime + began.ru_stime) < 0.7, "0.13 s, idle or at load 8"


def test_help_imports_nothing_heavy() -> None:
    libraries = ("sqlalchemy", "temporalio", "pyhanko", "psycopg", "rich.table", "pydantic", "pkcs11", "cryptography", "pyrage")
    heavy = (*libraries, "app.keeper", "app.wiring", "app.settings", "signing", "store")
    asked = f"import sys, app.cli; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert answer == "[]\n"


def test_every_command_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "running.md").read_text()
    groups = [("", commands), *((f"{group.name} ", group.typer_instance) for group in commands.registered_groups)]
    for prefix, group in groups:
        assert group
        for command in group.registered_commands:
            assert command.callback
            assert f"`hsba {prefix}{command.name or command.callback.__name__}" in manual


def test_every_option_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "running.md").read_text()
    for command in get_command(commands).commands.values():  # type: ignore[attr-defined]
        for one in (command, *getattr(command, "commands", {}).values()):
            for option in one.params:
                assert all(f"{name}" in manual for name in option.opts if name.startswith("--")), (one.name, option.opts)


def test_doctor_names_what_mends(data: Path) -> None:
    healthy = hsba("doctor", "--json", data=data)
    found = {one["what"]: one for one in json.loads(healthy.stdout)}
    assert found["PostgreSQL"]["health"] == "stand-in"
    assert found["PostgreSQL"]["mend"].startswith("DATABASE_URL=")
    assert not list(data.iterdir())


def test_doctor_shows_a_database_out_of_reach_and_no_password(data: Path) -> None:
    ill = hsba("doctor", data=data, DATABASE_URL="postgresql://hsba:geheim@127.0.0.1:1/hsba", PG_BINDIR="/not/there")
    assert ill.returncode == 1
    assert "127.0.0.1:1" in ill.stdout
    assert "geheim" not in ill.stdout


def test_doctor_names_the_package_that_is_missing(data: Path) -> None:
    ill = hsba("doctor", "--json", data=data, PG_BINDIR="/not/there", PKCS11_MODULE="/not/there.so")
    mends = {one["mend"] for one in json.loads(ill.stdout) if one["health"] == "missing"}
    assert mends == {"apt-get install -y postgresql", "apt-get install -y softhsm2"}


def test_a_wrong_setting_is_named(data: Path) -> None:
    wrong = hsba("status", data=data, HSBA_PORT="tám")
    assert wrong.returncode == 2
    assert "HSBA_PORT" in wrong.stderr


def test_make_lists_what_it_can_do() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = ["help", "run", "test", "check", "fix", "bench", "bench-signing", "bench-archive", "bench-rollout", "evidence", "clean"]
    assert re.findall(r"make ([\w-]+)", listed) == targets


def test_production_simulates_nothing(data: Path) -> None:
    """Time stamps of later years are a stand-in, and what they prove may be taken for proof."""
    refused = hsba("archive", "simulate", "--as", "lt.thu", data=data, HSBA_PRODUCTION="1")
    assert refused.returncode == 78
    assert "Chế độ thật không giả lập" in refused.stderr
    assert not list(data.iterdir())
