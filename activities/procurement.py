"""The door by which a council's verdict comes to the purchase that it judged."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.procurement_tellings import keep
from domain.names import DocumentId, ProcurementId
from domain.procurement import Procurement
from domain.procurement_councils import waits
from domain.procurement_entering import Judgement
from domain.procurement_events import NO_PAPER, Opinion
from store.queries import procurement as queries
from store.writes import audit


async def locked(session: AsyncSession, which: ProcurementId) -> Procurement:
    """The purchase whose council is asked for or called. Raises: NotFound."""
    return await queries.procurement(session, which, lock=True)


async def appraised(session: AsyncSession, which: ProcurementId, met: bool, document: DocumentId, words: str, now: datetime) -> None:
    """The verdict on its proposal, by the council's paper; `words`: what is to be mended, which are conditions when it is met.

    Met, the purchase goes on; not met, it goes back to the proposal; stopped meanwhile, the paper stands for itself. For other
    processes of the house: no right is asked here. Raises: NotFound.
    """
    was = await queries.procurement(session, which, lock=True)
    step = was.next
    if step is None or not waits(was):
        facts = {"procurement": was.id, "name": was.title, "document": document}
        await audit.note(session, now, None, "procurement.paper_alone", ("track", was.track), None, None, **facts)
        return
    opinion = Opinion.REFUSED if not met else Opinion.CONDITIONS if words.strip() else Opinion.AGREED
    said = Judgement(opinion, NO_PAPER, words if met else words or "Hội đồng kết luận không đạt, xem biên bản", document=document)
    after, event = was.judge(step.code, said, None, now)
    await keep(session, was, after, event, now, None, None)
