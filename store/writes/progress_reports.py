"""Writes of progress reports: added, never changed; of their cadence the newest stands."""

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.cadences import Cadence, Every, Period
from domain.names import PersonId, PlanId, ProgressReportId
from domain.progress_reports import Content
from store.queries.progress_reports import CONTENT
from store.tables.progress_reports import ProgressReportRow, ReportCadenceRow


async def keep(
    session: AsyncSession,
    which: ProgressReportId,
    plan: PlanId,
    every: Every | None,
    period: Period,
    content: Content,
    by: PersonId | None,
    now: datetime,
) -> bool:
    """False when there is one already: of this id, or made by itself of this day."""
    row = {"id": which, "plan": plan, "every": every or "", "first": period.first, "as_of": period.last, "made_at": now, "made_by": by}
    row["content"] = CONTENT.dump_python(content, mode="json")
    kept = insert(ProgressReportRow).values(row).on_conflict_do_nothing().returning(ProgressReportRow.id)
    return (await session.execute(kept)).scalar_one_or_none() is not None


async def cadence(session: AsyncSession, plan: PlanId, entered: Cadence | None, since: date, by: PersonId, now: datetime) -> None:
    """None: from now on no report is made by itself."""
    c = ReportCadenceRow
    if entered is None:
        await session.execute(delete(c).where(c.plan == plan))
        return
    values = {"every": entered.every, "day": entered.day, "since": since, "entered_by": by, "at": now}
    await session.execute(insert(c).values(plan=plan, **values).on_conflict_do_update(index_elements=["plan"], set_=values))
