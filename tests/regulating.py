"""A hospital that drafts its regulations: its people, in a plan of its own province."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.clock import day
from domain.names import DepartmentId, DocumentId, FacilityId, RegulationId
from domain.regulation_drafts import BLANK, Draft
from domain.roles import Role
from services import regulation_rounds, regulation_views, regulations, signatures
from services.people import HASHER
from services.regulations import NewRegulation
from store.writes import people as writes
from tests.care import sign, until
from tests.people import PASSWORD, PIN, Someone
from tests.rollout import Province, province
from tests.stack import Stack


@dataclass(frozen=True)
class Drafting:
    there: Province
    ward: DepartmentId
    lab: DepartmentId
    head: Someone
    """Of the ward."""
    technician: Someone
    """Of the laboratory."""
    officer: Someone
    """Of the records office: checks whether it is lawful."""
    it: Someone
    director: Someone
    clerk: Someone
    colleague: Someone
    """Another clerk."""

    @property
    def administrator(self) -> Someone:
        return self.there.administrator

    @property
    def hospital(self) -> FacilityId:
        return self.there.hospital


async def drafting(stack: Stack, code: str, opens: bool = False, signs: bool = True) -> Drafting:
    """The hospital of a province of its own; `signs`: whether director and clerks have keys."""
    there = await province(stack, code, opens)
    at = there.hospital
    ward, lab = DepartmentId(f"{at}/NOI"), DepartmentId(f"{at}/XN")
    made = Drafting(
        there,
        ward,
        lab,
        Someone(f"tk.{code}", "Mai Trung Hiếu", Role.HEAD, at, ward),
        Someone(f"ktv.{code}", "Lưu Thị Mận", Role.TECHNICIAN, at, lab),
        Someone(f"kh.{code}", "Cao Văn Nghĩa", Role.RECORDS_OFFICER, at),
        Someone(f"it.{code}", "Đỗ Khắc Minh", Role.IT_OFFICER, at),
        Someone(f"gd.{code}", "Đào Khánh Linh", Role.DIRECTOR, at),
        Someone(f"vt.{code}", "Tô Thị Vân", Role.CLERK, at),
        Someone(f"vt2.{code}", "Hà Thị Vui", Role.CLERK, at),
    )
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        await writes.department(session, ward, at, "Khoa Nội")
        await writes.department(session, lab, at, "Khoa Xét nghiệm")
        for one in (made.head, made.technician, made.officer, made.it, made.director, made.clerk, made.colleague):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
    if signs:
        for one in (made.director, made.clerk, made.colleague):
            await stack.house.signer.enrol(one.id, PIN, one.name, f"Bệnh viện Đa khoa {code}", "person")
        await stack.house.signer.enrol_organisation(at, f"Bệnh viện Đa khoa {code}", "organisation")
    return made


def filled(draft: Draft) -> Draft:
    """What the facility decides, put in."""

    def fill(words: str) -> str:
        return BLANK.sub("24", words)

    return replace(draft, articles=tuple(replace(one, text=fill(one.text)) for one in draft.articles), bases=tuple(map(fill, draft.bases)))


async def begun(stack: Stack, here: Drafting, new: NewRegulation) -> RegulationId:
    """A draft with nothing left open."""
    which = await regulations.start(stack.by(here.administrator), new)
    view = await regulation_views.read(stack.by(here.administrator), which)
    await regulations.revise(stack.by(here.administrator), which, 1, filled(view.versions[-1].draft), "Điền số liệu của bệnh viện")
    return which


async def checked(stack: Stack, here: Drafting, which: RegulationId) -> None:
    """The ward is asked and has nothing to say; the records office finds it lawful."""
    await regulation_rounds.ask(stack.by(here.administrator), which, (here.ward,), day(stack.clock()) + timedelta(days=6))
    await regulation_rounds.settle(stack.by(here.head), which)
    await regulation_rounds.close_round(stack.by(here.administrator), which)
    await regulation_rounds.check(stack.by(here.officer), which, True, "")


async def submitted(stack: Stack, here: Drafting, new: NewRegulation) -> tuple[RegulationId, DocumentId]:
    which = await begun(stack, here, new)
    await checked(stack, here, which)
    return which, (await regulations.submit(stack.by(here.administrator), which)).document


async def signed(stack: Stack, document: DocumentId, *people: Someone) -> None:
    """Each signs when the document comes to their inbox."""
    for one in people:

        async def waits(who: Someone = one) -> bool:
            return document in {line.document for line in await signatures.inbox(stack.by(who))}

        await until(waits, bool)
        await sign(stack, one, document)
