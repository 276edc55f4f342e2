"""What people of the tests do to see an archived record, in a line each."""

from datetime import date

from domain.grants import Asker, Decision, GrantKind, GrantState, NewGrant, Purpose
from domain.names import GrantId, RecordId
from services import granted, grants, records
from tests.people import NAM, PHUC, Someone
from tests.stack import Stack

COURT = Asker("Nguyễn Văn Thẩm", "Toà án nhân dân khu vực 1", "45/CV-TA", date(2026, 1, 9))
SISTER = Asker("Trần Thị Chị", "chị ruột", "Đơn ngày 09/01/2026, CCCD 033170000001", date(2026, 1, 9))
YES = Decision(True, days=7)


async def code_of(stack: Stack, record: RecordId) -> str:
    return (await records.read(stack.by(NAM), record)).page.record.code


async def loan(stack: Stack, record: RecordId, by: Someone = PHUC, **other: object) -> GrantId:
    words: dict[str, object] = {
        "kind": GrantKind.LOAN,
        "purpose": Purpose.REVIEW,
        "codes": (await code_of(stack, record),),
        "reason": "Bình bệnh án của khoa",
        "days": 7,
    }
    return await grants.ask(stack.by(by), NewGrant(**(words | other)))  # type: ignore[arg-type]


async def lent(stack: Stack, record: RecordId, by: Someone = PHUC, decision: Decision = YES, **other: object) -> GrantId:
    which = await loan(stack, record, by, **other)
    await grants.decide(stack.by(NAM), which, decision)
    return which


async def state(stack: Stack, which: GrantId, by: Someone = NAM) -> GrantState:
    return (await granted.read(stack.by(by), which)).grant.state(stack.clock())
