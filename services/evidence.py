"""Evidence files of the rollout: taken in, and given to whoever reaches the track."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from activities.tracks import track_key
from domain.errors import NotFound
from domain.evidence import Evidence, check_file
from domain.names import Sha256, TrackId
from services import access
from services.context import Context
from store.queries import appraisals, exhibits, register_files, visits
from store.queries import tracks as queries


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: a PDF, where it may be also a picture, of at most 20 MB."""

    name: str
    content: bytes


async def keep(context: Context, which: TrackId, one: Upload, right: str, pictures: bool = False) -> Evidence:
    """Lays a file on the shelf under the track's key. Raises: Malformed, NotFound, NotAllowed, OutOfReach."""
    check_file(one.name, one.content, pictures)
    async with context.house.sessions() as session:
        await access.track(session, context, which, right)
    digest = await context.house.shelf.put(track_key(which), one.content)
    return Evidence(one.name.strip(), digest, len(one.content))


async def file(context: Context, which: TrackId, digest: Sha256) -> tuple[Evidence, bytes]:
    """A file of a report, a criterion or a visit; a council sees it by its seat, and votes on what it has opened: the read is audited.

    Raises: NotFound, NotAllowed, OutOfReach.
    """
    async with context.house.sessions.begin() as session:
        if not await appraisals.sits(session, which, context.position.person):
            await access.track(session, context, which)
        found = await _found(session, which, digest)
        await access.note(session, context, "evidence.read", ("track", which), sha256=found.sha256)
    return found, await context.house.shelf.get(track_key(which), found.sha256)


async def _found(session: AsyncSession, which: TrackId, digest: Sha256) -> Evidence:
    """Raises: NotFound."""
    for kept in (queries.file, exhibits.file, register_files.file):
        try:
            return await kept(session, which, digest)
        except NotFound:
            continue
    return await visits.file(session, which, digest)
