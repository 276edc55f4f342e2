"""Khai báo lại by workbook, of one unit and of a whole plan; one summary for the head; days already past send nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import func, select

from domain.calendars import calendar_of
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.errors import Malformed, NotAllowed
from domain.roles import Role
from domain.tracks import State, apply, next_event
from services import declaring, summaries, tracks
from services.people import HASHER
from store.tables.notices import NoticeRow
from store.writes import people as writes
from tests.care import refusal
from tests.people import PASSWORD, Someone
from tests.rollout import Province, in_force, province
from tests.stack import Stack

PAPER = "Báo cáo số 45/BC-BV ngày 30/5/2026"


def filled(content: bytes, said: Mapping[tuple[Any, str], tuple[Any, ...]], others: str = "") -> bytes:
    """The workbook with state, day and paper of these units' milestones; every other row says `others`."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        told = said.get((row[0].value, row[2].value), (others or None,))
        for cell, value in zip(row[5:], told, strict=False):
            cell.value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def told(stack: Stack, one: Someone, kind: str) -> list[str]:
    async with stack.sessions() as session:
        return list((await session.execute(select(NoticeRow.link).where(NoticeRow.person == one.id, NoticeRow.kind == kind))).scalars())


async def head_of(stack: Stack, there: Province) -> Someone:
    director = Someone(f"gd.{there.department}", "Trần Quốc Thịnh", Role.DIRECTOR, there.hospital)
    async with stack.sessions.begin() as session:
        await writes.person(session, director.id, director.login, director.name, HASHER.hash(PASSWORD))
        await writes.position(session, director.position)
    return director


async def test_a_unit_declares_by_workbook_all_or_nothing_and_its_head_gets_one_summary(stack: Stack) -> None:
    there = await province(stack, "WA")
    director = await head_of(stack, there)
    empty = await declaring.track_workbook(stack.by(there.administrator), there.track)
    before = in_force(stack) - timedelta(days=30)
    said = {(there.hospital, "3.1-1"): ("đã xong", before, PAPER), (there.hospital, "3.3b-3"): ("không áp dụng", None, PAPER)}
    wrong = filled(empty.content, said | {(there.hospital, "3.1-2"): ("đã xong", "tháng 5", PAPER)}, "đang làm")
    refused = await refusal(Malformed, declaring.load_track(stack.by(there.administrator), there.track, empty.name, wrong))
    assert "Khai báo lại!G" in refused
    assert not (await tracks.read(stack.by(there.administrator), there.track)).track.of("3.1-1").reports, "nothing half loaded"
    right = filled(empty.content, said, "đang làm")
    for _ in range(2):
        track = await declaring.load_track(stack.by(there.administrator), there.track, empty.name, right)
        assert (track.declared, track.of("3.1-1").state, track.of("3.1-1").reports) == (True, State.REPORTED, 1)
    assert await told(stack, director, "plan_declared") == [f"/tracks/{there.track}/summary"], "one, though it was sent twice"
    assert await told(stack, there.administrator, "plan_declared") == []
    view = await summaries.of_track(stack.by(director), there.track)
    found = view.summary
    assert (found.done, found.not_applicable, found.undeclared) == (("3.1-1",), ("3.3b-3",), ())
    assert len(found.doing) == len(track.milestones) - 2
    assert set(found.overdue) == {one.code for one in track.milestones if one.state is State.OPEN and one.due and one.due < view.today}
    report = (await tracks.milestone(stack.by(there.officer), there.track, "3.1-1")).reports[-1]
    assert (report.declared, report.on_behalf_of) == (True, "")
    await refusal(Malformed, declaring.track_workbook(stack.by(there.administrator), there.track))


async def test_the_department_declares_for_its_units_each_for_itself(stack: Stack) -> None:
    there = await province(stack, "WB")
    empty = await declaring.plan_workbook(stack.by(there.officer), there.plan)
    said = {(there.hospital, "3.1-1"): ("đã xong", in_force(stack) - timedelta(days=30), PAPER), (there.department, "2-1"): ("đã xong",)}
    content = filled(empty.content, said)
    found = {one.track: one for one in await declaring.load_plan(stack.by(there.officer), there.plan, empty.name, content)}
    assert (found[there.track].declared, found[there.track].faults) == (1, ())
    assert found[there.own].declared == 0
    assert all("Khai báo lại!" in fault for fault in found[there.own].faults)
    view = await tracks.milestone(stack.by(there.officer), there.track, "3.1-1")
    assert (view.reports[-1].declared, view.reports[-1].on_behalf_of) == (True, "Bệnh viện Đa khoa WB")
    assert view.declared is not None
    assert (view.declared.claim, view.declared.on_behalf_of) == (Claim.DONE, "Bệnh viện Đa khoa WB")
    mended = filled(empty.content, said | {(there.department, "2-1"): ("đang làm",)})
    again = {one.track: one for one in await declaring.load_plan(stack.by(there.officer), there.plan, empty.name, mended)}
    assert (again[there.own].declared, again[there.track].declared, again[there.track].faults) == (1, 0, ())
    units = {one.track: one for one in (await summaries.of_plan(stack.by(there.officer), there.plan)).units}
    assert (units[there.track].done, units[there.own].doing) == (1, 1)
    await refusal(NotAllowed, declaring.plan_workbook(stack.by(there.administrator), there.plan))


