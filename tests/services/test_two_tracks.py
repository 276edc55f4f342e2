"""A facility in two plans, and a track that was closed: certificates and courses are the facility's, their acts a running track's."""

import asyncio

from activities.plans import track_of
from domain.certificate_requests import NewRequest
from domain.clock import day
from domain.errors import Malformed, WrongState
from services import certificate_requests, courses, plan_editions, plans
from tests.care import refusal
from tests.preparing import hospital
from tests.rollout import in_force
from tests.services.test_certificate_requests import VIETTEL, issued, sent
from tests.services.test_courses import planned
from tests.stack import Stack

OTHER = "dak-nong-2025"
PAPER = "Quyết định số 77/QĐ-UBND ngày 20/11/2026"


async def test_nobody_is_asked_for_twice_though_two_lists_are_drawn_up_at_once(stack: Stack) -> None:
    of = await hospital(stack, "TT1")
    until = min(in_force(stack), stack.house.policies.plan(OTHER).effective_until)
    second = await plans.open_plan(stack.by(of.there.officer), OTHER, (), until)
    new = NewRequest((of.doctor.id,), "public_ca", VIETTEL)
    asks = [
        certificate_requests.ask(stack.by(of.administrator), track, new) for track in (of.there.track, track_of(second, of.there.hospital))
    ]
    answers = await asyncio.gather(*asks, return_exceptions=True)
    assert sorted(isinstance(one, Malformed) for one in answers) == [False, True], answers


async def test_what_is_under_way_on_a_track_that_was_closed_goes_no_further(stack: Stack) -> None:
    of = await hospital(stack, "TT2")
    which, today = await sent(stack, of, of.doctor, of.nurse), day(stack.clock())
    await certificate_requests.issue(stack.by(of.administrator), which, of.doctor.id, issued(today))
    course = await planned(stack, of)
    await plan_editions.close(stack.by(of.there.officer), of.there.plan, of.there.track, today, PAPER)
    for act in (
        certificate_requests.issue(stack.by(of.administrator), which, of.nurse.id, issued(today)),
        certificate_requests.hand_over(stack.by(of.doctor), which),
        certificate_requests.lose(stack.by(of.doctor), which, of.doctor.id, "Rơi mất"),
        certificate_requests.test(stack.by(of.it_officer), which, of.doctor.id, today, "Đã ký"),
        courses.call_off(stack.by(of.administrator), course, "Mưa bão"),
        courses.record(stack.by(of.administrator), course, (of.doctor.id,)),
    ):
        assert "đã đóng" in await refusal(WrongState, act)
