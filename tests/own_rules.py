"""A hospital that signs by its own quy chế: apart, so that what it puts in force changes no other story."""

from datetime import date, timedelta
from itertools import count

from domain.clock import day
from domain.names import DepartmentId, EditionId, FacilityId, RecordId
from domain.roles import Role
from domain.sheets import NewSheet
from services import editions, records
from services.people import HASHER
from store.queries import people as queries
from store.writes import people as writes
from tests.care import patient
from tests.people import PASSWORD, PIN, PROVINCE, Someone
from tests.stack import Stack

NUMBERS = count(1)


class OwnRules:
    """Its people and what they do, in a line each."""

    def __init__(self, stack: Stack, number: int) -> None:
        self.stack = stack
        self.facility = FacilityId(f"337{number:02}")
        self.name = f"Bệnh viện Đa khoa Phố Nối {number}"
        self.ward = DepartmentId(f"{self.facility}/NOI")
        self.hao = self._one("bs.hao", "Trịnh Văn Hào", Role.DOCTOR, self.ward)
        """Treats."""
        self.hieu = self._one("tk.hieu", "Mai Trung Hiếu", Role.HEAD, self.ward)
        self.anh = self._one("qt.anh", "Phạm Thị Ngọc Ánh", Role.ADMINISTRATOR)
        """Proposes."""
        self.linh = self._one("gd.linh", "Đào Khánh Linh", Role.DIRECTOR)
        """Approves."""

    def _one(self, login: str, name: str, role: Role, department: DepartmentId | None = None) -> Someone:
        return Someone(f"{login}.{self.facility}", name, role, self.facility, department)

    def text(self, name: str = "2026-12", form: str = "treatment-sheet", first: date | None = None, stages: str = "") -> str:
        """An edition: the author, then the head of the ward."""
        begins = first or day(self.stack.clock())
        return (
            f'form: {form}\nedition: "{name}"\neffective_from: {begins.isoformat()}\n'
            "regulation: {number: 45/QC-BV, issued: 2026-01-15}\n"
            "basis: Quy chế hồ sơ bệnh án điện tử, Điều 7\ncertainty: S\nstages:\n"
            "  - {name: written, title: Bác sĩ điều trị, who: {author: true}, reason: Ghi tờ điều trị}\n"
        ) + (stages or "  - {name: seen, title: Trưởng khoa, who: {role: head, department: treating}, reason: Xem tờ điều trị}\n")

    def today(self, ahead: int = 0) -> date:
        return day(self.stack.clock()) + timedelta(days=ahead)

    async def proposed(self, name: str = "2026-12", **how: object) -> EditionId:
        return await editions.propose(self.stack.by(self.anh), self.text(name, **how))  # type: ignore[arg-type]

    async def approved(self, name: str = "2026-12", ahead: int = 0, **how: object) -> EditionId:
        which = await self.proposed(name, **{"first": self.today(ahead), **how})
        await self.enrol(self.linh)
        await editions.approve(self.stack.by(self.linh), which, self.today(ahead), PIN)
        return which

    async def enrol(self, *people: Someone) -> None:
        """Gives a token to whoever a story lets sign or approve: the tests' pool of them is small."""
        async with self.stack.sessions() as session:
            new = [one for one in people if await queries.credential(session, str(one.id)) is None]
        for one in new:
            await self.stack.house.signer.enrol(one.id, PIN, one.name, self.name, "person")

    async def record(self) -> RecordId:
        new = patient(f"{self.facility[-2:]}-{self.stack.counter:04}", department=self.ward, doctor=self.hao.id)
        return await records.open(self.stack.by(self.hao), new)

    def entry(self, note: str = "") -> NewSheet:
        data = {"progress": "Tỉnh, đỡ mệt.", "orders": "Theo dõi đường máu."}
        return NewSheet("treatment-sheet", self.hao.id, self.stack.clock() - timedelta(hours=1), data, note)


async def own_rules(stack: Stack) -> OwnRules:
    """Founds it."""
    made, password = OwnRules(stack, next(NUMBERS)), HASHER.hash(PASSWORD)
    people = (made.hao, made.hieu, made.anh, made.linh)
    async with stack.sessions.begin() as session:
        await writes.facility(session, made.facility, made.name, "hospital", PROVINCE, "Hưng Yên")
        await writes.department(session, made.ward, made.facility, "Khoa Nội")
        for one in people:
            await writes.person(session, one.id, one.login, one.name, password)
            await writes.position(session, one.position)
    return made
