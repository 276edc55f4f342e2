"""Writes of surveys: begun, each save's answers kept, each step kept."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import DocumentId, PersonId, SurveyId
from domain.surveys import Survey, SurveyStep
from store.tables.surveys import SurveyAnswerRow, SurveyRow, SurveyStepRow


async def put(session: AsyncSession, new: Survey, step: SurveyStep) -> None:
    """A new one with its first step."""
    row = {"id": new.id, "track": new.track, "number": new.number, "code": new.code, "edition": new.edition}
    begun = {"begun_by": new.begun_by, "begun_at": new.begun_at}
    await session.execute(insert(SurveyRow).values(row | begun | _stands(new)))
    await _keep(session, new, step)


async def save(session: AsyncSession, after: Survey, changes: Mapping[str, object], by: PersonId, now: datetime) -> None:
    """The answers that this save changed, under its version."""
    await session.execute(update(SurveyRow).where(SurveyRow.id == after.id).values(version=after.version))
    rows = [
        {"survey": after.id, "question": code, "version": after.version, "said": {"value": value}, "by": by, "at": now}
        for code, value in changes.items()
    ]
    await session.execute(insert(SurveyAnswerRow), rows)


async def change(session: AsyncSession, after: Survey, step: SurveyStep) -> None:
    await session.execute(update(SurveyRow).where(SurveyRow.id == after.id).values(_stands(after)))
    await _keep(session, after, step)


async def drawn_up(session: AsyncSession, which: SurveyId, document: DocumentId) -> None:
    """The paper that was made from it."""
    await session.execute(update(SurveyRow).where(SurveyRow.id == which).values(document=document))


def _stands(one: Survey) -> dict[str, object]:
    return {"state": one.state, "since": one.since, "version": one.version, "steps": one.steps, "submitted_by": one.submitted_by}


async def _keep(session: AsyncSession, after: Survey, step: SurveyStep) -> None:
    row = {
        "survey": after.id,
        "number": after.steps,
        "state": step.state,
        "words": step.words,
        "remarks": dict(step.remarks),
        "by": step.by,
        "at": step.at,
    }
    await session.execute(insert(SurveyStepRow).values(row))
