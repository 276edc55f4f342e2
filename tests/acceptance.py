"""How people of the tests accept what a purchase brought."""

from domain.names import DocumentId, ProcurementId
from services import procurement
from tests.buying import MINUTES, Buying
from tests.purchases import at_step, signed
from tests.stack import Stack


async def accepted(stack: Stack, at: Buying, which: ProcurementId, **many: int) -> DocumentId:
    """The minutes are drawn up and signed by the IT officer, the administrator and the director."""
    data = MINUTES | {f"accepted-{name.removeprefix('item')}": n for name, n in many.items()}
    document = await procurement.draw_up(stack.by(at.it), which, "acceptance", data)
    await signed(stack, document, at.it, at.there.administrator, at.director)
    await at_step(stack, at.it, which, "accepted")
    return document
