"""Dropping paper: gates one by one, three decisions apart, announcement, departments, watch, the way back, the end."""

from datetime import timedelta
from uuid import UUID

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.facility_states import State as FacilityState
from domain.going_live import State
from domain.golive_policies import Subject
from domain.names import AppraisalId
from domain.outside_papers import OutsidePaper
from services import appraisals, going_live, golive, golive_boards, signatures, tracks
from store.queries import golive as queries
from tests.care import refusal
from tests.golive import BACK, Hospital, appraised, decided, hospital, may_begin, prepared, published, signed
from tests.rollout import DECISION, pdf
from tests.stack import Stack


async def lacking(stack: Stack, here: Hospital, subject: Subject = Subject.RECORD) -> list[str]:
    return [one.code for one in (await golive.standing(stack.by(here.administrator), here.there.track, subject)).open]


async def state(stack: Stack, here: Hospital, subject: Subject = Subject.RECORD) -> State:
    found = await golive.standing(stack.by(here.administrator), here.there.track, subject)
    return found.golive.state(day(stack.clock()))


async def test_gates_open_one_by_one_and_a_stale_verdict_shuts_them_again(stack: Stack) -> None:
    here = await hospital(stack, "GA")
    track, admin, today = here.there.track, here.administrator, day(stack.clock())
    first = await lacking(stack, here)
    assert {"3.5-1", "signatures_stamped", "security", "restore", "verdict", "pilot", "rehearsal"} <= set(first)
    assert "certificates_covered" not in first
    words = {**DECISION, "starts_on": f"{today + timedelta(days=1):%d/%m/%Y}"}
    told = await refusal(Incomplete, golive.decide(stack.by(admin), track, words))
    assert "Diễn tập: chưa có" in told
    await appraised(stack, here)
    assert await lacking(stack, here) == ["security", "restore", "pilot", "rehearsal"]
    await going_live.judge_pilot(stack.by(here.there.officer), track, Subject.RECORD, False, "Còn lỗi in phiếu", OutsidePaper())
    assert "Còn lỗi in phiếu" in await refusal(Incomplete, golive.decide(stack.by(admin), track, words))
    await going_live.rehearse(stack.by(admin), track, Subject.RECORD, today, False, "Máy trạm khoa Ngoại không ký được")
    assert await lacking(stack, here) == ["security", "restore", "pilot", "rehearsal"]
    await prepared(stack, here)
    assert (await lacking(stack, here), await state(stack, here)) == ([], State.REHEARSED)
    appraisal = AppraisalId(UUID(str((await tracks.read(stack.by(admin), track)).appraisals[-1].id)))
    await appraisals.bring(stack.by(admin), appraisal, "TC01", [pdf("Quy chế sửa đổi")])
    assert await lacking(stack, here) == ["verdict"]
    told = await refusal(Incomplete, golive.decide(stack.by(admin), track, words))
    assert "minh chứng đã thay đổi sau kết luận, phải thẩm định lại" in told


async def test_three_decisions_stand_apart_each_with_its_gates_paper_and_day(stack: Stack) -> None:
    here = await hospital(stack, "GB")
    await appraised(stack, here)
    await prepared(stack, here)
    tomorrow = day(stack.clock()) + timedelta(days=1)
    document = await decided(stack, here, tomorrow)
    assert await state(stack, here) is State.DECIDED
    assert [await state(stack, here, one) for one in (Subject.FILM, Subject.LABORATORY)] == [State.PREPARING] * 2
    assert await lacking(stack, here, Subject.LABORATORY) == ["documents_signed", "lis", "pilot", "rehearsal"]
    newest = (await signatures.read(stack.by(here.administrator), document)).newest
    assert newest.data
    assert newest.data["about"] == "sử dụng hồ sơ bệnh án điện tử thay hồ sơ bệnh án giấy"
    again = going_live.rehearse(stack.by(here.administrator), here.there.track, Subject.RECORD, tomorrow, True, "Lại")
    await refusal(WrongState, again)
    async with stack.sessions() as session:
        states = (await queries.states(session, [here.there.track]))[here.there.track]
    assert states[FacilityState.DECIDED].paper.number == f"{newest.issue_number:02}/QĐ-BV"


