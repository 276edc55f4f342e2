"""What people of the tests do to transfer a patient, in a line each, and who works at the facility that receives."""

import json
from dataclasses import replace
from typing import Any

from activities.archive import Archive
from activities.retelling import Retelling
from domain.clock import day
from domain.cohorts import Cohort, CohortKind
from domain.names import DepartmentId, DocumentId, RecordId, ReferralId
from domain.records import Outcome
from domain.referrals import NewReferral
from domain.sheets import NewSheet
from services import archive, records, referrals, sheets
from store.archive_copy import ArchiveCopy
from store.queries import people
from store.writes import people as writes
from tests.care import BETTER, newcomer, opened, sign, until
from tests.people import CENTRE, CHILDREN, CLINIC, HOA, HOSPITAL, HUNG, LAN, LIEN, NAM, OANH, VINH, Someone
from tests.stack import Stack

LEAVES = replace(BETTER, outcome=Outcome.TRANSFERRED)
ELSEWHERE = "Bệnh viện Bạch Mai"
SAID = {
    "to": "Trung tâm Y tế Khoái Châu",
    "leaves_at": "10:00 28/11/2026",
    "from_day": "20/11/2026",
    "signs": "Khát, tiểu nhiều",
    "diagnosis": "Đái tháo đường típ 2",
    "treatment": "Insulin",
    "condition": "Tỉnh, ổn định",
    "reason": "fitting",
}


async def centre(stack: Stack) -> None:
    """The receiving facility has its people; asked again, nothing happens."""
    async with stack.sessions.begin() as session:
        if await people.login_taken(session, VINH.login):
            return
        await writes.department(session, CLINIC, CENTRE, "Khoa Nội")
        await writes.department(session, CHILDREN, CENTRE, "Khoa Nhi")
    for one in (VINH, HOA, LIEN):
        await newcomer(stack, one.login, one.name, one.role, one.facility, one.department)


async def slip(stack: Stack, record: RecordId, signers: tuple[Someone, ...] = (LAN, OANH), to: str = SAID["to"]) -> DocumentId:
    """A transfer slip that these have signed."""
    now = stack.clock()
    when = {"leaves_at": now.astimezone().strftime("%H:%M %d/%m/%Y"), "from_day": now.astimezone().strftime("%d/%m/%Y")}
    made = await sheets.write(stack.by(LAN), record, NewSheet("transfer-slip", LAN.id, now, SAID | when | {"to": to}))
    for one in signers:
        await sign(stack, one, made.document)
    return made.document


async def left(stack: Stack, number: str = "", invites: DepartmentId | None = None, to: str = SAID["to"]) -> tuple[RecordId, DocumentId]:
    """A patient discharged as transferred, with the signed slip."""
    await centre(stack)
    record = await opened(stack, number)
    if invites:
        await records.invite(stack.by(LAN), record, invites, "Hội chẩn")
    document = await slip(stack, record, to=to)
    await records.discharge(stack.by(LAN), record, LEAVES)
    return record, document


async def sent(stack: Stack, record: RecordId, by: Someone = LAN, **other: object) -> ReferralId:
    words: dict[str, object] = {"receiver": CENTRE}
    return await referrals.send(stack.by(by), record, NewReferral(**(words | other)))  # type: ignore[arg-type]


async def shelved(stack: Stack, record: RecordId) -> None:
    """The record of a transferred patient is closed, received and archived."""
    closing = await records.close(stack.by(LAN), record)
    assert closing
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)


async def retold(stack: Stack, record: RecordId) -> tuple[int, list[dict[str, Any]]]:
    """The night's round: how many records it told anew, and what the archive says of this one's transfers after it."""
    retelling = Retelling(Archive(stack.desk, ArchiveCopy(stack.house.ocfl, None), stack.preserver.judge))
    done = await retelling.page(Cohort(CohortKind.RETELLING, HOSPITAL, day(stack.clock())))
    said: dict[str, Any] = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    return done.done, said["referrals"]
