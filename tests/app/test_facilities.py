"""`hsba facilities`: a template to fill in, what it says brought in all or none, and the list."""

import json
import os
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from app import wiring
from app.settings import Settings
from domain.names import FacilityId
from domain.roles import Role
from services.people import HASHER
from store.writes import people
from tests.app.stacks import ROOT, hsba
from tests.people import PASSWORD, Someone

OFFICER = Someone("syt.nga.cli", "Bùi Thúy Nga", Role.HEALTH_OFFICER, FacilityId("91"))
BASIS = "Quyết định số 1205/QĐ-UBND ngày 20/5/2014"


def ran(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """As the officer, whose password comes on the standard input."""
    given = {**os.environ, "HSBA_DATA": str(data), "HSBA_TICKETS": str(data / "tickets")}
    command = [sys.executable, "-m", "app", "facilities", *words, "--as", OFFICER.login]
    return subprocess.run(command, cwd=ROOT, env=given, input=f"{PASSWORD}\n", capture_output=True, text=True, timeout=120, check=False)


def filled(file: Path, *rows: tuple[str, ...]) -> None:
    book = load_workbook(file)
    for n, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book["Cơ sở"].cell(n, place).value = value
    book.save(file)


async def department(data: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(data), "HSBA_TICKETS": str(data / "tickets")})
    async with wiring.database(settings) as sessions, sessions.begin() as session:
        await people.facility(session, OFFICER.facility, "Sở Y tế tỉnh Thử", "health_department", None, "Thử")
        await people.person(session, OFFICER.id, OFFICER.login, OFFICER.name, HASHER.hash(PASSWORD))
        await people.position(session, OFFICER.position)


async def test_a_workbook_is_brought_in_whole_or_not_at_all(running: Path, tmp_path: Path) -> None:
    await department(running)
    file = tmp_path / "co-so.xlsx"
    assert hsba("facilities", "template", str(file), data=running).returncode == 0
    assert hsba("facilities", "template", str(file), data=running).returncode == 2, "nothing is overwritten"
    filled(file, ("91001", "Bệnh viện Mắt", "bệnh viện", "Thử", BASIS), ("9100", "Bệnh viện Phổi", "bệnh viện", "Thử", BASIS))
    refused = ran("add", str(file), data=running)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Cơ sở!A3: mã gồm 5 chữ số" in refused.stderr
    assert json.loads(ran("list", "--json", data=running).stdout)["facilities"] == []
    filled(file, ("91001",), ("91002",))
    done = ran("add", str(file), "--json", data=running)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"added": ["91001", "91002"], "faults": []})
    told = ran("list", data=running).stdout
    assert "91002" in told
    assert "Bệnh viện Phổi" in told
