"""What an addendum adds to: a complete document of the same record, which stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from activities.documents import Of
from domain.clock import day
from domain.errors import Incomplete, NotAllowed, NotFound, StaleDocument
from domain.names import RecordId
from domain.rights import RIGHTS
from domain.roles import Role
from domain.sheets import ADDENDUM, Base
from store.queries import signatures as papers
from store.queries.signatures import Document

DRAWN_UP_BY: Mapping[str, str] = {"order": "order.place", "result": "result.deliver"}
"""Kind of document that comes by an act of its own → the act."""


@dataclass(frozen=True)
class AddsTo:
    """A document that may be added to now."""

    of: Of
    title: str
    writers: frozenset[Role]
    said: dict[str, str]
    """What the addendum says of it."""


async def found(desk: Desk, session: AsyncSession, record: RecordId, base: Base, now: datetime) -> AddsTo:
    """Raises: NotFound, NotAllowed (nothing is added to an addendum or a closing sheet), Incomplete, StaleDocument."""
    document = await papers.document(session, base.document)
    version = await papers.version(session, base.document, base.version)
    if document.record != record:
        raise NotFound("document", base.document)
    if not version.completed_at:
        raise Incomplete("base: văn bản gốc chưa ký đủ; hãy chờ, hoặc lập bản mới / not complete: wait, or make a new version")
    if not version.stands:
        raise StaleDocument(version.chain.content, version.standing)
    said = {"base": document.title, "base_code": document.code, "base_version": str(base.version), "base_sha256": version.chain.content}
    return AddsTo(Of(base.document, base.version), f"Phụ lục: {document.title}", _writers(desk, document, now), said)


def _writers(desk: Desk, document: Document, now: datetime) -> frozenset[Role]:
    """Whoever may draw up the document itself."""
    if act := DRAWN_UP_BY.get(document.subject_kind):
        return frozenset(RIGHTS[act]) - {Role.INTEGRATOR}
    writers = frozenset(desk.policies.form(document.form, day(now)).written_by)
    if document.form == ADDENDUM or not writers:
        raise NotAllowed("", "sheet.write", document.form)
    return writers
