"""A hospital that prepares: its people who sign, with tokens or without, and its facility's key."""

from dataclasses import dataclass

from domain.names import DepartmentId, DocumentId
from domain.roles import Role
from services.people import HASHER
from store.writes import people as writes
from tests.care import sign
from tests.people import PASSWORD, PIN, Someone
from tests.rollout import Province, province
from tests.stack import Stack


@dataclass(frozen=True)
class Hospital:
    """The province of a test, and its hospital's people."""

    there: Province
    director: Someone
    clerk: Someone
    technician: Someone
    """Has a token from the beginning, as director, clerk and administrator do."""
    doctor: Someone
    nurse: Someone
    """Doctor and nurse have none."""
    it_officer: Someone

    @property
    def administrator(self) -> Someone:
        return self.there.administrator


async def hospital(stack: Stack, code: str) -> Hospital:
    there = await province(stack, code)
    ward = DepartmentId(f"{there.hospital}/NOI")

    def somebody(login: str, name: str, role: Role, department: DepartmentId | None = None) -> Someone:
        return Someone(f"{login}.{code}", name, role, there.hospital, department)

    made = Hospital(
        there,
        somebody("gd", "Nguyễn Văn Thịnh", Role.DIRECTOR),
        somebody("vt", "Lê Thị Cúc", Role.CLERK),
        somebody("ktv", "Trịnh Thị Sen", Role.TECHNICIAN, ward),
        somebody("bs", "Phan Đình Lộc", Role.DOCTOR, ward),
        somebody("dd", "Ứng Thị Nhàn", Role.NURSE, ward),
        somebody("it", "Đỗ Quang Vinh", Role.IT_OFFICER),
    )
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        await writes.department(session, ward, there.hospital, "Khoa Nội")
        for one in (made.director, made.clerk, made.technician, made.doctor, made.nurse, made.it_officer):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
    for one in (made.director, made.clerk, made.technician, made.administrator):
        await stack.house.signer.enrol(one.id, PIN, one.name, f"Bệnh viện Đa khoa {code}", "person")
    await stack.house.signer.enrol_organisation(there.hospital, f"Bệnh viện Đa khoa {code}", "organisation")
    return made


async def signed_by(stack: Stack, document: DocumentId, *people: Someone) -> None:
    """These sign one after the other."""
    for one in people:
        await sign(stack, one, document)
