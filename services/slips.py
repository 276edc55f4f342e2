"""What a transfer slip says of where the patient goes, and that its package goes nowhere else."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import bytes_key
from domain.archived import object_id
from domain.clock import day
from domain.destinations import disagreement, same_place
from domain.errors import Incomplete
from domain.exchange import data_of
from domain.names import RecordId
from domain.referrals import Candidate, NewReferral
from services.context import Context, House
from store.queries import people, signatures
from store.queries.folding import fold

XML = "HoSoBenhAn.xml.age"


async def check(session: AsyncSession, context: Context, record: RecordId, slip: Candidate, new: NewReferral) -> None:
    """A slip that is a ready PDF may leave it to the PDF where the patient goes: then nothing is compared. Raises: Incomplete."""
    said = await where(session, context, record, slip)
    name = (await people.facility(session, new.receiver)).name if new.receiver else new.elsewhere
    if said and not means(said, name, new.receiver or ""):
        raise Incomplete(disagreement("receiver" if new.receiver else "elsewhere", said, name))


def means(said: str, name: str, code: str = "") -> bool:
    """Whether a slip's words mean this facility, however they are typed: letters, marks and signs between words do not count."""
    return same_place(fold(said), fold(name), fold(code))


async def where(session: AsyncSession, context: Context, record: RecordId, slip: Candidate) -> str:
    """Where the slip says the patient goes: from its row, or from the archive once its record is there. Empty when it does not say."""
    document = await signatures.document(session, slip.document)
    version = await signatures.version(session, slip.document, slip.version or document.current)
    form = context.house.policies.form(document.form, day(version.made_at))
    if version.data is not None:
        return str(version.data.get(form.refers, ""))
    told = await asyncio.to_thread(_archived, context.house, record, document.code, version.number)
    return told.get(form.refers, "")


def _archived(house: House, record: RecordId, code: str, version: int) -> dict[str, str]:
    key = bytes_key(record)
    path = house.ocfl.files(object_id(key)).get(XML)
    return data_of(house.shelf.keys.decrypt(key, path.read_bytes()), code, version) if path else {}
