"""Reads of surveys: those of a track, one with every answer and step."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.names import DocumentId, FacilityId, PersonId, PlanId, SurveyId, TrackId
from domain.survey_answers import Said
from domain.surveys import Survey, SurveyState, SurveyStep
from store.tables.people import PersonRow
from store.tables.plans import PlanRow
from store.tables.surveys import SurveyAnswerRow, SurveyRow, SurveyStepRow
from store.tables.tracks import TrackRow


@dataclass(frozen=True)
class Taken:
    """A step with the name of whoever took it."""

    step: SurveyStep
    by: str


async def of_track(session: AsyncSession, track: TrackId) -> list[Survey]:
    """All surveys of a track, the first one first."""
    rows = await session.execute(_asked().where(SurveyRow.track == track).order_by(SurveyRow.number))
    return [_survey(*row) for row in rows]


async def survey(session: AsyncSession, track: TrackId, number: int, lock: bool = False) -> Survey:
    """Raises: NotFound."""
    wanted = (SurveyRow.track == track, SurveyRow.number == number)
    if lock:
        await session.execute(select(SurveyRow.id).where(*wanted).with_for_update())
    row = (await session.execute(_asked().where(*wanted))).one_or_none()
    if row is None:
        raise NotFound("survey", f"{track}/{number}")
    return _survey(*row)


async def history(session: AsyncSession, which: SurveyId) -> list[Said]:
    """Every answer that was saved, in the order of the saves."""
    a = SurveyAnswerRow
    rows = await session.execute(select(a).where(a.survey == which).order_by(a.version, a.question))
    return [Said(one.question, one.said.get("value"), one.version, PersonId(one.by), one.at) for one in rows.scalars()]


async def steps(session: AsyncSession, which: SurveyId) -> list[Taken]:
    """Its history, oldest first."""
    s = SurveyStepRow
    query = select(s, PersonRow.name).join(PersonRow, PersonRow.id == s.by).where(s.survey == which).order_by(s.number)
    return [
        Taken(SurveyStep(SurveyState(row.state), PersonId(row.by), row.at, row.words, row.remarks), name)
        for row, name in await session.execute(query)
    ]


async def document(session: AsyncSession, which: SurveyId) -> DocumentId | None:
    """The paper that was drawn up from it."""
    found = (await session.execute(select(SurveyRow.document).where(SurveyRow.id == which))).scalar_one()
    return DocumentId(found) if found else None


def _asked() -> Select[SurveyRow, UUID, str, str]:
    s, t, p = SurveyRow, TrackRow, PlanRow
    joined = select(s, t.plan, t.facility, p.department).join(t, t.id == s.track).join(p, p.id == t.plan)
    return joined.execution_options(populate_existing=True)


def _survey(row: SurveyRow, plan: UUID, facility: str, department: str) -> Survey:
    return Survey(
        SurveyId(row.id),
        TrackId(row.track),
        PlanId(plan),
        FacilityId(facility),
        FacilityId(department),
        row.number,
        row.code,
        row.edition,
        SurveyState(row.state),
        row.since,
        row.version,
        PersonId(row.begun_by),
        row.begun_at,
        row.steps,
        PersonId(row.submitted_by) if row.submitted_by else None,
    )
