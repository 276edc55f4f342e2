"""A council of seven in a hospital whose director and clerk have tokens: what its people do, in a line each."""

from dataclasses import dataclass

from domain.appraisals import Finding
from domain.names import AppraisalId, DocumentId, PersonId
from domain.roles import Role
from domain.seats import Member, Seat
from services import appraisals
from tests.care import newcomer, sign
from tests.people import PIN, Someone
from tests.rollout import Province, declared, opened, pdf, province
from tests.stack import Stack

NAMES = (
    ("gd.son", "Nguyễn Hồng Sơn", Role.DIRECTOR),
    ("kh.nam", "Vũ Văn Nam", Role.RECORDS_OFFICER),
    ("cntt.khanh", "Đỗ Duy Khánh", Role.IT_OFFICER),
    ("tk.hung", "Trần Quốc Hùng", Role.HEAD),
    ("tk.thach", "Ngô Bá Thạch", Role.HEAD),
    ("bs.lan", "Hoàng Thị Lan", Role.DOCTOR),
)
"""Of the hospital; the seventh comes from the department of health."""


@dataclass(frozen=True)
class Council:
    """Chair, secretary and five members, of whom `outside` is the department's; `instead` may come for one who is away."""

    there: Province
    chair: Someone
    secretary: Someone
    it: Someone
    first: Someone
    second: Someone
    doctor: Someone
    outside: Someone
    instead: Someone
    clerk: Someone

    @property
    def all(self) -> tuple[Someone, ...]:
        return (self.chair, self.secretary, self.it, self.first, self.second, self.doctor, self.outside)

    @property
    def members(self) -> tuple[Member, ...]:
        seats = [Seat.CHAIR, Seat.SECRETARY, *[Seat.MEMBER] * 5]
        return tuple(Member(one.id, seat) for one, seat in zip(self.all, seats, strict=True))


async def council_of_seven(stack: Stack, code: str, *milestones: str) -> Council:
    """Nobody is called yet; everybody who will sign has a token. `milestones`: declared as being worked on."""
    there = await province(stack, code)
    hospital = [await newcomer(stack, f"{login}.{code}", name, role, there.hospital) for login, name, role in NAMES]
    instead = await newcomer(stack, f"bs.mai.{code}", "Lê Thị Mai", Role.DOCTOR, there.hospital)
    clerk = await newcomer(stack, f"vt.oanh.{code}", "Trịnh Thị Oanh", Role.CLERK, there.hospital)
    chair, secretary, it, first, second, doctor = hospital
    found = Council(there, chair, secretary, it, first, second, doctor, there.officer, instead, clerk)
    for one in (*found.all, instead, clerk):
        await stack.house.signer.enrol(one.id, PIN, one.name, f"Bệnh viện Đa khoa {code}", "person")
    await stack.house.signer.enrol_organisation(there.hospital, f"Bệnh viện Đa khoa {code}", "organisation")
    await declared(stack, there.administrator, there.track, *milestones)
    return found


async def shown(stack: Stack, now: Council, which: AppraisalId) -> None:
    """A file for each criterion that is asked and has none."""
    view = await appraisals.read(stack.by(now.there.administrator), which)
    for code in view.appraisal.asked:
        if code not in view.appraisal.evidence:
            await appraisals.bring(stack.by(now.there.administrator), which, code, [pdf(f"Minh chứng {code}")])


async def votes(stack: Stack, one: Someone, which: AppraisalId, found: dict[str, Finding] | None = None) -> None:
    """Declares no conflict unless they declared already, and votes on what waits for them: met, unless it is named."""
    view = await appraisals.read(stack.by(one), which)
    if all(said.person != one.id for said in view.appraisal.interests):
        await appraisals.declare(stack.by(one), which, conflict=False)
    for code in view.appraisal.open_to(one.id):
        finding = (found or {}).get(code, Finding.MET)
        note = "" if finding is Finding.MET else f"Chưa thấy minh chứng đủ ở {code}"
        await appraisals.vote(stack.by(one), which, code, finding, await opened(stack, one, which, code), note)


async def all_sign(stack: Stack, document: DocumentId, *people: Someone) -> None:
    for one in people:
        await sign(stack, one, document)


def ids(*people: Someone) -> frozenset[PersonId]:
    return frozenset(one.id for one in people)
