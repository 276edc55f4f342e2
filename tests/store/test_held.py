"""Which holds reach which of many records: the same in bulk as one by one. Nothing of it is committed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.holds import Case, CaseKind, Hold, Query, Scope
from domain.names import DepartmentId, HoldId, PatientId, PersonId, RecordId, Sha256, id_of
from domain.records import RecordKind
from store.queries import held
from store.tables.records import PatientRow, RecordRow
from store.writes import holds as writes
from tests.people import HOSPITAL, LAB, LAN, NAM, OUTSIDE, PHUC, SON, WARD
from tests.stack import Stack

START = datetime(2012, 1, 1, tzinfo=UTC)
MANY = 20_000
WORDS = Sha256("0" * 64)


def record(n: int) -> RecordId:
    return RecordId(id_of("bulk-record", n))


def patient(n: int) -> PatientId:
    return PatientId(id_of("bulk-patient", n))


async def filled(session: AsyncSession, many: int = MANY) -> None:
    """Records of 2012, two for each patient, one an hour and by turns on three wards."""
    people = [
        {"id": patient(n), "facility": HOSPITAL, "code": f"BULK-{n}", "name": "Nguyễn Văn Ba", "birth": date(1950, 1, 1), "sex": "male"}
        for n in range(many // 2)
    ]
    made = [
        {
            "id": record(n),
            "facility": HOSPITAL,
            "code": f"BULK-{n}",
            "patient": patient(n // 2),
            "department": (WARD, LAB, OUTSIDE)[n % 3],
            "doctor": (LAN.id, PHUC.id)[n % 2],
            "state": "archived",
            "opened_at": START + timedelta(minutes=20 * n * MANY // many),
            "kind": (RecordKind.INPATIENT, RecordKind.DAY)[n % 5 == 0],
            "retention_class": ("ordinary", "death")[n % 7 == 0],
        }
        for n in range(many)
    ]
    for table, rows in ((PatientRow, people), (RecordRow, made)):
        for begin in range(0, len(rows), 5000):
            await session.execute(insert(table), rows[begin : begin + 5000])


def hold(n: int, scope: Scope, **more: object) -> Hold:
    case = Case(CaseKind.INSPECTION, f"Đoàn {n}", "Thanh tra Sở Y tế")
    which = HoldId(id_of("bulk-hold", n))
    return Hold(which, HOSPITAL, case, scope, NAM.id, START, date(2030, 1, 1), 1, **more)  # type: ignore[arg-type]


async def held_now(session: AsyncSession) -> set[UUID]:
    rows = await session.execute(select(RecordRow.id).where(RecordRow.code.startswith("BULK-"), held.is_held()))
    return set(rows.scalars())


async def test_of_many_records_those_held_are_told_at_once(stack: Stack) -> None:
    async with AsyncSession(stack.sessions.acting) as session:
        await filled(session)
        assert await held_now(session) == set()
        for n in range(400):
            await writes.place(session, hold(n, Scope.RECORD), WORDS)
            await writes.reach(session, HoldId(id_of("bulk-hold", n)), record(5 * n))
        for n in range(400, 500):
            await writes.place(session, hold(n, Scope.PATIENT, patient=patient(n)), WORDS)
        query = Query(WARD, PHUC.id, date(2012, 3, 1), date(2012, 4, 30), "death", RecordKind.INPATIENT)
        await writes.place(session, hold(3000, Scope.QUERY, query=query, standing=True), WORDS)
        matching = set((await session.execute(select(RecordRow.id).where(*held.found_by(HOSPITAL, query)))).scalars())
        listed = {record(5 * n) for n in range(400)}
        patients = {record(n) for n in range(800, 1000)}
        assert len(matching - listed - patients) > 10, "the query finds some that nothing else holds"
        assert await held_now(session) == listed | patients | matching
        some = [record(n) for n in range(0, MANY, 97)]
        one_by_one = {one for one in some if await held.held(session, one)}
        assert one_by_one == await held.among(session, some) == (listed | patients | matching) & set(some)
        await writes.lift(session, HoldId(id_of("bulk-hold", 3000)), SON.id, WORDS, "", START)
        assert await held_now(session) == listed | patients


async def test_each_condition_of_a_standing_query_is_that_of_its_preview(stack: Stack) -> None:
    queries = (
        Query(department=DepartmentId(WARD)),
        Query(doctor=PersonId(LAN.id)),
        Query(admitted_from=date(2012, 5, 1)),
        Query(admitted_to=date(2012, 5, 1)),
        Query(admitted_from=date(2012, 5, 1), admitted_to=date(2012, 5, 1)),
        Query(retention_class="death"),
        Query(record_kind=RecordKind.DAY),
    )
    async with AsyncSession(stack.sessions.acting) as session:
        await filled(session, 2000)
        for n, query in enumerate(queries):
            await writes.place(session, hold(n, Scope.QUERY, query=query, standing=True), WORDS)
            mine = (*held.found_by(HOSPITAL, query), RecordRow.code.startswith("BULK-"))
            found = (await session.execute(select(func.count()).select_from(RecordRow).where(*mine))).scalar_one()
            assert 0 < found < 2000
            assert len(await held_now(session)) == found, query
            await writes.lift(session, HoldId(id_of("bulk-hold", n)), SON.id, WORDS, "", START)
