"""Telling the facility that receives a patient: whom to expect, what more was sent, and what may not be read any more."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import FacilityId, GrantId, PersonId
from domain.rights import RIGHTS
from domain.roles import Role
from services import access
from services.context import Context
from store.queries import people, records
from store.queries import referrals as queries
from store.queries.referrals import Sent
from store.writes import notices
from store.writes import referrals as writes

RECEIVERS = tuple(RIGHTS["referral.receive"])
"""Whose being there makes a facility one that takes patients in."""
HEAR = tuple(dict.fromkeys((Role.RECORDS_OFFICER, Role.DOCTOR, *RECEIVERS)))
"""Who is told of patients; the next only where a facility has nobody of the one before."""


async def expected(session: AsyncSession, context: Context, one: Sent) -> None:
    """A package was sent there; nobody is told of one that goes elsewhere. Of a patient who came already whoever treats is told."""
    if one.referral.linked:
        await _tell(session, context, one, "referral_more", await _treating(session, one))
    elif to := one.referral.receiver:
        await _tell(session, context, one, "referral_incoming", await _there(session, context, to))


async def steady(session: AsyncSession, context: Context, grant: GrantId) -> Sent | None:
    """The transfer whose package this grant opens, locked until the transaction ends; None for any other grant.

    Raises: NotFound for another facility's; WrongState for that of a destroyed record: no word is laid down under a key that is gone.
    """
    one = await queries.locked_by(session, grant)
    if one:
        if one.referral.facility != context.position.facility:
            raise NotFound("grant", grant)
        await access.kept(session, one.referral.record, "grant.end")
    return one


async def recalled(session: AsyncSession, context: Context, one: Sent) -> None:
    """The package is shut before its time: whoever treats the patient there is told too."""
    await writes.changed(session, one.referral.record, context.now)
    if to := one.referral.receiver:
        told = [*await _there(session, context, to), *await _treating(session, one)]
        await _tell(session, context, one, "referral_recalled", told)


async def _there(session: AsyncSession, context: Context, to: FacilityId) -> list[PersonId]:
    for role in HEAR:
        if found := (await people.holding(session, role, [to], context.today)).get(to):
            return found
    return []


async def _treating(session: AsyncSession, one: Sent) -> list[PersonId]:
    return [(await records.record(session, one.referral.linked)).doctor] if one.referral.linked else []


async def _tell(session: AsyncSession, context: Context, one: Sent, kind: str, told: list[PersonId]) -> None:
    which = one.referral.id
    await notices.tell(session, f"referral/{which}/{kind}", told, kind, f"/referrals/{which}", context.now, facility=one.sender)
