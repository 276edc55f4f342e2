"""A milestone a council found not met, and a paper of the same milestone that everybody signs meanwhile."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from domain.clock import day
from domain.tracks import State
from services import procurement, procurement_views, tracks
from store.queries import tracks as queries
from store.tables.notices import NoticeRow
from store.writes import tracks as writes
from tests.acceptance import accepted
from tests.buying import buying, paper
from tests.purchases import approved, checked, contracted, opened
from tests.rollout import declared
from tests.stack import Stack


async def test_acceptance_minutes_of_what_a_council_found_short_stand_for_themselves(stack: Stack) -> None:
    at = await buying(stack, "PB9S")
    anh = at.there.administrator
    await declared(stack, anh, at.there.track, "3.2-2")
    which = await opened(stack, at)
    await approved(stack, at, which)
    await checked(stack, at, which)
    await contracted(stack, at, which)
    await procurement.deliver(stack.by(anh), which, "delivery", {1: 2}, paper(stack, "01/BBGN", "Công ty Minh An"), False)
    mend_by = day(stack.clock()) + timedelta(days=30)
    async with stack.sessions.begin() as session:
        track = await queries.track(session, at.there.track, lock=True)
        await writes.change(session, track, track.fall_short("3.2-2", mend_by, stack.clock()), stack.clock())

    minutes = await accepted(stack, at, which, item1=2)

    view = await procurement_views.read(stack.by(anh), which)
    assert (view.one.items[0].received, view.papers[-1].document.id) == (Decimal(680_000_000), minutes)
    milestone = await tracks.milestone(stack.by(anh), at.there.track, "3.2-2")
    assert (milestone.line.progress.state, milestone.line.progress.mend_by) == (State.OPEN, mend_by)
    assert "track.paper_alone" in [one.act for one in milestone.timeline]
    async with stack.sessions() as session:
        found = select(NoticeRow.kind, NoticeRow.link).where(NoticeRow.person == anh.id, NoticeRow.kind == "milestone_paper_alone")
        assert (await session.execute(found)).all() == [("milestone_paper_alone", f"/tracks/{at.there.track}/milestones/3.2-2")]
