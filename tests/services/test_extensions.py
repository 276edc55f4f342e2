"""A last day that moves by a signed paper: drawn up, signed, in force; refused, drawn up again; judged when it takes effect."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, WrongState
from domain.names import DocumentId, TrackId, id_of
from services import extensions, plan_editions, signatures, tracks
from services.track_views import MilestoneView
from store.queries.extensions import Extension
from store.tables.notices import NoticeRow
from tests.care import refusal, reviewed, sign, until
from tests.reminding import Office, office, signed_dates
from tests.services.test_plan_editions import PAPER, entered, moved
from tests.stack import Stack

CODE, TO = "3.2-1", date(2027, 1, 15)
BASIS = "Tờ trình số 61/TTr-BV ngày 25/11/2026"


async def drawn_up(stack: Stack, there: Office, *only: TrackId, to: date = TO, again: DocumentId | None = None) -> DocumentId:
    said = (CODE, to, "Nhà thầu giao chậm do bão số 12", BASIS, only, again)
    which = await plan_editions.move(stack.by(there.officer), there.there.plan, *said)
    assert which
    return which


async def milestone(stack: Stack, there: Office, track: TrackId) -> MilestoneView:
    return await tracks.milestone(stack.by(there.officer), track, CODE)


async def paper(stack: Stack, there: Office, which: DocumentId) -> Extension:
    return await extensions.read(stack.by(there.officer), there.there.plan, which)


async def told(stack: Stack, which: DocumentId) -> list[str]:
    async with stack.sessions() as session:
        return list((await session.execute(select(NoticeRow.kind).where(NoticeRow.key.startswith(f"extension/{which}")))).scalars())


async def signed(stack: Stack, there: Office, which: DocumentId) -> Extension:
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    return await until(lambda: paper(stack, there, which), lambda one: bool(one.applied_at or one.void), 40)


@pytest.fixture(autouse=True)
def _signed(stack: Stack) -> object:
    with signed_dates(stack):
        yield


async def test_the_day_moves_for_all_when_everybody_has_signed_and_not_before(stack: Stack) -> None:
    there = await office(stack, "X1")
    main, own = there.there.track, there.late.id
    first, kept = [(await milestone(stack, there, one)).line.progress.due for one in (main, own)]
    which = await drawn_up(stack, there)
    seen = await milestone(stack, there, main)
    assert (seen.line.progress.due, seen.extension and seen.extension.new.to) == (first, TO), "the old day runs on, and the page says so"
    told_at_plan = (await plan_editions.read(stack.by(there.officer), there.there.plan)).papers
    assert [(one.document.id, one.waits) for one in told_at_plan] == [(which, True)]
    text = " ".join(PdfReader(BytesIO(await signatures.pdf(stack.by(there.officer), which, 1))).pages[0].extract_text().split())
    for said in ("V/v điều chỉnh thời hạn", "Kính gửi: Các đơn vị thực hiện kế hoạch.", BASIS, "31/12/2026", "15/01/2027", "bão số 12."):
        assert said in text, said
    await refusal(OutOfReach, signatures.read(stack.by(there.administrator), which))
    assert (await signed(stack, there, which)).void is None
    seen = await milestone(stack, there, main)
    assert (seen.line.progress.due, seen.extension) == (TO, None)
    assert seen.moves[-1].move.before == first, "the first day stays visible"
    assert seen.moves[-1].move.paper.startswith("Công văn số 01/SYT-NVY ngày ")
    assert await told(stack, which) == ["extension_in_force"]
    assert (await signatures.read(stack.by(there.administrator), which)).newest.completed_at, "its units read it now"
    assert kept != TO
    assert (await milestone(stack, there, own)).line.progress.due == TO, "nobody moved it for this unit alone"


async def test_it_moves_for_one_unit_alone(stack: Stack) -> None:
    there = await office(stack, "X2")
    first = (await milestone(stack, there, there.there.track)).line.progress.due
    which = await drawn_up(stack, there, there.late.id)
    assert (await milestone(stack, there, there.there.track)).extension is None
    shown = PdfReader(BytesIO(await signatures.pdf(stack.by(there.officer), which, 1))).pages[0].extract_text()
    assert "Kính gửi: Bệnh viện Mắt." in " ".join(shown.split())
    await signed(stack, there, which)
    assert (await milestone(stack, there, there.late.id)).line.progress.due == TO
    assert (await milestone(stack, there, there.there.track)).line.progress.due == first
    await refusal(OutOfReach, signatures.read(stack.by(there.there.administrator), which))


async def test_refused_it_moves_nothing_and_is_drawn_up_again(stack: Stack) -> None:
    there = await office(stack, "X3")
    first = (await milestone(stack, there, there.there.track)).line.progress.due
    which = await drawn_up(stack, there)
    await refusal(WrongState, drawn_up(stack, there, again=which))
    await refusal(WrongState, drawn_up(stack, there, there.late.id))
    await signatures.refuse(stack.by(there.head), await reviewed(stack, there.head, which), "Nêu rõ ngày nhà thầu cam kết")
    seen = await milestone(stack, there, there.there.track)
    assert (seen.line.progress.due, seen.extension) == (first, None)
    await refusal(Malformed, drawn_up(stack, there, there.late.id, again=which))
    later = TO + timedelta(days=5)
    assert await drawn_up(stack, there, to=later, again=which) == which
    one = await signed(stack, there, which)
    assert (one.version.number, one.void) == (2, None)
    assert (await milestone(stack, there, there.there.track)).line.progress.due == later


async def test_a_second_click_is_the_same_paper_and_only_the_department_draws_it_up(stack: Stack) -> None:
    there = await office(stack, "X4")
    said = (there.there.plan, CODE, TO, "Chậm thầu", BASIS)
    first = await plan_editions.move(stack.by(there.officer, "X4-bấm"), *said)
    assert await plan_editions.move(stack.by(there.officer, "X4-bấm"), *said) == first
    assert len((await plan_editions.read(stack.by(there.officer), there.there.plan)).papers) == 1
    await refusal(NotAllowed, plan_editions.move(stack.by(there.administrator), *said))
    none = DocumentId(id_of("extension", "none"))
    await refusal(NotFound, plan_editions.move(stack.by(there.officer), *said, (), none))
    assert not (await plan_editions.read(stack.by(there.administrator), there.there.plan)).papers


async def test_what_binds_is_refused_before_anybody_signs(stack: Stack) -> None:
    there = await office(stack, "X5")
    bound = ("3.6-2", date(2027, 6, 1), "Chậm thầu", BASIS)
    assert "không được lùi" in await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.there.plan, *bound))
    same = (CODE, date(2026, 12, 31), "Chậm thầu", BASIS)
    assert "trùng với hạn đang chạy" in await refusal(Malformed, plan_editions.move(stack.by(there.officer), there.there.plan, *same))


async def test_an_edition_that_came_meanwhile_is_heeded_and_whoever_drew_it_up_is_told(stack: Stack) -> None:
    there = await office(stack, "X6")
    which = await drawn_up(stack, there)
    line = await entered(stack, there.there, moved(stack.house.policies.plan("hung-yen-2026"), "3", 10))
    await plan_editions.apply(stack.by(there.officer), there.there.plan, line.id, PAPER)
    running = (await milestone(stack, there, there.there.track)).line.progress.due
    one = await signed(stack, there, which)
    assert (one.void, one.applied_at) == ("moved", None)
    assert await told(stack, which) == ["extension_moved"]
    assert (await milestone(stack, there, there.there.track)).line.progress.due == running, "what the paper says is not so any more"
    assert await drawn_up(stack, there) != which, "another is drawn up"


async def test_a_milestone_that_an_edition_dropped_is_not_moved(stack: Stack) -> None:
    there = await office(stack, "X7")
    which = await drawn_up(stack, there)
    line = await entered(stack, there.there, moved(stack.house.policies.plan("hung-yen-2026"), "3", 10, (), without=(CODE,)))
    await plan_editions.apply(stack.by(there.officer), there.there.plan, line.id, PAPER)
    assert (await signed(stack, there, which)).void in ("gone", "closed")
    assert (await milestone(stack, there, there.there.track)).line.cell.word == "dropped"
