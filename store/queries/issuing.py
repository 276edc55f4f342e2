"""The register of outgoing papers (Sổ đăng ký văn bản đi): every number of a facility, given here or outside."""

from sqlalchemy import ColumnElement, Select, String, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.issuing import GivenNumber
from domain.names import DocumentId, FacilityId, RegulationId
from store.queries.folding import fold
from store.tables.issuing import OutsideNumberRow
from store.tables.people import PersonRow
from store.tables.records import FOLDED
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow

_WRITTEN = "lpad({0}::text, greatest(2, length({0}::text)), '0') || '/' || {1}"
_TO = "coalesce(nullif(version.data ->> 'recipients', '[]'), version.data ->> 'to', '')"
GIVEN = f"(document.title || ' ' || {_WRITTEN.format('version.issue_number', 'version.series')} || ' ' || {_TO})"
OUTSIDE = "(outside_number.title || ' ' || " + _WRITTEN.format("outside_number.number", "outside_number.series") + " || ' ' || recipient)"
"""What is searched of a line: its title, its number as it is written, its recipients."""
DIGITS = 9
"""Of a number that a column of the register holds."""
MOST = 2000
"""Lines of one year and series that a page shows."""


async def series(session: AsyncSession, facility: FacilityId) -> list[tuple[int, str, int]]:
    """(year, series, last number) of every series there is, the newest year first."""
    v, o = VersionRow, OutsideNumberRow
    given = select(v.year, v.series, v.issue_number.label("n")).where(v.facility == facility, v.issue_number.is_not(None))
    both = given.union_all(select(o.year, o.series, o.number).where(o.facility == facility)).subquery()
    rows = await session.execute(
        select(both.c.year, both.c.series, func.max(both.c.n))
        .group_by(both.c.year, both.c.series)
        .order_by(both.c.year.desc(), both.c.series)
    )
    return [(int(year), str(name), int(last)) for year, name, last in rows]


async def register(session: AsyncSession, facility: FacilityId, year: int, name: str = "", wanted: str = "") -> list[GivenNumber]:
    """The numbers of a year, of one series when it is named, the last first; `wanted`: words of the title, the number, the look-up code."""
    asked = (facility, year, name, wanted.strip())
    found = [*(await _given(session, *asked)), *(await _outside(session, *asked))]
    return sorted(found, key=lambda one: (one.series, -one.number))[:MOST]


async def _given(session: AsyncSession, facility: FacilityId, year: int, name: str, wanted: str) -> list[GivenNumber]:
    d, v, s = DocumentRow, VersionRow, SignatureRow
    last = select(PersonRow.name).join(s, s.person == PersonRow.id).where(s.document == v.document, s.version == v.number)
    clerk = last.order_by(s.number.desc()).limit(1).scalar_subquery()
    query: Select[VersionRow, DocumentRow, str] = select(v, d, clerk).join(d, d.id == v.document)
    query = query.where(v.facility == facility, v.year == year, v.issue_number.is_not(None))
    if name:
        query = query.where(v.series == name)
    if wanted:
        query = query.where(or_(d.code == wanted.upper(), _fits(GIVEN, v.issue_number == _number(wanted), wanted)))
    rows = await session.execute(query.order_by(v.issue_number.desc()).limit(MOST))
    return [_line(version, document, by or "") for version, document, by in rows]


async def _outside(session: AsyncSession, facility: FacilityId, year: int, name: str, wanted: str) -> list[GivenNumber]:
    o = OutsideNumberRow
    query = select(o, PersonRow.name).join(PersonRow, PersonRow.id == o.by).where(o.facility == facility, o.year == year)
    if name:
        query = query.where(o.series == name)
    if wanted:
        query = query.where(_fits(OUTSIDE, o.number == _number(wanted), wanted))
    rows = await session.execute(query.order_by(o.number.desc()).limit(MOST))
    return [
        GivenNumber(
            facility,
            year,
            row.series,
            row.number,
            row.day,
            row.title,
            (row.recipient,) if row.recipient else (),
            None,
            0,
            "outside",
            by=by,
            regulation=RegulationId(row.regulation) if row.regulation else None,
        )
        for row, by in rows
    ]


def _fits(said: str, numbered: ColumnElement[bool], wanted: str) -> ColumnElement[bool]:
    """By a part of the title, the written number or the recipients, whatever the marks; by the number."""
    part = literal_column(FOLDED.format(said), String).contains(fold(wanted), autoescape=True)
    return or_(part, numbered)


def _number(wanted: str) -> int:
    """0, which no paper has, for what is no number."""
    return int(wanted) if wanted.isdecimal() and len(wanted) <= DIGITS else 0


def _line(version: VersionRow, document: DocumentRow, by: str) -> GivenNumber:
    data = version.data or {}
    told = data.get("recipients") or data.get("to") or ()
    to = (told,) if isinstance(told, str) else tuple(str(one) for one in told)
    state = "issued" if version.completed_at else "void" if version.ended else "signing"
    assert version.issued_on
    return GivenNumber(
        FacilityId(version.facility),
        int(version.year or 0),
        version.series or "",
        int(version.issue_number or 0),
        version.issued_on,
        document.title,
        to,
        DocumentId(document.id),
        version.number,
        state,
        document.code,
        by,
    )
