"""Other units of the province: their part of a plan in a track of their own, recorded from their paper while they have no account."""

from dataclasses import replace

from activities.plans import track_of
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.errors import Incomplete, Malformed, NotAllowed
from domain.names import FacilityId, TrackId
from domain.tracks import State
from services import authorities, plan_editions, plans, tracks
from services.authorities import NewAuthority
from services.founding import administrator
from services.people import sign_in, who
from services.tracks import NewReport
from tests.care import refusal
from tests.people import PASSWORD
from tests.rollout import CODE, Province, in_force, pdf, province
from tests.services.test_plan_editions import PAPER, entered, moved
from tests.stack import Stack

PART, UNIT = "3.7b-1", "bao-ptth"
NAME = "Báo và Phát thanh, Truyền hình Hưng Yên"
LETTER = "Công văn số 215/CV-BPTTH ngày 12/10/2026"


async def newspaper(stack: Stack, there: Province, code: str) -> TrackId:
    """The newspaper is brought in and joins the plan."""
    which = await authorities.add(stack.by(there.officer), NewAuthority(code, NAME, UNIT, "Hưng Yên"))
    await plan_editions.join(stack.by(there.officer), there.plan, (which,))
    return track_of(there.plan, which)


async def codes(stack: Stack, there: Province, track: TrackId) -> set[str]:
    return {one.code for one in (await tracks.read(stack.by(there.officer), track)).track.milestones}


async def test_in_the_departments_own_track_the_units_paper_shows_it_and_the_report_says_whose_act_it_is(stack: Stack) -> None:
    there = await province(stack, "AA")
    await tracks.declare(stack.by(there.officer), there.own, [Declaration(PART, Claim.DOING)])
    for paper in ("", "Công văn của Báo", "Công văn ngày 12/10/2026", "Công văn số 215/CV", "Công văn số 215/CV ngày 31/02/2026"):
        told = await refusal(Incomplete, _report(stack, there, there.own, paper))
        assert NAME in told
    await _report(stack, there, there.own, LETTER)
    report = (await tracks.milestone(stack.by(there.officer), there.own, PART)).reports[-1]
    assert (report.on_behalf_of, report.paper) == (NAME, LETTER)


async def _report(stack: Stack, there: Province, track: TrackId, paper: str) -> object:
    return await tracks.report(stack.by(there.officer), track, PART, NewReport(in_force(stack), "", paper, (pdf(f"Tin bài {paper}"),)))


async def test_a_unit_with_a_row_has_its_part_in_its_own_track_and_the_department_accepts(stack: Stack) -> None:
    there = await province(stack, "AB")
    assert PART in await codes(stack, there, there.own)
    await refusal(Malformed, authorities.add(stack.by(there.officer), NewAuthority("BAOAB", NAME, "không-có", "Hưng Yên")))
    track = await newspaper(stack, there, "BAOAB")
    assert await codes(stack, there, track) == {PART}
    assert PART not in await codes(stack, there, there.own)
    await refusal(Malformed, authorities.add(stack.by(there.officer), NewAuthority("BAOAC", NAME, UNIT, "Hưng Yên")))
    await refusal(NotAllowed, authorities.add(stack.by(there.administrator), NewAuthority("CAAB", "Công an", "cong-an-tinh", "Hưng Yên")))
    if not (await tracks.read(stack.by(there.officer), track)).track.declared:
        await tracks.declare(stack.by(there.officer), track, [Declaration(PART, Claim.DOING)])
    await refusal(Incomplete, _report(stack, there, track, ""))
    await _report(stack, there, track, LETTER)
    accepted = await tracks.accept(stack.by(there.colleague), track, PART)
    assert accepted.of(PART).state is State.ACCEPTED, "no paper of the province is asked for"
    view = await tracks.milestone(stack.by(there.officer), track, PART)
    assert view.reports[-1].on_behalf_of == NAME


