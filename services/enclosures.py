"""Pictures and files on their way into a sheet: checked, made anew, laid on the shelf; and read again."""

import asyncio
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from activities.documents import bytes_key
from domain.enclosures import Enclosed
from domain.errors import Malformed
from domain.faults import Spot
from domain.forms import Form, Kind
from domain.names import DocumentId, RecordId
from services import access
from services.context import Context
from signing import pictures
from store.queries import codes

MADE = {Kind.PICTURE: pictures.drawing, Kind.FILE: pictures.scan}


async def kept(context: Context, form: Form, which: RecordId, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with each picture and file named by its digest instead of carried as base64. Raises: Malformed."""
    found = dict(data)
    for field in form.fields:
        if field.kind in MADE and data.get(field.name):
            found[field.name] = asdict(await _kept(context, which, form.spot(field.label), field.kind, data[field.name]))
    return found


async def _kept(context: Context, which: RecordId, here: Spot, kind: Kind, sent: object) -> Enclosed:
    try:
        content, media, width, height = await asyncio.to_thread(MADE[kind], _bytes(sent))
    except Malformed as wrong:
        raise Malformed(here.says(wrong.facts[0])) from wrong
    return Enclosed(await context.house.shelf.put(bytes_key(which), content), media, len(content), width, height)


def _bytes(sent: object) -> bytes:
    """What came as base64, perhaps as the data address that a browser makes of a canvas."""
    try:
        return b64decode(str(sent).rpartition("base64,")[2], validate=True) if isinstance(sent, str) else b""
    except Error as wrong:
        raise Malformed("phải là base64 / must be base64") from wrong


async def read(context: Context, document: DocumentId, version: int, field: str) -> tuple[bytes, str]:
    """A picture or file of a sheet and its media type; the read is audited as one of the sheet. Raises: NotFound, OutOfReach."""
    async with context.house.sessions.begin() as session:
        key = (await access.beside(session, context, document, version)).key
        sha256, media = await codes.enclosure(session, document, version, field)
    return await context.house.shelf.get(key, sha256), media
