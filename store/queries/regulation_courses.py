"""How far the open regulations of a facility are: their rounds, their check and their paper, each with its authors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import FacilityId, PersonId, RegulationId
from domain.regulation_turns import Course
from domain.regulations import OPEN, Regulation, RegulationState
from domain.signatures import MADE_AGAIN
from store.queries.regulations import DRAFT, regulation_of
from store.tables.acts import AuditRow
from store.tables.regulation_rounds import RegulationAskedRow, RegulationCheckRow, RegulationCommentRow
from store.tables.regulations import RegulationRow, RegulationVersionRow
from store.tables.signatures import DocumentRow, VersionRow

R, V = RegulationRow, RegulationVersionRow


@dataclass(frozen=True)
class Drafted:
    """An open regulation, how far it is, and since when."""

    regulation: Regulation
    course: Course
    authors: frozenset[PersonId]
    since: datetime


async def courses(session: AsyncSession, facility: FacilityId) -> list[Drafted]:
    """Those of a facility that are drafted, commented on, checked or signed: a few at most."""
    query = select(R, _silent(), _unanswered(), _failed(), _back(), _authors(), _since()).where(R.facility == facility, R.state.in_(OPEN))
    rows = (await session.execute(query.order_by(R.created_at, R.id).execution_options(populate_existing=True))).all()
    open_ = await _open(session, [row.id for row, _, unanswered, *_ in rows if row.state == RegulationState.DRAFTING and not unanswered])
    return [
        Drafted(
            regulation_of(row),
            Course(silent, unanswered, failed, RegulationId(row.id) in open_, back),
            frozenset(map(PersonId, authors)),
            since or row.created_at,
        )
        for row, silent, unanswered, failed, back, authors, since in rows
    ]


async def asked_at(session: AsyncSession, which: Iterable[RegulationId]) -> dict[RegulationId, datetime]:
    """When the newest round of each began."""
    a = AuditRow
    mine = (a.subject_kind == "regulation", a.subject.in_([str(one) for one in which]), a.act == "regulation.ask")
    rows = await session.execute(select(a.subject, func.max(a.at)).where(*mine).group_by(a.subject))
    return {RegulationId(UUID(one)): at for one, at in rows}


async def _open(session: AsyncSession, which: list[UUID]) -> frozenset[RegulationId]:
    """Those of whose newest version something is still to be filled in."""
    newest = select(V.regulation, V.words).join(R, and_(R.id == V.regulation, R.version == V.number)).where(R.id.in_(which))
    rows = await session.execute(newest) if which else ()
    return frozenset(RegulationId(one) for one, words in rows if DRAFT.validate_python(words).blanks)


def _silent() -> ColumnElement[int]:
    a = RegulationAskedRow
    return select(func.count()).where(a.regulation == R.id, a.round == R.round, a.answered_at.is_(None)).correlate(R).scalar_subquery()


def _unanswered() -> ColumnElement[int]:
    c = RegulationCommentRow
    return select(func.count()).where(c.regulation == R.id, c.taken.is_(None)).correlate(R).scalar_subquery()


def _failed() -> ColumnElement[bool]:
    c = RegulationCheckRow
    return exists(select(c.number).where(c.regulation == R.id, c.version == R.version, c.passed.is_(False)).correlate(R))


def _back() -> ColumnElement[bool]:
    d, v = DocumentRow, VersionRow
    newest = and_(v.document == d.id, v.number == d.current, v.ended.in_(MADE_AGAIN))
    return exists(select(d.id).join(v, newest).where(d.id == R.document).correlate(R))


def _authors() -> ColumnElement[list[UUID]]:
    return select(func.array_agg(V.by)).where(V.regulation == R.id).correlate(R).scalar_subquery()


def _since() -> ColumnElement[datetime]:
    """When the last thing was done about it; what a unit says moves nothing."""
    a = AuditRow
    done = (a.subject_kind == "regulation", a.subject == cast(R.id, String), a.act != "regulation.comment")
    return select(func.max(a.at)).where(*done).correlate(R).scalar_subquery()
