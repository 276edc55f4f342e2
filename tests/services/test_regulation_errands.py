"""Whom a draft regulation waits for, in their inbox: the units asked, whoever wrote it, somebody else's legal check."""

from datetime import timedelta

from domain.clock import day
from domain.names import RegulationId
from services import errands, regulation_rounds, regulation_views, regulations, signatures
from services.regulations import NewRegulation
from store.queries.errands import Errand
from store.writes import people as writes
from tests.care import reviewed
from tests.people import Someone
from tests.regulating import Drafting, begun, drafting, filled, signed, submitted
from tests.services.test_tellings import later
from tests.stack import Stack


async def waits(stack: Stack, one: Someone) -> list[Errand]:
    return [each for each in await errands.errands(stack.by(one)) if each.kind.startswith("regulation_")]


async def kinds(stack: Stack, *people: Someone) -> list[str]:
    """What of regulations waits for each, or nothing."""
    return [" ".join(each.kind.removeprefix("regulation_") for each in await waits(stack, one)) for one in people]


def everybody(here: Drafting) -> tuple[Someone, ...]:
    """Who wrote it, the heads and staff of ward and laboratory, the records office, IT, the director, a clerk."""
    return here.administrator, here.head, here.technician, here.officer, here.it, here.director, here.clerk


async def asked(stack: Stack, here: Drafting, which: RegulationId, days: int = 5) -> None:
    due = day(stack.clock()) + timedelta(days=days)
    await regulation_rounds.ask(stack.by(here.administrator), which, (here.ward, here.lab), due)


async def test_the_units_asked_then_its_author_then_somebody_elses_check(stack: Stack) -> None:
    here = await drafting(stack, "RGA", signs=False)
    by, today = here.administrator, day(stack.clock())
    which = await begun(stack, here, NewRegulation("camera"))
    assert await kinds(stack, *everybody(here)) == [""] * 7, "a draft that nobody was asked about is its author's own"
    before = await errands.count(stack.by(here.head))
    await asked(stack, here, which)
    assert await kinds(stack, *everybody(here)) == ["", "comment", "comment", "", "", "", ""]
    (one,) = await waits(stack, here.head)
    assert (one.link, one.due) == (f"/regulations/{which}", today + timedelta(days=5))
    assert one.since == (await regulation_views.read(stack.by(by), which)).timeline[-1].at
    assert await errands.count(stack.by(here.head)) == before + 1
    await regulation_rounds.comment(stack.by(here.head), which, 2, "Thêm kho thuốc gây nghiện")
    assert await kinds(stack, here.head, by) == ["comment", ""], "the unit may have more to say"
    await regulation_rounds.settle(stack.by(here.head), which)
    assert await kinds(stack, *everybody(here)) == ["", "", "comment", "", "", "", ""]
    await regulation_rounds.settle(stack.by(here.technician), which)
    assert await kinds(stack, *everybody(here)) == ["close", *[""] * 6]
    await regulation_rounds.close_round(stack.by(by), which)
    (one,) = await waits(stack, by)
    assert (one.kind, one.many, await kinds(stack, here.officer)) == ("regulation_answer", 1, [""])
    said = (await regulation_views.read(stack.by(by), which)).comments[0]
    await regulation_rounds.answer(stack.by(by), which, said.id, True, "")
    assert await kinds(stack, *everybody(here)) == ["", "", "", "check", "", "check", ""]
    await regulation_rounds.check(stack.by(here.officer), which, False, "Điều 2 trái Điều 1")
    assert await kinds(stack, *everybody(here)) == ["mend", *[""] * 6]
    draft = (await regulation_views.read(stack.by(by), which)).versions[-1].draft
    await regulations.revise(stack.by(by), which, 2, draft, "Sửa Điều 2")
    assert await kinds(stack, *everybody(here)) == ["", "", "", "check", "", "check", ""]
    await regulation_rounds.check(stack.by(here.officer), which, True, "")
    assert await kinds(stack, *everybody(here)) == ["submit", *[""] * 6]
    await regulations.withdraw(stack.by(by), which, "Chưa cần")
    assert await kinds(stack, *everybody(here)) == [""] * 7


async def test_when_the_last_day_is_over_nobody_is_asked_and_the_round_is_to_be_ended(stack: Stack) -> None:
    here, elsewhere = await drafting(stack, "RGB", signs=False), await drafting(stack, "RGC", signs=False)
    which = await regulations.start(stack.by(here.it), NewRegulation("camera"))
    await asked(stack, here, which)
    with later(stack, 5):
        assert await kinds(stack, here.it, here.head, here.technician) == ["", "comment", "comment"]
    with later(stack, 6):
        assert await kinds(stack, here.it, here.administrator, here.head, here.technician) == ["close", "", "", ""]
        assert await kinds(stack, *everybody(elsewhere)) == [""] * 7
        await regulation_rounds.close_round(stack.by(here.it), which)
        assert await kinds(stack, here.it, here.officer) == ["fill", ""], "the check could not find it lawful"
        draft = (await regulation_views.read(stack.by(here.it), which)).versions[-1].draft
        await regulations.revise(stack.by(here.it), which, 1, filled(draft), "Điền số liệu")
        assert await kinds(stack, here.it, here.administrator, here.officer) == ["", "check", "check"]


async def test_a_refused_paper_comes_back_to_who_drafted_it_and_to_every_drafter_when_those_have_left(stack: Stack) -> None:
    here = await drafting(stack, "RGD")
    which, document = await submitted(stack, here, NewRegulation("backup"))
    assert await kinds(stack, *everybody(here)) == [""] * 7, "its signatures wait by themselves"
    await signatures.refuse(stack.by(here.director), await reviewed(stack, here.director, document), "Thiếu diễn tập")
    assert await kinds(stack, *everybody(here)) == ["redraft", *[""] * 6]
    draft = (await regulation_views.read(stack.by(here.administrator), which)).versions[-1].draft
    await regulations.revise(stack.by(here.administrator), which, 2, draft, "Thêm diễn tập")
    assert await kinds(stack, here.administrator, here.officer) == ["", "check"]
    await regulation_rounds.check(stack.by(here.officer), which, True, "")
    with later(stack, 1):
        async with stack.sessions.begin() as session:
            await writes.end_position(session, here.administrator.position.id, day(stack.clock()) - timedelta(days=1))
        assert await kinds(stack, here.it, here.officer, here.director) == ["submit", "submit", ""]
        await regulations.submit(stack.by(here.it), which)
        assert await kinds(stack, here.it, here.officer) == ["", ""]
        await signed(stack, document, here.director, here.clerk)
        assert await kinds(stack, *everybody(here)[1:]) == [""] * 6
