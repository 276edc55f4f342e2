"""The door by which a council's verdict comes to a purchase."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.procurement_tellings import keep
from domain.errors import WrongState
from domain.names import DocumentId, ProcurementId
from domain.outside_papers import OutsidePaper
from domain.procurement import Procurement
from domain.procurement_entering import Judgement
from domain.procurement_events import NO_PAPER, Opinion
from domain.procurement_routes import StepKind
from store.queries import procurement as queries


async def appraised(
    session: AsyncSession,
    which: ProcurementId,
    met: bool,
    document: DocumentId | None,
    paper: OutsidePaper,
    now: datetime,
    conditions: str = "",
    why_not: str = "",
) -> Procurement:
    """A council's verdict on the proposal: by its minutes in the house (`document`), or by its paper made elsewhere.

    Met, with or without conditions, the purchase goes on; not met, it goes back to the proposal. For other processes of the house:
    no right is asked here. Raises: NotFound, WrongState, Incomplete (it waits for something else), Malformed.
    """
    was = await queries.procurement(session, which, lock=True)
    step = next((one for one in was.route if one.kind is StepKind.APPRAISAL), None)
    if step is None:
        raise WrongState("procurement.judge", StepKind.APPRAISAL)
    opinion = Opinion.REFUSED if not met else Opinion.CONDITIONS if conditions.strip() else Opinion.AGREED
    words = conditions if met else why_not or "Hội đồng kết luận không đạt, xem biên bản"
    said = Judgement(opinion, paper if document is None else NO_PAPER, words, document=document)
    after, event = was.judge(step.code, said, None, now)
    await keep(session, was, after, event, now, None, None)
    return after
