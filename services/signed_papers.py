"""Papers that are drawn up in an act without a workflow of its own: made in its transaction, signed afterwards as any other."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio.service import RPCError

from activities.desk import Desk
from activities.documents import Of, Paper, make
from activities.processes import Processes
from domain.forms import Form
from services.context import Context
from signing.conversions import Conversion
from signing.sheets import Sheet


def desk(context: Context) -> Desk:
    """The tools of a hand, for a paper that is made in the act's own transaction."""
    house = context.house

    def render(form: Form, data: Mapping[str, Any], files: Mapping[str, bytes]) -> Sheet:
        assert not files, "such papers enclose nothing"
        return house.print_sheet(form, data)

    def convert(signed: bytes, into: Conversion) -> bytes:
        raise RuntimeError("copies on paper are made by the worker")

    return Desk(house.sessions, house.shelf, house.policies, house.clock, render, convert)


async def draw(session: AsyncSession, context: Context, paper: Paper) -> Of:
    """Makes the next version of the paper in the act's own transaction. Raises: Malformed, ChainUnfillable, NotFound."""
    async with context.house.printing:
        return await make(desk(context), session, paper, context.actor, context.now)


async def begin(context: Context, of: Of) -> None:
    """Begins the signing once the act is kept. While Temporal is away nothing is lost: the scheduler starts what rows say is open."""
    try:
        await Processes(context.house.sessions, context.house.temporal).sign(of)
    except (RPCError, RuntimeError):
        return
