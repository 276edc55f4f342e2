"""What the signer reads when it keeps a signature."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId
from domain.people import Actor, Position
from store.queries.people import own_position
from store.queries.signatures import Version, versions_of
from store.tables.people import PositionRow
from store.tables.signatures import VersionRow

HELD = (
    select(VersionRow, PositionRow)
    .outerjoin(PositionRow, PositionRow.id == bindparam("position"))
    .where(VersionRow.document == bindparam("document"), VersionRow.number == bindparam("number"))
    .with_for_update(of=VersionRow)
    .execution_options(populate_existing=True)
)
"""Made once: it begins every signature's transaction."""


async def held(session: AsyncSession, which: DocumentId, number: int, actor: Actor) -> tuple[Version, Position]:
    """A version, locked, and the position of who acts on it, in one question. Raises: NotFound, NotAllowed."""
    of = {"document": which, "number": number, "position": actor.position}
    rows = (await session.execute(HELD, of)).one_or_none()
    if rows is None:
        raise NotFound("version", f"{which}/{number}")
    return (await versions_of(session, [rows[0]]))[0], own_position(rows[1], actor)
