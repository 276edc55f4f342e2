"""Whether people are signing a paper of a purchase now: nothing is changed under their hands."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import WrongState
from domain.names import DocumentId
from domain.procurement import Procurement
from store.queries import procurement as queries
from store.queries import signatures as documents

UNDER_WAY = ("waiting", "signing", "stamping")
"""States of a paper that people are signing."""


async def signing(session: AsyncSession, one: Procurement) -> DocumentId | None:
    """The paper of the step waited for that people are signing now."""
    wanted = one.next.code if one.next else ""
    for paper in await queries.papers(session, one.id):
        if paper.step == wanted and paper.version == one.version:
            version = await documents.version(session, paper.document, (await documents.document(session, paper.document)).current)
            return paper.document if version.state in UNDER_WAY else None
    return None


async def check_quiet(session: AsyncSession, one: Procurement, act: str) -> None:
    """What people are signing is not changed under their hands. Raises: WrongState."""
    if await signing(session, one):
        raise WrongState(act, "signing")
