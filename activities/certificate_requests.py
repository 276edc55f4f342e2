"""The list by which certificates are asked for: what its paper says, and what follows when everybody has signed it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import office
from activities.papers import issued
from activities.tracks import holders
from domain.certificate_requests import NewRequest, Standing
from domain.names import CertificateRequestId, DocumentId, FacilityId, TrackId, id_of
from domain.readiness import CertificateRoute
from domain.roles import Role
from store.queries import certificate_requests as queries
from store.queries import signatures as documents
from store.queries.signatures import Document
from store.writes import audit, notices
from store.writes import certificate_requests as writes

FORM = "certificate-request"
WHY = {"missing": "Cấp mới", "ending": "Sắp hết hạn", "ended": "Đã hết hạn", "lost": "Cấp lại do mất, hỏng"}
"""Why somebody stands in the list, as it prints it."""


def request_document(which: CertificateRequestId) -> DocumentId:
    """One paper for one list."""
    return DocumentId(id_of(FORM, which))


def page_of(track: TrackId) -> str:
    return f"/tracks/{track}/certificates"


async def paper_data(
    session: AsyncSession, facility: FacilityId, new: NewRequest, route: CertificateRoute, people: Iterable[Standing], on: date
) -> dict[str, Any]:
    """What the form asks for, as it stands on the day."""
    return {
        **await office(session, facility),
        "to": new.to.strip(),
        "route": route.title,
        "as_of": on.isoformat(),
        "reason": new.reason.strip(),
        "people": [{"name": one.name, "title": one.title, "why": WHY[one.stage]} for one in people],
        "recipients": ["Như trên", "Lưu: VT, phòng công nghệ thông tin"],
    }


async def finish(session: AsyncSession, document: Document, now: datetime) -> None:
    """Everybody signed: the list may go to the authority, and what it issues is recorded."""
    found = await queries.of_document(session, document.id)
    version = await documents.version(session, document.id, document.current)
    await writes.send(session, found.id, now)
    told = {version.author}
    for role in (Role.ADMINISTRATOR, Role.IT_OFFICER):
        told |= set(await holders(session, found.facility, role, now))
    facts = {"paper": issued(document, version), "n": found.people, "to": found.to}
    await notices.tell(session, f"certificate-request/{found.id}", told, "certificate_request_signed", page_of(found.track), now, **facts)
    await audit.note(session, now, None, "certificate.asked", ("track", found.track), request_list=found.id, document=document.id)
