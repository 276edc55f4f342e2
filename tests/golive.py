"""What people of the tests do to drop paper, in a line each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.clock import day
from domain.golive_policies import Subject
from domain.names import DepartmentId, DocumentId
from domain.outside_papers import OutsidePaper
from domain.parts import Kind
from domain.roles import Role
from domain.tracks import State
from services import appraisals, going_live, golive, signatures, tracks
from store.writes import people as writes
from tests.care import newcomer, sign, until
from tests.people import PIN, Someone
from tests.rollout import DECISION, Province, convened, declared, province, vote
from tests.stack import Stack

PAPERS = {"record": ("security", "restore"), "film": ("pacs",), "laboratory": ("lis",)}
LETTER: dict[str, Any] = {
    "to": ["Bộ Y tế", "Sở Y tế tỉnh Hưng Yên"],
    "starts_on": "15/12/2026",
    "published_at": "https://benhvien.example.vn",
    "words": "Bệnh viện đã hoàn thành thẩm định ngày 28/11/2026; các khoa bắt đầu lần lượt theo kế hoạch.",
    "recipients": ["Như trên", "Lưu: VT, KHTH"],
}
BACK: dict[str, Any] = {
    "bases": ["Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế"],
    "reason": "Đường truyền của khoa gián đoạn nhiều lần trong tuần",
    "articles": ["Các khoa, phòng liên quan chịu trách nhiệm thi hành Quyết định này."],
}


@dataclass(frozen=True)
class Hospital:
    """A province's hospital with everybody whom going live needs."""

    there: Province
    director: Someone
    clerk: Someone
    head: Someone
    doctor: Someone
    ward: DepartmentId
    surgery: DepartmentId

    @property
    def administrator(self) -> Someone:
        return self.there.administrator


async def hospital(stack: Stack, code: str) -> Hospital:
    """Two wards; director, clerk, head and doctor have tokens, and so has the hospital."""
    there = await province(stack, code)
    ward, surgery = (DepartmentId(f"{there.hospital}/{one}") for one in ("NOI", "NGOAI"))
    async with stack.sessions.begin() as session:
        await writes.department(session, ward, there.hospital, "Khoa Nội tổng hợp")
        await writes.department(session, surgery, there.hospital, "Khoa Ngoại")
    people = [
        await newcomer(stack, f"{login}.{code}", name, role, there.hospital, where)
        for login, name, role, where in (
            ("gd.ha", "Nguyễn Thị Thu Hà", Role.DIRECTOR, None),
            ("vt.lien", "Đỗ Thị Liên", Role.CLERK, None),
            ("tk.bach", "Trịnh Văn Bách", Role.HEAD, ward),
            ("bs.nga", "Lưu Thị Ngà", Role.DOCTOR, ward),
        )
    ]
    for one in people:
        await stack.house.signer.enrol(one.id, PIN, one.name, there.hospital, "person")
    await stack.house.signer.enrol_organisation(there.hospital, f"Bệnh viện Đa khoa {code}", "organisation")
    return Hospital(there, people[0], people[1], people[2], people[3], ward, surgery)


async def signed(stack: Stack, document: DocumentId, *people: Someone) -> None:
    """Each signs when the paper comes to their inbox."""
    for one in people:

        async def waits(who: Someone = one) -> bool:
            return document in {line.document for line in await signatures.inbox(stack.by(who))}

        await until(waits, bool)
        await sign(stack, one, document)


async def appraised(stack: Stack, here: Hospital) -> None:
    """Everything that comes before the decision is declared; regulations are accepted; the council finds it met."""
    there = here.there
    golive_code = next(line.spec.code for line in await _undeclared(stack, here) if line.spec.kind is Kind.GOLIVE)
    await declared(stack, here.administrator, there.track, golive_code, "3.5-10")
    await regulations(stack, here)
    chair, secretary, member = there.officer, here.director, here.head
    which = await convened(stack, here.administrator, there.track, chair, secretary, member)
    for one in (chair, secretary, member):
        await vote(stack, one, which)
    await stack.house.signer.enrol(chair.id, PIN, chair.name, there.department, "person")
    minutes = await appraisals.close(stack.by(chair), which, "Cơ sở đáp ứng điều kiện.")
    await signed(stack, minutes, secretary, member, chair)


async def regulations(stack: Stack, here: Hospital) -> None:
    """The department of health accepts every regulation that was reported."""
    for line in (await tracks.read(stack.by(here.there.officer), here.there.track)).milestones:
        if line.spec.kind is Kind.REGULATION and line.progress.state is State.REPORTED:
            await tracks.accept(stack.by(here.there.officer), here.there.track, line.spec.code)


async def prepared(stack: Stack, here: Hospital, subject: Subject = Subject.RECORD) -> None:
    """Papers are named, the pilot is accepted, a rehearsal went well."""
    today, track = day(stack.clock()), here.there.track
    for code in PAPERS[subject]:
        paper = OutsidePaper(f"12/{code}", today, "Sở Khoa học và Công nghệ")
        await going_live.name(stack.by(here.administrator), track, subject, code, paper)
    await going_live.judge_pilot(stack.by(here.there.officer), track, subject, True, "Chạy ổn định", OutsidePaper())
    await going_live.rehearse(stack.by(here.administrator), track, subject, today, True, "Diễn tập một ngày ở khoa Nội, không lỗi.")


async def decided(stack: Stack, here: Hospital, first_day: date, subject: Subject = Subject.RECORD) -> DocumentId:
    """The decision is drawn up, signed by the director and numbered by the clerk."""
    words = {**DECISION, "starts_on": f"{first_day:%d/%m/%Y}"}
    document = await golive.decide(stack.by(here.administrator), here.there.track, words, subject)
    await signed(stack, document, here.director, here.clerk)
    return document


async def published(stack: Stack, here: Hospital, subject: Subject = Subject.RECORD) -> DocumentId:
    letter = await golive.publish(stack.by(here.administrator), here.there.track, LETTER, subject)
    await signed(stack, letter, here.director, here.clerk)
    return letter


async def may_begin(stack: Stack, code: str) -> tuple[Hospital, date]:
    """A hospital whose decision on records is published, from tomorrow."""
    here = await hospital(stack, code)
    await appraised(stack, here)
    await prepared(stack, here)
    tomorrow = day(stack.clock()) + timedelta(days=1)
    await decided(stack, here, tomorrow)
    await published(stack, here)
    return here, tomorrow


async def _undeclared(stack: Stack, here: Hospital) -> Any:
    return (await tracks.read(stack.by(here.administrator), here.there.track)).undeclared
