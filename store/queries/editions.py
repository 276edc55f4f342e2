"""Reads of a facility's own chain editions."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.editions import ChainEdition, in_force
from domain.errors import NotFound
from domain.names import EditionId, FacilityId, PersonId
from domain.signature_chains import ChainPolicy
from store.tables.editions import ChainEditionRow

POLICY = TypeAdapter(ChainPolicy)


async def own(session: AsyncSession, form: str, facility: FacilityId, day: date) -> ChainPolicy | None:
    """The facility's own chain of a form on the day, as the rows say now; None leaves it to the files."""
    e = ChainEditionRow
    ruling = (e.facility == facility, e.form == form, e.withdrawn_at.is_(None), e.begins <= day)
    newest = (await session.execute(select(e).where(*ruling).order_by(e.begins.desc()).limit(1))).scalar_one_or_none()
    found = in_force([_edition(newest)], day) if newest else None
    return found.policy if found else None


async def edition(session: AsyncSession, which: EditionId) -> ChainEdition:
    """Raises: NotFound."""
    row = await session.get(ChainEditionRow, which)
    if row is None:
        raise NotFound("edition", which)
    return _edition(row)


async def of_facility(session: AsyncSession, facility: FacilityId, form: str = "", lock: bool = False) -> list[ChainEdition]:
    """Every edition of a facility, of one form when it is named, newest first. Locked, whoever judges them waits for each other."""
    e = ChainEditionRow
    mine = (e.facility == facility, *([e.form == form] if form else []))
    asked = select(e).where(*mine).order_by(e.proposed_at.desc(), e.id)
    rows = await session.execute(asked.with_for_update() if lock else asked)
    return [_edition(row) for row in rows.scalars()]


def kept(policy: ChainPolicy) -> Any:
    """The policy as its row keeps it."""
    return POLICY.dump_python(policy, mode="json")


def _edition(row: ChainEditionRow) -> ChainEdition:
    return ChainEdition(
        EditionId(row.id),
        FacilityId(row.facility),
        POLICY.validate_python(row.policy),
        row.uploaded,
        PersonId(row.proposed_by),
        row.proposed_at,
        _person(row.approved_by),
        row.approved_at,
        _person(row.withdrawn_by),
        row.withdrawn_at,
        row.withdrawn_reason,
    )


def _person(who: UUID | None) -> PersonId | None:
    return PersonId(who) if who else None
