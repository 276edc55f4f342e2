"""Who is paper-free is told truly: after a department or the whole returned to paper, and never by the facility's own word alone."""

from datetime import timedelta

from domain.clock import day
from domain.errors import Malformed, WrongState
from domain.facility_states import State as FacilityState
from domain.golive_policies import Subject
from domain.outside_papers import OutsidePaper
from services import going_live, golive, golive_boards, golive_views
from tests.care import refusal
from tests.golive import BACK, Hospital, may_begin, signed
from tests.stack import Stack


async def reached(stack: Stack, here: Hospital) -> set[FacilityState]:
    return set((await golive_views.overview(stack.by(here.administrator), here.there.track)).states)


async def confirmed(stack: Stack, code: str) -> Hospital:
    here, tomorrow = await may_begin(stack, code)
    for ward in (here.ward, here.surgery):
        await going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, ward, tomorrow)
    stack.clock.ahead = timedelta(days=20)
    await going_live.confirm(stack.by(here.administrator), here.there.track, Subject.RECORD, "Không ngày nào vượt ngưỡng.")
    return here


async def test_a_department_that_returned_to_paper_after_all_was_confirmed_is_missing_on_the_board(stack: Stack) -> None:
    here = await confirmed(stack, "GSA")
    track = here.there.track
    assert FacilityState.PAPER_FREE in await reached(stack, here)
    seen = await golive_boards.province(stack.by(here.there.officer), here.there.plan)
    assert (seen.total, seen.live) == (1, 1)
    stack.clock.ahead = timedelta()
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    document = await golive.reverse(stack.by(here.administrator), track, back, department=here.surgery)
    await signed(stack, document, here.director, here.clerk)
    stack.clock.ahead = timedelta(days=20)
    seen = await golive_boards.province(stack.by(here.there.officer), here.there.plan)
    assert (seen.live, seen.units[0].lacking[0][0].split(" / ")[0]) == (0, "Khoa đã quay lại bản giấy: Khoa Ngoại")
    assert await reached(stack, here) == {FacilityState.DECIDED, FacilityState.PUBLISHED}


async def test_once_the_whole_returned_to_paper_no_state_of_it_stands(stack: Stack) -> None:
    here = await confirmed(stack, "GSB")
    stack.clock.ahead = timedelta()
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    document = await golive.reverse(stack.by(here.administrator), here.there.track, back)
    await signed(stack, document, here.director, here.clerk)
    assert await reached(stack, here) == set()


async def test_a_facility_does_not_call_itself_paper_free(stack: Stack) -> None:
    here, _ = await may_begin(stack, "GSC")
    track, today = here.there.track, day(stack.clock())
    reach = going_live.reach
    paper = OutsidePaper("1/TB-BV", today, "Bệnh viện")
    told = await refusal(Malformed, reach(stack.by(here.administrator), track, FacilityState.PAPER_FREE, today, paper))
    assert "hệ thống tự ghi trạng thái này" in told
    before = OutsidePaper("9/QĐ-BV", today - timedelta(days=400), "Bệnh viện")
    await reach(stack.by(here.administrator), track, FacilityState.DECIDED, today - timedelta(days=400), before)
    await reach(stack.by(here.administrator), track, FacilityState.EQUIPPED, today, paper)
    assert FacilityState.EQUIPPED in await reached(stack, here)


async def test_a_state_entered_by_mistake_is_taken_back_and_what_was_said_before_stands_again(stack: Stack) -> None:
    here, _ = await may_begin(stack, "GSD")
    track, today = here.there.track, day(stack.clock())
    by = stack.by(here.administrator)
    first, wrong = OutsidePaper("1/BB-BV", today - timedelta(days=9), "Bệnh viện"), OutsidePaper("2/BB-BV", today, "Bệnh viện")
    await going_live.reach(by, track, FacilityState.EQUIPPED, today - timedelta(days=9), first)
    await going_live.reach(stack.by(here.administrator), track, FacilityState.EQUIPPED, today, wrong)
    assert "reason: ghi lý do" in await refusal(
        Malformed, going_live.take_back(stack.by(here.administrator), track, FacilityState.EQUIPPED, 2, " ")
    )
    other = going_live.take_back(stack.by(here.administrator), track, FacilityState.EQUIPPED, 1, "Ghi nhầm")
    assert "đã được ghi lại từ lúc" in await refusal(WrongState, other)
    again = stack.by(here.administrator)
    for _twice in range(2):
        await going_live.take_back(again, track, FacilityState.EQUIPPED, 2, "Ghi nhầm số văn bản")
    states = (await golive_views.overview(stack.by(here.administrator), track)).states
    assert states[FacilityState.EQUIPPED].paper.number == "1/BB-BV", "the request repeated takes nothing more"
    await going_live.take_back(stack.by(here.administrator), track, FacilityState.EQUIPPED, 1, "Chưa đủ thiết bị")
    assert FacilityState.EQUIPPED not in await reached(stack, here)
    none = going_live.take_back(stack.by(here.administrator), track, FacilityState.EQUIPPED, 1, "Chưa đủ thiết bị")
    assert "chưa được ghi" in await refusal(WrongState, none)
    signed_here = going_live.take_back(stack.by(here.administrator), track, FacilityState.DECIDED, 1, "Nhầm")
    assert "lập quyết định quay lại" in await refusal(WrongState, signed_here)
