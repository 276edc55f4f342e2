"""Who signed a version, in which post: for the printed page of signatures."""

from dataclasses import dataclass

from domain.names import DocumentId, PersonId, PositionId
from services import access
from services.context import Context
from store.queries import people, signatures
from store.queries.people import Facility, Post
from store.queries.signatures import Document, Version


@dataclass(frozen=True)
class SignersView:
    """A version with everybody who signed it and the posts in which they did."""

    facility: Facility
    document: Document
    version: Version
    names: dict[PersonId, str]
    posts: dict[PositionId, Post]


async def read(context: Context, which: DocumentId, number: int) -> SignersView:
    """The read is audited. Raises: NotFound, OutOfReach."""
    async with context.house.sessions.begin() as session:
        document = await access.beside(session, context, which, number)
        version = await signatures.version(session, which, number)
        made = version.chain.signatures
        return SignersView(
            await people.facility(session, document.facility),
            document,
            version,
            await people.names(session, {version.author, *(who for one in made for who in one.both)}),
            await people.posts_named(session, {version.position, *(one.position for one in made)}),
        )
