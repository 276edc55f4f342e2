"""What a person may ask about versions that replace released ones."""

from dataclasses import dataclass
from uuid import UUID

from activities.orders import Acknowledge
from activities.records import KnowReplaced
from domain.alerts import Alert
from domain.errors import NotFound
from domain.names import DocumentId, OrderId, PersonId, order_workflow, record_workflow
from domain.people import demand
from services.acts import tell
from services.context import Context
from store.queries import alerts as queries
from store.queries import people, signatures
from workflows.orders import OrderWorkflow
from workflows.records import RecordWorkflow


@dataclass(frozen=True)
class Told:
    """Who was told of the newest version of a document, with their names."""

    alerts: tuple[Alert, ...]
    names: dict[PersonId, str]

    def mine(self, person: PersonId) -> Alert | None:
        """What waits for this person to confirm."""
        return next((one for one in self.alerts if one.person == person and one.known_at is None), None)


async def told(context: Context, document: DocumentId) -> Told:
    """Of a document that the person has read."""
    async with context.house.sessions() as session:
        number = await signatures.newest_number(session, document) or 0
        found = await queries.of_version(session, document, number)
        return Told(found, await people.names(session, {one.person for one in found}))


async def know(context: Context, document: DocumentId) -> None:
    """The person was told that what they had read was replaced, and knows. Raises: NotFound, NotAllowed, Incomplete."""
    demand(context.position, "document.know", "*", context.today)
    async with context.house.sessions() as session:
        found = await signatures.document(session, document)
    if found.subject_kind == "result":
        which = OrderId(UUID(found.subject))
        result = Acknowledge(context.actor, which, document)
        await tell(context, OrderWorkflow.run, order_workflow(which), which, OrderWorkflow.know_replaced, result)
    elif found.record:
        sheet = KnowReplaced(context.actor, found.record, document)
        await tell(context, RecordWorkflow.run, record_workflow(found.record), found.record, RecordWorkflow.know_replaced, sheet)
    else:
        raise NotFound("replacement", document)