async def test_days_already_past_send_nothing(stack: Stack) -> None:
    there = await province(stack, "WC")
    left = (await tracks.read(stack.by(there.administrator), there.track)).undeclared
    await tracks.declare(stack.by(there.administrator), there.track, [Declaration(one.spec.code, Claim.DOING) for one in left])
    track = (await tracks.read(stack.by(there.administrator), there.track)).track
    past = {one.code for one in track.milestones if one.due and one.due < day(stack.clock())}
    assert past
    calendar = calendar_of(stack.house.policies.care(there.hospital, day(stack.clock())))
    now = stack.clock()
    said: set[str] = set()
    for _ in range(400):
        event = next_event(track, calendar, now)
        if event is None:
            break
        said |= {one.code for one in event.reminders}
        track, now = apply(track, event), event.at
    assert said.isdisjoint(past)
    async with stack.sessions() as session:
        sent = await session.execute(
            select(func.count()).where(NoticeRow.person == there.administrator.id, NoticeRow.kind.like("milestone_%"))
        )
        assert sent.scalar_one() == 0


async def test_going_live_is_declared_after_what_it_waits_for_on_page_and_workbook_alike(stack: Stack) -> None:
    there = await province(stack, "WH")
    by, on = there.administrator, in_force(stack) - timedelta(days=40)
    alone = Declaration("3.6-2", Claim.DONE, on, PAPER)
    assert "3.6-2: chưa khai xong được: còn chờ 3.5-1" in await refusal(Malformed, tracks.declare(stack.by(by), there.track, [alone]))
    empty = await declaring.track_workbook(stack.by(by), there.track)
    golive = filled(empty.content, {(there.hospital, "3.6-2"): ("đã xong", on, PAPER)})
    told_ = await refusal(Malformed, declaring.load_track(stack.by(by), there.track, "a.xlsx", golive))
    row = next(one.row for one in load_workbook(BytesIO(golive)).worksheets[0]["C"] if one.value == "3.6-2")
    assert f"Khai báo lại!F{row}: chưa khai xong được" in told_
    assert (await tracks.read(stack.by(by), there.track)).track.of("3.6-2").state is State.UNDECLARED
    left = (await tracks.read(stack.by(by), there.track)).track.of("3.6-2").after
    first = [Declaration(code, Claim.DONE, on, PAPER) for code in left]
    early = replace(alone, done_on=on - timedelta(days=300))
    assert "3.6-2, ngày: " in await refusal(Malformed, tracks.declare(stack.by(by), there.track, [*first, early]))
    why = "Vận hành theo Quyết định 88/QĐ-BV từ trước khi có kế hoạch"
    await tracks.declare(stack.by(by), there.track, [*first, replace(early, note=why)])
    (report,) = (await tracks.milestone(stack.by(there.officer), there.track, "3.6-2")).reports
    assert (report.note, report.paper) == (why, PAPER), "the department reads why before it verifies"
    await declaring.load_track(stack.by(by), there.track, "a.xlsx", filled(empty.content, {(there.hospital, "3.3b-2"): ("đang làm",)}))


async def test_a_wrong_turn_of_one_unit_lets_the_others_be_declared(stack: Stack) -> None:
    there = await province(stack, "WI")
    on = in_force(stack) - timedelta(days=40)
    empty = await declaring.plan_workbook(stack.by(there.officer), there.plan)
    own = (await tracks.read(stack.by(there.officer), there.own)).undeclared[0].spec.code
    content = filled(empty.content, {(there.hospital, "3.6-2"): ("đã xong", on, PAPER), (there.department, own): ("đang làm",)})
    loaded = await declaring.load_plan(stack.by(there.officer), there.plan, "a.xlsx", content)
    of = {one.track: one for one in loaded}
    assert "chưa khai xong được" in of[there.track].faults[0]
    assert (of[there.track].declared, of[there.own].declared) == (0, 1)
