"""What the signer reads when it keeps a signature."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId
from domain.people import Actor, Position
from store.queries.people import own_position
from store.queries.signatures import Version, versions_of
from store.tables.people import PositionRow
from store.tables.signatures import VersionRow


async def held(session: AsyncSession, which: DocumentId, number: int, actor: Actor) -> tuple[Version, Position]:
    """A version, locked, and the position of who acts on it, in one question. Raises: NotFound, NotAllowed."""
    those = select(VersionRow, PositionRow).outerjoin(PositionRow, PositionRow.id == actor.position)
    those = those.where(VersionRow.document == which, VersionRow.number == number).with_for_update(of=VersionRow)
    rows = (await session.execute(those.execution_options(populate_existing=True))).one_or_none()
    if rows is None:
        raise NotFound("version", f"{which}/{number}")
    return (await versions_of(session, [rows[0]]))[0], own_position(rows[1], actor)
