"""What a person or a HIS may add to a complete document; the document stays as it is."""

from dataclasses import dataclass, replace

from activities.documents import Of, bytes_key
from activities.sheets import SheetAct
from domain.errors import NotFound
from domain.names import DocumentId, id_of, record_workflow
from domain.sheets import ADDENDUM, NewSheet
from services import access, enclosures
from services.acts import body, tell
from services.context import Context
from store.queries import signatures
from store.queries.signatures import Document, Version
from workflows.records import RecordWorkflow


@dataclass(frozen=True)
class Around:
    """What a document adds to, and what adds to it."""

    base: Document | None
    addenda: list[tuple[Document, Version]]


async def around(context: Context, document: Document) -> Around:
    """Of a document that the person reads already."""
    async with context.house.sessions() as session:
        base = await signatures.document(session, document.adds_to) if document.adds_to else None
        return Around(base, await signatures.addenda(session, document.id))


async def write(context: Context, new: NewSheet, again: DocumentId | None = None) -> Of:
    """An addendum to a complete document, or its next version.

    Raises: as `services.sheets.write`; Incomplete when the document is not complete, StaleDocument when another version stands.
    """
    if new.adds_to is None:
        raise NotFound("document", "")
    base = new.adds_to.document
    async with context.house.sessions() as session:
        record = (await signatures.document(session, base)).record
        if record is None:
            raise NotFound("document", base)
        await access.reached(session, context, record, "sheet.add")
    form = context.house.policies.form(ADDENDUM, context.today)
    new = replace(new, data=await enclosures.kept(context, form, record, new.data))
    which = again or DocumentId(id_of("addendum", base, context.position.person, context.request))
    act = SheetAct(context.actor, record, which, await body(context, bytes_key(record), new))
    stands = await tell(context, RecordWorkflow.run, record_workflow(record), record, RecordWorkflow.write, act)
    made: Of = stands.begins
    return made
