"""What a person may ask about the files of medical incidents."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from activities.incidents import IncidentAct, OpenIncident
from domain.incidents import Incident, NewIncident, shelf_key
from domain.names import IncidentId, PersonId, RecordId, id_of, record_workflow
from domain.people import demand
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import incidents as queries
from store.queries import people
from workflows.records import RecordWorkflow

MOST = 500
"""Files of one list."""


@dataclass(frozen=True)
class IncidentView:
    """A file with the words around it."""

    incident: Incident
    title: str
    opened_by: str
    records: list[tuple[RecordId, str]]
    """Those it is about that the position reaches: id and code."""


async def open(context: Context, record: RecordId, new: NewIncident) -> IncidentId:
    """Opens the incident's own file, linked to the record; a repeated request is the same file.

    Raises: NotFound, NotAllowed, OutOfReach, Malformed, Incomplete (the number is taken), RequestTaken, RequestReused, Unavailable.
    """
    new.check(context.today)
    async with context.house.sessions() as session:
        await access.reached(session, context, record, "incident.open")
    which = IncidentId(id_of("incident", context.position.person, context.request))
    act = OpenIncident(context.actor, record, which, await body(context, shelf_key(which), new))
    await tell(context, RecordWorkflow.run, record_workflow(record), record, RecordWorkflow.open_incident, act)
    return which


async def link(context: Context, which: IncidentId, record: RecordId) -> None:
    """Another record the incident is about. Raises: as `open`; Incomplete when it is linked already."""
    async with context.house.sessions() as session:
        await access.reached(session, context, record, "incident.link")
        await queries.incident(session, which)
    act = IncidentAct(context.actor, record, which)
    await tell(context, RecordWorkflow.run, record_workflow(record), record, RecordWorkflow.link_incident, act)


async def listing(context: Context) -> list[IncidentView]:
    """The facility's files, the newest first, as far as the position reaches; the read is audited. Raises: NotAllowed."""
    demand(context.position, "incident.read", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.listing(session, context.position, MOST, context.now)
        await access.note(session, context, "incident.read", ("facility", context.position.facility))
        about = await queries.records_of(session, context.position, [one.id for one in found], context.now)
        names = await people.names(session, {one.opened_by for one in found})
    return [await _view(context, one, about, names) for one in found]


async def of_record(context: Context, record: RecordId) -> list[IncidentView]:
    """The files a record is linked to; the record itself was read already."""
    async with context.house.sessions() as session:
        found = await queries.of_record(session, record)
        names = await people.names(session, {one.opened_by for one in found})
    return [await _view(context, one, {}, names) for one in found]


async def _view(
    context: Context, one: Incident, about: dict[IncidentId, list[tuple[RecordId, str]]], names: dict[PersonId, str]
) -> IncidentView:
    words = TypeAdapter(NewIncident).validate_json(await context.house.shelf.get(shelf_key(one.id), one.title))
    return IncidentView(one, words.title, names.get(one.opened_by, ""), about.get(one.id, []))
