"""What is typed to find a record: a name (with or without marks), a code, an identity number; each way with an index of its own.

PostgreSQL's own indexes only, no extension. What would find half of all records is not asked for.
"""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, cast, func, literal_column, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.names import FacilityId, RecordId
from store.queries.folding import fold
from store.tables.records import PatientRow, RecordRow

WORD = re.compile(r"[^\W_]+")
BEGINS, ENDS = 4, 3
"""Digits of a code that must be typed to look it up by its beginning, or by its end."""
FEW = 2000
"""People or records that are named one by one."""


@dataclass(frozen=True)
class Way:
    """One way to understand what was typed."""

    those: Select[UUID]
    """The ids of the records it finds."""
    asked: ColumnElement[bool]
    """The same as a condition on a record and its patient."""
    alone: bool = True
    """Whether no other way finds the same records."""

    async def condition(self, session: AsyncSession) -> ColumnElement[bool]:
        """By the ids of a few, because how rare words are together is what PostgreSQL cannot guess; of many as it is asked."""
        found = (await session.execute(self.those.limit(FEW + 1))).scalars().all()
        return RecordRow.id == any_(cast(found, ARRAY(Uuid))) if len(found) <= FEW else self.asked

    async def finds(self, session: AsyncSession, which: RecordId) -> bool:
        r = RecordRow
        rows = await session.execute(select(r.id).join(PatientRow, PatientRow.id == r.patient).where(r.id == which, self.asked))
        return rows.first() is not None


def ways(facility: FacilityId, words: str) -> list[Way]:
    """The best first; none for no words. A name has no digits, a code nearly always has some; one that has none is found whole.

    A name that begins just as typed comes first, then one that has these very words, marks and đ too, then what only sounds so.
    """
    said = words.strip()
    if not said:
        return []
    tokens = WORD.findall(fold(said))
    if any(one.isdigit() for one in said):
        return [_coded(facility, said.upper(), _has(tokens) if tokens else None)]
    whole = [_coded(facility, said.upper(), None)] if " " not in said else []
    return whole + _named(facility, said, tokens) if tokens else whole


def _named(facility: FacilityId, said: str, tokens: list[str]) -> list[Way]:
    begins = PatientRow.name_folded.startswith(" ".join(tokens), autoescape=True)
    marks = _marks(said)
    kinds = [begins, and_(_has(tokens), ~begins)]
    if marks is not None:
        kinds = [and_(begins, marks), and_(_has(tokens), marks, ~begins), and_(_has(tokens), ~marks)]
    records = select(RecordRow.id).join(PatientRow, PatientRow.id == RecordRow.patient).where(PatientRow.facility == facility)
    return [Way(records.where(one), one) for one in kinds]


def _has(tokens: list[str]) -> ColumnElement[bool]:
    """A name with every word, in any order, the last one by its beginning."""
    query = " & ".join(f"'{one}'" for one in tokens) + ":*"
    name = func.to_tsvector(literal_column("'simple'::regconfig"), PatientRow.name_folded)
    return name.bool_op("@@")(func.to_tsquery(literal_column("'simple'::regconfig"), query))


def _marks(words: str) -> ColumnElement[bool] | None:
    """Names that have these very words, marks and đ too; None for words without marks, which say nothing of them."""
    said = unicodedata.normalize("NFC", words).lower().split()
    if fold(words) == " ".join(said):
        return None
    name = func.concat(" ", func.lower(func.normalize(PatientRow.name)), " ")
    wanted = [*(f" {one} " for one in said[:-1]), f" {said[-1]}"]
    return and_(*(func.strpos(name, one) > 0 for one in wanted))  # LIKE would be guessed to find nearly nobody


def _coded(facility: FacilityId, said: str, named: ColumnElement[bool] | None) -> Way:
    """Records by their code, their patient's, the identity number, or a name with digits in it: an index for each."""
    r, p = RecordRow, PatientRow
    own = [and_(r.facility == facility, one) for one in _like(r.code, said)]
    theirs = [and_(p.facility == facility, one) for one in (*_like(p.code, said), p.citizen_id == said)]
    theirs += [and_(p.facility == facility, named)] if named is not None else []
    found = [select(r.id.label("id")).where(one) for one in own]
    found += [select(r.id).join(p, p.id == r.patient).where(one) for one in theirs]
    return Way(select(union(*found).subquery().c.id), or_(*own, *theirs), alone=False)


def _like(column: InstrumentedAttribute[str], said: str) -> list[ColumnElement[bool]]:
    """The whole code; its beginning or its end when enough of it was typed."""
    digits, upper = sum(one.isdigit() for one in said), func.upper(column)
    ways = [upper == said]
    if digits >= BEGINS:
        ways.append(upper.startswith(said, autoescape=True))
    if digits >= ENDS:
        ways.append(func.reverse(upper).startswith(said[::-1], autoescape=True))
    return ways
