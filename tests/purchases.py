"""How far people of the tests bring a purchase, step by step."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.clock import day
from domain.names import DocumentId, ProcurementId
from domain.procurement_entering import Contract, Judgement, NewProcurement, Selection
from domain.procurement_events import Opinion
from services import procurement, procurement_views
from tests.buying import PROPOSAL, Buying, paper, purchase
from tests.care import sign, until
from tests.people import Someone
from tests.stack import Stack


async def opened(stack: Stack, at: Buying, new: NewProcurement | None = None) -> ProcurementId:
    return await procurement.open_one(stack.by(at.there.administrator), at.there.track, new or purchase())


async def signed(stack: Stack, document: DocumentId, *who: Someone) -> None:
    """These people sign it one after the other."""
    for one in who:
        await sign(stack, one, document)


async def at_step(stack: Stack, by: Someone, which: ProcurementId, step: str) -> None:
    """Waits until a last signature has passed the step before."""

    async def look() -> str:
        one = (await procurement_views.read(stack.by(by), which)).one
        return one.next.code if one.next else one.state

    await until(look, lambda found: found == step)


async def proposed(stack: Stack, at: Buying, which: ProcurementId, **other: Any) -> DocumentId:
    """Drawn up, signed by the administrator and the director, numbered and sealed by the clerk."""
    document = await procurement.draw_up(stack.by(at.there.administrator), which, "proposal", PROPOSAL | other)
    await signed(stack, document, at.there.administrator, at.director, at.clerk)
    await at_step(stack, at.there.administrator, which, "council")
    return document


async def judged(stack: Stack, by: Someone, which: ProcurementId, step: str, opinion: Opinion = Opinion.AGREED, **other: Any) -> None:
    said = {"paper": paper(stack, f"{step}/2026"), "words": "" if opinion is Opinion.AGREED else "Bổ sung thuyết minh"} | other
    await procurement.judge(stack.by(by), which, step, Judgement(opinion, **said))


async def approved(stack: Stack, at: Buying, which: ProcurementId) -> None:
    """Signed, appraised by the province's council, approved by the head of the facility."""
    await proposed(stack, at, which)
    await judged(stack, at.there.officer, which, "council")
    await judged(stack, at.there.administrator, which, "approval-own")


async def checked(stack: Stack, at: Buying, which: ProcurementId) -> DocumentId:
    """A supplier is chosen and the clauses are held against the law."""
    selection = Selection("Chào hàng cạnh tranh", "Công ty Minh An", paper(stack, "45/QĐ-BV", "Bệnh viện"))
    await procurement.select(stack.by(at.there.administrator), which, "selection", selection)
    view = await procurement_views.read(stack.by(at.it), which)
    assert view.form
    typed = {"found-": "yes", "place-": "Điều 7", "draft": "Dự thảo 2 ngày 20/11/2026"}
    data = {one.name: said for one in view.form.fields for start, said in typed.items() if one.name.startswith(start)}
    document = await procurement.draw_up(stack.by(at.it), which, "clauses", data)
    await signed(stack, document, at.it, at.director)
    await at_step(stack, at.it, which, "contract")
    return document


async def contracted(stack: Stack, at: Buying, which: ProcurementId, **lines: tuple[int, Decimal]) -> None:
    """`item1=(2, Decimal(…))` for other lines than two servers at 340 million."""
    said = {int(name.removeprefix("item")): line for name, line in lines.items()} or {1: (2, Decimal(340_000_000))}
    new = Contract(paper(stack, "18/HĐ-BV", "Công ty Minh An"), day(stack.clock()) + timedelta(days=30), said)
    await procurement.contract(stack.by(at.there.administrator), which, "contract", new)
