"""Reads of a facility's security: papers, findings, the checklist."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import FacilityId, PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.readiness import SecurityLine
from domain.security import (
    Checked,
    FindingState,
    NewFinding,
    Secured,
    SecurityFinding,
    SecurityPaper,
    SecurityPaperKind,
    Severity,
    secured,
)
from store.queries import register_files
from store.tables.security import SecurityCheckRow, SecurityFindingRow, SecurityPaperRow
from store.tables.tracks import TrackRow

P, F, C = SecurityPaperRow, SecurityFindingRow, SecurityCheckRow


async def papers(session: AsyncSession, track: TrackId) -> list[SecurityPaper]:
    """Newest paper first; what was taken back among them."""
    files = await register_files.of_register(session, track, "security_paper")
    rows = await session.execute(
        select(P).where(P.track == track).order_by(P.paper_day.desc(), P.id.desc()).execution_options(populate_existing=True)
    )
    return [_paper(row, files.get(str(row.id), ())) for row in rows.scalars()]


async def dossier(session: AsyncSession, facility: FacilityId) -> tuple[TrackId, SecurityPaper | None] | None:
    """The newest approved level dossier of any track of a facility; without one its newest track; None without a track."""
    t = TrackRow
    approved = (P.track == t.id, P.kind == SecurityPaperKind.DOSSIER, P.withdrawn_at.is_(None), P.paper_day.is_not(None))
    query = select(t.id, P).outerjoin(P, and_(*approved)).where(t.facility == facility)
    row = (await session.execute(query.order_by(P.paper_day.desc().nulls_last(), P.id.desc(), t.opened_at.desc()).limit(1))).one_or_none()
    return (TrackId(row[0]), _paper(row[1]) if row[1] else None) if row else None


def _paper(row: SecurityPaperRow, files: tuple[Evidence, ...] = ()) -> SecurityPaper:
    paper = OutsidePaper(row.paper_number, row.paper_day, row.paper_issuer)
    kind, by = SecurityPaperKind(row.kind), PersonId(row.by)
    return SecurityPaper(kind, row.level, row.words, paper, files, row.id, by, row.withdrawn_at, row.withdrawn_why)


async def paper(session: AsyncSession, track: TrackId, number: int) -> SecurityPaper:
    """The track is locked already. Raises: NotFound."""
    found = next((one for one in await papers(session, track) if one.number == number), None)
    if found is None:
        raise NotFound("security paper", f"{track}/{number}")
    return found


async def findings(session: AsyncSession, track: TrackId) -> list[SecurityFinding]:
    """In the order they were found."""
    files = await register_files.of_register(session, track, "security_finding")
    rows = await session.execute(select(F).where(F.track == track).order_by(F.number))
    return [finding_of(row, files.get(str(row.number), ())) for row in rows.scalars()]


def finding_of(row: SecurityFindingRow, files: tuple[Evidence, ...] = ()) -> SecurityFinding:
    return SecurityFinding(
        row.number,
        NewFinding(row.words, Severity(row.severity), PersonId(row.owner), row.due),
        FindingState(row.state),
        row.found_at,
        PersonId(row.mended_by) if row.mended_by else None,
        row.mended_words,
        files,
        PersonId(row.checked_by) if row.checked_by else None,
        row.checked_words,
        row.steps,
    )


async def finding(session: AsyncSession, track: TrackId, number: int) -> SecurityFinding:
    """The track is locked already. Raises: NotFound."""
    found = next((one for one in await findings(session, track) if one.number == number), None)
    if found is None:
        raise NotFound("security finding", f"{track}/{number}")
    return found


async def checks(session: AsyncSession, track: TrackId, lines: Iterable[SecurityLine]) -> list[Checked]:
    """In the order of the policy; a line without an answer is not met."""
    files = await register_files.of_register(session, track, "security_check")
    rows = await session.execute(select(C).where(C.track == track).order_by(C.id))
    newest = {row.code: row for row in rows.scalars()}
    found = []
    for line in lines:
        row = newest.get(line.code)
        said = (row.met, row.words, PersonId(row.by), row.at, files.get(str(row.id), ())) if row else ()
        found.append(Checked(line, *said))
    return found


async def standing(session: AsyncSession, facility: FacilityId, lines: Iterable[SecurityLine], now: datetime) -> Secured:
    """Of the facility's tracks together: the newest dossier, all findings, the newest answers."""
    known = tuple(lines)
    tracks = [TrackId(one) for one in (await session.execute(select(TrackRow.id).where(TrackRow.facility == facility))).scalars()]
    best: dict[str, Checked] = {}
    for one in [each for track in tracks for each in await checks(session, track, known)]:
        before = best.get(one.line.code)
        if before is None or (one.at is not None and (before.at is None or one.at > before.at)):
            best[one.line.code] = one
    all_papers = [each for track in tracks for each in await papers(session, track)]
    dated = sorted(all_papers, key=lambda one: one.paper.day.toordinal() if one.paper.day else 0, reverse=True)
    return secured(dated, [each for track in tracks for each in await findings(session, track)], tuple(best.values()), now)
