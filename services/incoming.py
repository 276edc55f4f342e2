"""Telling the facility that receives a patient: its records office knows whom to expect, and whom it may not read of any more."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import GrantId, PersonId
from domain.people import Role
from services.context import Context
from store.queries import people, records
from store.queries import referrals as queries
from store.queries.referrals import Sent
from store.writes import notices


async def expected(session: AsyncSession, context: Context, one: Sent) -> None:
    """A package was sent there; nobody is told of one that goes elsewhere."""
    await _tell(session, context, one, "referral_incoming", await _office(session, context, one))


async def recalled(session: AsyncSession, context: Context, grant: GrantId) -> None:
    """The package is shut before its time: whoever treats the patient there is told too."""
    one = await queries.by_grant(session, grant)
    if one:
        treating = [(await records.record(session, one.referral.linked)).doctor] if one.referral.linked else []
        await _tell(session, context, one, "referral_recalled", [*await _office(session, context, one), *treating])


async def _office(session: AsyncSession, context: Context, one: Sent) -> list[PersonId]:
    to = one.referral.receiver
    return (await people.holding(session, Role.RECORDS_OFFICER, [to], context.today)).get(to, []) if to else []


async def _tell(session: AsyncSession, context: Context, one: Sent, kind: str, told: list[PersonId]) -> None:
    which = one.referral.id
    await notices.tell(session, f"referral/{which}/{kind}", told, kind, f"/referrals/{which}", context.now, facility=one.sender)
