"""What purchases wait for beside signatures: whoever enters the next step or draws up its paper, of the facility and of the department."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.councils import AppraisalState
from domain.names import PersonId
from domain.people import Position
from domain.procurement import ProcurementState
from domain.procurement_events import Did
from domain.procurement_routes import Recorder, RouteStep, StepKind
from domain.procurement_turns import WORDS, barred, right_of
from domain.signatures import MADE_AGAIN
from store.queries.errands import Errand
from store.queries.procurement import authors_of
from store.queries.procurement_turns import RUNS, STEP, under_way, with_paper
from store.tables.appraisals import AppraisalRow
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.procurement import ProcurementEventRow, ProcurementRow
from store.tables.signatures import VersionRow
from store.tables.tracks import MilestoneRow, TrackRow

MOST = 500
"""Purchases of a department that are looked at: the inbox counts no further than a hundred."""
ROUTE_STEP = TypeAdapter(RouteStep)
R, E, V = ProcurementRow, ProcurementEventRow, VersionRow


@dataclass(frozen=True)
class Turn:
    """A purchase that waits for somebody, and for what."""

    id: UUID
    track: UUID
    title: str
    state: str
    opened_by: UUID
    ended: str | None
    """How the paper of the step ended that was drawn up last."""
    ended_at: datetime | None
    at: datetime
    """When the last thing happened that concerns its course."""
    due: date | None
    facility: str
    told: Mapping[str, object]
    """The step, as the purchase's row has it."""

    @property
    def step(self) -> RouteStep:
        return ROUTE_STEP.validate_python(self.told)

    @property
    def kind(self) -> str:
        if self.ended in MADE_AGAIN:
            return "purchase_redraw"
        if self.step.kind is StepKind.PROPOSAL and self.state == ProcurementState.RETURNED:
            return "purchase_returned"
        if WORDS[self.step.kind] == "draw_up":
            return "purchase_draw"
        return "purchase_judge" if right_of(self.step) == "procurement.judge" else "purchase_enter"

    @property
    def line(self) -> Errand:
        since = self.ended_at if self.ended in MADE_AGAIN and self.ended_at else self.at
        return Errand(self.kind, f"/procurement/{self.id}", f"{self.title}: {self.step.title}", since, self.due, facility=self.facility)


async def to_enter(session: AsyncSession, position: Position) -> list[Errand]:
    """Purchases of the own facility whose next step is the facility's, a line each."""
    query = _waiting(TrackRow.facility == position.facility)
    return [one.line for one in await _turns(session, position, "procurement.keep", query)]


async def to_judge(session: AsyncSession, position: Position) -> list[Errand]:
    """Purchases whose next step the department records, a line for each facility; not while a council of the house appraises it."""
    query = _waiting(PlanRow.department == position.facility, STEP["recorded_by"].astext == Recorder.DEPARTMENT, not_(_sits()))
    found = defaultdict(list)
    for one in await _turns(session, position, "procurement.judge", query.join(PlanRow, PlanRow.id == TrackRow.plan)):
        found[one.track].append(one.line)
    return [_together(track, lines) for track, lines in found.items()]


async def _turns(session: AsyncSession, position: Position, right: str, query: Select[*tuple[Any, ...]]) -> list[Turn]:
    """Those whose step is entered by this right, and not barred to this person: the rule of the page and of the act."""
    rows = await session.execute(query)
    found = [Turn(*row) for row in rows]
    mine = [one for one in found if right_of(one.step) == right]
    authors = await authors_of(session, [one.id for one in mine])
    hands = {one.id: authors.get(one.id, frozenset()) | {PersonId(one.opened_by)} for one in mine}
    return [one for one in mine if not barred(one.step, hands[one.id], position.person)]


def _waiting(*here: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Running ones on a running track whose paper nobody is signing, what has waited longest first."""
    m = MilestoneRow
    told = (V.ended, V.ended_at, _since(), _due(), FacilityRow.name, STEP)
    asked = select(R.id, R.track, R.title, R.state, R.opened_by, *told)
    asked = asked.join(TrackRow, TrackRow.id == R.track).join(FacilityRow, FacilityRow.id == TrackRow.facility)
    asked = with_paper(asked.outerjoin(m, and_(m.track == R.track, m.code == R.milestone)))
    return asked.where(RUNS, TrackRow.closed_on.is_(None), not_(under_way()), *here).order_by("since", R.id).limit(MOST)


def _since() -> ColumnElement[datetime]:
    """When the last thing happened that concerns its course."""
    course = E.did.not_in((Did.PAID, Did.EDITED))
    return select(func.max(E.at)).where(E.procurement == R.id, course).correlate(R).scalar_subquery().label("since")


def _due() -> ColumnElement[date | None]:
    """The last day that a selection or a contract has set, else the milestone's that it is to report."""
    later = aliased(E)
    struck = exists(select(later.number).where(later.procurement == R.id, later.strikes == E.number).correlate(R, E))
    until = select(E.until).where(E.procurement == R.id, E.version == R.version, E.until.is_not(None), not_(struck)).correlate(R)
    return func.coalesce(until.order_by(E.number.desc()).limit(1).scalar_subquery(), MilestoneRow.due).label("due")


def _sits() -> ColumnElement[bool]:
    """Its votes wait by themselves, and its verdict is the step."""
    a = AppraisalRow
    of = (a.purchase == R.id, a.state != AppraisalState.CLOSED)
    return and_(STEP["kind"].astext == StepKind.APPRAISAL, exists(select(a.id).where(*of).correlate(R)))


def _together(track: object, lines: Iterable[Errand]) -> Errand:
    """The purchase itself when it is the only one of its track; a day that is the facility's is not the officer's."""
    first, *more = lines
    n = 1 + len(more)
    link, title = (f"/tracks/{track}/procurement", "") if more else (first.link, first.title)
    return Errand(first.kind, link, title, first.since, None, n, n, first.facility)
