"""A real facility's first hours: the one-time link, the first administrator, and everything killed while work is open."""

import os
import signal
import stat
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import rmtree

import pytest

from app import wiring
from app.devstack import state, welcome
from app.settings import Settings
from domain.errors import Malformed, NotFound
from domain.facilities import DEPARTMENTS
from domain.names import DepartmentId, FacilityId
from domain.records import Discharge, NewRecord, Outcome, RecordState
from domain.roles import Role
from services import founding, people, records
from services.context import House
from store.queries import people as rows
from tests.app.stacks import eventually, hsba, naming, told

LINK = "/first-administrator/"
ADMINISTRATOR = founding.administrator("qt.hang", "Mai Thúy Hằng", "một mật khẩu dài", "135790", "QĐ 07/QĐ-BV ngày 20/11/2026")
HOSPITAL = founding.Founding("33020", "Bệnh viện Đa khoa Phố Nối", "hospital", "Hưng Yên", DEPARTMENTS["hospital"], ADMINISTRATOR)


@pytest.fixture(scope="session")
def settings(running: Path) -> Settings:
    """The running installation's, as its own commands read them."""
    return Settings.read({"HSBA_DATA": str(running), "HSBA_TICKETS": str(running / "tickets")})


@pytest.fixture(scope="session")
async def house(settings: Settings) -> AsyncIterator[House]:
    """The running installation's services."""
    async with wiring.house(settings) as made:
        yield made


def link(data: Path) -> str:
    """The token of the link that `welcome.txt` tells."""
    return (data / "welcome.txt").read_text().rstrip().rpartition(LINK)[2]


async def test_the_first_start_tells_a_one_time_link(running: Path, house: House) -> None:
    token = link(running)
    assert len(token) == 43, "256 bits"
    assert stat.S_IMODE((running / "welcome.txt").stat().st_mode) == 0o600
    assert f"{LINK}{token}" in hsba("status", data=running).stdout
    assert await founding.open_to(house.sessions, house.clock, token)


def test_the_link_says_until_when_in_the_time_of_vietnam() -> None:
    text = welcome.link_text(Settings.read({}), "A" * 43, datetime(2026, 11, 21, 20, 5, tzinfo=UTC))
    assert "đến 03:05 22/11/2026 giờ Việt Nam" in text
    assert "until 03:05 22/11/2026 +07" in text


async def test_a_new_link_makes_the_one_before_void(running: Path, house: House) -> None:
    before = link(running)
    new = told(hsba("welcome", "--json", data=running))["url"].rpartition(LINK)[2]
    assert new == link(running) != before
    assert [await founding.open_to(house.sessions, house.clock, token) for token in (before, new)] == [False, True]


async def test_every_fault_is_told_and_the_link_stays_good(running: Path, house: House) -> None:
    nobody = founding.administrator("Hằng", "", "ngắn", "12", "")
    with pytest.raises(Malformed) as refused:
        await founding.found(house, link(running), founding.Founding("330", " ", "clinic", "", (("xn", ""),), nobody))
    fields = {fault.partition(":")[0] for fault in refused.value.facts}
    assert fields == {"kind", "facility_code", "facility_name", "place", "departments", "login", "name", "password", "pin", "basis"}
    assert await founding.open_to(house.sessions, house.clock, link(running))


async def test_a_link_nobody_made_founds_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        await founding.found(house, "A" * 43, HOSPITAL)
    assert not await administered(house)


async def test_the_first_administrator_begins_once(running: Path, house: House) -> None:
    token = link(running)
    await house.signer.enrol_organisation(FacilityId(HOSPITAL.code), HOSPITAL.facility, "organisation")  # a first try got as far as this
    session = await founding.found(house, token, HOSPITAL)
    signed_in = await people.who(house, session)
    assert signed_in.acting is not None
    assert (signed_in.acting.position.role, signed_in.acting.facility) == (Role.ADMINISTRATOR, HOSPITAL.facility)
    async with house.sessions() as reading:
        assert await rows.credential(reading, str(signed_in.person.id))
        assert await rows.credential(reading, HOSPITAL.code)
    with pytest.raises(NotFound):
        await founding.found(house, token, HOSPITAL)
    assert LINK not in hsba("status", data=running).stdout
    again = hsba("welcome", data=running)
    assert again.returncode == 1
    assert "Đã có quản trị viên" in again.stderr


async def test_open_work_goes_on_after_sigkill_and_a_lost_temporal(running: Path, settings: Settings, house: House) -> None:
    administrator = (await people.who(house, await people.sign_in(house, "qt.hang", "một mật khẩu dài"))).context(house, "bring-in")
    ward = DepartmentId("33020/NOI")
    doctor = people.NewPerson("bs.vinh", "Lê Quang Vinh", "một mật khẩu dài", "246810", Role.DOCTOR, ward, "QĐ 08/QĐ-BV ngày 20/11/2026")
    who = await people.bring_in(administrator, doctor)
    session = await people.sign_in(house, "bs.vinh", "một mật khẩu dài")
    new = NewRecord("BA-33020-1", "BN-1", "Trần Thị Hòa", date(1970, 5, 1), "female", ward, who, "Mệt", citizen_id="033170000001")
    which = await records.open((await people.who(house, session)).context(house, "open-1"), new)

    parts = [one["pid"] for one in (state.read(running) or {"parts": []})["parts"] if one["pid"]]
    for pid in (told(hsba("status", "--json", data=running))["pid"], *parts):
        with suppress(ProcessLookupError):  # the kernel ends most of them with their supervisor
            os.kill(pid, signal.SIGKILL)
    eventually(lambda: not naming(str(running)), within=20)
    rmtree(running / "temporal")
    up = hsba("up", "--detach", "--empty", data=running)
    assert up.returncode == 0, up.stderr
    assert LINK not in up.stdout

    repaired = [told(hsba("repair", "--json", data=running)) for _ in range(2)]
    assert repaired[0] == {**dict.fromkeys(repaired[0], 0), "Record": 1}
    assert repaired[1] == dict.fromkeys(repaired[0], 0)

    async with wiring.house(settings) as now:  # its client of Temporal is the new server's
        context = (await people.who(now, session)).context(now, "discharge-1")
        left = await records.discharge(context, which, Discharge(Outcome.RECOVERED, "Đái tháo đường típ 2", "Điều chỉnh chế độ ăn"))
    assert left.state is RecordState.DISCHARGED


async def administered(house: House) -> bool:
    async with house.sessions() as session:
        return await rows.administered(session)
