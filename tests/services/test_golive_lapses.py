"""What falls while a paper of going live is being signed, or before a department begins: the paper does not count, and it is said why."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain.clock import day
from domain.errors import Incomplete, WrongState
from domain.going_live import Act, State
from domain.golive_policies import Subject
from domain.names import AppraisalId
from domain.outside_papers import OutsidePaper
from services import appraisals, going_live, golive, tracks
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.golive import BACK, LETTER, Hospital, appraised, decided, hospital, may_begin, prepared, published, signed
from tests.rollout import DECISION, pdf
from tests.stack import Stack


async def state(stack: Stack, here: Hospital) -> State:
    return (await golive.standing(stack.by(here.administrator), here.there.track)).golive.state(day(stack.clock()))


async def evidence_changes(stack: Stack, here: Hospital) -> None:
    found = (await tracks.read(stack.by(here.administrator), here.there.track)).appraisals
    await appraisals.bring(stack.by(here.administrator), AppraisalId(UUID(str(found[-1].id))), "TC01", [pdf("Quy chế sửa đổi")])


async def told(stack: Stack, here: Hospital) -> set[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.kind).where(NoticeRow.person == here.administrator.id))
        return set(rows.scalars())


async def test_a_decision_signed_on_a_stale_verdict_does_not_count_and_is_drawn_up_anew(stack: Stack) -> None:
    here = await hospital(stack, "GLA")
    await appraised(stack, here)
    await prepared(stack, here)
    words = {**DECISION, "starts_on": f"{day(stack.clock()) + timedelta(days=1):%d/%m/%Y}"}
    document = await golive.decide(stack.by(here.administrator), here.there.track, words)
    await going_live.judge_pilot(stack.by(here.there.officer), here.there.track, Subject.RECORD, False, "Lỗi ký trở lại", OutsidePaper())
    await signed(stack, document, here.director, here.clerk)
    assert await state(stack, here) is State.REHEARSED
    lapsed = (await golive.standing(stack.by(here.administrator), here.there.track)).golive.last(Act.LAPSED, Act.DECIDE)
    assert lapsed
    assert "Lỗi ký trở lại" in lapsed.words
    assert "golive_lapsed" in await told(stack, here)
    await going_live.judge_pilot(stack.by(here.there.officer), here.there.track, Subject.RECORD, True, "Đã sửa", OutsidePaper())
    again = await golive.decide(stack.by(here.administrator), here.there.track, words)
    await signed(stack, again, here.director, here.clerk)
    assert await state(stack, here) is State.DECIDED


async def test_an_announcement_signed_after_the_whole_was_reversed_publishes_nothing(stack: Stack) -> None:
    here = await hospital(stack, "GLB")
    await appraised(stack, here)
    await prepared(stack, here)
    track, tomorrow = here.there.track, day(stack.clock()) + timedelta(days=1)
    await decided(stack, here, tomorrow)
    letter = await golive.publish(stack.by(here.administrator), track, LETTER)
    back = await golive.reverse(stack.by(here.administrator), track, {**BACK, "starts_on": f"{tomorrow:%d/%m/%Y}"})
    await signed(stack, back, here.director, here.clerk)
    await signed(stack, letter, here.director, here.clerk)
    assert await state(stack, here) is State.REVERSED
    await refusal(WrongState, going_live.allow(stack.by(here.administrator), track, Subject.RECORD, here.ward, tomorrow))


async def test_neither_announcement_nor_a_department_goes_on_with_a_stale_verdict(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GLC")
    await evidence_changes(stack, here)
    start = going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, here.ward, tomorrow)
    assert "minh chứng đã thay đổi sau kết luận" in await refusal(Incomplete, start)
    other = await hospital(stack, "GLD")
    await appraised(stack, other)
    await prepared(stack, other)
    await decided(stack, other, tomorrow)
    await evidence_changes(stack, other)
    assert "minh chứng đã thay đổi" in await refusal(Incomplete, published(stack, other))
