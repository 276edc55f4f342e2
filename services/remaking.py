"""Who makes a sheet anew: a result its performing department, an order a doctor, everything else its author."""

from uuid import UUID

from domain.errors import NotFound
from domain.names import OrderId
from domain.results import makes
from domain.roles import Role
from services.context import Context
from store.queries import orders, records
from store.queries.returned import Returned
from store.queries.signatures import Document


def written_by(context: Context, form: str) -> tuple[Role, ...]:
    """Roles that draw a form up today; none for a form that is no longer in force."""
    try:
        return context.house.policies.form(form, context.today).written_by
    except NotFound:
        return ()


def makes_again(context: Context, one: Returned) -> bool:
    """Whether the acting position makes a refused sheet again."""
    if one.subject_kind == "result":
        return makes(context.position, written_by(context, one.form), one.performed_in, one.record_state)
    return context.position.role is Role.DOCTOR if one.subject_kind == "order" else one.author == context.position.person


async def order_of(context: Context, document: Document) -> OrderId | None:
    """The order from which the acting position makes the next version of a result sheet it reads; None when others do.

    Nothing of the record is shown, so that no read of it is noted.
    """
    if document.subject_kind != "result" or document.record is None:
        return None
    async with context.house.sessions() as session:
        performed, state = await orders.performed_in(session, document.id), (await records.record(session, document.record)).state
    mine = makes(context.position, written_by(context, document.form), performed, state)
    return OrderId(UUID(document.subject)) if mine else None
