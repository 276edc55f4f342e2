"""What waits for the person who asks beside signatures, and how much waits in all."""

from collections.abc import Awaitable, Callable
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Position, may_ever
from services.context import Context
from services.remaking import makes_again
from store.queries import (
    appraisal_errands,
    back_entries,
    golive_errands,
    grant_errands,
    obstacle_errands,
    procurement_errands,
    regulation_errands,
    remedy_errands,
    retention,
    shortcomings,
    survey_errands,
)
from store.queries import clinical_errands as clinical
from store.queries import disposal_errands as disposing
from store.queries import errands as queries
from store.queries import inbox as lists
from store.queries import returned as refusals
from store.queries.errands import Errand

MOST = 100
"""Counted no further: the page says "99+"."""

Found = Callable[[AsyncSession, Position], Awaitable[list[Errand]]]
FoundOn = Callable[[AsyncSession, Position, date], Awaitable[list[Errand]]]
WAITED: tuple[tuple[str, Found], ...] = (
    ("result.hear", queries.to_hear),
    ("result.acknowledge", queries.to_acknowledge),
    ("record.mend", shortcomings.to_mend),
    ("outage.confirm", back_entries.to_confirm),
    ("record.confirm_class", retention.to_confirm),
    ("document.know", clinical.to_know),
    ("document.know", clinical.to_recall),
    ("grant.decide", grant_errands.to_lend),
    ("grant.decide_outsider", grant_errands.to_let_in),
    ("grant.review", grant_errands.to_review),
    ("disposal.convene", disposing.to_found),
    ("disposal.vote", disposing.to_vote),
    ("disposal.close", disposing.to_close),
    ("disposal.decide", disposing.to_decide),
    ("disposal.certify", disposing.to_redraft),
    ("appraisal.close", queries.to_close),
    ("appraisal.decide", appraisal_errands.to_decide),
    ("appraisal.trigger", appraisal_errands.to_make_good),
    ("appraisal.trigger", appraisal_errands.to_appraise_again),
    ("track.accept", queries.to_judge),
    ("track.report", queries.to_redo),
    ("track.declare", queries.to_declare),
    ("obstacle.answer", obstacle_errands.to_answer),
    ("obstacle.pass", obstacle_errands.to_chase),
    ("obstacle.confirm", obstacle_errands.to_confirm),
    ("visit.record", remedy_errands.to_record),
    ("remedy.judge", remedy_errands.to_judge),
    ("remedy.report", remedy_errands.to_mend),
    ("survey.review", survey_errands.to_review),
    ("survey.fill", survey_errands.to_mend),
    ("procurement.keep", procurement_errands.to_enter),
    ("procurement.judge", procurement_errands.to_judge),
)
"""Act → what waits for it: asked only of a position that may do it."""
WAITED_ON: tuple[tuple[str, FoundOn], ...] = (
    ("track.report", queries.to_report),
    ("appraisal.vote", queries.to_vote),
    ("regulation.comment", regulation_errands.to_comment),
    ("regulation.read", regulation_errands.to_go_on),
    ("golive.allow", golive_errands.to_go_on),
    ("cutover.choose", golive_errands.to_choose),
)
"""The same of what waits from a day on, or until it is over."""


async def errands(context: Context) -> list[Errand]:
    """What waits for the acting position: what is due first, then what has waited longest."""
    async with context.house.sessions() as session:
        found = await _found(session, context.position, context.today)
    return sorted(found, key=lambda one: (one.due or date.max, one.since))


async def remakes(context: Context) -> list[Errand]:
    """Refused sheets that this person makes again, a page's list of their own: the count of what waits does not hold them."""
    async with context.house.sessions() as session:
        found = await refusals.to_person(session, context.position.person, context.position.facility)
    return [
        Errand("remake", f"/documents/{one.document}", one.title, one.at, weight=0, patient=one.patient, record=one.record_code)
        for one in found
        if makes_again(context, one)
    ]


async def count(context: Context) -> int:
    """Signatures and everything else that waits, counted up to 100."""
    async with context.house.sessions() as session:
        signing = await lists.inbox_count(session, context.position.person, context.now, MOST)
        return min(signing + sum(one.weight for one in await _found(session, context.position, context.today)), MOST)


async def _found(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    role = position.role
    waits = [one for act, found in WAITED if may_ever(role, act) for one in await found(session, position)]
    return waits + [one for act, found in WAITED_ON if may_ever(role, act) for one in await found(session, position, today)]
