"""What the signer reads when it keeps a signature."""

from types import SimpleNamespace
from typing import cast

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId
from domain.people import Actor, Position
from store.queries.people import own_position
from store.queries.signatures import Version, versions_of
from store.tables.people import PositionRow
from store.tables.signatures import VersionRow
from store.tables.table import bare

VERSION, POSITION = bare(VersionRow), bare(PositionRow)
HELD = (
    select(VERSION, *(one.label(f"holder_{one.name}") for one in POSITION.c))
    .outerjoin(POSITION, POSITION.c.id == bindparam("position"))
    .where(VERSION.c.document == bindparam("document"), VERSION.c.number == bindparam("number"))
    .with_for_update(of=VERSION)
)
"""Made once, and read as rows: it begins every signature's transaction."""


async def held(session: AsyncSession, which: DocumentId, number: int, actor: Actor) -> tuple[Version, Position]:
    """A version, locked, and the position of who acts on it, in one question. Raises: NotFound, NotAllowed."""
    of = {"document": which, "number": number, "position": actor.position}
    row = (await session.execute(HELD, of)).one_or_none()
    if row is None:
        raise NotFound("version", f"{which}/{number}")
    holder = SimpleNamespace(**dict(zip(POSITION.c.keys(), row[len(VERSION.c) :], strict=True)))
    (version,) = await versions_of(session, [cast(VersionRow, row)])
    return version, own_position(cast(PositionRow, holder) if holder.id else None, actor)
