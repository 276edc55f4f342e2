"""The files of a package: each document as it was when it was sent, and what explains them to whoever takes them away."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from activities.documents import bytes_key
from domain.errors import NotFound
from domain.names import RecordId
from domain.packages import Package, manifest, path, readme
from domain.referrals import Item
from services.context import House
from store.queries import signatures
from store.queries.referrals import Packed


async def frozen(house: House, record: RecordId, item: Item) -> bytes:
    """The document as it was sent. What was signed, preserved or renewed since is appended: the newest file begins with those bytes.

    Raises: NotFound when they are not there any more.
    """
    key = bytes_key(record)
    try:
        return await house.shelf.get(key, item.sha256)
    except NotFound:
        async with house.sessions() as session:
            newest = (await signatures.version(session, item.document, item.version)).newest
        found = (await house.shelf.get(key, newest))[: item.size]
        if sha256(found).hexdigest() != item.sha256:
            raise
        return found


def files(package: Package, held: Sequence[tuple[Packed, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path → bytes, for a zip file."""
    yield "README.txt", readme(package).encode()
    yield "manifest.json", manifest(package)
    for one, content in held:
        yield path(one.item.number, one.form, one.code), content
