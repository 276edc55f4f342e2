"""Who treated a patient: the record's doctor, and whoever drew up or signed one of its documents as their own work."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ARRAY, Uuid, and_, any_, cast, func, literal, select, union
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession

from domain.names import PersonId, RecordId
from domain.recusals import Tie
from domain.rights import CLINICIANS
from store.tables.people import PositionRow
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow, SignatureRow, VersionRow

APPROVES = "$.steps[*] ? (@.name == $step && @.substitutable == true)"
"""A step that another may sign in one's place approves the work of others; the steps of authorship are never substituted."""


async def who_treated(session: AsyncSession, records: Collection[RecordId]) -> dict[RecordId, frozenset[PersonId]]:
    """Record → those of a clinical post; they have no word on its disposal."""
    return {record: frozenset(people) for record, people in (await ties(session, records)).items()}


async def ties(session: AsyncSession, records: Collection[RecordId]) -> dict[RecordId, dict[PersonId, frozenset[Tie]]]:
    """Record → those who treated → by which acts."""
    r, d, v, s, p = RecordRow, DocumentRow, VersionRow, SignatureRow, PositionRow
    these = any_(cast(list(records), ARRAY(Uuid)))  # one parameter: a year of a large hospital is one list
    clinical = and_(d.record == these, p.role.in_(CLINICIANS))
    treated = select(r.id, r.doctor, literal(Tie.TREATED)).where(r.id == these)
    drawn_up = select(d.record, v.author, literal(Tie.WROTE)).join(v, v.document == d.id).join(p, p.id == v.position).where(clinical)
    approved = func.jsonb_path_exists(v.chain, cast(APPROVES, JSONPATH), func.jsonb_build_object("step", s.step))
    signed = (
        select(d.record, s.person, literal(Tie.SIGNED))
        .join(v, v.document == d.id)
        .join(s, and_(s.document == v.document, s.version == v.number))
        .join(p, p.id == s.position)
        .where(clinical, ~approved)
    )
    found: defaultdict[RecordId, defaultdict[PersonId, set[Tie]]] = defaultdict(lambda: defaultdict(set))
    everybody = union(treated, drawn_up, signed).subquery()
    for record, person, tie in await session.execute(select(*everybody.c)):
        found[RecordId(record)][PersonId(person)].add(Tie(tie))
    return {record: {person: frozenset(acts) for person, acts in people.items()} for record, people in found.items()}