async def test_another_edition_keeps_what_is_whose_and_a_closed_unit_gives_it_back(stack: Stack) -> None:
    there = await province(stack, "AC")
    track = await newspaper(stack, there, "BAOAC")
    line = await entered(stack, there, moved(stack.house.policies.plan(CODE), "3", 10, (PART, "3.1-1")))
    await plan_editions.apply(stack.by(there.officer), there.plan, line.id, PAPER)
    assert await codes(stack, there, track) == {PART}
    assert PART not in await codes(stack, there, there.own)
    await plan_editions.close(stack.by(there.officer), there.plan, track, day(stack.clock()), "Quyết định số 9/QĐ-UBND")
    assert PART in await codes(stack, there, there.own)


async def test_a_plan_opened_after_the_unit_came_gives_it_its_track_at_once(stack: Stack) -> None:
    there = await province(stack, "AD", opens=False)
    which = await authorities.add(stack.by(there.officer), NewAuthority("BAOAD", NAME, UNIT, "Hưng Yên"))
    police = await authorities.add(stack.by(there.officer), NewAuthority("CAAD", "Công an tỉnh", "cong-an-tinh", "Hưng Yên"))
    await plans.open_plan(stack.by(there.officer), CODE, (), in_force(stack))
    assert await codes(stack, there, track_of(there.plan, which)) == {PART}
    assert PART not in await codes(stack, there, there.own)
    rows = {one.line.facility for one in (await plans.board(stack.by(there.officer), there.plan)).rows}
    assert police not in rows, "the plan gives the police nothing to report"
    await refusal(Malformed, plan_editions.join(stack.by(there.officer), there.plan, (police,)))


async def test_a_unit_with_an_account_reports_itself(stack: Stack) -> None:
    there = await province(stack, "AE")
    account = administrator("bao.lan.ae", "Nguyễn Thị Lan", PASSWORD, "246810", "Quyết định số 4/QĐ-BPTTH ngày 02/11/2026")
    new = NewAuthority("BAOAE", NAME, UNIT, "Hưng Yên", account)
    which = await authorities.add(stack.by(there.officer), new)
    await plan_editions.join(stack.by(there.officer), there.plan, (which,))
    assert [(one.facility.id, one.accounts) for one in (await authorities.read(stack.by(there.officer))).lines] == [("BAOAE", 1)]
    lan = (await who(stack.house, await sign_in(stack.house, "bao.lan.ae", PASSWORD))).context(stack.house, "AE-lan")
    track = track_of(there.plan, FacilityId("BAOAE"))
    if not (await tracks.read(lan, track)).track.declared:
        await tracks.declare(lan, track, [Declaration(PART, Claim.DOING)])
    said = replace(lan, request=type(lan.request)("AE-bao-cao"))
    reported = await tracks.report(said, track, PART, NewReport(in_force(stack), "Đã đăng 12 tin", "Báo cáo 12"))
    assert reported.of(PART).state is State.REPORTED
    assert (await tracks.milestone(lan, track, PART)).reports[-1].on_behalf_of == ""


async def test_what_was_done_before_the_unit_came_is_done_in_its_own_track(stack: Stack) -> None:
    there = await province(stack, "AF")
    await tracks.declare(stack.by(there.officer), there.own, [Declaration(PART, Claim.DONE, in_force(stack), LETTER)])
    await tracks.accept(stack.by(there.colleague), there.own, PART, paper="Thông báo số 77/TB-UBND")
    track = await newspaper(stack, there, "BAOAF")
    found = (await tracks.read(stack.by(there.officer), track)).track.of(PART)
    assert (found.state, found.claim, found.done_on) == (State.ACCEPTED, Claim.DONE, in_force(stack))
    assert (found.reported_by, found.accepted_by) == (there.officer.id, there.colleague.id)


async def test_units_of_other_provinces_plans_are_not_offered(stack: Stack) -> None:
    there = await province(stack, "AU")
    offered = (await authorities.read(stack.by(there.officer))).units
    assert "bao-ptth" in offered
    plan = stack.house.policies.plan(CODE)
    assert offered.keys() <= {unit.code for unit in plan.units}
    assert not any("Lâm Đồng" in name or "Quảng Ngãi" in name or "Bắc Ninh" in name for name in offered.values())
    other = NewAuthority("SYTLD", "Sở Y tế tỉnh Lâm Đồng", "so-y-te-lam-dong", "Lâm Đồng")
    assert "chọn đơn vị mà kế hoạch nêu tên" in str(await refusal(Malformed, authorities.add(stack.by(there.officer), other)))
