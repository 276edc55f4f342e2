"""Reads of what is shown for the criteria of an appraisal: files, and links to facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.councils import Exhibit
from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import PersonId, ProcurementId, Sha256, TrackId
from store.tables.appraisals import CriterionEvidenceRow, ExhibitRow
from store.tables.people import PersonRow


@dataclass(frozen=True)
class ShownFile:
    """A file, or a link to a fact, brought for a criterion."""

    file: Evidence
    fact: str
    """Code of the fact; empty for a file."""
    by: PersonId
    by_name: str
    at: datetime
    rests_on: str = ""
    """Subject of the regulation that a file rests on."""
    basis: str = ""
    """That regulation as it is in force now, or that there is none any more."""


@dataclass(frozen=True)
class Shown:
    """What is shown for a criterion as it is now."""

    criterion: str
    sha256: Sha256
    """`evidence_of` its files and links."""
    files: tuple[ShownFile, ...]
    score: str = ""
    words: str = ""


def kept_of(purchase: ProcurementId | None) -> str:
    """As rows of evidence name the purchase they belong to."""
    return str(purchase or "")


async def exhibits(session: AsyncSession, track: TrackId, purchase: ProcurementId | None = None) -> tuple[Exhibit, ...]:
    """The evidence of each criterion of a track, or of one purchase of it, as the rule needs it."""
    e = ExhibitRow
    of = (e.track == track, e.purchase == kept_of(purchase), e.removed_at.is_(None))
    rows = await session.execute(select(e.criterion, e.sha256, e.fact, e.person, e.basis_sha256).where(*of))
    found: dict[str, list[tuple[Sha256, str, PersonId]]] = {}
    for code, sha256, fact, person, basis in rows:
        found.setdefault(code, []).append((Sha256(sha256), fact, PersonId(person)))
        if basis:
            found[code].append((Sha256(basis), "basis", PersonId(person)))
    return tuple(
        Exhibit(
            code,
            tuple(one for one, fact, _ in lines if not fact),
            frozenset(by for _, _, by in lines),
            tuple(dict.fromkeys(one for one, fact, _ in lines if fact)),
        )
        for code, lines in sorted(found.items())
    )


async def evidence(session: AsyncSession, track: TrackId, purchase: ProcurementId | None = None) -> Mapping[str, Shown]:
    """Criterion → what is shown for it, of the track or of one purchase of it."""
    e, c, of = ExhibitRow, CriterionEvidenceRow, kept_of(purchase)
    rows = await session.execute(
        select(e, PersonRow.name)
        .join(PersonRow, PersonRow.id == e.person)
        .where(e.track == track, e.purchase == of, e.removed_at.is_(None))
        .order_by(e.criterion, e.number)
    )
    files: dict[str, list[ShownFile]] = {}
    for row, name in rows:
        one = ShownFile(
            Evidence(row.name, Sha256(row.sha256), row.size), row.fact, PersonId(row.person), name, row.at, row.rests_on, row.basis
        )
        files.setdefault(row.criterion, []).append(one)
    stands = await session.execute(select(c).where(c.track == track, c.purchase == of).execution_options(populate_existing=True))
    return {
        row.criterion: Shown(row.criterion, Sha256(row.sha256), tuple(files.get(row.criterion, ())), row.score, row.words)
        for row in stands.scalars()
        if row.sha256
    }


async def file(session: AsyncSession, track: TrackId, sha256: Sha256) -> Evidence:
    """A file brought for a criterion, the replaced ones too. Raises: NotFound."""
    rows = await session.execute(
        select(ExhibitRow).where(ExhibitRow.track == track, ExhibitRow.sha256 == sha256, ExhibitRow.fact == "").limit(1)
    )
    row = rows.scalar_one_or_none()
    if row is None:
        raise NotFound("evidence", sha256)
    return Evidence(row.name, Sha256(row.sha256), row.size)
