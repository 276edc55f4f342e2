"""Small questions about documents: whose code this is, whether somebody drew it up."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId, PersonId
from store.tables.signatures import DocumentRow, VersionRow


async def coded(session: AsyncSession, code: str) -> DocumentId:
    """The document of a look-up code. Raises: NotFound."""
    found = (await session.execute(select(DocumentRow.id).where(DocumentRow.code == code))).scalar_one_or_none()
    if found is None:
        raise NotFound("document", code)
    return DocumentId(found)


async def made_by(session: AsyncSession, which: DocumentId, person: PersonId) -> bool:
    """Whether this person drew up any version of the document."""
    v = VersionRow
    return (await session.execute(select(v.number).where(v.document == which, v.author == person).limit(1))).first() is not None
