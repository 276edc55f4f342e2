"""The whole returned to paper: the track says so too, and a reversal names no day that has passed."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.errors import Malformed
from domain.golive_policies import Subject
from domain.parts import Kind
from domain.tracks import State
from services import going_live, golive, signatures, tracks
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.golive import BACK, LETTER, Hospital, appraised, decided, hospital, may_begin, prepared, signed
from tests.stack import Stack


async def going(stack: Stack, here: Hospital) -> tuple[State, object]:
    track = (await tracks.read(stack.by(here.there.officer), here.there.track)).track
    return track.first(Kind.GOLIVE).state, track.live_from


async def test_the_milestone_is_open_again_and_no_day_stands(stack: Stack) -> None:
    here = await hospital(stack, "GRA")
    await appraised(stack, here)
    await prepared(stack, here)
    today = day(stack.clock())
    tomorrow, track = today + timedelta(days=1), here.there.track
    await decided(stack, here, tomorrow)
    assert await going(stack, here) == (State.REPORTED, tomorrow)
    late = {**BACK, "starts_on": f"{today - timedelta(days=1):%d/%m/%Y}"}
    assert "lies in the past" not in await refusal(Malformed, golive.reverse(stack.by(here.administrator), track, late))
    document = await golive.reverse(stack.by(here.administrator), track, {**BACK, "starts_on": f"{today:%d/%m/%Y}"})
    data = (await signatures.read(stack.by(here.administrator), document)).newest.data
    assert data
    assert data["decision"].startswith("Quyết định số "), data["decision"]
    await signed(stack, document, here.director, here.clerk)
    assert await going(stack, here) == (State.OPEN, None)


async def test_the_announcement_bears_the_decisions_day_and_no_department_begins_in_years(stack: Stack) -> None:
    here = await hospital(stack, "GRB")
    await appraised(stack, here)
    await prepared(stack, here)
    tomorrow = day(stack.clock()) + timedelta(days=1)
    await decided(stack, here, tomorrow)
    letter = await golive.publish(stack.by(here.administrator), here.there.track, {**LETTER, "starts_on": "01/12/2030"})
    data = (await signatures.read(stack.by(here.administrator), letter)).newest.data
    assert data
    assert data["starts_on"] == f"{tomorrow:%d/%m/%Y}"
    await signed(stack, letter, here.director, here.clerk)
    far = tomorrow + timedelta(days=800)
    allow = going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, here.ward, far)
    assert "xa quá một năm" in await refusal(Malformed, allow)


async def test_whoever_leads_a_department_that_returns_to_paper_hears_it(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GRC")
    track = here.there.track
    await going_live.allow(stack.by(here.administrator), track, Subject.RECORD, here.ward, tomorrow)
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    await signed(stack, await golive.reverse(stack.by(here.administrator), track, back), here.director, here.clerk)
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.kind).where(NoticeRow.person == here.head.id))
        assert "golive_reversed" in set(rows.scalars())
