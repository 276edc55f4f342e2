"""Whether people are signing a paper of a purchase now: nothing is changed under their hands."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import WrongState
from domain.procurement import Procurement
from store.queries.procurement_turns import signing


async def check_quiet(session: AsyncSession, one: Procurement, act: str) -> None:
    """What people are signing is not changed under their hands. Raises: WrongState."""
    if await signing(session, one.id):
        raise WrongState(act, "signing")
