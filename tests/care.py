"""What people of the tests do in a record's life, in a line each."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import TypeVar

import pytest

from domain.errors import Refusal
from domain.names import DepartmentId, DocumentId, FacilityId, OrderId, PersonId, RecordId
from domain.orders import NewLine, NewOrder
from domain.records import Discharge, NewRecord, Outcome
from domain.results import Flag, NewResult, Value
from domain.roles import Role
from domain.signatures import Signature
from services import orders, records, results, signatures
from services.messages import said
from services.people import HASHER
from signing.tickets import Reviewed
from store.writes import people as writes
from tests.people import DUC, FACILITIES, HOSPITAL, HUNG, LAB, LAN, LIS, MAI, NAM, PASSWORD, PIN, THUY, WARD, Someone
from tests.stack import Stack

T = TypeVar("T")
BETTER = Discharge(Outcome.RECOVERED, "Đái tháo đường típ 2", "Điều chỉnh chế độ ăn")


async def until(look: Callable[[], Awaitable[T]], good: Callable[[T], bool], seconds: float = 60) -> T:
    """Looks again and again until it is good; else says what was seen last."""
    end = time.monotonic() + seconds
    while not good(found := await look()):
        assert time.monotonic() < end, f"{found!r} after {seconds} s"
        await asyncio.sleep(0.05)
    return found


async def refusal(kind: type[Refusal], act: Awaitable[object]) -> str:
    """The Vietnamese sentence of exactly this refusal, in which the act must end."""
    with pytest.raises(kind) as refused:
        await act
    assert type(refused.value) is kind
    return said(refused.value)[0]


def patient(number: str, **other: object) -> NewRecord:
    """A new patient on the ward; the number makes the record's and the patient's codes."""
    words: dict[str, object] = {
        "code": f"BA-{number}",
        "patient_code": f"BN-{number}",
        "patient": "Nguyễn Thị Thuỳ Hạnh",
        "birth": date(1970, 5, 1),
        "sex": "female",
        "department": WARD,
        "doctor": LAN.id,
        "reason": "Mệt, khát nước nhiều",
        "diagnosis": "Theo dõi đái tháo đường típ 2",
        "citizen_id": "03317" + number.replace("-", "").rjust(7, "0"),
    }
    return NewRecord(**(words | other))  # type: ignore[arg-type]


def order_of(*departments: DepartmentId, doctor: Someone = LAN) -> NewOrder:
    """One service for each department; the laboratory's when none is named."""
    lines = tuple(NewLine("23.0083", "Định lượng Glucose", one) for one in departments or (LAB,))
    return NewOrder(doctor.id, lines, "Theo dõi đái tháo đường típ 2")


def glucose(stack: Stack, value: str = "7,9", line: int = 1, performer: Someone = MAI, note: str = "") -> NewResult:
    now = stack.clock()
    return NewResult(
        (line,),
        (Value(line, "Glucose máu", value, "mmol/L", "3,9 – 6,4", Flag.HIGH),),
        performer.id,
        now - timedelta(hours=2),
        now - timedelta(hours=1),
        now - timedelta(minutes=5),
        note=note,
    )


async def opened(stack: Stack, number: str = "") -> RecordId:
    return await records.open(stack.by(LAN), patient(number or f"99-{stack.counter:04}"))


async def ordered(stack: Stack, record: RecordId, *departments: DepartmentId) -> OrderId:
    return await orders.place(stack.by(LAN), record, order_of(*departments))


async def delivered(stack: Stack, performer: Someone = MAI) -> tuple[RecordId, OrderId, Reviewed]:
    """A record with an order and its result, which waits for the first signature."""
    record = await opened(stack)
    order = await ordered(stack, record)
    document, _ = await results.deliver(stack.by(LIS), order, glucose(stack, performer=performer))
    return record, order, await reviewed(stack, performer, document)


async def reviewed(stack: Stack, one: Someone, document: DocumentId) -> Reviewed:
    """What this person sees when opening the newest version."""
    newest = (await signatures.read(stack.by(one), document)).newest
    return Reviewed(document, newest.number, newest.chain.content)


async def sign(stack: Stack, one: Someone, document: DocumentId) -> Signature:
    seen = await reviewed(stack, one, document)
    made = (await signatures.sign(stack.by(one), [seen], PIN))[0].signature
    assert made
    return made


async def completed(stack: Stack) -> tuple[RecordId, OrderId, DocumentId]:
    """A record whose only result everybody signed."""
    record, order, seen = await delivered(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, seen.document)
    return record, order, seen.document


async def closed(stack: Stack, record: RecordId) -> DocumentId:
    """Signs what waits for the treating doctor, discharges, closes; gives the closing sheet."""
    for view in (await records.read(stack.by(LAN), record)).orders:
        await sign(stack, LAN, view.sheet.id)
    await records.discharge(stack.by(LAN), record, BETTER)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    return closing


async def archived(stack: Stack) -> tuple[RecordId, DocumentId]:
    """A record that went all the way; with its result sheet."""
    record, _, document = await completed(stack)
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)
    return record, document


async def newcomer(
    stack: Stack,
    login: str,
    name: str,
    role: Role,
    facility: FacilityId = HOSPITAL,
    department: DepartmentId | None = None,
    signs: bool = False,
) -> Someone:
    """Somebody whom only one test knows; with a token and a certificate when they sign."""
    one = Someone(login, name, role, facility, department)
    async with stack.sessions.begin() as session:
        await writes.person(session, one.id, one.login, one.name, HASHER.hash(PASSWORD))
        await writes.position(session, one.position)
    if signs:
        await stack.house.signer.enrol(PersonId(one.id), PIN, one.name, FACILITIES[facility][0], "person")
    return one
