"""What whoever takes part says about a document, beside it."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.comments import Comment, checked
from domain.errors import OutOfReach, WrongState
from domain.names import DocumentId, PersonId, PositionId, id_of
from domain.people import demand
from domain.rights import CARE
from domain.roles import Role
from services import access
from services.context import Context
from store.queries import comments as queries
from store.queries import lookups, people, records, signatures, tasks
from store.queries.people import Post
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import comments as writes

TREATING = frozenset({Role.DOCTOR, Role.NURSE, Role.TECHNICIAN, Role.HEAD})
"""Roles that reach a record because their department takes part in the care."""


@dataclass(frozen=True)
class Comments:
    """What was said about a document, in the order of time; of a comment that was taken back the words are left out."""

    said: list[Comment]
    names: dict[PersonId, str]
    posts: dict[PositionId, Post]
    takes_part: bool
    """Whether the person who asks may add to it now."""


async def of(context: Context, document: Document) -> Comments:
    """Of a document that the person reads already."""
    async with context.house.sessions() as session:
        found = await queries.of_document(session, document.id)
        names = await people.names(session, {one.comment.person for one in found})
        posts = await people.posts_named(session, {one.comment.position for one in found})
        part = await _takes_part(session, context, document) and await _open(session, document)
    said = [one.comment if one.comment.taken_back_at else replace(one.comment, words=await _words(context, document, one)) for one in found]
    return Comments(said, names, posts, part)


async def read(context: Context, which: DocumentId) -> Comments:
    """As `of`; the read is audited. Raises: NotFound, OutOfReach."""
    async with context.house.sessions.begin() as session:
        document = await access.beside(session, context, which)
    return await of(context, document)


async def add(context: Context, which: DocumentId, version: int, words: str) -> UUID:
    """A comment on a version; its author and whoever is asked to sign it are told. One request is one comment.

    Raises: Malformed, NotFound, NotAllowed, OutOfReach, WrongState, RequestTaken, RequestReused.
    """
    said = checked(words)
    demand(context.position, "document.comment", "*", context.today)
    one = id_of("comment", which, context.position.person, context.request)
    async with context.house.sessions() as session:
        document = await signatures.document(session, which)
        await _check(session, context, document)
        if document.record:
            await access.kept(session, document.record, "document.comment")
    sha256 = await context.house.shelf.put(document.key, said.encode())
    async with context.house.sessions.begin() as session:
        if document.record:
            await _check_open(session, document)
        if not await acts.claim(session, context.actor, "document.comment", which, [version, sha256], context.now):
            return one
        await _check(session, context, document)
        of_version = await signatures.version(session, which, version)
        await writes.add(session, one, (which, version), context.actor, sha256, context.now)
        told = {of_version.author, *of_version.chain.waiting} - {context.position.person}
        await notices.tell(session, f"comment/{one}", told, "comment", f"/documents/{which}/{version}", context.now)
        about = ("document", which)
        await audit.note_act(
            session, context.now, context.actor, context.position, "document.comment", about, document.record, version=version
        )
    return one


async def take_back(context: Context, which: DocumentId, one: UUID) -> None:
    """Its writer takes a comment back: the words are no longer shown, that there was one is. Raises: as `add`; Conflict."""
    demand(context.position, "document.comment", "*", context.today)
    async with context.house.sessions.begin() as session:
        document = await signatures.document(session, which)
        if document.record:
            await _check_open(session, document)
        found = await queries.comment(session, which, one, lock=True)
        if not await acts.claim(session, context.actor, "document.uncomment", one, "", context.now):
            return
        found.comment.check_taking_back(context.position.person)
        await writes.take_back(session, one, context.now)
        about = ("document", which)
        await audit.note_act(session, context.now, context.actor, context.position, "document.uncomment", about, document.record)


async def _words(context: Context, document: Document, said: queries.Said) -> str:
    return (await context.house.shelf.get(document.key, said.sha256)).decode()


async def _check(session: AsyncSession, context: Context, document: Document) -> None:
    """Raises: OutOfReach."""
    if not await _takes_part(session, context, document):
        raise OutOfReach("comment")


async def _takes_part(session: AsyncSession, context: Context, document: Document) -> bool:
    """Who made or signed a version or was asked to, and whoever treats."""
    position = context.position
    if document.record and document.facility != position.facility:
        return False
    if await tasks.was_asked(session, document.id, position.person) or await lookups.made_by(session, document.id, position.person):
        return True
    if document.record is None or position.role not in TREATING:
        return False
    return await records.reaches(session, position, document.record, context.now)


async def _open(session: AsyncSession, document: Document) -> bool:
    return document.record is None or (await records.record(session, document.record)).state in CARE


async def _check_open(session: AsyncSession, document: Document) -> None:
    """What the archive took is closed: nothing is said beside it that it would not hold. Raises: WrongState."""
    assert document.record
    state = (await records.steady_record(session, document.record)).state
    if state not in CARE:
        raise WrongState("document.comment", state)
