"""A department of one's own that an outage stops, its patients, and what is entered and owed afterwards."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from domain.names import DepartmentId, OutageId, RecordId
from domain.outages import NewOutage
from domain.roles import Role
from domain.sheets import NewSheet
from services import back_entries, notices, outages, records
from store.writes import people as writes
from tests.care import newcomer, patient
from tests.people import HOSPITAL, KHANH, LAB, Someone
from tests.services.test_sheets import ENTRY
from tests.stack import Stack

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Ward:
    """A department of one's own, with a doctor and a head whom no other story knows."""

    department: DepartmentId
    doctor: Someone
    head: Someone


async def ward(stack: Stack, name: str) -> Ward:
    place = DepartmentId(f"33001/GD-{name.upper()}")
    async with stack.sessions.begin() as session:
        await writes.department(session, place, HOSPITAL, f"Khoa {name.title()}")
    doctor = await newcomer(stack, f"bs.gd-{name}", f"Bác sĩ {name.title()}", Role.DOCTOR, department=place, signs=True)
    head = await newcomer(stack, f"tk.gd-{name}", f"Trưởng khoa {name.title()}", Role.HEAD, department=place, signs=True)
    return Ward(place, doctor, head)


async def treated(stack: Stack, of: Ward, number: str, hours: int = 6) -> RecordId:
    """A patient who came hours ago."""
    came = stack.clock() - hours * HOUR
    new = patient(number, department=of.department, doctor=of.doctor.id, admitted_at=came)
    return await records.open(stack.by(of.doctor), new)


async def down(
    stack: Stack, of: Ward | None = None, start: float = 3, end: float | None = 1, who: Someone = KHANH, **words: Any
) -> OutageId:
    """From so many hours ago to so many."""
    now = stack.clock()
    until = None if end is None else now - end * HOUR
    new = NewOutage(now - start * HOUR, "Mất điện phòng máy chủ", until, departments=(of.department if of else LAB,))
    return await outages.declare(stack.by(who), replace(new, **words))


def entry(stack: Stack, of: Ward, hours: float, outage: OutageId | None) -> NewSheet:
    return NewSheet("treatment-sheet", of.doctor.id, stack.clock() - timedelta(hours=hours), ENTRY, outage=outage)


async def owed(stack: Stack, who: Someone, which: OutageId) -> list[tuple[str, int, bool, bool]]:
    """Code, sheets, whether late, whether this person confirms, of each record that owes its confirmation."""
    found = (await back_entries.read(stack.by(who), which)).entries
    return [
        (one.line.code, one.line.entry.sheets, one.late, one.may_confirm)
        for one in found
        if one.line.code.startswith("BA-90-") and not one.line.entry.confirmed_at
    ]


async def told(stack: Stack, who: Someone, which: OutageId) -> list[str]:
    return [one.kind for one in await notices.unseen(stack.by(who)) if one.link == f"/outages/{which}"]
