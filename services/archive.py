"""What a records officer may ask of the archive."""

import asyncio

from activities.archive import object_id
from activities.documents import bytes_key
from domain.names import RecordId
from services import access
from services.context import Context, House
from store.queries import records


async def export(context: Context, which: RecordId) -> dict[str, bytes]:
    """Plain copies of an archived record, by path; the copying is audited apart from reading (Luật KCB Đ69 k3–k5).

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    async with context.house.sessions.begin() as session:
        await access.record(session, context, which, "record.export")
        record = await records.record(session, which)
    return await asyncio.to_thread(_plain, context.house, object_id(record), bytes_key(which))


def _plain(house: House, archived: str, key: str) -> dict[str, bytes]:
    plain = {}
    for name, path in house.ocfl.files(archived).items():
        content = path.read_bytes()
        plain[name.removesuffix(".age")] = house.shelf.keys.decrypt(key, content) if name.endswith(".age") else content
    return plain
