"""Writes of a facility's own chain editions."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.editions import ChainEdition
from store.queries.editions import kept
from store.tables.editions import ChainEditionRow


async def propose(session: AsyncSession, new: ChainEdition) -> bool:
    """Keeps a proposal; False when its name is taken, and nothing is changed."""
    row = {
        "id": new.id,
        "facility": new.facility,
        "form": new.policy.form,
        "edition": new.policy.edition,
        "uploaded": new.text,
        "policy": kept(new.policy),
        "proposed_by": new.proposed_by,
        "proposed_at": new.proposed_at,
    }
    made = await session.execute(insert(ChainEditionRow).values(row).on_conflict_do_nothing().returning(ChainEditionRow.id))
    return made.scalar_one_or_none() is not None


async def approve(session: AsyncSession, after: ChainEdition) -> None:
    """From now on every process finds it on the days it rules."""
    done = {"approved_by": after.approved_by, "approved_at": after.approved_at, "begins": after.begins, "policy": kept(after.policy)}
    await session.execute(update(ChainEditionRow).where(ChainEditionRow.id == after.id).values(done))


async def withdraw(session: AsyncSession, after: ChainEdition) -> None:
    done = {"withdrawn_by": after.withdrawn_by, "withdrawn_at": after.withdrawn_at, "withdrawn_reason": after.withdrawn_reason}
    await session.execute(update(ChainEditionRow).where(ChainEditionRow.id == after.id).values(done))
