"""What a person or a HIS may draw up in a record by a form."""

import asyncio
from dataclasses import replace

from activities.documents import Of, bytes_key
from activities.sheets import SheetAct
from domain import consents
from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.foreign import ForeignPdf
from domain.forms import Form, Subject
from domain.names import DocumentId, RecordId, id_of, record_workflow
from domain.roles import Role
from domain.sheets import NewSheet, demand
from services import access, enclosures
from services.acts import body, tell
from services.context import Context
from signing.foreign import judge
from store.queries import people, signatures
from store.queries.people import Post
from workflows.records import RecordWorkflow


def forms(context: Context) -> list[Form]:
    """What the acting position may draw up today, by name; a machine brings for everybody."""
    role = context.position.role
    book = context.house.policies
    codes = sorted({form.code for form in book.forms if form.subject is Subject.RECORD and form.written_by and not form.answers})
    found = [one for code in codes if (one := _in_force(context, code))]
    ways = book.care(context.position.facility, context.today).consent_ways
    found = [consents.offered(one, ways) for one in found]
    return sorted((one for one in found if role is Role.INTEGRATOR or role in one.written_by), key=lambda one: one.name)


def form(context: Context, code: str) -> Form:
    """One of them. Raises: NotFound, NotAllowed."""
    found = next((one for one in forms(context) if one.code == code), None)
    if found is None:
        if known := _in_force(context, code):
            demand(known, context.position.role)
        raise NotFound("form", code)
    return found


async def write(context: Context, which: RecordId, new: NewSheet, document: DocumentId | None = None, pdf: bytes | None = None) -> Of:
    """Draws up a sheet, or the next version of one; gives document and version. With a ready PDF its bytes are the content.

    Raises: Malformed, NotFound, NotAllowed, OutOfReach, WrongState, Incomplete, ChainUnfillable, RequestTaken, RequestReused,
    Unavailable.
    """
    form = _in_force(context, new.form)
    async with context.house.sessions() as session:
        await access.reached(session, context, which, "sheet.issue" if form and form.issued else "sheet.write")
        if document and await signatures.newest_number(session, document) is None:
            raise NotFound("document", document)
    if pdf is not None:
        new = replace(new, pdf=await _taken_in(context, which, new.form, pdf))
    if form:
        new = replace(new, data=await enclosures.kept(context, form, which, new.data))
    sheet = document or DocumentId(id_of("sheet", which, context.position.person, context.request))
    act = SheetAct(context.actor, which, sheet, await body(context, bytes_key(which), new))
    stands = await tell(context, RecordWorkflow.run, record_workflow(which), which, RecordWorkflow.write, act)
    made: Of = stands.begins
    return made


async def _taken_in(context: Context, which: RecordId, code: str, pdf: bytes) -> ForeignPdf:
    """Judges the PDF, then lays it on the shelf. Raises: Malformed, NotFound."""
    asked = form(context, code)
    if not asked.accepts_pdf:
        vi = f"pdf: biểu mẫu “{asked.name}” phải điền thành mục, không nhận tệp PDF"
        raise Malformed(both(vi, f"the form “{asked.name_en}” is filled in field by field and takes no ready PDF"))
    found = await asyncio.to_thread(judge, pdf, *largest(context))
    await context.house.shelf.put(bytes_key(which), pdf)
    return found


def largest(context: Context) -> tuple[int, int]:
    """Megabytes and pages of the largest PDF that the facility takes."""
    care = context.house.policies.care(context.position.facility, context.today)
    return care.pdf_megabytes, care.pdf_pages


async def colleagues(context: Context) -> list[Post]:
    """Whom a field of people may name."""
    async with context.house.sessions() as session:
        return await people.colleagues(session, context.position.facility, context.today)


def _in_force(context: Context, code: str) -> Form | None:
    try:
        return context.house.policies.form(code, context.today)
    except NotFound:
        return None
