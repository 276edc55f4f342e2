"""What waits for a person beside signatures: in the inbox of who must act, counted, and gone with the act."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import psycopg

from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.roles import Role
from services import appraisals, errands, results, signatures, tracks
from tests.care import completed, newcomer
from tests.people import LAN, Someone
from tests.rollout import convened, declared, in_force, province, reported, vote
from tests.stack import Stack

Line = tuple[str, str, int]
"""Kind, where it leads, how much it counts."""


async def lines(stack: Stack, one: Someone) -> list[Line]:
    return [(found.kind, found.link, found.weight) for found in await errands.errands(stack.by(one))]


@asynccontextmanager
async def listening(stack: Stack) -> AsyncIterator[list[str]]:
    """Whose open pages are woken."""
    conninfo = stack.sessions.acting.url.set(drivername="postgresql").render_as_string(hide_password=False)
    woken: list[str] = []
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute("LISTEN inbox")
        yield woken
        woken += [told.payload async for told in connection.notifies(timeout=0.5)]


async def test_reports_wait_for_every_officer_but_who_reported_and_leave_when_judged(stack: Stack) -> None:
    there = await province(stack, "E1")
    await declared(stack, there.administrator, there.track, "3.3b-1", "3.3b-2")
    await reported(stack, there.officer, there.track, "3.3b-1")
    assert (await lines(stack, there.officer))[-1][0] == "declare", "what one reported is for a colleague"
    here = f"/tracks/{there.track}"
    assert ("judge", f"{here}/milestones/3.3b-1", 1) in await lines(stack, there.colleague)
    before = await errands.count(stack.by(there.colleague))
    await reported(stack, there.administrator, there.track, "3.3b-2")
    assert ("judge", f"{here}/acceptance", 2) in await lines(stack, there.colleague), "a line for each facility"
    assert await errands.count(stack.by(there.colleague)) == before + 1
    async with listening(stack) as woken:
        await tracks.accept(stack.by(there.colleague), there.track, "3.3b-1")
    assert {str(there.officer.id), str(there.colleague.id), str(there.administrator.id)} <= set(woken)
    assert ("judge", f"{here}/milestones/3.3b-2", 1) in await lines(stack, there.officer)
    assert await errands.count(stack.by(there.colleague)) == before


async def test_what_waits_for_earlier_work_is_not_in_the_officers_inbox(stack: Stack) -> None:
    there = await province(stack, "E2")
    done = Declaration("3.1-2", Claim.DONE, in_force(stack) - timedelta(days=30), "Báo cáo số 12/BC-BV")
    await tracks.declare(stack.by(there.administrator), there.track, [Declaration("3.1-1", Claim.DOING), done])
    assert [kind for kind, _, _ in await lines(stack, there.officer)] == ["declare"], "the department's own track"
    await reported(stack, there.administrator, there.track, "3.1-1")
    assert ("judge", f"/tracks/{there.track}/acceptance", 2) in await lines(stack, there.officer)


async def test_what_was_sent_back_and_what_is_undeclared_wait_for_the_unit(stack: Stack) -> None:
    there = await province(stack, "E3")
    it = await newcomer(stack, "cntt.khanh.E3", "Đỗ Duy Khánh", Role.IT_OFFICER, there.hospital)
    here = f"/tracks/{there.track}"
    (found,) = await errands.errands(stack.by(there.administrator))
    assert (found.kind, found.link, found.weight, found.many) == ("declare", f"{here}/declaration", 1, 33)
    assert await lines(stack, it) == []
    await declared(stack, there.administrator, there.track)
    overdue = ("overdue", f"{here}/milestones/3.1-1", 1)
    await reported(stack, there.administrator, there.track, "3.3b-1")
    await tracks.send_back(stack.by(there.officer), there.track, "3.3b-1", "Thiếu biên bản")
    for one in (there.administrator, it):
        assert await lines(stack, one) == [overdue, ("redo", f"{here}/milestones/3.3b-1", 1)]
        assert await errands.count(stack.by(one)) == 2
    await reported(stack, there.administrator, there.track, "3.3b-1")
    assert await lines(stack, it) == [overdue]


async def test_votes_wait_for_members_and_the_closing_for_the_chair(stack: Stack) -> None:
    there = await province(stack, "E4")
    chair = await newcomer(stack, "gd.son.E4", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    secretary = await newcomer(stack, "kh.nam.E4", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await convened(stack, there.administrator, there.track, chair, secretary, there.colleague)
    here = f"/appraisals/{which}"
    assert [(one.kind, one.many) for one in await errands.errands(stack.by(secretary))] == [("vote", 10)]
    for one in (chair, secretary, there.colleague):
        assert ("vote", here, 1) in await lines(stack, one)
        await vote(stack, one, which)
        assert ("vote", here, 1) not in await lines(stack, one)
    assert await lines(stack, chair) == [("close", here, 1)]
    await appraisals.close(stack.by(chair), which)
    assert await lines(stack, chair) == []
    minutes = (await signatures.inbox(stack.by(secretary)))[0]
    seen = await signatures.read(stack.by(secretary), minutes.document)
    await signatures.refuse(stack.by(secretary), _reviewed(seen), "Sai tên thành viên")
    assert await lines(stack, chair) == [("again", here, 1)]
    await appraisals.close(stack.by(chair), which)
    assert await lines(stack, chair) == []
    again = await signatures.read(stack.by(chair), minutes.document)
    await signatures.withdraw(stack.by(chair), _reviewed(again), "Còn một chỗ sai")
    assert await lines(stack, chair) == [("again", here, 1)]


def _reviewed(seen: signatures.DocumentView) -> signatures.Reviewed:
    return signatures.Reviewed(seen.document.id, seen.newest.number, seen.newest.chain.content)


async def test_a_final_result_waits_for_its_ordering_doctor(stack: Stack) -> None:
    before = await errands.count(stack.by(LAN))
    _, _, document = await completed(stack)
    mine = ("acknowledge", f"/documents/{document}", 1)
    assert mine in await lines(stack, LAN)
    assert await errands.count(stack.by(LAN)) >= min(before + 1, errands.MOST)
    async with listening(stack) as woken:
        await results.acknowledge(stack.by(LAN), document)
    assert str(LAN.id) in woken
    assert mine not in await lines(stack, LAN)


async def test_what_is_past_its_day_waits_in_the_inbox_of_who_must_do_it(stack: Stack) -> None:
    there = await province(stack, "E9")
    here = f"/tracks/{there.track}"
    await tracks.declare(stack.by(there.administrator), there.track, [Declaration("3.1-1", Claim.DOING), Declaration("3.1-2", Claim.DOING)])
    found = [one for one in await errands.errands(stack.by(there.administrator)) if one.kind == "overdue"]
    assert [(one.link, one.many, one.weight, bool(one.due and one.due < day(stack.clock()))) for one in found] == [
        (f"{here}/milestones/3.1-1", 1, 1, True)
    ], "3.1-2 waits for 3.1-1"
    await reported(stack, there.administrator, there.track, "3.1-1")
    assert f"{here}/milestones/3.1-2" in {link for kind, link, _ in await lines(stack, there.administrator) if kind == "overdue"}
