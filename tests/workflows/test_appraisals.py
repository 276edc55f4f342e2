"""An appraisal: reminds who has not voted, waits for the minutes, wakes the track, goes on after a month."""

from datetime import timedelta

from sqlalchemy import select
from temporalio.client import WorkflowExecutionStatus

from domain.errors import SamePerson, WrongState
from domain.names import AppraisalId, appraisal_workflow, id_of
from domain.roles import Role
from domain.tracks import State
from services import appraisals, errands, tracks
from store.tables.notices import NoticeRow
from tests.care import newcomer, refusal, sign, until
from tests.people import PIN, Someone
from tests.rollout import Province, convened, declared, province, vote
from tests.stack import Stack
from tests.workflows.conftest import Keep, Later
from tests.workflows.running import ended, lost_and_started_again, next_run, run_of


async def reminded(stack: Stack, one: Someone) -> int:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.key).where(NoticeRow.person == one.id, NoticeRow.kind == "council_remind"))
        return len(rows.scalars().all())


async def triggered(stack: Stack, code: str) -> tuple[Province, AppraisalId]:
    there = await province(stack, code)
    await declared(stack, there.administrator, there.track, "3.5-10")
    return there, await appraisals.trigger(stack.by(there.administrator), there.track)


async def test_a_refused_trigger_leaves_no_open_workflow(stack: Stack, keep: Keep) -> None:
    there, _ = await triggered(stack, "U1")
    asking = stack.by(there.administrator, "U1-lần nữa")
    await refusal(WrongState, appraisals.trigger(asking, there.track))
    workflow = appraisal_workflow(AppraisalId(id_of("appraisal", there.administrator.id, asking.request)))
    assert await ended(stack, workflow) is WorkflowExecutionStatus.COMPLETED
    await keep(workflow, "refused")


async def test_members_who_have_not_voted_are_reminded(stack: Stack, later: Later, keep: Keep) -> None:
    there = await province(stack, "U2")
    secretary = await newcomer(stack, "kh.nam.U2", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = await newcomer(stack, "tk.hung.U2", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    which = await convened(stack, there.administrator, there.track, there.officer, secretary, member)
    await vote(stack, secretary, which)
    await later(appraisal_workflow(which), timedelta(days=7))
    assert (await reminded(stack, member), await reminded(stack, secretary)) == (2, 0)
    await keep(appraisal_workflow(which), "reminded")


async def test_before_the_hour_nobody_is_reminded_to_vote(stack: Stack, later: Later) -> None:
    there = await province(stack, "U9")
    secretary = await newcomer(stack, "kh.nam.U9", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = await newcomer(stack, "tk.hung.U9", "Trần Quốc Hùng", Role.HEAD, there.hospital)
    await declared(stack, there.administrator, there.track, "3.5-10")
    in_ten_days = stack.clock() + timedelta(days=10)
    which = await convened(stack, there.administrator, there.track, there.officer, secretary, member, in_ten_days)
    await later(appraisal_workflow(which), timedelta(days=7))
    assert await reminded(stack, member) == 0
    await later(appraisal_workflow(which), timedelta(days=6))
    assert await reminded(stack, member) > 0, "after it, as ever"


async def test_after_a_month_it_continues_with_its_state(stack: Stack, later: Later, keep: Keep) -> None:
    there, which = await triggered(stack, "U3")
    workflow = appraisal_workflow(which)
    first = await run_of(stack, workflow)
    await later(workflow, timedelta(days=30, minutes=1))
    await next_run(stack, workflow, first)
    await keep(workflow, "continued")
    assert (await appraisals.read(stack.by(there.administrator), which)).exhibits == {}


async def test_the_signed_minutes_close_it_and_report_the_milestone(stack: Stack, keep: Keep) -> None:
    there = await province(stack, "U4")
    await declared(stack, there.administrator, there.track, "3.5-10")
    chair = await newcomer(stack, "gd.son.U4", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    secretary = await newcomer(stack, "kh.nam.U4", "Vũ Văn Nam", Role.RECORDS_OFFICER, there.hospital)
    member = there.colleague
    for one in (chair, secretary, member):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Bệnh viện Đa khoa U4", "person")
    which = await convened(stack, there.administrator, there.track, chair, secretary, member)
    await lost_and_started_again(stack, appraisal_workflow(which))
    for one in (chair, secretary, member):
        await vote(stack, one, which)
    minutes = await appraisals.close(stack.by(chair), which)
    for one in (secretary, member, chair):
        await sign(stack, one, minutes)
    assert await ended(stack, appraisal_workflow(which)) is WorkflowExecutionStatus.COMPLETED
    view = await until(
        lambda: tracks.milestone(stack.by(there.officer), there.track, "3.5-10"),
        lambda found: found.line.progress.state is State.REPORTED,
    )
    assert view.reports[-1].document == minutes
    told = await refusal(SamePerson, tracks.accept(stack.by(there.colleague), there.track, "3.5-10"))
    assert told.startswith("Anh/chị là thành viên hội đồng đã thẩm định việc này")
    judges = [[found.weight for found in await errands.errands(stack.by(one)) if found.kind == "judge"] for one in (member, there.officer)]
    assert judges == [[2], [3]], "what was declared, and for the one who did not sit the appraisal too"
    assert (await tracks.accept(stack.by(there.officer), there.track, "3.5-10")).of("3.5-10").state is State.ACCEPTED
    await keep(appraisal_workflow(which), "closed")
