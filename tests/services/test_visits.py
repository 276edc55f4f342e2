"""Inspection visits, as pages ask for them: planned, recorded with minutes, followed by remedial tasks until they are accepted."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, RequestReused, SamePerson, WrongState
from domain.names import TrackId, VisitId
from domain.outside_papers import OutsidePaper
from domain.remedies import NewRemedy, RemedyState, RemedyStepKind
from domain.visits import Looked, NewVisit, Verdict, VisitState
from services import errands, evidence, remedies, tracks, visit_views, visits
from services.evidence import Upload
from services.remedies import Reported
from services.remedy_reminders import tell_of_remedies
from services.visits import Recorded
from store.queries.blobs import known
from store.queries.visits import Shown
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import Someone
from tests.rollout import Province, declared, pdf, province
from tests.stack import Stack

MET = Looked("3.1-1", Verdict.MET)
NOT_MET = Looked("3.2-1", Verdict.NOT_MET, "Chưa có biên bản nghiệm thu máy chủ")


def new(stack: Stack, there: Province, days: int = 5, milestones: tuple[str, ...] = ("3.2-1", "3.1-1")) -> NewVisit:
    others = ("Nguyễn Văn Bình, Sở Tài chính",)
    subject = "Hạ tầng và mua sắm phục vụ hồ sơ bệnh án điện tử"
    return NewVisit(day(stack.clock()) + timedelta(days=days), subject, (there.officer.id,), others, milestones)


def minutes(stack: Stack, *findings: Looked, number: str = "12/BB-SYT", files: tuple[Upload, ...] | None = None) -> Recorded:
    kept = (pdf(f"Biên bản {number}"),) if files is None else files
    return Recorded(number, day(stack.clock()), "Cơ bản đáp ứng, còn một việc phải khắc phục", findings or (MET, NOT_MET), kept)


async def recorded(stack: Stack, there: Province) -> VisitId:
    which = await visits.plan(stack.by(there.officer), there.track, new(stack, there, 0))
    await visits.record(stack.by(there.officer), which, minutes(stack))
    return which


async def task(stack: Stack, there: Province, which: VisitId, days: int = 10, **other: object) -> int:
    said = NewRemedy("Lập biên bản nghiệm thu máy chủ", day(stack.clock()) + timedelta(days=days), "3.2-1", **other)  # type: ignore[arg-type]
    return await visits.give_remedy(stack.by(there.officer), which, said)


def done(stack: Stack, words: str = "Đã nghiệm thu") -> Reported:
    return Reported(day(stack.clock()), words, files=(pdf(words),))


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow.kind).where(NoticeRow.person == one.id).order_by(NoticeRow.at))
        return [kind for kind in rows.scalars() if kind.startswith(("visit_", "remedy_"))]


async def waits(stack: Stack, one: Someone) -> list[str]:
    wanted = ("record_visit", "judge_remedy", "remedy")
    return [found.kind for found in await errands.errands(stack.by(one)) if found.kind in wanted]


async def test_planned_moved_and_recorded_with_minutes_and_findings(stack: Stack) -> None:
    there = await province(stack, "K1")
    which = await visits.plan(stack.by(there.colleague), there.track, new(stack, there))
    assert (await told(stack, there.administrator), await told(stack, there.officer)) == (["visit_planned"], ["visit_planned"])
    await refusal(Malformed, visits.move(stack.by(there.officer), which, day(stack.clock()) - timedelta(days=1), "Trùng họp"))
    await visits.move(stack.by(there.officer), which, day(stack.clock()), "Trùng lịch họp")
    assert await told(stack, there.administrator) == ["visit_planned", "visit_moved"]
    no = await refusal(Malformed, visits.record(stack.by(there.officer), which, minutes(stack, Looked("3.2-1", Verdict.NOT_MET), files=())))
    assert "gửi kèm biên bản" in no
    assert "3.2-1: ghi điều chưa đạt" in no
    assert "3.1-1: chọn đạt hoặc chưa đạt" in no
    await visits.record(stack.by(there.officer), which, minutes(stack))
    view = await visit_views.read(stack.by(there.administrator), which)
    assert (view.visit.state, view.watches, [one.name for one in view.visit.members]) == (
        VisitState.RECORDED,
        False,
        [there.officer.name, "Nguyễn Văn Bình, Sở Tài chính"],
    )
    assert view.visit.looked == (MET, NOT_MET), "in the plan's order"
    assert view.visit.minutes
    (file,) = view.visit.minutes.files
    found, content = await evidence.file(stack.by(there.administrator), there.track, file.sha256)
    assert (found.name, content) == ("Biên bản 12/BB-SYT.pdf", pdf("Biên bản 12/BB-SYT").content)
    async with stack.sessions() as session:
        assert await known(session, {str(file.sha256)}) == {str(file.sha256)}, "what a row names is not swept"
    line = await tracks.milestone(stack.by(there.officer), there.track, "3.2-1")
    assert [one.act for one in line.timeline if one.act.startswith("visit.")] == ["visit.plan", "visit.move", "visit.record"]
    await refusal(WrongState, visits.call_off(stack.by(there.officer), which, "Thôi"))


async def test_a_remedial_task_is_reported_with_evidence_and_accepted_by_somebody_else(stack: Stack) -> None:
    there = await province(stack, "K2")
    which = await visits.plan(stack.by(there.officer), there.track, new(stack, there, 0))
    await refusal(WrongState, visits.give_remedy(stack.by(there.officer), which, NewRemedy("Sớm quá", day(stack.clock()))))
    await visits.record(stack.by(there.officer), which, minutes(stack))
    n = await task(stack, there, which)
    assert (await waits(stack, there.administrator), (await told(stack, there.administrator))[-1]) == (["remedy"], "remedy_set")
    await refusal(Incomplete, remedies.report(stack.by(there.administrator), which, n, Reported(day(stack.clock()), "Đã xong")))
    half = Reported(day(stack.clock()), "Đã xong", OutsidePaper("12/BB"))
    await refusal(Malformed, remedies.report(stack.by(there.administrator), which, n, half))
    await remedies.report(stack.by(there.administrator), which, n, done(stack))
    assert (await waits(stack, there.administrator), await waits(stack, there.colleague)) == ([], ["judge_remedy"])
    await refusal(Malformed, remedies.send_back(stack.by(there.officer), which, n, " "))
    await remedies.send_back(stack.by(there.officer), which, n, "Biên bản thiếu chữ ký")
    assert (await waits(stack, there.administrator), (await told(stack, there.administrator))[-1]) == (["remedy"], "remedy_sent_back")
    await remedies.report(stack.by(there.administrator), which, n, done(stack, "Đã bổ sung chữ ký"))
    await remedies.accept(stack.by(there.colleague), which, n)
    (one,) = (await visit_views.read(stack.by(there.officer), which)).remedies
    assert (one.remedy.state, one.doer) == (RemedyState.ACCEPTED, f"Bệnh viện Đa khoa {there.department}")
    assert [taken.step.kind for taken in one.steps] == [
        RemedyStepKind.SET,
        RemedyStepKind.REPORTED,
        RemedyStepKind.SENT_BACK,
        RemedyStepKind.REPORTED,
        RemedyStepKind.ACCEPTED,
    ]
    assert [file.name for taken in one.steps for file in taken.step.files] == ["Đã nghiệm thu.pdf", "Đã bổ sung chữ ký.pdf"]
    await refusal(WrongState, remedies.accept(stack.by(there.officer), which, n))


async def test_what_the_department_is_to_do_itself_another_officer_accepts(stack: Stack) -> None:
    there = await province(stack, "K3")
    which = await recorded(stack, there)
    n = await task(stack, there, which, by_department=True)
    await refusal(NotAllowed, remedies.report(stack.by(there.administrator), which, n, done(stack)))
    await remedies.report(stack.by(there.officer), which, n, done(stack))
    assert (await waits(stack, there.officer), await waits(stack, there.colleague)) == ([], ["judge_remedy"])
    await refusal(SamePerson, remedies.accept(stack.by(there.officer), which, n))
    await remedies.accept(stack.by(there.colleague), which, n)


async def test_only_the_department_plans_records_and_judges_and_only_what_is_in_reach(stack: Stack) -> None:
    there, elsewhere = await province(stack, "K4"), await province(stack, "K5")
    wanted = new(stack, there)
    await refusal(NotAllowed, visits.plan(stack.by(there.administrator), there.track, wanted))
    await refusal(NotAllowed, visits.plan(stack.by(there.officer), there.own, wanted))
    await refusal(OutOfReach, visits.plan(stack.by(elsewhere.officer), there.track, wanted))
    which = await recorded(stack, there)
    n = await task(stack, there, which)
    await refusal(NotAllowed, visits.give_remedy(stack.by(there.administrator), which, NewRemedy("Việc", day(stack.clock()))))
    await refusal(NotAllowed, remedies.report(stack.by(there.officer), which, n, done(stack)))
    await remedies.report(stack.by(there.administrator), which, n, done(stack))
    await refusal(NotAllowed, remedies.accept(stack.by(there.administrator), which, n))
    await refusal(OutOfReach, visit_views.read(stack.by(elsewhere.officer), which))
    no = await refusal(Malformed, visits.plan(stack.by(there.officer), there.track, NewVisit(day(stack.clock()), " ", milestones=("9-9",))))
    assert all(said in no for said in ("ghi nội dung kiểm tra", "ít nhất một thành viên", "không có mốc 9-9"))


async def test_a_second_click_plans_and_gives_nothing_twice(stack: Stack) -> None:
    there = await province(stack, "K6")
    for _ in range(2):
        which = await visits.plan(stack.by(there.officer, "K6-lập"), there.track, new(stack, there, 0))
    for _ in range(2):
        await visits.record(stack.by(there.officer, "K6-ghi"), which, minutes(stack))
    for _ in range(2):
        said = NewRemedy("Lập biên bản", day(stack.clock()) + timedelta(days=3))
        await visits.give_remedy(stack.by(there.officer, "K6-giao"), which, said)
    for _ in range(2):
        await remedies.report(stack.by(there.administrator, "K6-xong"), which, 1, done(stack))
    view = await visit_views.read(stack.by(there.officer), which)
    assert (len(view.remedies), len(view.remedies[0].steps)) == (1, 2)
    await refusal(RequestReused, remedies.report(stack.by(there.administrator, "K6-xong"), which, 1, done(stack, "Khác")))


async def listed(stack: Stack, by: Someone, shown: Shown) -> list[VisitId]:
    return [one.visit.id for one in (await visit_views.listing(stack.by(by), shown)).lines]


async def test_the_list_parts_what_is_planned_what_is_to_be_mended_and_what_is_done(stack: Stack) -> None:
    there = await province(stack, "K7")
    later = await visits.plan(stack.by(there.officer), there.track, new(stack, there, 9))
    sooner = await visits.plan(stack.by(there.officer), there.track, new(stack, there, 3, ()))
    held = await recorded(stack, there)
    assert await listed(stack, there.administrator, Shown.PLANNED) == [sooner, later]
    assert await listed(stack, there.officer, Shown.DONE) == [held]
    await task(stack, there, held)
    assert (await listed(stack, there.officer, Shown.MENDING), await listed(stack, there.officer, Shown.DONE)) == ([held], [])
    await visits.call_off(stack.by(there.colleague), sooner, "Bão")
    assert await listed(stack, there.administrator, Shown.CALLED_OFF) == [sooner]
    view = await visit_views.listing(stack.by(there.officer), Shown.PLANNED, there.plan, sooner)
    assert ([one.visit.id for one in view.lines], view.tallies[Shown.CALLED_OFF]) == ([later], 1)
    of_track = await visit_views.of_track(stack.by(there.administrator), TrackId(there.track))
    assert [(one.visit.id, one.undone) for one in of_track][-1] == (held, 1)


async def test_doers_are_reminded_each_day_once_and_officers_of_what_is_late_or_left_unrecorded(stack: Stack) -> None:
    there = await province(stack, "K8")
    await declared(stack, there.administrator, there.track, "3.2-1")
    held = await recorded(stack, there)
    await task(stack, there, held, days=3)
    await visits.plan(stack.by(there.officer), there.track, new(stack, there, 1))
    was = stack.clock.ahead
    try:
        await tell_of_remedies(stack.sessions, stack.house.policies, stack.clock)
        assert "remedy_due" not in await told(stack, there.administrator)
        stack.clock.ahead = was + timedelta(days=3)
        for _ in range(2):
            await tell_of_remedies(stack.sessions, stack.house.policies, stack.clock)
        assert (await told(stack, there.administrator)).count("remedy_due") == 1
        assert (await told(stack, there.colleague)).count("visit_unrecorded") == 1
        assert await waits(stack, there.officer) == ["record_visit"]
        stack.clock.ahead = was + timedelta(days=13)
        for _ in range(2):
            await tell_of_remedies(stack.sessions, stack.house.policies, stack.clock)
        late = [(await told(stack, one)).count("remedy_late") for one in (there.administrator, there.officer)]
        assert late == [1, 1]
    finally:
        stack.clock.ahead = was
