"""What waits after a council has spoken: the decision on its verdict, what is to be mended, evidence that changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.appraisals import Ground
from domain.councils import AppraisalState
from domain.people import Position
from domain.procurement import ProcurementState
from domain.procurement_routes import StepKind
from domain.roles import Role
from domain.signatures import MADE_AGAIN
from store.queries.appraisals import line_of
from store.queries.errands import Errand
from store.queries.procurement_turns import RUNS, STEP
from store.tables.appraisals import AppraisalRow, ShortfallRow
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.procurement import ProcurementRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import TrackRow


async def to_decide(session: AsyncSession, position: Position) -> list[Errand]:
    """Verdicts whose decision is to be drawn up here, or again after a refusal; those of a province's council by its department."""
    a, d, v = AppraisalRow, DocumentRow, VersionRow
    refused = exists(
        select(d.id)
        .join(v, and_(v.document == d.id, v.number == d.current))
        .where(d.id == a.decision, v.ended.in_(MADE_AGAIN))
        .correlate(a)
    )
    officers = position.role is Role.HEALTH_OFFICER
    here = PlanRow.department == position.facility if officers else TrackRow.facility == position.facility
    ground = Ground.PROVINCE if officers else Ground.FACILITY
    query = _of(a.decided_at).where(a.state == AppraisalState.REVIEWED, a.decision.is_(None) | refused, here, a.ground == ground)
    return await _told(session, "decide_appraisal", query)


async def to_make_good(session: AsyncSession, position: Position) -> list[Errand]:
    """What the newest council of a milestone, or of a purchase, found missing here, until a further round is asked for."""
    a, s = AppraisalRow, ShortfallRow
    query = (
        select(a.id, FacilityRow.name, a.closed_at, func.min(s.due), func.count())
        .join(s, s.appraisal == a.id)
        .join(TrackRow, TrackRow.id == a.track)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(a.state == AppraisalState.CLOSED, a.met.is_(False), _newest(), _asked_again(), TrackRow.facility == position.facility)
        .group_by(a.id, FacilityRow.name, a.closed_at)
    )
    return [
        Errand("make_good", f"/appraisals/{which}", "", at, due=due, many=n, facility=name)
        for which, name, at, due, n in await session.execute(query)
        if at
    ]


async def to_appraise_again(session: AsyncSession, position: Position) -> list[Errand]:
    """Verdicts that went stale here, since that day, until a further round is asked for or the evidence is again what was judged."""
    a = AppraisalRow
    since = func.coalesce(a.stale_at, a.closed_at)
    query = _of(since).where(a.met.is_(True), a.stale_told != "", _newest(), _asked_again(), TrackRow.facility == position.facility)
    return await _told(session, "appraise_again", query)


async def _told(session: AsyncSession, kind: str, query: Select[UUID, str, datetime | None]) -> list[Errand]:
    rows = await session.execute(query)
    return [Errand(kind, f"/appraisals/{which}", "", at, facility=name) for which, name, at in rows if at]


def _of(since: SQLColumnExpression[datetime | None]) -> Select[UUID, str, datetime | None]:
    a = AppraisalRow
    return (
        select(a.id, FacilityRow.name, since)
        .join(TrackRow, TrackRow.id == a.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
    )


def _asked_again() -> ColumnElement[bool]:
    """A further round may be asked for: of a purchase only while its proposal waits for a council, or was sent back."""
    a, r = AppraisalRow, ProcurementRow
    waits = or_(r.state == ProcurementState.RETURNED, STEP["kind"].astext == StepKind.APPRAISAL)
    open_ = exists(select(r.id).where(r.id == a.purchase, RUNS, waits).correlate(a))
    return or_(and_(a.purchase.is_(None), a.council != "purchase"), open_)


def _newest() -> ColumnElement[bool]:
    """No later appraisal of the same milestone or purchase."""
    a, later = AppraisalRow, aliased(AppraisalRow)
    of = (later.track == a.track, line_of(later) == line_of(a), later.number > a.number)
    return ~exists(select(later.id).where(*of).correlate(a))
