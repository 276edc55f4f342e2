"""What surveys wait for: the department's review, and the facility that got one back."""

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Position
from domain.surveys import SurveyState
from store.queries.errands import Errand
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.surveys import SurveyRow
from store.tables.tracks import TrackRow


async def to_review(session: AsyncSession, position: Position) -> list[Errand]:
    """Submitted in the plans of the officer's department, and not by themselves."""
    query = _asked(SurveyState.SUBMITTED).where(PlanRow.department == position.facility, SurveyRow.submitted_by != position.person)
    return await _errands(session, "review_survey", query)


async def to_mend(session: AsyncSession, position: Position) -> list[Errand]:
    """Sent back to the own facility."""
    return await _errands(session, "mend_survey", _asked(SurveyState.RETURNED).where(TrackRow.facility == position.facility))


def _asked(state: SurveyState) -> Select[SurveyRow, str]:
    s, t, f = SurveyRow, TrackRow, FacilityRow
    joined = select(s, f.name).join(t, t.id == s.track).join(PlanRow, PlanRow.id == t.plan).join(f, f.id == t.facility)
    return joined.where(s.state == state, t.closed_on.is_(None)).order_by(s.since, s.id)


async def _errands(session: AsyncSession, kind: str, query: Select[SurveyRow, str]) -> list[Errand]:
    rows = await session.execute(query)
    return [Errand(kind, f"/tracks/{one.track}/surveys/{one.number}", "", one.since, many=one.number, facility=name) for one, name in rows]
