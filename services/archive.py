"""What a records officer may ask of the archive."""

from domain.errors import WrongState
from domain.names import RecordId
from domain.records import RecordState
from services import access
from services.context import Context
from store.queries import records


async def export(context: Context, which: RecordId) -> dict[str, bytes]:
    """Plain copies of an archived record, by path; the copying is audited apart from reading (Luật KCB Đ69 k3–k5).

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    house = context.house
    async with house.sessions.begin() as session:
        record = await records.record(session, which)
        if record.state is not RecordState.ARCHIVED:
            raise WrongState("record.export", record.state)
        await access.record(session, context, which, "record.export")
    found = house.ocfl.files(f"urn:hsba:record:{record.facility}:{record.code}")
    key = f"record/{which}"
    plain = {}
    for name, path in found.items():
        content = path.read_bytes()
        plain[name.removesuffix(".age")] = house.shelf.keys.decrypt(key, content) if name.endswith(".age") else content
    return plain
