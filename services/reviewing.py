"""Only what a person had before them is signed: judged by the audit of reads, for pages and machines alike."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId
from domain.reviewing import Chosen, check_opened, check_reviewed, check_set
from services.context import Context
from signing.tickets import Reviewed
from store.queries import reviewing as queries
from store.queries.reviewing import Asked, Version


async def check(context: Context, reviewed: Sequence[Reviewed], together: bool) -> None:
    """Whether these may be signed by this person, `together` as a set. What was opened stays opened: no need to ask again later.

    Raises: Incomplete (not opened), SetRefused.
    """
    async with context.house.sessions() as session:
        chosen = await _chosen(session, context, [(one.document, one.version) for one in reviewed])
    if together:
        check_set(chosen, context.house.policies.care(context.position.facility, context.today))
    else:
        check_opened(chosen)


async def check_one(session: AsyncSession, context: Context, which: DocumentId, number: int) -> None:
    """Whether it may be put into a set now. Raises: Incomplete (not opened), SetRefused."""
    check_reviewed((await _chosen(session, context, [(which, number)]))[0])


async def _chosen(session: AsyncSession, context: Context, versions: Sequence[Version]) -> list[Chosen]:
    """Who names what they were never asked to sign and never opened learns nothing of it, not even its title."""
    person = context.position.person
    opened = await queries.opened(session, person, {document for document, _ in versions})
    asked = await queries.asked(session, person, versions)
    return [_one(context, one, asked.get(one), opened.get(one)) for one in versions]


def _one(context: Context, one: Version, asked: Asked | None, opened_at: datetime | None) -> Chosen:
    known = asked is not None and (asked.asked or opened_at is not None)
    name = f"{asked.title} ({asked.code})" if asked and known else str(one[0])
    facility = asked.facility if asked else context.position.facility
    settings = context.house.policies.care(facility, context.today)
    at = (asked.reviewed_at if asked else None) or context.now
    return Chosen(name, asked.form if asked else "", opened_at, at, settings)
