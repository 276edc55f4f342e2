"""What a person or a HIS may ask about copies for patients."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.copies import CopyAct, IssueCopy, SettleWords
from activities.documents import bytes_key
from domain.copies import Copy, HandOver, Medium, Settled
from domain.errors import Malformed, NotFound
from domain.names import CopyId, DocumentId, PersonId, RecordId, id_of, record_workflow
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import copies as queries
from store.queries import people, signatures
from workflows.records import RecordWorkflow


@dataclass(frozen=True)
class CopyView:
    """A copy with the words around it."""

    copy: Copy
    newest: int
    """Number of the document's newest version."""
    names: dict[PersonId, str]

    @property
    def outdated(self) -> bool:
        """Whoever has it has a version that was replaced, and nothing was done about it."""
        return self.copy.outdated(self.newest)


async def issue(context: Context, document: DocumentId, medium: Medium) -> CopyView:
    """Gives a copy of the newest version, once everybody signed; a repeated request is the same copy.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, Incomplete (who is still awaited), VersionEnded, WaitsForStamp,
    RequestTaken, RequestReused, Unavailable.
    """
    async with context.house.sessions() as session:
        record = (await signatures.document(session, document)).record
        if record is None:
            raise Malformed("document: chỉ cấp bản sao văn bản của hồ sơ bệnh án / only documents of a record are copied for patients")
        await access.reached(session, context, record, "copy.issue")
    which = CopyId(id_of("copy", context.position.person, context.request))
    await _tell(context, record, RecordWorkflow.issue_copy, IssueCopy(context.actor, record, which, document, medium))
    return await _view(context, which)


async def hand_over(context: Context, which: CopyId, to: HandOver) -> CopyView:
    """Somebody took the copy. Raises: as `issue`; WrongState when somebody has it already."""
    return await _act(context, which, "copy.hand_over", RecordWorkflow.hand_over_copy, to)


async def settle(context: Context, which: CopyId, how: Settled, note: str = "") -> CopyView:
    """What became of a copy whose version was replaced. Raises: as `issue`; WrongState for one that needs nothing."""
    words = SettleWords(how, note)
    words.check()
    return await _act(context, which, "copy.settle", RecordWorkflow.settle_copy, words)


async def of_document(context: Context, document: DocumentId) -> list[CopyView]:
    """Every copy of a document that the position reaches, oldest first. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        found = await signatures.document(session, document)
        if found.record is None:
            return []
        await access.reached(session, context, found.record, "record.read")
        await access.kept(session, found.record, "copy.read")
        return await _views(session, await queries.of_document(session, document), found.current)


async def read(context: Context, which: CopyId) -> CopyView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        copy = await queries.copy(session, which)
        await access.reached(session, context, copy.record, "copy.issue")
    return await _view(context, which)


async def content(context: Context, which: CopyId, printed: bool) -> bytes:
    """The signed file as it was given, or its print; copying, audited apart from reading.

    Raises: NotFound (an electronic copy has no print), NotAllowed, OutOfReach.
    """
    async with context.house.sessions.begin() as session:
        copy = await queries.copy(session, which)
        await access.reached(session, context, copy.record, "copy.issue")
        await access.note(session, context, "copy.read", ("document", copy.document), copy.record, version=copy.version)
    sha256 = copy.printed if printed else copy.sha256
    if sha256 is None:
        raise NotFound("print", which)
    return await context.house.shelf.get(bytes_key(copy.record), sha256)


async def _act(context: Context, which: CopyId, right: str, update: object, words: object) -> CopyView:
    async with context.house.sessions() as session:
        copy = await queries.copy(session, which)
        await access.reached(session, context, copy.record, right)
    act = CopyAct(context.actor, which, await body(context, bytes_key(copy.record), words))
    await _tell(context, copy.record, update, act)
    return await _view(context, which)


async def _tell(context: Context, record: RecordId, update: object, act: object) -> None:
    await tell(context, RecordWorkflow.run, record_workflow(record), record, update, act)


async def _view(context: Context, which: CopyId) -> CopyView:
    async with context.house.sessions() as session:
        copy = await queries.copy(session, which)
        newest = (await signatures.document(session, copy.document)).current
        return (await _views(session, [copy], newest))[0]


async def _views(session: AsyncSession, found: list[Copy], newest: int) -> list[CopyView]:
    acted = {one for copy in found for one in (copy.issued_by, copy.handed_by, copy.settled_by) if one}
    names = await people.names(session, acted)
    return [CopyView(copy, newest, names) for copy in found]
