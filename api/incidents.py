"""The files of medical incidents: opened from a record, linked to further ones, listed."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Asking
from api.shapes.incidents import IncidentAnswer, IncidentOpened, Incidents, LinkIncident, OpenIncident
from domain.names import IncidentId, RecordId
from services import incidents

router = APIRouter(tags=["incidents"])


@router.get("/incidents", summary="Hồ sơ sự cố y khoa · Files of medical incidents")
async def listing(caller: Asking) -> Incidents:
    """The facility's, the newest first, as far as the position reaches. The read is audited."""
    return Incidents(incidents=[IncidentAnswer.of(one) for one in await incidents.listing(caller.reads())])


@router.post("/records/{record}/incidents", status_code=201, summary="Mở hồ sơ sự cố y khoa · Open the file of an incident")
async def open_incident(record: UUID, asked: OpenIncident, caller: Asking) -> IncidentOpened:
    """The incident's own file, kept for ever, linked to the record."""
    return IncidentOpened(id=await incidents.open(caller.acts(asked.request), RecordId(record), asked.words()))


@router.post("/incidents/{incident}/records", status_code=204, summary="Gắn hồ sơ với sự cố · Link a record to an incident")
async def link(incident: UUID, asked: LinkIncident, caller: Asking) -> Response:
    """A further record the incident is about."""
    await incidents.link(caller.acts(asked.request), IncidentId(incident), RecordId(asked.record))
    return Response(status_code=204)
