"""Records that go to another patient when they are archived, or just while they are: their objects say so."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from activities.archive import Archive
from activities.documents import bytes_key
from activities.retelling import Retelling
from domain.archived import object_id
from domain.clock import day
from domain.cohorts import Cohort, CohortKind, PageDone
from domain.names import RecordId
from domain.patients import Corrected, Identified
from domain.records import RecordState
from domain.referrals import Decline, Why
from services import archive, patients, records, referrals, signatures
from store.archive_copy import ArchiveCopy
from store.ocfl import ArchivedObject
from store.queries.records import Patient
from tests.care import archived, patient, until
from tests.people import HOSPITAL, LAN, LIEN, NAM
from tests.referring import left, sent
from tests.stack import Stack
from tests.workflows.test_records import MINUTE, TERM, received, receives


class Meanwhile(ArchiveCopy):
    """An archive in which something happens as soon as an object was written."""

    def __init__(self, whole: ArchiveCopy, act: Callable[[], object]) -> None:
        super().__init__(whole.first, None)
        self.act = act

    def put(self, object_id: str, files: Mapping[str, bytes], message: str, now: datetime) -> ArchivedObject:
        made = super().put(object_id, files, message, now)
        self.act()
        return made


class Killed(Exception):
    """Ends an attempt where a kill would."""


def killed() -> None:
    raise Killed


def hands(stack: Stack, copy: ArchiveCopy | None = None) -> Archive:
    return Archive(stack.desk, copy or ArchiveCopy(stack.house.ocfl, None), stack.preserver.judge)


async def retold(stack: Stack) -> PageDone:
    return await Retelling(hands(stack)).page(Cohort(CohortKind.RETELLING, HOSPITAL, day(stack.clock())))


@pytest.fixture(autouse=True)
async def alone(stack: Stack) -> AsyncIterator[None]:
    """What other stories moved is told first, and the clock goes back."""
    while (await retold(stack)).left:
        pass
    yield
    stack.clock.ahead = TERM * 0


async def of(stack: Stack, record: RecordId) -> Patient:
    return (await records.read(stack.by(NAM), record)).page.patient


async def hien(stack: Stack, number: str) -> Patient:
    """Whose the record is in truth."""
    return await of(stack, await records.open(stack.by(LAN), replace(patient(number), patient="Trần Thị Hiền")))


async def moved(stack: Stack, record: RecordId, to: Patient) -> None:
    await patients.move(stack.by(NAM), (await of(stack, record)).code, to.code, [record], "Nhập nhầm người bệnh")


async def told(stack: Stack, record: RecordId) -> tuple[str, str]:
    """Code of the patient when it was archived, and as its object says now."""
    said = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    return said["record"]["patient"]["code"], said["patient"]["code"]


async def test_an_archived_record_that_went_to_another_patient_says_so(stack: Stack) -> None:
    """What was signed names the first one for ever; data and XML name whose it is, and from whom it came."""
    record, _ = await archived(stack)
    was, now = await of(stack, record), await hien(stack, "77-1001")
    place = stack.house.ocfl.path(object_id(bytes_key(record)))
    before = {path: path.read_bytes() for path in (place / "v1").rglob("*") if path.is_file()}
    await moved(stack, record, now)
    assert (await retold(stack), await retold(stack)) == (PageDone(1, False), PageDone(0, False)), "told once"
    assert {path: path.read_bytes() for path in before} == before
    assert await told(stack, record) == (was.code, now.code)
    plain = await archive.export(stack.by(NAM), record)
    said, xml = json.loads(plain["record.json"]), plain["HoSoBenhAn.xml"].decode()
    assert [(one["from"], one["to"], one["by"]) for one in said["moves"]] == [(was.code, now.code, NAM.name)]
    names = xml[: xml.index("</ThongTinBenhNhan>")]
    assert ("Trần Thị Hiền" in names, was.name in names) == (True, False)
    assert [line["act"] for line in json.loads(plain["timeline.json"])].count("patient.move") == 1
    await moved(stack, record, was)
    assert await retold(stack) == PageDone(1, False)


async def test_one_that_went_while_it_was_being_archived_is_told(stack: Stack) -> None:
    record, now = await received(stack, TERM), await hien(stack, "77-1002")
    was, loop = await of(stack, record), asyncio.get_running_loop()
    stack.clock.ahead = TERM + MINUTE
    meanwhile = Meanwhile(
        ArchiveCopy(stack.house.ocfl, None), lambda: asyncio.run_coroutine_threadsafe(moved(stack, record, now), loop).result()
    )
    assert (await hands(stack, meanwhile).keep(record)).record.state is RecordState.ARCHIVED
    assert await told(stack, record) == (was.code, was.code)
    assert await retold(stack) == PageDone(1, False)
    assert await told(stack, record) == (was.code, now.code)


async def test_one_that_went_after_a_kill_is_archived_as_the_other_ones(stack: Stack) -> None:
    record, now = await received(stack, TERM), await hien(stack, "77-1003")
    was = await of(stack, record)
    stack.clock.ahead = TERM + MINUTE
    with pytest.raises(Killed):
        await hands(stack, Meanwhile(ArchiveCopy(stack.house.ocfl, None), killed)).keep(record)
    await moved(stack, record, now)
    assert (await hands(stack).keep(record)).record.state is RecordState.ARCHIVED
    assert await told(stack, record) == (was.code, now.code)
    assert await retold(stack) == PageDone(0, False), "nothing is left to tell"


async def test_one_that_is_damaged_keeps_no_other_back(stack: Stack) -> None:
    (bad, _), (good, _) = await archived(stack), await archived(stack)
    now = await hien(stack, "77-1004")
    place = stack.house.ocfl.path(object_id(bytes_key(bad)))
    inventory = (place / "inventory.json").read_bytes()
    for one in (bad, good):
        await moved(stack, one, now)
    (place / "inventory.json").write_bytes(b"{")
    assert await retold(stack) == PageDone(1, False)
    assert (await told(stack, good))[1] == now.code
    (place / "inventory.json").write_bytes(inventory)
    assert await retold(stack) == PageDone(1, False), "the next round tells it"
    assert (await told(stack, bad))[1] == now.code


async def test_a_number_that_is_given_after_archiving_is_told(stack: Stack) -> None:
    """Somebody brought in without papers, whose family comes later."""
    unknown = replace(patient("77-1005"), citizen_id=None, temporary_code="TAM-77-1005")
    record = await received(stack, TERM, unknown)
    stack.clock.ahead = TERM + MINUTE
    await hands(stack).keep(record)
    await patients.identify(stack.by(NAM), unknown.patient_code, Identified("033077001005", "Đã xem căn cước công dân"))
    assert await retold(stack) == PageDone(1, False)
    said = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    assert (said["record"]["patient"]["citizen_id"], said["patient"]["citizen_id"]) == (None, "033077001005")


async def test_a_patient_who_is_declined_while_the_record_is_being_archived_is_told(stack: Stack) -> None:
    record, document = await left(stack)
    which, loop = await sent(stack, record), asyncio.get_running_loop()
    await until(lambda: signatures.read(stack.by(LAN), document), lambda found: bool(found.newest.chain.preserved))
    await receives(stack, record, TERM)
    stack.clock.ahead = TERM + MINUTE
    declines = referrals.decline(stack.by(LIEN), which, Decline(Why.NOT_COME))
    meanwhile = Meanwhile(ArchiveCopy(stack.house.ocfl, None), lambda: asyncio.run_coroutine_threadsafe(declines, loop).result())
    assert (await hands(stack, meanwhile).keep(record)).record.state is RecordState.ARCHIVED
    assert await answers(stack, record) == [None]
    assert await retold(stack) == PageDone(1, False)
    assert await answers(stack, record) == ["not_come"]


async def answers(stack: Stack, record: RecordId) -> list[str | None]:
    """Why its patient was not taken in, as the object says of each package."""
    said = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    return [one["declined"] for one in said["referrals"]]


async def test_what_was_mistyped_and_corrected_after_archiving_is_told(stack: Stack) -> None:
    new = replace(patient("77-1006"), patient="Trần Thị Hiềm")
    record = await received(stack, TERM, new)
    stack.clock.ahead = TERM + MINUTE
    await hands(stack).keep(record)
    right = Corrected("Trần Thị Hiền", new.birth, new.sex, new.citizen_id or "", "Ghi nhầm tên, đã xem căn cước công dân")
    await patients.correct(stack.by(NAM), new.patient_code, right)
    assert await retold(stack) == PageDone(1, False)
    said = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    assert (said["record"]["patient"]["name"], said["patient"]["name"]) == ("Trần Thị Hiềm", "Trần Thị Hiền")