async def test_departments_begin_after_the_announcement_and_not_before_day_x(stack: Stack) -> None:
    here = await hospital(stack, "GC")
    await appraised(stack, here)
    await prepared(stack, here)
    admin, track, today = stack.by, here.there.track, day(stack.clock())
    day_x = today + timedelta(days=3)
    await decided(stack, here, day_x)
    await refusal(WrongState, going_live.allow(admin(here.administrator), track, Subject.RECORD, here.ward, day_x))
    letter = await published(stack, here)
    assert (await signatures.read(stack.by(here.there.officer), letter)).newest.series == "BV-KHTH"
    early = going_live.allow(admin(here.administrator), track, Subject.RECORD, here.ward, today)
    assert f"quyết định ghi từ ngày {day_x:%d/%m/%Y}" in await refusal(Malformed, early)
    await going_live.allow(admin(here.administrator), track, Subject.RECORD, here.ward, day_x)
    assert await state(stack, here) is State.PUBLISHED
    stack.clock.ahead = timedelta(days=4)
    assert await state(stack, here) is State.WATCHING
    seen = await golive_boards.province(stack.by(here.there.officer), here.there.plan)
    assert (seen.total, seen.live, [one.lacking[0][0].split(" / ")[0] for one in seen.units]) == (1, 0, ["Khoa chưa bắt đầu: Khoa Ngoại"])
    late = going_live.allow(admin(here.administrator), track, Subject.RECORD, here.ward, day_x + timedelta(days=5))
    assert f"({day_x:%d/%m/%Y})" in await refusal(WrongState, late)
    await refusal(NotAllowed, going_live.confirm(admin(here.there.officer), track, Subject.RECORD, "Xong"))


async def test_the_watch_ends_in_confirming_and_one_department_may_have_gone_back(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GD")
    track = here.there.track
    for ward in (here.ward, here.surgery):
        await going_live.allow(stack.by(here.administrator), track, Subject.RECORD, ward, tomorrow)
    stack.clock.ahead = timedelta(days=3)
    told = await refusal(Incomplete, going_live.confirm(stack.by(here.administrator), track, Subject.RECORD, "Ổn định"))
    assert "Còn trong thời gian theo dõi" in told
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    await refusal(Malformed, golive.reverse(stack.by(here.administrator), track, {**back, "reason": " "}, department=here.surgery))
    stack.clock.ahead = timedelta()
    document = await golive.reverse(stack.by(here.administrator), track, back, department=here.surgery)
    await signed(stack, document, here.director, here.clerk)
    data = (await signatures.read(stack.by(here.administrator), document)).newest.data
    assert data
    assert data["where"] == "Khoa Ngoại"
    found = (await golive.standing(stack.by(here.administrator), track)).golive
    assert (set(found.departments), set(found.gone_back)) == ({here.ward}, {here.surgery})
    stack.clock.ahead = timedelta(days=20)
    await going_live.confirm(stack.by(here.administrator), track, Subject.RECORD, "Hai tuần không có ngày nào vượt ngưỡng.")
    assert await state(stack, here) is State.CONFIRMED
    async with stack.sessions() as session:
        states = (await queries.states(session, [track]))[track]
    assert set(states) == {FacilityState.DECIDED, FacilityState.PUBLISHED}, "a department is on paper"


async def test_the_whole_is_reversed_and_begins_again_from_its_gates(stack: Stack) -> None:
    here, _ = await may_begin(stack, "GE")
    track = here.there.track
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    await signed(stack, await golive.reverse(stack.by(here.administrator), track, back), here.director, here.clerk)
    assert await state(stack, here) is State.REVERSED
    assert {"security", "restore", "pilot", "rehearsal"} <= set(await lacking(stack, here))
    await prepared(stack, here)
    await decided(stack, here, day(stack.clock()) + timedelta(days=2))
    assert await state(stack, here) is State.DECIDED
