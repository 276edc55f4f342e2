"""Several plans at once, added up; boards narrowed by kind of facility and administrative unit."""

from dataclasses import replace
from datetime import date, timedelta

from domain.clock import day
from domain.declarations import Claim
from domain.errors import Malformed, NotAllowed, NotFound
from domain.names import FacilityId, PlanId
from policies.plan_written import yaml_of
from services import facility_units, plan_editions, plans, roll_up, standings, tracks
from services.plans import Asked
from services.standings import Then
from services.tracks import NewReport
from store.writes import people as writes
from tests.care import refusal
from tests.rollout import CODE, Province, declared, in_force, province, reported
from tests.stack import Stack

BASIS = "Nghị quyết số 1666/NQ-UBTVQH15 ngày 16/6/2025"


async def another(stack: Stack, there: Province, code: str, *facilities: FacilityId) -> PlanId:
    """The same plan under another code, opened for these facilities."""
    text = yaml_of(replace(stack.house.policies.plan(CODE), code=code, title=f"Kế hoạch {code}")).encode()
    await plan_editions.enter(stack.by(there.officer), f"{code}.yaml", text)
    return await plans.open_plan(stack.by(there.officer), code, facilities, in_force(stack))


async def test_what_a_plan_serves_is_added_up_to_it(stack: Stack) -> None:
    there = await province(stack, "RA")
    above, own = await another(stack, there, "cua-bo", there.department), await another(stack, there, "cua-vien", there.hospital)
    await roll_up.place(stack.by(there.officer), there.plan, above)
    await roll_up.place(stack.by(there.officer), own, there.plan)
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    await tracks.accept(stack.by(there.officer), there.track, "3.1-2")
    found = await roll_up.read(stack.by(there.officer))
    assert [(one.plan.id, one.depth) for one in found.levels] == [(above, 0), (there.plan, 1), (own, 2)]
    top, middle, bottom = found.levels
    assert top.whole.total == top.own.total + middle.own.total + bottom.own.total
    assert (top.own.accepted, top.whole.accepted, bottom.whole.accepted) == (0, 1, 0)
    share = found.shares[there.hospital, there.plan]
    assert (share.accepted, share.total) == (1, 33)
    waived = NewReport(None, "Không có RIS-PACS", "Công văn số 45/BV ngày 02/10/2026", claim=Claim.NOT_APPLICABLE)
    await declared(stack, there.administrator, there.track, "3.3b-3")
    await tracks.report(stack.by(there.administrator), there.track, "3.3b-3", waived)
    await tracks.accept(stack.by(there.officer), there.track, "3.3b-3")
    aside = (await roll_up.read(stack.by(there.officer))).shares[there.hospital, there.plan]
    assert (aside.accepted, aside.total) == (1, 32), "what is not for it is neither done nor asked"
    assert (there.department, own) not in found.shares
    told = await refusal(Malformed, roll_up.place(stack.by(there.officer), above, own))
    assert "không lồng vòng" in told
    mine = await roll_up.read(stack.by(there.administrator))
    assert [one.plan.id for one in mine.levels] == [there.plan, own], "a hospital sees its own alone"
    assert {facility for facility, _ in mine.facilities} == {there.hospital}


async def test_only_the_department_places_its_own_plans(stack: Stack) -> None:
    there, other = await province(stack, "RB"), await province(stack, "RC")
    await refusal(NotAllowed, roll_up.place(stack.by(there.administrator), there.plan, None))
    await refusal(NotFound, roll_up.place(stack.by(there.officer), there.plan, other.plan))


async def test_a_board_is_narrowed_by_kind_and_by_administrative_unit_as_of_today(stack: Stack) -> None:
    there, clinic = await province(stack, "RD", opens=False), FacilityId("RD005")
    async with stack.sessions.begin() as session:
        await writes.facility(session, clinic, "Phòng khám RD005", "clinic", there.department, "Hưng Yên")
    plan = await plans.open_plan(stack.by(there.officer), CODE, (), in_force(stack))
    today = day(stack.clock())
    board = await plans.board(stack.by(there.officer), plan, asked=Asked(kind="clinic"))
    assert ([row.line.facility for row in board.rows], board.listed, board.total) == ([clinic], 1, 3)
    lines = f"{clinic}; xã Khoái Châu\n{there.hospital}; phường Phố Hiến\n"
    assert await facility_units.enter(stack.by(there.officer), lines, date(2025, 7, 1), BASIS) == 2
    await facility_units.enter(stack.by(there.officer), f"{clinic}; xã Triệu Việt Vương", today + timedelta(days=5), BASIS)
    board = await plans.board(stack.by(there.officer), plan, asked=Asked(unit="xã Khoái Châu"))
    assert [row.line.facility for row in board.rows] == [clinic]
    assert board.units == [("phường Phố Hiến", 1), ("xã Khoái Châu", 1)]
    stack.clock.ahead = timedelta(days=5)
    told = await refusal(Malformed, plans.board(stack.by(there.officer), plan, asked=Asked(unit="xã Khoái Châu")))
    assert "ngày ấy không cơ sở nào của Sở ở “xã Khoái Châu”" in told, "and no empty board is shown"
    then = await standings.board(stack.by(there.officer), plan, Then(today, unit="xã Khoái Châu"))
    assert [row.line.facility for row in then.rows] in ([clinic], []), "of a day it is asked as it was then"
    before = await facility_units.read(stack.by(there.officer), today)
    assert {one.unit for one in before.lines} == {"phường Phố Hiến", "xã Khoái Châu"}, "the old name stays for its time"


async def test_each_wrong_line_is_told_and_nothing_is_kept(stack: Stack) -> None:
    there = await province(stack, "RE")
    told = await refusal(
        Malformed, facility_units.enter(stack.by(there.officer), f"{there.hospital}; phường A\nRE999; xã B\nxã C", date(2025, 7, 1), "")
    )
    assert all(words in told for words in ("cần ghi số", "dòng 2: không có cơ sở RE999", "dòng 3: viết mã cơ sở"))
    assert {one.unit for one in (await facility_units.read(stack.by(there.officer))).lines} == {""}
    await refusal(NotAllowed, facility_units.enter(stack.by(there.administrator), f"{there.hospital}; x", date(2025, 7, 1), BASIS))


async def test_a_filter_that_names_nothing_is_told_and_shows_no_empty_board(stack: Stack) -> None:
    there, today = await province(stack, "RW"), day(stack.clock())
    for asked in (Asked(kind="tau-bay"), Asked(part="9.9"), Asked(late=True, code="9.9-9"), Asked(unit="xã Không Có")):
        await refusal(Malformed, plans.board(stack.by(there.officer), there.plan, asked=asked))
    for then in (Then(today, kind="tau-bay"), Then(today, part="9.9-9"), Then(today, unit="xã Không Có")):
        await refusal(Malformed, standings.board(stack.by(there.officer), there.plan, then))


async def test_a_unit_lies_somewhere_from_a_day_that_can_be_meant(stack: Stack) -> None:
    there, today = await province(stack, "RX"), day(stack.clock())
    for since in (date(1999, 12, 31), today + timedelta(days=367)):
        told = await refusal(Malformed, facility_units.enter(stack.by(there.officer), f"{there.hospital}; phường A", since, BASIS))
        assert "xem lại" in told or "xa quá một năm" in told
    assert await facility_units.enter(stack.by(there.officer), f"{there.hospital}; phường A", today + timedelta(days=366), BASIS) == 1
